"""Records of a kind a batch at a time, and those of some ids: for what goes through a whole library."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.storage.records import load_numbers

_BATCH: Final = 2_000
"""Records that are in memory at once."""


def batches_of_kind(
    connection: sqlite3.Connection, kind: str, wanted: Collection[str] | None = None
) -> Iterator[list[Record]]:
    """The records of a kind in the order lists show them, batch by batch; `wanted` are ids, None all."""
    rows = connection.execute(
        "SELECT id, uid FROM record WHERE kind = ? ORDER BY sort_key, id", (kind,)
    )
    while found := rows.fetchmany(_BATCH):
        numbers = [row[0] for row in found if wanted is None or row[1] in wanted]
        if numbers:
            yield load_numbers(connection, kind, numbers)


def load_ids(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Record]:
    """The records of some ids, of whatever kinds, as far as they are there."""
    by_kind: dict[str, list[int]] = {}
    wanted = json.dumps(sorted(set(ids)))
    for number, uid in connection.execute(
        "SELECT id, uid FROM record WHERE uid IN (SELECT value FROM json_each(?))", (wanted,)
    ):
        by_kind.setdefault(kind_of(uid), []).append(number)
    return {
        record.id: record
        for kind, numbers in by_kind.items()
        for record in load_numbers(connection, kind, numbers)
    }


def ids_at(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[str]:
    """The ids of records by their numbers, in no order."""
    wanted = json.dumps([int(number) for number in numbers])
    rows = connection.execute(
        "SELECT uid FROM record WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    return [str(row[0]) for row in rows]


def pointing_at(
    connection: sqlite3.Connection, ids: Iterable[str], predicate: str
) -> dict[str, Record]:
    """The records that point at one of some ids by a predicate such as `mark_passage`."""
    wanted = json.dumps(sorted(set(ids)))
    rows = connection.execute(
        "SELECT source.uid FROM link JOIN record AS target ON target.id = link.target"
        " JOIN record AS source ON source.id = link.source"
        " WHERE target.uid IN (SELECT value FROM json_each(?)) AND link.predicate = ?",
        (wanted, predicate),
    )
    return load_ids(connection, (row[0] for row in rows))
