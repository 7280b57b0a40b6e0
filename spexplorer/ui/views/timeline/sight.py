"""Where titles stand in the window: a scene is laid out once a scale, the window cuts it anywhere.

A title that the edge of the window would cut is slid along its bar or put on the other side of its mark,
where there is room. Pixels of the axis; no Qt here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from spexplorer.readings.timeline.scene import Badge, Scene, Spot

_WORTH = 0.6
"""A title that would show less than this share of itself goes to the other side, if it is whole there."""


_APART = 6
"""So many gaps stand before a title left of its mark, or it would be read with what is left of it."""


class Label(NamedTuple):
    """Where the title of a mark begins, and how wide it is."""

    x: float
    width: float


class Seen(NamedTuple):
    """A mark in the window, and where its title stands (None: there is no room, or it has none)."""

    spot: Spot
    label: Label | None


class Room(NamedTuple):
    """What of a scene is in sight: pixels taken away from its places, the width of the axis, the type."""

    shift: float
    width: float
    gap: float
    shortest: float
    title: Callable[[int], float]
    """How wide the title of an event is."""
    arrow: Callable[[int], float]
    """How much of the beginning of a mark an arrow takes."""


def in_sight(scene: Scene, room: Room, badge_x: Callable[[Badge], float]) -> Iterator[Seen]:
    """The marks in the window, with the places of their titles; nothing covers anything else."""
    badges: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for badge in scene.badges:
        if not badge.pile:
            x = badge_x(badge)
            badges[badge.y].append((x, x + badge.x1 - badge.x0))
    for y, row in scene.rows().items():
        yield from _row(row, badges.get(y, ()), room)


def _row(
    spots: list[Spot], badges: list[tuple[float, float]] | tuple[()], room: Room
) -> Iterator[Seen]:
    """One row from left to right: what is placed is final, what follows is where it was packed."""
    lows = [_packed_low(spot) - room.shift for spot in spots]
    before = float("-inf")
    for number, spot in enumerate(spots):
        p = spot.placed
        x0, x1 = p.x0 - room.shift, p.x1 - room.shift
        if x0 > room.width:
            return
        if x1 < 0:
            continue
        after = lows[number + 1] if number + 1 < len(spots) else room.width
        after = min([after, room.width, *(low for low, _ in badges if low >= x0)])
        left = max([before, 0.0, *(high for _, high in badges if high <= x0 + 1)])
        label = _placed(spot, (left, after), room)
        before = x1 if label is None else max(x1, label.x + label.width)
        yield Seen(spot, label)


def _packed_low(spot: Spot) -> float:
    p = spot.placed
    return min(p.x0, p.label_x) if p.label else p.x0


def _placed(spot: Spot, free: tuple[float, float], room: Room) -> Label | None:
    """The title of a mark between two bounds: whole beside or in it, or as much as is worth reading."""
    p, gap = spot.placed, room.gap
    x0, x1 = p.x0 - room.shift, p.x1 - room.shift
    if not p.lit or x1 < gap:
        return None
    full = room.title(p.at)
    within = max(x0, 0.0) + gap + room.arrow(p.at)
    begin = within if p.wide else x1 + gap
    after, before = free[1] - gap - begin, x0 - gap - free[0] - _APART * gap
    if after >= full:
        return Label(begin, full)
    if before >= full and not (p.wide and min(x1 - begin, after) >= _WORTH * full):
        return Label(x0 - gap - full, full)
    found = [(after, begin), (before, x0 - gap - before)]
    if x1 - within >= 2 * room.shortest:
        found.insert(0, (min(full, free[1] - gap - within), within))
    width, x = max(found, key=_width)
    return Label(x, width) if width >= min(full, room.shortest) else None


def _width(place: tuple[float, float]) -> float:
    return place[0]
