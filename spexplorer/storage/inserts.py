"""Rows gathered for many tables and written in great numbers: some hundred a statement instead of one.

A statement of its own for every row costs more than the row: SQLite lets other threads of the
interpreter run once a statement, and FTS5 writes its index to the disk at the end of each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

_ROWS: Final = 512
"""Rows of one statement; what is left goes by powers of two, so that statements are the same again and
again and SQLite has them ready.
"""

_VALUES: Final = 15_000
"""Values of one statement at most; SQLite takes 32,766."""

DOCUMENTS: Final = 4_096
"""Search documents of one statement."""


class Inserts:
    """New rows by table, in the order in which the tables were first named."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {}

    def add(self, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        """Add a row of a table, with its values in the order of the columns, always the same ones."""
        known = self._rows.get(table)
        if known is None:
            self._rows[table] = (columns, [row])
        else:
            known[1].append(row)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows; the caller owns the transaction."""
        for table, (columns, rows) in self._rows.items():
            _insert(connection, table, columns, rows)
        self._rows.clear()


def _insert(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    held = list(zip(*rows, strict=True))
    used = [n for n, values in enumerate(held) if values.count(None) < len(values)]
    if len(used) < len(columns):
        rows = list(zip(*(held[n] for n in used), strict=True))
    names = ", ".join(f'"{columns[n]}"' for n in used)
    marks = f"({', '.join('?' * len(used))})"
    start = 0
    while start < len(rows):
        left = len(rows) - start
        if table == "search_document":
            size = min(left, DOCUMENTS)
        else:
            size = min(_ROWS, _power_of_two(min(left, _VALUES // len(used))))
        connection.execute(
            f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * size)}",
            list(chain.from_iterable(rows[start : start + size])),
        )
        start += size


def _power_of_two(number: int) -> int:
    return 1 << (number.bit_length() - 1)
