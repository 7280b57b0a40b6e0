"""What lists sort by, in no language: dates by their days, footnotes and passages by their place."""

from __future__ import annotations

from typing import Final

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.edtf import parse
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import Record
from spexplorer.domain.works import Citation, Passage, Work

_UNDATED: Final = "~"
_DAY_ZERO: Final = 10_000_000_000


def title_of(record: Record) -> str:
    """What a record is called, in its own words alone: what is sorted and searched by."""
    match record:
        case Work() | Event() | Agreement():
            return record.title
        case Agent() | Place() | Instrument():
            return record.name
        case Concept():
            return record.pref_label
        case Statistic():
            return record.measure
        case Claim():
            return record.statement
        case Citation():
            return str(record.number)
        case Passage():
            return record.section
        case Note():
            if record.as_printed and record.reading:
                return f"{record.as_printed} → {record.reading}"
            return record.explanation
    raise TypeError(f"no title for {type(record).__name__}")


def sort_key_of(record: Record) -> str:
    """Dated kinds sort by their earliest day, footnotes and passages by place, the rest by title.

    A year-only date sorts before the dated days of that year; undated records come last.
    """
    title = title_of(record).casefold()
    match record:
        case Event():
            return _date_key(record.date) + title
        case Agreement():
            return _date_key(principal_date(record)) + title
        case Citation():
            return f"{record.number:06d}"
        case Passage():
            order = record.section_number or 999
            return f"{order:03d}{record.paragraph:05d}{record.sentence:05d}"
    return title


def principal_date(agreement: Agreement) -> str | None:
    """The date an agreement is listed under: the first one recorded."""
    return agreement.dates[0].date if agreement.dates else None


def _date_key(text: str | None) -> str:
    if not text:
        return _UNDATED
    bounds = parse(text).bounds
    start = bounds.start_min if bounds.start_min is not None else bounds.end_min
    if start is None:
        return _UNDATED
    end = bounds.end_max if bounds.end_max is not None else _DAY_ZERO
    return f"{start + _DAY_ZERO:012d}{_DAY_ZERO * 2 - end:012d}"
