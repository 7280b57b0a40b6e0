"""The tab: controls, drawing with its minimap and legend, and the list of the same events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Filter, Period
from spexplorer.domain.happenings import Event
from spexplorer.ui.text import counted, tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.view import View
from spexplorer.ui.views.timeline.canvas import TimelineCanvas
from spexplorer.ui.views.timeline.glyphs import shade_of
from spexplorer.ui.views.timeline.lanes import GROUPINGS, OTHERS, lanes_by
from spexplorer.ui.views.timeline.legend import Legend
from spexplorer.ui.views.timeline.marks import Marks
from spexplorer.ui.views.timeline.minimap import Minimap
from spexplorer.ui.views.timeline.moves import in_sight, stepped
from spexplorer.ui.views.timeline.period_bar import Bounds, PeriodBar
from spexplorer.ui.views.timeline.scale import FoldedScale, Window, dense_window, limits_of
from spexplorer.ui.views.timeline.stage import Stage
from spexplorer.ui.views.timeline.tools import Switches, ZoomTools
from spexplorer.ui.views.timeline.words import span_words
from spexplorer.ui.widgets.elided_label import ElidedLabel
from spexplorer.ui.widgets.record_list import RecordList, empty_label

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

_GROUPING_NAMES = {
    "event_type": "by type", "vector": "by vector", "place": "by place", "actor": "by actor",
}  # fmt: skip


class TimelineView(View):
    """Shows every event that passes; what only the period leaves out stays as a faint context."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._drawn: tuple[Filter, bool] | None = None
        self._events: list[Event] = []
        self._types: dict[str, str] = {}
        self._rows: list[Row] = []
        self._folded = FoldedScale(Window(0, 1), ())
        self.stage = Stage()
        self.canvas = TimelineCanvas(self.stage, theme)
        self.minimap = Minimap(theme)
        self.legend = Legend(theme)
        self.bar = PeriodBar(theme)
        self.heading = ElidedLabel()
        self.heading.setObjectName("muted")
        self.list = RecordList(tr("In time order"), theme)
        self.list.set_colouring(self._row_colour)
        self.grouping = QComboBox()
        self.zoom = ZoomTools(theme)
        self.switches = Switches(self.heading)
        self._empty = empty_label()
        self._lay_out()
        self._connect()
        self._fill_grouping()
        self.bar.flow.addWidget(self.zoom)
        self.setFocusProxy(self.canvas)

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        drawing = QWidget()
        self._stack = QStackedLayout(drawing)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self._empty)
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
        canvas.chosen.connect(self._choose)
        canvas.entered.connect(self.workspace.hovered)
        canvas.lane_chosen.connect(self._toggle_lane)
        canvas.brushed.connect(self._brushed)
        canvas.stepped.connect(self._step)
        canvas.moved.connect(self._show_moved)
        self.minimap.wanted.connect(canvas.show_window)
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self.workspace.hovered)
        bar.wanted.connect(self.workspace.narrow)
        bar.dropped.connect(partial(self.workspace.widen, "period"))
        bar.date_wanted.connect(self._go_to)
        bar.brush_toggled.connect(self._set_brushing)
        self.grouping.activated.connect(self._regroup)
        self.zoom.zoomed.connect(canvas.zoom)
        self.zoom.fit.connect(self._fit)
        self.switches.whole.clicked.connect(self._show_whole)
        self.switches.all_rows.toggled.connect(canvas.open_all)
        self.switches.shared.connect(self._share_room)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw again only what the filter changed; a mere change of the current record is marked."""
        if not self._events and self.workspace.reader.counts["event"]:
            self._take_events()
        wanted = (state.filter, self.workspace.index is None)
        if wanted != self._drawn:
            self._drawn = wanted
            self._show_filter(state)
        self.list.show_current(state.current)
        self.canvas.show_current(state.current, self._words_of(state.current))
        self._show_moved()

    def _take_events(self) -> None:
        reader = self.workspace.reader
        records = {record.id: record for record in reader.records("event")}
        self._rows = reader.rows("event")
        pairs = []
        for row in self._rows:
            event = records.get(row.id)  # type: ignore[call-overload]
            if isinstance(event, Event):
                pairs.append((event, row.label))
        self._events = [event for event, _ in pairs]
        self._types = {event.id: event.event_type for event in self._events}
        stage = self.stage
        stage.marks = Marks(pairs)
        stage.lit = stage.shown = np.zeros(len(stage.marks.all), dtype=np.bool_)
        stage.limits = limits_of(stage.marks.left, stage.marks.right)
        self.bar.bounds = Bounds(*stage.marks.days())
        self._folded = FoldedScale(stage.limits, stage.marks.anchor)
        self._regroup()
        stage.window = self.canvas.home = dense_window(stage.marks.anchor, stage.limits)

    def _regroup(self) -> None:
        key = str(self.grouping.currentData())
        self.stage.lanes = lanes_by(key, self.workspace.reader, self._events, self.stage.marks)
        self.stage.opened.clear()
        self.canvas.refresh()

    def _show_filter(self, state: LinkState) -> None:
        """Light what passes; keep as context what only the period leaves out."""
        rows = self.workspace.visible("event")
        context = self.workspace.visible("event", without="period")
        stage, marks = self.stage, self.stage.marks
        stage.lit = marks.mask(row.id for row in rows)
        stage.shown = marks.mask(row.id for row in context)
        passing = {row.id for row in rows}
        stage.undated = [at for at, (uid, _) in enumerate(marks.undated) if uid in passing]
        self.list.show_rows(rows, state.current, self.workspace.is_certain)
        self._stack.setCurrentIndex(0 if rows or context else 1)
        self.canvas.is_certain = self.workspace.is_certain
        self.minimap.show_span(self._folded, marks.anchor[stage.shown])
        self.canvas.home = dense_window(marks.anchor[stage.shown], stage.limits)
        period = self._period()
        self.bar.show_period(period)
        self.canvas.show_period(period)
        self.canvas.refresh()
        wanted = in_sight(stage, (period.first, period.last + 1) if period else None)
        self.canvas.show_window(wanted)

    def _period(self) -> Period | None:
        found = self.workspace.state.filter.get("period")
        return found if isinstance(found, Period) else None

    def _show_moved(self) -> None:
        """Say what is in sight, and mark it on the minimap."""
        stage, current = self.stage, self.workspace.state.current
        at = stage.marks.at.get(current or "")
        day = float(stage.marks.anchor[at]) if at is not None else None
        self.minimap.show_window(stage.window, self._period(), day)
        rows = self.list.model.rows
        total = counted(len(rows), "{n} event", "{n} events")
        if self.workspace.state.filter.constraints:
            possibly = sum(not self.workspace.is_certain(row.id) for row in rows)
            total = tr("{events} of {all} pass", events=total, all=len(self._rows))
            if possibly:
                total += tr(" ({n} only possibly, in italics)", n=possibly)
        range_ = span_words(stage.window)
        self.heading.say(
            tr(
                "{total} · in sight: {n}, {range} · wheel zooms, drag moves, ↑ ↓ walk in time",
                total=total,
                n=stage.within(),
                range=range_,
            )
        )

    def _words_of(self, record_id: str | None) -> str:
        at = self.stage.marks.at.get(record_id or "")
        if at is None:
            return ""
        mark = self.stage.mark(at)
        return f"{mark.label}: {mark.words}"

    def _row_colour(self, row: Row) -> str:
        return shade_of(self.theme, self._types.get(row.id, "")).name()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the event that is pointed at elsewhere."""
        self.canvas.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.canvas, self.minimap, self.legend, self.bar, self.zoom, self.list):
            part.restyle(theme)

    # -- doing ----------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        self.workspace.go(record_id)

    def _step(self, step: int) -> None:
        """The next event in time order; from none, the first one in sight."""
        ids = [row.id for row in self.list.model.rows]
        wanted = stepped(self.stage, ids, self.workspace.state.current, step)
        if wanted is not None:
            self.workspace.go(wanted)

    def _toggle_lane(self, key: str) -> None:
        if key != OTHERS:
            self.workspace.toggle(str(self.grouping.currentData()), key)

    def _brushed(self, first: int, last: int) -> None:
        self.workspace.narrow(Period(first, last, self.bar.chosen_relation()))

    def _set_brushing(self, on: bool) -> None:
        self.canvas.brushing = on

    def _go_to(self, first: int, last: int) -> None:
        """Show a date in the middle, with some of what is round it."""
        window = self.stage.window
        middle = (first + last + 1) / 2
        days = max(min(window.days, (last - first + 1) * 12), 30)
        self.canvas.show_window(Window(middle - days / 2, middle + days / 2))
        self.canvas.setFocus()

    def _fit(self) -> None:
        self.canvas.show_window(self.canvas.home)

    def _show_whole(self) -> None:
        self.canvas.show_window(self.stage.limits)

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
