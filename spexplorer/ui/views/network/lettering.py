"""Which nodes are named, and where their names stand: never on another name or another node."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Final, NamedTuple

import numpy as np
from PySide6.QtCore import QRectF

_CELL: Final = 4
"""Pixels of the raster in which it is kept what is taken."""
_MOST: Final = 90
"""So many names are set; more could not be read."""


class Named(NamedTuple):
    """A node with room for its name, and the place of the name in pixels."""

    node: int
    rect: QRectF


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels; a rectangle of Qt costs ten times as much to make."""


class Raster:
    """What is taken of a view, in cells of a few pixels: to ask is one slice of an array."""

    def __init__(self, width: int, height: int) -> None:
        self._taken = np.zeros((height // _CELL + 2, width // _CELL + 2), dtype=np.bool_)
        self.size = width, height

    def is_free(self, box: Box) -> bool:
        """Whether a region lies in the view and nothing in it is taken."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.size[0] or bottom > self.size[1]:
            return False
        rows = slice(int(top) // _CELL, int(bottom) // _CELL + 1)
        return not self._taken[rows, int(left) // _CELL : int(right) // _CELL + 1].any()

    def take(self, box: Box) -> None:
        """Keep a region free from others."""
        left, top, right, bottom = (max(0, int(side)) // _CELL for side in box)
        self._taken[top : bottom + 1, left : right + 1] = True


class Side(Enum):
    """Where a name should stand: anywhere, first of all below, or on one side only."""

    ANY = 0
    BELOW = 1
    LEFT = 2
    RIGHT = 3


class Spot(NamedTuple):
    """A node on the screen: where, how large, how wide its name is, and where the name should stand."""

    node: int
    x: float
    y: float
    radius: float
    width: float
    side: Side


def lettered(
    spots: Sequence[Spot], first: Iterable[int], raster: Raster, high: float
) -> list[Named]:
    """Names for as many nodes as have room; the spots come in the order of their right to a name.

    Those in `first` are named even over others' nodes, as long as no name is met.
    """
    always = set(first)
    found: list[Named] = []
    for spot in spots:
        if spot.node in always:
            _name(spot, raster, high, found)
    for spot in spots:
        side = spot.radius
        raster.take((spot.x - side, spot.y - side, spot.x + side, spot.y + side))
    for spot in spots:
        if spot.node not in always:
            _name(spot, raster, high, found)
            if len(found) >= _MOST:
                break
    return found


def _name(spot: Spot, raster: Raster, high: float, found: list[Named]) -> None:
    for box in _candidates(spot, high):
        if raster.is_free(box):
            left, top, right, bottom = box
            found.append(Named(spot.node, QRectF(left, top, right - left, bottom - top)))
            raster.take(box)
            return


def _candidates(spot: Spot, high: float) -> list[Box]:
    """Beside the node, below and above; in rings only on the side away from the middle."""
    gap = spot.radius + _CELL + 1
    x, y, wide, half = spot.x, spot.y, spot.width, high / 2
    right = (x + gap, y - half, x + gap + wide, y + half)
    left = (x - gap - wide, y - half, x - gap, y + half)
    if spot.side is Side.LEFT:
        return [left]
    if spot.side is Side.RIGHT:
        return [right]
    below = (x - wide / 2, y + gap, x + wide / 2, y + gap + high)
    above = (x - wide / 2, y - gap - high, x + wide / 2, y - gap)
    return [below, above, right, left] if spot.side is Side.BELOW else [right, left, below, above]
