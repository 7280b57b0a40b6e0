"""Where an axis of time is marked, for any span from days to hundreds of millennia. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from spexplorer.domain.edtf import civil, day_number
from spexplorer.ui.drawing.time_scale import YEAR, Ints, Window

_NARROW = 72
"""A unit with fewer pixels is brushed as a whole."""
_MONTH = YEAR / 12
_DAY_STEPS = (1, 2, 5, 10)
_MONTH_STEPS = (1, 3, 6)


class Step(NamedTuple):
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


def step_for(window: Window, most: int) -> Step:
    """The closest ticks of which no more than about `most` fall into the window."""
    wanted = window.days / max(1, most)
    for step in _steps():
        if step.days >= wanted:
            return step
    raise AssertionError("the steps have no end")


def _steps() -> Iterator[Step]:
    yield from (Step("day", number) for number in _DAY_STEPS)
    yield from (Step("month", number) for number in _MONTH_STEPS)
    power = 1
    while True:
        yield from (Step("year", number * power) for number in (1, 2, 5))
        power *= 10


def ticks(window: Window, step: Step) -> list[Tick]:
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


def snapped(first: float, last: float, scale: float) -> tuple[int, int]:
    """A brushed range on whole units, as its first and its last day (inclusive).

    `scale` is pixels a day: where a year is narrow the range takes whole years, where a month is
    narrow whole months, else whole days. A unit belongs to it when more than half is brushed.
    """
    low, high = sorted((first, last))
    for unit, days in (("year", YEAR), ("month", _MONTH)):
        if days * scale < _NARROW:
            begin = _nearest(low, unit)
            end = _nearest(high, unit)
            if end <= begin:
                begin = _begin(math.floor(low), unit)
                end = _begin(begin + round(days * 1.5), unit)
            return begin, end - 1
    return math.floor(low), max(math.floor(low), math.ceil(high) - 1)


def edges(window: Window, scale: float) -> Ints | None:
    """The days between which `snapped` chooses in a window; None where it may choose any day."""
    begin, end = civil(math.floor(window.first)), civil(math.ceil(window.last))
    if YEAR * scale < _NARROW:
        years = range(begin[0], end[0] + 2)
        return np.array([day_number(year, 1, 1) for year in years], dtype=np.int64)
    if _MONTH * scale < _NARROW:
        months = range(begin[0] * 12 + begin[1] - 1, end[0] * 12 + end[1] + 1)
        days = [day_number(month // 12, month % 12 + 1, 1) for month in months]
        return np.array(days, dtype=np.int64)
    return None


def _begin(day: int, unit: str) -> int:
    year, month, _ = civil(day)
    return day_number(year, month if unit == "month" else 1, 1)


def _nearest(day: float, unit: str) -> int:
    """The nearest beginning of a unit."""
    before = _begin(math.floor(day), unit)
    after = _begin(before + (400 if unit == "year" else 40), unit)
    return before if day - before < after - day else after
