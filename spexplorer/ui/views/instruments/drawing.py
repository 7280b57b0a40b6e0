"""The drawing with its words: heading, switch of colours, treemap, legend, empty state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.counts import Count
from spexplorer.domain.figures import figure
from spexplorer.ui.lists.record_list import empty_label, nothing_passes
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.instruments.caption import Caption
from spexplorer.ui.views.instruments.material import Node, Tally, in_words, kinds_in_words
from spexplorer.ui.views.instruments.tree_model import Shown
from spexplorer.ui.views.instruments.treemap import Treemap
from spexplorer.ui.views.instruments.treemap_layout import Group, Tile
from spexplorer.ui.views.instruments.verdicts import weight_of
from spexplorer.ui.widgets.choices import Choice, Segments
from spexplorer.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.workspace.workspace import Workspace


class Drawing(QWidget):
    """Shows the instruments that pass as areas."""

    def __init__(self, workspace: Workspace, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.heading = Caption(theme, colour="text", bold=True)
        self.colours = Segments(tr("Colours of the drawing"))
        self.colours.show_choices(
            [
                Choice("vector", tr("By vector"), tr("Colours stand for the vector")),
                Choice("verdict", tr("By assessment"), tr("Colours stand for the paper’s verdict")),
            ],
            "vector",
        )
        self.colours.chosen.connect(self._recolour)
        self.map = Treemap(theme)
        self.map.pointed.connect(self._explain)
        self.legend = Caption(theme, lines=2)
        self.empty = empty_label()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._stack.addWidget(self.empty)
        top = QWidget()
        flow = FlowLayout(top, 3 * GRID)
        flow.addWidget(self.heading)
        flow.addWidget(self.colours)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(top)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.legend)
        self._explain("")
        self._align()

    def _align(self) -> None:
        """The heading stands on the middle line of the switch beside it."""
        least = self.colours.sizeHint().height()
        if least != self.heading.least:
            self.heading.least = least
            self.heading.updateGeometry()

    def show_passing(
        self,
        nodes: Sequence[Node],
        shown: Shown,
        tallies: Mapping[str, Tally],
        vectors: Mapping[str, Count],
    ) -> None:
        """Show the instruments that pass, each with its vector and linked records."""
        groups = self._groups(nodes, shown, tallies, vectors)
        number = sum(len(group.tiles) for group in groups)
        possible = sum(tile.possible for group in groups for tile in group.tiles)
        maybe = tr(" ({n} possibly)", n=figure(possible)) if possible else ""
        own = sum(t.verdict in shown.verdicts for group in groups for t in group.tiles)
        themselves = tr(", {n} so assessed", n=figure(own)) if shown.verdicts else ""
        self.heading.say(
            tr(
                "{n}{maybe} in {v}{themselves}",
                themselves=themselves,
                n=counted(number, "{n} instrument", "{n} instruments"),
                maybe=maybe,
                v=counted(len(groups), "{n} vector", "{n} vectors"),
            )
        )
        self.map.show_groups(groups)
        self.map.setAccessibleDescription(f"{self.heading.text}. {_legend()}")
        none = tr("This library has no instruments to draw.")
        self.empty.setText(nothing_passes() if nodes else none)
        self._stack.setCurrentWidget(self.map if groups else self.empty)

    def _groups(
        self,
        nodes: Sequence[Node],
        shown: Shown,
        tallies: Mapping[str, Tally],
        vectors: Mapping[str, Count],
    ) -> list[Group]:
        terms = self._workspace.reader.terms("vector")
        wanted = self._workspace.state.filter.values("vector")
        tiles: dict[str, list[Tile]] = {}
        for node in nodes:
            if shown.stands(node.id):
                tile = self._tile(node, tallies[node.id], shown)
                tiles.setdefault(node.vector, []).append(tile)
        return [
            Group(
                code,
                terms.get(code, code),
                vectors.get(code, Count(0, 0)),
                code in wanted,
                tuple(sorted(found, key=lambda tile: (-tile.count.possible, tile.label))),
            )
            for code, found in tiles.items()
        ]

    def _tile(self, node: Node, tally: Tally, shown: Shown) -> Tile:
        leading, possible = shown.leading(node), shown.is_possible(node.id)
        words = f"{node.label}: {in_words(tally.own)}: {kinds_in_words(tally)}"
        if not tally.own.possible:
            words = f"{node.label}: {kinds_in_words(tally)}"
        if leading is not None:
            verdicts = {a.verdict: None for a in sorted(node.assessments, key=weight_of)}
            named = ", ".join(self._workspace.reader.term("verdict", v) for v in verdicts)
            words += tr("; assessed as {verdicts}", verdicts=named)
        if possible:
            words += tr("; passes the filter only possibly")
        return Tile(
            node.id, node.label, tally.own, leading.verdict if leading else "", possible, words
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()  # a switch is measured with its style only once it is in a window

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.map.restyle(theme)
        self._align()
        self.heading.restyle(theme)
        self.legend.restyle(theme)

    def _recolour(self, key: object) -> None:
        self.map.colour_by_verdict(key == "verdict")

    def _explain(self, words: str) -> None:
        """Say what is pointed at; the legend when nothing is."""
        text = words or _legend()
        self.legend.say(text)


def _legend() -> str:
    return tr(
        "Area: linked events, claims, figures and agreements; one linked to several instruments counts "
        "in each. Sign: leading assessment. Dashed: only possibly. Dotted: of the current record."
    )
