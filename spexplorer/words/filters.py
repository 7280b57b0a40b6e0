"""Constraints as a person would say them: for chips, the status line, captions and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.figures import figure
from spexplorer.domain.filters import Combined, Constraint, Match, Mode, Period, Values, Words
from spexplorer.support.printable import as_label
from spexplorer.words.facets import value_label
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.words.names import Names

_NAMED: Final = 2
"""So many values of one facet are named in a chip before they are counted."""

_ENOUGH: Final = 40
"""Where all values are asked for, so many are named."""

_EARLIEST, _LATEST = -9000, 9000
"""A period that reaches so far (years) has no beginning, or no end."""

_OTHER_FACETS: Final = {"party": "Party", "instrument": "Instrument", "type": "Type of work"}
"""Properties that can narrow a library without standing in the facet panel."""


def facet_label(tr: Language, names: Names, facet: str) -> str:
    """What a facet is called in a library; one this program does not know by its own name."""
    if known := names.facet(facet):
        return as_label(known.label) if known.scheme else tr(known.label)
    return tr(_OTHER_FACETS.get(facet, facet.replace("_", " ").capitalize()))


def constraint_in_words(
    tr: Language, names: Names, constraint: Constraint, named: int = _NAMED
) -> str:
    """A constraint as a person would say it: “Event type: Diplomacy”, “begins in 2002–2006”."""
    match constraint:
        case Values():
            return f"{facet_label(tr, names, constraint.facet)}: {_values(tr, names, constraint, named)}"
        case Period():
            return _period(tr, constraint)
        case Words(query):
            return f"“{query}”"
        case Combined(mode, None, right):
            return tr("all but {words}", words=constraint_in_words(tr, names, right, named))
        case Combined(mode, left, right):
            assert left is not None
            joined = {
                Mode.ADD: "{left} or {right}",
                Mode.INTERSECT: "{left} and {right}",
                Mode.SUBTRACT: "{left} but not {right}",
            }.get(mode, "{right}")
            return tr(
                joined,
                left=constraint_in_words(tr, names, left, named),
                right=constraint_in_words(tr, names, right, named),
            )


def filter_in_words(tr: Language, names: Names, wanted: Filter) -> str:
    """A whole filter in one line, every value named."""
    words = [constraint_in_words(tr, names, c, _ENOUGH) for c in wanted.constraints]
    return "; ".join(words) if words else tr("no filter")


def _values(tr: Language, names: Names, constraint: Values, named: int) -> str:
    words = [value_label(tr, names, constraint.facet, value) for value in sorted(constraint.values)]
    listed = tr("{n} values", n=figure(len(words))) if len(words) > named else ", ".join(words)
    match constraint.match:
        case Match.ALL:
            return tr("all of {values}", values=listed)
        case Match.EXACTLY:
            return tr("exactly {values}", values=listed)
    return listed


def _period(tr: Language, period: Period) -> str:
    words = period_in_words(tr, period)
    match period.relation.value, _is_half_open(period):
        case "starts in", False:
            words = tr("begins in {years}", years=words)
        case "starts in", True:
            words = tr("begins {when}", when=words)  # before 2019, from 2002 on
        case "ends in", False:
            words = tr("ends in {years}", years=words)
        case "ends in", True:
            words = tr("ends {when}", when=words)
    return tr("certainly {period}", period=words) if period.surely else words


def period_in_words(tr: Language, period: Period) -> str:
    """A period as its years where it is made of whole years, else as its days: “2002–2006”."""
    from spexplorer.domain.edtf import civil, day_number

    first, last = civil(period.first), civil(period.last)
    whole = first[1:] == (1, 1) and period.last == day_number(last[0], 12, 31)
    low, high = (
        (_year(tr, first[0]), _year(tr, last[0])) if whole else (_day(tr, first), _day(tr, last))
    )
    if first[0] <= _EARLIEST:
        return tr("before {date}", date=_year(tr, last[0] + 1) if whole else high)
    if last[0] >= _LATEST:
        return tr("from {date} on", date=low)
    return low if low == high else tr("{first}–{last}", first=low, last=high)


def _is_half_open(period: Period) -> bool:
    """Whether a period goes on without a beginning or an end."""
    from spexplorer.domain.edtf import civil

    return civil(period.first)[0] <= _EARLIEST or civil(period.last)[0] >= _LATEST


def _year(tr: Language, year: int) -> str:
    """An astronomical year (0 is 1 BCE) as it is said."""
    return str(year) if year > 0 else tr("{year} BCE", year=1 - year)


def _day(tr: Language, day: tuple[int, int, int]) -> str:
    return f"{_year(tr, day[0])}-{day[1]:02}-{day[2]:02}" if day[0] > 0 else _year(tr, day[0])
