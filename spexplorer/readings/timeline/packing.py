"""One lane packed: which mark stands in which row, and where its title fits.

Pixels along the axis as floats, counted from any origin; nothing of dates. Marks of a row do not
overlap, titles cover neither marks nor titles, and a title is whole or not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class LaneItem(NamedTuple):
    """A mark to be placed: its number, its extent, the width of its title (0: it has none)."""

    at: int
    x0: float
    x1: float
    title: float


class PackingGaps(NamedTuple):
    """Distances in pixels: between things, and the place right of which no title may reach."""

    gap: float
    edge: float


class PlacedMark(NamedTuple):
    """A mark in its row. A title of width 0 had no room; `lit` marks are those that may have one."""

    at: int
    row: int
    x0: float
    x1: float
    title_x: float
    title: float
    lit: bool


class PackedLane(NamedTuple):
    """A lane as it is drawn: how many rows it takes, its marks, and those without a place."""

    rows: int
    placed: list[PlacedMark]
    left_over: list[LaneItem]


class _Row:
    """What of a row is taken; intervals are kept in order and never overlap."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float]] = []

    def take(self, low: float, high: float) -> bool:
        """Take an interval if it is free."""
        at = len(self._taken)
        while at and self._taken[at - 1][0] > low:
            at -= 1
        if (at and self._taken[at - 1][1] > low) or (
            at < len(self._taken) and self._taken[at][0] < high
        ):
            return False
        self._taken.insert(at, (low, high))
        return True


def pack(
    items: Sequence[LaneItem], gaps: PackingGaps, most: int | None = None, *, stack: bool = False
) -> PackedLane:
    """Place marks with their titles, in the order given, each in the first row that has room.

    There are no more than `most` rows. Marks without a title come last: with `stack` those for which
    there is no room lie on one another in one row more.
    """
    rows: list[_Row] = []
    stacked: int | None = None
    placed: list[PlacedMark] = []
    left_over: list[LaneItem] = []
    for item in items:
        low, high, x, width = _with_title(item, gaps)
        at = next((i for i, row in enumerate(rows) if row.take(low, high + gaps.gap)), None)
        may_add = (most is None or len(rows) < most) and not (stack and not item.title)
        if at is None and may_add:
            at = len(rows)
            rows.append(_Row())
            rows[-1].take(low, high + gaps.gap)
        if at is None and stack and not item.title:
            if stacked is None:
                stacked = len(rows)
                rows.append(_Row())
            at = stacked
        if at is None:
            left_over.append(item)
        else:
            placed.append(PlacedMark(item.at, at, item.x0, item.x1, x, width, item.title > 0))
    return PackedLane(len(rows), placed, left_over)


def pack_apart(items: Sequence[LaneItem], gaps: PackingGaps) -> PackedLane:
    """Place every mark that has a title in a row of its own, in order; the others share one below."""
    placed = []
    for row, item in enumerate(item for item in items if item.title):
        _, _, x, width = _with_title(item, gaps)
        placed.append(PlacedMark(item.at, row, item.x0, item.x1, x, width, lit=True))
    last = len(placed)
    others = [item for item in items if not item.title]
    placed += [PlacedMark(*item[:1], last, *item[1:3], item.x1, 0.0, lit=False) for item in others]
    return PackedLane(last + bool(others), placed, [])


def grouped(
    items: Sequence[LaneItem], width: Callable[[int], float], gap: float
) -> list[list[LaneItem]]:
    """Marks without a place as groups that stand for one another; `width` is that of the count of some."""
    groups: list[list[LaneItem]] = []
    for item in sorted(items, key=lambda item: item.x0):
        last = groups[-1] if groups else None
        if last and item.x0 <= last[0].x0 + width(len(last) + 1) + gap:
            last.append(item)
        else:
            groups.append([item])
    return groups


def _with_title(item: LaneItem, gaps: PackingGaps) -> tuple[float, float, float, float]:
    """(left, right, title's x, its width) of a mark with its whole title, on the side where there is room."""
    if not item.title:
        return item.x0, item.x1, item.x1, 0.0
    after, before = item.x1 + gaps.gap, item.x0 - gaps.gap - item.title
    if after + item.title <= gaps.edge:
        return item.x0, after + item.title, after, item.title
    if before >= 0:
        return before, item.x1, before, item.title
    inside = item.x0 + gaps.gap
    width = item.title if inside + item.title + gaps.gap <= item.x1 else 0.0
    return item.x0, item.x1, inside, width
