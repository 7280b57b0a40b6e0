"""The lines and marks of the round trip: the pattern of a line tells how a footnote points at its work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from spexplorer.readings.citations.apparatus import MarkState
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
_LOST_DASHES = (2.0, 2.0)


@dataclass(frozen=True, slots=True)
class ChainStroke:
    """A line: its path, width in pixels, dashes in widths, colour name, and whether it ends in an arrow."""

    path: QPainterPath
    width: float = 1.0
    dashes: tuple[float, ...] = ()
    colour: str = "muted"
    arrow: bool = False

    @classmethod
    def of_relation(cls, path: QPainterPath, relation: str) -> ChainStroke:
        """From a footnote to its work: “cites” heavier than “see”, “quotes via” and “op. cit.” dashed."""
        return cls(path, _WIDTHS.get(relation, 1.0), _PATTERNS.get(relation, ()))

    @classmethod
    def op_cit(cls, path: QPainterPath) -> ChainStroke:
        """From an op. cit. back to the footnote it takes up."""
        return cls(path, 1.4, _BACK, "link", arrow=True)

    @classmethod
    def through(cls, path: QPainterPath) -> ChainStroke:
        """From a cited work to what is known through it alone."""
        return cls(path, 1.2, _THROUGH)

    @classmethod
    def named(cls, path: QPainterPath) -> ChainStroke:
        """From where a work is only named."""
        return cls(path, 1.0, _NAMED)

    @classmethod
    def bracket(cls, x: float, top: float, bottom: float) -> ChainStroke:
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


def draw_stroke(painter: QPainter, theme: Theme, stroke: ChainStroke, *, lit: bool) -> None:
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


def draw_mark(
    painter: QPainter, theme: Theme, state: MarkState, printed: str | None, rect: QRectF
) -> None:
    """Draw a mark as the copy has it, in the painter's font.

    A plain raised number; a box with the signs it was misread as; an empty dashed box where it is
    lost; nothing but a dash where no sentence is known to carry it.
    """
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is MarkState.LOST:
        pen = QPen(theme.colour("warning"), 1.2)
        pen.setDashPattern(_LOST_DASHES)
        painter.setPen(pen)
        painter.drawRoundedRect(rect, 2, 2)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
    elif state is MarkState.MISREAD:
        painter.setPen(QPen(theme.colour("warning"), 1.2))
        painter.drawRoundedRect(rect, 2, 2)
        painter.setPen(theme.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, printed or "")
    else:
        painter.setPen(theme.colour("text"))
        text = (printed or "") if state is MarkState.PRINTED else "–"
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def mark_sample(state: MarkState) -> Callable[[QPainter, QRectF, Theme], None]:
    """A mark as the sample of a legend."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        draw_mark(painter, theme, state, "!®" if state is MarkState.MISREAD else "", rect)

    return draw


def stroke_sample(relation: str) -> Callable[[QPainter, QRectF, Theme], None]:
    """A line as the sample of a legend: a relation of a footnote, “through” or “named”."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        y = rect.center().y()
        path = curve(QPointF(rect.right(), y), QPointF(rect.left(), y))
        made = {
            "op_cit": ChainStroke.op_cit,
            "through": ChainStroke.through,
            "named": ChainStroke.named,
        }
        stroke = (
            made[relation](path) if relation in made else ChainStroke.of_relation(path, relation)
        )
        draw_stroke(painter, theme, stroke, lit=False)

    return draw
