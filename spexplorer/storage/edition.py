"""What the records of a published edition were, by their digests: tells corrections from damage."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping


def add_edition(connection: sqlite3.Connection, digests: Mapping[str, bytes]) -> None:
    """Keep the digest of every record of an edition, by id; the caller owns the transaction."""
    connection.executemany(
        "INSERT INTO edition_record (uid, digest) VALUES (?, ?)", sorted(digests.items())
    )


def digests_of(connection: sqlite3.Connection, uids: Iterable[str]) -> dict[str, bytes]:
    """The digests of some records by id, as far as they are of the edition."""
    rows = connection.execute(
        "SELECT uid, digest FROM edition_record WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    )
    return dict(rows.fetchall())


def digests_ascending(connection: sqlite3.Connection) -> Iterator[bytes]:
    """The digests of all records of the edition in their own order; none where there is no edition."""
    return (
        row[0] for row in connection.execute("SELECT digest FROM edition_record ORDER BY digest")
    )


def removed_from_edition(connection: sqlite3.Connection) -> list[str]:
    """The ids of records of the edition that are there no more."""
    rows = connection.execute(
        "SELECT uid FROM edition_record AS one WHERE NOT EXISTS"
        " (SELECT 1 FROM record WHERE record.uid = one.uid) ORDER BY uid"
    )
    return [row[0] for row in rows]


def all_digests(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The digests of all records of the edition, by id."""
    return dict(
        connection.execute("SELECT uid, digest FROM edition_record ORDER BY uid").fetchall()
    )


def origin_texts(connection: sqlite3.Connection) -> dict[int, str]:
    """What records say of their origin, by the row number of that."""
    return {
        number: f"{name} {version}".strip()
        for number, name, version in connection.execute("SELECT id, name, version FROM origin")
    }


def bundled_origins(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Name and version of the editions that a library was made from."""
    return connection.execute(
        "SELECT name, version FROM origin WHERE type = 'bundled' ORDER BY id"
    ).fetchall()


def all_redirects(connection: sqlite3.Connection) -> dict[str, str]:
    """The ids that lead to other records, and where to."""
    return dict(
        connection.execute(
            "SELECT redirect.uid, record.uid FROM redirect JOIN record ON record.id = redirect.target"
        ).fetchall()
    )
