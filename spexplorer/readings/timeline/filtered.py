"""What a filter leaves of the events, ready to be counted in any cells of time without looking at each.

A filter sorts the marks of a lane once; every frame after that costs a few binary searches, however
many events there are. That is what keeps zooming a library of 200,000 events within a frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.filters import periods
from spexplorer.domain.time_window import Window
from spexplorer.exploring.postings import different
from spexplorer.readings.timeline.lanes import Lane
from spexplorer.readings.timeline.scale import Floats, FoldedScale, Ints, dense_window

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.exploring.answers import Answers
    from spexplorer.readings.timeline.events import Events
    from spexplorer.readings.timeline.scale import Mask

_LONGEST: Final = 2048
"""How many of the longest marks of a lane are known by name: they begin far from where they show."""
_SCANNED: Final = 4_000
"""How many events of a lane are looked at one by one for those that touch a stretch of time."""

CERTAIN, CERTAIN_LONG, POSSIBLE, POSSIBLE_LONG, CONTEXT = range(5)
"""The order in which events are listed and placed: what certainly falls into the period comes first,
what is there before, all through it and after it comes last; `CONTEXT` does not pass."""


class EventTally(NamedTuple):
    """Counts cell by cell: `shown` includes `possible`, which includes `certain`."""

    certain: Ints
    possible: Ints
    shown: Ints


class LaneEvents(NamedTuple):
    """The marks of a lane that are shown, in the order of their anchors.

    `certain[i]` and `possible[i]`: how many of the first i pass. `rights`: the ends of those that
    pass, in order; `lengths`: how many days each lasts, 0 for those that do not pass. No mark
    outside of `longest` lasts longer than `rest` days.
    """

    key: str
    members: Ints
    anchors: Floats
    certain: Ints
    possible: Ints
    rights: Floats
    lengths: Floats
    longest: Ints
    rest: float

    def tally(self, edges: Floats) -> tuple[Ints, EventTally]:
        """Where each cell begins among the members (one more than cells), and what is in it."""
        starts = np.searchsorted(self.anchors, edges)
        return starts, EventTally(
            np.diff(self.certain[starts]), np.diff(self.possible[starts]), np.diff(starts)
        )

    def going_on(self, day: float) -> int:
        """How many that pass began before a day and last beyond it."""
        begun = self.possible[np.searchsorted(self.anchors, day)]
        return max(0, int(begun - np.searchsorted(self.rights, day, side="right")))

    def passing(self) -> int:
        """How many pass, certainly or possibly."""
        return int(self.possible[-1])

    def near(self, first: float, last: float, most: int, events: Events) -> Ints | None:
        """The marks that touch a stretch of time; None when there are more than `most`."""
        begin, start, end = np.searchsorted(self.anchors, [first - self.rest - 1, first, last])
        if end - start > most or end - begin > _SCANNED:
            return None
        long = self.longest[events.anchor[self.longest] < first]
        places = np.concatenate((self.members[begin:end], long))
        found = places[(events.touch_left[places] < last) & (events.touch_right[places] > first)]
        near: Ints = different(found)
        return near if len(near) <= most else None

    def from_before(self, day: float, most: int, events: Events, lit: Mask) -> Ints:
        """Some of the longest marks that pass, began before a day and last beyond it."""
        long = self.longest
        on = lit[long] & (events.anchor[long] < day) & (events.touch_right[long] > day)
        found: Ints = long[on][:most]
        return found

    def longest_each(self, starts: Ints, days: float) -> Ints:
        """In each stretch of members the mark that lasts longest, if it lasts so many days at least."""
        begin, end = int(starts[0]), int(starts[-1])
        cells = starts[:-1][np.diff(starts) > 0] - begin
        if not len(cells):
            return self.members[:0]
        lengths = self.lengths[begin:end]
        peaks = np.maximum.reduceat(lengths, cells)
        sizes = np.diff(np.append(cells, end - begin))
        at_peak = np.flatnonzero(lengths == np.repeat(peaks, sizes))
        first = at_peak[np.searchsorted(at_peak, cells)][peaks >= days]
        found: Ints = self.members[begin + first]
        return found


def lane_events(lane: Lane, events: Events, shown: Mask, lit: Mask, certain: Mask) -> LaneEvents:
    """The marks of a lane that masks over all events leave."""
    members = lane.members[shown[lane.members]]
    lengths = events.touch_right[members] - events.touch_left[members]
    longest = np.argsort(-lengths, kind="stable")[:_LONGEST]
    rest = float(lengths[longest[-1]]) if len(members) > _LONGEST else 0.0
    return LaneEvents(
        lane.key, members, events.anchor[members], _sums(certain[members]), _sums(lit[members]),
        np.sort(events.touch_right[members[lit[members]]]),
        np.where(lit[members], lengths, 0.0), members[longest], rest,
    )  # fmt: skip


def _sums(mask: Mask) -> Ints:
    return np.concatenate(([0], np.cumsum(mask)))


@dataclass(frozen=True)
class FilteredEvents:
    """What a filter shows of the events; made on a worker where there are many, never changed.

    `lit` passes, `certain` certainly; `shown` is left out at most by the period. `rows` are the
    places of all that passes, in time order, `listed` the same by their `rank` and in time order;
    `undated` those of them without a date.
    """

    certain: Mask
    lit: Mask
    shown: Mask
    rank: Ints
    rows: Ints
    listed: Ints
    undated: Ints
    lanes: Sequence[LaneEvents]
    lefts: Floats
    rights: Floats
    span: EventTally
    home: Window
    lit_home: Window

    def before(self, day: float) -> int:
        """How many that pass lie wholly before a day."""
        return int(np.searchsorted(self.rights, day, side="right"))

    def after(self, day: float) -> int:
        """How many that pass lie wholly after a day."""
        return len(self.lefts) - int(np.searchsorted(self.lefts, day))

    @property
    def dated(self) -> int:
        """How many that pass have a date."""
        return len(self.lefts)


def filtered_by(
    answers: Answers, events: Events, lanes: Sequence[Lane], limits: Window, folded: FoldedScale
) -> FilteredEvents:
    """What a filter shows; the period alone leaves events as a context."""
    passing, context = answers.passing(), answers.passing("period")
    lit, certain = passing.possible[events.position], passing.certain[events.position]
    shown = context.possible[events.position] | lit
    drawn = ~events.undated
    on, seen = lit & drawn, shown & drawn
    home = dense_window(events.anchor[seen], limits)
    anchors, rows = events.anchor, np.flatnonzero(lit)
    rank = _ranked(events, periods(answers.filter.get("period")), lit, certain)
    listed = rows[np.argsort(rank[rows], kind="stable")]
    filled = [lane_events(lane, events, shown, lit, certain) for lane in lanes]
    if (rank == POSSIBLE).any() or (rank == POSSIBLE_LONG).any():
        filled.sort(key=lambda lane: not lane.certain[-1])
    return FilteredEvents(
        certain, lit, shown, rank, rows, listed, np.flatnonzero(lit & ~drawn), filled,
        np.sort(events.touch_left[on]), np.sort(events.touch_right[on]),
        EventTally(*(folded.counted(anchors[mask]) for mask in (certain & on, on, seen))),
        home, home if lit.all() else dense_window(anchors[on], limits),
    )  # fmt: skip


def _ranked(events: Events, held: Sequence[tuple[Period, bool]], lit: Mask, certain: Mask) -> Ints:
    """The rank of every event; without a period all that passes is in time order."""
    kept = [period for period, away in held if not away]
    if not kept:
        return np.where(lit, CERTAIN, CONTEXT)
    first, last = min(period.first for period in kept), max(period.last for period in kept) + 1
    long = (events.touch_left < first) & (events.touch_right > last)
    return np.where(lit, np.where(certain, CERTAIN, POSSIBLE) + long, CONTEXT)


def no_events(limits: Window) -> FilteredEvents:
    """Before anything is known."""
    none, no_days = np.zeros(0, dtype=np.bool_), np.zeros(0)
    ints = np.zeros(0, dtype=np.int64)
    tally = EventTally(ints, ints, ints)
    return FilteredEvents(
        none, none, none, ints, ints, ints, ints, [], no_days, no_days, tally, limits, limits,
    )  # fmt: skip
