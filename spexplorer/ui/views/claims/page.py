"""Claims: who says what in which stance, what supports it, and what contradicts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.filters import Filter, Values
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.text import counted, tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.view import View
from spexplorer.ui.views.claims.arguments import BETWEEN, NOBODY, OTHER, SAME, Arguments, PairGroup
from spexplorer.ui.views.claims.contradictions import PairsDrawing, Side
from spexplorer.ui.views.claims.matrix import CELL, HOLDER, Crossing, HolderStanceMatrix, parts_of
from spexplorer.ui.views.claims.nodes import Node
from spexplorer.ui.views.claims.register import ClaimRegister, Entry
from spexplorer.ui.views.claims.support import Argument, SupportDrawing
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.record_list import empty_label, why_empty
from spexplorer.ui.widgets.turning_splitter import TurningSplitter, scrolling
from spexplorer.ui.words import kind_label

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.domain.listing import Row
    from spexplorer.workspace.workspace import Workspace

CLAIMS, PAIRS = "claims", "pairs"
_TOP_LETTERS = 92
"""Below so many letters of width the matrix stands above the register."""

_ARGUMENT_LINES = 9
"""So many lines of text are the least height of the support drawing."""


class ClaimsView(View):
    """Matrix and register above, the argument of one claim below; or all contradictions."""

    def __init__(
        self, workspace: Workspace, theme: Theme, arguments: Arguments | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self.arguments = arguments or Arguments(workspace.reader)
        self._mode = CLAIMS
        self._drawn_for: object = None
        self._claim: str | None = None
        self._passing: frozenset[str] = frozenset()
        self._heading = QLabel()
        self._heading.setWordWrap(True)
        self.modes = Segments(tr("Show"))
        self.modes.chosen.connect(self._choose_mode)
        self.matrix = HolderStanceMatrix(self.arguments.label, self._stance_label, theme)
        self.matrix.chosen.connect(self._narrow)
        self.register = ClaimRegister(theme)
        self.pairs = PairsDrawing(theme)
        self.support = SupportDrawing(theme)
        for part in (self.register, self.pairs, self.support):
            part.chosen.connect(self._choose)
            part.entered.connect(workspace.hovered)
        self._lay_out()

    def _lay_out(self) -> None:
        upper = TurningSplitter(
            _TOP_LETTERS, (scrolling(self.matrix, steady=True), self.register), (1, 1), (14, 9)
        )
        self._upper = QStackedWidget()
        self._empty = empty_label()
        for page in (upper, scrolling(self.pairs, steady=True), self._empty):
            self._upper.addWidget(page)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._upper)
        self._argument_pane = scrolling(self.support, steady=True)
        split.addWidget(self._argument_pane)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([320, 220])
        split.setChildrenCollapsible(False)
        top = QWidget()
        head = QVBoxLayout(top)
        head.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, GRID)
        head.setSpacing(GRID)
        head.addWidget(self._heading)
        head.addWidget(self.modes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(scrolling(split), 1)
        self._keep_readable()

    def _keep_readable(self) -> None:
        self._argument_pane.setMinimumHeight(self.fontMetrics().height() * _ARGUMENT_LINES)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._keep_readable()
        super().changeEvent(event)

    def _stance_label(self, stance: str) -> str:
        return self.workspace.reader.term("stance", stance)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Draw what passes; on another current record only move the mark."""
        drawn_for = (state.filter, self._mode, self.workspace.index is None)
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._show_claims(state)
        if state.current in self.arguments.claims:
            self._claim = state.current
        self.support.show_argument(self._argument(self._claim) if self._claim else None)
        self.register.show_current(state.current)
        for drawing in (self.pairs, self.support):
            drawing.show_current(state.current)

    def _show_claims(self, state: LinkState) -> None:
        rows = {row.id: row for row in self.workspace.visible("claim")}
        self._passing = frozenset(rows)
        groups = self.arguments.pairs(rows.__contains__)
        pairs = sum(len(group.pairs) for group in groups)
        self.modes.show_choices(
            (
                Choice(CLAIMS, tr("Claims  {n}", n=len(rows)), tr("By holder and stance")),
                Choice(PAIRS, tr("Contradictions  {n}", n=pairs), tr("Every pair, side by side")),
            ),
            self._mode,
        )
        possible = sum(not self.workspace.is_certain(uid) for uid in rows)
        self._empty.setText(why_empty(self.workspace.reader, "claim"))
        self._heading.setText(self._words(len(rows), pairs, possible))
        if self._mode == PAIRS:
            self.pairs.show_groups(tuple(self._side(group) for group in groups))
            self._upper.setCurrentIndex(1 if pairs else 2)
            return
        everything = self._without_own(state.filter)
        self._upper.setCurrentIndex(0 if everything else 2)
        self._show_matrix(state, everything)
        self._show_register(rows, state.current)

    def _words(self, claims: int, pairs: int, possible: int) -> str:
        """The heading: what is shown, in words."""
        if not claims:
            return why_empty(self.workspace.reader, "claim")
        holders = len({self.arguments.holder(uid) for uid in self._passing})
        words = tr(
            "{claims} of {holders}; {pairs}.",
            claims=counted(claims, "{n} claim", "{n} claims"),
            holders=counted(holders, "{n} holder", "{n} holders"),
            pairs=counted(
                pairs, "{n} pair contradicts each other", "{n} pairs contradict each other"
            ),
        )
        if possible:
            words += " " + counted(
                possible,
                "{n} passes the filter only possibly.",
                "{n} pass the filter only possibly.",
            )
        return words

    def _show_matrix(self, state: LinkState, claims: list[str]) -> None:
        """The matrix keeps what its own two facets leave out, as empty frames."""
        everything = self.arguments.crossed(claims)
        passing = self.arguments.crossed(self._passing)
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

    def _without_own(self, wanted: Filter) -> list[str]:
        """The claims that pass when neither holder nor stance narrows them."""
        index = self.workspace.index
        if index is None:
            return list(self.arguments.claims)
        mask = index.passing(wanted.without("actor").without("stance")).possible
        return [uid for uid in self.arguments.claims if mask[index.position[uid]]]

    def _show_register(self, rows: dict[str, Row], current: str | None) -> None:
        listed, entries, before = [], {}, None
        for uid in self.arguments.by_holder(uid for uid in rows if uid in self.arguments.claims):
            holder = self.arguments.holder(uid)
            heading = "" if holder == before else self._holder_label(holder)
            entries[uid] = Entry(self.arguments.claims[uid].stance, heading)
            before = holder
            listed.append(rows[uid]._replace(detail=self._detail(uid)))
        self.register.show_claims(listed, entries, current, self.workspace.is_certain)

    def _holder_label(self, holder: str) -> str:
        return self.arguments.label(holder) if holder != NOBODY else tr("Holder not recorded")

    def _detail(self, uid: str) -> str:
        """Stance, holder, and how much stands for and against a claim."""
        support, against = len(self.arguments.supports(uid)), len(self.arguments.against(uid))
        words = tr("no support named")
        parts = [
            self._stance_label(self.arguments.claims[uid].stance),
            counted(support, "supported by {n}", "supported by {n}") if support else words,
        ]
        if against:
            parts.append(counted(against, "{n} against it", "{n} against it"))
        parts.append(self._holder_label(self.arguments.holder(uid)))
        return " · ".join(parts)

    # -- cards ----------------------------------------------------------------------------------

    def _argument(self, uid: str) -> Argument:
        against = [*self.arguments.against(uid), *self.arguments.notes(uid)]
        return Argument(
            self._node(uid),
            tuple(self._node(one) for one in self.arguments.supports(uid)),
            tuple(self._node(one) for one in against),
            len({item.passage for item in self.arguments.claims[uid].evidence}),
        )

    def _side(self, group: PairGroup) -> Side:
        count = len(group.pairs)
        headings = {
            SAME: tr("Held by the same  {n}", n=count),
            BETWEEN: tr("Between different holders  {n}", n=count),
            OTHER: tr("Against a figure, an agreement or an event  {n}", n=count),
        }
        pairs = tuple((self._node(one), self._node(other)) for one, other in group.pairs)
        return Side(headings[group.sort], pairs)

    def _node(self, uid: str) -> Node:
        """A record as a card: a claim by holder and stance, another by its kind and detail."""
        claim = self.arguments.claims.get(uid)
        if claim is not None:
            caption = (
                f"{self._holder_label(claim.holder or NOBODY)} · {self._stance_label(claim.stance)}"
            )
            faint = uid not in self._passing
            possible = not faint and not self.workspace.is_certain(uid)
            return Node(uid, caption, claim.statement, claim.stance, faint, possible)
        row = self.arguments.row(uid)
        kind = kind_label(kind_of(uid))
        if row is None:
            return Node(uid, kind, uid)
        return Node(uid, f"{kind} · {row.detail}" if row.detail else kind, row.label)

    # -- answering ------------------------------------------------------------------------------

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
