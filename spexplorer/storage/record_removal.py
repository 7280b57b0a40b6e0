"""Records out of the tables: nothing is removed while others point at it, and no id goes astray."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Final, NamedTuple

from spexplorer.storage.search_words import forget_words
from spexplorer.support.errors import AppError

_NAMED: Final = 3
"""The most records that the message of a refusal names."""


class Pointer(NamedTuple):
    """A record that points at another one, and by which predicate."""

    source: str
    predicate: str
    target: str


class StillInUse(AppError):
    """Records cannot be removed, for others point at them: `pointers` are all of these."""

    def __init__(self, pointers: list[Pointer]) -> None:
        sources = list(dict.fromkeys(pointer.source for pointer in pointers))
        named = ", ".join(sources[:_NAMED]) + (" …" if len(sources) > _NAMED else "")
        targets = ", ".join(sorted({pointer.target for pointer in pointers})[:_NAMED])
        super().__init__(
            f"{targets} cannot be removed, for {len(sources):,} records point there ({named}); take"
            " those links away first."
        )
        self.pointers = pointers


def pointers_at(connection: sqlite3.Connection, ids: Collection[str]) -> list[Pointer]:
    """What points at some records from outside of them, in the order of ids."""
    return [
        Pointer(*row)
        for row in connection.execute(
            "WITH wanted AS (SELECT record.id FROM record JOIN json_each(?) AS given"
            "   ON record.uid = given.value)"
            " SELECT source.uid, link.predicate, target.uid FROM wanted"
            " JOIN link ON link.target = wanted.id"
            " JOIN record AS source ON source.id = link.source"
            " JOIN record AS target ON target.id = link.target"
            " WHERE link.source NOT IN (SELECT id FROM wanted)"
            " ORDER BY target.uid, source.uid, link.predicate, link.position",
            (json.dumps(sorted(ids)),),
        )
    ]


def remove_records(connection: sqlite3.Connection, ids: Collection[str]) -> None:
    """Remove records that may point at each other, with all that belongs to them.

    The caller owns the transaction. Raises StillInUse while other records point at one of them, and
    AppError for one that is not there; then nothing was removed.
    """
    wanted = json.dumps(sorted(ids))
    found = dict(
        connection.execute(
            "SELECT uid, id FROM record WHERE uid IN (SELECT value FROM json_each(?))", (wanted,)
        )
    )
    if missing := sorted(set(ids) - set(found)):
        raise AppError(f"There is no record {missing[0]} any more; look at the list again.")
    if pointers := pointers_at(connection, ids):
        raise StillInUse(pointers)
    forget_words(connection, found.values())
    numbers = json.dumps(sorted(found.values()))
    connection.execute(
        "DELETE FROM link WHERE source IN (SELECT value FROM json_each(?))", (numbers,)
    )
    connection.execute(
        "DELETE FROM record WHERE id IN (SELECT value FROM json_each(?))", (numbers,)
    )


def leave_redirect(connection: sqlite3.Connection, gone: str, kept: str) -> None:
    """Let the id of a record that is to be removed lead to another one from now on.

    Ids that led to it so far lead there too. The caller owns the transaction and removes the record
    afterwards. Raises AppError when the other one is not there.
    """
    target = connection.execute("SELECT id FROM record WHERE uid = ?", (kept,)).fetchone()
    if target is None or gone == kept:
        raise AppError(f"{gone} cannot lead to {kept}; choose a record that is there.")
    connection.execute(
        "UPDATE redirect SET target = ? WHERE target = (SELECT id FROM record WHERE uid = ?)",
        (target[0], gone),
    )
    connection.execute(
        "INSERT INTO redirect (uid, target) VALUES (?, ?)"
        " ON CONFLICT (uid) DO UPDATE SET target = excluded.target",
        (gone, target[0]),
    )
