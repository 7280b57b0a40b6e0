"""What a chart counts: records of one kind, cell by cell, certainly and possibly.

A cell is one combination of values of some facets and, where wanted, of the year (or decade) a record
begins in. The cells of every record are worked out once; a count is then one pass over them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.counts import Count
from spexplorer.domain.kinds import LISTED
from spexplorer.storage.columns import Ints, Positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spexplorer.exploring.postings import Mask, Postings


class Measure(NamedTuple):
    """Records of a kind by facets and, with `years`, by the year they begin in.

    There are at most `years` bars, whose width follows the span (`year_bins`); what lies beyond shares one
    at either end, what has no known beginning has another. Without facets and years it is a plain total.
    """

    kind: str
    facets: tuple[str, ...] = ()
    years: int = 0

    def total(self) -> Measure:
        """The same records, each counted once."""
        return Measure(self.kind)

    def kinds(self) -> tuple[str, ...]:
        """The kinds that are counted."""
        return (self.kind,) if self.kind else LISTED


EVERYTHING: Final = Measure("")
"""Every record, of whatever kind."""


class Counts(NamedTuple):
    """Cells in order, each named by one value a facet (and the year key at the end), with its counts."""

    keys: list[tuple[str, ...]]
    certain: Ints
    possible: Ints

    def total(self) -> Count:
        """All cells together; a record counts in every cell it may stand in."""
        return Count(int(self.certain.sum()), int(self.possible.sum()))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Row `records[i]` counts in cell `cells[i]`."""

    records: Positions
    cells: NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class MeasureCells:
    """The cells of a measure: who counts in them for certain, and who may."""

    keys: list[tuple[str, ...]]
    sure: Pairs
    maybe: Pairs

    def count(self, certain: Mask, possible: Mask) -> Counts:
        """The counts under masks over all records."""
        return Counts(self.keys, self._bin(self.sure, certain), self._bin(self.maybe, possible))

    def _bin(self, pairs: Pairs, mask: Mask) -> Ints:
        return np.bincount(pairs.cells[mask[pairs.records]], minlength=len(self.keys))


def cells(
    records: Positions,
    facets: list[tuple[list[str], Postings]],
    years: tuple[list[str], Pairs, Pairs] | None,
) -> MeasureCells:
    """The cells of some records by facets and, last, by years (keys, sure and possible pairs)."""
    sure = _by_facets(records, [postings for _, postings in facets])
    maybe = sure
    axes = [values for values, _ in facets]
    if years is not None:
        keys, certain, possible = years
        sure, maybe = _joined(sure, certain, len(keys)), _joined(sure, possible, len(keys))
        axes = [*axes, keys]
    every = list(product(*axes))
    alike = maybe is sure
    sure = _short(sure, len(every))
    return MeasureCells(every, sure, sure if alike else _short(maybe, len(every)))


def _short(pairs: Pairs, width: int) -> Pairs:
    """The same in half the room, where sixteen bits are enough for the number of a cell."""
    if width > np.iinfo(np.int16).max or not pairs.cells.strides[0]:
        return pairs
    return Pairs(pairs.records, pairs.cells.astype(np.int16))


def _by_facets(records: Positions, facets: list[Postings]) -> Pairs:
    rows, cell = records, np.broadcast_to(np.int32(0), len(records))  # takes no room
    for postings in facets:
        which, codes = postings.of(rows)
        if not _each_once(which, len(rows)):  # else the rows are those that are held already
            rows = rows[which]
        cell = (cell[which] * postings.width + codes).astype(np.int32)
    return Pairs(rows, cell)


def _each_once(which: Ints, size: int) -> bool:
    return len(which) == size and bool((which == np.arange(size)).all())


def _joined(left: Pairs, right: Pairs, width: int) -> Pairs:
    """Every cell of a record on the left with every bin of it on the right (ascending by record)."""
    starts = np.searchsorted(right.records, left.records)
    lengths = np.searchsorted(right.records, left.records, side="right") - starts
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    which = np.repeat(np.arange(len(left.records)), lengths)
    bins = right.cells[np.repeat(starts, lengths) + offsets]
    return Pairs(left.records[which], (left.cells[which] * width + bins).astype(np.int32))
