"""The agreements of a library, each read once with its life and names, and in the order of a register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from spexplorer.domain.edtf import civil
from spexplorer.domain.happenings import Agreement
from spexplorer.readings.agreements.life import (
    AS_OF,
    AgreementLife,
    DayAnswer,
    DayStatus,
    life_of,
    span_of_years,
)
from spexplorer.readings.agreements.parties import PartyFilter, chosen_in_words
from spexplorer.readings.tables import Column, GroupOf, ListedLines, SortKey, TableLine

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

GROUPINGS: Final = ("", "level", "form", "year")
"""The keys of the ways to group a register."""

_LAST: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class AgreementEntry:
    """One agreement as the register shows it: the record, its life and its words."""

    agreement: Agreement
    life: AgreementLife
    form: str
    level: str
    status: str
    parties: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.agreement.id

    @property
    def title(self) -> str:
        """The name it is usually cited by, else its title."""
        return self.agreement.title_short or self.agreement.title

    @property
    def status_words(self) -> str:
        """The status and the time it is said of."""
        as_of = self.life.as_of
        return f"{self.status} · {as_of.words}" if as_of else self.status

    @property
    def year(self) -> int | None:
        """The year of the first date where that is one certain year."""
        first = self.life.first
        if first is None or first.earliest is None or first.latest is None or first.uncertain:
            return None
        low, high = civil(first.earliest)[0], civil(first.latest)[0]
        return low if low == high else None


class AgreementRegister:
    """All agreements of a library, by id. `reader` is that of the thread that shows them."""

    def __init__(self, tr: Language, reader: Reader) -> None:
        self.tr = tr
        self.reader: Reader = reader
        records = [one for one in reader.records("agreement") if isinstance(one, Agreement)]
        self._names: dict[str, str] = {
            party: reader.label(party) for one in records for party in one.parties
        }
        self.entries: dict[str, AgreementEntry] = {one.id: self._entry(one) for one in records}
        self.lines = {entry.id: self._line(entry) for entry in self.entries.values()}
        self.parties: Counter[str] = Counter(party for one in records for party in set(one.parties))
        """How many agreements each party has."""
        self.years = span_of_years([entry.life for entry in self.entries.values()])
        self.forms = list(reader.terms("form"))
        self.levels = list(reader.terms("level"))
        self.date_types = list(reader.terms("agreement_date"))

    def _entry(self, record: Agreement) -> AgreementEntry:
        term = self.reader.term
        return AgreementEntry(
            agreement=record,
            life=life_of(self.tr, record),
            form=term("form", record.form),
            level=term("level", record.level),
            status=term("agreement_status", record.status),
            parties=tuple(self._names[party] for party in record.parties),
        )

    def _line(self, entry: AgreementEntry) -> TableLine:
        """The entry as a line of the register: its words, what they are sorted by, its badges."""
        tr, first = self.tr, entry.life.first
        day = None
        if first is not None and first.earliest is not None:
            day = first.earliest, first.latest or first.earliest
        dates = [f"{self.date_type(d.type)}: {d.words} [{d.edtf}]" for d in entry.life.dates]
        badge = tr("{value}: click, or press Space, to show only these or all again")
        return TableLine(
            id=entry.id,
            cells={
                "date": first.words if first is not None else tr("not known"),
                "title": entry.title,
                "form": entry.form,
                "level": entry.level,
                "parties": ", ".join(entry.parties) or tr("not known"),
                "status": entry.status_words,
            },
            sort={
                "date": day,
                "parties": ", ".join(entry.parties).casefold() or None,
                "status": None if entry.life.status == "unknown" else entry.status_words.casefold(),
            },
            tips={
                "title": entry.agreement.title,
                "date": "\n".join(dates) or tr("No date is given"),
                "form": badge.format(value=entry.form),
                "level": badge.format(value=entry.level),
                "parties": "\n".join(entry.parties) or tr("not known"),
            },
            badges={
                "form": ("form", entry.agreement.form),
                "level": ("level", entry.agreement.level),
            },
        )

    def party_name(self, party: str) -> str:
        """The name of a party."""
        return self._names.get(party, party)

    def parties_by_number(self) -> list[str]:
        """The ids of all parties, those of most agreements first."""
        names = self.party_name
        return sorted(self.parties, key=lambda p: (-self.parties[p], names(p).casefold()))

    def parties_in_words(self, wanted: PartyFilter) -> str:
        """A party filter in words, the commonest first: “all of China, Kazakhstan”."""
        chosen = sorted(wanted.chosen, key=lambda party: (-self.parties[party], party))
        return chosen_in_words(self.tr, wanted.match, [self.party_name(party) for party in chosen])

    def date_type(self, type_: str) -> str:
        """What a type of date is called; “as of” is that of a status."""
        if type_ == AS_OF:
            return self.tr("Status as of")
        return self.reader.term("agreement_date", type_)

    def types_in(self, entries: Iterable[AgreementEntry]) -> list[str]:
        """The types of dates that occur, in the order of the vocabulary; that of the status last."""
        found = {date.type for entry in entries for date in entry.life.said}
        known = [type_ for type_ in self.date_types if type_ in found]
        others = sorted(found - set(known) - {AS_OF})
        return [*known, *others, *({AS_OF} & found)]


@dataclass(frozen=True)
class RegisterQuery:
    """What of a register is listed: which entries, in which groups, with the answers for a day.

    `possible` are the ids of those that pass the filter only possibly.
    """

    entries: Sequence[AgreementEntry] = ()
    grouping: str = ""
    answers: Mapping[str, DayAnswer] = field(default_factory=dict)
    possible: frozenset[str] = frozenset()


def columns_of(tr: Language, *, with_reason: bool) -> list[Column]:
    """The columns of the register; the reason of an answer stands beside the title where one is given."""
    hint = tr("Click to sort; what is not known comes last. Drag to move.")
    first = tr("The first of its dates. Click to sort; what is not known comes last. Drag to move.")
    columns = [
        Column("date", tr("Date"), 22, tip=first),
        Column(
            "title", tr("Short title"), 20 if with_reason else 30, fills=True, strong=True, tip=hint
        ),
        Column("reason", tr("Why"), 34, fills=True, strong=True, tip=hint),
        Column("form", tr("Form"), 22, tip=hint, beyond=with_reason),
        Column("level", tr("Level"), 24, tip=hint, beyond=True),
        Column("parties", tr("Parties"), 34, tip=hint, beyond=True),
        Column("status", tr("Status"), 26, tip=hint, beyond=True),
    ]
    return [column for column in columns if with_reason or column.key != "reason"]


def lines_of(register: AgreementRegister, query: RegisterQuery) -> ListedLines:
    """The lines of a register in the groups of a query, by date."""
    lines = [_line_for(register, query, entry) for entry in query.entries]
    return ListedLines(lines, (SortKey("date"),), _grouping(register, query), title="title")


def _line_for(
    register: AgreementRegister, query: RegisterQuery, entry: AgreementEntry
) -> TableLine:
    line, answer = register.lines[entry.id], query.answers.get(entry.id)
    if answer is not None:
        line = line._replace(cells={**line.cells, "reason": answer.reason})
    if entry.id in query.possible:
        note = register.tr("Passes the filter only possibly")
        tips = {key: f"{line.tips.get(key) or text}\n{note}" for key, text in line.cells.items()}
        line = line._replace(possible=True, tips=tips)
    return line


def _grouping(register: AgreementRegister, query: RegisterQuery) -> GroupOf | None:
    """For a line the place and the words of its group; None without groups."""
    tr, entries = register.tr, register.entries

    def by_answer(line: TableLine) -> tuple[int, str]:
        status = query.answers[line.id].status
        return status.value, status_words(tr, status)

    def by_form(line: TableLine) -> tuple[int, str]:
        entry = entries[line.id]
        return _place(register.forms, entry.agreement.form), entry.form

    def by_level(line: TableLine) -> tuple[int, str]:
        entry = entries[line.id]
        return _place(register.levels, entry.agreement.level), entry.level

    def by_year(line: TableLine) -> tuple[int, str]:
        entry = entries[line.id]
        if entry.year is not None:
            return entry.year, str(entry.year)
        if entry.life.first is None:
            return _LAST, tr("No date known")
        return _LAST - 1, tr("Year not certain")

    if query.answers:
        return by_answer
    return {"form": by_form, "level": by_level, "year": by_year}.get(query.grouping)


def grouping_title(tr: Language, grouping: str) -> str:
    """What a way to group is called."""
    return {
        "": tr("Not grouped"),
        "level": tr("By level"),
        "form": tr("By form"),
        "year": tr("By year"),
    }[grouping]


def status_words(tr: Language, status: DayStatus) -> str:
    """The status on a day, in words."""
    return {
        DayStatus.IN_FORCE: tr("In force or operating"),
        DayStatus.NOT_YET: tr("Not yet"),
        DayStatus.OVER: tr("Over"),
        DayStatus.SUSPENDED: tr("Suspended"),
        DayStatus.UNKNOWN: tr("Not known"),
    }[status]


def _place(order: Sequence[str], code: str) -> int:
    return order.index(code) if code in order else len(order)
