"""Tiles: what makes a move of a brush cost the same at ten thousand and at a million records.

While one property is brushed, all other constraints stand still. Records that the brush cannot tell
apart (same date at its resolution, same values) form a class; there are some thousands of classes,
however many records. A tile holds, for every class and every cell of a chart, how many records that
pass the other constraints are in both. A move then decides which classes pass and adds their rows up.
The idea is that of the data tiles of imMens (Liu, Jiang, Heer 2013) and Falcon (Moritz, Howe, Heer 2019),
which index by brush pixel and need one value a record; classes carry spans, uncertain bounds and
several values as well, and combine by the same algebra as the filter itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from spexplorer.domain.filters import Combined, Constraint, Period, Values
from spexplorer.exploring.measures import Counts, Measure, Pairs
from spexplorer.exploring.passes import Passing, among, combine, within
from spexplorer.exploring.postings import Mask, Postings, different
from spexplorer.storage.columns import UNBOUNDED_HIGH, UNBOUNDED_LOW, DateBounds, Ints, Positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from spexplorer.exploring.index import Index

_FINE: Final = 2_000
"""So many different dates are told apart day by day; more are told apart at the edges of the brush."""

_LARGEST: Final = 16_000_000
"""Numbers in the tiles of one chart; beyond, a move is answered as any other filter is."""

_SPACIOUS: Final = 2_000_000
"""Up to so many numbers room is made for every class, also for those that do not occur."""

ClassOf: TypeAlias = "NDArray[np.int16] | NDArray[np.int32]"
"""The class of every record, -1 for none; as small as it may be, since it is as long as the library."""

Classes: TypeAlias = "tuple[DateBounds, ClassOf, Postings]"
"""The dates at a resolution, the class of every record, and the codes of every class."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The days at which a brush may begin, ascending; None: any day."""

    edges: Ints | None = None

    def coarse(self, bounds: DateBounds) -> tuple[DateBounds, Positions]:
        """The different dates at this resolution, and which of them every date is."""
        if self.edges is None or len(bounds) <= _FINE:
            return bounds, np.arange(len(bounds), dtype=np.int32)
        days = bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max
        marks = bounds.scattered, bounds.doubtful_start, bounds.doubtful_end
        rows = np.column_stack([*map(self._snapped, days), *marks])
        order = np.lexsort(rows.T)
        fresh = np.ones(len(order), dtype=np.bool_)
        fresh[1:] = (rows[order[1:]] != rows[order[:-1]]).any(axis=1)
        coarse, which = rows[order[fresh]], np.empty(len(order), dtype=np.int32)
        which[order] = np.cumsum(fresh) - 1
        columns = [coarse[:, at].copy() for at in range(4)]
        flags = [coarse[:, at].astype(np.bool_) for at in range(4, 7)]
        return DateBounds(*columns, *flags), which

    def holds(self, constraint: Constraint) -> bool:
        """Whether a brush lies on the edges, so that nothing is lost by being coarse."""
        match constraint:
            case Period(first, last):
                return self.edges is None or bool(np.isin([first, last + 1], self.edges).all())
            case Combined(_, left, right):
                return (left is None or self.holds(left)) and self.holds(right)
        return True

    def _snapped(self, days: Ints) -> Ints:
        """For every day the edge at or before it; open bounds stay open."""
        assert self.edges is not None
        known = np.concatenate((self.edges[:1] - 1, self.edges))
        snapped = known[np.searchsorted(self.edges, days, side="right")]
        bounded = (days > UNBOUNDED_LOW) & (days < UNBOUNDED_HIGH)
        found: Ints = np.where(bounded, snapped, days)
        return found


