"""Dates in words: “about 2013”, “3 June 2003”, “from 2005, still open”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.calendar_days import MONTHS, civil
from spexplorer.domain.edtf_grammar import DateSet, EdtfError, Part, Span, read
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from spexplorer.domain.edtf import Edtf

_DAYS: Final = (
    "{day} January",
    "{day} February",
    "{day} March",
    "{day} April",
    "{day} May",
    "{day} June",
    "{day} July",
    "{day} August",
    "{day} September",
    "{day} October",
    "{day} November",
    "{day} December",
)
"""Apart from the months: in many languages a month after a day has another form."""

_SEASONS: Final = ("spring {year}", "summer {year}", "autumn {year}", "winter {year}")

_PARTS_OF_YEAR: Final = {
    33: "first quarter of {year}",
    34: "second quarter of {year}",
    35: "third quarter of {year}",
    36: "fourth quarter of {year}",
    37: "first third of {year}",
    38: "second third of {year}",
    39: "third third of {year}",
    40: "first half of {year}",
    41: "second half of {year}",
}
"""EDTF sub-year grouping -> words."""

_UNITS: Final = {
    ("year",): "year",
    ("month",): "month",
    ("day",): "day",
    ("year", "month"): "year and month",
    ("year", "day"): "year and day",
    ("month", "day"): "month and day",
}

_DOUBTS: Final = {
    "?": "{units} uncertain",
    "~": "{units} approximate",
    "?~": "{units} uncertain and approximate",
}


def in_words(tr: Language, date: Edtf | str) -> str:
    """A date, an interval or a set in words; a text that is none, in a damaged library, as it is.

    The members of a set that differ in precision stay as written ("2004-06 or 2005"), for "June
    2004 or 2005" could mean June of both years.
    """
    try:
        node = read(str(date))
    except EdtfError:
        return str(date)
    if isinstance(node, Part):
        return _part(tr, node)
    return _span(tr, node) if isinstance(node, Span) else _group(tr, node)


def day_in_words(tr: Language, number: int) -> str:
    """A day number as “31 December 2012”."""
    return _to_precision(tr, number, "day")


def year_in_words(tr: Language, year: int) -> str:
    """An astronomical year: 2013, 501 CE, 44 BCE (-43)."""
    if year > 999:
        return str(year)
    return tr("{year} CE", year=year) if year > 0 else tr("{year} BCE", year=1 - year)


def _part(tr: Language, part: Part) -> str:
    """A date with its qualifiers: "about 2013", "2007 (uncertain)", "2003 (month uncertain)"."""
    words = _unqualified(tr, part)
    units: dict[str, list[str]] = {}
    written = (("year", part.year), ("month", part.month), ("day", part.day))
    for (unit, digits), mark in zip(written, part.marks, strict=True):
        if digits:
            units.setdefault(mark, []).append(unit)
    if len(units) > 1:
        doubts = [
            tr(_DOUBTS[mark], units=tr(_UNITS[tuple(of)])) for mark, of in units.items() if mark
        ]
        return tr("{date} ({doubts})", date=words, doubts=tr.joined(doubts))
    mark = next(iter(units))
    if "~" in mark:
        words = _approximate(tr, part, words)
    return tr("{date} (uncertain)", date=words) if "?" in mark else words


def _approximate(tr: Language, part: Part, words: str) -> str:
    named = _has_name(part)
    if part.precision in ("decade", "century") and named:
        return tr("about the {period}", period=words)
    if not part.month and "X" in part.year and not named:
        return tr("approximately {period}", period=words)
    return tr("about {date}", date=words)


def _unqualified(tr: Language, part: Part) -> str:
    if "X" in part.year + part.month + part.day:
        return _unspecified(tr, part)
    if not part.month and part.precision != "year":
        return tr(
            "{year} (estimated, between {first} and {last})",
            year=year_in_words(tr, int(part.year)),
            first=_to_precision(tr, part.first, "year"),
            last=_to_precision(tr, part.last, "year"),
        )
    if part.precision in ("year", "month", "day"):
        return _to_precision(tr, part.first, part.precision)
    if part.precision == "second":
        day, clock, zone = _to_precision(tr, part.first, "day"), part.time[:8], part.time[8:]
        if not zone:
            return tr("{day}, {time}", day=day, time=clock)
        return tr("{day}, {time} UTC{zone}", day=day, time=clock, zone=zone.removeprefix("Z"))
    return _part_of_year(tr, int(part.month), year_in_words(tr, int(part.year)))


def _part_of_year(tr: Language, code: int, year: str) -> str:
    if code in _PARTS_OF_YEAR:
        return tr(_PARTS_OF_YEAR[code], year=year)
    season = tr(_SEASONS[(code - 21) % 4], year=year)
    if code < 25:
        return season
    if code < 29:
        return tr("{season} (northern hemisphere)", season=season)
    return tr("{season} (southern hemisphere)", season=season)


def _has_name(part: Part) -> bool:
    """Whether unknown digits of a year make a decade or a century that has a name."""
    year = part.year
    if part.precision == "decade":
        return year[0] != "-" and "X" not in year[:3] and year[2] != "0"
    return part.precision == "century" and year[:2].isdigit()


def _unspecified(tr: Language, part: Part) -> str:
    """A date with unknown digits: by the name of what is known, anything else by its limits."""
    if not part.month:
        return _unspecified_year(tr, part)
    if "X" not in part.year:
        return _unspecified_in_year(tr, part)
    if part.month.isdigit() and int(part.month) <= 12 and part.day in ("", "XX"):
        month = tr(MONTHS[int(part.month) - 1])
        words = tr("a day in {month}", month=month) if part.day else month
        return _of_unknown_year(tr, part, words)
    if part.month.isdigit() and part.day.isdigit():
        words = tr(_DAYS[int(part.month) - 1], day=int(part.day))
        return _of_unknown_year(tr, part, words)
    return _limits(tr, part)


def _unspecified_year(tr: Language, part: Part) -> str:
    if _has_name(part):
        if part.precision == "decade":
            return tr("{decade}s", decade=f"{part.year[:3]}0")
        number = int(part.year[:2]) + 1
        return tr("{ordinal} century", ordinal=_ordinal(number), number=number)
    if part.year == "XXXX":
        return tr("year unknown")
    return tr(
        "between {first} and {last}",
        first=_to_precision(tr, part.first, "year"),
        last=_to_precision(tr, part.last, "year"),
    )


def _unspecified_in_year(tr: Language, part: Part) -> str:
    year = _to_precision(tr, part.first, "year")
    if (part.month, part.day) == ("XX", ""):
        return tr("{year} (month unknown)", year=year)
    if (part.month, part.day) == ("XX", "XX"):
        return tr("{year} (month and day unknown)", year=year)
    if part.month == "XX" and part.day.isdigit():
        day = int(part.day)
        words = "the {ordinal} of an unknown month of {year}"
        return tr(words, ordinal=_ordinal(day), day=day, year=year)
    if part.month.isdigit() and int(part.month) <= 12 and part.day == "XX":
        return tr("{month} (day unknown)", month=_to_precision(tr, part.first, "month"))
    return _limits(tr, part)


def _of_unknown_year(tr: Language, part: Part, date: str) -> str:
    """A month or day, known but for its year, with the years it may lie in."""
    if part.year == "XXXX":
        return tr("{date} of an unknown year", date=date)
    first, last = (_to_precision(tr, day, "year") for day in (part.first, part.last))
    return tr("{date} of an unknown year, {first}–{last}", date=date, first=first, last=last)


def _limits(tr: Language, part: Part) -> str:
    first, last = day_in_words(tr, part.first), day_in_words(tr, part.last)
    return tr("between {first} and {last} (some digits unknown)", first=first, last=last)


def _to_precision(tr: Language, number: int, precision: str) -> str:
    """A day number to the precision of a year, month or day."""
    year, month, day = civil(number)
    words = year_in_words(tr, year)
    if precision == "month":
        return tr("{month} {year}", month=tr(MONTHS[month - 1]), year=words)
    if precision == "day":
        return tr("{day} {year}", day=tr(_DAYS[month - 1], day=day), year=words)
    return words


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th ... for English; other languages are given the number as well."""
    last = 0 if 10 < number % 100 < 14 else number % 10
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def _span(tr: Language, span: Span) -> str:
    """An interval: "from 2004 to 2006", "from 2005, still open", "until 2006, start unknown"."""
    if span.start and span.end:
        first, last = _part(tr, span.start), _part(tr, span.end)
        return tr("from {first} to {last}", first=first, last=last)
    if span.start:
        first = _part(tr, span.start)
        if span.open_end:
            return tr("from {first}, still open", first=first)
        return tr("from {first}, end unknown", first=first)
    if span.end:
        last = _part(tr, span.end)
        if span.open_start:
            return tr("until {last}, start open", last=last)
        return tr("until {last}, start unknown", last=last)
    if span.open_start:
        return tr("start open, still open") if span.open_end else tr("start open, end unknown")
    return tr("start unknown, still open") if span.open_end else tr("start and end unknown")


