"""One lane packed: which mark stands in which row, where its label fits, what becomes a cluster.

Pixels along the axis as floats, counted from any origin. No Qt here, and nothing of dates. Two
things never happen: marks of a row do not overlap, and labels cover neither marks nor labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Item(NamedTuple):
    """A mark to be placed: its number, its extent, the width of its label (0: it has none).

    The label of a `wide` mark begins inside it, that of any other stands beside it.
    """

    at: int
    x0: float
    x1: float
    label: float
    wide: bool


class Sizes(NamedTuple):
    """What the packer has to know of the type: distances in pixels."""

    gap: float
    digit: float
    shortest: float
    edge: float
    """Right of this no label may reach."""


class Placed(NamedTuple):
    """A mark in its row. A label of width 0 had no room; a narrower one than asked is cut.

    A mark that is not `lit` has none; the label of a `wide` one begins inside it.
    """

    at: int
    row: int
    x0: float
    x1: float
    label_x: float
    label: float
    lit: bool
    wide: bool


class Cluster(NamedTuple):
    """Marks that stand for one another in a row: their numbers and the place of the badge.

    The last of them ends at `reach`.
    """

    row: int
    x0: float
    x1: float
    reach: float
    members: tuple[int, ...]


class Packed(NamedTuple):
    """A lane as it is drawn; `rows` is at least 1."""

    rows: int
    placed: list[Placed]
    clusters: list[Cluster]


def pack(items: Sequence[Item], most: int, sizes: Sizes) -> Packed:
    """Place the marks of a lane in at most `most` rows."""
    items = sorted(items, key=lambda item: (item.x0, item.x1, item.at))
    generous = _with_labels(items, most, sizes)
    if generous is not None:
        return generous
    rows, left_over = _marks_only(items, most, sizes)
    if left_over:
        rows, left_over = _marks_only(items, most - 1, sizes)
    placed = [mark for row in rows for mark in _labelled(row, sizes)]
    alone, clusters = clustered(left_over, most - 1, sizes)
    return Packed(most, placed + alone, clusters)


class _Row:
    """What of a row is taken; intervals are kept in order and never overlap."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, float]] = []

    def take(self, low: float, high: float) -> bool:
        """Take an interval if it is free."""
        at = len(self.taken)
        while at and self.taken[at - 1][0] > low:
            at -= 1
        if (at and self.taken[at - 1][1] > low) or (
            at < len(self.taken) and self.taken[at][0] < high
        ):
            return False
        self.taken.insert(at, (low, high))
        return True


def _placed(item: Item, row: int, x: float, width: float) -> Placed:
    return Placed(item.at, row, item.x0, item.x1, x, width, item.label > 0, item.wide)


def _label_at(item: Item, sizes: Sizes) -> tuple[float, float, float]:
    """(left, right, label_x) of a mark with its whole label, on the side where there is room."""
    if not item.label:
        return item.x0, item.x1, item.x1
    x = item.x0 + sizes.gap if item.wide else item.x1 + sizes.gap
    if x + item.label <= sizes.edge:
        return item.x0, max(item.x1, x + item.label), x
    x = item.x0 - sizes.gap - item.label
    return x, item.x1, x


def _with_labels(items: Sequence[Item], most: int, sizes: Sizes) -> Packed | None:
    """Every mark with its whole label, each in the first row that has room; None if none has."""
    rows, placed, left_over = labelled(items, most, sizes, whole=True)
    return None if left_over else Packed(max(1, rows), placed, [])


