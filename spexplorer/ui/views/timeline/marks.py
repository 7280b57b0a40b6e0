"""Events as marks in time: what of a date is known, what may be, what is open. No Qt here.

A year-only date is a mark as wide as the year, never 1 January.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.edtf import in_words, parse
from spexplorer.ui.views.timeline.scale import Floats, Window

if TYPE_CHECKING:
    from spexplorer.domain.edtf import Bounds
    from spexplorer.domain.happenings import Event

Mask = NDArray[np.bool_]

_POINTS = ("second", "day", "month")


class Mark(NamedTuple):
    """A dated event, in days; `right` and `sure_right` are exclusive.

    `left`..`right` is all it may touch; infinite where it is known to go on. `sure_left`..
    `sure_right` is what it certainly lasts, empty (left = right) for a moment and where nothing is
    sure. `fade_left` and `fade_right`: there is a bound, it is not known. `exact`: known to the
    month or the day. `doubtful`: qualified by ?, ~ or %.
    """

    id: str
    label: str
    words: str
    event_type: str
    left: float
    right: float
    sure_left: float
    sure_right: float
    fade_left: bool
    fade_right: bool
    moment: bool
    exact: bool
    doubtful: bool

    @property
    def anchor(self) -> float:
        """The day it is found at: its beginning, or its end where the beginning is not known."""
        if self.fade_left or math.isinf(self.left):
            return self.right - 1 if math.isfinite(self.right) else math.nan
        return self.left

    def inside(self, limits: Window) -> tuple[float, float]:
        """Its extent with what goes on cut at the limits."""
        return max(self.left, limits.first), min(self.right, limits.last)


def mark_of(event: Event, label: str) -> Mark | None:
    """The mark of an event, or None for one without a date that could be drawn."""
    if not event.date:
        return None
    edtf = parse(event.date)
    words = in_words(edtf)
    if event.date_printed:
        words = f"{words} (“{event.date_printed}”)"
    moment = edtf.precision != "interval"
    extent = _moment(edtf.bounds) if moment else _lasting(edtf.bounds)
    if extent is None:
        return None
    return Mark(
        event.id, label, words, event.event_type, *extent, moment=moment,
        exact=edtf.precision in _POINTS, doubtful=edtf.uncertain or edtf.approximate,
    )  # fmt: skip


_Extent = tuple[float, float, float, float, bool, bool]


def _moment(bounds: Bounds) -> _Extent | None:
    """Some time in its bounds; where one is missing only the other is drawn, and a fade."""
    low, high = bounds.start_min, bounds.end_max
    if low is None and high is None:
        return None
    left = float(low) if low is not None else float(high or 0) + 1
    right = float(high) + 1 if high is not None else left
    return left, right, left, left, low is None, high is None


def _lasting(bounds: Bounds) -> _Extent | None:
    """From its beginning to its end."""
    known = [day for day in bounds[:4] if day is not None]
    if not known:
        return None
    left, right = float(min(known)), float(max(known)) + 1
    fade_left = bounds.start_min is None and not bounds.open_start
    fade_right = bounds.end_max is None and not bounds.open_end
    sure_left = right if bounds.start_max is None else float(bounds.start_max)
    sure_right = left if bounds.end_min is None else float(bounds.end_min) + 1
    if bounds.open_start:
        left = sure_left = -math.inf
    if bounds.open_end:
        right = sure_right = math.inf
    if sure_right <= sure_left:
        sure_left = sure_right = left if math.isfinite(left) else right
    return left, right, sure_left, sure_right, fade_left, fade_right


class Marks:
    """All marks of a library in list order, their extents as columns, and who has no date."""

    def __init__(self, events: Iterable[tuple[Event, str]]) -> None:
        """`events` are the events in list order, each with its label."""
        self.all: list[Mark] = []
        self.undated: list[tuple[str, str]] = []
        for event, label in events:
            mark = mark_of(event, label)
            if mark is None:
                self.undated.append((event.id, label))
            else:
                self.all.append(mark)
        self.at = {mark.id: at for at, mark in enumerate(self.all)}
        self.left: Floats = np.array([mark.left for mark in self.all], dtype=float)
        self.right: Floats = np.array([mark.right for mark in self.all], dtype=float)
        # Of "2018 or earlier" the last day is known: it is in sight when that day is.
        single = self.left == self.right
        faded = np.array([mark.fade_left for mark in self.all], dtype=np.bool_)
        self.left[single & faded] -= 1
        self.right[single & ~faded] += 1
        self.anchor: Floats = np.array([mark.anchor for mark in self.all], dtype=float)

    def mask(self, ids: Iterable[str]) -> Mask:
        """Which marks have one of some ids."""
        found = np.zeros(len(self.all), dtype=np.bool_)
        found[[self.at[uid] for uid in ids if uid in self.at]] = True
        return found

    def days(self) -> tuple[int, int]:
        """The first and the last day that any date names; day 1 where there is none."""
        days = np.concatenate([self.left, self.right - 1])
        days = days[np.isfinite(days)]
        return (int(days.min()), int(days.max())) if len(days) else (1, 1)
