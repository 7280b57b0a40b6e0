"""The tab: controls, drawing with its minimap and legend, and the list of the same events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QHideEvent

from spexplorer.domain.filters import Period, periods
from spexplorer.domain.time_window import Window
from spexplorer.ui.lists.record_list import nothing_passes
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.brushing import Brushing
from spexplorer.ui.views.timeline.choosing import Choosing
from spexplorer.ui.views.timeline.event_menu import event_menu
from spexplorer.ui.views.timeline.exporting import Exporting
from spexplorer.readings.timeline.lanes import GROUPINGS, OTHERS, names_of
from spexplorer.readings.timeline.content import Loaded, Wanted, load
from spexplorer.ui.views.timeline.moves import in_sight
from spexplorer.ui.views.timeline.parts import DRAWING, EMPTY, TimelineParts
from spexplorer.ui.views.timeline.period_bar import Bounds
from spexplorer.ui.views.timeline.remembering import Remembering
from spexplorer.readings.timeline.evidence import observed_by
from spexplorer.readings.timeline.titles import Titles
from spexplorer.readings.timeline.words import heading_words
from spexplorer.ui.widgets.turns import Turns, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spexplorer.domain.link_state import LinkState
    from spexplorer.readings.timeline.evidence import Standing
    from spexplorer.workspace.workspace import Workspace


class TimelineView(TimelineParts):
    """Shows every event that passes; what only the period leaves out stays as a faint context."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._wanted: Wanted | None = None
        self._loaded: Loaded | None = None
        self._taken: Turns | None = None
        self._signs: list[str] = []
        self.choosing = Choosing(workspace, self.stage)
        look, wanted = self.canvas.look, self.bar.period
        self.brushing = Brushing(workspace, self.stage, look, wanted)
        self._connect()
        self._connect_choosing()
        self._remembering = Remembering(workspace.reader.about.get("name", ""))
        self.grouping.setCurrentIndex(GROUPINGS.index(self._remembering.grouping()))
        self._remembering.restore(self.switches)
        self.exporting = Exporting(self)
        self.switches.export.clicked.connect(self._offer_export)

    # -- building -------------------------------------------------------------------------------

    def _connect(self) -> None:
        canvas, bar = self.canvas, self.bar
        canvas.lane_chosen.connect(self._toggle_lane)
        canvas.near_axis.connect(self.brushing.prepare)
        canvas.brushing_moved.connect(self.brushing.move)
        canvas.brushed.connect(self.brushing.end)
        canvas.brush_left.connect(self.brushing.leave)
        canvas.moved.connect(self._show_moved)
        self.minimap.wanted.connect(canvas.show_window)
        self.minimap.travelled.connect(canvas.glide_to)
        self.minimap.zoomed.connect(canvas.zoom)
        bar.wanted.connect(self.brushing.put)
        bar.dropped.connect(partial(self.workspace.widen, "period"))
        bar.date_wanted.connect(self._go_to)
        bar.brush_toggled.connect(self._set_brushing)
        self.grouping.activated.connect(self._regroup)
        self.tools.zoomed.connect(canvas.zoom)
        self.tools.fit.connect(self._fit)
        self.tools.stepped.connect(partial(self._step, extends=False))
        self.tools.whole.connect(self._show_whole)
        self.switches.all_rows.toggled.connect(canvas.open_all)
        self.switches.eras.toggled.connect(self._show_eras)

    def _connect_choosing(self) -> None:
        for part in (self.canvas, self.list):
            part.chosen.connect(self.choosing.choose)
            part.picked.connect(self.choosing.pick)
            part.entered.connect(self.choosing.point)
            part.let_go.connect(self.choosing.let_go)
            part.all_wanted.connect(self.choosing.choose_all)
        self.canvas.stepped.connect(self._step)
        self.canvas.menu_wanted.connect(self._offer_menu)
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

    def _regroup(self) -> None:
        self._remembering.keep_grouping(str(self.grouping.currentData()))
        self._load()

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
        work = partial(load, wanted, self._loaded)
        self.workspace.later("timeline", work, self._take, long=True)

    def _take(self, loaded: Loaded) -> None:
        """Show what was loaded."""
        at_once = not self.workspace.is_large
        self._taken = take(self._taking(loaded), self, self._taken, at_once=at_once)

    def _taking(self, loaded: Loaded) -> Iterator[None]:
        standing = loaded.material.standing
        if self._loaded is None or self._loaded.material is not loaded.material:
            observed = observed_by(self.workspace.reader, loaded.material.events)
            standing = standing._replace(observed=observed)
            yield
        self._put_on_stage(loaded, standing)
        yield
        self._show_filter()
        yield
        self._show_chosen(self.workspace.state)
        self._show_moved()

    def _put_on_stage(self, loaded: Loaded, standing: Standing) -> None:
        before, self._loaded = self._loaded, loaded
        stage, material, reader = self.stage, loaded.material, self.workspace.reader
        if before is None or before.material is not material:
            stage.events, stage.limits = material.events, material.limits
            stage.titles = Titles(reader, material.events.number, standing)
            self._signs = standing.signs()
            stage.window = self._remembering.window(material.limits) or loaded.shown.home
            self.bar.bounds = Bounds(*material.days)
            self.canvas.look.eras = material.eras if self.switches.eras.isChecked() else ()
        if before is None or before.lanes is not loaded.lanes:
            grouping = loaded.wanted.grouping
            stage.grouping = grouping
            stage.names = names_of(loaded.lanes, reader.terms(grouping), reader.label)
            stage.opened.clear()
            stage.folded.clear()
        stage.shown = loaded.shown
        stage.touch()  # it may be painted from here on
        self.list.renew()
        self.legend.explain(bars=not stage.is_small, signs=self._signs)
        nothing = not loaded.shown.shown.any()
        none = tr("This library has no events; what is added stands here in time order.")
        self._empty.setText(nothing_passes() if len(material.events) else none)
        self._stack.setCurrentIndex(EMPTY if nothing else DRAWING)

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
        words = tr("{summary} · wheel zooms, drag moves, ↑ ↓ walk in time", summary=self.summary())
        self.heading.say(words)

    def summary(self) -> str:
        """How many events pass, how many of them are in sight, of when."""
        narrowed = bool(self._loaded and self._loaded.wanted.answers.filter.constraints)
        return heading_words(self.stage, narrowed=narrowed)

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the event that is pointed at elsewhere."""
        if self._loaded is not None:
            self.canvas.show_pointed(self.choosing.place(record_id))

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

    def _offer_menu(self, at: int | None, place: QPoint) -> None:
        if self._loaded is not None:
            event_menu(self, at).popup(place)

    def _offer_export(self) -> None:
        button = self.switches.export
        self.exporting.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _fit(self) -> None:
        self.canvas.glide_to(self.canvas.home)

    def _show_whole(self) -> None:
        self.canvas.glide_to(self.stage.limits)

    def _show_eras(self, on: bool) -> None:
        if self._loaded is not None:
            self.canvas.show_eras(self._loaded.material.eras if on else ())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._loaded is not None:
            self._remembering.keep_window(self.stage.window)
