"""The events of a library as columns in list order: what of a date is known, what may be, what is open.

A year-only date is a mark as wide as the year, never 1 January.
There is no object an event:
titles are fetched for what is drawn (see `titles`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spexplorer.domain.time_window import Window
from spexplorer.exploring.passes import in_period
from spexplorer.readings.timeline.scale import Floats, Ints, Mask

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.exploring.index import Dated, Index


_FAR = 2**39
"""No day is so far away: bounds beyond are open or not known (the index says so with 2**40)."""
_MONTH = 31
"""A moment known to so many days is a point."""


class Extents(NamedTuple):
    """Columns in days, one row an event; `right` and `sure_right` are exclusive, NaN is undated.

    `left`..`right` is all it may touch; infinite where it is known to go on. `sure_left`..
    `sure_right` is what it certainly lasts, empty (left = right) for a moment and where nothing is
    sure. `fade_left` and `fade_right`: there is a bound, it is not known. `exact`: known to the
    month or the day. `doubtful`: qualified by ?, ~ or %.
    """

    left: Floats
    right: Floats
    sure_left: Floats
    sure_right: Floats
    fade_left: Mask
    fade_right: Mask
    moment: Mask
    exact: Mask
    doubtful: Mask


def extents_of(dated: Dated) -> Extents:
    """What is drawn of dates, from their four bounds."""
    start_min, start_max, end_min, end_max = (
        bound.astype(float)
        for bound in (dated.start_min, dated.start_max, dated.end_min, dated.end_max)
    )
    low, high = dated.start_min > -_FAR, dated.end_max < _FAR
    moment = (dated.start_min == dated.end_min) & (dated.start_max == dated.end_max)
    open_left = ~moment & (dated.start_max < -_FAR)
    open_right = ~moment & (dated.end_min > _FAR)
    fade_left, fade_right = ~low & ~open_left, ~high & ~open_right
    # A bound that is missing takes the place of the next one that is known.
    end_known = np.where(dated.end_min > -_FAR, end_min, end_max)
    start_known = np.where(dated.start_max < _FAR, start_max, start_min)
    left = np.where(low, start_min, np.where(moment, end_max + 1, end_known))
    right = np.where(high, end_max + 1, np.where(moment, left, start_known + 1))
    sure_left = np.where(fade_left, right, start_max)
    sure_right = np.where(fade_right, left, end_min + 1)
    left, sure_left = (np.where(open_left, -np.inf, days) for days in (left, sure_left))
    right, sure_right = (np.where(open_right, np.inf, days) for days in (right, sure_right))
    nothing = moment | (sure_right <= sure_left)
    rest = np.where(np.isfinite(left), left, right)
    exact = moment & (end_max - start_min < _MONTH)
    unknown = ~low & ~high
    left, right = (np.where(unknown, np.nan, days) for days in (left, right))
    return Extents(
        left, right, np.where(nothing, rest, sure_left), np.where(nothing, rest, sure_right),
        fade_left, fade_right, moment, exact, dated.doubtful,
    )  # fmt: skip


class Events:
    """All events of a library. An event is known here by its place in the list order, `at`.

    `drawn` holds the extents of all (NaN for the undated); `touch_left` and `touch_right` are when
    an event is in sight: of “2018 or earlier” the last day is known. `anchor` is the day an event
    is found at: its beginning, or its end where the beginning is not known.
    """

    def __init__(self, index: Index) -> None:
        """`index` is that of the library; costs some 100 milliseconds for 200,000 events."""
        self._index = index
        self.position: Ints = index.listed("event").astype(np.int64)
        self._by_position = np.argsort(self.position)
        dated = index.dated("event")
        rows = self.places(dated.record.astype(np.int64))
        self._dated, self._dated_at = dated, rows
        self.drawn = _spread(extents_of(dated), rows, len(self.position))
        self.number: Ints = index.numbers[self.position]
        single = self.drawn.left == self.drawn.right
        self.touch_left = self.drawn.left - (single & self.drawn.fade_left)
        self.touch_right = self.drawn.right + (single & ~self.drawn.fade_left)
        ends = np.where(np.isfinite(self.touch_right), self.touch_right - 1, np.nan)
        self.anchor: Floats = np.where(np.isfinite(self.touch_left), self.touch_left, ends)
        self.undated: Mask = np.isnan(self.drawn.left) | np.isnan(self.anchor)
        self.types, self.type_code = _types(index, self.position)

    def __len__(self) -> int:
        return len(self.position)

    def at(self, record_id: str | None) -> int | None:
        """The place of an event in the list order; None for what is no event of the library."""
        position = self._index.position.get(record_id) if record_id else None
        found = self.places(np.array([-1 if position is None else position]))
        return int(found[0]) if found[0] >= 0 else None

    def places(self, positions: Ints) -> Ints:
        """The places of records by position; -1 for those that are no events."""
        if not len(self):
            return np.full(len(positions), -1, dtype=np.int64)
        sorter = self._by_position
        near = np.searchsorted(self.position, positions, sorter=sorter).clip(max=len(self) - 1)
        found = sorter[near]
        return np.where(self.position[found] == positions, found, -1).astype(np.int64)

    def inside(self, at: int, limits: Window) -> tuple[float, float]:
        """The extent of an event with what goes on cut at the limits."""
        left, right = float(self.drawn.left[at]), float(self.drawn.right[at])
        return max(left, limits.first), min(right, limits.last)

    def event_type(self, at: int) -> str:
        """The type of an event, or "" where it has none."""
        code = int(self.type_code[at])
        return self.types[code] if code >= 0 else ""

    def counted_in(self, period: Period, among: Mask) -> tuple[int, int]:
        """How many of some events stand to a period as it asks, certainly and possibly."""
        found, mine = in_period(self._dated, period), among[self._dated_at]
        return int((found.certain & mine).sum()), int((found.possible & mine).sum())

    def days(self) -> tuple[int, int]:
        """The first and the last day that any date names; day 1 where there is none."""
        days = np.concatenate([self.touch_left, self.touch_right - 1])
        days = days[np.isfinite(days)]
        return (int(days.min()), int(days.max())) if len(days) else (1, 1)


def _spread(found: Extents, rows: Ints, size: int) -> Extents:
    """The columns of the dated with room for the undated."""

    def days(values: Floats) -> Floats:
        wanted = np.full(size, np.nan)
        wanted[rows] = values
        return wanted

    def flags(values: Mask) -> Mask:
        wanted = np.zeros(size, dtype=np.bool_)
        wanted[rows] = values
        return wanted

    return Extents(
        days(found.left), days(found.right), days(found.sure_left), days(found.sure_right),
        flags(found.fade_left), flags(found.fade_right), flags(found.moment),
        flags(found.exact), flags(found.doubtful),
    )  # fmt: skip


def _types(index: Index, positions: Ints) -> tuple[list[str], Ints]:
    """The event types that occur, and the number of each event's type (-1: it has none)."""
    types, records, codes = index.pairs("event_type", "event")
    size = int(max(positions.max(initial=-1), records.max(initial=-1))) + 1
    code = np.full(size, -1, dtype=np.int64)
    code[records] = codes
    return list(types), code[positions]
