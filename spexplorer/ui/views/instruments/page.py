"""Instruments: the tree of instruments or concepts, the treemap of vectors, and the assessments."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.counts import Count
from spexplorer.domain.kinds import kind_of
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.instruments.assessments import AssessmentsPanel, entries_of
from spexplorer.ui.views.instruments.drawing import Drawing
from spexplorer.ui.views.instruments.exporting import TreeExport
from spexplorer.ui.views.instruments.instrument_card import InstrumentCard
from spexplorer.ui.views.instruments.material import Material, Tally
from spexplorer.ui.views.instruments.tree import TreePanel
from spexplorer.ui.views.instruments.tree_model import Shown
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.turns import Turns, take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.index import Index
    from spexplorer.ui.views.instruments.concepts import ConceptPanel
    from spexplorer.workspace.workspace import Workspace

_CARD_LINES = 6
_DRAWING_SHARE, _BELOW_SHARE = 5, 4
_DRAWING_LINES, _MOST_DRAWN = 21, 0.95
"""The drawing has so many lines of text where they are no more than this share of the page."""

_KINDS = ("instrument", "concept")


class _Below(QWidget):
    """The card above the assessments. It asks for the same height with a card as without one.

    Otherwise the drawing would be laid out afresh at every step along the instruments.
    """

    def __init__(self, card: QWidget, rest: QWidget) -> None:
        super().__init__()
        self._card = card
        self._rest = rest
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(card)
        column.addWidget(rest, 1)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for the card, and for the verdicts in as many lines as they take at this width."""
        layout = self._rest.layout()
        rest = layout.minimumHeightForWidth(width) if layout is not None else 0
        # A card that is longer than most would push the verdicts out of their place.
        card = 0 if self._card.isHidden() else self._card.heightForWidth(width)
        return rest + max(card, _CARD_LINES * self.fontMetrics().height())

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            # The layout about us asks our own layout for its height, not us: the list would be cut.
            high = self.heightForWidth(self.width())
            if high != self.minimumHeight():
                self.setMinimumHeight(high)
        return answer


