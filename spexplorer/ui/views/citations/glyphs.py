"""The glyphs of the apparatus: one shape a source type, one box a mark; colour only doubles them."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from spexplorer.ui.style.theme import Theme
from spexplorer.ui.views.citations.apparatus import MarkState

_TYPES: Final = (
    "academic", "state-media", "government", "independent-media", "think-tank", "party",
    "interview", "online-portal", "agreement", "film",
)  # fmt: skip
_CORNERS: Final = {
    "independent-media": (3, -90.0),
    "party": (3, 90.0),
    "government": (4, -90.0),
    "online-portal": (5, -90.0),
    "think-tank": (6, 0.0),
}
"""Regular polygons: corners, and the angle of the first one in degrees."""
_UNKNOWN_DASH: Final = (2.0, 2.0)


def type_colour(theme: Theme, source_type: str | None) -> QColor:
    """The colour of a source type; muted for what is not known."""
    if source_type not in _TYPES:
        return theme.colour("muted")
    return theme.series(_TYPES.index(source_type))


def draw_type(painter: QPainter, theme: Theme, source_type: str | None, rect: QRectF) -> None:
    """Draw the shape of a source type, filled; a dashed ring for what is not known."""
    painter.save()
    colour = type_colour(theme, source_type)
    if source_type not in _TYPES:
        pen = QPen(colour, 1.3)
        pen.setDashPattern(_UNKNOWN_DASH)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(_shape(source_type, rect))
    painter.restore()


def _shape(source_type: str, rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    centre, radius = rect.center(), rect.width() / 2
    if source_type in _CORNERS:
        corners, first = _CORNERS[source_type]
        path.addPolygon(_polygon(centre, [radius] * corners, first))
        path.closeSubpath()
    elif source_type == "film":
        path.addPolygon(_polygon(centre, [radius, radius * 0.42] * 5, -90.0))
        path.closeSubpath()
    elif source_type == "agreement":
        third = rect.width() / 3
        path.addRect(rect.adjusted(third, 0, -third, 0))
        path.addRect(rect.adjusted(0, third, 0, -third))
        path.setFillRule(Qt.FillRule.WindingFill)
    elif source_type == "interview":
        path.moveTo(rect.left(), centre.y())
        path.arcTo(rect, 180, 180)
        path.closeSubpath()
        path.translate(0, -radius / 2)
    elif source_type == "state-media":
        path.addRect(rect.adjusted(1, 1, -1, -1))
    else:
        path.addEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    return path


def _polygon(centre: QPointF, radii: list[float], first: float) -> QPolygonF:
    """Corners at equal angles, clockwise from the first (degrees), at the given distances."""
    step = 360 / len(radii)
    angles = [(first + at * step) * pi / 180 for at in range(len(radii))]
    return QPolygonF(
        [
            QPointF(centre.x() + radius * cos(angle), centre.y() + radius * sin(angle))
            for radius, angle in zip(radii, angles, strict=True)
        ]
    )


def type_icon(theme: Theme, source_type: str | None) -> QIcon:
    """The shape of a source type as an icon."""
    pixmap = QPixmap(32, 32)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_type(painter, theme, source_type, QRectF(4, 4, 24, 24))
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)


def draw_mark(
    painter: QPainter, theme: Theme, state: MarkState, printed: str | None, rect: QRectF
) -> None:
    """Draw a mark as the copy has it.

    A plain raised number; a box with the signs it was misread as; an empty dashed box where it is
    lost; nothing but a dash where no sentence is known to carry it. The font is the painter's.
    """
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is MarkState.LOST:
        pen = QPen(theme.colour("warning"), 1.2)
        pen.setDashPattern(_UNKNOWN_DASH)
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
