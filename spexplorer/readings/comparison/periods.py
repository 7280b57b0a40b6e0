"""Two periods side by side: the events, agreements and figures of each."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.operations.comparison import DATED_KINDS
from spexplorer.readings.comparison.choices import ALL, DIFFERENT, SHARED, tab_separated
from spexplorer.readings.tables import GroupHeading, ListEntry
from spexplorer.words.facets import count_in_words, value_label
from spexplorer.words.filters import facet_label, filter_in_words, period_in_words

if TYPE_CHECKING:
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.listing import Row
    from spexplorer.exploring.pairs import CountPairs
    from spexplorer.operations.comparison import PeriodComparison, PeriodRecords
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language


class PeriodColumn(NamedTuple):
    """One period: its years, its counts in one line, further counts, its records by kind."""

    title: str
    counts: str
    breakdown: tuple[str, ...]
    entries: tuple[ListEntry | GroupHeading, ...]
    marks: Mapping[str, str]
    """What is said of a record beside its own words, by its id: “possibly, in both”."""

    def only(self, wanted: str, shared: frozenset[str]) -> list[ListEntry | GroupHeading]:
        """Its records, or those in both periods, or those in this one alone; headings always stay."""
        if wanted == ALL:
            return list(self.entries)
        return [
            entry
            for entry in self.entries
            if isinstance(entry, GroupHeading) or (entry.id in shared) == (wanted == SHARED)
        ]


class PeriodReading(NamedTuple):
    """Two periods side by side. `shared` are the ids of records in both; `notes` say what is left out."""

    left: PeriodColumn
    right: PeriodColumn
    shared: frozenset[str]
    notes: tuple[str, ...]

    def numbers(self) -> dict[str, int]:
        """How many records each choice of lines shows; one in both periods is counted once."""
        listed = {e.id for side in (self.left, self.right) for e in side.entries if e.id}
        both = len(self.shared)
        return {ALL: len(listed), DIFFERENT: len(listed) - both, SHARED: both}


def read_periods(
    tr: Language, reader: Reader, found: PeriodComparison, wanted: Filter
) -> PeriodReading:
    """The records of two periods, certain ones first, those that are in it only possibly marked."""
    numbers = sorted({n for pair in found.records for one in pair for n in one.numbers})
    rows = {row.number: row for row in reader.rows_at(numbers)}
    columns = []
    for at, period in enumerate((found.left, found.right)):
        entries: list[ListEntry | GroupHeading] = []
        marks: dict[str, str] = {}
        for pair in found.records:
            marks.update(_marks(tr, pair[at], rows, found.shared))
            entries += _kind_entries(tr, pair[at], rows, marks)
        others = KIND_LABELS.keys() - DATED_KINDS
        breakdown = [_kinds_in_words(tr, found.kinds, at, others)]
        breakdown += [_breakdown(tr, reader, one, at) for one in found.counts]
        columns.append(
            PeriodColumn(
                period_in_words(tr, period),
                _kinds_in_words(tr, found.kinds, at, DATED_KINDS) or tr("Nothing in this period"),
                tuple(filter(None, breakdown)),
                tuple(entries),
                marks,
            )
        )
    shared = frozenset(rows[number].id for number in found.shared if number in rows)
    return PeriodReading(columns[0], columns[1], shared, _notes(tr, reader, found, wanted))


def _kind_entries(
    tr: Language, records: PeriodRecords, rows: Mapping[int, Row], marks: Mapping[str, str]
) -> Iterator[ListEntry | GroupHeading]:
    title = tr(KIND_LABELS[records.kind])
    aside = count_in_words(tr, records.total) if records.total.possible else tr("none")
    yield GroupHeading(records.kind, title, aside=aside)
    for number in records.numbers:
        if row := rows.get(number):
            detail = " · ".join(filter(None, (row.detail, marks.get(row.id))))
            yield ListEntry(row.id, row.label, detail, possible=number in records.possible)
    left_out = records.total.possible - len(records.numbers)
    if left_out:
        words = tr.counted(
            left_out,
            "and {n} more; a filter makes the list shorter",
            "and {n} more; a filter makes the list shorter",
        )
        yield GroupHeading(f"{records.kind}.more", words)


def _marks(
    tr: Language, records: PeriodRecords, rows: Mapping[int, Row], shared: frozenset[int]
) -> Iterator[tuple[str, str]]:
    """What is said of records beside their own words."""
    parts = (
        (records.certain, ""),
        (records.ongoing, tr("began earlier")),
        (records.possible, tr("possibly")),
    )
    for numbers, mark in parts:
        for number in numbers:
            said = [mark] if mark else []
            if number in shared:
                said.append(tr("in both"))
            if said and number in rows:
                yield rows[number].id, tr.joined(said)


def _kinds_in_words(tr: Language, kinds: CountPairs, at: int, wanted: Container[str]) -> str:
    """How many records of each kind, in one line: “Events 9–47 · Agreements 3”."""
    said = []
    for pair in kinds.rows:
        count = (pair.left, pair.right)[at]
        if count.possible and pair.key in wanted:
            kind = tr(KIND_LABELS[pair.key])
            said.append(tr("{kind} {n}", kind=kind, n=count_in_words(tr, count)))
    return " · ".join(said)


def _breakdown(tr: Language, reader: Reader, counts: CountPairs, at: int) -> str:
    """The events of a period by a facet: “Field of influence: Culture 3–9, Education 4”."""
    said = []
    for pair in counts.rows:
        count = (pair.left, pair.right)[at]
        if count.possible:
            label = value_label(tr, reader, counts.facet, pair.key)
            said.append(f"{label} {count_in_words(tr, count)}")
    if not said:
        return ""
    return f"{facet_label(tr, reader, counts.facet)}: {tr.joined(said)}"


def _notes(
    tr: Language, reader: Reader, found: PeriodComparison, wanted: Filter
) -> tuple[str, ...]:
    notes, rest = [], wanted.without("period")
    if found.left == found.right:
        notes.append(tr("Both sides are the same period."))
    if rest.constraints:
        words = filter_in_words(tr, reader, rest)
        notes.append(tr("Only what passes the filter is listed: {words}.", words=words))
    if wanted.get("period") is not None:
        notes.append(tr("The period of the filter is left out; the two sides stand for it."))
    return tuple(notes)


def periods_as_table(tr: Language, reading: PeriodReading, wanted: str) -> str:
    """Every record as a line of tab-separated values, with its period; counts stand at the end."""
    lines = [(tr("Period"), tr("Kind"), tr("Record"), tr("Detail"), tr("In this period"))]
    for side in (reading.left, reading.right):
        kind = ""
        for entry in side.only(wanted, reading.shared):
            if isinstance(entry, GroupHeading):
                kind = entry.words
            else:
                said = side.marks.get(entry.id) or tr("certainly")
                lines.append((side.title, kind, entry.label, entry.detail, said))
        lines += [(side.title, tr("Counts"), words, "", "") for words in side.breakdown]
    return tab_separated(lines)
