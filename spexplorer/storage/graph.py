"""Every typed link of a library as columns, for the network.

The columns are filled from the cursor without a tuple that lives on: a list of two million tuples
would make the garbage collector hold every thread.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from spexplorer.domain.kinds import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Records in the order of their numbers, and links by the places of records in that order.

    `kinds` are places in `domain.kinds.KINDS`, `predicates` places in `names`.
    """

    numbers: NDArray[np.int64]
    kinds: NDArray[np.uint8]
    sources: NDArray[np.int32]
    targets: NDArray[np.int32]
    predicates: NDArray[np.uint8]
    names: tuple[str, ...]


def read_links(connection: sqlite3.Connection) -> LinkColumns:
    """Read the whole link table; about a second a million links."""
    names = tuple(
        row[0]
        for row in connection.execute("SELECT DISTINCT predicate FROM link_type ORDER BY predicate")
    )
    kinds, predicates = _coded("kind", KINDS), _coded("predicate", names)
    records = _columns(connection, f"id, {kinds}", "record ORDER BY id", 2)
    links = _columns(connection, f"source, target, {predicates}", "link", 3)
    numbers = np.ascontiguousarray(records[:, 0])
    return LinkColumns(
        numbers=numbers,
        kinds=records[:, 1].astype(np.uint8),
        sources=np.searchsorted(numbers, links[:, 0]).astype(np.int32),
        targets=np.searchsorted(numbers, links[:, 1]).astype(np.int32),
        predicates=links[:, 2].astype(np.uint8),
        names=names,
    )


def _coded(column: str, names: Sequence[str]) -> str:
    """An expression for the place of a text among some names; they are words of our own schema."""
    cases = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(names))
    return f"CASE {column} {cases} ELSE 0 END" if cases else "0"


def _columns(
    connection: sqlite3.Connection, columns: str, table: str, width: int
) -> NDArray[np.int64]:
    """Some integers of every row; counted first, since an array that grows is copied as a whole."""
    count = connection.execute(f"SELECT count(*) FROM {table.partition(' ')[0]}").fetchone()[0]
    rows = connection.execute(f"SELECT {columns} FROM {table}")
    values = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=count * width)
    return values.reshape(-1, width)
