"""What a library says of itself, and the light rows every list starts from."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Row(NamedTuple):
    """A record as lists show it. `number` is its row number in this file."""

    number: int
    id: str
    kind: str
    label: str
    detail: str


def library_values(connection: sqlite3.Connection) -> dict[str, str]:
    """Name, version, checksum and whatever else the library says of itself."""
    return dict(connection.execute("SELECT key, value FROM library"))


def counts_by_kind(connection: sqlite3.Connection) -> dict[str, int]:
    """Kind -> number of records, every kind present, in the order of the export."""
    return dict(
        connection.execute(
            "SELECT kind.name, count(record.id) FROM kind LEFT JOIN record ON record.kind = kind.name"
            " GROUP BY kind.name ORDER BY kind.position"
        )
    )


def terms(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Scheme -> code -> label, in the order of the vocabulary."""
    found: dict[str, dict[str, str]] = {}
    for scheme, code, label in connection.execute(
        "SELECT scheme, code, label FROM term ORDER BY scheme, position"
    ):
        found.setdefault(scheme, {})[code] = label
    return found


def rows_of_kind(connection: sqlite3.Connection, kind: str, limit: int = -1) -> list[Row]:
    """The rows of a kind in list order."""
    return [
        Row(*row)
        for row in connection.execute(
            "SELECT id, uid, kind, label, detail FROM record WHERE kind = ?"
            " ORDER BY sort_key, id LIMIT ?",
            (kind, limit),
        )
    ]


def check(connection: sqlite3.Connection) -> list[str]:
    """What is wrong inside the file, in SQLite's words; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        found.append(f"row {row} of {table} points at a row of {parent} that is not there")
    missing = connection.execute(
        "SELECT count(*) FROM record WHERE id NOT IN (SELECT id FROM search_document)"
    ).fetchone()[0]
    if missing:
        found.append(f"{missing} records are missing from the search index")
    return found
