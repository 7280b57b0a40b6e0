"""Entries of sources on their way into a library: known again, linked to what is there, added in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from enum import Enum
from types import TracebackType
from typing import Any, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import AgentId, Record, RecordId, revised
from spexplorer.domain.works import Contributor, Work
from spexplorer.formats.interchange import Entry, FilePlace, Remark, Unreadable
from spexplorer.operations.editing.ids import first_choice
from spexplorer.operations.editing.terms import add_lacking_term, terms_used
from spexplorer.storage.additions import Additions
from spexplorer.storage.edit import Edit
from spexplorer.storage.matching import Matcher
from spexplorer.storage.records import numbers_named

_PIECE: Final = 1_000
"""Entries that are linked and added at once."""

_REMARKS: Final = 2_000
"""Sentences about entries that are kept."""

_KNOWN: Final = 20_000
"""Names and ids met before that are in memory at most."""


class EntryMatch(Enum):
    """How an entry stands to what the library has."""

    NEW = "new"
    LIKE = "like"
    SAME = "same"


def match_of(matcher: Matcher, entry: Entry) -> tuple[EntryMatch, str]:
    """How an entry stands to what the library has, and the record of the library that it is like."""
    head = entry.records[0]
    if not head.id.endswith(":entry") and matcher.has(head.id):
        return EntryMatch.SAME, head.id
    if isinstance(head, Work):
        if existing := matcher.same_work(head):
            return EntryMatch.SAME, existing
        if existing := matcher.like_work(head):
            return EntryMatch.LIKE, existing
    existing = ""
    if isinstance(head, Agent):
        existing = matcher.agent(head)
    elif isinstance(head, Concept | Instrument):
        existing = matcher.term(head)
    return (EntryMatch.SAME, existing) if existing else (EntryMatch.NEW, "")


class SourceBatch:
    """Takes entries one after another and adds them to a library; a context, at whose end all are added.

    A thousand at a time are known again, linked and given ids. Where there are more, those before are
    written meanwhile.
    """

    def __init__(self, edit: Edit, origin: int, *, with_same: bool) -> None:
        """Begin; with `with_same` entries are added that the library has already."""
        self._edit, self._origin, self._with_same = edit, origin, with_same
        self._matcher = Matcher(edit.connection)
        self._ids = _Ids(edit)
        self._agents: dict[str, AgentId] = {}
        self._terms: set[tuple[str, str]] = set()
        self._waiting: list[Entry] = []
        self._terms_waiting: list[Entry] = []
        """Concepts and instruments, which name each other from one end of a file to the other."""
        self._remarks: list[str] = []
        self._additions: Additions | None = None
        self._ends = ExitStack()
        self.read = self.added = self.same = self.unreadable = 0

    def __enter__(self) -> SourceBatch:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Add what waits, unless something went wrong."""
        if kind is not None:
            self._ends.__exit__(kind, error, trace)
            return
        with self._ends:
            if self._additions is not None:
                self._add_piece(self._additions)
            else:
                self._edit.add(self._linked(), self._origin)
        self._edit.add(self._tree(), self._origin)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of entries, the first few thousand sentences."""
        return tuple(self._remarks)

    def take(self, found: Entry | Unreadable) -> None:
        """Take an entry, or count one that could not be read."""
        if isinstance(found, Unreadable):
            self.unreadable += 1
            self._note(found.place, found.remark)
            return
        self.read += 1
        for remark in found.remarks:
            self._note(found.place, remark)
        if isinstance(found.records[0], Concept | Instrument):
            self._terms_waiting.append(found)
            return
        self._waiting.append(found)
        if len(self._waiting) == _PIECE:
            self._add_some()

    def _note(self, place: FilePlace, remark: Remark) -> None:
        if len(self._remarks) < _REMARKS:
            sentence = remark.sentence.format(**dict(remark.values))
            self._remarks.append(f"{place.unit} {place.number:,}: {sentence}")

    def _add_some(self) -> None:
        if self._additions is None:
            if not self._edit.can_stream:
                self._edit.add(self._linked(), self._origin)
                return
            self._additions = self._ends.enter_context(self._edit.additions(self._origin))
        self._add_piece(self._additions)

    def _add_piece(self, additions: Additions) -> None:
        additions.settle()
        records = self._linked(additions.pending)
        own = {str(record.id) for record in records}
        named = {target for record in records for target in _named(record)} - own
        pending = {uid: n for uid, n in additions.pending.items() if uid in named}
        known = {**pending, **numbers_named(self._edit.connection, (), named - pending.keys())}
        additions.start()
        additions.add(records, known)

    # -- linking ----------------------------------------------------------------------------------

    def _linked(self, pending: Iterable[str] = ()) -> list[Record]:
        """The records that come of the entries that wait, those first that others name."""
        entries, self._waiting = self._waiting, []
        self._matcher.look_ahead(self._asked(entries))
        choices = [self._choices(entry) for entry in entries]
        self._ids.look_ahead((one for some in choices for one in some), pending)
        records: list[Record] = []
        for entry, (choice, *_) in zip(entries, choices, strict=True):
            if not self._with_same and match_of(self._matcher, entry)[0] is EntryMatch.SAME:
                self.same += 1
                continue
            head, *named = entry.records
            agents = {
                str(one.id): self._agent(one, records) for one in named if isinstance(one, Agent)
            }
            self._add(records, head, choice, agents)
            self.added += 1
        return records

    def _tree(self) -> list[Record]:
        """The concepts and instruments that came: new ones, linked to each other and to those here."""
        entries, self._terms_waiting = self._terms_waiting, []
        self._ids.look_ahead((_choice(entry.records[0]) for entry in entries), ())
        meant: dict[str, str] = {}
        records: list[Record] = []
        for entry in entries:
            head = entry.records[0]
            match, existing = match_of(self._matcher, entry)
            if match is EntryMatch.SAME and not self._with_same:
                self.same += 1
                meant[str(head.id)] = existing
                continue
            meant[str(head.id)] = str(self._add(records, head, _choice(head), {}).id)
            self.added += 1
        return [_relinked_term(one, meant) for one in records]

    def _asked(self, entries: Iterable[Entry]) -> Iterator[Record]:
        """The records of entries that have to be looked for in the library."""
        for entry in entries:
            yield entry.records[0]
            yield from (
                one for one in entry.records[1:]
                if isinstance(one, Agent) and _called(one) not in self._agents
            )  # fmt: skip

    def _choices(self, entry: Entry) -> list[str]:
        """The ids that the records of an entry may get, that of the head first."""
        head, *named = entry.records
        found = [_choice(head, named)]
        found += [
            _choice(one) for one in named
            if isinstance(one, Agent) and _called(one) not in self._agents
        ]  # fmt: skip
        return found

    def _agent(self, agent: Agent, records: list[Record]) -> AgentId:
        """The agent of the library that is meant, which is made where there is none."""
        key = _called(agent)
        if (known := self._agents.get(key)) is not None:
            return known
        existing = self._matcher.agent(agent)
        if not existing:
            existing = str(self._add(records, agent, _choice(agent), {}).id)
        if len(self._agents) > _KNOWN:
            self._agents.clear()
        self._agents[key] = AgentId(existing)
        return self._agents[key]

    def _add(
        self, records: list[Record], one: Record, choice: str, agents: Mapping[str, AgentId]
    ) -> Record:
        self._add_terms(one)
        values: dict[str, Any] = {"id": RecordId(self._ids.free(choice)), "origin": ""}
        values["created"] = one.created or self._edit.at
        values["modified"] = one.modified or values["created"]
        if isinstance(one, Work):
            values["contributors"] = tuple(_relinked(one.contributors, agents))
        record = revised(one, **values)
        records.append(record)
        self._matcher.remember(record)
        return record

    def _add_terms(self, record: Record) -> None:
        """Add the terms that a library with vocabularies of its own does not have yet."""
        for term in terms_used(record):
            if term not in self._terms:
                self._terms.add(term)
                add_lacking_term(self._edit, *term)


class _Ids:
    """Ids that nothing bears yet."""

    def __init__(self, edit: Edit) -> None:
        self._edit = edit
        self._taken: set[str] = set()
        self._numbered: dict[str, int] = {}

    def look_ahead(self, choices: Iterable[str], pending: Iterable[str]) -> None:
        """Look up at once which of some ids are taken; `pending` are taken and not in the library yet."""
        self._taken = {*self._edit.taken(choices), *pending}

    def free(self, choice: str) -> str:
        """This id, which was looked up ahead, or where it is taken one with a number."""
        chosen, number = choice, self._numbered.get(choice, 1)
        while chosen in self._taken or (number > 1 and self._edit.is_taken(chosen)):
            number += 1
            chosen = f"{choice}-{number}"
        if number > 1:
            if len(self._numbered) > _KNOWN:
                self._numbered.clear()
            self._numbered[choice] = number
        self._taken.add(chosen)
        return chosen


def _called(agent: Agent) -> str:
    return f"{agent.agent_type}|{agent.name}"


def _choice(head: Record, named: Sequence[Record] = ()) -> str:
    """The id that a record came with, else one made of its name; for a work of author, year and title."""
    given = str(head.id)
    if not given.endswith(":entry") and ":entry-" not in given:
        return given
    kind = kind_of(head.id)
    if isinstance(head, Work):
        first = next((a for a in named if isinstance(a, Agent)), None)
        family = (first.family or first.name) if first else ""
        year = match[0] if (match := re.match(r"\d{4}", head.issued or "")) else ""
        words = " ".join(head.title.split()[:6])
        return first_choice(kind, {"title": " ".join(filter(None, (family, year, words)))})
    name = getattr(head, "name", "") or getattr(head, "pref_label", "") or kind
    return first_choice(kind, {"name": name})


def _relinked(
    contributors: Iterable[Contributor], agents: Mapping[str, AgentId]
) -> Iterator[Contributor]:
    for part in contributors:
        if part.agent in agents:
            yield replace(part, agent=agents[part.agent])


def _relinked_term(record: Record, meant: Mapping[str, str]) -> Record:
    """A concept or instrument with the links of the file led to the records that came of them."""
    values: dict[str, Any] = {}
    if broader := getattr(record, "broader", None):
        values["broader"] = meant.get(str(broader))
    if related := getattr(record, "related", ()):
        found = dict.fromkeys(meant.get(str(one), "") for one in related)
        values["related"] = tuple(one for one in found if one and one != record.id)
    return revised(record, **values) if values else record


def _named(record: Record) -> Iterable[str]:
    """The records that a new one names."""
    if isinstance(record, Work) and not (record.relations or record.evidence):
        return (part.agent for part in record.contributors)
    return (edge.target for edge in edges_of(record))
