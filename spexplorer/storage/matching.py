"""Which record of a library is meant by one that comes from elsewhere: by identifiers, titles, names."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple

from spexplorer.domain.authorities import Agent
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.storage.folding import fold

_SHORT: Final = 12
"""Folded letters below which a title alone says nothing: Preface, Introduction."""


class Matcher:
    """Finds works and agents of a library, those that are about to come included (`remember`).

    Keys of works are put into a temporary database when first asked, so that memory does not grow with
    the library.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: sqlite3.Connection | None = None
        self._agents: dict[str, str] = {}

    def has(self, record_id: str) -> bool:
        """Whether the library has a record of this permanent id: one that this program wrote out before."""
        query = "SELECT 1 FROM record WHERE uid = ?"
        return self._connection.execute(query, (record_id,)).fetchone() is not None

    def same_work(self, work: Work) -> str:
        """The id of the work that is the same: or "": DOI, ISBN and title, or title, year, page."""
        return self._found(_Traits.of(work).identities())

    def like_work(self, work: Work) -> str:
        """The id of a work of the same title; "" for none."""
        return self._found(_Traits.of(work).titles())

    def agent(self, agent: Agent) -> str:
        """The id of the agent with one of its identifiers, or alone with one of its forms; "" for none."""
        for identifier in agent.identifiers:
            row = self._connection.execute(
                "SELECT record.uid FROM identifier JOIN record ON record.id = identifier.record"
                " WHERE record.kind = 'agent' AND identifier.scheme = ? AND identifier.value = ?",
                (identifier.scheme, identifier.value),
            ).fetchone()
            if row:
                return str(row[0])
        for form in (*_forms(agent), *(form.form for form in agent.variants)):
            if found := self._agent_called(form, agent.agent_type):
                return found
        return ""

    def _agent_called(self, form: str, agent_type: str) -> str:
        if not (key := fold(form)):
            return ""
        if key in self._agents:
            return self._agents[key]
        rows = self._connection.execute(
            # An agent without other forms has no keys of its own, and is found by its name.
            "SELECT record.uid FROM record JOIN agent ON agent.id = record.id"
            " WHERE record.id IN (SELECT record FROM name_key WHERE key = :key UNION"
            " SELECT id FROM record WHERE kind = 'agent' AND sort_key = :name)"
            " AND (agent.agent_type = 'person') = (:type = 'person') LIMIT 2",
            {"key": key, "name": form.casefold(), "type": agent_type},
        ).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else ""

    def remember(self, record: Record) -> None:
        """Count a record in that is about to be added."""
        if isinstance(record, Agent):
            for form in (record.name, *(form.form for form in record.variants)):
                self._agents.setdefault(fold(form), record.id)
        elif isinstance(record, Work):
            _insert(self._known(), record.id, _Traits.of(record).keys())

    def _found(self, keys: Iterator[str]) -> str:
        known = self._known()
        for key in keys:
            row = known.execute("SELECT uid FROM work WHERE key = ? LIMIT 1", (key,)).fetchone()
            if row:
                return str(row[0])
        return ""

    def _known(self) -> sqlite3.Connection:
        """The keys of all works, in a database that lies in memory and, where it grows, on the disk."""
        if self._keys is not None:
            return self._keys
        self._keys = sqlite3.connect("", isolation_level=None)
        self._keys.execute("PRAGMA journal_mode = OFF")
        self._keys.execute("CREATE TABLE work (key TEXT NOT NULL, uid TEXT NOT NULL)")
        rows = self._connection.execute(
            "SELECT record.uid, work.title, work.title_original, work.doi, work.isbn, work.page,"
            " work.url, (SELECT edtf FROM dating WHERE record = work.id AND role = 'issued')"
            " FROM work JOIN record ON record.id = work.id"
        )
        for uid, *values in rows:
            _insert(self._keys, uid, _Traits(*values).keys())
        self._keys.execute("CREATE INDEX work_by_key ON work (key)")
        return self._keys


def _forms(agent: Agent) -> Iterator[str]:
    """The name, and for a person its parts in either order: files differ in which comes first."""
    yield agent.name
    if agent.family and agent.given:
        yield f"{agent.given} {agent.family}"
        yield f"{agent.family} {agent.given}"


def _insert(known: sqlite3.Connection, uid: str, keys: Iterator[str]) -> None:
    known.executemany("INSERT INTO work (key, uid) VALUES (?, ?)", ((key, uid) for key in keys))


class _Traits(NamedTuple):
    """What works are told apart by, in the order it is read in."""

    title: str
    title_original: str | None
    doi: str | None
    isbn: str | None
    page: str | None
    url: str | None
    issued: str | None

    @classmethod
    def of(cls, work: Work) -> _Traits:
        return cls(*(getattr(work, name) for name in cls._fields))

    def keys(self) -> Iterator[str]:
        yield from self.identities()
        yield from self.titles()

    def identities(self) -> Iterator[str]:
        folded = fold(self.title)
        if self.doi:
            yield f"doi {self.doi.lower()}"
        if self.isbn:
            yield f"isbn {re.sub(r'[^0-9xX]', '', self.isbn).lower()} {folded}"
        if self.url and folded:
            yield f"url {self.url} {folded}"
        year = match[0] if (match := re.match(r"-?[0-9]{4}", self.issued or "")) else ""
        original = fold(self.title_original) if self.title_original else ""
        for name in filter(None, (folded, original)):
            if year:
                yield f"work {name} {year} {self.page or ''}"

    def titles(self) -> Iterator[str]:
        for name in (self.title, self.title_original):
            if name and len(key := fold(name)) >= _SHORT:
                yield f"title {key}"
