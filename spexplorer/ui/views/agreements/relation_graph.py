"""The relations of one agreement as a small graph: it in the middle, the related records around it."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from spexplorer.readings.agreements.relations import RelatedRecord
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.style.theme import GRID, SMALL, Theme
from spexplorer.ui.translation import tr

_WIDE = 72
"""Width in characters from which on there are boxes on both sides of the middle one."""
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
_TOP_LEFT = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_WRAP = Qt.TextFlag.TextWordWrap
_GAP = 2.0 * GRID


class _Node(NamedTuple):
    related: RelatedRecord
    rect: QRectF
    start: QPointF
    end: QPointF
    below: bool


class RelationGraph(MarkCanvas):
    """A whole line with an arrow is a typed relation, a dotted one only “is related to”."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("Relations of the agreement"), theme)
        self.record_id, self._title = "", ""
        self._related: Sequence[RelatedRecord] = ()

    def show_relations(self, record_id: str, title: str, related: Sequence[RelatedRecord]) -> None:
        """Show an agreement and the records it is related to."""
        if (record_id, title, related) == (self.record_id, self._title, self._related):
            return
        self.record_id, self._title, self._related = record_id, title, related
        number = tr.counted(len(related), "{n} relation", "{n} relations")
        self.setAccessibleDescription(f"{title}: {number}")
        self.refresh()

    @property
    def number(self) -> int:
        """How many relations are drawn."""
        return len(self._related)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        super().restyle(theme)
        self.refresh()

    # -- laying out -----------------------------------------------------------------------------

    def lay_out(self, width: float) -> float:
        """Boxes on both sides of the middle one; below it where the width is small."""
        if not self.record_id:
            return 0.0
        metrics = QFontMetricsF(self.font())
        sides = width >= metrics.averageCharWidth() * _WIDE
        middle, nodes, height = (self._both_sides if sides else self._below)(width, metrics)
        for node in nodes:
            self._add_line(node)
        self._add_middle(middle)
        for node in nodes:
            self._add_node(node)
        if not self._related:
            place = QRectF(middle.left(), middle.bottom() + 2 * GRID, middle.width(), 0)
            height = (
                middle.bottom()
                + 4 * GRID
                + self.put_text(place, tr("No relation to another record is recorded."), "muted")
            )
        return height

    def _both_sides(
        self, width: float, metrics: QFontMetricsF
    ) -> tuple[QRectF, list[_Node], float]:
        run = metrics.averageCharWidth() * 4
        side = (width - 2 * _GAP - 2 * run) * 0.36
        right = list(self._related[: (len(self._related) + 1) // 2])
        left = list(self._related[len(right) :])
        heights = [[self._height(one, side) for one in listed] for listed in (right, left)]
        height = max(*(sum(h) + _GAP * len(h) for h in heights), 5 * metrics.height()) + _GAP
        inner = width - 2 * _GAP - 2 * run - 2 * side
        tall = min(height - 2 * _GAP, 7 * metrics.height())
        # At the top, so that it and the typed relations are in sight where the pane is low.
        middle = QRectF(_GAP + side + run, _GAP, inner, tall)
        nodes = []
        for listed, tops, outward in ((right, heights[0], True), (left, heights[1], False)):
            x = width - _GAP - side if outward else _GAP
            y = _GAP
            for at, (one, box) in enumerate(zip(listed, tops, strict=True)):
                rect = QRectF(x, y, side, box)
                leaves = middle.top() + tall * (at + 1) / (len(listed) + 1)
                start = QPointF(middle.right() if outward else middle.left(), leaves)
                end = QPointF(rect.left() if outward else rect.right(), rect.center().y())
                nodes.append(_Node(one, rect, start, end, below=False))
                y += box + _GAP
        return middle, nodes, height

    def _below(self, width: float, metrics: QFontMetricsF) -> tuple[QRectF, list[_Node], float]:
        indent = metrics.averageCharWidth() * 5
        middle = QRectF(_GAP, _GAP, width - 2 * _GAP, 3 * metrics.height() + 2 * GRID)
        y, nodes = middle.bottom() + 2 * _GAP, []
        for one in self._related:
            side = width - 2 * _GAP - indent
            rect = QRectF(_GAP + indent, y, side, self._height(one, side))
            start = QPointF(middle.left() + indent / 2, middle.bottom())
            end = QPointF(rect.left(), rect.center().y())
            nodes.append(_Node(one, rect, start, end, below=True))
            y = rect.bottom() + _GAP
        return middle, nodes, y

    def _height(self, related: RelatedRecord, side: float) -> float:
        """How high a box is: the caption, and one or two lines of the label."""
        line = self.metrics().height()
        long = self.metrics().horizontalAdvance(related.label) > side - 4 * GRID
        return (3 if long else 2) * line + 2 * GRID

    # -- pieces ---------------------------------------------------------------------------------

    def _add_middle(self, rect: QRectF) -> None:
        font = self.sized(bold=True)

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            painter.setBrush(self.theme.colour("accent_soft"))
            painter.drawRoundedRect(rect, GRID, GRID)
            painter.setFont(font)
            painter.setPen(self.theme.colour("text"))
            inner = rect.adjusted(GRID, GRID, -GRID, -GRID)
            flags = int(_CENTRE) | int(_WRAP)
            text = _fitting(self._title, QFontMetricsF(font), inner, flags)
            painter.drawText(inner, flags, text)

        self.pieces.append(Piece(rect, draw))
        self.marks.append(Mark(self.record_id, rect, self._title))

    def _add_node(self, node: _Node) -> None:
        related, rect = node.related, node.rect
        caption = related.caption
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        line = self.metrics().height()
        small, plain, flags = self.sized(SMALL), self.sized(), int(_TOP_LEFT) | int(_WRAP)
        place = inner.adjusted(0, line, 0, 0)
        label = _fitting(related.label, self.metrics(), place, flags)
        cut = self.metrics(small).elidedText(caption, Qt.TextElideMode.ElideRight, inner.width())

        def draw(painter: QPainter) -> None:
            colour = self.theme.colour("accent" if related.kind == "agreement" else "border")
            painter.setPen(QPen(colour, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)
            painter.setFont(small)
            painter.setPen(self.theme.colour("muted"))
            painter.drawText(inner, _TOP_LEFT, cut)
            painter.setFont(plain)
            painter.setPen(self.theme.colour("text"))
            painter.drawText(place, flags, label)

        self.pieces.append(Piece(rect, draw))
        self.marks.append(Mark(related.record, rect, f"{caption}\n{related.label}"))

    def _add_line(self, node: _Node) -> None:
        path = QPainterPath(node.start)
        start, end = node.start, node.end
        if node.below:
            path.lineTo(start.x(), end.y())
            path.lineTo(end)
            back = QPointF(end.x() - 1, end.y())
        else:
            bend = (start.x() + end.x()) / 2
            path.cubicTo(QPointF(bend, start.y()), QPointF(bend, end.y()), end)
            back = QPointF(bend, end.y())
        region = path.boundingRect().adjusted(-8, -8, 8, 8)

        def draw(painter: QPainter) -> None:
            colour = self.theme.colour("text" if node.related.typed else "muted")
            style = Qt.PenStyle.SolidLine if node.related.typed else Qt.PenStyle.DotLine
            painter.setPen(QPen(colour, 1.3 if node.related.typed else 1.0, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            if node.related.typed:
                painter.setBrush(colour)
                painter.setPen(Qt.PenStyle.NoPen)
                outward = node.related.outward
                tip, tail = (end, back) if outward else (start, path.pointAtPercent(0.1))
                painter.drawPolygon(_arrow(tip, tail))

        self.pieces.append(Piece(region, draw))


def _fitting(text: str, metrics: QFontMetricsF, rect: QRectF, flags: int) -> str:
    """A text cut at a word so that it stays in a region when it is wrapped."""
    words = text.split()
    shown = text
    while (
        len(words) > 1 and metrics.boundingRect(rect, flags, shown).height() > rect.height() + GRID
    ):
        words.pop()
        shown = " ".join(words) + " …"
    return shown


def _arrow(tip: QPointF, tail: QPointF, size: float = 7.0) -> QPolygonF:
    """An arrow head at `tip` coming from `tail`."""
    angle = atan2(tip.y() - tail.y(), tip.x() - tail.x())
    turns = (angle + pi - 0.4, angle + pi + 0.4)
    return QPolygonF([tip, *(tip + QPointF(size * cos(turn), size * sin(turn)) for turn in turns)])
