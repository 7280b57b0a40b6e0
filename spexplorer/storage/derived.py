"""What is derived from records and stored beside them: sort keys, search documents, the keys of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final, NamedTuple

from spexplorer.domain.digests import checksum_of_digests, digest_of
from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.storage.edition import add_edition, digests_ascending
from spexplorer.storage.records import load_numbers
from spexplorer.storage.search_documents import count_words, document_of, index_again
from spexplorer.storage.search_words import WordCounts

_PIECE: Final = 2_000
"""So many records are in memory at a time."""


class StoredRecord(NamedTuple):
    """A record with its number, and whether all that is derived from it is as it should be."""

    number: int
    record: Record
    sort_key_is_right: bool
    search_is_right: bool


def stored_records(connection: sqlite3.Connection, every: int = 1) -> Iterator[StoredRecord]:
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


def _piece(connection: sqlite3.Connection, kind: str, numbers: list[int]) -> Iterator[StoredRecord]:
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
    for record in load_numbers(connection, kind, numbers):
        number, sort_key = stored[record.id]
        document = document_of(record)
        found = (*documents.get(number, ("", "")), tuple(keys.get(number, ())))
        yield StoredRecord(number, record, sort_key == sort_key_of(record), found == document)


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
    words = WordCounts()
    for one in stored_records(connection):
        if not one.sort_key_is_right:
            connection.execute(
                "UPDATE record SET sort_key = ? WHERE id = ?",
                (sort_key_of(one.record), one.number),
            )
        if not one.search_is_right:
            index_again(connection, [(one.number, one.record)], counting_words=False)
        count_words(words, one.record)
        if one.record.origin in bundled:
            digests[one.record.id] = digest_of(one.record)
    connection.execute("DELETE FROM search_word")
    words.write(connection)
    add_edition(connection, digests)
    if digests:
        connection.execute(
            "UPDATE library SET value = ? WHERE key = 'checksum'",
            (checksum_of_digests(digests.values()),),
        )
