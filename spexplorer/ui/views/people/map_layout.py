"""Where the marks and names of the map of places fall, for one view of it: plain geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF


class PlaceSpot(NamedTuple):
    """A place on the map: its point on the plane (radians) and how often it is used."""

    id: str
    label: str
    place_type: str
    x: float
    y: float
    uses: int
    is_certain: bool


@dataclass(slots=True)
class PlaceMark:
    """A spot in a view: pixels. `beyond` when it lies outside and is pointed at from the edge."""

    spot: PlaceSpot
    point: QPointF
    """Where it is drawn."""
    true: QPointF
    """Where it lies; elsewhere than `point` when it had to give way or is beyond the edge."""
    radius: float
    beyond: bool
    name: QRectF | None = None
    """Where its name stands; None when there is no room for it."""

    @property
    def box(self) -> QRectF:
        """What it covers, without its name."""
        r = self.radius
        return QRectF(self.point.x() - r, self.point.y() - r, 2 * r, 2 * r)


@dataclass(frozen=True, slots=True)
class MapCamera:
    """What is seen: the plane point in the middle of the view, and pixels per radian."""

    x: float
    y: float
    scale: float

    def pixel(self, x: float, y: float, view: QRectF) -> QPointF:
        """Where a point of the plane falls in a view."""
        middle = view.center()
        return QPointF(
            middle.x() + (x - self.x) * self.scale, middle.y() + (y - self.y) * self.scale
        )

    def plane(self, point: QPointF, view: QRectF) -> tuple[float, float]:
        """Which point of the plane a pixel shows."""
        middle = view.center()
        return (point.x() - middle.x()) / self.scale + self.x, (
            point.y() - middle.y()
        ) / self.scale + self.y

    def zoomed(self, factor: float, about: QPointF, view: QRectF) -> MapCamera:
        """Closer or farther, the pixel `about` staying where it is."""
        x, y = self.plane(about, view)
        return MapCamera(x + (self.x - x) / factor, y + (self.y - y) / factor, self.scale * factor)


def fitting(spots: Sequence[PlaceSpot], view: QRectF, margin: float) -> MapCamera:
    """The camera that shows some spots with a margin in pixels around them."""
    if not spots:
        return MapCamera(0.0, 0.0, max(view.width(), 1.0) / 2)
    left, right = min(s.x for s in spots), max(s.x for s in spots)
    top, bottom = min(s.y for s in spots), max(s.y for s in spots)
    wide, high = max(view.width() - 2 * margin, 20.0), max(view.height() - 2 * margin, 20.0)
    scale = min(wide / max(right - left, 0.05), high / max(bottom - top, 0.05))
    return MapCamera((left + right) / 2, (top + bottom) / 2, scale)


def core(spots: Sequence[PlaceSpot]) -> list[PlaceSpot]:
    """The spots of the region most records are about: without the few that lie far from it."""
    if len(spots) < 3:
        return list(spots)
    xs, ys = sorted(s.x for s in spots), sorted(s.y for s in spots)
    x, y = xs[len(xs) // 2], ys[len(ys) // 2]
    far = sorted(hypot(s.x - x, s.y - y) for s in spots)
    reach = 1.05 * far[len(far) * 7 // 10]
    return [s for s in spots if hypot(s.x - x, s.y - y) <= reach]


def placed(
    spots: Sequence[PlaceSpot],
    camera: MapCamera,
    view: QRectF,
    unit: float,
    size_of: Callable[[str], QSizeF],
    first: str | None = None,
) -> list[PlaceMark]:
    """The marks of a view, most used first; `unit` is the height of a line of text in pixels.

    Spots that come first keep their place and their name; later ones give way. The spot `first`
    is named before all others.
    """
    most = max((spot.uses for spot in spots), default=0) or 1
    edge = view.adjusted(unit * 0.6, unit * 0.6, -unit * 0.6, -unit * 0.6)
    marks: list[PlaceMark] = []
    for spot in sorted(spots, key=lambda s: (-s.uses, s.label)):
        true = camera.pixel(spot.x, spot.y, view)
        radius = unit * (0.24 + 0.46 * (spot.uses / most) ** 0.5)
        if not edge.contains(true):
            marks.append(PlaceMark(spot, _at_edge(true, edge), true, unit * 0.3, beyond=True))
        else:
            marks.append(PlaceMark(spot, _beside(true, radius, marks), true, radius, beyond=False))
    _name(sorted(marks, key=lambda mark: mark.spot.id != first), view, unit, size_of)
    return marks


def _at_edge(true: QPointF, edge: QRectF) -> QPointF:
    """Where the line from the middle to a point outside crosses the edge."""
    middle = edge.center()
    across, down = true.x() - middle.x(), true.y() - middle.y()
    share = min(
        edge.width() / 2 / abs(across) if across else 1.0,
        edge.height() / 2 / abs(down) if down else 1.0,
    )
    return QPointF(middle.x() + across * share, middle.y() + down * share)


def _beside(true: QPointF, radius: float, marks: Sequence[PlaceMark]) -> QPointF:
    """The true point, or the nearest point to its right where no earlier mark hides this one."""
    point = QPointF(true)
    for _ in range(12):
        hiding = next((m for m in marks if not m.beyond and _hides(m, point, radius)), None)
        if hiding is None:
            break
        point.setX(hiding.point.x() + (hiding.radius + radius) * 0.95)
    return point


def _hides(mark: PlaceMark, point: QPointF, radius: float) -> bool:
    apart = hypot(mark.point.x() - point.x(), mark.point.y() - point.y())
    return apart < (mark.radius + radius) * 0.6


def _name(
    marks: Sequence[PlaceMark], view: QRectF, unit: float, size_of: Callable[[str], QSizeF]
) -> None:
    """Give each mark a place for its name where it meets no other name and no mark."""
    taken = [mark.box for mark in marks if not mark.beyond]
    pointers: list[QRectF] = []
    for mark in marks:
        if mark.beyond and any(mark.box.intersects(box) for box in pointers):
            continue
        size = size_of(mark.spot.label)
        own = mark.box
        for rect in _candidates(mark, size, unit * 0.2):
            free = all(not rect.intersects(box) for box in taken if box != own)
            if free and view.contains(rect):
                mark.name = rect
                taken.append(rect)
                break
        if mark.beyond and mark.name is not None:
            pointers.append(own)
            taken.append(own)


def _candidates(mark: PlaceMark, size: QSizeF, gap: float) -> list[QRectF]:
    """Right, left, above and below of a mark, then at its corners."""
    x, y, r = mark.point.x(), mark.point.y(), mark.radius + gap
    wide, high = size.width(), size.height()
    corners = (
        (x + r, y - high / 2), (x - r - wide, y - high / 2), (x - wide / 2, y - r - high),
        (x - wide / 2, y + r), (x + r * 0.7, y - high - r * 0.2), (x + r * 0.7, y + r * 0.2),
        (x - r * 0.7 - wide, y - high - r * 0.2), (x - r * 0.7 - wide, y + r * 0.2),
    )  # fmt: skip
    return [QRectF(left, top, wide, high) for left, top in corners]
