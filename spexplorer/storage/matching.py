"""Which record of a library is meant by one that comes from elsewhere: by identifiers, titles, names."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from spexplorer.domain.authorities import Agent
from spexplorer.domain.concepts import Concept, Instrument
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.storage.folding import fold

_SAVED: Final = 20_000
"""Keys of records about to be added that are in memory at most, unless they were looked up ahead."""

_SHORT: Final = 12
"""Folded letters below which a title alone says nothing: Preface, Introduction."""


class Matcher:
    """Finds works and agents of a library, those that are about to come included (`remember`).

    Keys of works are put into a temporary database when first asked, so that memory does not grow with
    the library, nor with what is remembered. Who asks of many records says so before (`look_ahead`).
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: sqlite3.Connection | None = None
        self._ahead: dict[str, str] = {}
        """Key -> id, "" for none: what was looked up ahead, and what was remembered since."""
        self._remembered: list[tuple[str, str]] = []

    def has(self, record_id: str) -> bool:
        """Whether the library has a record of this permanent id: one that this program wrote out before."""
        query = "SELECT 1 FROM record WHERE uid = ?"
        return self._connection.execute(query, (record_id,)).fetchone() is not None

    def look_ahead(self, records: Iterable[Record]) -> None:
        """Look up at once what is going to be asked of some records: one query instead of one for each."""
        self._save()
        self._ahead.clear()
        forms: dict[str, str] = {}
        for record in records:
            if isinstance(record, Work):
                self._ahead.update(dict.fromkeys(_Traits.of(record).all(), ""))
            elif isinstance(record, Agent):
                for form in (*_forms(record), *(form.form for form in record.variants)):
                    if key := _agent_key(form, record.agent_type):
                        forms[key] = form
        for key, uid in self._agents_called(forms):
            self._ahead[key] = uid
        wanted = json.dumps(list(self._ahead))
        for key, uid in self._known().execute(
            "SELECT known.key, uid FROM json_each(?) AS wanted CROSS JOIN known"
            " ON known.key = wanted.value ORDER BY known.rowid DESC",
            (wanted,),
        ):
            self._ahead[key] = uid

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

    def term(self, record: Concept | Instrument) -> str:
        """The id of the concept or instrument of the same name, "" for none or several."""
        name = record.name if isinstance(record, Instrument) else record.pref_label
        rows = self._connection.execute(
            "SELECT uid FROM record WHERE kind = ? AND sort_key = ? LIMIT 2",
            (kind_of(record.id), name.casefold()),
        ).fetchall()
        return str(rows[0][0]) if len(rows) == 1 else ""

    def _agent_called(self, form: str, agent_type: str) -> str:
        if not (key := _agent_key(form, agent_type)):
            return ""
        if key not in self._ahead:
            remembered = "SELECT uid FROM known WHERE key = ? LIMIT 1"
            row = self._known().execute(remembered, (key,)).fetchone()
            self._ahead[key] = (
                str(row[0]) if row else next(iter(self._agents_called({key: form})))[1]
            )
        return self._ahead[key]

    def _agents_called(self, forms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The keys of some forms of names, each with the one agent that goes by it, or ""."""
        if not forms:
            return
        found: dict[str, set[str]] = {key: set() for key in forms}
        # An agent without other forms has no keys of its own, and is found by its name.
        for condition, texts in (
            ("name_key ON name_key.key = wanted.value ->> 1 CROSS JOIN record ON record.id = name_key.record",
             [(key, key.partition(" ")[2]) for key in forms]),
            ("record ON record.kind = 'agent' AND record.sort_key = wanted.value ->> 1",
             [(key, form.casefold()) for key, form in forms.items()]),
        ):  # fmt: skip
            for key, uid, is_person in self._connection.execute(
                "SELECT wanted.value ->> 0, record.uid, agent.agent_type = 'person'"
                f" FROM json_each(?) AS wanted CROSS JOIN {condition}"
                " CROSS JOIN agent ON agent.id = record.id",
                (json.dumps(texts),),
            ):
                if bool(is_person) is key.startswith("person "):
                    found[key].add(uid)
        for key, uids in found.items():
            yield key, uids.pop() if len(uids) == 1 else ""

    def remember(self, record: Record) -> None:
        """Count a record in that is about to be added."""
        keys: Iterable[str] = ()
        if isinstance(record, Agent):
            forms = (record.name, *(form.form for form in record.variants))
            keys = filter(None, (_agent_key(form, record.agent_type) for form in forms))
        elif isinstance(record, Work):
            keys = _Traits.of(record).all()
        for key in keys:
            if not self._ahead.get(key):
                self._ahead[key] = record.id
                self._remembered.append((key, record.id))
        if len(self._remembered) > _SAVED:
            self._save()
            self._ahead.clear()

    def _save(self) -> None:
        _insert(self._known(), self._remembered)
        self._remembered.clear()

    def _found(self, keys: Iterable[str]) -> str:
        for key in keys:
            uid = self._ahead.get(key)
            if uid is None:
                query = "SELECT uid FROM known WHERE key = ? ORDER BY rowid LIMIT 1"
                row = self._known().execute(query, (key,)).fetchone()
                uid = row[0] if row else ""
            if uid:
                return uid
        return ""

    def _known(self) -> sqlite3.Connection:
        """The keys of all works, in a database that lies in memory and, where it grows, on the disk."""
        if self._keys is not None:
            return self._keys
        self._keys = sqlite3.connect("", isolation_level=None)
        self._keys.execute("PRAGMA journal_mode = OFF")
        self._keys.execute("PRAGMA cache_size = -16000")
        self._keys.execute("CREATE TABLE known (key TEXT NOT NULL, uid TEXT NOT NULL)")
        rows = self._connection.execute(
            "SELECT record.uid, work.title, work.title_original, work.doi, work.isbn, work.page,"
            " work.url, (SELECT edtf FROM dating WHERE record = work.id AND role = 'issued')"
            " FROM work JOIN record ON record.id = work.id"
        )
        while some := rows.fetchmany(_SAVED):
            _insert(self._keys, ((key, row[0]) for row in some for key in _Traits(*row[1:]).all()))
        self._keys.execute("CREATE INDEX known_by_key ON known (key)")
        return self._keys


def _agent_key(form: str, agent_type: str) -> str:
    """What an agent is known by: whether it is a person, and the key of a form of its name."""
    key = fold(form)
    return f"{'person' if agent_type == 'person' else 'other'} {key}" if key else ""


def _forms(agent: Agent) -> Iterator[str]:
    """The name, and for a person its parts in either order: files differ in which comes first."""
    yield agent.name
    if agent.family and agent.given:
        yield f"{agent.given} {agent.family}"
        yield f"{agent.family} {agent.given}"


def _insert(known: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> None:
    known.execute("BEGIN")
    known.executemany("INSERT INTO known (key, uid) VALUES (?, ?)", keys)
    known.execute("COMMIT")


_read_traits = attrgetter("title", "title_original", "doi", "isbn", "page", "url", "issued")


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
        return cls(*_read_traits(work))

    def all(self) -> tuple[str, ...]:
        return self.identities() + self.titles()

    def identities(self) -> tuple[str, ...]:
        return _identities(self)

    def titles(self) -> tuple[str, ...]:
        names = (fold(name) for name in (self.title, self.title_original) if name)
        return tuple(f"title {name}" for name in names if len(name) >= _SHORT)

    def named(self) -> Iterator[str]:
        """What works are the same by, worked out."""
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


@lru_cache(4_096)
def _identities(traits: _Traits) -> tuple[str, ...]:
    """The identities of a work, which is looked for ahead, found and remembered: three times the same."""
    return tuple(traits.named())
