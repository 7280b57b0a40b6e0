"""Transactions of the one writing connection, and whether others have written between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


class Transactions:
    """Begins and ends the transactions of one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version = self._read_version()

    @contextmanager
    def one(self) -> Iterator[bool]:
        """A transaction for the length of the block; gives whether others committed since the last.

        An exception of the block takes everything back.
        """
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            before, self._version = self._version, self._read_version()
            yield before != self._version
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """A transaction for the length of the block, of which nothing remains."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @property
    def others_have_committed(self) -> bool:
        """Whether others have committed since the last transaction began."""
        return self._read_version() != self._version

    def _read_version(self) -> int:
        # Changes when another connection has committed, never by a commit of this one.
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
