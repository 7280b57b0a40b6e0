"""How a record is named in lists: a label, one line of detail, and what lists sort by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.edtf import in_words, parse
from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import Record
from spexplorer.domain.works import Citation, Passage, Work

Naming = Callable[[str], str]
"""The label of another record, by its id."""

Wording = Callable[[str, str], str]
"""The label of a vocabulary term, by scheme and code."""

_UNDATED: Final = "~"
_DAY_ZERO: Final = 10_000_000_000


def label_of(record: Record, naming: Naming) -> str:
    """The name a record goes by in lists, links and charts."""
    match record:
        case Work():
            return record.title
        case Agent() | Place() | Instrument():
            return record.name
        case Concept():
            return record.pref_label
        case Event() | Agreement():
            return record.title
        case Statistic():
            return record.measure
        case Claim():
            return record.statement
        case Citation():
            cited = naming(record.cited_work) if record.cited_work else ""
            return f"{record.number}. {cited}" if cited else f"{record.number}."
        case Passage():
            return passage_label(record)
        case Note():
            if record.as_printed and record.reading:
                return f"{record.as_printed} → {record.reading}"
            return record.explanation
    raise TypeError(f"no label for {type(record).__name__}")


def passage_label(passage: Passage) -> str:
    """Where a passage stands: section, paragraph and sentence, or the footnote's number."""
    if passage.footnote is not None:
        return f"Footnote {passage.footnote}"
    short = passage.section.partition(":")[0]
    return f"{short}, ¶ {passage.paragraph}, sentence {passage.sentence}"


def detail_of(record: Record, naming: Naming, wording: Wording) -> str:  # noqa: C901 - one case a kind
    """One line that tells records of like names apart."""
    match record:
        case Work():
            who = ", ".join(naming(c.agent) for c in record.contributors[:3])
            return _joined(who, _date(record.issued), record.container_title)
        case Agent():
            return _joined(wording("agent_type", record.agent_type), record.description)
        case Place():
            return _joined(wording("place_type", record.place_type), record.description)
        case Concept():
            return record.definition or ""
        case Instrument():
            return _joined(wording("vector", record.vector), record.description)
        case Event():
            return _joined(_date(record.date), wording("event_type", record.event_type))
        case Agreement():
            return _joined(_date(principal_date(record)), wording("form", record.form))
        case Statistic():
            return _joined(quantity(record, wording), _date(record.as_of))
        case Claim():
            holder = naming(record.holder) if record.holder else ""
            return _joined(holder, wording("stance", record.stance))
        case Citation():
            return wording("relation", record.relation)
        case Passage():
            return f"p. {record.page}" if record.page else ""
        case Note():
            return wording("note_type", record.note_type)
    raise TypeError(f"no detail for {type(record).__name__}")


def sort_key_of(record: Record, label: str) -> str:
    """Dated kinds sort by their earliest day, footnotes and passages by place, the rest by label.

    A year-only date sorts before the dated days of that year; undated records come last.
    """
    match record:
        case Event():
            return _date_key(record.date) + label.casefold()
        case Agreement():
            return _date_key(principal_date(record)) + label.casefold()
        case Citation():
            return f"{record.number:06d}"
        case Passage():
            order = record.section_number or 999
            return f"{order:03d}{record.paragraph:05d}{record.sentence:05d}"
    return label.casefold()


def principal_date(agreement: Agreement) -> str | None:
    """The date an agreement is listed under: the first one recorded."""
    return agreement.dates[0].date if agreement.dates else None


def quantity(statistic: Statistic, wording: Wording) -> str:
    """A value with its qualifier and unit in words: “over 28.6 US$ billion”."""
    unit = wording("unit", statistic.unit)
    if statistic.value is None:
        return unit
    if statistic.value_high is not None:
        number = f"{figure(statistic.value)}–{figure(statistic.value_high)}"
    else:
        number = figure(statistic.value)
    word = (
        ""
        if statistic.qualifier in ("exact", "range", "rank")
        else wording("qualifier", statistic.qualifier)
    )
    if statistic.unit == "rank":  # a place in an order counts nothing
        return f"{unit} {number}" + (" or lower" if statistic.qualifier == "at_least" else "")
    return " ".join(part for part in (word, number, unit) if part)


def _date(text: str | None) -> str:
    return in_words(parse(text)) if text else ""


def _date_key(text: str | None) -> str:
    if not text:
        return _UNDATED
    bounds = parse(text).bounds
    start = bounds.start_min if bounds.start_min is not None else bounds.end_min
    if start is None:
        return _UNDATED
    end = bounds.end_max if bounds.end_max is not None else _DAY_ZERO
    return f"{start + _DAY_ZERO:012d}{_DAY_ZERO * 2 - end:012d}"


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
