"""What is wrong inside a library file, beside what SQLite itself refuses: read as plain facts.

Only queries whose cost grows with the number of rows; a library may hold a million records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from spexplorer.storage.connection import changed_indexes

FARTHEST_DAY: Final = 100_000_000
"""Days before and after the year 1 that a date may lie: some 270,000 years."""

LARGEST_NUMBER: Final = 1e18
"""What a figure may measure either way; charts compute with its square."""

LISTED: Final = 20
"""Rows of one fault that are named, the rest is counted."""

_HALVES: Final = {
    "evidence": "evidence.passage",
    "contributor": "contributors.agent",
    "agreement_relation": "relations.target",
}
"""Table of a part -> the link without which it says nothing; SQL cannot demand it."""

_WITHOUT: Final = {
    "not_indexed": "record WHERE id NOT IN (SELECT id FROM search_document)",
    "not_found": "search_document WHERE id NOT IN (SELECT id FROM search_index_docsize)",
    **{
        f"{table}_names_nothing": f"{table} AS part WHERE NOT EXISTS (SELECT 1 FROM link"
        f" WHERE source = part.record AND predicate = '{predicate}' AND position = part.position)"
        for table, predicate in _HALVES.items()
    },
}
"""What should not be there, by a code."""

_DAYS: Final = ("start_min", "start_max", "end_min", "end_max")
_NUMBERS: Final = {"statistic": ("value", "value_high"), "money": ("amount",)}

_TITLES: Final = {
    "work": "title",
    "agent": "name",
    "place": "name",
    "concept": "pref_label",
    "instrument": "name",
    "event": "title",
    "agreement": "title",
    "statistic": "measure",
    "claim": "statement",
}
"""Kind -> the column that its sort key ends with, in small letters."""


class Stray(NamedTuple):
    """A row that points at a row of another table that is not there; the record it is about, if any."""

    table: str
    row: int | None
    parent: str
    record: str


class Counted(NamedTuple):
    """A fault of many rows, by its code: how many, and the ids of the first of their records."""

    code: str
    number: int
    records: tuple[str, ...] = ()


def structural_faults(connection: sqlite3.Connection) -> list[str]:
    """What SQLite says of the file itself, and indexes that are not ours; empty when it is sound."""
    found = connection.execute(f"PRAGMA integrity_check({LISTED})")
    faults = [row[0] for row in found if row[0] != "ok"]
    return [*faults, *changed_indexes(connection)]


def strays(connection: sqlite3.Connection) -> Iterator[Stray]:
    """Rows that point at nothing; there may be very many."""
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Stray(table, row, parent, _record_of(connection, table, row))


def _record_of(connection: sqlite3.Connection, table: str, row: int | None) -> str:
    """The id of the record that a row belongs to, as far as it can be told."""
    columns = {found[1] for found in connection.execute(f'PRAGMA table_info("{table}")')}
    owner = next((name for name in ("record", "source", "id") if name in columns), None)
    if owner is None or row is None:
        return ""
    found = connection.execute(
        f'SELECT uid FROM record WHERE id = (SELECT {owner} FROM "{table}" WHERE rowid = ?)', (row,)
    ).fetchone()
    return str(found[0]) if found else ""


def missing_halves(connection: sqlite3.Connection) -> list[Counted]:
    """Rows of which the other half is missing: records without an index, parts without their link."""
    found = []
    for code, rows in _WITHOUT.items():
        if number := connection.execute(f"SELECT count(*) FROM {rows}").fetchone()[0]:
            owner = "id" if rows.startswith(("record ", "search_document ")) else "record"
            found.append(Counted(code, number, _uids(connection, f"SELECT {owner} FROM {rows}")))
    return found


def out_of_bounds(connection: sqlite3.Connection) -> list[Counted]:
    """Values of the right type that nothing can be drawn or computed with."""
    far = " OR ".join(f"{day} NOT BETWEEN -{FARTHEST_DAY} AND {FARTHEST_DAY}" for day in _DAYS)
    queries = {"day": [f"SELECT record AS id FROM dating WHERE {far}"], "number": []}
    for table, columns in _NUMBERS.items():
        large = " OR ".join(f"abs({name}) > {LARGEST_NUMBER}" for name in columns)
        owner = "id" if table == "statistic" else "record AS id"
        queries["number"].append(f"SELECT {owner} FROM {table} WHERE {large}")
    found = []
    for code, parts in queries.items():
        rows = " UNION ALL ".join(parts)
        if number := connection.execute(f"SELECT count(*) FROM ({rows})").fetchone()[0]:
            found.append(Counted(code, number, _uids(connection, rows)))
    return found


def misplaced(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of records that are sorted by another title than they have; a title is cheap to compare."""
    for kind, column in _TITLES.items():
        for uid, sort_key, title in connection.execute(
            f"SELECT uid, sort_key, {column} FROM {kind} JOIN record USING (id)"
        ):
            if not sort_key.endswith(title.casefold()):
                yield uid


def unfindable(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Those of some records that the index does not find by their own search documents."""
    found = []
    for number in numbers:
        for names, body in connection.execute(
            "SELECT names, body FROM search_document WHERE id = ?", (number,)
        ).fetchall():
            for column, text in (("names", names), ("body", body)):
                words = text.replace('"', " ").strip()
                if words and not _finds(connection, f'{column} : "{words}"', number):
                    found.append(number)
    return found


def _finds(connection: sqlite3.Connection, match: str, number: int) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?", (match, number)
        ).fetchone()
    )


def _uids(connection: sqlite3.Connection, numbers: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"SELECT uid FROM record WHERE id IN ({numbers}) ORDER BY id LIMIT {LISTED}"
    )
    return tuple(row[0] for row in rows)
