"""The tab: a slim line of controls, the drawing with its strip below, and the list of the same events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from spexplorer.domain.filters import Mode, Period, periods
from spexplorer.domain.time_window import snap_days
from spexplorer.readings.timeline.chronology import Chronology
from spexplorer.readings.timeline.content import TimelineContent, Wanted, load
from spexplorer.readings.timeline.evidence import observed_events
from spexplorer.readings.timeline.lanes import OTHERS, lane_names
from spexplorer.readings.timeline.titles import EventTitles
from spexplorer.readings.timeline.words import (
    lanes_words,
    sight_words,
    stroke_words,
    summary_words,
)
from spexplorer.ui.drawing.legend import Legend
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import empty_label, nothing_passes
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.timeline.canvas import BrushedDays, TimelineCanvas
from spexplorer.ui.views.timeline.controls import MoveButtons, TimelineHeader
from spexplorer.ui.views.timeline.event_list import EventList
from spexplorer.ui.views.timeline.export import ExportedView, TimelineExport
from spexplorer.ui.views.timeline.marks import legend_entries, type_colour
from spexplorer.ui.views.timeline.minimap import Minimap
from spexplorer.ui.views.timeline.period_bar import LibraryDays, PeriodBar
from spexplorer.ui.views.timeline.saved_state import SavedState
from spexplorer.ui.views.timeline.selection import EventSelection
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.turns import Turns, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.readings.timeline.evidence import EvidenceMarks
    from spexplorer.ui.drawing.legend import LegendEntry
    from spexplorer.workspace.workspace import Workspace

_DRAWING, _EMPTY, _READING = range(3)
_LIST_SHARE: Final = 0.28
"""The share of the width that the list takes when it is first opened."""


@guarded
class TimelineView(View):
    """Shows every event that passes; what only the period leaves out stays as a faint context."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._wanted: Wanted | None = None
        self._content: TimelineContent | None = None
        self._is_current = True
        """Whether what was read is still as the library has it."""
        self._turns: Turns | None = None
        self._saved = SavedState(workspace.reader.about.get("name", ""))
        self.chronology = Chronology()
        self.selection = EventSelection(workspace, self.chronology)
        self.canvas = TimelineCanvas(self.chronology, theme)
        self.minimap = Minimap(theme)
        self.moves = MoveButtons(theme)
        self.bar = PeriodBar(theme)
        self.legend = Legend(tr("What the marks of the timeline mean"), theme)
        self.list = EventList(self.chronology, self.selection.place, self._colour, theme)
        self.export = TimelineExport(self, workspace, self.chronology, self._exported)
        self.header = TimelineHeader(self.export.menu)
        self.header.show_grouping(self._saved.grouping())
        for name, switch in self.header.switches().items():
            switch.setChecked(self._saved.is_on(name))
        self._lay_out()
        self._connect()
        self._show_switches()

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        drawing = QWidget()
        self._stack = QStackedLayout(drawing)
        self._nothing = empty_label()
        reading = empty_label(tr("The library is being read; its events appear in a moment."))
        for widget in (self.canvas, self._nothing, reading):
            self._stack.addWidget(widget)
        self._stack.setCurrentIndex(_READING)
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self.minimap, 1)
        below.addWidget(self.moves, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(drawing, 1)
        column.addLayout(below)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.list)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setCollapsible(0, False)
        inside = QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        # Where it is lower than its parts need, the page is scrolled rather than the window made higher.
        whole.addWidget(scrolling(inside))
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.header)
        layout.addWidget(self.bar)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self.legend)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        canvas, bar, header = self.canvas, self.bar, self.header
        canvas.lane_chosen.connect(self._toggle_lane)
        canvas.near_axis.connect(self._prepare_brush)
        canvas.brushing_moved.connect(self._brush)
        canvas.brushed.connect(self._end_brush)
        canvas.brush_left.connect(self.workspace.leave_brush)
        canvas.moved.connect(self._show_moved)
        canvas.stepped.connect(self._step)
        canvas.menu_wanted.connect(self._open_menu)
        self.list.stepped.connect(partial(self._step, extends=True))
        self.minimap.wanted.connect(canvas.show_window)
        self.minimap.travelled.connect(canvas.glide_to)
        self.minimap.zoomed.connect(canvas.zoom)
        self.moves.zoomed.connect(canvas.zoom)
        self.moves.stepped.connect(partial(self._step, extends=False))
        self.moves.fit.connect(self._fit)
        self.moves.whole.connect(self._show_whole)
        bar.wanted.connect(self._hold)
        bar.dropped.connect(partial(self.workspace.widen, "period"))
        bar.date_wanted.connect(self._go_to)
        bar.brush_toggled.connect(self._set_brushing)
        header.grouped.connect(self._regroup)
        header.changed.connect(self._switch)
        canvas.chosen.connect(self.selection.choose)
        canvas.picked.connect(self.selection.pick)
        canvas.entered.connect(self.selection.point)
        self.list.chosen.connect(self.workspace.go)
        self.list.joined.connect(self._join)
        self.list.entered.connect(self.workspace.hovered)
        for part in (self.canvas, self.list):
            part.let_go.connect(self.selection.let_go)
            part.all_wanted.connect(self.selection.choose_all)
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self._ask_date)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Load again only what the filter changed; a mere change of the current record is marked."""
        if self.workspace.answers is None:
            return
        self._load()
        if self._content is not None:
            self._show_chosen(state)
            self._show_moved()

    def refresh(self, changes: ChangeSet) -> bool:
        """Read the events again with the next state; window, lanes and switches stay."""
        self._wanted, self._is_current = None, False
        return True

    def _load(self) -> None:
        """Make what is shown, on a worker where there is much of it; the last one stays meanwhile."""
        answers, grouping = self.workspace.answers, self.header.grouping
        if answers is None:
            return
        before = self._wanted
        if before and (before.answers, before.grouping) == (answers, grouping):
            return
        self._wanted = Wanted(answers, grouping, tuple(self.workspace.reader.terms(grouping)))
        work = partial(load, self._wanted, self._content if self._is_current else None)
        self._is_current = True
        self.workspace.later("timeline", work, self._take, long=True)

    def _take(self, content: TimelineContent) -> None:
        """Show what was loaded."""
        at_once = not self.workspace.is_large
        self._turns = take(self._taking(content), self, self._turns, at_once=at_once)

    def _taking(self, content: TimelineContent) -> Iterator[None]:
        evidence = content.library.evidence
        if self._content is None or self._content.library is not content.library:
            observed = observed_events(self.workspace.reader, content.library.events)
            evidence = evidence._replace(observed=observed)
            yield
        self._show_content(content, evidence)
        yield
        self._show_filter()
        yield
        self._show_chosen(self.workspace.state)
        self._show_moved()

    def _show_content(self, content: TimelineContent, evidence: EvidenceMarks) -> None:
        before, self._content = self._content, content
        chronology, library, reader = self.chronology, content.library, self.workspace.reader
        if before is None or before.library is not library:
            chronology.events, chronology.limits = library.events, library.limits
            chronology.titles = EventTitles(tr, reader, library.events.number, evidence)
            kept = self._saved.window(library.limits) or content.shown.home
            shown = kept if before is None else chronology.window.within(library.limits)
            chronology.window = shown
            self.bar.bounds = LibraryDays(*library.days)
            self.canvas.state.eras = library.eras if self.header.eras.isChecked() else ()
        if before is None or before.lanes is not content.lanes:
            grouping = content.wanted.grouping
            terms = reader.terms(grouping)
            if chronology.grouping != grouping:
                chronology.opened.clear()
                chronology.folded.clear()
            chronology.grouping = grouping
            chronology.names = lane_names(tr, content.lanes, terms, reader.label)
        chronology.shown = content.shown
        chronology.touch()  # it may be painted from here on
        self.list.renew()
        self.legend.show_entries(self._legend_entries())
        none = tr("This library has no events; what is added stands here in time order.")
        self._nothing.setText(nothing_passes() if len(library.events) else none)
        self._stack.setCurrentIndex(_DRAWING if content.shown.shown.any() else _EMPTY)

    def _show_filter(self) -> None:
        """The drawing, the minimap and the bar show the filter that was loaded."""
        assert self._content is not None
        held = self._held()
        self.minimap.show_span(self._content.library.folded, self.chronology.shown.span)
        self.canvas.home = self.chronology.shown.home
        self.bar.show_periods(held)
        self._show_switches()
        self.canvas.state.periods = held
        self.canvas.refresh()
        kept = [period for period, away in held if not away]
        last = (kept[-1].first, kept[-1].last + 1) if kept else None
        self.canvas.show_window(self.chronology.showing(last))

    def _held(self) -> list[tuple[Period, bool]]:
        """The periods of the filter that is shown."""
        if self._content is None:
            return []
        return periods(self._content.wanted.answers.filter.get("period"))

    def _show_chosen(self, state: LinkState) -> None:
        """Mark the current event and the selection, in the drawing and in the list."""
        at, selected = self.selection.places(state)
        self.list.show_selected(state.current, state.selected)
        words = "" if at is None else ": ".join(self.chronology.titles.row(at)[3:])
        self.canvas.show_current(at, selected, words)

    def _show_moved(self) -> None:
        """Say what is in sight, and mark it on the minimap."""
        if self._content is None:
            return
        at, chronology = self.canvas.state.current, self.chronology
        dated = at is not None and not chronology.events.undated[at]
        day = float(chronology.events.anchor[at]) if dated else None
        self.minimap.show_window(chronology.window, self._held(), day)
        sight = sight_words(tr, chronology)
        self.header.summary.say(
            self.summary()
            if chronology.window == self.canvas.home
            else tr("{summary} · {sight}", summary=self.summary(), sight=sight)
        )
        self.header.summary.setAccessibleDescription(sight)

    def summary(self) -> str:
        """How many events pass, and how many of them for certain."""
        narrowed = bool(self._content and self._content.wanted.answers.filter.constraints)
        return summary_words(tr, self.chronology, self._held(), narrowed=narrowed)

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the event that is pointed at elsewhere."""
        if self._content is not None:
            self.canvas.show_pointed(self.selection.place(record_id))
            self.list.show_pointed(record_id)

    def _join(self, record_id: str, modifiers: Qt.KeyboardModifier) -> None:
        """An event of the list is to join the selection or to leave it."""
        place = self.selection.place(record_id)
        if place is not None:
            self.selection.pick(place, modifiers)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.canvas, self.minimap, self.legend, self.bar, self.moves, self.list):
            part.restyle(theme)

    def _colour(self, at: int) -> QColor:
        events = self.chronology.events
        return type_colour(self.theme, events.types, events.event_type(at))

    def _legend_entries(self) -> list[LegendEntry]:
        signs = self.chronology.titles.signs()
        return legend_entries(signs, bars=not self.chronology.is_small)

    def _exported(self) -> ExportedView:
        title = tr("Timeline, {lanes}", lanes=lanes_words(tr, self.chronology.grouping))
        entries = self._legend_entries()
        return ExportedView(title, self.summary(), self.canvas.state, entries)

    # -- switches -------------------------------------------------------------------------------

    def _switch(self) -> None:
        """A person used a switch."""
        for name, switch in self.header.switches().items():
            self._saved.keep_switch(name, on=switch.isChecked())
        eras = self._content.library.eras if self._content else ()
        self.canvas.state.eras = eras if self.header.eras.isChecked() else ()
        self._show_switches()
        if self._content is not None:
            self.canvas.refresh()

    def _show_switches(self) -> None:
        """Show what the switches say; the range also while the filter holds one."""
        header = self.header
        self.chronology.all_opened = header.all_rows.isChecked()
        self.bar.setVisible(header.range.isChecked() or bool(self._held()))
        self.legend.setVisible(header.legend.isChecked())
        self.list.setVisible(header.list.isChecked())
        if header.list.isChecked() and self._splitter.sizes()[1] == 0:
            wide = self._splitter.width()
            share = int(wide * _LIST_SHARE)
            self._splitter.setSizes([wide - share, share])

    def _regroup(self, grouping: str) -> None:
        self._saved.keep_grouping(grouping)
        self._load()

    # -- doing ----------------------------------------------------------------------------------

    def _step(self, step: int, extends: bool) -> None:
        if self._content is not None:
            self.selection.step(step, extends=extends)

    def _toggle_lane(self, key: str) -> None:
        if key != OTHERS:
            self.workspace.toggle(self.chronology.grouping, key)

    def _fit(self) -> None:
        self.canvas.glide_to(self.canvas.home)

    def _show_whole(self) -> None:
        self.canvas.glide_to(self.chronology.limits)

    def _ask_date(self) -> None:
        self.bar.setVisible(True)
        self.bar.ask_date()

    def _go_to(self, first: int, last: int) -> None:
        self.canvas.glide_to(self.chronology.around_date(first, last))
        self.canvas.setFocus()

    # -- brushing a period: the charts follow on the way, the filter at the end -----------------

    def _set_brushing(self, on: bool) -> None:
        self.canvas.brushing = on

    def _prepare_brush(self) -> None:
        """A brush may follow: have the charts ready for it."""
        days = snap_days(self.chronology.window, self.chronology.scale)
        edges = None if days is None else np.array(days, dtype=np.int64)
        self.workspace.prepare_brush("period", edges)

    def _brush(self, stroke: BrushedDays) -> None:
        period = self.bar.period(stroke.first, stroke.last)
        self.canvas.state.brush_words = stroke_words(tr, self.chronology, period)
        self.workspace.brush(period, stroke.mode)

    def _end_brush(self, stroke: BrushedDays) -> None:
        self.workspace.narrow(self.bar.period(stroke.first, stroke.last), stroke.mode)

    def _hold(self, period: Period) -> None:
        """A typed period takes the place of what is held."""
        self.workspace.narrow(period, Mode.REPLACE)

    # -- the menu -------------------------------------------------------------------------------

    def _open_menu(self, at: int | None, place: QPoint) -> None:
        if self._content is not None:
            self.event_menu(at).popup(place)

    def event_menu(self, at: int | None) -> QMenu:
        """What can be done with an event (None: with the drawing alone); deletes itself once closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if at is not None:
            row = self.chronology.titles.row(at)
            words = ", ".join(part for part in (row.label, row.detail) if part)
            copy = partial(QGuiApplication.clipboard().setText, words)
            menu.addAction(tr("Copy title and date"), copy)
            if not self.chronology.events.undated[at]:
                period = self.bar.period(*self.chronology.days_of(at))
                menu.addAction(tr("Show what happened meanwhile"), partial(self._hold, period))
            menu.addSeparator()
        menu.addAction(tr("Fit"), self._fit)
        menu.addAction(tr("Whole span"), self._show_whole)
        menu.addSeparator()
        menu.addActions(self.export.menu.actions())
        return menu

    # -- Qt -------------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._content is not None:
            self._saved.keep_window(self.chronology.window)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.moves.restyle(self.theme)
