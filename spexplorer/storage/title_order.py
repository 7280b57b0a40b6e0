"""The orders of a register that only SQLite knows: by title, and by the line below it."""

from __future__ import annotations

import sqlite3
from typing import Final

import numpy as np

from spexplorer.storage.columns import Ints, numbers_in

_DATED: Final = frozenset({"event", "agreement"})
"""Kinds that are listed by date: their sort key is 24 digits, or “~” when undated, and the title."""

_TITLE_BEHIND_DATE: Final = (
    "CASE WHEN sort_key LIKE '~%' THEN substr(sort_key, 2) ELSE substr(sort_key, 25) END"
)


def _title(kind: str) -> str:
    return _TITLE_BEHIND_DATE if kind in _DATED else "sort_key"


def ranked_titles(connection: sqlite3.Connection, kind: str) -> tuple[Ints, Ints]:
    """Record numbers of a kind by title, and the rank of each (equal for equal titles)."""
    query = f"SELECT id, {_title(kind)} AS key FROM record WHERE kind = ?"
    return _ranked(connection, query, (kind,))


_DETAILS: Final = {
    "work": (
        "SELECT link.source AS id, agent.name COLLATE NOCASE AS key FROM agent"
        " JOIN link ON link.target = agent.id"
        " WHERE predicate = 'contributors.agent' AND position = 0"
    ),
    "claim": (
        "SELECT link.source AS id, agent.name COLLATE NOCASE AS key FROM agent"
        " JOIN link ON link.target = agent.id"
        " WHERE predicate = 'holder' AND source_kind = 'claim'"
    ),
    "agent": "SELECT id, description COLLATE NOCASE AS key FROM agent",
    "place": "SELECT id, description COLLATE NOCASE AS key FROM place",
    "concept": "SELECT id, definition COLLATE NOCASE AS key FROM concept",
    "instrument": "SELECT id, description COLLATE NOCASE AS key FROM instrument",
    "statistic": "SELECT id, unit || printf('%020.4f', value) AS key FROM statistic",
    "citation": "SELECT id, relation AS key FROM citation",
    "passage": "SELECT id, printf('%08d', page) AS key FROM passage WHERE page IS NOT NULL",
    "note": "SELECT id, note_type AS key FROM note",
    "event": "SELECT id, event_type AS key FROM event",
    "agreement": "SELECT id, form AS key FROM agreement",
}
"""Kind -> what its records are ordered by when the line below their titles is: who made or holds
them, what is said of them, how much it is."""


def ranked_details(connection: sqlite3.Connection, kind: str) -> tuple[Ints, Ints]:
    """Record numbers of a kind by their line of detail, as above; those without one are left out."""
    return _ranked(connection, f"SELECT id, key FROM ({_DETAILS[kind]}) WHERE key <> ''")


def _ranked(
    connection: sqlite3.Connection, query: str, values: tuple[str, ...] = ()
) -> tuple[Ints, Ints]:
    # One text of numbers instead of a Python row each (see `columns`), “;” between different keys.
    text: str | None = connection.execute(
        "SELECT group_concat(ids, ';') FROM"
        f" (SELECT group_concat(id) AS ids FROM ({query}) GROUP BY key ORDER BY key)",
        values,
    ).fetchone()[0]
    if text is None:
        return numbers_in([None]), numbers_in([None])
    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    between = letters[(letters == ord(",")) | (letters == ord(";"))]
    ranks = np.concatenate(([0], np.cumsum(between == ord(";"))))
    return numbers_in([text.replace(";", ",")]), ranks


def title_key(connection: sqlite3.Connection, kind: str, number: int) -> str:
    """What a record of a kind is sorted by when titles are: its title in lower case."""
    query = f"SELECT {_title(kind)} FROM record WHERE id = ?"
    return str(connection.execute(query, (number,)).fetchone()[0])
