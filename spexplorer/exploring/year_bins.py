"""How wide bars over years are: the width follows the span of the records, outliers do not decide it.

Leaving records out makes bars narrower: the more are left out, the more it has to gain. What lies beyond
the bars shares one at either end.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.time_window import year_step
from spexplorer.domain.year_keys import UNDATED, YearSpan, year_key
from spexplorer.exploring.measures import Pairs
from spexplorer.storage.columns import UNBOUNDED_HIGH, UNBOUNDED_LOW

if TYPE_CHECKING:
    from spexplorer.storage.columns import DateBounds, Ints, Positions

_SHARE_BEYOND: Final = 0.12
"""At most this share of the records lies in the bars at the ends."""
_ONE_OUTLIER_FROM: Final = 8
"""From this number of records on, one of them may lie beyond whatever its share is."""
_COST_BEYOND: Final = 2.0
"""Bars must be e ** 2 (about 7) times narrower to leave out as many records as may lie beyond."""
_TRIALS: Final = 40


class YearAxis(NamedTuple):
    """`number` bars of `step` years each, from the year `first` on."""

    first: int
    step: int
    number: int

    def edges(self) -> range:
        """The first year of every bar, and the year after the last."""
        return range(self.first, self.first + self.step * self.number + 1, self.step)

    def keys(self) -> list[str]:
        """The keys of the bars."""
        step = self.step
        return [year_key(YearSpan(year, year + step - 1)) for year in self.edges()[:-1]]


def year_axis(years: Ints, most: int) -> YearAxis:
    """The bars for records that begin in some years (ascending), at most `most` of them."""
    if not len(years):
        return YearAxis(1, 1, 0)
    size = len(years)
    allowed = max(int(size * _SHARE_BEYOND), 1 if size >= _ONE_OUTLIER_FROM else 0)
    step = min(
        (_step_leaving(years, left_out, most) for left_out in _trials(allowed)),
        key=lambda found: log(found[0]) + _COST_BEYOND * found[1] / max(1, allowed),
    )[0]
    while True:
        first, last = _densest(years, step, most)
        if size - (last - first) <= allowed:
            break
        step = year_step(step * most + 1, most)
    low, high = int(years[first]) // step, int(years[last - 1]) // step
    return YearAxis(low * step, step, high - low + 1)


def _trials(allowed: int) -> list[int]:
    """Numbers of records to leave out, from none to all that may be."""
    return sorted({allowed * trial // _TRIALS for trial in range(_TRIALS + 1)})


def _step_leaving(years: Ints, left_out: int, most: int) -> tuple[int, int]:
    """The step at which all but some records fit, and how many these are."""
    last = len(years) - left_out
    least = int((years[last - 1 :] - years[: left_out + 1]).min()) + 1
    return year_step(least, most), left_out


def _densest(years: Ints, step: int, most: int) -> tuple[int, int]:
    """The range of records in the latest of those runs of `most` bars that hold the most records."""
    begins = years // step * step
    first = np.searchsorted(years, begins)
    last = np.searchsorted(years, begins + step * most)
    held = last - first
    at = len(held) - 1 - int(held[::-1].argmax())
    return int(first[at]), int(last[at])


def year_bins(
    everyone: Positions, dated: Positions, dates: Positions, bounds: DateBounds, most: int
) -> tuple[list[str], Pairs, Pairs]:
    """The keys of years, and who begins in which for certain and possibly.

    `dated` are the dated records among `everyone` (ascending both), `dates` the bounds of each.
    """
    placed = (bounds.start_min > UNBOUNDED_LOW) & (bounds.start_max < UNBOUNDED_HIGH)
    here = placed[dates]
    rows, own = dated[here], dates[here]
    earliest, latest = bounds.start_min[own], bounds.start_max[own]
    axis = year_axis(np.sort(_years((earliest + latest) // 2)), most)
    edges = _new_years(np.array(axis.edges() if axis.number else (), dtype=np.int64))
    first_bin = np.searchsorted(edges, earliest, side="right")
    last_bin = np.searchsorted(edges, latest, side="right")
    keys, years = axis.keys(), axis.edges()
    before = 1
    if (first_bin == 0).any():
        keys, before = [year_key(YearSpan(None, years[0] - 1)), *keys], 0
    if axis.number and (last_bin > axis.number).any():
        keys = [*keys, year_key(YearSpan(years[-1], None))]
    first_bin, last_bin = first_bin - before, last_bin - before
    keys = [*keys, UNDATED]
    sure = (first_bin == last_bin) & ~bounds.doubtful_start[own]
    # What may begin in several bars counts as possible in each.
    lengths = last_bin - first_bin + 1
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    unplaced = np.ones(everyone[-1] + 1 if len(everyone) else 0, dtype=np.bool_)
    unplaced[rows] = False
    unknown = everyone[unplaced[everyone]]
    undated = np.full(len(unknown), len(keys) - 1, dtype=np.int32)
    return (
        keys,
        _ascending(rows[sure], first_bin[sure], unknown, undated),
        _ascending(
            np.repeat(rows, lengths), np.repeat(first_bin, lengths) + offsets, unknown, undated
        ),
    )


def _ascending(rows: Positions, bins: Ints, more: Positions, others: Positions) -> Pairs:
    records = np.concatenate((rows, more)).astype(np.int32)
    order = np.argsort(records, kind="stable")
    return Pairs(records[order], np.concatenate((bins, others)).astype(np.int32)[order])


def _new_years(years: Ints) -> Ints:
    """The day numbers of 1 January of years."""
    past = years - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + 1


def _years(days: Ints) -> Ints:
    """The years of day numbers."""
    guess = np.asarray((days - 1) * 400 // 146_097 + 1, dtype=np.int64)
    guess -= _new_years(guess) > days
    guess += _new_years(guess + 1) <= days
    return guess
