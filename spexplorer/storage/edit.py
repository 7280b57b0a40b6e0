"""A change to a library while it is made: what it touches is noted, for the history and for who looks on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any, Final, NamedTuple

from spexplorer.domain.changes import ChangeSet
from spexplorer.domain.fields import differing_fields, filled_fields
from spexplorer.domain.plain import from_plain, plain_value, to_plain, with_plain
from spexplorer.domain.records import Record, RecordId
from spexplorer.storage.additions import Additions
from spexplorer.storage.distinct import distinct_pairs_of
from spexplorer.storage.journal import Change, Values
from spexplorer.storage.record_insertion import add_records
from spexplorer.storage.record_removal import StillInUse, pointers_at
from spexplorer.storage.record_replacement import replace_records
from spexplorer.storage.records import load_present
from spexplorer.storage.search_documents import index_records
from spexplorer.storage.search_words import forget_words
from spexplorer.storage.subjects import (
    distinct_subject,
    read_subject,
    redirect_subject,
    write_subject,
)
from spexplorer.support.errors import AppError

Progress = Callable[[int], object]
"""Told how many records are done; raises what ends the change, of which then nothing remains."""

MANY: Final = 200
"""Of more records than these that come in one step the history keeps no copy while they are there."""

_PIECE: Final = 500
"""Records that are removed by one statement: the search index writes out what it gathered after each."""

_WORDED: Final = frozenset({"scheme", "term", "library"})
"""Subjects that all that is shown is worded with."""


class Origin(NamedTuple):
    """Where records come from: a bundled library, an import or the user."""

    type: str
    name: str
    version: str = ""


USER: Final = Origin("user", "user")


class _Touched(NamedTuple):
    before: Record | None
    now: Record | None


_THERE: Final = Record(id=RecordId("record:there"))
"""Stands for one of the many records that came in one step."""


class Edit:
    """All that an operation may do to a library, within a transaction that is not its own.

    `at` is the instant it is made at (ISO 8601, UTC); `outcome` is what the operation has to tell its
    caller beside what the history keeps.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        at: str,
        progress: Progress | None = None,
        begin_step: Callable[[], int] | None = None,
    ) -> None:
        self.connection = connection
        self.at = at
        self.step: int | None = None
        """The step of the history, where it had to begin before all is done (`additions`)."""
        self._begin_step = begin_step
        self.outcome: Any = None
        self._progress = progress
        self._done = 0
        self._came = 0
        self._highest = 0
        self._records: dict[str, _Touched] = {}
        self._numbers: dict[str, int] = {}
        self._origins: dict[str, tuple[int | None, int | None]] = {}
        self._subjects: dict[str, tuple[Values | None, Values | None]] = {}

    # -- reading --------------------------------------------------------------------------------

    def record(self, uid: str) -> Record:
        """The record of an id; raises AppError where there is none any more."""
        return self.records([uid])[uid]

    def records(self, uids: Iterable[str]) -> dict[str, Record]:
        """Some records by id; raises AppError where one of them is not there any more."""
        wanted = list(dict.fromkeys(uids))
        found = load_present(self.connection, wanted)
        for uid in wanted:
            if uid not in found:
                raise AppError(self._what_became_of(uid))
        return {uid: found[uid] for uid in wanted}

    def _what_became_of(self, uid: str) -> str:
        if (led := read_subject(self.connection, redirect_subject(uid))) is not None:
            return f"{uid} was merged into {led['to']}; use that id."
        return f"There is no record {uid} (any more); look for it with “spexplorer search”."

    def is_taken(self, uid: str) -> bool:
        """Whether an id belongs to a record, or leads to one."""
        found = self.connection.execute(
            "SELECT 1 FROM record WHERE uid = :uid UNION ALL"
            " SELECT 1 FROM redirect WHERE uid = :uid LIMIT 1",
            {"uid": uid},
        ).fetchone()
        return found is not None

    def taken(self, uids: Iterable[str]) -> set[str]:
        """Those of some ids that belong to records, or lead to one."""
        wanted = json.dumps(list(uids))
        found = self.connection.execute(
            "SELECT uid FROM record WHERE uid IN (SELECT value FROM json_each(:wanted)) UNION ALL"
            " SELECT uid FROM redirect WHERE uid IN (SELECT value FROM json_each(:wanted))",
            {"wanted": wanted},
        )
        return {row[0] for row in found}

    def is_empty(self) -> bool:
        """Whether the library holds no record."""
        return self.connection.execute("SELECT 1 FROM record LIMIT 1").fetchone() is None

    def redirects_to(self, uids: Iterable[str]) -> list[str]:
        """The ids that lead to some records."""
        rows = self.connection.execute(
            "SELECT redirect.uid FROM redirect JOIN record ON record.id = redirect.target"
            " WHERE record.uid IN (SELECT value FROM json_each(?)) ORDER BY redirect.uid",
            (json.dumps(list(uids)),),
        )
        return [row[0] for row in rows]

    def origins(self) -> dict[str, int]:
        """The row numbers of all origins, by what records say of them; the first of equal ones."""
        return {
            f"{name} {version}".strip(): number
            for number, name, version in self.connection.execute(
                "SELECT id, name, version FROM origin ORDER BY id DESC"
            )
        }

    def origins_of(self, uids: Iterable[str]) -> dict[str, int]:
        """The row numbers of the origins of some records."""
        return {uid: origin for uid, _, origin in self._rows_of(uids)}

    def _rows_of(self, uids: Iterable[str]) -> list[tuple[str, int, int]]:
        """Id, number and origin of records."""
        return self.connection.execute(
            "SELECT uid, id, origin FROM record WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(uids)),),
        ).fetchall()

    # -- changing -------------------------------------------------------------------------------

    def origin(self, origin: Origin) -> int:
        """The row number of an origin, which is made where it is new."""
        self.connection.execute(
            "INSERT OR IGNORE INTO origin (type, name, version) VALUES (?, ?, ?)", origin
        )
        found = self.connection.execute(
            "SELECT id FROM origin WHERE type = ? AND name = ? AND version = ?", origin
        ).fetchone()
        return int(found[0])

    def add(
        self,
        records: Sequence[Record],
        origin: int | Mapping[str, int] | None = None,
        numbers: Mapping[str, int] | None = None,
    ) -> None:
        """Add records that may point at each other; those without a time are of now.

        Raises AppError where an id is taken or a record is not sound.
        """
        if not records:
            return
        if taken := self.taken(record.id for record in records):
            raise AppError(f"There is a record {min(taken)} already; choose another id.")
        stamped = [
            replace(
                one, created=one.created or self.at, modified=one.modified or one.created or self.at
            )
            for one in records
        ]
        given = self.origin(USER) if origin is None else origin
        chosen = self._numbers_for(stamped, numbers or {})
        rows = add_records(self.connection, stamped, given, chosen, self._tick)
        index_records(self.connection, ((rows[one.id], one) for one in stamped))
        for one in stamped:
            # Of many the history keeps no copy, and memory none either: that one is there is enough.
            self._came += 1
            self._touch(one.id, None, one if self._came <= MANY else _THERE)
            self._numbers[one.id] = rows[one.id]
            self._touch_origin(one.id, None, given if isinstance(given, int) else given[one.id])

    @property
    def can_stream(self) -> bool:
        """Whether `additions` are possible: in a rehearsal they are not, which tells what it added."""
        return self._begin_step is not None

    def additions(self, origin: int) -> Additions:
        """What adds more records than memory should hold; the history keeps no copy of them.

        Nothing else is added meanwhile.
        """
        assert self._begin_step is not None
        if self.step is None:
            self.step = self._begin_step()
        self._came += MANY + 1
        return Additions(self.connection, origin, self.step)

    def _numbers_for(self, records: Iterable[Record], wanted: Mapping[str, int]) -> dict[str, int]:
        """Row numbers for new records: as wanted where they are free, else such as no one bore here."""
        taken = {
            row[0]
            for row in self.connection.execute(
                "SELECT id FROM record WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(wanted.values())),),
            )
        }
        top = self.connection.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
        following = max(top, self._highest, *wanted.values())
        chosen = {}
        for record in records:
            number = wanted.get(record.id)
            if number is None or number in taken:
                following += 1
                number = following
            chosen[str(record.id)] = number
        self._highest = max(following, *chosen.values())
        return chosen

    def replace(
        self,
        records: Iterable[Record],
        *,
        origins: Mapping[str, int] | None = None,
        stamp: bool = True,
        old: Mapping[str, Record] | None = None,
    ) -> None:
        """Put records in the place of those of their ids, changed now unless they are not to be stamped.

        Raises AppError where one is not there any more or not sound. Those that are as they were stay.
        `old` are the records as they are, where they were read in this edit.
        """
        wanted = {record.id: record for record in records}
        if old is None:
            old = self.records(wanted)
        before = self.origins_of(wanted)
        after = {**before, **(origins or {})}
        changed = [
            replace(one, modified=self.at, origin=old[uid].origin) if stamp else one
            for uid, one in wanted.items()
            if after[uid] != before[uid]
            or _says_otherwise(one, old[uid])
            or (not stamp and one.modified != old[uid].modified)
        ]
        replace_records(self.connection, changed, origins, self._tick, old)
        for one in changed:
            self._touch(one.id, old[one.id], one)
            self._touch_origin(one.id, before[one.id], after[one.id])

    def remove(
        self,
        uids: Iterable[str],
        old: Mapping[str, Record] | None = None,
        told: Progress | None = None,
    ) -> None:
        """Remove records that may point at each other, with redirects to them and pairs that name them.

        Raises StillInUse while others point at one of them, AppError where one is not there any more.
        `old` are the records as they are, where they were read in this edit; `told` hears how many are gone.
        """
        wanted = list(dict.fromkeys(uids))
        if old is None:
            old = self.records(wanted)
        if pointers := pointers_at(self.connection, wanted):
            raise StillInUse(pointers)
        rows = self._rows_of(wanted)
        for gone in self.redirects_to(wanted):
            self.put(redirect_subject(gone), None)
        for pair in distinct_pairs_of(self.connection, wanted):
            self.put(distinct_subject(*pair), None)
        forget_words(self.connection, (number for _, number, _ in rows))
        self.connection.execute(
            "DELETE FROM link WHERE source IN (SELECT value FROM json_each(?))",
            (json.dumps([number for _, number, _ in rows]),),
        )
        for at in range(0, len(rows), _PIECE):
            piece = rows[at : at + _PIECE]
            self.connection.execute(
                "DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([number for _, number, _ in piece]),),
            )
            for uid, number, origin in piece:
                self._touch(uid, old[uid], None)
                self._numbers.setdefault(uid, number)
                self._highest = max(self._highest, number)
                self._touch_origin(uid, origin, None)
                self._tick()
            if told is not None:
                told(at + len(piece))

    def put(self, subject: str, values: Values | None) -> None:
        """Let something that is no record (see `subjects`) hold some values, or be there no more."""
        before = read_subject(self.connection, subject)
        if before != values:
            write_subject(self.connection, subject, values)
            self._subjects[subject] = (self._subjects.get(subject, (before, None))[0], values)

    def _tick(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done)

    # -- what was touched -----------------------------------------------------------------------

    def _touch(self, uid: str, before: Record | None, now: Record | None) -> None:
        first = self._records[uid].before if uid in self._records else before
        self._records[uid] = _Touched(first, now)

    def _touch_origin(self, uid: str, before: int | None, now: int | None) -> None:
        first = self._origins[uid][0] if uid in self._origins else before
        self._origins[uid] = (first, now)

    def change_set(self) -> ChangeSet:
        """What whoever shows the library has to read again."""
        everything = self.step is not None or any(
            subject.partition(" ")[0] in _WORDED
            for subject, (before, now) in self._subjects.items()
            if before != now
        )
        ids = {uid for uid, one in self._records.items() if one.before != one.now}
        return ChangeSet(frozenset(ids), is_everything=everything)

    def changes(self) -> Iterator[Change]:
        """What the history notes."""
        came = sum(one.before is None for one in self._records.values())
        for uid, (before, now) in self._records.items():
            first, last = self._origins[uid]
            if before is None and now is None:
                continue
            if before is None or now is None:
                old = None if before is None else values_of(before, first)
                new = None
                if now is not None and came <= MANY:
                    new = values_of(now, last, self.at)
                yield Change(uid, old, new, self._numbers[uid])
            elif (pair := self._difference(before, now, first, last)) is not None:
                yield Change(uid, *pair)
        for subject, (was, is_now) in self._subjects.items():
            if was != is_now:
                yield Change(subject, was, is_now)

    def _difference(
        self, before: Record, now: Record, first: int | None, last: int | None
    ) -> tuple[Values, Values] | None:
        """The fields that differ; the time of the change is that of the step and not kept twice."""
        differ = [one for one in differing_fields(before, now) if one.name != "origin"]
        old = {one.key: plain_value(one, getattr(before, one.name)) for one in differ}
        new = {one.key: plain_value(one, getattr(now, one.name)) for one in differ}
        if first != last:
            old["origin"], new["origin"] = first, last
        if not old:
            return None
        if new.get("modified") == self.at:
            del new["modified"]
        return old, new


