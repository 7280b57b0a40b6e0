"""Changes to a library: each runs in one transaction on the one writing connection of a process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from sqlite3 import Connection
from typing import TypeAlias

from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.domain.records import Record
from spexplorer.storage.connection import explaining, keep_log, open_writing
from spexplorer.storage.record_removal import remove_records
from spexplorer.storage.records import add_records, replace_record
from spexplorer.storage.transactions import Transactions

Operation: TypeAlias = Callable[[Connection], ChangeSet]
"""Changes records within a transaction that is not its own, and tells which."""


class LibraryWriter:
    """The one writing connection of a process to a library; used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open the library; raises LibraryError or EnvironmentProblem."""
        self._path = path
        self._connection = open_writing(path, any_thread=True)
        with explaining(path):
            keep_log(self._connection)
            self._transactions = Transactions(self._connection)

    def run(self, operation: Operation) -> ChangeSet:
        """Run an operation in a transaction of its own; when it fails, nothing is changed.

        What others have committed since the last operation is not known record by record: then
        everything counts as changed.
        """
        with explaining(self._path), self._transactions.one() as others_committed:
            changes = operation(self._connection)
        return EVERYTHING if others_committed else changes

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def replacing_record(record: Record) -> Operation:
    """The operation that puts a record in the place of the one of its id."""

    def run(connection: Connection) -> ChangeSet:
        replace_record(connection, record)
        return ChangeSet(frozenset({record.id}))

    return run


def removing_records(ids: Sequence[str]) -> Operation:
    """The operation that removes records nothing points at."""

    def run(connection: Connection) -> ChangeSet:
        remove_records(connection, ids)
        return ChangeSet(frozenset(ids))

    return run


def adding_records(records: Sequence[Record]) -> Operation:
    """The operation that adds records of the user's own, which may point at each other."""

    def run(connection: Connection) -> ChangeSet:
        connection.execute("INSERT OR IGNORE INTO origin (type, name) VALUES ('user', 'You')")
        (origin,) = connection.execute(
            "SELECT id FROM origin WHERE type = 'user' AND name = 'You' AND version = ''"
        ).fetchone()
        add_records(connection, records, origin)
        return ChangeSet(frozenset(record.id for record in records))

    return run
