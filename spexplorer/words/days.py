"""Days, ranges of days and the ticks of an axis in words; years before 1 are BCE."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.calendar_days import civil
from spexplorer.domain.time_window import YEAR

if TYPE_CHECKING:
    from spexplorer.domain.time_window import Tick, TickStep, Window
    from spexplorer.words.language import Language

_GROUPED: Final = 10_000
"""From this year on its digits are grouped: 2018, but 12,000 BCE."""


def year_words(tr: Language, year: int) -> str:
    """An astronomical year as people count: 1987, 44 BCE."""
    number = year if year > 0 else 1 - year
    words = str(number) if number < _GROUPED else tr.number(number)
    return words if year > 0 else tr("{year} BCE", year=words)


def month_words(tr: Language, month: int) -> str:
    """A month as it is written on an axis."""
    return (
        tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
        tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
    )[month - 1]  # fmt: skip


def tick_words(tr: Language, tick: Tick, step: TickStep) -> str:
    """What stands at a tick: the year, the month or the day; a larger unit where it begins."""
    if step.unit == "year" or (step.unit == "month" and tick.month == 1):
        return year_words(tr, tick.year)
    if step.unit == "month" or tick.day_of_month == 1:
        return month_words(tr, tick.month)
    return str(tick.day_of_month)


def context_words(tr: Language, day: float, step: TickStep) -> str:
    """What the ticks of an axis that begins with a day leave out: “2013”, “Jun 2013”, or nothing."""
    year, month, _ = civil(int(day))
    if step.unit == "year":
        return ""
    if step.unit == "month":
        return year_words(tr, year)
    return tr("{month} {year}", month=month_words(tr, month), year=year_words(tr, year))


def day_words(tr: Language, day: int) -> str:
    """A day in full: 3 Jun 2003."""
    year, month, day_of_month = civil(day)
    return tr(
        "{day} {month} {year}",
        day=day_of_month,
        month=month_words(tr, month),
        year=year_words(tr, year),
    )


def range_words(tr: Language, first: int, last: int) -> str:
    """A range of days, both included; whole years as years."""
    begin, end = civil(first), civil(last)
    if begin[1:] == (1, 1) and end[1:] == (12, 31):
        one = year_words(tr, begin[0])
        if begin[0] == end[0]:
            return one
        return tr("{first}–{last}", first=one, last=year_words(tr, end[0]))
    if first == last:
        return day_words(tr, first)
    return tr("{first} – {last}", first=day_words(tr, first), last=day_words(tr, last))


def window_words(tr: Language, window: Window) -> str:
    """A window in words; in years where it shows several."""
    first, last = int(window.first), max(int(window.first), int(window.last) - 1)
    if window.days < 4 * YEAR:
        return range_words(tr, first, last)
    years = (year_words(tr, civil(day)[0]) for day in (first, last))
    return tr("{first}–{last}", first=next(years), last=next(years))
