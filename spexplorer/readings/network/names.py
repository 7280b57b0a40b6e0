"""Where names stand in a drawing of nodes: never on another name or on any mark, else they are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from math import cos, pi, sin
from typing import Final, NamedTuple

import numpy as np

from spexplorer.readings.network.camera import Box

_CELL: Final = 4
"""Pixels of a cell of the raster."""
_MAX_NAMES: Final = 90
"""More names could not be read."""
_FURTHER: Final = (0.0, 8.0, 18.0)
"""Pixels by which a name that matters may stand further from its mark, the nearest first."""
_TURNS: Final = tuple(turn * pi / 8 for turn in range(16))
"""Directions in which a place outside a crowd is looked for."""


class OccupiedSpace:
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
        left, top, right, bottom = box
        if right < 0 or bottom < 0:
            return
        rows = slice(max(0, int(top)) // _CELL, int(bottom) // _CELL + 1)
        self._taken[rows, max(0, int(left)) // _CELL : int(right) // _CELL + 1] = True


class NameSide(Enum):
    """Where a name should stand: anywhere, first of all below, or on one side only."""

    ANY = 0
    BELOW = 1
    LEFT = 2
    RIGHT = 3


class NameRequest(NamedTuple):
    """A node that wants a name: where its mark is, how far that reaches, and the width of the name."""

    node: int
    x: float
    y: float
    reach: float
    width: float
    side: NameSide = NameSide.ANY
    matters: bool = False
    """Whether the name may stand further away rather than be left out."""


class PlacedName(NamedTuple):
    """A node, and the region of its name; from one that stands far away a line leads to its mark."""

    node: int
    box: Box
    is_led: bool = False


def take_marks(space: OccupiedSpace, marks: Iterable[tuple[float, float, float]]) -> None:
    """Keep all marks (middle and reach in pixels) free from names."""
    for x, y, reach in marks:
        space.take((x - reach, y - reach, x + reach, y + reach))


def place_names(
    requests: Sequence[NameRequest], space: OccupiedSpace, height: float
) -> list[PlacedName]:
    """Names for as many nodes as have room; the requests come in the order of their right to one."""
    found: list[PlacedName] = []
    for request in requests:
        box = next((box for box in _candidates(request, height) if space.is_free(box)), None)
        is_led = box is None and request.matters and request.side is NameSide.ANY
        if is_led:
            far = _far(request, height, space.size)
            box = next((box for box in far if space.is_free(box)), None)
        if box is not None:
            found.append(PlacedName(request.node, box, is_led))
            space.take(box)
            if len(found) >= _MAX_NAMES:
                break
    return found


def _candidates(request: NameRequest, height: float) -> Iterable[Box]:
    """Beside the mark, below and above it, then at its corners; where it matters also further away."""
    for further in _FURTHER if request.matters else _FURTHER[:1]:
        yield from _around(request, height, request.reach + _CELL + 1 + further)


def _far(request: NameRequest, height: float, size: tuple[int, int]) -> Iterable[Box]:
    """Outside a crowd of marks, the nearest places first; a line will lead there."""
    half = height / 2
    for step in range(2, int(max(size) / 2 / height)):
        for turn in _TURNS:
            x = request.x + step * height * cos(turn)
            y = request.y + step * height * sin(turn)
            left = x if cos(turn) >= 0 else x - request.width
            yield left, y - half, left + request.width, y + half


def _around(request: NameRequest, height: float, gap: float) -> Iterable[Box]:
    x, y, width, half = request.x, request.y, request.width, height / 2
    right = (x + gap, y - half, x + gap + width, y + half)
    left = (x - gap - width, y - half, x - gap, y + half)
    if request.side in (NameSide.LEFT, NameSide.RIGHT) and not request.matters:
        return (left,) if request.side is NameSide.LEFT else (right,)
    below = (x - width / 2, y + gap, x + width / 2, y + gap + height)
    above = (x - width / 2, y - gap - height, x + width / 2, y - gap)
    off = gap * 0.75
    corners = (
        (x + off, y - off - height, x + off + width, y - off),
        (x + off, y + off, x + off + width, y + off + height),
        (x - off - width, y - off - height, x - off, y - off),
        (x - off - width, y + off, x - off, y + off + height),
    )
    if request.side is NameSide.BELOW:
        return below, above, right, left, *corners
    if request.side is NameSide.LEFT:
        return left, right, below, above, *corners
    return right, left, below, above, *corners
