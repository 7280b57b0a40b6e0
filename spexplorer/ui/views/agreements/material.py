"""What the register shows: every agreement read once, with its names, dates and sort keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from spexplorer.domain.edtf import civil
from spexplorer.domain.happenings import Agreement
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.life import Life, life_of

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader


class Column(IntEnum):
    """The columns of the register in their first order."""

    DATE = 0
    TITLE = 1
    FORM = 2
    LEVEL = 3
    PARTIES = 4
    STATUS = 5
    ANSWER = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement as the register shows it: the record, its life and its words."""

    agreement: Agreement
    life: Life
    form: str
    level: str
    status: str
    parties: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.agreement.id

    @property
    def date(self) -> str:
        """The first date in words; “not known” where there is none."""
        first = self.life.first
        return first.words if first is not None else tr("not known")

    @property
    def status_words(self) -> str:
        """The status and the time it is said of."""
        as_of = self.life.as_of
        return f"{self.status} · {as_of.words}" if as_of else self.status

    @property
    def year(self) -> int | None:
        """The year of the first date where that is one certain year."""
        first = self.life.first
        if first is None or first.low is None or first.high is None or first.doubtful:
            return None
        low, high = civil(first.low)[0], civil(first.high)[0]
        return low if low == high else None


class Material:
    """All agreements of a library, by id. `reader` is that of the thread that shows them."""

    def __init__(self, reader: Reader) -> None:
        self.reader: Reader = reader
        records = [one for one in reader.records("agreement") if isinstance(one, Agreement)]
        names: dict[str, str] = {
            party: reader.label(party) for one in records for party in one.parties
        }
        self.entries: dict[str, Entry] = {one.id: self._entry(one, names) for one in records}
        self._names = names
        self.parties: Counter[str] = Counter(
            party for entry in self.entries.values() for party in set(entry.agreement.parties)
        )
        self.forms = list(reader.terms("form"))
        self.levels = list(reader.terms("level"))

    def _entry(self, record: Agreement, names: dict[str, str]) -> Entry:
        term = self.reader.term
        return Entry(
            agreement=record,
            life=life_of(record),
            form=term("form", record.form),
            level=term("level", record.level),
            status=term("agreement_status", record.status),
            parties=tuple(names.get(party, party) for party in record.parties),
        )

    def name(self, party: str) -> str:
        """The name of a party."""
        return self._names.get(party, party)

    def named(self, parties: Iterable[str]) -> str:
        """The names of some parties in a row, the commonest first."""
        return ", ".join(self.name(p) for p in sorted(parties, key=lambda p: (-self.parties[p], p)))


def sort_key(entry: Entry, column: Column, answers: dict[str, str]) -> tuple[object, ...] | None:
    """What a column sorts an entry by; None where its value is not known, which sorts last."""
    match column:
        case Column.DATE:
            first = entry.life.first
            if first is None or first.low is None:
                return None
            return (first.low, first.high or first.low)
        case Column.TITLE:
            return (entry.agreement.title.casefold(),)
        case Column.FORM:
            return (entry.form.casefold(),)
        case Column.LEVEL:
            return (entry.level.casefold(),)
        case Column.PARTIES:
            return (", ".join(entry.parties).casefold(),) if entry.parties else None
        case Column.STATUS:
            return None if entry.agreement.status == "unknown" else (entry.status_words.casefold(),)
        case Column.ANSWER:
            return (answers.get(entry.id, "").casefold(),)
