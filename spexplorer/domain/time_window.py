"""Stretches of time as plain numbers: the window that is shown, the scale it is drawn to, its ticks.

Days are day numbers (proleptic Gregorian, see `calendar_days`) as floats; the end of a window is
exclusive, so that one day is `Window(d, d + 1)`. Spans from days to hundreds of millennia.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from spexplorer.domain.calendar_days import civil, day_number

YEAR: Final = 365.2425
"""Days in a mean year."""

_SHORTEST: Final = 4.0
"""No window is shorter, in days."""
_MARGIN: Final = 0.04
"""What is left free beside the data, as a share of their span ..."""
_WIDEST_MARGIN: Final = 1.6 * YEAR
"""... but no more than this, or labels would run out of a window that ends with the data."""
_LEAST_LIMITS: Final = 60 * YEAR
"""A library of a single date can be zoomed out to its decades."""

_NARROW: Final = 72
"""A unit with fewer pixels is brushed as a whole."""
_MONTH: Final = YEAR / 12
_DAY_STEPS: Final = (1, 2, 5, 10)
_MONTH_STEPS: Final = (1, 3, 6)


class Window(NamedTuple):
    """From the beginning of the day `first` to the beginning of the day `last`."""

    first: float
    last: float

    @classmethod
    def of_years(cls, first: int, last: int) -> Window:
        """The years from one to another, both included."""
        return cls(day_number(first, 1, 1), day_number(last + 1, 1, 1))

    @property
    def days(self) -> float:
        """How long it is."""
        return self.last - self.first

    @property
    def middle(self) -> float:
        """The day in its middle."""
        return (self.first + self.last) / 2

    def moved(self, days: float) -> Window:
        """The window some days later, or earlier when negative."""
        return Window(self.first + days, self.last + days)

    def zoomed(self, factor: float, about: float) -> Window:
        """A window `factor` times as long in which the day `about` keeps its place."""
        return Window(about - (about - self.first) * factor, about + (self.last - about) * factor)

    def padded(self, share: float) -> Window:
        """The window with a share of its length more on either side."""
        return Window(self.first - self.days * share, self.last + self.days * share)

    def within(self, limits: Window) -> Window:
        """The nearest window that is long enough and does not leave the limits."""
        days = min(max(self.days, _SHORTEST), limits.days)
        middle = min(max(self.middle, limits.first + days / 2), limits.last - days / 2)
        if days == self.days and middle == self.middle:
            return self
        return Window(middle - days / 2, middle + days / 2)

    def meets(self, first: float, last: float) -> bool:
        """Whether some of `first`..`last` lies in it."""
        return self.first < last and first < self.last


def limits_around(first: float, last: float) -> Window:
    """The limits of zooming and panning for data from `first` to `last`: a margin, and some decades."""
    margin = min(max((last - first) * _MARGIN, _SHORTEST), _WIDEST_MARGIN)
    lacking = max(0.0, _LEAST_LIMITS - (last - first + 2 * margin)) / 2
    return Window(first - margin - lacking, last + margin + lacking)


class TimeScale(NamedTuple):
    """A window laid over `width` pixels from `left` on."""

    window: Window
    left: float
    width: float

    @property
    def per_day(self) -> float:
        """Pixels a day."""
        return self.width / self.window.days

    def x(self, day: float) -> float:
        """Where a day stands; beyond the window beyond the pixels."""
        return self.left + (day - self.window.first) * self.per_day

    def x_inside(self, day: float, beyond: float = 0.0) -> float:
        """Where a day stands, held at the ends of the axis or some pixels beyond; for what is painted."""
        return min(max(self.x(day), self.left - beyond), self.left + self.width + beyond)

    def day(self, x: float) -> float:
        """The day at a place."""
        return self.window.first + (x - self.left) / self.per_day


class TickStep(NamedTuple):
    """The distance of ticks: `number` days, months or years."""

    unit: str
    number: int

    @property
    def days(self) -> float:
        """About how many days it is."""
        return self.number * {"day": 1.0, "month": _MONTH, "year": YEAR}[self.unit]


class Tick(NamedTuple):
    """A mark at the beginning of a day. `major` ticks begin the next larger unit."""

    day: int
    year: int
    month: int
    day_of_month: int
    major: bool


def year_step(years: float, most: int) -> int:
    """The least 1, 2, 5, 10, 20, 50 … years of which about `most` cover a number of years."""
    return next(step for step in _year_steps() if step * max(1, most) >= years)


def step_for(window: Window, most: int) -> TickStep:
    """The closest ticks of which no more than about `most` fall into the window."""
    wanted = window.days / max(1, most)
    fine = [TickStep("day", number) for number in _DAY_STEPS]
    fine += [TickStep("month", number) for number in _MONTH_STEPS]
    found = next((step for step in fine if step.days >= wanted), None)
    return found or TickStep("year", year_step(wanted / YEAR, 1))


def _year_steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def ticks(window: Window, step: TickStep) -> list[Tick]:
    """The ticks in a window, in order."""
    if step.unit == "year":
        return list(_years(window, step.number))
    if step.unit == "month":
        return list(_months(window, step.number))
    return list(_days(window, step.number))


def _years(window: Window, number: int) -> Iterator[Tick]:
    """Multiples of a number of years; before our era counted backwards, as people do (100 BCE)."""
    large = 10 ** (int(math.log10(number)) + 1)
    multiple = civil(math.floor(window.first))[0] // number * number
    while True:
        year = multiple if multiple > 0 or number == 1 else multiple + 1
        day = day_number(year, 1, 1)
        if day >= window.last:
            return
        if day >= window.first:
            yield Tick(day, year, 1, 1, multiple % large == 0)
        multiple += number


def _months(window: Window, number: int) -> Iterator[Tick]:
    year, month, _ = civil(math.floor(window.first))
    count = (year * 12 + month - 1) // number * number
    while True:
        year, month = divmod(count, 12)
        day = day_number(year, month + 1, 1)
        if day >= window.last:
            return
        if day >= window.first:
            yield Tick(day, year, month + 1, 1, month == 0)
        count += number


def _days(window: Window, number: int) -> Iterator[Tick]:
    """Days of the month 1, 1 + n, 1 + 2n ..., none that crowds the first of the next month."""
    for day in range(math.ceil(window.first), math.ceil(window.last)):
        year, month, day_of_month = civil(day)
        crowds = number > 1 and day_of_month + number / 2 > 31
        if (day_of_month - 1) % number == 0 and not crowds:
            yield Tick(day, year, month, day_of_month, day_of_month == 1)


def snapped(first: float, last: float, per_day: float) -> tuple[int, int]:
    """A brushed range on whole units, as its first and its last day (inclusive).

    `per_day` is pixels a day: where a year is narrow the range takes whole years, where a month is
    narrow whole months, else whole days. A unit belongs to it when more than half is brushed.
    """
    low, high = sorted((first, last))
    for unit, days in (("year", YEAR), ("month", _MONTH)):
        if days * per_day < _NARROW:
            begin = _nearest(low, unit)
            end = _nearest(high, unit)
            if end <= begin:
                begin = _begin(math.floor(low), unit)
                end = _begin(begin + round(days * 1.5), unit)
            return begin, end - 1
    return math.floor(low), max(math.floor(low), math.ceil(high) - 1)


def snap_days(window: Window, per_day: float) -> list[int] | None:
    """The days between which `snapped` chooses in a window; None where it may choose any day."""
    begin, end = civil(math.floor(window.first)), civil(math.ceil(window.last))
    if YEAR * per_day < _NARROW:
        return [day_number(year, 1, 1) for year in range(begin[0], end[0] + 2)]
    if _MONTH * per_day < _NARROW:
        months = range(begin[0] * 12 + begin[1] - 1, end[0] * 12 + end[1] + 1)
        return [day_number(month // 12, month % 12 + 1, 1) for month in months]
    return None


def _begin(day: int, unit: str) -> int:
    year, month, _ = civil(day)
    return day_number(year, month if unit == "month" else 1, 1)


def _nearest(day: float, unit: str) -> int:
    """The nearest beginning of a unit."""
    before = _begin(math.floor(day), unit)
    after = _begin(before + (400 if unit == "year" else 40), unit)
    return before if day - before < after - day else after
