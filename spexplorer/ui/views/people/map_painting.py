"""How the map of places draws its lines, marks and names."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from spexplorer.readings.names.projection import fitting_step
from spexplorer.ui.style.theme import SMALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.readings.names.projection import Conic
    from spexplorer.ui.drawing.legend import Sample
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.people.map_layout import MapCamera, PlaceMark

_CORNERS = {
    "country": (4, pi / 4),
    "region": (4, 0.0),
    "continent": (6, 0.0),
    "venue": (3, -pi / 2),
}
"""Corners and turn of the mark of a type of place; a circle for all others."""


def paint_shape(painter: QPainter, place_type: str, middle: QPointF, radius: float) -> None:
    """The shape that tells a type of place: square, diamond, hexagon, triangle or circle."""
    if place_type in _CORNERS:
        corners, turn = _CORNERS[place_type]
        painter.drawPolygon(polygon(middle, radius * 1.12, corners, turn))
    else:
        painter.drawEllipse(middle, radius, radius)


def polygon(middle: QPointF, radius: float, corners: int, turn: float) -> QPolygonF:
    """A regular polygon; `turn` is the direction of its first corner in radians."""
    step = 2 * pi / corners
    return QPolygonF(
        [
            QPointF(
                middle.x() + radius * cos(turn + at * step),
                middle.y() + radius * sin(turn + at * step),
            )
            for at in range(corners)
        ]
    )


def paint_graticule(
    painter: QPainter,
    theme: Theme,
    conic: Conic,
    camera: MapCamera,
    view: QRectF,
    taken: Sequence[QRectF],
) -> None:
    """Parallels and meridians, each named once where it comes in at the left or the bottom.

    A line goes without its name where that would meet one of the boxes that are taken.
    """
    lines = conic.graticule(fitting_step(max(view.width(), view.height()) / camera.scale))
    font = painter.font()
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    metrics = QFontMetricsF(small)
    boxes = list(taken)
    painter.save()
    painter.setClipRect(view)
    painter.setFont(small)
    for words, points, is_parallel in lines:
        line = QPolygonF([camera.pixel(x, y, view) for x, y in points])
        painter.setPen(QPen(theme.colour("border"), 1, Qt.PenStyle.DotLine))
        painter.drawPolyline(line)
        spot = _entry(line, view, leftmost=is_parallel)
        if spot is None:
            continue
        rect = QRectF(spot, metrics.size(0, words)).translated(2, -metrics.height())
        rect.moveBottom(min(rect.bottom(), view.bottom() - 1))
        if view.contains(rect) and not any(rect.intersects(other) for other in boxes):
            painter.setPen(theme.colour("muted"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            boxes.append(rect)
    painter.restore()


def _entry(line: QPolygonF, view: QRectF, *, leftmost: bool) -> QPointF | None:
    """Where a line crosses the left edge of a view, or its bottom."""
    points = line.toList()
    for one, two in pairwise(points):
        if leftmost and one.x() <= view.left() < two.x():
            share = (view.left() - one.x()) / (two.x() - one.x())
            y = one.y() + share * (two.y() - one.y())
            return QPointF(view.left(), y) if view.top() < y < view.bottom() else None
        if not leftmost and min(one.y(), two.y()) <= view.bottom() < max(one.y(), two.y()):
            share = (view.bottom() - one.y()) / (two.y() - one.y())
            x = one.x() + share * (two.x() - one.x())
            return QPointF(x, view.bottom()) if view.left() < x < view.right() else None
    return None


def paint_mark(painter: QPainter, theme: Theme, mark: PlaceMark, *, chosen: bool) -> None:
    """One place: filled when it passes for certain, hollow and dashed when only possibly."""
    if mark.point != mark.true:
        painter.setPen(QPen(theme.colour("muted"), 1))
        painter.drawLine(mark.true, mark.point)
    fill = theme.colour("certain" if mark.spot.is_certain else "surface")
    fill.setAlphaF(0.82)
    painter.setBrush(fill)
    if mark.spot.is_certain:
        painter.setPen(QPen(theme.colour("surface"), 1))
    else:
        painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DashLine))
    paint_shape(painter, mark.spot.place_type, mark.point, mark.radius)
    if chosen:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("text"), 2))
        paint_shape(painter, mark.spot.place_type, mark.point, mark.radius + 3)


def paint_pointer(painter: QPainter, theme: Theme, mark: PlaceMark, middle: QPointF) -> None:
    """An arrow head at the edge that points at a place beyond it."""
    away = mark.point - middle
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("muted"))
    painter.drawPolygon(_arrow(mark.point, mark.radius * 1.3, atan2(away.y(), away.x())))


def _arrow(middle: QPointF, radius: float, direction: float) -> QPolygonF:
    """A slender arrow head."""
    corners = ((direction, radius), (direction + 2.4, radius), (direction - 2.4, radius))
    return QPolygonF(
        [QPointF(middle.x() + r * cos(turn), middle.y() + r * sin(turn)) for turn, r in corners]
    )


def paint_name(painter: QPainter, theme: Theme, mark: PlaceMark, font: QFont, *, hot: bool) -> None:
    """The name of a place; italic when it passes only possibly, muted when beyond the edge."""
    if mark.name is None:
        return
    styled = QFont(font)
    styled.setItalic(not mark.spot.is_certain)
    painter.setFont(styled)
    if hot:
        painter.fillRect(mark.name, theme.colour("selection"))
        painter.setPen(theme.colour("selection_text"))
    else:
        painter.setPen(theme.colour("muted" if mark.beyond else "text"))
    painter.drawText(mark.name, Qt.AlignmentFlag.AlignCenter, mark.spot.label)
    painter.setFont(font)


def place_sample(place_type: str) -> Sample:
    """The mark of a type of place, for the legend."""

    def draw(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("certain"))
        paint_shape(painter, place_type, rect.center(), rect.width() * 0.42)

    return draw
