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
    return _ranked(connection, kind, _title(kind), "kind = ?")


def ranked_details(connection: sqlite3.Connection, kind: str) -> tuple[Ints, Ints]:
    """Record numbers of a kind by their line of detail, as above; those without one are left out."""
    # The plus keeps SQLite from going through the index by title, and to the table for each entry.
    return _ranked(connection, kind, "detail COLLATE NOCASE", "+kind = ? AND detail <> ''")


def _ranked(
    connection: sqlite3.Connection, kind: str, key: str, condition: str
) -> tuple[Ints, Ints]:
    # One text of numbers instead of a Python row each (see `columns`), “;” between different keys.
    text: str | None = connection.execute(
        "SELECT group_concat(ids, ';') FROM (SELECT group_concat(id) AS ids FROM record"
        f" WHERE {condition} GROUP BY {key} ORDER BY {key})",
        (kind,),
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