def _group(tr: Language, group: DateSet) -> str:
    ends = [
        part
        for member in group.members
        for part in ((member.start, member.end) if isinstance(member, Span) else (member,))
        if part
    ]
    same = len({part.precision for part in ends}) == 1
    *before, last = [_member(tr, member, group.one_of, same) for member in group.members]
    if not before:
        return last if group.one_of else tr("all of {dates}", dates=last)
    first = tr.joined(before)
    if group.one_of:
        return tr("{first} or {last}", first=first, last=last)
    return tr("all of {dates}", dates=tr("{first} and {last}", first=first, last=last))


def _member(tr: Language, member: Part | Span, one_of: bool, same: bool) -> str:
    """A member of a set: in words, or as written where the members differ in precision."""

    def said(part: Part) -> str:
        return _part(tr, part) if same else part.text

    if isinstance(member, Part):
        return said(member)
    if member.start and member.end:
        first, last = said(member.start), said(member.end)
        if one_of:
            return tr("between {first} and {last}", first=first, last=last)
        return tr("{first} to {last}", first=first, last=last)
    if member.start:
        first = said(member.start)
        return tr("{date} or later", date=first) if one_of else tr("{date} and later", date=first)
    assert member.end
    last = said(member.end)
    return tr("{date} or earlier", date=last) if one_of else tr("{date} and earlier", date=last)
