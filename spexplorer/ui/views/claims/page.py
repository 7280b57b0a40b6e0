"""Claims: who says what in which stance, what supports it, and what contradicts it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QStackedWidget

from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.kinds import KINDS
from spexplorer.readings.claims.arguments import NOBODY, Arguments
from spexplorer.readings.claims.cards import ClaimCards
from spexplorer.readings.tables import ListEntry
from spexplorer.ui.drawing.glyphs import code_colour, draw_glyph, glyph_of
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.claims.contradictions import PairsDrawing
from spexplorer.ui.views.claims.matrix import CELL, HOLDER, Crossing, HolderStanceMatrix, parts_of
from spexplorer.ui.views.claims.support import SupportDrawing
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.find_key import FindKey
from spexplorer.ui.widgets.labels import PageHeading
from spexplorer.ui.widgets.panes import DetailSplitter, TurningSplitter, lay_out_headed, scrolling

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

CLAIMS, PAIRS = "claims", "pairs"
_TOP_LETTERS = 92
"""Below so many letters of width the matrix stands above the register."""

_ARGUMENT_LINES = 9
"""So many lines of text are the least height of the support drawing."""

_MATRIX_SHARE = 0.6
"""The matrix takes at most this share of the width for itself."""

_HEADS_SHARE = 0.5
"""The heads of the matrix take at most this share of what is seen below the heading of the tab."""


@guarded
class ClaimsView(View):
    """Matrix and register above, the argument of one claim below; or all contradictions."""

    def __init__(
        self, workspace: Workspace, theme: Theme, arguments: Arguments | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self.arguments = arguments or Arguments(workspace.reader)
        self.cards = ClaimCards(tr, workspace.reader, self.arguments, workspace.is_certain)
        self._mode = CLAIMS
        self._drawn_for: object = None
        self._claim: str | None = None
        self._heading = PageHeading()
        self.modes = Segments(tr("Show"))
        self.modes.chosen.connect(self._choose_mode)
        self.matrix = HolderStanceMatrix(self.arguments.label, self.cards.stance_label, theme)
        self.matrix.chosen.connect(self._narrow)
        self.register = GroupedList(tr("Claims by who says so"), theme)
        self.pairs = PairsDrawing(theme)
        self.support = SupportDrawing(theme)
        for part in (self.register, self.pairs, self.support):
            part.chosen.connect(self._choose)
            part.entered.connect(workspace.hovered)
        FindKey(self, self.register.field)
        self._lay_out()

    def _lay_out(self) -> None:
        self._matrix_pane = scrolling(self.matrix, steady=True)
        panes = (self._matrix_pane, self.register)
        upper = TurningSplitter(_TOP_LETTERS, panes, (1, 1), (14, 12))
        self._upper = QStackedWidget()
        self._empty = empty_label()
        for page in (upper, scrolling(self.pairs, steady=True), self._empty):
            self._upper.addWidget(page)
        self._argument_pane = scrolling(self.support, steady=True)
        invitation = tr("Choose a claim to see what supports it and what stands against it.")
        self._split = DetailSplitter(self._upper, self._argument_pane, (3, 2), invitation)
        self._split.settled.connect(self._reveal)
        self._top, self._page = lay_out_headed(self, (self._heading, self.modes), self._split)
        self._page.viewport().installEventFilter(self)
        self._keep_readable()

    def _keep_readable(self) -> None:
        self._argument_pane.setMinimumHeight(self.fontMetrics().height() * _ARGUMENT_LINES)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._keep_readable()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As high as the page is seen, so high may the heads of the matrix be."""
        if event.type() == QEvent.Type.Resize:
            seen = self._page.viewport()
            below = seen.height() - max(0, self._top.heightForWidth(seen.width()))
            self.matrix.limit_heads(max(1, below) * _HEADS_SHARE)
            self._give_width()
        return super().eventFilter(watched, event)

    def _give_width(self) -> None:
        """The matrix has the width for all its columns, if that leaves enough for the register."""
        bar = self._matrix_pane.verticalScrollBar().sizeHint().width()
        wanted = ceil(self.matrix.natural_width()) + bar
        most = self._page.viewport().width() * _MATRIX_SHARE
        self._matrix_pane.setMinimumWidth(min(wanted, round(most)))

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; on another current record only move the mark."""
        drawn_for = (state.filter, self._mode, self.workspace.index is None)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._show_claims(state)
        if state.current is None or state.current in self.arguments.claims:
            self._claim = state.current  # stays while its links are followed
        self.support.show_argument(self.cards.argument(self._claim) if self._claim else None)
        self._split.show_detail(self._claim is not None)
        self.register.show_current(state.current)
        for drawing in (self.pairs, self.support):
            drawing.show_current(state.current)

    def _show_claims(self, state: LinkState) -> None:
        rows = {row.id: row for row in self.workspace.visible("claim")}
        self.cards.passing = frozenset(rows)
        groups = self.arguments.pairs(rows.__contains__)
        pairs = sum(len(group.pairs) for group in groups)
        self.modes.show_choices(
            (
                Choice(
                    CLAIMS, tr("Claims  {n}", n=tr.number(len(rows))), tr("By holder and stance")
                ),
                Choice(
                    PAIRS,
                    tr("Contradictions  {n}", n=tr.number(pairs)),
                    tr("Every pair, side by side"),
                ),
            ),
            self._mode,
        )
        possible = sum(not self.workspace.is_certain(uid) for uid in rows)
        self._empty.setText(why_empty(self.workspace.reader, "claim"))
        self._split.invite(bool(rows))
        words = self.cards.heading(len(rows), pairs, possible)
        self._heading.setText(words if rows else why_empty(self.workspace.reader, "claim"))
        if self._mode == PAIRS:
            self.pairs.show_groups(tuple(self.cards.headed(group) for group in groups))
            self._upper.setCurrentIndex(1 if pairs else 2)
            return
        everything = self._without_own(state.filter)
        self._upper.setCurrentIndex(0 if everything else 2)
        self._show_matrix(state, everything)
        self._show_register(rows, state.current)

    def _show_matrix(self, state: LinkState, claims: list[str]) -> None:
        """The matrix keeps what its own two facets leave out, as empty frames."""
        everything = self.arguments.crossed(claims)
        passing = self.arguments.crossed(self.cards.passing)
        present = {holder for holder, _ in everything}
        known = list(self.workspace.reader.terms("stance"))
        other = sorted({stance for _, stance in everything} - set(known))
        self.matrix.show_crossing(Crossing(
            tuple(holder for holder in self.arguments.holders() if holder in present),
            (*known, *other),
            tuple(sorted(everything.items())),
            tuple(sorted(passing.items())),
            state.filter.values("actor"),
            state.filter.values("stance"),
        ))  # fmt: skip
        self._give_width()

    def _without_own(self, wanted: Filter) -> list[str]:
        """The claims that pass when neither holder nor stance narrows them."""
        index = self.workspace.index
        if index is None:
            return list(self.arguments.claims)
        mask = index.passing(wanted.without("actor").without("stance")).possible
        return [uid for uid in self.arguments.claims if mask[index.position[uid]]]

    def _show_register(self, rows: dict[str, Row], current: str | None) -> None:
        entries: list[ListEntry] = []
        held = groupby(
            self.arguments.by_holder(uid for uid in rows if uid in self.arguments.claims),
            key=self.arguments.holder,
        )
        for holder, group in held:
            name, uids = self.cards.holder_label(holder), list(group)
            entries.append(ListEntry("", f"{name} · {tr.number(len(uids))}"))
            entries += [self._entry(uid, rows[uid], name) for uid in uids]
        self.register.show_entries(entries, current)

    def _entry(self, uid: str, row: Row, holder: str) -> ListEntry:
        detail, stance = self.cards.detail(uid), self.arguments.claims[uid].stance
        return ListEntry(
            uid,
            row.label,
            detail,
            possible=not self.workspace.is_certain(uid),
            mark=partial(_draw_stance, stance),
            spoken=f"{detail} · {holder}",
        )

    def refresh(self, changes: ChangeSet) -> bool:
        """Claims are read once, with all that supports them or stands against them."""
        return not changes.touches(kind for kind in KINDS if kind not in ("passage", "place"))

    # -- answering ------------------------------------------------------------------------------

    def _reveal(self) -> None:
        """The argument has taken or given back room: the current claim comes into sight again."""
        self.register.show_current(self.present().current)

    def _choose(self, record_id: str) -> None:
        """A claim is shown here; another record in the inspector, while its claim stays drawn."""
        self.workspace.go(record_id, stay=True)

    def _choose_mode(self, mode: str) -> None:
        self._mode = mode
        self.show_state(self.present())

    def _narrow(self, key: str) -> None:
        """A holder or stance switches its facet; a cell sets both, or takes both away again."""
        what, holder, stance = parts_of(key)
        if what != CELL:
            value = holder if what == HOLDER else stance
            if value != NOBODY:
                self.workspace.toggle("actor" if what == HOLDER else "stance", value)
            return
        wanted = self.workspace.state.filter
        for facet, value in (("actor", holder), ("stance", stance)):
            if value != NOBODY:
                wanted = wanted.with_constraint(Values(facet, frozenset({value})))
        if wanted == self.workspace.state.filter:
            wanted = wanted.without("actor").without("stance")
        self.workspace.set_filter(wanted)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (self.matrix, self.register, self.pairs, self.support):
            part.restyle(theme)

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the record under the pointer in another view."""
        for drawing in (self.pairs, self.support):
            drawing.show_pointed(record_id)


def _draw_stance(
    stance: str, painter: QPainter, theme: Theme, rect: QRectF, ink: QColor | None
) -> None:
    colour = ink or code_colour(theme, "stance", stance)
    draw_glyph(painter, glyph_of("stance", stance), rect, colour)
