"""The lines of the round trip. How a footnote points at its work is told by the pattern of the line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from spexplorer.ui.style.theme import Theme

_PATTERNS: dict[str, tuple[float, ...]] = {
    "cites": (),
    "sees": (),
    "quotes_via": (6.0, 2.0, 1.5, 2.0),
    "op_cit": (4.0, 3.0),
}
_WIDTHS = {"cites": 1.8}
_NAMED = (1.0, 3.0)
_THROUGH = (6.0, 2.0, 1.5, 2.0)
_BACK = (4.0, 2.0)
_ARROW = 4.5


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line: its path, width in pixels, dashes in widths, colour name, and whether it ends in an arrow."""

    path: QPainterPath
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    colour: str = "muted"
    arrow: bool = False

    @classmethod
    def of_relation(cls, path: QPainterPath, relation: str) -> Stroke:
        """From a footnote to its work: “cites” heavier than “see”, “quotes via” and “op. cit.” dashed."""
        return cls(path, _WIDTHS.get(relation, 1.0), _PATTERNS.get(relation, ()))

    @classmethod
    def op_cit(cls, path: QPainterPath) -> Stroke:
        """From an op. cit. back to the footnote it takes up."""
        return cls(path, 1.4, _BACK, "link", arrow=True)

    @classmethod
    def through(cls, path: QPainterPath) -> Stroke:
        """From a cited work to what is known through it alone."""
        return cls(path, 1.2, _THROUGH)

    @classmethod
    def named(cls, path: QPainterPath) -> Stroke:
        """From where a work is only named."""
        return cls(path, 1.0, _NAMED)

    @classmethod
    def bracket(cls, x: float, top: float, bottom: float) -> Stroke:
        """Along the sentences that a footnote stands behind."""
        path = QPainterPath(QPointF(x, top - 1))
        path.lineTo(x, bottom + 1)
        return cls(path, 2.0, (), "accent")


def curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A line that leaves and arrives level."""
    path = QPainterPath(start)
    half = (end.x() - start.x()) / 2
    path.cubicTo(start + QPointF(half, 0), end - QPointF(half, 0), end)
    return path


def arc_back(start: QPointF, end: QPointF, reach: float) -> QPainterPath:
    """A bow to the right and back to the same edge; `reach` in pixels."""
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(reach, 0), end + QPointF(reach, 0), end)
    return path


def elbow(start: QPointF, end: QPointF) -> QPainterPath:
    """Down, then right."""
    path = QPainterPath(start)
    path.lineTo(start.x(), end.y())
    path.lineTo(end)
    return path


def draw_stroke(painter: QPainter, theme: Theme, stroke: Stroke, *, lit: bool) -> None:
    """Draw a line, in the accent and heavier when it belongs to the chosen chain."""
    colour = theme.colour("accent" if lit else stroke.colour)
    pen = QPen(colour, stroke.width + (0.8 if lit else 0.0))
    if stroke.dashes:
        pen.setDashPattern(stroke.dashes)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(stroke.path)
    if stroke.arrow:
        tip = stroke.path.pointAtPercent(1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        head = (tip, tip + QPointF(2 * _ARROW, -_ARROW), tip + QPointF(2 * _ARROW, _ARROW))
        painter.drawPolygon(QPolygonF(list(head)))
