"""One state of a library, read on several threads, whatever other programs write meanwhile.

In a library with a write-ahead log every connection of a snapshot stays in a read transaction that was
begun at the same moment: what is read first and what is read an hour later belong together, and nobody
who writes has to wait. A library without such a log cannot be held without locking writers out: there,
each reading notices that the file has changed and raises LibraryChangedError.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from spexplorer.storage.connection import LibraryConnection, has_log, open_reading, reading
from spexplorer.support.errors import LibraryChangedError
from spexplorer.support.files import Mark, mark_of

_CONNECTIONS: Final = 3
"""One for the interface thread, and one for each of the two worker threads of `workspace.tasks`."""

_ATTEMPTS: Final = 20
"""How often the connections are begun anew because somebody wrote between the first and the last."""


class Snapshot:
    """Connections that all see the library as it was when the snapshot was made."""

    def __init__(self, path: Path, connections: int = _CONNECTIONS) -> None:
        """Open the library; raises LibraryError or EnvironmentProblem."""
        import threading  # no search on the command line needs it

        self.path = path
        self.mark: Mark = mark_of(path)
        self._own = threading.local()
        self._opened: list[LibraryConnection] = []
        self._free: list[LibraryConnection] = []
        self._vacant = threading.Semaphore(0)
        try:
            with reading(path):
                self._open(connections)
        except BaseException:
            self.close()
            raise

    def _open(self, connections: int) -> None:
        # The guard never stays in a transaction, so that it sees what others have written since.
        self._guard = self._connect()
        self._is_held = has_log(self._guard)
        held = [self._connect() for _ in range(connections)]
        for _ in range(_ATTEMPTS):
            self._version = _version(self._guard)
            for connection in held:
                _begin(connection)
            if _version(self._guard) == self._version:
                break
            for connection in held:
                connection.execute("COMMIT")
        self._versions = {}
        for connection in held:
            if not self._is_held:
                connection.execute("COMMIT")
                self._versions[connection] = _version(connection)
            self._put_back(connection)

    def _connect(self) -> LibraryConnection:
        connection = open_reading(self.path, any_thread=True)
        connection.isolation_level = None
        self._opened.append(connection)
        return connection

    def _put_back(self, connection: LibraryConnection) -> None:
        self._free.append(connection)
        self._vacant.release()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for this thread; one inside another is the same. Every error is a sentence."""
        own: LibraryConnection | None = getattr(self._own, "connection", None)
        if own is not None:
            with reading(self.path):
                yield own
            return
        self._vacant.acquire()
        own = self._own.connection = self._free.pop()
        try:
            with reading(self.path):
                if self._is_held:
                    yield own
                else:
                    with self._unchanged(own):
                        yield own
        finally:
            self._own.connection = None
            self._put_back(own)

    @contextmanager
    def _unchanged(self, connection: LibraryConnection) -> Iterator[None]:
        """A read transaction on the state the snapshot was made of."""
        _begin(connection)
        try:
            if _version(connection) != self._versions[connection]:
                raise LibraryChangedError(
                    f"{self.path} was changed by another program; it is being read again."
                )
            yield
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    def is_current(self) -> bool:
        """Whether the file holds nothing newer than the snapshot; asked on the interface thread."""
        if self._guard.is_immutable:
            return mark_of(self.path) == self.mark
        with reading(self.path):
            return _version(self._guard) == self._version

    def close(self) -> None:
        """Let go of the file; the snapshot is of no further use."""
        # The guard was opened first, and takes away the log that it found none of.
        for connection in reversed(self._opened):
            connection.close()
        self._opened.clear()


Source: TypeAlias = Path | Snapshot
"""What a reading function is given: a file to open for its own length, or a state that is held."""


@contextmanager
def connected(source: Source) -> Iterator[sqlite3.Connection]:
    """A connection for the length of the block, in one read transaction. Every error is a sentence."""
    if isinstance(source, Snapshot):
        with source.connection() as connection:
            yield connection
        return
    connection = open_reading(source)
    try:
        with reading(source):
            connection.isolation_level = None
            _begin(connection)
            yield connection
    finally:
        connection.close()


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    # A transaction begins with the first reading, not with BEGIN.
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection has committed."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
