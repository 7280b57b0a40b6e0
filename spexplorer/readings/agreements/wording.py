"""What is said of agreements: the line above the register, one in full, the register as a table of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.fields import Shape, fields_of
from spexplorer.domain.happenings import Agreement
from spexplorer.readings.agreements.life import AS_OF, DayStatus
from spexplorer.readings.agreements.register import status_words
from spexplorer.readings.agreements.relations import relations_of
from spexplorer.readings.field_values import FieldValues
from spexplorer.readings.tables import GroupHeading
from spexplorer.words.dates import day_in_words
from spexplorer.words.fields import field_label, kind_label
from spexplorer.words.filters import filter_in_words

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.readings.agreements.life import DayAnswer, TypedDate
    from spexplorer.readings.agreements.parties import PartyFilter
    from spexplorer.readings.agreements.register import (
        AgreementEntry,
        AgreementRegister,
        RegisterQuery,
    )
    from spexplorer.readings.tables import ListedLines
    from spexplorer.words.language import Language


# -- the line above the register ----------------------------------------------------------------


class RegisterHeading(NamedTuple):
    """How many are shown; what else is said of them; the filters, which the window says as well."""

    number: str
    notes: tuple[str, ...]
    filters: tuple[str, ...]


def heading_of(
    register: AgreementRegister, query: RegisterQuery, wanted: Filter, parties: PartyFilter
) -> RegisterHeading:
    """How many, how many only possibly, how many without a date, and the filters in words."""
    tr, entries = register.tr, query.entries
    number = tr.counted(
        len(entries), "{n} agreement or decision", "{n} agreements, decisions and programmes"
    )
    notes, filters = [], []
    if query.possible:
        notes.append(tr.counted(len(query.possible), "{n} only possibly", "{n} only possibly"))
    undated = sum(entry.life.first is None for entry in entries)
    if undated:
        notes.append(tr.counted(undated, "{n} without a known date", "{n} without a known date"))
    if wanted.constraints:
        words = filter_in_words(tr, register.reader, wanted)
        filters.append(tr("filter: {words}", words=words))
    if parties.chosen:
        filters.append(tr("parties: {words}", words=register.parties_in_words(parties)))
    return RegisterHeading(number, tuple(notes), tuple(filters))


def split_by_day(register: AgreementRegister, query: RegisterQuery, day: int) -> str:
    """How many stood how on a day; what is not known is always said."""
    tr = register.tr
    counts = Counter(answer.status for answer in query.answers.values())
    said = [
        f"{tr.number(counts[status])} {status_words(tr, status).lower()}"
        for status in DayStatus
        if counts[status] or status not in (DayStatus.OVER, DayStatus.SUSPENDED)
    ]
    return tr("On {day}: {words}", day=day_in_words(tr, day), words=", ".join(said))


def day_not_understood(tr: Language) -> str:
    """What is said of a day that cannot be read."""
    return tr("That day is not understood. Try 2012, June 2012 or 1 June 2012.")


def binding_note(tr: Language) -> str:
    """That being listed says nothing of binding force."""
    return tr("Being listed does not imply binding force.")


# -- one agreement ------------------------------------------------------------------------------


class DetailValue(NamedTuple):
    """One value: what is said before it, the value, the record it names, what is said behind it."""

    text: str
    record: str = ""
    before: str = ""
    aside: str = ""


class Detail(NamedTuple):
    """A name and its values, never empty."""

    name: str
    values: tuple[DetailValue, ...]


_SHOWN_APART: Final = frozenset({
    "id", "origin", "created", "modified", "tags", "evidence", "title", "title_short", "form",
    "level", "status_as_of", "review_status",
})  # fmt: skip
"""Fields that head the sheet, end it, or say nothing to its reader."""


def details_of(register: AgreementRegister, entry: AgreementEntry) -> list[Detail]:
    """An agreement in full, field by field: dates, status, parties, relations, evidence and the rest."""
    agreement, words = entry.agreement, FieldValues(register.tr, register.reader)
    found = [Detail(register.tr("Dates"), tuple(_dates(register, entry)))]
    for field in fields_of(Agreement):
        value = getattr(agreement, field.name)
        values: list[DetailValue] = []
        if field.name == "status":
            values = [DetailValue(entry.status_words)]
        elif field.name == "relations":
            values = _relations(register, entry)
        elif field.name not in _SHOWN_APART | {"dates"} and value not in (None, (), ""):
            is_link = field.shape is Shape.LINK
            for one in value if field.repeats else (value,):
                said = words.words(field, one)
                values.append(DetailValue(said, one if is_link else ""))
        if values:
            found.append(Detail(field_label(register.tr, field.name, Agreement), tuple(values)))
    label = register.reader.label
    passages = [piece.passage for piece in agreement.evidence]
    if passages:
        values = [DetailValue(label(passage), passage) for passage in passages]
        found.append(Detail(register.tr("Evidence"), tuple(values)))
    return found


def _dates(register: AgreementRegister, entry: AgreementEntry) -> list[DetailValue]:
    if not entry.life.dates:
        return [DetailValue(register.tr("not known"))]
    return [
        DetailValue(date.words, before=register.date_type(date.type), aside=f"[{date.edtf}]")
        for date in entry.life.dates
    ]


def _relations(register: AgreementRegister, entry: AgreementEntry) -> list[DetailValue]:
    tr = register.tr
    return [
        DetailValue(
            one.label, one.record, before=one.words, aside=f"({kind_label(tr, one.kind).lower()})"
        )
        for one in relations_of(tr, register.reader, entry.agreement)
    ]


def date_words(register: AgreementRegister, entry: AgreementEntry, date: TypedDate) -> str:
    """A date in words, with the way it is written in the library."""
    if date.type == AS_OF:
        return register.tr("{status}, said of {date}", status=entry.status, date=date.words)
    return f"{register.date_type(date.type)}: {date.words} [{date.edtf}]"


def entry_words(
    register: AgreementRegister, entry: AgreementEntry, answer: DayAnswer | None
) -> str:
    """An agreement in words: title, every date, status, and how it stood on the day asked for."""
    tr, lines = register.tr, [entry.agreement.title]
    if not entry.life.dates:
        lines.append(tr("No date is known"))
    lines += [date_words(register, entry, date) for date in entry.life.said]
    if entry.life.as_of is None:
        lines.append(tr("Status: {status}", status=entry.status))
    if answer is not None:
        lines.append(answer.reason)
    return "\n".join(lines)


# -- the register as a table of text ------------------------------------------------------------


def table_of(register: AgreementRegister, lines: ListedLines) -> Iterator[list[str]]:
    """A header and one line an agreement, with its evidence."""
    tr, label = register.tr, register.reader.label
    yield [
        tr("Agreement"), tr("Form"), tr("Level"), tr("Parties"), tr("Dates"), tr("Status"),
        tr("Status as of (EDTF)"), tr("Instruments"), tr("Evidence"), tr("Passes the filter"),
        tr("Identifier"),
    ]  # fmt: skip
    for line in lines.shown:
        if isinstance(line, GroupHeading):
            continue
        entry = register.entries[line.id]
        agreement = entry.agreement
        dates = [f"{register.date_type(date.type)} {date.edtf}" for date in entry.life.dates]
        yield [
            agreement.title,
            entry.form,
            entry.level,
            "; ".join(entry.parties) or tr("not known"),
            "; ".join(dates) or tr("not known"),
            entry.status,
            agreement.status_as_of or "",
            "; ".join(map(label, agreement.instruments)),
            "; ".join(label(piece.passage) for piece in agreement.evidence),
            tr("possibly") if line.possible else tr("certainly"),
            entry.id,
        ]