def _says_otherwise(one: Record, other: Record) -> bool:
    """Whether two records differ in more than where they come from and when they were changed."""
    return any(field.name not in ("modified", "origin") for field in differing_fields(one, other))


def values_of(record: Record, origin: int | None, at: str = "") -> Values:
    """The values of a record as the history keeps them: those that say something, without its id.

    Times that are those of the step are left out.
    """
    usual = _usual(type(record))
    kept: Values = {}
    emptied = {name for name, value in usual.items() if value not in (None, [])}
    for field, _ in filled_fields(record):
        value = plain_value(field, getattr(record, field.name))
        emptied.discard(field.key)
        if field.key not in usual or usual[field.key] != value:
            kept[field.key] = value
    kept |= {name: [] if isinstance(usual[name], list) else None for name in emptied}
    kept.pop("id")
    kept["origin"] = origin
    for name in ("created", "modified"):
        if kept.get(name) == at:
            del kept[name]
    return kept


def record_of(uid: str, values: Values, at: str) -> Record:
    """The record that the history kept some values of; its origin is left to whoever stores it."""
    known = {name: value for name, value in values.items() if name != "origin"}
    return from_plain({"created": at, "modified": at, **known, "id": uid})


def changed_record(record: Record, values: Values) -> Record:
    """A record with some fields as the history kept them."""
    return with_plain(record, {name: value for name, value in values.items() if name != "origin"})


def _read_usual(owner: type[Record]) -> Values:
    given = {f.name: f.default for f in fields(owner) if f.default is not MISSING}
    needed = {f.name: None for f in fields(owner) if f.default is MISSING}
    plain = to_plain(owner(**{**given, **needed}))
    return {name: plain[name] for name in plain if name not in needed}


_usual: Callable[[type], Values] = cache(_read_usual)
"""What the fields of a kind hold when nothing was said, as plain values."""