class Tiles:
    """Answers the moves of a brush on one key for some measures."""

    def __init__(
        self,
        index: Index,
        key: str,
        base: Passing,
        measures: Iterable[Measure],
        resolution: Resolution,
    ) -> None:
        """`base` is what passes all constraints but those of the key.

        Brushes are answered without loss where the resolution holds them.
        """
        kept = list(dict.fromkeys(measures))
        self._values = [] if key == "period" else index.facet_values(key)
        self._bounds, class_of, self._classes = brush_classes(index, key, kept, resolution)
        size = self._classes.size
        sure = _held(class_of, base.certain, size)
        maybe = sure if base.certain is base.possible else _held(class_of, base.possible, size)
        self._tiles = {m: _tile(index, m, sure, maybe, size) for m in kept}

    def has(self, measure: Measure) -> bool:
        """Whether a measure can be counted from here."""
        return self._tiles.get(measure) is not None

    def passing(self, constraint: Constraint) -> Passing:
        """Which classes stand under a brush."""
        match constraint:
            case Period():
                return within(constraint, self._bounds, self._classes)
            case Values():
                return among(constraint, self._values, self._classes)
            case Combined(mode, left, right):
                other = self.passing(left) if left is not None else None
                return combine(mode, other, self.passing(right))
        raise TypeError(f"{constraint} is no brush")

    def count(self, measure: Measure, passing: Passing) -> Counts:
        """The counts of a measure when some classes pass (from `passing`)."""
        tile = self._tiles[measure]
        assert tile is not None
        certain = tile.sure.under(passing.certain)
        return Counts(tile.keys, certain, tile.maybe.under(passing.possible))


@dataclass(frozen=True, slots=True)
class _Table:
    """How many records of each class (of those that occur) are in each cell.

    Kept as floats, for which alone numpy multiplies fast; sums of whole numbers are exact in them as
    long as they stay below 2^24 (single) or 2^53 (double), which decides between the two.
    """

    classes: Positions
    counts: NDArray[np.floating[Any]]

    def under(self, passing: Mask) -> Ints:
        """The counts of the cells over the classes that pass."""
        wanted = passing[self.classes].astype(self.counts.dtype)
        found: Ints = (wanted @ self.counts).astype(np.int64)
        return found


@dataclass(frozen=True, slots=True)
class _Tile:
    keys: list[tuple[str, ...]]
    sure: _Table
    maybe: _Table


def brush_classes(
    index: Index, key: str, measures: Iterable[Measure], resolution: Resolution
) -> Classes:
    """What a brush on a key cannot tell apart, among the records that some measures count.

    It does not depend on the other constraints, and is kept for the next brush on the key.
    """
    kinds = frozenset(kind for measure in measures for kind in measure.kinds())
    edges = None if resolution.edges is None else resolution.edges.tobytes()
    return index.few((key, kinds, edges), lambda: _classes_of(index, key, kinds, resolution))


def _classes_of(index: Index, key: str, kinds: frozenset[str], resolution: Resolution) -> Classes:
    """The dates at a resolution, the class of every record of some kinds, and the codes of the classes."""
    records: Positions = np.flatnonzero(index.of_kinds(kinds)).astype(np.int32)
    bounds = index.bounds
    if key == "period":
        bounds, which = resolution.coarse(bounds)
        postings, width = index.date_postings(), len(bounds)
    else:
        values, postings = index.postings(key)
        which, width = np.arange(len(values), dtype=np.int32), len(values)
    return (bounds, *classes(postings, records, which, width))


