"""Ranked search over all kinds; imports nothing heavy, so that the command line answers at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold, fts_query

COUNT_CAP: Final = 10_000
"""Hits are counted up to here; beyond, “10,000+” is said (counting more costs more than it tells)."""

_CANDIDATES: Final = 2_000
"""So many matching records are ranked; ranking all of a million costs a second (bm25, SQLite 3.40)."""

_LOOKED_AT: Final = 50
"""Among so many of the best hits a label that equals the query is looked for."""

_OF_KIND: Final = (
    " AND EXISTS (SELECT 1 FROM record WHERE record.id = search_index.rowid AND kind = :kind)"
)
"""Narrows before candidates are cut off; asked row by row, a kind may have a million records."""


class Hit(NamedTuple):
    """One record found: its id, kind, label and detail, best first."""

    id: str
    kind: str
    label: str
    detail: str
    row: int


class Hits(NamedTuple):
    """What a query found; `total` is exact up to `COUNT_CAP`."""

    hits: tuple[Hit, ...]
    total: int


def search(
    connection: sqlite3.Connection, query: str, *, kind: str | None = None, limit: int = 50
) -> Hits:
    """The best hits for a query in any script; an empty query finds nothing."""
    match = match_expression(connection, query)
    if match is None:
        return Hits((), 0)
    # The names of a record weigh eight times its body; a record that goes by exactly this name in
    # any script comes first, wherever it lies among more candidates than are ranked, and before it
    # one that is listed by just this label.
    of_kind = _OF_KIND if kind else ""
    key = fold(query)
    values = {"match": match, "kind": kind, "limit": max(limit, _LOOKED_AT), "key": key}
    rows = connection.execute(
        "WITH named AS (SELECT record AS id FROM name_key WHERE key = :key)"
        " SELECT record.uid, record.kind, record.label, record.detail, record.id FROM"
        " (SELECT id, 0 AS place, 0.0 AS score FROM named UNION ALL SELECT id, 1, score FROM"
        " (SELECT rowid AS id, bm25(search_index, 8.0, 1.0) AS score FROM search_index"
        f" WHERE search_index MATCH :match{of_kind} LIMIT {_CANDIDATES}) WHERE id NOT IN named)"
        " AS found JOIN record ON record.id = found.id"
        + (" WHERE record.kind = :kind" if kind else "")
        + " ORDER BY place, score, record.sort_key, record.id LIMIT :limit",
        values,
    ).fetchall()
    total = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search_index"
        f" WHERE search_index MATCH :match{of_kind} LIMIT {COUNT_CAP + 1})",
        values,
    ).fetchone()[0]
    rows.sort(key=lambda row: fold(row[2]) != key)  # a stable sort: the rest keep their order
    return Hits(tuple(Hit(*row) for row in rows[:limit]), total)


def matching_ids(connection: sqlite3.Connection, query: str) -> set[str]:
    """The ids of all records a query finds; none for an empty query."""
    match = match_expression(connection, query)
    if match is None:
        return set()
    rows = connection.execute(
        "SELECT uid FROM record WHERE id IN"
        " (SELECT rowid FROM search_index WHERE search_index MATCH ?)",
        (match,),
    )
    return {row[0] for row in rows}


def match_expression(connection: sqlite3.Connection, query: str) -> str | None:
    """The FTS5 expression for a query, with the other forms of the names it holds."""

    def other_forms(phrase: str) -> Sequence[str]:
        return [
            row[0]
            for row in connection.execute(
                "SELECT DISTINCT other.key FROM name_key JOIN name_key AS other"
                " ON other.record = name_key.record WHERE name_key.key = ?",
                (phrase,),
            )
        ]

    return fts_query(query, expand=other_forms)
