"""A sign for every stance, so that it is told by shape and words, never by colour alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from spexplorer.ui.style.theme import Theme

_COLOURS: Final = {
    "positive": "accent",
    "critical": "danger",
    "predictive": "link",
    "normative": "link",
}

_OUTLINES: Final = {
    "explanatory": ((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)),
    "definitional": ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)),
    "predictive": ((0.15, 0.05), (1.0, 0.5), (0.15, 0.95)),
    "normative": ((0.05, 0.9), (0.5, 0.05), (0.95, 0.9)),
}
"""Closed outlines in a unit square."""


def draw_stance(
    painter: QPainter, theme: Theme, place: QRectF, stance: str, colour: QColor | None = None
) -> None:
    """Draw the sign of a stance in a square; an unknown stance is a ring with a dot."""
    shade = colour or theme.colour(_COLOURS.get(stance, "muted"))
    thick = QPen(shade, max(2.0, place.width() * 0.22))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    match stance:
        case "descriptive":
            painter.drawEllipse(place.adjusted(1, 1, -1, -1))
        case "positive" | "critical":
            painter.setPen(thick)
            centre = place.center()
            painter.drawLine(QLineF(place.left() + 1, centre.y(), place.right() - 1, centre.y()))
            if stance == "positive":
                painter.drawLine(
                    QLineF(centre.x(), place.top() + 1, centre.x(), place.bottom() - 1)
                )
        case _ if stance in _OUTLINES:
            points = [
                QPointF(place.left() + x * place.width(), place.top() + y * place.height())
                for x, y in _OUTLINES[stance]
            ]
            painter.drawPolygon(QPolygonF(points))
        case _:
            painter.setPen(QPen(shade, max(1.5, place.width() * 0.15)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place.adjusted(1.5, 1.5, -1.5, -1.5))
            if stance != "methodological":
                painter.drawPoint(place.center())
