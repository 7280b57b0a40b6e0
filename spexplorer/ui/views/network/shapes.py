"""The shape and colour of each kind of record; the shape alone tells the kind."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_CORNERS: Final = {
    "instrument": (4, -pi / 2, 1.2),
    "agreement": (4, -pi / 4, 1.25),
    "work": (3, -pi / 2, 1.3),
    "event": (6, 0.0, 1.1),
    "place": (3, pi / 2, 1.3),
    "concept": (5, -pi / 2, 1.15),
    "statistic": (8, pi / 8, 1.1),
}
"""Corners, direction of the first one and how much larger than a circle, so that areas are alike."""
_STARS: Final = {"claim": (4, 0.42, 1.5), "citation": (5, 0.45, 1.45), "note": (6, 0.55, 1.35)}
"""Points, depth of the notches, and how much larger than a circle."""
_COLOURS: Final = {
    "agent": 0, "instrument": 1, "agreement": 2, "work": 3, "event": 4, "place": 5,
}  # fmt: skip


_SMALLER: Final = 0.7
"""A node that does not pass is drawn so much smaller."""


def kind_colour(theme: Theme, kind: str) -> QColor:
    """The colour of a kind; the kinds drawn seldom share a muted one."""
    return theme.series(_COLOURS.get(kind, 6))


def shape(kind: str, middle: QPointF, radius: float) -> QPainterPath:
    """The outline of a kind: circle, diamond, square, triangle, polygon or star."""
    path = QPainterPath()
    if kind in _CORNERS:
        corners, turn, larger = _CORNERS[kind]
        path.addPolygon(_polygon(middle, [radius * larger], corners, turn))
        path.closeSubpath()
    elif kind in _STARS:
        points, depth, larger = _STARS[kind]
        radii = [radius * larger, radius * larger * depth]
        path.addPolygon(_polygon(middle, radii, 2 * points, -pi / 2))
        path.closeSubpath()
    elif kind == "passage":
        path.addRect(middle.x() - radius * 1.3, middle.y() - radius / 2, radius * 2.6, radius)
    else:
        path.addEllipse(middle, radius, radius)
    return path


def _polygon(middle: QPointF, radii: list[float], corners: int, turn: float) -> QPolygonF:
    """Corners at equal angles from the first one (radians), at the given distances in turn."""
    step = 2 * pi / corners
    return QPolygonF(
        [
            QPointF(
                middle.x() + radii[at % len(radii)] * cos(turn + at * step),
                middle.y() + radii[at % len(radii)] * sin(turn + at * step),
            )
            for at in range(corners)
        ]
    )


class Look(NamedTuple):
    """How a node is drawn: hollow when it is not certain, pale aside of a path, small and muted when out.

    `out` is what does not pass the filter.
    """

    certain: bool = True
    aside: bool = False
    out: bool = False


class Stamps:
    """Pictures of nodes, painted once for each kind, size and look: a stamp costs less than a path."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme = theme
        self._ratio = ratio
        self._made: dict[tuple[str, int, Look], QPixmap] = {}

    def get(self, kind: str, radius: int, look: Look) -> QPixmap:
        """The stamp of a kind, as large as its size asks for whatever its look."""
        key = kind, radius, look
        if key not in self._made:
            self._made[key] = self._paint(kind, radius, look)
        return self._made[key]

    def _paint(self, kind: str, radius: int, look: Look) -> QPixmap:
        side = stamp_side(radius)
        pixmap = QPixmap(QSize(round(side * self._ratio), round(side * self._ratio)))
        pixmap.setDevicePixelRatio(self._ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            small = _SMALLER if look.out else 1.0
            outline = shape(kind, QPointF(side / 2, side / 2), radius * small)
            ground = self._theme.colour("surface")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawPath(outline)  # lines must not shine through
            painter.setOpacity((0.4 if look.out else 0.25) if look.aside else 1.0)
            colour = self._theme.colour("muted") if look.out else kind_colour(self._theme, kind)
            solid = look.certain or look.out
            painter.setBrush(colour if solid else Qt.BrushStyle.NoBrush)
            if solid:
                painter.setPen(QPen(ground, 1))
            else:
                painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
            painter.drawPath(outline)
        return pixmap


def stamp_side(radius: int) -> int:
    """How wide the square picture of a node is, in pixels."""
    return 2 * int(radius * 1.5 + 2)