def classes(
    postings: Postings, records: Positions, renamed: Positions, width: int
) -> tuple[ClassOf, Postings]:
    """The class of every record (-1 for those left out), and which codes every class stands under.

    `renamed` gives the (coarser) code of every code; there are `width` of them.
    """
    # Classes 0 .. width-1 stand under one code each, class `width` under none.
    single = postings.single[records]
    found = np.append(renamed, np.int32(width))[np.minimum(single, len(renamed))].astype(np.int32)
    mine = np.zeros(postings.size, dtype=np.bool_)
    mine[records] = True
    here = mine[postings.records]
    at = np.searchsorted(records, postings.records[here])
    pairs = different(at * max(width, 1) + renamed[postings.codes[here]])
    rows, own = pairs // max(width, 1), (pairs % max(width, 1)).astype(np.int32)
    lengths = np.bincount(rows, minlength=len(records))
    alone = lengths[rows] == 1
    found[rows[alone]] = own[alone]
    several = np.flatnonzero(lengths > 1)
    names = np.random.default_rng(0).integers(1, 2**62, size=max(width, 1), dtype=np.int64)
    # A set of codes goes by the sum of its codes' names: equal sets have equal sums, and sums of
    # different sets meet with a chance of one in 10^18 a pair.
    starts = np.searchsorted(rows, several)
    running = np.concatenate(([0], np.cumsum(names[own])))
    sums = running[starts + lengths[several]] - running[starts]
    _, first, of_set = np.unique(sums, return_index=True, return_inverse=True)
    found[several] = width + 1 + of_set.reshape(-1)
    at, member = _members(starts, lengths, several, first)
    class_codes = Postings(
        width + 1 + len(first),
        width,
        np.concatenate((np.arange(width), width + 1 + at)).astype(np.int32),
        np.concatenate((np.arange(width), own[member])).astype(np.int32),
    )
    class_of = np.full(postings.size, -1, dtype=np.int32)
    class_of[records] = found
    if class_codes.size <= np.iinfo(np.int16).max:
        return class_of.astype(np.int16), class_codes
    return class_of, class_codes


def _members(starts: Ints, lengths: Ints, several: Ints, first: Ints) -> tuple[Ints, Ints]:
    """For every set the places of its codes in the pairs: (which set, place), end to end."""
    sizes = lengths[several[first]]
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return np.repeat(np.arange(len(first)), sizes), np.repeat(starts[first], sizes) + offsets


def _held(class_of: ClassOf, mask: Mask, size: int) -> Positions:
    """The class of every record that passes; those that do not share one more, `size`.

    One look at a small number is quicker than sorting a million of them out.
    """
    held: Positions = np.where(mask, class_of, np.int32(size)).astype(np.int32, copy=False)
    return held


def _tile(
    index: Index, measure: Measure, sure_of: Positions, maybe_of: Positions, size: int
) -> _Tile | None:
    """The tables of a measure over the classes of what passes for certain, and possibly."""
    cells = index.cells(measure)
    sure = _table(cells.sure, sure_of, size, len(cells.keys))
    if cells.maybe is cells.sure and sure_of is maybe_of:
        maybe = sure
    else:
        maybe = _table(cells.maybe, maybe_of, size, len(cells.keys))
    return _Tile(cells.keys, sure, maybe) if sure is not None and maybe is not None else None


def _table(pairs: Pairs, held: Positions, size: int, width: int) -> _Table | None:
    own = held[pairs.records]
    if size * width <= _SPACIOUS:
        found = _crossed(own, pairs.cells, size, width)
        occurring = np.flatnonzero(found.any(axis=1)).astype(np.int32)
        found = found[occurring]
    else:
        occurring = np.flatnonzero(np.bincount(own, minlength=size + 1)[:size]).astype(np.int32)
        if len(occurring) * width > _LARGEST:
            return None
        row = np.full(size + 1, len(occurring), dtype=np.int32)
        row[occurring] = np.arange(len(occurring))
        found = _crossed(row[own], pairs.cells, len(occurring), width)
    kind = np.float32 if len(own) < 2**24 else np.float64
    return _Table(occurring, found.astype(kind))


def _crossed(rows: Positions, cells: NDArray[np.integer], height: int, width: int) -> Ints:
    """How often each row (but the last, `height`) meets each cell."""
    codes = rows if width == 1 else rows * np.int32(width) + cells
    found: Ints = np.bincount(codes, minlength=(height + 1) * width)[: height * width]
    return found.reshape(height, width)
