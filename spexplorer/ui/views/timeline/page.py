"""The tab: controls, drawing with its minimap and legend, and the list of the same events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Period, periods
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.view import View
from spexplorer.ui.views.timeline.brushing import Brushing
from spexplorer.ui.views.timeline.canvas import TimelineCanvas
from spexplorer.ui.views.timeline.choosing import Choosing
from spexplorer.ui.views.timeline.event_list import EventList
from spexplorer.ui.views.timeline.glyphs import shade_of
from spexplorer.ui.views.timeline.lanes import GROUPINGS, OTHERS, names_of
from spexplorer.ui.views.timeline.legend import Legend
from spexplorer.ui.views.timeline.loading import Loaded, Wanted, load
from spexplorer.ui.views.timeline.minimap import Minimap
from spexplorer.ui.views.timeline.moves import in_sight
from spexplorer.ui.views.timeline.period_bar import Bounds, PeriodBar
from spexplorer.ui.views.timeline.scale import Window
from spexplorer.ui.views.timeline.stage import Stage
from spexplorer.ui.views.timeline.titles import Titles
from spexplorer.ui.views.timeline.tools import Switches, ZoomTools
from spexplorer.ui.views.timeline.words import heading_words
from spexplorer.ui.widgets.elided_label import ElidedLabel
from spexplorer.ui.widgets.record_list import empty_label

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_GROUPING_NAMES = {
    "event_type": "by type", "vector": "by vector", "instrument": "by instrument",
    "place": "by place", "actor": "by actor",
}  # fmt: skip
_DRAWING, _EMPTY, _INDEXING = range(3)


class TimelineView(View):
    """Shows every event that passes; what only the period leaves out stays as a faint context."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._wanted: Wanted | None = None
        self._loaded: Loaded | None = None
        self.stage = Stage()
        self.canvas = TimelineCanvas(self.stage, theme)
        self.minimap = Minimap(theme)
        self.legend = Legend(theme)
        self.bar = PeriodBar(theme)
        self.heading = ElidedLabel()
        self.heading.setObjectName("muted")
        self.list = EventList(self.stage, theme)
        self.list.set_colouring(self._colour)
        self.choosing = Choosing(workspace, self.stage)
        look, relation = self.canvas.look, self.bar.chosen_relation
        self.brushing = Brushing(workspace, self.stage, look, relation)
        self.grouping = QComboBox()
        self.zoom = ZoomTools(theme)
        self.switches = Switches(self.heading)
        self._empty = empty_label()
        self._indexing = empty_label(
            tr("The library is being read; its events appear in a moment.")
        )
        self._lay_out()
        self._connect()
        self._connect_choosing()
        self._fill_grouping()
        self.bar.flow.addWidget(self.zoom)
        self.setFocusProxy(self.canvas)

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        drawing = QWidget()
        self._stack = QStackedLayout(drawing)
        for widget in (self.canvas, self._empty, self._indexing):
            self._stack.addWidget(widget)
        self._stack.setCurrentIndex(_INDEXING)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(drawing, 1)
        column.addWidget(self.minimap)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.list)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.bar)
        layout.addWidget(self.switches)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.legend)

    def _fill_grouping(self) -> None:
        for key in GROUPINGS:
            self.grouping.addItem(tr(_GROUPING_NAMES[key]), key)
        self.grouping.setAccessibleName(tr("What the lanes are made by"))
        self.grouping.setToolTip(tr("What the lanes are made by"))
        self.canvas.set_corner(self.grouping)

    def _connect(self) -> None:
        canvas, bar = self.canvas, self.bar
        canvas.lane_chosen.connect(self._toggle_lane)
        canvas.near_axis.connect(self.brushing.prepare)
        canvas.brushing_moved.connect(self.brushing.move)
        canvas.brushed.connect(self.brushing.end)
        canvas.brush_left.connect(self.brushing.leave)
        canvas.moved.connect(self._show_moved)
        self.minimap.wanted.connect(canvas.show_window)
        bar.wanted.connect(self.brushing.put)
        bar.dropped.connect(partial(self.workspace.widen, "period"))
        bar.date_wanted.connect(self._go_to)
        bar.brush_toggled.connect(self._set_brushing)
        self.grouping.activated.connect(self._load)
        self.zoom.zoomed.connect(canvas.zoom)
        self.zoom.fit.connect(self._fit)
        self.switches.whole.clicked.connect(self._show_whole)
        self.switches.all_rows.toggled.connect(canvas.open_all)
        self.switches.eras.toggled.connect(self._show_eras)
        self.switches.shared.connect(self._share_room)

    def _connect_choosing(self) -> None:
        for part in (self.canvas, self.list):
            part.chosen.connect(self.choosing.choose)
            part.picked.connect(self.choosing.pick)
            part.entered.connect(self.choosing.point)
            part.let_go.connect(self.choosing.let_go)
        self.canvas.stepped.connect(self._step)
        self.list.stepped.connect(partial(self._step, extends=True))

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Load again only what the filter changed; a mere change of the current record is marked."""
        if self.workspace.answers is None:
            return
        self._load()
        if self._loaded is not None:
            self._show_chosen(state)
            self._show_moved()

    def _load(self) -> None:
        """Make what is shown, on a worker where there is much of it; the last one stays meanwhile."""
        answers, grouping = self.workspace.answers, str(self.grouping.currentData())
        if answers is None:
            return
        before = self._wanted
        if before and (before.answers, before.grouping) == (answers, grouping):
            return
        wanted = Wanted(answers, grouping, tuple(self.workspace.reader.terms(grouping)))
        self._wanted = wanted
        self.workspace.later("timeline", partial(load, wanted, self._loaded), self._take)

    def _take(self, loaded: Loaded) -> None:
        """Show what was loaded."""
        before, self._loaded = self._loaded, loaded
        stage, material, reader = self.stage, loaded.material, self.workspace.reader
        if before is None or before.material is not material:
            stage.events, stage.limits = material.events, material.limits
            stage.titles = Titles(reader, material.events.number)
            stage.window = loaded.shown.home
            self.bar.bounds = Bounds(*material.events.days())
            self.canvas.look.eras = material.eras if self.switches.eras.isChecked() else ()
        if before is None or before.lanes is not loaded.lanes:
            grouping = loaded.wanted.grouping
            stage.grouping = grouping
            stage.names = names_of(loaded.lanes, reader.terms(grouping), reader.label)
            stage.opened.clear()
            stage.folded.clear()
        stage.shown = loaded.shown
        self.list.renew()
        self.legend.show_bars(not stage.is_small)
        nothing = not loaded.shown.shown.any()
        self._stack.setCurrentIndex(_EMPTY if nothing else _DRAWING)
        self._show_filter()
        self._show_chosen(self.workspace.state)
        self._show_moved()

    def _show_filter(self) -> None:
        """The drawing, the minimap and the bar show the filter that was loaded."""
        assert self._loaded is not None
        held = self._held()
        self.minimap.show_span(self._loaded.material.folded, self.stage.shown.span)
        self.canvas.home = self.stage.shown.home
        self.bar.show_periods(held)
        self.canvas.show_periods(held)
        self.canvas.refresh()
        kept = [period for period, away in held if not away]
        last = (kept[-1].first, kept[-1].last + 1) if kept else None
        self.canvas.show_window(in_sight(self.stage, last))

    def _held(self) -> list[tuple[Period, bool]]:
        """The periods of the filter that is shown."""
        if self._loaded is None:
            return []
        return periods(self._loaded.wanted.answers.filter.get("period"))

    def _show_chosen(self, state: LinkState) -> None:
        """Mark the current event and the selection, in the drawing and in the list."""
        at, selected = self.choosing.places(state)
        self.list.show_current(at, selected)
        words = "" if at is None else ": ".join(self.stage.titles.row(at)[3:])
        self.canvas.show_current(at, selected, words)

    def _show_moved(self) -> None:
        """Say what is in sight, and mark it on the minimap."""
        if self._loaded is None:
            return
        at = self.canvas.look.current
        dated = at is not None and not self.stage.events.undated[at]
        day = float(self.stage.events.anchor[at]) if dated else None
        self.minimap.show_window(self.stage.window, self._held(), day)
        narrowed = bool(self._loaded.wanted.answers.filter.constraints)
        self.heading.say(heading_words(self.stage, narrowed=narrowed))

    def _colour(self, at: int) -> QColor:
        return shade_of(self.theme, self.stage.events.event_type(at))

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the event that is pointed at elsewhere."""
        if self._loaded is not None:
            self.canvas.show_pointed(self.choosing.place(record_id))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.canvas, self.minimap, self.legend, self.bar, self.zoom, self.list):
            part.restyle(theme)

    # -- doing ----------------------------------------------------------------------------------

    def _step(self, step: int, extends: bool) -> None:
        if self._loaded is not None:
            self.choosing.step(step, extends=extends)

    def _toggle_lane(self, key: str) -> None:
        if key != OTHERS:
            self.workspace.toggle(self.stage.grouping, key)

    def _set_brushing(self, on: bool) -> None:
        self.canvas.brushing = on

    def _go_to(self, first: int, last: int) -> None:
        """Show a date in the middle, with some of what is round it."""
        window = self.stage.window
        middle = (first + last + 1) / 2
        days = max(min(window.days, (last - first + 1) * 12), 30)
        self.canvas.glide_to(Window(middle - days / 2, middle + days / 2))
        self.canvas.setFocus()

    def _fit(self) -> None:
        self.canvas.glide_to(self.canvas.home)

    def _show_whole(self) -> None:
        self.canvas.glide_to(self.stage.limits)

    def _show_eras(self, on: bool) -> None:
        if self._loaded is not None:
            self.canvas.show_eras(self._loaded.material.eras if on else ())

    # -- room -----------------------------------------------------------------------------------

    def _share_room(self) -> None:
        """Show list and legend, or hide them, as the switches say."""
        with_list = self.switches.list.isChecked()
        self.list.setVisible(with_list)
        self.legend.setVisible(self.switches.legend.isChecked())
        if with_list and self.splitter.sizes()[1] == 0:
            wide = self.splitter.width()
            self.splitter.setSizes([wide * 3 // 4, wide // 4])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switches.share(self.size(), self.fontMetrics())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.switches.share(self.size(), self.fontMetrics())
            self.zoom.restyle(self.theme)
