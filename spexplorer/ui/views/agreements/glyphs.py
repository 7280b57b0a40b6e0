"""The shapes of typed dates, and the key that explains them and the manners of a bar."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

_OPEN: Final = frozenset({"announced", "submitted"})
"""Drawn as an outline: said or asked for, not yet made."""


def glyph_path(type_: str, centre: QPointF, size: float) -> QPainterPath:
    """The outline of a type of date, `size` pixels across."""
    half, path = size / 2, QPainterPath()
    box = QRectF(centre.x() - half, centre.y() - half, size, size)
    match type_:
        case "adopted":
            path.addRect(box.adjusted(1, 1, -1, -1))
        case "concluded":
            path.addPolygon(_regular(centre, half * 1.15, 4, -pi / 2))
        case "established":
            path.addPolygon(_regular(centre, half * 1.15, 3, -pi / 2))
        case "operating_since":
            path.addPolygon(_regular(centre, half * 1.15, 3, 0))
        case "submitted":
            path.addPolygon(_regular(centre, half * 1.15, 3, pi / 2))
        case "dated":
            path.addPolygon(_regular(centre, half * 1.1, 6, 0))
        case "in_force":
            path.addPolygon(_star(centre, half * 1.25))
        case "held":
            path.addRoundedRect(QRectF(centre.x() - half * 0.4, box.top(), half * 0.8, size), 1, 1)
        case "inscribed":
            path.addRect(QRectF(centre.x() - half * 0.3, box.top(), half * 0.6, size))
            path.addRect(QRectF(box.left(), centre.y() - half * 0.3, size, half * 0.6))
            path = path.simplified()
        case "as_of":
            path.addRect(QRectF(centre.x() - 0.75, box.top() - 1, 1.5, size + 2))
        case _:
            path.addEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    path.closeSubpath()
    return path


def draw_glyph(
    painter: QPainter,
    type_: str,
    centre: QPointF,
    size: float,
    ink: QColor,
    ground: QColor,
    *,
    doubtful: bool = False,
) -> None:
    """Draw a date: filled, hollow for what is only announced or submitted, dotted where doubtful."""
    hollow = type_ in _OPEN or doubtful
    style = Qt.PenStyle.DotLine if doubtful else Qt.PenStyle.SolidLine
    if type_ == "as_of":
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(ink if hollow else ground, 1.4 if hollow else 1.0, style))
    painter.setBrush(ground if hollow else ink)
    painter.drawPath(glyph_path(type_, centre, size))


def fading(rect: QRectF, colour: QColor, *, out: bool) -> QBrush:
    """A brush over a region that fades out to the right, or in from the left."""
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    strong, faint = QColor(colour), QColor(colour)
    strong.setAlphaF(0.6)
    faint.setAlphaF(0.04)
    gradient.setColorAt(0, strong if out else faint)
    gradient.setColorAt(1, faint if out else strong)
    return QBrush(gradient)


def draw_unsaid(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A stretch of which it is not said whether it holds: a dashed line instead of a bar."""
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(
        QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y())
    )


def _regular(centre: QPointF, radius: float, corners: int, turn: float) -> QPolygonF:
    angles = (turn + 2 * pi * at / corners for at in range(corners))
    return QPolygonF([centre + QPointF(radius * cos(a), radius * sin(a)) for a in angles])


def _star(centre: QPointF, radius: float) -> QPolygonF:
    points = []
    for at in range(10):
        length, angle = radius if at % 2 == 0 else radius * 0.45, -pi / 2 + pi * at / 5
        points.append(centre + QPointF(length * cos(angle), length * sin(angle)))
    return QPolygonF(points)