class InstrumentsView(View):
    """Tree at the left; drawing and assessments, or the concept with its relations, at the right."""

    def __init__(
        self, workspace: Workspace, theme: Theme, material: Material | None = None
    ) -> None:
        super().__init__(workspace, theme)
        self._material = material or Material(workspace.reader)
        self.nodes = self._material.nodes
        self.trees: dict[str, TreePanel] = {}
        self._drawn: dict[str, tuple[Filter, Index | None]] = {}
        self._current: str | None = None
        self._concepts: ConceptPanel | None = None
        self._parts: Turns | None = None
        """What is still being shown, part by part."""
        self.kind = "instrument"
        self.switch = Segments(tr("What the tree shows"))
        self.switch.show_choices(
            [Choice("instrument", tr("Instruments")), Choice("concept", tr("Concepts"))], self.kind
        )
        self.switch.chosen.connect(self._switched)
        self._trees = QStackedWidget()
        self._right = QStackedWidget()
        self._add_tree("instrument")
        self.drawing = Drawing(workspace, theme)
        self.assessments = AssessmentsPanel(
            entries_of(self.nodes["instrument"], workspace.reader.term, self._material.holders),
            theme,
        )
        self.card = InstrumentCard(workspace.reader, theme)
        self._connect()
        self._right.addWidget(self._instrument_side())
        self._lay_out()

    def _connect(self) -> None:
        go, hovered = self.workspace.go, self.workspace.hovered
        self.drawing.map.chosen.connect(go)
        self.drawing.map.entered.connect(hovered)
        self.drawing.map.toggled.connect(self._toggle_vector)
        self.assessments.chosen.connect(go)
        self.card.narrowed.connect(self._toggle_instrument)
        self.assessments.entered.connect(hovered)
        self.assessments.toggled.connect(self._toggle_verdict)

    def _instrument_side(self) -> QScrollArea:
        """Drawing above assessments; they share the height, and scroll when it is too small."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.drawing, _DRAWING_SHARE)
        column.addWidget(_Below(self.card, self.assessments), _BELOW_SHARE)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The drawing keeps its share of the page; the list below keeps its rows, and is scrolled to.
        share = self.height() * _DRAWING_SHARE // (_DRAWING_SHARE + _BELOW_SHARE)
        lines = _DRAWING_LINES * self.fontMetrics().height()
        least = max(share, min(lines, round(self.height() * _MOST_DRAWN)))
        self.drawing.setMinimumHeight(max(self.drawing.minimumSizeHint().height(), least))

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 0)
        column.setSpacing(GRID)
        top = QHBoxLayout()
        top.addWidget(self.switch)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._trees, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        split.setSizes([300, 560])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _add_tree(self, kind: str) -> None:
        reader = self.workspace.reader
        tree = TreePanel(reader, kind, self.nodes[kind], self.theme)
        tree.chosen.connect(self.workspace.go)
        tree.entered.connect(self.workspace.hovered)
        tree.narrowed.connect(self._toggle_instrument)
        tree.failed.connect(self.workspace.failed.emit)
        tree.put_beside(TreeExport(self.workspace, self._exported))
        self.trees[kind] = tree
        self._trees.addWidget(tree)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show what passes; a change of the current record alone only moves the outlines."""
        if state.current != self._current and state.current is not None:
            kind = kind_of(state.current)
            if kind in _KINDS:
                self._show_kind(kind)
        self._current = state.current
        self._show_tab(state)

    def _show_kind(self, kind: str) -> None:
        self.kind = kind
        self.switch.mark(kind)
        if kind == "concept" and self._concepts is None:
            from spexplorer.ui.views.instruments.concepts import ConceptPanel

            self._add_tree("concept")
            self._concepts = ConceptPanel(self.workspace, self.nodes["concept"], self.theme)
            self._right.addWidget(self._concepts)
        self._trees.setCurrentWidget(self.trees[kind])
        self._right.setCurrentIndex(_KINDS.index(kind))

    def _show_tab(self, state: LinkState) -> None:
        kind = self.kind
        key = (state.filter, self.workspace.index)
        if self._drawn.get(kind) != key:
            self._drawn[kind] = key
            self._show_passing(kind, state)
        self.trees[kind].show_current(state.current)
        if kind == "instrument":
            row = self.workspace.reader.row(state.current) if state.current else None
            of_current = self._material.linked[kind].nodes_of(row.number if row else None)
            self.drawing.map.show_current(state.current, of_current)
            self.assessments.show_current(state.current)
            self.card.show_current(state.current, state.filter.values("instrument"))
        elif self._concepts is not None:
            self._concepts.show_current(state.current)

    def _show_passing(self, kind: str, state: LinkState) -> None:
        index, passing = self.workspace.index, self.workspace.passing()
        linked = self._material.linked[kind]

        def work() -> tuple[dict[str, Tally], dict[str, Count]]:
            return linked.tallies(index, passing), linked.by_vector(index, passing)

        self.workspace.later(f"{kind} tallies", work, partial(self._show_tallies, kind, state))

    def _show_tallies(
        self, kind: str, state: LinkState, found: tuple[dict[str, Tally], dict[str, Count]]
    ) -> None:
        """What is linked to each node was counted: show it, part by part where there are many."""
        steps, at_once = self._showing(kind, state, found), not self.workspace.is_large
        self._parts = take(steps, self, self._parts, at_once=at_once)

    def _showing(
        self, kind: str, state: LinkState, found: tuple[dict[str, Tally], dict[str, Count]]
    ) -> Iterator[None]:
        (tallies, vectors), linked = found, self._material.linked[kind]
        shown = self._shown(kind, state)
        self.trees[kind].show_tallies(shown, tallies)
        yield
        if kind == "instrument":
            self.drawing.show_passing(self.nodes[kind], shown, tallies, vectors)
            yield
            self.assessments.show_entries(
                shown,
                state.filter.values("verdict"),
                self._verdict_counts(),
            )
        elif self._concepts is not None:
            self._concepts.show_passing(shown, linked)

    def _shown(self, kind: str, state: LinkState, without: str = "") -> Shown:
        """Which nodes pass; None stands for all while nothing narrows or can be told."""
        index, passing = self.workspace.index, self.workspace.passing(without)
        if index is None or passing is None or not state.filter.without(without).constraints:
            return Shown()
        ids = [(node.id, index.position.get(node.id)) for node in self.nodes[kind]]
        return Shown(
            frozenset(record_id for record_id, at in ids if at is None or passing.possible[at]),
            frozenset(record_id for record_id, at in ids if at is None or passing.certain[at]),
            verdicts=state.filter.values("verdict"),
        )

    def _verdict_counts(self) -> dict[str, Count]:
        """Verdict -> instruments that have it themselves, were the facet of verdicts not narrowed."""
        shown = self._shown("instrument", self.workspace.state, without="verdict")
        certain: dict[str, int] = {}
        possible: dict[str, int] = {}
        for node in self.nodes["instrument"]:
            if shown.stands(node.id):
                for verdict in {assessment.verdict for assessment in node.assessments}:
                    possible[verdict] = possible.get(verdict, 0) + 1
                    certain[verdict] = certain.get(verdict, 0) + (not shown.is_possible(node.id))
        return {verdict: Count(certain[verdict], n) for verdict, n in possible.items()}

    def show_hovered(self, record_id: str | None) -> None:
        """Mark what is pointed at elsewhere in the tree and in the drawing."""
        self.trees[self.kind].show_hovered(record_id)
        self.drawing.map.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        for part in (
            *self.trees.values(),
            self.drawing,
            self.assessments,
            self.card,
            self._concepts,
        ):
            if part is not None:
                part.restyle(theme)

    # -- acting ---------------------------------------------------------------------------------

    def _switched(self, kind: str) -> None:
        self._show_kind(kind)
        self._show_tab(self.present())

    def _exported(self) -> tuple[str, list[str]]:
        """The kind of the tree that is shown, and which of its records pass, in its order."""
        shown = self._shown(self.kind, self.present())
        return self.kind, [n.id for n in self.nodes[self.kind] if shown.stands(n.id)]

    def _toggle_instrument(self, instrument: str) -> None:
        self.workspace.toggle("instrument", instrument)

    def _toggle_vector(self, vector: str) -> None:
        self.workspace.toggle("vector", vector)

    def _toggle_verdict(self, verdict: str) -> None:
        self.workspace.toggle("verdict", verdict)
