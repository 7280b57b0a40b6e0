"""What is wrong inside a library file, beside what SQLite itself refuses: read as plain facts.

Only queries whose cost grows with the number of rows; a library may hold a million records.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Final, NamedTuple

from spexplorer.domain.fields import CLASSES, Shape, fields_of
from spexplorer.domain.kinds import KINDS
from spexplorer.storage.connection import changed_indexes
from spexplorer.support.folders import database_sources

FARTHEST_DAY: Final = 100_000_000
"""Days before and after the year 1 that a date may lie: some 270,000 years."""

LARGEST_NUMBER: Final = 1e18
"""What a figure may measure either way; charts compute with its square."""

LISTED: Final = 20
"""Rows of one fault that are named, the rest is counted."""

HALVES: Final = {
    "evidence": "evidence.passage",
    "contributor": "contributors.agent",
    "agreement_relation": "relations.target",
}
"""Table of a part -> the link without which it says nothing; SQL cannot demand it."""

_UNINDEXED: Final = {
    "not_indexed": "record WHERE id NOT IN (SELECT id FROM search_document)",
    "not_found": "search_document WHERE id NOT IN (SELECT id FROM search_index_docsize)",
}
"""What is missing from the search index, by a code."""

_WITHOUT: Final = {
    **{
        f"{table}_names_nothing": f"{table} AS part WHERE NOT EXISTS (SELECT 1 FROM link"
        f" WHERE source = part.record AND predicate = '{predicate}' AND position = part.position)"
        for table, predicate in HALVES.items()
    },
    **{
        f"{kind}_is_empty": f"record WHERE kind = '{kind}' AND id NOT IN (SELECT id FROM {kind})"
        for kind in KINDS
    },
    **{
        f"{kind}_is_another": f"record WHERE kind <> '{kind}' AND id IN (SELECT id FROM {kind})"
        for kind in KINDS
    },
}
"""Rows of which the other half is missing, by a code."""

_OF_AN_INDEX: Final = re.compile(
    "row .* missing from index|wrong # of entries in index|non-unique entry in index|the index "
)
"""What SQLite and we say of indexes, which are written anew without loss."""

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


def is_of_an_index(fault: str) -> bool:
    """Whether a fault of the structure is one of an index alone."""
    return bool(_OF_AN_INDEX.match(fault))


def changed_constants(connection: sqlite3.Connection) -> Iterator[str]:
    """The tables whose rows are the same in every library of this version, where they are not."""
    kinds = connection.execute("SELECT name FROM kind ORDER BY position").fetchall()
    if [row[0] for row in kinds] != list(KINDS):
        yield "kind"
    links = connection.execute("SELECT DISTINCT predicate, source_kind FROM link_type").fetchall()
    paths = {(path, kind) for kind in KINDS for path in _link_paths(CLASSES[kind], "")}
    if set(links) != paths - {("evidence.passage", "passage")}:  # which is evidence itself
        yield "link_type"
    applied = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'spexplorer' ORDER BY id"
    ).fetchall()
    ours = sorted(path.stem for path in (database_sources() / "migrations").glob("*.sql"))
    if [row[0] for row in applied] != ours:
        yield "_sqlite_migrations"


def _link_paths(owner: type, prefix: str) -> Iterator[str]:
    for field in fields_of(owner):
        if field.shape is Shape.LINK and field.name != "id":
            yield prefix + field.key
        elif field.part is not None:
            yield from _link_paths(field.part, f"{prefix}{field.key}.")


def unreadable_values(connection: sqlite3.Connection) -> Iterator[str]:
    """Lists of the library and its vocabularies that cannot be read, by where they stand."""
    rows = "SELECT 'term ' || key, alternatives FROM term WHERE alternatives <> '[]'"
    questions = "SELECT 'library questions', value FROM library WHERE key = 'questions'"
    for where, text in connection.execute(f"{rows} UNION ALL {questions}"):
        if not is_list(text):
            yield where


def is_list(text: str) -> bool:
    """Whether a text is a list of JSON."""
    try:
        return isinstance(json.loads(text), list)
    except (ValueError, RecursionError):
        return False


def borne_twice(connection: sqlite3.Connection) -> list[str]:
    """Ids that lead to another record although a record bears them."""
    found = connection.execute("SELECT uid FROM redirect JOIN record USING (uid) ORDER BY uid")
    return [row[0] for row in found]


def index_is_right(connection: sqlite3.Connection) -> bool:
    """Whether the search index holds the words of the search documents and no others.

    FTS5 compares them only where it may write: in a copy in memory.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        connection.backup(copy)
        try:
            copy.execute(
                "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError:
            return False
    return True


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
    """Rows of which the other half is missing: records without their values, parts without their link."""
    return _counted(connection, _WITHOUT)


def missing_from_search(connection: sqlite3.Connection) -> list[Counted]:
    """Records and search documents that the search index does not hold."""
    return _counted(connection, _UNINDEXED)


def _counted(connection: sqlite3.Connection, queries: dict[str, str]) -> list[Counted]:
    found = []
    for code, rows in queries.items():
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
            f" WHERE record.kind = '{kind}'"
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
            "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ? LIMIT 1",
            (match, number),
        ).fetchone()
    )


def _uids(connection: sqlite3.Connection, numbers: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"SELECT uid FROM record WHERE id IN ({numbers}) ORDER BY id LIMIT {LISTED}"
    )
    return tuple(row[0] for row in rows)
