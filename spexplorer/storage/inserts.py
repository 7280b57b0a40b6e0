"""Rows gathered for many tables and written in great numbers: one statement a table instead of one a row.

A statement of its own for every row costs more than the row: above all in the index of words, which
FTS5 writes to the disk at the end of each.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

_ROWS: Final = 5_000
"""Rows of one statement."""

_LETTERS: Final = 8_000_000
"""Letters of JSON of one statement, roughly; SQLite holds them several times."""


class Inserts:
    """New rows by table, in the order in which the tables were first named."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def add(self, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        """Add a row of a table, with its values in the order of the columns."""
        known = self._rows.get((table, columns))
        if known is None:
            self._rows[table, columns] = [row]
        else:
            known.append(row)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows; the caller owns the transaction."""
        for (table, columns), rows in self._rows.items():
            _insert(connection, table, columns, rows)
        self._rows.clear()


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    used = [n for n in range(len(columns)) if any(row[n] is not None for row in rows)]
    names = ", ".join(f'"{columns[n]}"' for n in used)
    for start in range(0, len(rows), _ROWS):
        _insert_piece(connection, table, names, used, rows[start : start + _ROWS])


def _insert_piece(
    connection: sqlite3.Connection,
    table: str,
    names: str,
    used: Sequence[int],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    picked = [tuple(row[n] for n in used) for row in rows]
    if (text := _as_json(picked)) is None:
        marks = ", ".join("?" * len(used))
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", picked)
    elif len(text) > _LETTERS and len(rows) > 1:
        half = len(rows) // 2
        _insert_piece(connection, table, names, used, rows[:half])
        _insert_piece(connection, table, names, used, rows[half:])
    else:
        values = ", ".join(f"json_extract(value, '$[{n}]')" for n in range(len(used)))
        connection.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM json_each(?)", (text,)
        )


def _as_json(rows: Sequence[tuple[Any, ...]]) -> str | None:
    """Rows of texts and integers; None for others, which SQLite would not read back to the last bit."""
    if not _PLAIN.issuperset(map(type, chain.from_iterable(rows))):
        return None
    text = json.dumps(rows, ensure_ascii=False, check_circular=False, separators=(",", ":"))
    return None if "\\u0000" in text else text


_PLAIN: Final = frozenset((str, int, type(None)))
