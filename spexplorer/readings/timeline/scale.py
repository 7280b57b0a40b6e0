"""What of a library's time is shown first, and the strip on which all of it has room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.calendar_days import civil, day_number
from spexplorer.domain.time_window import YEAR, Window, limits_around

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

Days = Sequence[float] | Floats
"""Days of many events."""

_MOST_EVENTS: Final = 0.93
"""The first window holds at least this share of the events."""
_CELLS: Final = 64
"""In how many cells of equal length the strip weighs the events."""


def limits_of(lefts: Days, rights: Days) -> Window:
    """What may be shown at all: the finite bounds of all events, and a margin.

    Without any bound it is the present century, for an axis is never empty.
    """
    ends = np.concatenate([np.asarray(lefts, dtype=float), np.asarray(rights, dtype=float)])
    ends = ends[np.isfinite(ends)]
    if not len(ends):
        return Window.of_years(2000, 2099)
    return limits_around(float(ends.min()), float(ends.max()))


def dense_window(anchors: Days, limits: Window) -> Window:
    """The shortest window that holds most of the events, on whole years where it lasts years.

    `anchors` is one day an event. The limits themselves when they are hardly longer.
    """
    days = np.sort(np.asarray(anchors, dtype=float))
    days = days[np.isfinite(days)]
    if len(days) < 2:
        return limits
    held = max(2, int(np.ceil(len(days) * _MOST_EVENTS)))
    lengths = days[held - 1 :] - days[: len(days) - held + 1]
    at = int(lengths.argmin())
    first, last = float(days[at]), float(days[at + held - 1])
    step = 5 if last - first > 15 * YEAR else 1
    if last - first > 2 * YEAR:
        first = day_number(civil(int(first))[0] // step * step, 1, 1)
        last = day_number(-(-(civil(int(last))[0] + 1) // step) * step, 1, 1)
    else:
        first, last = Window(first, last + 1).padded(0.1)
    found = Window(max(first, limits.first), min(last, limits.last))
    return limits if found.days > 0.6 * limits.days else found.within(limits)


class FoldedScale:
    """A whole span on one strip, wider where events are many: 0 is its beginning, 1 its end.

    Half of the strip is shared out by time, half by (the root of) the number of events, so that
    one old event neither vanishes nor pushes a crowd of recent ones into a corner.
    """

    def __init__(self, limits: Window, anchors: Days) -> None:
        self.limits = limits
        self.edges: Floats = np.linspace(limits.first, limits.last, _CELLS + 1)
        roots = np.sqrt(self.counted(anchors))
        crowd = roots / roots.sum() if roots.sum() else np.full(_CELLS, 1 / _CELLS)
        shares = 0.5 / _CELLS + 0.5 * crowd
        self.places: Floats = np.concatenate([[0.0], np.cumsum(shares)])
        self.places /= self.places[-1]

    def counted(self, anchors: Days) -> Ints:
        """How many of some days fall between each two edges."""
        days = np.asarray(anchors, dtype=float)
        return np.histogram(days[np.isfinite(days)], bins=self.edges)[0].astype(np.int64)

    def place(self, day: float) -> float:
        """Where a day stands, 0 to 1; days beyond the limits stand at the ends."""
        return float(np.interp(day, self.edges, self.places))

    def day(self, place: float) -> float:
        """The day at a place."""
        return float(np.interp(place, self.places, self.edges))
