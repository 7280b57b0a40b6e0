"""The rows of events, fetched when they are drawn or listed, and forgotten when there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.domain.happenings import Event
from spexplorer.readings.timeline.evidence import evidence_words
from spexplorer.readings.timeline.scale import Ints

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.timeline.evidence import EvidenceMarks
    from spexplorer.words.language import Language

_KEPT: Final = 20_000
_PAGE: Final = 64
"""How many neighbours in the list order are fetched with a row that is asked for alone."""


class EventTitles:
    """Rows by the place of an event in the list order (see `Events`)."""

    def __init__(self, tr: Language, reader: Reader, number: Ints, evidence: EvidenceMarks) -> None:
        """`number` is the record number of every event, `evidence` what it rests on."""
        self._tr = tr
        self._reader = reader
        self._number = number
        self._evidence = evidence
        self._rows: dict[int, Row] = {}
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._number)

    def row(self, at: int) -> Row:
        """The row of one event; its neighbours come with it, for a list is read on."""
        if at not in self._rows:
            first = at // _PAGE * _PAGE
            self._fetch(range(first, min(first + _PAGE, len(self))))
        return self._rows[at]

    def place(self, record_id: str) -> int | None:
        """The place of an event whose row was fetched."""
        return self._places.get(record_id)

    def sign(self, at: int) -> str:
        """The signs of an event: what it rests on, and what stands against it."""
        return self._evidence.sign(at)

    def title(self, at: int) -> str:
        """The label of an event with its signs."""
        return self.row(at).label + self.sign(at)

    def titles(self, places: Sequence[int]) -> list[str]:
        """The labels of some events with their signs, fetched together."""
        return [
            row.label + self.sign(at) for at, row in zip(places, self.rows(places), strict=True)
        ]

    def sign_words(self, at: int) -> str:
        """The signs of an event as words."""
        return self._evidence.words(self._tr, at)

    def signs(self) -> list[str]:
        """The signs that occur."""
        return self._evidence.signs()

    def told(self, at: int) -> list[str]:
        """What is told of an event that is pointed at: its date as printed, and its evidence."""
        record = self._reader.record(self.row(at).id)
        if not isinstance(record, Event):
            return []
        printed = [f"“{record.date_printed}”"] if record.date_printed else []
        return [*printed, *evidence_words(self._tr, self._reader, record)]

    def rows(self, places: Sequence[int]) -> list[Row]:
        """The rows of some events, fetched together."""
        if len(self._rows) > _KEPT:
            self._rows.clear()
            self._places.clear()
        self._fetch([at for at in places if at not in self._rows])
        return [self._rows[at] for at in places]

    def _fetch(self, places: Sequence[int]) -> None:
        if not places:
            return
        at_of = {int(self._number[at]): at for at in places}
        for row in self._reader.rows_at(list(at_of)):
            self._rows[at_of[row.number]] = row
            self._places[row.id] = at_of[row.number]
