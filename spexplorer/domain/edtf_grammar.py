"""The grammar of Extended Date/Time Format: text to dates, intervals and sets.

ISO 8601-2:2019, annex A, and the Library of Congress EDTF specification (2019), levels 0 to 2.
Years are astronomical (0000 is 1 BCE) and have at most 15 digits.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple, NoReturn

from spexplorer.domain.calendar_days import day_number, days_in_month

MAX_LENGTH = 1000
MAX_YEAR_DIGITS = 15

_DATE = re.compile(
    r"([?~%]?)(-?[0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
)
# Compiled when first met: importing the module is a part of every search on the command line.
_DATE_TIME = (
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(([0-9]{2}):([0-9]{2}):([0-9]{2})(?:Z|[+-]([0-9]{2})(?::([0-9]{2}))?)?)"
)
_YEAR_NUMBER = r"(Y?)(-?)([0-9]+)(?:E([0-9]{1,2}))?(?:S([0-9]{1,2}))?([?~%]?)"
_LEVEL_1_UNSPECIFIED = r"-?[0-9]{2}[0-9X]X|-?[0-9]{4}-(XX|[0-9]{2}-XX|XX-XX)"

_FROM_RIGHT = ("year", "decade", "century", "millennium", "era")
"""Precision of a year by the number of unknown digits on its right."""

_GROUPINGS: dict[int, tuple[int, int]] = {
    **{code: ((code - 21) % 4 * 3 + 3, 3) for code in range(21, 29)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{code: ((code - 33) * 3 + 1, 3) for code in range(33, 37)},
    **{code: ((code - 37) * 4 + 1, 4) for code in range(37, 40)},
    **{code: ((code - 40) * 6 + 1, 6) for code in range(40, 42)},
}
"""Sub-year grouping (EDTF level 2; 21 to 24: level 1) -> first month and number of months."""

_GROUPING_NAMES = (("season", 33), ("quarter", 37), ("quadrimester", 40), ("semester", 42))


class EdtfError(ValueError):
    """The text is not a date in EDTF; the message is a plain sentence with a remedy."""


class Part(NamedTuple):
    """One date. `first` and `last` are day numbers; `year`, `month`, `day` as written, "" if none.

    `marks` are the qualifiers that hold for year, month and day, each of "", "?", "~" and "?~".
    `month` may be a grouping (21 to 41) and any of the three may hold X; `time` is a clock time.
    """

    text: str
    precision: str
    level: int
    first: int
    last: int
    year: str
    month: str = ""
    day: str = ""
    marks: tuple[str, str, str] = ("", "", "")
    time: str = ""


class Span(NamedTuple):
    """From `start` to `end`; None is an unknown end, or an open one where the flag is set."""

    level: int
    start: Part | None
    end: Part | None
    open_start: bool = False
    open_end: bool = False
    precision: str = "interval"


class DateSet(NamedTuple):
    """A set: one of the members, or all of them; a `Span` member is a range (`1670..1672`)."""

    one_of: bool
    members: tuple[Part | Span, ...]
    level: int = 2
    precision: str = "set"


@lru_cache(maxsize=4096)
def read(text: str) -> Part | Span | DateSet:
    """The structure of an EDTF text; raises EdtfError. Kept, for the rows of a list share their years."""
    try:
        return read_strictly(text)
    except EdtfError as error:
        from spexplorer.domain.edtf_suggestions import meant  # most dates are right

        if (better := meant(text)) and _is_right(better):
            why = str(error).partition(". ")[0]
            # The dots of an open end would not be told from the full stop.
            better = f"“{better}”" if better.endswith(".") else better
            raise EdtfError(f"{why}. Write {better}.") from error
        raise


def _is_right(text: str) -> bool:
    try:
        read_strictly(text)
    except EdtfError:
        return False
    return True


def read_strictly(text: str) -> Part | Span | DateSet:
    """The same without a suggestion in what is raised."""
    if not text:
        raise EdtfError("There is no date. Write one such as 2013, 2013-06 or 2013-06-03.")
    if len(text) > MAX_LENGTH:
        raise EdtfError(f"The date is longer than {MAX_LENGTH} characters. Write a shorter one.")
    if text != text.strip():
        _fail(text, "has a space before or after it", "Remove the space, as in 2013-06-03.")
    if text[0] in "[{":
        return _read_group(text)
    if "/" in text:
        return _read_interval(text)
    return _read_single(text)


def _fail(text: str, why: str, remedy: str) -> NoReturn:
    shown = text if len(text) <= 60 else text[:57] + "..."
    raise EdtfError(f"“{shown}” {why}. {remedy}")


def _read_single(text: str) -> Part:
    if "T" in text and (match := re.fullmatch(_DATE_TIME, text)):
        return _date_time(text, match)
    if _DATE.fullmatch(text) is None and (match := re.fullmatch(_YEAR_NUMBER, text)):
        return _year_number(text, match)
    return _read_date(text)


def _read_date(text: str) -> Part:
    """A calendar date with its qualifiers and unspecified digits, seasons included."""
    match = _DATE.fullmatch(text)
    if match is None:
        _fail_date(text)
    left_year, year, right_year, left_month, month, right_month, left_day, day, right_day = (
        match.groups(default="")
    )
    if year == "-0000":
        _fail(text, "has the year -0000, which does not exist", "Write 0000 for 1 BCE.")
    first, last = _limits(text, year, month, day)
    marks = (
        _marks(left_year, right_year, right_month, right_day),
        _marks(left_month, right_month, right_day),
        _marks(left_day, right_day),
    )
    inner = left_year + left_month + left_day
    if month:
        inner += right_year
    if day:
        inner += right_month
    level = max(_digits_level(year, month, day), 2 if inner else 1 if any(marks) else 0)
    precision = _precision(year, month, day)
    return Part(text, precision, level, first, last, year, month, day, marks)


def _fail_date(text: str) -> NoReturn:
    if _DATE.fullmatch(text.replace(" ", "")):
        _fail(text, "has a space in it", "Write the date without spaces, as in 2013-06-03.")
    if _DATE.fullmatch(text.upper()):
        _fail(text, "has a small x", "Write an unknown digit as a capital X, as in 199X.")
    if re.match(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]", text):
        _fail(
            text,
            "has a clock time that EDTF does not allow",
            "Write it as in 2013-06-03T09:30:01, with Z or +05:00 after it or nothing.",
        )
    if re.fullmatch(r"[0-9]{3}[0-9]?s?", text):
        _fail(text, "is not a year of four digits", "Write 2013 for a year, 199X for a decade.")
    if re.fullmatch(r"[+-]?[0-9]{5,}.*", text):
        _fail(
            text,
            "has a year of more than four digits",
            "Put Y before the year alone, as in Y17000.",
        )
    _fail(
        text,
        "is not a date in EDTF",
        "Write year, month and day with hyphens, as in 2013, 2013-06, 2013-06-03 or 199X.",
    )


def _marks(*qualifiers: str) -> str:
    """The qualifiers of one component as "", "?", "~" or "?~"; % is both."""
    found = "".join(qualifiers)
    uncertain = "?" if "?" in found or "%" in found else ""
    return uncertain + ("~" if "~" in found or "%" in found else "")


def _digits_level(year: str, month: str, day: str) -> int:
    digits = "-".join(filter(None, (year, month, day)))
    if "X" in digits:
        return 1 if re.fullmatch(_LEVEL_1_UNSPECIFIED, digits) else 2
    if month > "24":
        return 2
    return 1 if month > "12" or year[0] == "-" else 0


def _precision(year: str, month: str, day: str) -> str:
    """The smallest unit that is not wholly unspecified."""
    if day not in ("", "XX"):
        return "day"
    if month not in ("", "XX"):
        if "X" in month or month <= "12":
            return "month"
        return next(name for name, above in _GROUPING_NAMES if int(month) < above)
    return _FROM_RIGHT[len(year) - len(year.rstrip("X"))]


def _limits(text: str, year: str, month: str, day: str) -> tuple[int, int]:
    """The first and the last day that the digits can mean."""
    years = _fill(year.removeprefix("-"))
    if year[0] == "-":
        years = [-value for value in reversed(years) if value]
    if month.isdigit() and int(month) in _GROUPINGS:
        if day:
            _fail(text, "has a day in a season or part of a year", "Leave the day out: 2013-23.")
        start, count = _GROUPINGS[int(month)]
        return _grouping_limits(years, start, count)
    months = [value for value in _fill(month or "XX") if 1 <= value <= 12]
    if not months:
        _fail(text, f"has no month {month}", "Months are 01 to 12, seasons 21 to 24.")
    days = [value for value in _fill(day or "XX") if 1 <= value <= 31]
    first = _first_real(years, months, days)
    last = _first_real(years[::-1], months[::-1], days[::-1])
    if first is None or last is None:
        _fail(text, f"has no day {day} in that month", "Correct the day, as in 2001-02-28.")
    return first, last


def _fill(mask: str) -> list[int]:
    """Every number that a mask of digits and X can stand for, ascending."""
    values = [0]
    for character in mask:
        digits: Iterable[int] = range(10) if character == "X" else (int(character),)
        values = [10 * value + digit for value in values for digit in digits]
    return values


def _first_real(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> int | None:
    """The day number of the first combination that exists, in the order given."""
    for year in years:
        for month in months:
            longest = days_in_month(year, month)
            for day in days:
                if day <= longest:
                    return day_number(year, month, day)
    return None


def _grouping_limits(years: Sequence[int], start: int, count: int) -> tuple[int, int]:
    """Months start..start+count-1; those above 12 fall in the next year (winter)."""
    past, month = divmod(start + count - 2, 12)
    year = years[-1] + past
    return day_number(years[0], start, 1), day_number(
        year, month + 1, days_in_month(year, month + 1)
    )


def _date_time(text: str, match: re.Match[str]) -> Part:
    """A date with a clock time (EDTF level 0); the time does not change the limits."""
    date = _read_date(match[1])
    hour, minute, second = int(match[3]), int(match[4]), int(match[5])
    if hour > 23 or minute > 59 or second > 59:
        _fail(text, "has no such time of day", "Write 00:00:00 to 23:59:59, as in T09:30:01.")
    if re.search(r"-00(:00)?$", match[2]) is not None:
        _fail(text, "has a negative offset of zero from UTC", "Write Z or +00:00.")
    if int(match[6] or 0) > 23 or int(match[7] or 0) > 59:
        _fail(text, "has no such offset from UTC", "Write it as Z or +05:00.")
    return Part(
        text, "second", 0, date.first, date.last, date.year, date.month, date.day, time=match[2]
    )


def _year_number(text: str, match: re.Match[str]) -> Part:
    """Y17000 (EDTF level 1, letter-prefixed year), Y-17E7 and 1950S2 (level 2)."""
    letter, sign, digits, exponent, significant, qualifier = match.groups(default="")
    if not letter and (len(digits) != 4 or exponent or not significant):
        _fail_date(text)
    if len(digits) + int(exponent or 0) > MAX_YEAR_DIGITS:
        _fail(text, f"has more than {MAX_YEAR_DIGITS} digits", "Write a nearer year, as Y17E7.")
    value = int(digits) * 10 ** int(exponent or 0)
    if letter and (digits[0] == "0" or value <= 9999):
        _fail(text, "has Y before a year of four digits", "Leave out the Y, as in 2006.")
    if sign and not value:
        _fail(text, "has the year -0000, which does not exist", "Write 0000 for 1 BCE.")
    known = int(significant or len(str(value)))
    unknown = len(str(value)) - known
    if not known or unknown < 0:
        _fail(text, "has no such number of significant digits", "Write 1 to 4, as in 1950S2.")
    low = value // 10**unknown * 10**unknown
    high = low + 10**unknown - 1
    if sign:
        value, low, high = -value, -high, -low
    return Part(
        text,
        _FROM_RIGHT[min(unknown, 4)],
        2 if exponent or significant else 1,
        day_number(low, 1, 1),
        day_number(high, 12, 31),
        str(value),
        marks=(_marks(qualifier), "", ""),
    )


def _read_end(text: str, whole: str) -> Part:
    """A date at an end of an interval or in a set."""
    if "T" in text or text[0] == "Y" or "S" in text:
        _fail(
            whole,
            "has a time of day or a Y or S year in an interval or set",
            "Use plain dates there, as in 2005-07-25/2006-01-01.",
        )
    return _read_date(text)


def _read_interval(text: str) -> Span:
    """A/B with an empty (unknown) or `..` (open) end (EDTF, time interval, levels 0 to 2)."""
    if text.count("/") > 1:
        _fail(
            text,
            "has more than one slash",
            "An interval has one, as in 2004/2006; a date takes hyphens, as in 2004-06-03.",
        )
    left, _, right = text.partition("/")
    if not left and not right:
        _fail(text, "has no date at either end", "Write one at least, as in 2004/ or 2004/..")
    start = None if left in ("", "..") else _read_end(left, text)
    end = None if right in ("", "..") else _read_end(right, text)
    _check_order(text, start, end)
    level = max(start.level if start else 1, end.level if end else 1, 2 if "X" in text else 0)
    return Span(level, start, end, left == "..", right == "..")


def _check_order(text: str, start: Part | None, end: Part | None) -> None:
    if start and end and start.first > end.last:
        _fail(
            text,
            f"ends before it starts: {end.text} is before {start.text}",
            "Put the earlier date first.",
        )


def _read_group(text: str) -> DateSet:
    """[one of a set] or {all of a set} (EDTF level 2, set representation).

    One space after a comma is let pass, as in the examples of the draft of 2012.
    """
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) < 3:
        _fail(text, "is not a whole set", "Write [1667,1668] for one of, {1667,1668} for all of.")
    items = text[1:-1].split(",")
    members = []
    for index, item in enumerate(items):
        bare = item.removeprefix(" ") if index else item
        members.append(_read_member(bare, text, index == 0, index == len(items) - 1))
    return DateSet(text[0] == "[", tuple(members))


def _read_member(item: str, whole: str, is_first: bool, is_last: bool) -> Part | Span:
    left, dots, right = item.partition("..")
    if not left and not right:
        _fail(whole, "has an empty place in the set", "Put a date there, as in [1667,1668].")
    if not dots:
        return _read_end(left, whole)
    if (not left and not is_first) or (not right and not is_last):
        _fail(
            whole,
            "has dots without a date in the middle of the set",
            "Dots may only begin or end it, as in [..1760-12-03] or [1760-01,1760-12..].",
        )
    start = _read_end(left, whole) if left else None
    end = _read_end(right, whole) if right else None
    _check_order(whole, start, end)
    return Span(2, start, end, not left, not right)
