"""What is derived from records and stored beside them: sort keys, days, search documents, keys of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple

from spexplorer.domain.digests import checksum_of_digests, digest_of
from spexplorer.domain.fields import fields_of
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.storage.connection import foreign_indexes, index_statements
from spexplorer.storage.edition import add_edition, digests_ascending
from spexplorer.storage.records import DATING, dating_of, load_numbers
from spexplorer.storage.search_documents import (
    SearchDocument,
    count_words,
    document_of,
    index_again,
)
from spexplorer.storage.search_words import WordCounts

_PIECE: Final = 2_000
"""So many records are in memory at a time."""

_SAMPLE: Final = 5_000
"""Records that are looked at to tell whether all are as this version derives them."""

UNREADABLE: Final = (ValueError, TypeError, LookupError, OverflowError)
"""What a value that this program never wrote raises when it is read (EDTF's own error among them)."""

_dating_of = lru_cache(maxsize=4096)(dating_of)


class StoredRecord(NamedTuple):
    """A record with its number, and whether all that is derived from it is as it should be."""

    number: int
    record: Record
    sort_key_is_right: bool
    days_are_right: bool
    search_is_right: bool
    document: SearchDocument


class UnreadableRecord(NamedTuple):
    """A record that holds a value which cannot be read, and why."""

    number: int
    uid: str
    reason: str


def stored_records(
    connection: sqlite3.Connection, every: int = 1
) -> Iterator[StoredRecord | UnreadableRecord]:
    """Every record of a library beside what is derived from it, a piece at a time.

    With `every`, of the records that are not of the edition only every so many.
    """
    chosen = (
        ""
        if every == 1
        else (
            f" WHERE id % {every} = 0 OR id IN"
            " (SELECT record.id FROM edition_record JOIN record USING (uid))"
        )
    )
    for kind in KINDS:
        rows = connection.execute(f"SELECT id FROM {kind}{chosen} ORDER BY id")
        numbers = [row[0] for row in rows]
        for start in range(0, len(numbers), _PIECE):
            yield from _piece(connection, kind, numbers[start : start + _PIECE])


def _piece(
    connection: sqlite3.Connection, kind: str, numbers: list[int]
) -> Iterator[StoredRecord | UnreadableRecord]:
    within = f"IN ({', '.join(map(str, numbers))})"
    stored = {
        uid: (number, sort_key)
        for uid, number, sort_key in connection.execute(
            f"SELECT uid, id, sort_key FROM record WHERE kind = ? AND id {within}", (kind,)
        )
    }
    documents = {
        row[0]: row[1:]
        for row in connection.execute(
            f"SELECT id, names, body FROM search_document WHERE id {within}"
        )
    }
    keys: dict[int, list[str]] = {}
    for number, key in connection.execute(
        f"SELECT record, key FROM name_key WHERE record {within} ORDER BY key"
    ):
        keys.setdefault(number, []).append(key)
    misdated = _misdated(connection, within)
    for record in _read(connection, kind, numbers):
        if isinstance(record, UnreadableRecord):
            yield record
            continue
        number, sort_key = stored[record.id]
        if missing := _missing(record):
            yield UnreadableRecord(number, str(record.id), f"it has no {missing}")
            continue
        try:
            document, right_key = document_of(record), sort_key_of(record)
        except UNREADABLE as error:
            yield UnreadableRecord(number, str(record.id), str(error))
            continue
        found = (*documents.get(number, ("", "")), tuple(keys.get(number, ())))
        rights = sort_key == right_key, number not in misdated, found == document
        yield StoredRecord(number, record, *rights, document)


def _read(
    connection: sqlite3.Connection, kind: str, numbers: list[int]
) -> Iterator[Record | UnreadableRecord]:
    """Records of a kind; where one of them cannot be read, each by itself."""
    try:
        found = load_numbers(connection, kind, numbers)
    except UNREADABLE as error:
        if len(numbers) > 1:
            for number in numbers:
                yield from _read(connection, kind, [number])
            return
        uid = connection.execute("SELECT uid FROM record WHERE id = ?", numbers).fetchone()[0]
        yield UnreadableRecord(numbers[0], uid, str(error))
    else:
        yield from found


def _missing(owner: Any) -> str:
    """The first field of a record or of its parts that must say something and does not; "" if none."""
    for field in fields_of(type(owner)):
        value = getattr(owner, field.name)
        if value is None and not field.optional:
            return field.key
        if field.part is not None and value:
            for part in value if field.repeats else (value,):
                if missing := _missing(part):
                    return f"{field.key}.{missing}"
    return ""


def _misdated(connection: sqlite3.Connection, within: str) -> set[int]:
    """The numbers of records with a date beside which other days are stored than it means."""
    found = set()
    for number, text, *days in connection.execute(
        f"SELECT record, edtf, {', '.join(DATING)} FROM dating WHERE record {within}"
    ):
        try:
            if tuple(days) != _dating_of(text):
                found.add(number)
        except UNREADABLE:
            # Where the role is one that records have, this is told of when the record is read, too.
            found.add(number)
    return found


def derive_again(connection: sqlite3.Connection) -> None:
    """Write anew what is derived from the records of a library of an earlier version.

    A bundled edition that nobody could change yet gets its digests, one that has them keeps them; the
    caller owns the transaction.
    """
    has_edition = next(digests_ascending(connection), None) is not None
    bundled = (
        set()
        if has_edition
        else {
            f"{name} {version}".strip()
            for name, version in connection.execute(
                "SELECT name, version FROM origin WHERE type = 'bundled'"
            )
        }
    )
    digests: dict[str, bytes] = {}
    for one in derive_records(connection):
        if one.origin in bundled:
            digests[one.id] = digest_of(one)
    add_edition(connection, digests)
    if digests:
        connection.execute(
            "UPDATE library SET value = ? WHERE key = 'checksum'",
            (checksum_of_digests(digests.values()),),
        )


class UnreadableError(ValueError):
    """A record holds a value that cannot be read."""


def derive_records(connection: sqlite3.Connection) -> Iterator[Record]:
    """Write anew what does not match its record, one record after another.

    The caller owns the transaction. Raises UnreadableError.
    """
    words = WordCounts()
    stored = stored_records(connection)
    while piece := list(islice(stored, _PIECE)):
        found = [_readable(one) for one in piece]
        connection.executemany(
            "UPDATE record SET sort_key = ? WHERE id = ?",
            [(sort_key_of(one.record), one.number) for one in found if not one.sort_key_is_right],
        )
        for one in found:
            if not one.days_are_right:
                _date_again(connection, one.number)
        misfits = ((one.number, one.record) for one in found if not one.search_is_right)
        index_again(connection, misfits, counting_words=False)
        for one in found:
            count_words(words, one.record, one.document)
            yield one.record
    connection.execute("DELETE FROM search_word")
    words.write(connection)


def _readable(one: StoredRecord | UnreadableRecord) -> StoredRecord:
    if isinstance(one, UnreadableRecord):
        raise UnreadableError(f"{one.uid}: {one.reason}")
    return one


def is_derived(connection: sqlite3.Connection) -> bool:
    """Whether what is stored beside records matches them, by a sample of some thousand."""
    (records,) = connection.execute("SELECT count(*) FROM record").fetchone()
    every = max(1, records // _SAMPLE)
    return all(
        isinstance(one, StoredRecord)
        and one.sort_key_is_right
        and one.days_are_right
        and one.search_is_right
        for one in stored_records(connection, every)
    )


def _date_again(connection: sqlite3.Connection, number: int) -> None:
    assigned = ", ".join(f"{column} = ?" for column in DATING)
    for row, text in connection.execute(
        "SELECT id, edtf FROM dating WHERE record = ?", (number,)
    ).fetchall():
        try:
            days = _dating_of(text)
        except UNREADABLE as error:
            raise UnreadableError(str(error)) from error
        connection.execute(f"UPDATE dating SET {assigned} WHERE id = ?", (*days, row))


def write_derived(connection: sqlite3.Connection) -> None:
    """Write anew all that is derived in a library: its indexes, and what is stored beside records.

    The caller owns the transaction. Raises UnreadableError.
    """
    there = dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        )
    )
    for statement in index_statements():
        name = statement.partition(" ON ")[0].split()[-1].strip('"')
        if name.startswith("idx__sqlite") or there.get(name) == statement:
            continue
        connection.execute(f'DROP INDEX IF EXISTS "{name}"')
        connection.execute(statement)
    for name in foreign_indexes(connection):
        connection.execute(f'DROP INDEX "{name.replace(chr(34), chr(34) * 2)}"')
    connection.execute("REINDEX")
    # First the index, from which the triggers of the documents take away what it should hold.
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
    for _ in derive_records(connection):
        pass
    connection.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
