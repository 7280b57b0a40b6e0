"""How a record is named in lists: its label, one line of detail, and a quantity in words."""

from __future__ import annotations

from collections.abc import Callable

from spexplorer.domain.authorities import Agent, Place
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.findings import Claim, Note, Statistic
from spexplorer.domain.happenings import Agreement, Event
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import principal_date
from spexplorer.domain.works import Citation, Passage, Work
from spexplorer.words.dates import in_words
from spexplorer.words.language import Language

Naming = Callable[[str], str]
"""The label of another record, by its id."""

Wording = Callable[[str, str], str]
"""The label of a vocabulary term, by scheme and code."""


def label_of(tr: Language, record: Record, naming: Naming) -> str:
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
            if not cited:
                return tr("{number}.", number=record.number)
            return tr("{number}. {cited}", number=record.number, cited=cited)
        case Passage():
            return passage_label(tr, record)
        case Note():
            if record.as_printed and record.reading:
                return f"{record.as_printed} → {record.reading}"
            return record.explanation
    raise TypeError(f"no label for {type(record).__name__}")


def passage_label(tr: Language, passage: Passage) -> str:
    """Where a passage stands: section, paragraph and sentence, or the footnote's number."""
    if passage.footnote is not None:
        return tr("Footnote {number}", number=passage.footnote)
    short = passage.section.partition(":")[0]
    return tr(
        "{section}, ¶ {paragraph}, sentence {sentence}",
        section=short,
        paragraph=passage.paragraph,
        sentence=passage.sentence,
    )


def detail_of(  # noqa: C901 - one case a kind
    tr: Language, record: Record, naming: Naming, wording: Wording
) -> str:
    """One line that tells records of like names apart."""
    match record:
        case Work():
            who = tr.joined([naming(c.agent) for c in record.contributors[:3]])
            return _joined(who, _date(tr, record.issued), record.container_title)
        case Agent():
            return _joined(wording("agent_type", record.agent_type), record.description)
        case Place():
            return _joined(wording("place_type", record.place_type), record.description)
        case Concept():
            return record.definition or ""
        case Instrument():
            return _joined(wording("vector", record.vector), record.description)
        case Event():
            return _joined(_date(tr, record.date), wording("event_type", record.event_type))
        case Agreement():
            return _joined(_date(tr, principal_date(record)), wording("form", record.form))
        case Statistic():
            return _joined(quantity(tr, record, wording), _date(tr, record.as_of))
        case Claim():
            holder = naming(record.holder) if record.holder else ""
            return _joined(holder, wording("stance", record.stance))
        case Citation():
            return wording("relation", record.relation)
        case Passage():
            return tr("p. {page}", page=record.page) if record.page else ""
        case Note():
            return wording("note_type", record.note_type)
    raise TypeError(f"no detail for {type(record).__name__}")


def quantity(tr: Language, statistic: Statistic, wording: Wording) -> str:
    """A value with its qualifier and unit in words: “over 28.6 US$ billion”."""
    unit = wording("unit", statistic.unit)
    if statistic.value is None:
        return unit
    derived = statistic.derived_from is not None
    number = value_words(tr, statistic.value, derived=derived)
    if statistic.value_high is not None:
        high = value_words(tr, statistic.value_high, derived=derived)
        number = tr("{low}–{high}", low=number, high=high)
    if statistic.unit == "rank":  # a place in an order counts nothing
        if statistic.qualifier == "at_least":
            return tr("{unit} {number} or lower", unit=unit, number=number)
        return tr("{unit} {number}", unit=unit, number=number)
    if statistic.qualifier in ("exact", "range", "rank"):
        return tr("{number} {unit}", number=number, unit=unit)
    qualifier = wording("qualifier", statistic.qualifier)
    return tr("{qualifier} {number} {unit}", qualifier=qualifier, number=number, unit=unit)


def value_words(tr: Language, value: float, *, derived: bool) -> str:
    """A stated value with its own decimals; a derived one with no more than its inputs can bear."""
    if derived:
        value = round(value, 2 if 0.1 <= abs(value) < 1000 else 0 if abs(value) >= 1000 else 4)
    return tr.number(int(value) if value == int(value) else value)


def _date(tr: Language, text: str | None) -> str:
    return in_words(tr, text) if text else ""


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
