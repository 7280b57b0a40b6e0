"""Which nodes and lines of a network are named, and how the names are painted."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from spexplorer.ui.views.network.lettering import Named, Raster, Side, Spot, lettered
from spexplorer.ui.views.network.stage import Stage
from spexplorer.ui.views.network.wording import step_words

if TYPE_CHECKING:
    from spexplorer.exploring.network import NetworkEdge
    from spexplorer.ui.style.theme import Theme

_LETTERS: Final = 30
"""Longer names are cut in the drawing."""
_HUBS: Final = 9
"""So many nodes are named even where their names stand over others."""
_NAMED: Final = 400
"""So many nodes compete for names."""


class NamedStage(Stage):
    """Names nodes by their number of links, as far as there is room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._widths: dict[tuple[str, int], tuple[str, float]] = {}

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._widths.clear()
        super().restyle(theme)

    def aside(self) -> float:
        """Room for the names, which stand outside of rings and below the nodes of paths."""
        if self.picture is None or not self.picture.stretches:
            return 0.0
        widest = max((self._short(row.label)[1] for row in self.picture.rows[1:]), default=0.0)
        return widest / 2 if self.picture.path else widest + 2 * self.unit()

    def _letters(self) -> int:
        """How many letters of a name are drawn; fewer where the rings need the room."""
        if self.picture is None or not self.picture.stretches:
            return _LETTERS
        room = self.width() / 3.2 / QFontMetricsF(self.font()).averageCharWidth()
        return min(_LETTERS, max(8, int(room) - 4))

    def _short(self, label: str, letters: int | None = None) -> tuple[str, float]:
        """A name cut for the drawing, and its width in pixels."""
        letters = letters or self._letters()
        if (label, letters) not in self._widths:
            cut = label if len(label) <= letters else label[: letters - 1].rstrip() + "…"
            width = QFontMetricsF(self.font()).horizontalAdvance(cut) + 4
            self._widths[label, letters] = cut, width
        return self._widths[label, letters]

    def _spots(self, among: list[int] | None = None) -> tuple[list[Spot], set[int]]:
        """Which nodes may be named, and those that are whatever is in the way.

        The current one, the path, then those with most links.
        """
        assert self.picture is not None
        x, y = (values.tolist() for values in self.spots())
        degrees, wide, high = self._degrees, self.width(), self.height()
        current = self.place_of(self.current)
        first = {*self.picture.path, *([] if among is None else among[:1])}
        first |= {current} if current is not None else set()
        if among is None and self.picture.stretches:
            first.add(0)  # the middle, whether it passes or not
        named = first if not self.picture.path else set(range(len(x)))
        passing = [node for node in range(len(x)) if self.passes(node) or node in named]
        seen = (
            node
            for node in (passing if among is None else among)
            if 0 <= x[node] <= wide and 0 <= y[node] <= high
        )
        if among is None and not self.picture.stretches:
            first |= set(sorted(passing, key=lambda node: -degrees[node])[:_HUBS])
        ring = self.picture.ring
        order = sorted(seen, key=lambda n: (n not in first, int(ring[n]), -degrees[n], n))[:_NAMED]
        spots, letters = [], self._letters()
        for node in order:
            width = self._short(self.picture.rows[node].label, letters)[1]
            spots.append(
                Spot(node, x[node], y[node], self.radius(node), width, self._side(node, x[node]))
            )
        return spots, first

    def _names(self, raster: Raster, among: list[int] | None = None) -> list[Named]:
        """Which nodes are named and where."""
        return self._lettered(*self._spots(among), raster)

    def _lettered(self, spots: list[Spot], first: set[int], raster: Raster) -> list[Named]:
        """Where the names stand that have room."""
        return lettered(spots, first, raster, self.unit())

    def _side(self, node: int, x: float) -> Side:
        """On which side a name stands: below in paths, outwards in rings."""
        assert self.picture is not None
        if self.picture.path or (self.picture.stretches and node == 0):
            return Side.BELOW
        if not self.picture.stretches or (self.camera is not None and self.camera.zoom > 1):
            return Side.ANY  # the space outwards may lie beyond the edge
        return Side.LEFT if x < self.spots()[0][0] else Side.RIGHT

    def _paint_names(self, painter: QPainter, names: list[Named], bold: set[int]) -> None:
        assert self.picture is not None
        ground = QColor(self.theme.colour("surface"))
        ground.setAlphaF(0.78)
        font = painter.font()
        for named in names:
            row = self.picture.rows[named.node]
            hot = row.id == self.current or named.node in bold
            if hot:
                painter.fillRect(named.rect, self.theme.colour("selection"))
                painter.setPen(self.theme.colour("selection_text"))
            else:
                painter.fillRect(named.rect, ground)
                passes = self.passes(named.node)
                painter.setPen(self.theme.colour("text" if passes else "muted"))
            if not self.picture.certain[named.node] and self.passes(named.node):
                font.setItalic(True)
                painter.setFont(font)
            painter.drawText(named.rect, Qt.AlignmentFlag.AlignCenter, self._short(row.label)[0])
            if font.italic():
                font.setItalic(False)
                painter.setFont(font)

    def _paint_groups(self, painter: QPainter, raster: Raster) -> None:
        """Names of the links on the lines: from the middle of the rings, or along a path."""
        assert self.picture is not None
        groups: dict[tuple[str, int], list[NetworkEdge]] = {}
        for edge in self.picture.edges if self.picture.stretches else ():
            if edge.steps and self._is_named(edge):
                start = self.picture.path.index(edge.a) if self.picture.path else 0
                words = ", ".join(dict.fromkeys(step_words(step) for step in edge.steps[:2]))
                groups.setdefault((words, start), []).append(edge)
        metrics = QFontMetricsF(self.font())
        for (words, _), edges in groups.items():
            wide, high = metrics.horizontalAdvance(words) + 8, metrics.height()
            for edge, share in product(edges[len(edges) // 2 :: 3], (0.5, 0.62, 0.4, 0.74)):
                middle = self._line(edge.a, edge.b).pointAt(share)
                rect = QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
                box = (rect.left(), rect.top(), rect.right(), rect.bottom())
                if raster.is_free(box):
                    raster.take(box)
                    painter.fillRect(rect, self.theme.colour("raised"))
                    painter.setPen(self.theme.colour("muted"))
                    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
                    break

    def _is_named(self, edge: NetworkEdge) -> bool:
        """Whether a line carries the name of its link: those of the path, or of the middle."""
        assert self.picture is not None
        path = self.picture.path
        if path:
            return (edge.a, edge.b) in set(pairwise(path))
        return self.picture.stretches and edge.a == 0
