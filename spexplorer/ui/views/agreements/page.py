"""The tab of agreements: controls, register and life strip row beside row, a sheet with its graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
)

from spexplorer.domain.filters import Values
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.agreements.agreement_sheet import Page
from spexplorer.ui.views.agreements.controls import Controls
from spexplorer.ui.views.agreements.heading import Asked, heading_of
from spexplorer.ui.views.agreements.legend import Legend
from spexplorer.ui.views.agreements.life import span_of_years, standing_on
from spexplorer.ui.views.agreements.material import Material
from spexplorer.ui.views.agreements.model import BADGES, RegisterModel, Shown, date_type
from spexplorer.ui.views.agreements.panes import panes_of
from spexplorer.ui.views.agreements.parties import MODES, Mode, PartyFilter, match_of
from spexplorer.ui.views.agreements.register import Register
from spexplorer.ui.views.agreements.relation_graph import RelationGraph
from spexplorer.ui.views.agreements.strip import LifeStrip
from spexplorer.ui.views.agreements.ties import ties_of
from spexplorer.ui.widgets.panes import ScrolledBody, scrolling
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_LEAST_LINES, _SHEET_LINES = 14, 10
"""So many lines of text are the least heights of the register and of the sheet; else the tab scrolls."""


class AgreementsView(View):
    """The register and its life strip show what passes; the sheet shows the current agreement."""

    def __init__(
        self, workspace: Workspace, theme: Theme, material: Material | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self.material = material or Material(workspace.reader)
        self.material.reader = workspace.reader
        self.years = span_of_years([entry.life for entry in self.material.entries.values()])
        self.model = RegisterModel(self.material, self)
        self.register = Register(self.model, theme)
        self.strip = LifeStrip(self.model, self.material, theme)
        self.strip.set_years(self.years)
        self.legend = Legend(theme)
        self.sheet = Sheet(tr("Sheet of the current agreement"))
        self.graph = RelationGraph(theme)
        self.heading = _wrapped(QLabel())
        self.controls = Controls(workspace, self.material, self.model, self.years)
        self.grouping, self.parties = self.controls.grouping, self.controls.parties
        self.day, self.export = self.controls.day, self.controls.export
        self._page = Page(self.material, theme)
        self._mode = Mode.ANY
        self._drawn: tuple[Filter, bool] | None = None
        self._opened: str | None = None
        self._build()
        self._connect()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self.controls)
        none = None if self.material.entries else tr("This library has no agreements.")
        panes = panes_of(self.register, self.strip, self.legend, self.sheet, self.graph, none)
        self._whole, self._stack, self._below = panes
        column.addWidget(self._whole, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(body))
        self._measure()

    def _connect(self) -> None:
        workspace = self.workspace
        self.register.chosen.connect(self._choose_rows)
        self.register.toggled.connect(workspace.toggle)
        self.register.entered_row.connect(workspace.hovered)
        self.register.laid.connect(self._align)
        self.register.verticalScrollBar().valueChanged.connect(self._align)
        self.strip.chosen.connect(workspace.go)
        self.strip.entered.connect(workspace.hovered)
        self.strip.walked.connect(self.register.reveal)
        self.strip.wheeled.connect(self._scroll)
        self.graph.chosen.connect(self._follow)
        self.graph.entered.connect(workspace.hovered)
        self.sheet.followed.connect(self._follow)
        self.sheet.unfolded.connect(self._toggle)
        self.grouping.currentIndexChanged.connect(self._refill)
        self.parties.wanted.connect(self._want_parties)
        self.day.asked.connect(self._refill)

    def _measure(self) -> None:
        lines = _LEAST_LINES + (0 if self._below.isHidden() else _SHEET_LINES)
        self._whole.setMinimumHeight(self.fontMetrics().height() * lines)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_whole"):
            self._measure()

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show what passes the filter; where that is drawn already, only the current record moves."""
        if (state.filter, self.workspace.index is not None) != self._drawn:
            self._fill(state)
        self._show_current(state)

    def _refill(self, *_: object) -> None:
        """Show the same state anew, since the tab's own controls changed."""
        self._fill(self.present())
        self._show_current(self.present())

    def _fill(self, state: LinkState) -> None:
        self._drawn = (state.filter, self.workspace.index is not None)
        party = self._party_filter(state)
        entries = [
            entry
            for row in self.workspace.visible("agreement")
            if (entry := self.material.entries.get(row.id)) and party.keeps(entry.agreement)
        ]
        day = self.day.day()
        shown = Shown(
            entries=entries,
            grouping=str(self.grouping.currentData()),
            answers={e.id: standing_on(e.life, day) for e in entries} if day is not None else {},
            possible=frozenset(e.id for e in entries if not self.workspace.is_certain(e.id)),
        )
        self.register.cells.active = frozenset(
            (facet, value) for facet in BADGES.values() for value in state.filter.values(facet)
        )
        self.register.show_answers(shown=day is not None)
        self.model.show(shown)
        self.register.fitting.fit()
        self._say(state, shown, Asked(party, day, self.day.understood))
        self._opened = None  # the sheet says how the agreement stood, so it is written again

    def _say(self, state: LinkState, shown: Shown, asked: Asked) -> None:
        """Heading, controls, key and the line of the day."""
        muted = self.theme.colours["muted"]
        words = heading_of(self.workspace, self.material, state, shown, asked, muted)
        self.heading.setText(words)
        self.export.show_heading(words, muted)
        self._stack.setCurrentIndex(0 if shown.entries else 1)
        self.legend.setVisible(bool(shown.entries))
        self.parties.show_filter(asked.parties)
        self.grouping.setEnabled(asked.day is None)
        self.grouping.setToolTip(
            tr("Grouped by the answer for the day") if asked.day is not None else ""
        )
        self.strip.show_day(asked.day)
        types = {date.type for entry in shown.entries for date in entry.life.dates}
        order = [*self.workspace.reader.terms("agreement_date")]
        known = [type_ for type_ in order if type_ in types] + sorted(types - set(order))
        said = [*known, *(["as_of"] if any(entry.life.as_of for entry in shown.entries) else [])]
        self.legend.show_types([(type_, date_type(self.material, type_)) for type_ in said])

    def _show_current(self, state: LinkState) -> None:
        self.register.show_selected(state.current, state.selected)
        self.strip.show_current(state.selected)
        self.register.reveal_current()
        if state.current in self.material.entries:
            self._open(state.current)
        elif state.current is None:
            self._below.hide()
            self.export.show_opened(None)
            self._measure()
        elif self._opened is None and self.graph.record_id:
            self._open(self.graph.record_id)
        self.graph.show_current(state.current)

    def _open(self, record_id: str) -> None:
        """Show the sheet and the graph of an agreement."""
        if record_id != self._opened:
            self._opened = record_id
            entry, day = self.material.entries[record_id], self.day.day()
            ties = ties_of(self.workspace.reader, entry.agreement)
            answer = standing_on(entry.life, day) if day is not None else None
            self.export.show_opened(entry)
            self.sheet.write(self._page.html(entry, ties, day, answer))
            self.graph.show_ties(record_id, entry.agreement.title, ties)
        if self._below.isHidden():
            self._below.show()
            self._measure()
            # A page that is laid out anew keeps its place, and it had none while it was hidden.
            QTimer.singleShot(0, self, self._show_top)

    def _show_top(self) -> None:
        self.sheet.verticalScrollBar().setValue(0)

    def _align(self, *_: object) -> None:
        """Lay the rows of the strip beside those of the register."""
        seen = self.register.viewport().geometry()
        height = self.register.verticalHeader().defaultSectionSize()
        scrolled = self.register.verticalScrollBar().value()
        self.strip.set_rows((seen.top(), seen.bottom() + 1), height, scrolled)

    def _scroll(self, event: QWheelEvent) -> None:
        bar, turned = (
            self.register.verticalScrollBar(),
            event.pixelDelta().y() or event.angleDelta().y(),
        )
        bar.setValue(bar.value() - turned)
        event.accept()

    # -- answering ------------------------------------------------------------------------------

    def _choose_rows(self, record_id: str, selected: frozenset[str]) -> None:
        state = self.workspace.state
        self.workspace.set_state(state._replace(current=record_id, selected=selected))

    def _follow(self, record_id: str) -> None:
        """Other agreements are gone to; what has its home on another tab is shown beside this one."""
        self.workspace.go(record_id, stay=kind_of(record_id) != "agreement")

    def _toggle(self, address: str) -> None:
        facet, _, value = address.partition(":")
        self.workspace.toggle(facet, value)

    def _party_filter(self, state: LinkState) -> PartyFilter:
        """What the shared facet says of parties; the mode is kept while nobody is chosen."""
        held = state.filter.get("actor")
        actors = state.filter.values("actor") & frozenset(self.material.parties)
        if isinstance(held, Values):
            self._mode = MODES[held.match]
        return PartyFilter(self._mode, actors)

    def _want_parties(self, wanted: PartyFilter) -> None:
        """The parties go through the shared facet; other actors stay beside “any of” only."""
        self._mode = wanted.mode
        state = self.workspace.state
        actors = wanted.chosen
        if wanted.mode is Mode.ANY:
            actors |= state.filter.values("actor") - frozenset(self.material.parties)
        constraint = Values("actor", actors, match_of(wanted.mode))
        self.workspace.set_filter(state.filter.with_constraint(constraint))
        self.parties.show_filter(wanted)

    # -- the rest of a view ---------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self._page.theme = theme
        for part in (self.register, self.strip, self.legend, self.graph):
            part.restyle(theme)
        self._refill()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in register, strip and graph."""
        self.register.show_pointed(record_id)
        self.strip.show_pointed(record_id)
        self.graph.show_pointed(record_id)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
