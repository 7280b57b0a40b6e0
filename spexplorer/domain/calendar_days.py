"""Days as whole numbers, and what is certain or only possible about a dated time.

A day number is a proleptic Gregorian ordinal (the calendar of ISO 8601-1:2019): 1 is 0001-01-01, as
in `datetime.date.toordinal`, and the count goes on below (year 0 is 1 BCE, then negative years)
and above year 9999.
"""

from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months in English, as they are typed, and as translations of them are asked for."""


_BEFORE_MONTH = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_IN_400_YEARS = 146097
_FAR = 1 << 80
"""Beyond every day number; stands for “no limit” in comparisons."""


def is_leap(year: int) -> bool:
    """Whether February has 29 days in the astronomical `year` (any integer)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31; `month` is 1 to 12."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month]


def day_number(year: int, month: int, day: int) -> int:
    """The day number of a date; `year` is any integer, 0 is 1 BCE.

    Raises ValueError where the date does not exist.
    """
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        raise ValueError(f"There is no day {day} of month {month} in year {year}.")
    leap_day = 1 if month > 2 and is_leap(year) else 0
    return _before_year(year) + _BEFORE_MONTH[month] + leap_day + day


def _before_year(year: int) -> int:
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400


def civil(number: int) -> tuple[int, int, int]:
    """(year, month, day) of a day number: the inverse of `day_number`."""
    cycles, rest = divmod(number - 1, _DAYS_IN_400_YEARS)
    centuries = min(rest // 36524, 3)
    rest -= centuries * 36524
    fours, rest = divmod(rest, 1461)
    years = min(rest // 365, 3)
    year = cycles * 400 + centuries * 100 + fours * 4 + years + 1
    day = rest - years * 365 + 1
    month = 1
    while day > days_in_month(year, month):
        day -= days_in_month(year, month)
        month += 1
    return year, month, day


class Bounds(NamedTuple):
    """Between which days a time starts and between which days it ends, in day numbers.

    `start_min`..`start_max` holds the first day, `end_min`..`end_max` the last day; None is no
    known limit. A single date is an event at an unknown moment of its period, so its start and its
    end have the same limits. `open_start` and `open_end` are the `..` of an interval: the time is
    known to go on without limit; None without the flag is an end that exists and is unknown.
    `scattered` is several separate dates (`{1667,1670}`): the limits are those of the earliest and
    of the latest date, and nothing is known of the days between.
    """

    start_min: int | None
    start_max: int | None
    end_min: int | None
    end_max: int | None
    open_start: bool = False
    open_end: bool = False
    scattered: bool = False

    @property
    def earliest(self) -> int | None:
        """The first day it can touch; None is no limit."""
        return self.start_min

    @property
    def latest(self) -> int | None:
        """The last day it can touch; None is no limit."""
        return self.end_max


# The questions below take an inclusive range of day numbers and raise ValueError where it is
# reversed. “Certainly” is yes only if it holds whatever the true dates are; “possibly” is no only
# if it cannot hold; certainly implies possibly. The limits are those of the text as written:
# `?`, `~` and `%` do not widen them, so a caller that promises certainty also looks at
# `Edtf.uncertain` and `Edtf.approximate`.
#
# - A time starts no later than it ends: an unknown start is at the latest the latest end, an
#   unknown end at the earliest the earliest start.
# - An open end (`2005/..`) is still going on: it certainly overlaps every later range, and neither
#   certainly nor possibly ends in any. An open start is the mirror image.
# - An unknown end (`2005/`) possibly overlaps every later range, certainly none that does not hold
#   the whole of the start.
# - Scattered dates certainly overlap a range that holds the whole earliest or latest date.
# - “Possibly” looks at the outer limits only: [1960,1990] possibly overlaps 1975.


def certainly_overlaps(bounds: Bounds, first: int, last: int) -> bool:
    """Whether some day of the time is in first..last whatever its true dates."""
    _check_range(first, last)
    if bounds.scattered:
        return _within(bounds.start_min, bounds.start_max, first, last) or _within(
            bounds.end_min, bounds.end_max, first, last
        )
    return _starts_by(bounds) <= last and _ends_from(bounds) >= first


def possibly_overlaps(bounds: Bounds, first: int, last: int) -> bool:
    """Whether some day of the time can be in first..last."""
    _check_range(first, last)
    return _low(bounds.start_min) <= last and _high(bounds.end_max) >= first


def certainly_starts_in(bounds: Bounds, first: int, last: int) -> bool:
    """Whether the time has a start and every possible start is in first..last."""
    _check_range(first, last)
    return not bounds.open_start and first <= _low(bounds.start_min) and _starts_by(bounds) <= last


def possibly_starts_in(bounds: Bounds, first: int, last: int) -> bool:
    """Whether the time has a start and some possible start is in first..last."""
    _check_range(first, last)
    return not bounds.open_start and _low(bounds.start_min) <= last and _starts_by(bounds) >= first


def certainly_ends_in(bounds: Bounds, first: int, last: int) -> bool:
    """Whether the time has an end and every possible end is in first..last."""
    _check_range(first, last)
    return not bounds.open_end and first <= _ends_from(bounds) and _high(bounds.end_max) <= last


def possibly_ends_in(bounds: Bounds, first: int, last: int) -> bool:
    """Whether the time has an end and some possible end is in first..last."""
    _check_range(first, last)
    return not bounds.open_end and _ends_from(bounds) <= last and _high(bounds.end_max) >= first


def _check_range(first: int, last: int) -> None:
    if first > last:
        raise ValueError(f"The range runs backwards: day {first} is after day {last}; swap them.")


def _low(day: int | None) -> int:
    return -_FAR if day is None else day


def _high(day: int | None) -> int:
    return _FAR if day is None else day


def _within(low: int | None, high: int | None, first: int, last: int) -> bool:
    return first <= _low(low) and _high(high) <= last


def _starts_by(bounds: Bounds) -> int:
    """The latest possible start."""
    if bounds.open_start:
        return -_FAR
    return min(_high(bounds.start_max), _high(bounds.end_max))


def _ends_from(bounds: Bounds) -> int:
    """The earliest possible end."""
    if bounds.open_end:
        return _FAR
    return max(_low(bounds.end_min), _low(bounds.start_min))
