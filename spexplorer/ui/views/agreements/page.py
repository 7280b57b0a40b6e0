"""The tab of agreements: the register and the strip of lives row beside row, relations drawn below."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.filters import Match, Values
from spexplorer.domain.kinds import kind_of
from spexplorer.readings.agreements.life import status_on
from spexplorer.readings.agreements.parties import PartyFilter
from spexplorer.readings.agreements.register import (
    AgreementRegister,
    RegisterQuery,
    columns_of,
    lines_of,
)
from spexplorer.readings.agreements.relations import relations_of
from spexplorer.readings.agreements.wording import (
    binding_note,
    day_not_understood,
    heading_of,
    split_by_day,
)
from spexplorer.readings.tables import ListedLines
from spexplorer.ui.drawing.legend import Legend
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.agreements.controls import RegisterControls
from spexplorer.ui.views.agreements.exporting import RegisterExport
from spexplorer.ui.views.agreements.life_painting import legend_entries
from spexplorer.ui.views.agreements.life_strip import LifeStrip
from spexplorer.ui.views.agreements.relation_graph import RelationGraph
from spexplorer.ui.widgets.panes import ScrolledBody, scrolling
from spexplorer.ui.widgets.text import PlainLabel, RichLabel

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_REGISTER_LINES: Final = 9
_GRAPH_LINES: Final = 7
"""Least heights in lines of text; the tab scrolls where there is less."""
_BREAK: Final = "<br>"


@guarded
class AgreementsView(View):
    """Shows what passes the filter; the record itself stands in the panel of the record."""

    def __init__(
        self, workspace: Workspace, theme: Theme, register: AgreementRegister | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._register = register or AgreementRegister(tr, workspace.reader)
        self._register.reader = workspace.reader  # it may have been read by a worker
        self._query = RegisterQuery()
        self._caption = ""
        self._match = Match.ANY
        self._answered: tuple[Filter, bool] | None = None
        self._related: str | None = None
        self.table = RecordTable(tr("Register of agreements"), theme, folds=True)
        self.strip = LifeStrip(self._register, theme)
        self.legend = Legend(tr("Legend of the life strip"), theme)
        self.graph = RelationGraph(theme)
        self.heading = _wrapped(RichLabel())
        self._why_empty = empty_label()
        self.controls = RegisterControls(self._register)
        self.export = RegisterExport(self._register)
        self._build()
        self._connect()
        self._show_columns()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        self._stack = self._rows()
        self._key = self._legend_and_note()
        self._below = scrolling(self.graph)
        self._below.hide()
        self._whole = QSplitter(Qt.Orientation.Vertical)
        self._whole.addWidget(self._stack)
        self._whole.addWidget(self._below)
        self._whole.setCollapsible(0, False)
        self._whole.setSizes([320, 160])
        self._whole.setStretchFactor(0, 1)
        # The height follows from the tab, not from what the panes would like to have.
        self._whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        for widget in (self.controls, self._key):
            column.addWidget(widget)
        column.addWidget(self._whole, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(body))
        self._measure()

    def _rows(self) -> QStackedWidget:
        """Register and strip side by side, or why there is nothing."""
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.table)
        beside.addWidget(self.strip)
        beside.setChildrenCollapsible(False)
        beside.setSizes([600, 400])
        stack = QStackedWidget()
        stack.addWidget(beside)
        stack.addWidget(self._why_empty)
        return stack

    def _legend_and_note(self) -> QWidget:
        """What the strip draws, and that being listed says nothing of binding force."""
        note = _wrapped(PlainLabel(binding_note(tr)))
        note.setObjectName("muted")
        key = QWidget()
        column = QVBoxLayout(key)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.legend)
        column.addWidget(note)
        key.hide()
        return key

    def _connect(self) -> None:
        workspace, table = self.workspace, self.table
        table.picked.connect(self._pick)
        table.toggled.connect(workspace.toggle)
        table.entered_row.connect(workspace.hovered)
        table.laid.connect(self._follow_rows)
        table.verticalScrollBar().valueChanged.connect(self._place_rows)
        self.strip.chosen.connect(workspace.go)
        self.strip.entered.connect(workspace.hovered)
        self.strip.walked.connect(table.reveal)
        self.strip.wheeled.connect(self._scroll)
        self.graph.chosen.connect(self._follow)
        self.graph.entered.connect(workspace.hovered)
        self.controls.changed.connect(self._fill_again)
        self.controls.parties.wanted.connect(self._narrow_to_parties)
        self.controls.relations.toggled.connect(self._show_relations)
        self.controls.legend.toggled.connect(self._key.setVisible)
        self.export.failed.connect(workspace.failed)

    def _measure(self) -> None:
        line = self.fontMetrics().height()
        lines = _REGISTER_LINES + (0 if self._below.isHidden() else _GRAPH_LINES)
        self._whole.setMinimumHeight(line * lines)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self._measure()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show what passes the filter; where that is drawn already, only the current record moves."""
        if (state.filter, self.workspace.index is not None) != self._answered:
            self._fill(state)
        self._show_current(state)

    def _fill_again(self) -> None:
        """Show the same state, since the tab's own controls changed."""
        self._show_columns()
        self._fill(self.present())
        self._show_current(self.present())

    def _show_columns(self) -> None:
        """The reason of an answer has a column while a day is asked for."""
        asked = self.controls.day.day() is not None
        columns = columns_of(tr, with_reason=asked)
        if tuple(columns) != self.table.records.columns:
            self.table.show_columns(columns, "agreements.day" if asked else "agreements")

    def _fill(self, state: LinkState) -> None:
        self._answered = (state.filter, self.workspace.index is not None)
        register, parties = self._register, self._party_filter(state)
        entries = [
            entry
            for row in self.workspace.visible("agreement")
            if (entry := register.entries.get(row.id)) and parties.keeps(entry.agreement)
        ]
        day = self.controls.day.day()
        self._query = RegisterQuery(
            entries,
            str(self.controls.grouping.currentData()),
            {} if day is None else {e.id: status_on(tr, e.life, day) for e in entries},
            frozenset(e.id for e in entries if not self.workspace.is_certain(e.id)),
        )
        self.table.cells.active = frozenset(
            (facet, value) for facet in ("form", "level") for value in state.filter.values(facet)
        )
        self.table.show_lines(lines_of(register, self._query), state.current)
        self._stack.setCurrentIndex(0 if entries else 1)
        self._why_empty.setText(why_empty(self.workspace.reader, "agreement"))
        self.controls.parties.show_filter(parties)
        self.legend.show_entries(legend_entries(register, register.types_in(entries)))
        self._show_heading(state.filter, parties, day)

    def _show_heading(self, wanted: Filter, parties: PartyFilter, day: int | None) -> None:
        found = heading_of(self._register, self._query, wanted, parties)
        muted = self.theme.colours["muted"]
        rest = "".join(f" · {escape(part)}" for part in found.notes)
        words = f'<b>{escape(found.number)}</b><span style="color: {muted}">{rest}</span>'
        split = ""
        if not self.controls.day.understood:
            split = day_not_understood(tr)
        elif day is not None:
            split = split_by_day(self._register, self._query, day)
        self.heading.setText(_BREAK.join(filter(None, (words, escape(split)))))
        parts = (found.number, *found.notes, *found.filters, split)
        self._caption = " · ".join(filter(None, parts))
        self._follow_rows()

    def _show_current(self, state: LinkState) -> None:
        self.table.show_selected(state.current, state.selected)
        self.strip.show_selected(state.selected)
        entry = self._register.entries.get(state.current or "")
        self.export.show_current(entry)
        if entry is not None or state.current is None:
            self._related = state.current
        self._show_relations()
        self.graph.show_current(state.current)

    def _show_relations(self, *_: object) -> None:
        """Draw the relations of the agreement that was chosen last, if it has any."""
        entry = self._register.entries.get(self._related or "")
        if entry is None:
            number = 0
        elif entry.id != self.graph.record_id:
            related = relations_of(tr, self._register.reader, entry.agreement)
            self.graph.show_relations(entry.id, entry.agreement.title, related)
            number = len(related)
        else:
            number = self.graph.number
        self.controls.show_relations(number)
        shown = bool(number) and self.controls.relations.isChecked()
        if shown == self._below.isHidden():
            self._below.setVisible(shown)
            self._measure()

    def _follow_rows(self) -> None:
        """Show in the strip what the table shows, in its order."""
        content = self.table.records.content
        if isinstance(content, ListedLines):
            self.strip.show_lines(content.shown, self._query.answers, self.controls.day.day())
            self.export.show_lines(self._register, content, self._caption)
        self._place_rows()

    def _place_rows(self, *_: object) -> None:
        """Lay the rows of the strip beside those of the table."""
        seen = self.table.viewport().geometry()
        height = self.table.verticalHeader().defaultSectionSize()
        scrolled = self.table.verticalScrollBar().value()
        self.strip.set_rows((seen.top(), seen.bottom() + 1), height, scrolled)

    def _scroll(self, event: QWheelEvent) -> None:
        bar = self.table.verticalScrollBar()
        bar.setValue(bar.value() - (event.pixelDelta().y() or event.angleDelta().y()))
        event.accept()

    # -- answering ------------------------------------------------------------------------------

    def _pick(self, record_id: str, selected: frozenset[str]) -> None:
        state = self.workspace.state
        self.workspace.set_state(state._replace(current=record_id, selected=selected))

    def _follow(self, record_id: str) -> None:
        """Another agreement is gone to; what has its home on another tab is shown beside this one."""
        self.workspace.go(record_id, stay=kind_of(record_id) != "agreement")

    def _party_filter(self, state: LinkState) -> PartyFilter:
        """What the shared facet says of parties; how to match is kept while nobody is chosen."""
        actors = state.filter.get("actor")
        if isinstance(actors, Values):
            self._match = actors.match
        known = frozenset(self._register.parties)
        return PartyFilter(self._match, state.filter.values("actor") & known)

    def _narrow_to_parties(self, wanted: PartyFilter) -> None:
        """Narrow by the shared facet; actors that are no parties stay beside “any of” only."""
        self._match, actors = wanted.match, wanted.chosen
        state = self.workspace.state
        if wanted.match is Match.ANY:
            actors |= state.filter.values("actor") - frozenset(self._register.parties)
        constraint = Values("actor", actors, wanted.match)
        self.workspace.set_filter(state.filter.with_constraint(constraint))
        self.controls.parties.show_filter(wanted)

    # -- the rest of a view ---------------------------------------------------------------------

    def refresh(self, changes: ChangeSet) -> bool:
        """Read the agreements again where they or their parties changed; large ones are read apart."""
        if changes.touches(("agreement", "agent")):
            if self.workspace.is_large:
                return False
            self._register = AgreementRegister(tr, self.workspace.reader)
            self.strip.show_register(self._register)
            self.controls.show_register(self._register)
        self._register.reader = self.workspace.reader
        self._answered = None
        self.graph.show_relations("", "", ())  # the other ends may have other names
        return True

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.table, self.strip, self.legend, self.graph):
            part.restyle(theme)
        self._fill_again()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in register, strip and graph."""
        for part in (self.table, self.strip, self.graph):
            part.show_pointed(record_id)


def _wrapped(label: PlainLabel | RichLabel) -> PlainLabel | RichLabel:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
