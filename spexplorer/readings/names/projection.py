"""The projection of the map of places: an equidistant conic, and the lines of its graticule.

Angles are degrees (WGS 84), plane coordinates are radians of arc on a unit sphere, y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, degrees, radians, sin
from statistics import median
from typing import NamedTuple

Point = tuple[float, float]

_SPREAD = 15.0
"""Degrees from the middle latitude to each standard parallel."""
_LEAST = 20.0
"""A cone needs a middle latitude away from the equator, where it would become a cylinder."""
_NORTH, _SOUTH = 80, -60


class GridLine(NamedTuple):
    """A parallel or a meridian: its words, and its points on the plane."""

    words: str
    points: list[Point]
    is_parallel: bool


@dataclass(frozen=True, slots=True)
class Conic:
    """Distances along meridians and along both standard parallels are true (Snyder 1987, 16)."""

    middle: float
    """The meridian that stands upright."""
    first: float
    second: float
    """The standard parallels."""

    @classmethod
    def around(cls, places: Sequence[Point]) -> Conic:
        """The cone that suits some (longitude, latitude) pairs."""
        if not places:
            return cls(0.0, 25.0, 55.0)
        latitude = median(p[1] for p in places)
        latitude = max(abs(latitude), _LEAST) * (-1 if latitude < 0 else 1)
        return cls(median(p[0] for p in places), latitude - _SPREAD, latitude + _SPREAD)

    def plane(self, longitude: float, latitude: float) -> Point:
        """Where a place falls on the plane; the middle parallel crosses the middle at (0, 0)."""
        one, two = radians(self.first), radians(self.second)
        n = (cos(one) - cos(two)) / (two - one)
        apex = cos(one) / n + one
        here, there = apex - radians(latitude), apex - (one + two) / 2
        turned = (longitude - self.middle + 180.0) % 360.0 - 180.0
        angle = n * radians(turned)
        return here * sin(angle), here * cos(angle) - there

    def graticule(self, step: int) -> list[GridLine]:
        """Parallels and meridians `step` degrees apart."""
        lines = []
        west, east = self.middle - 179.9, self.middle + 179.9
        for latitude in range(-(90 // step) * step, 91, step):
            if _SOUTH <= latitude <= _NORTH:
                along = [west + (east - west) * i / 120 for i in range(121)]
                points = [self.plane(x, latitude) for x in along]
                lines.append(GridLine(latitude_words(latitude), points, is_parallel=True))
        for longitude in range(-180, 180, step):
            up = range(_SOUTH, _NORTH + 1, 10)
            points = [self.plane(longitude, y) for y in up]
            lines.append(GridLine(longitude_words(longitude), points, is_parallel=False))
        return lines


def latitude_words(degrees_north: float) -> str:
    """“45° N”."""
    return f"{abs(degrees_north):g}°" + (
        " N" if degrees_north > 0 else " S" if degrees_north < 0 else ""
    )


def longitude_words(degrees_east: float) -> str:
    """“70° E”."""
    plain = abs(degrees_east) in (0, 180)
    return f"{abs(degrees_east):g}°" + ("" if plain else " E" if degrees_east > 0 else " W")


def fitting_step(shown: float) -> int:
    """How many degrees apart lines stand when `shown` radians are seen across."""
    across = degrees(shown)
    return next((step for step in (2, 5, 10, 15) if across / step <= 12), 30)