def labelled(
    items: Sequence[Item], most: int, sizes: Sizes, *, whole: bool = False
) -> tuple[int, list[Placed], list[Item]]:
    """Marks with their whole labels, each in the first row that has room.

    Gives how many rows are taken, the marks placed, and those for which there was no room (`whole`:
    none is tried once one has none).
    """
    rows: list[_Row] = []
    placed: list[Placed] = []
    left_over: list[Item] = []
    for item in items:
        low, high, x = _label_at(item, sizes)
        at = next((i for i, row in enumerate(rows) if row.take(low, high + sizes.gap)), None)
        if at is None and len(rows) < most:
            rows.append(_Row())
            rows[-1].take(low, high + sizes.gap)
            at = len(rows) - 1
        if at is None:
            left_over.append(item)
            if whole:
                break
        else:
            placed.append(_placed(item, at, x, item.label))
    return len(rows), placed, left_over


_Line = list[tuple[int, Item]]


def _marks_only(items: Sequence[Item], most: int, sizes: Sizes) -> tuple[list[_Line], list[Item]]:
    """Marks without labels, each in the row that has been free for longest; and the rest."""
    rows: list[_Line] = [[] for _ in range(most)]
    ends = [float("-inf")] * most
    left_over = []
    for item in items:
        at = min(range(most), key=ends.__getitem__, default=-1)
        if at < 0 or ends[at] > item.x0:
            left_over.append(item)
            continue
        rows[at].append((at, item))
        ends[at] = item.x1 + sizes.gap
    return rows, left_over


def _labelled(line: _Line, sizes: Sizes) -> list[Placed]:
    """A row of marks with labels wherever the neighbours leave room, cut where they leave some."""
    placed: list[Placed] = []
    before = float("-inf")
    for number, (row, item) in enumerate(line):
        after = line[number + 1][1].x0 - sizes.gap if number + 1 < len(line) else sizes.edge
        after = min(after, sizes.edge)
        x = item.x0 + sizes.gap if item.wide else item.x1 + sizes.gap
        width = min(item.label, after - x)
        left = item.x0 - sizes.gap - item.label
        inside = item.wide and width >= 1.5 * sizes.shortest
        if item.label and width < item.label and left >= before and not inside:
            x, width = left, item.label
        elif width < min(item.label, sizes.shortest):
            width = 0.0
        placed.append(_placed(item, row, x, width))
        before = max(item.x1, x + width if width else item.x1) + sizes.gap
    return placed


def clustered(items: Sequence[Item], row: int, sizes: Sizes) -> tuple[list[Placed], list[Cluster]]:
    """Marks that found no place, in a row of their own: alone where they can be, else in badges."""
    groups: list[list[Item]] = []
    for item in items:
        if groups and item.x0 <= _badge_end(groups[-1], sizes) + sizes.gap:
            groups[-1].append(item)
        else:
            groups.append([item])
    alone: list[Placed] = []
    clusters = []
    for number, group in enumerate(groups):
        after = groups[number + 1][0].x0 - sizes.gap if number + 1 < len(groups) else sizes.edge
        if len(group) == 1 and group[0].x1 <= after:
            alone.append(_alone(group[0], row, after, sizes))
        else:
            clusters.append(_badge(group, row, sizes))
    return alone, clusters


def _alone(item: Item, row: int, after: float, sizes: Sizes) -> Placed:
    """A single mark with as much of its label as there is room for to its right."""
    x = item.x0 + sizes.gap if item.wide else item.x1 + sizes.gap
    width = min(item.label, min(after, sizes.edge) - x)
    width = width if width >= min(item.label, sizes.shortest) else 0.0
    return _placed(item, row, x, width)


def _badge_end(group: Sequence[Item], sizes: Sizes) -> float:
    return group[0].x0 + badge_width(len(group), sizes)


def _badge(group: Sequence[Item], row: int, sizes: Sizes) -> Cluster:
    reach = max(item.x1 for item in group)
    members = tuple(item.at for item in group)
    return Cluster(row, group[0].x0, _badge_end(group, sizes), reach, members)


def badge_letters(count: int) -> float:
    """How wide the badge of a count is, in digits: “+12” and its margins."""
    return len(f"{count:,}") + 2.2


def badge_width(count: int, sizes: Sizes) -> float:
    """How wide the badge of a count is, in pixels."""
    return sizes.digit * badge_letters(count)
