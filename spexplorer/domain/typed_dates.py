"""Dates as people type them in English, read as EDTF: the tables and rules."""

from __future__ import annotations

import re
from collections.abc import Callable

from spexplorer.domain.calendar_days import MONTHS, civil
from spexplorer.domain.edtf_grammar import EdtfError, Part, read

_ABOUT = r"(?:(?:circa|about|around|approximately) |(?:ca|c|approx)\.? ?)(.+)"
_NAMED_YEAR = r"([0-9]{4}|[1-9][0-9]{0,4} (?:bce|bc|ce|ad))"
_MONTH_NUMBERS = {
    name: number
    for number, month in enumerate(MONTHS, 1)
    for name in (month.lower(), month[:3].lower())
} | {"sept": 9}
_SEASON_NUMBERS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ..."""
    last = 0 if 10 < number % 100 < 14 else number % 10
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


_RUSSIAN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "января январь", "февраля февраль", "марта март", "апреля апрель", "мая май", "июня июнь",
            "июля июль", "августа август", "сентября сентябрь", "октября октябрь", "ноября ноябрь",
            "декабря декабрь",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_SHORT_RANGE = r"([0-9]{2})([0-9]{2}) ?[-–—] ?([0-9]{2})"
_PARTS_OF_YEARS = range(25, 42)


def short_range(text: str) -> str | None:
    """1930-33 as 1930/1933, "" where years are no likelier than a part of the year; None for others.

    EDTF has such digits for seasons (21 to 24) and for quarters and the like (to 41), which few type.
    """
    if (match := re.fullmatch(_SHORT_RANGE, text)) is None:
        return None
    century, first, last = match[1], int(match[2]), int(match[3])
    if last not in _PARTS_OF_YEARS:
        return None
    in_decade = last > first and last // 10 == first // 10
    return f"{century}{first:02d}/{century}{last}" if in_decade else ""


def reading_of(text: str) -> str:
    """The EDTF text that English words mean, not yet validated; "" where not understood."""
    words = text.lower().replace("’", "'")
    if (date := _qualified(words)) is not None:
        return date
    for pattern, template, reader in _SENTENCES:
        if match := re.fullmatch(pattern, words):
            dates = [reader(group) for group in match.groups()]
            if None not in dates:
                return template.format(*dates)
    if match := re.fullmatch(_ABOUT, words):
        first, slash, last = _dash_range(match[1]).partition("/")
        if slash and first and last not in ("", ".."):
            return f"{first}~/{last}~"
    if match := re.fullmatch(r"(before|after) (.+)", words):
        return _beyond(match[1] == "before", match[2])
    if " or " in words:
        return _alternatives(words.split(" or "))
    return _dash_range(words)


def _qualified(words: str) -> str | None:
    """One date, perhaps with "c.", "about", "probably" or "(uncertain)"."""
    uncertain = approximate = False
    doubt = r"(?:probably|possibly|perhaps) (.+)|(.+?)(?: ?\?| \(uncertain\))"
    if match := re.fullmatch(doubt, words):
        words, uncertain = match[1] or match[2], True
    if match := re.fullmatch(_ABOUT, words):
        words, approximate = match[1], True
    date = _single(words)
    if date is None:
        return None
    return date + ("%" if uncertain and approximate else "?" * uncertain + "~" * approximate)


def _single(words: str) -> str | None:
    """One unqualified date, decade or century as EDTF."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", words):
        return words
    if re.fullmatch(_NAMED_YEAR, words):
        return _year_text(words)
    if match := re.fullmatch(r"(?:the )?([0-9]{2}[1-9])0'?s", words):
        return f"{match[1]}X"
    if match := re.fullmatch(r"(?:the )?([0-9]{1,3})(st|nd|rd|th) (?:century|c\.)", words):
        number = int(match[1])
        return f"{number - 1:02d}XX" if _ordinal(number) == match[1] + match[2] else None
    if match := re.fullmatch(r"(?:the )?([0-9]{1,2})(st|nd|rd|th) century (?:bce?)", words):
        number = int(match[1])
        if not number or _ordinal(number) != match[1] + match[2]:
            return None
        return f"-{100 * number - 1:04d}/{_year_text(f'{100 * (number - 1) + 1} bc')}"
    return _named_month(words) or _other_languages(words)


