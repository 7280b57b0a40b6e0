"""The rows of the list: footnotes in order, works by how close they stand, statements without a note.

The mark of a row is the number of a footnote or the source type of a work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.readings.citations.apparatus import Apparatus, Footnote, SourceWork, WorkStanding
from spexplorer.readings.citations.selection import ShownApparatus, WorkSegment
from spexplorer.readings.citations.uses import ApparatusUses
from spexplorer.readings.citations.words import (
    ApparatusWords,
    date_words,
    group_title,
    kinds_in_words,
    mark_short,
    place_short,
    short_section,
)
from spexplorer.readings.tables import GroupHeading, ListEntry

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.words.language import Language

Entries = list[ListEntry | GroupHeading]


class ApparatusMark(NamedTuple):
    """What stands before a row: a footnote's number, or the shape of a source type."""

    number: int | None = None
    source_type: str | None = None


class ApparatusEntries:
    """Writes the rows of the list."""

    def __init__(self, tr: Language, apparatus: Apparatus, words: ApparatusWords) -> None:
        self._tr = tr
        self._apparatus = apparatus
        self._words = words

    def write(
        self, shown: ShownApparatus, uses: ApparatusUses | None, certain: Callable[[str], bool]
    ) -> Entries:
        """Headed groups: statements without a footnote; or footnotes, then works by standing."""
        if shown.mode is WorkSegment.UNSOURCED:
            return self._statements(shown.statements, certain)
        entries: Entries = []
        if shown.mode in (WorkSegment.CITED, WorkSegment.QUOTED, WorkSegment.ALL) and shown.feet:
            entries.append(GroupHeading("", self._tr("Footnotes in order"), len(shown.feet)))
            entries += [self._foot(foot, certain) for foot in shown.feet]
        for standing in WorkStanding:
            group = [source for source in shown.sources if source.standing is standing]
            if group:
                entries.append(GroupHeading("", group_title(self._tr, standing), len(group)))
                entries += [self._source(source, uses, certain) for source in group]
        return entries

    def _statements(self, rows: Sequence[Row], certain: Callable[[str], bool]) -> Entries:
        entries: Entries = []
        counts = Counter(row.kind for row in rows)
        kind = ""
        for row in rows:
            if row.kind != kind:
                kind = row.kind
                entries.append(GroupHeading("", self._tr(KIND_LABELS[kind]), counts[kind]))
            entries.append(ListEntry(row.id, row.label, row.detail, possible=not certain(row.id)))
        return entries

    def _foot(self, foot: Footnote, certain: Callable[[str], bool]) -> ListEntry:
        source = self._apparatus.source.get(foot.record.cited_work or "")
        work = source.record if source else None
        sentence = foot.sentence
        place = ""
        if sentence is not None:
            place = f"{place_short(self._tr, sentence)} {short_section(sentence.section)}"
        return ListEntry(
            foot.id,
            f"{self._words.relation(foot)} · {self._words.short(work)}",
            " · ".join(part for part in (mark_short(self._tr, foot), place) if part),
            self._words.foot_tip(foot, work, None),
            not certain(foot.id),
            ApparatusMark(number=foot.record.number),
        )

    def _source(
        self, source: SourceWork, uses: ApparatusUses | None, certain: Callable[[str], bool]
    ) -> ListEntry:
        work = source.record
        used = kinds_in_words(self._tr, uses.work.get(source.id, ())) if uses else ""
        numbers = ", ".join(str(self._apparatus.foot[f].record.number) for f in source.feet)
        notes = (
            self._tr.counted(len(source.feet), "note {numbers}", "notes {numbers}", numbers=numbers)
            if numbers
            else ""
        )
        kind = f"{self._words.source_type(work)}, {self._words.language(work)}"
        parts = (notes, kind, date_words(self._tr, work.issued), used)
        return ListEntry(
            source.id,
            self._words.short(work),
            " · ".join(part for part in parts if part),
            self._words.source_tip(source),
            not certain(source.id),
            ApparatusMark(source_type=work.source_type),
        )
