"""Extended Date/Time Format: dates as printed, with their limits, and as people type them.

ISO 8601-2:2019, annex A, and the Library of Congress EDTF specification (2019), levels 0 to 2.
`parse` reads strictly and keeps the text verbatim; `read_words` reads what a person types. Dates are
said in words by `words.dates`.

Seasons 21 to 24 name no hemisphere in the standard; here, as 25 to 28, they are the northern
three-month seasons: spring is March to May, winter is December to the next February.
"""

from __future__ import annotations

from typing import NamedTuple

from spexplorer.domain.calendar_days import (
    Bounds,
    certainly_ends_in,
    certainly_overlaps,
    certainly_starts_in,
    civil,
    day_number,
    possibly_ends_in,
    possibly_overlaps,
    possibly_starts_in,
)
from spexplorer.domain.edtf_grammar import MAX_LENGTH, DateSet, EdtfError, Part, Span, read
from spexplorer.domain.typed_dates import reading_of, short_range

__all__ = [
    "Bounds",
    "Edtf",
    "EdtfError",
    "certainly_ends_in",
    "certainly_overlaps",
    "certainly_starts_in",
    "civil",
    "day_number",
    "parse",
    "possibly_ends_in",
    "possibly_overlaps",
    "possibly_starts_in",
    "read_words",
]


class Edtf(NamedTuple):
    """A date in EDTF. `str()` gives `text` back.

    `level` is the lowest conformance level (0 to 2) that has all its features. `uncertain` is any
    `?` or `%` in it, `approximate` any `~` or `%`. `precision` is the smallest unit that is known:
    second, day, month, season, quarter, quadrimester, semester, year, decade, century, millennium
    or era (wider); or interval or set.
    """

    text: str
    level: int
    bounds: Bounds
    uncertain: bool
    approximate: bool
    precision: str

    @property
    def is_interval(self) -> bool:
        """Whether it is A/B; a set is not."""
        return self.precision == "interval"

    def __str__(self) -> str:
        """The text, verbatim."""
        return self.text


def parse(text: str) -> Edtf:
    """The date written as `text`; raises EdtfError, whose message names the remedy.

    Level 0: 2013-06-03, 2013-06-03T09:30:01Z (the time is kept, the bounds are the day as written),
    2004/2006. Level 1: Y170000002, -0043, 2001-21, 1984?, 199X, 2004-XX, 2004/.., /2006. Level 2:
    Y17E7, 1950S2, 2001-34, [1667,1670..1672], {1960,1961-12}, 2004?-06-~11, 156X-12-25.
    An interval is refused only if every possible start is after every possible end.
    """
    node = read(text)
    return Edtf(
        text=text,
        level=node.level,
        bounds=_bounds(node),
        uncertain="?" in text or "%" in text,
        approximate="~" in text or "%" in text,
        precision=node.precision,
    )


def _bounds(node: Part | Span | DateSet) -> Bounds:
    if isinstance(node, Part):
        return Bounds(node.first, node.last, node.first, node.last)
    if isinstance(node, Span):
        return Bounds(
            node.start.first if node.start else None,
            node.start.last if node.start else None,
            node.end.first if node.end else None,
            node.end.last if node.end else None,
            node.open_start,
            node.open_end,
        )
    spans = [m if isinstance(m, Span) else Span(2, m, m) for m in node.members]
    starts = [span.start for span in spans if span.start]
    ends = [span.end for span in spans if span.end]
    before, after = spans[0].open_start, spans[-1].open_end
    first = None if before else min(part.first for part in starts)
    last = None if after else max(part.last for part in ends)
    if node.one_of:
        return Bounds(first, last, first, last)
    start_max = None if before else min(part.last for part in starts)
    end_min = None if after else max(part.first for part in ends)
    return Bounds(first, start_max, end_min, last, before, after, scattered=True)


def read_words(text: str) -> Edtf | None:
    """The date a person typed in English or as EDTF, or None where it is not understood.

    "c. 2013" is 2013~, "autumn 2015" 2015-23, "18th century" 17XX, "2002–2006" 2002/2006, "since
    2005" 2005/.., "between 2013 and 2015" [2013..2015], "before 2010" [..2009] (some date that is
    not later) and "after 2010" [2011..]. Never guesses: "03/06/2003" (day or month first?), "1900s"
    (decade or century?) and "2001–02" (month or years?) are None.
    """
    if len(text) > MAX_LENGTH:
        return None
    words = " ".join(text.split())
    years = short_range(words)
    for candidate in (words, reading_of(words)) if years is None else (years,):
        try:
            return parse(candidate)
        except EdtfError:
            continue
    return None