def _other_languages(words: str) -> str | None:
    """7 июня 1916, июнь 1916 г., 1916年6月7日."""
    if match := re.fullmatch(r"(?:([0-9]{1,2}) )?([а-я]+) ([0-9]{4})(?: ?г(?:\.|ода|од)?)?", words):
        month = _RUSSIAN_MONTHS.get(match[2])
        if month is None:
            return None
        return f"{match[3]}-{month:02d}" + (f"-{int(match[1]):02d}" if match[1] else "")
    if match := re.fullmatch(
        r"([0-9]{4}) ?年(?: ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?[日号])?)?", words
    ):
        return "-".join([match[1], *(f"{int(part):02d}" for part in match.groups()[1:] if part)])
    return None


def _named_month(words: str) -> str | None:
    """3 June 2003, June 3, 2003, June 2003, autumn 2015."""
    day_first = rf"(?:([0-9]{{1,2}}(?:st|nd|rd|th)?) (?:of )?)?([a-z]+)\.?,? (?:of )?{_NAMED_YEAR}"
    if match := re.fullmatch(day_first, words):
        return _calendar_text(match[1], match[2], match[3])
    month_first = rf"([a-z]+)\.? ([0-9]{{1,2}}(?:st|nd|rd|th)?),? {_NAMED_YEAR}"
    if match := re.fullmatch(month_first, words):
        return _calendar_text(match[2], match[1], match[3])
    return None


def _calendar_text(day: str | None, name: str, year: str) -> str | None:
    if name in _SEASON_NUMBERS and day is None:
        return f"{_year_text(year)}-{_SEASON_NUMBERS[name]}"
    if name not in _MONTH_NUMBERS:
        return None
    month = f"{_year_text(year)}-{_MONTH_NUMBERS[name]:02d}"
    if day is None:
        return month
    number = int(day.rstrip("stndrh"))
    spellings = (str(number), f"{number:02d}", _ordinal(number))
    return f"{month}-{number:02d}" if day in spellings else None


def _year_text(words: str) -> str:
    number, _, era = words.partition(" ")
    year = 1 - int(number) if era.startswith("b") else int(number)
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _beyond(before: bool, words: str) -> str:
    """Some date before or after a date: [..2009], [2011..]."""
    try:
        date = read(_single(words) or "")
    except EdtfError:
        return ""
    if not isinstance(date, Part) or date.precision == "season":
        return ""
    year, month, day = civil(date.first - 1 if before else date.last + 1)
    limit = f"-{-year:04d}" if year < 0 else f"{year:04d}"
    limit += f"-{month:02d}" if date.precision in ("month", "day") else ""
    limit += f"-{day:02d}" if date.precision == "day" else ""
    return f"[..{limit}]" if before else f"[{limit}..]"


def _alternatives(items: list[str]) -> str:
    """One of several dates of one precision, or of any precision if all are in digits."""
    dates = [date for item in items if (date := _single(item)) is not None]
    digits = all(re.fullmatch(r"[0-9-]+", item) for item in items)
    if len(dates) < len(items) or (len({len(date) for date in dates}) > 1 and not digits):
        return ""
    return f"[{','.join(dates)}]"


def _dash_range(words: str) -> str:
    """2002–2006, June 2002 - July 2003, 2005–present."""
    words = words.replace("—", "–").replace(" - ", "–")
    start, _, end = words.partition("–" if "–" in words else "-")
    first, last = _single(start.strip()), _single(end.strip())
    if first and end.strip() in ("present", "now", "today"):
        return f"{first}/.."
    return f"{first}/{last}" if first and last else ""


_SENTENCES: tuple[tuple[str, str, Callable[[str], str | None]], ...] = (
    (r"between (.+) and (.+)", "[{}..{}]", _single),
    (r"from (.+) (?:to|until|till) (?:the )?present", "{}/..", _qualified),
    (r"from (.+) (?:to|until|till) (.+)", "{}/{}", _qualified),
    (r"(.+) to (?:the )?present", "{}/..", _single),
    (r"(.+) to (.+)", "{}/{}", _single),
    (r"since (.+)", "{}/..", _qualified),
    (r"from (.+?),? (?:still open|onwards?)", "{}/..", _qualified),
    (r"from (.+), end unknown", "{}/", _qualified),
    (r"until (.+), start unknown", "/{}", _qualified),
    (r"until (.+), start open", "../{}", _qualified),
    (r"in or before (.+)", "[..{}]", _single),
    (r"(.+) or earlier", "[..{}]", _single),
    (r"in or after (.+)", "[{}..]", _single),
    (r"(.+) or later", "[{}..]", _single),
)
