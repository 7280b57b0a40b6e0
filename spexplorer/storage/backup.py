"""Copies of a library by SQLite's online backup, checked, and the way back."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from spexplorer.storage.connection import explaining, open_reading, open_writing
from spexplorer.support.errors import DamagedLibraryError, EnvironmentProblem

_PATIENCE: Final = 5.0
"""Seconds to wait for another program that writes."""


class Contents(NamedTuple):
    """How many records a library holds, and how many steps its history."""

    records: int
    steps: int


def copy_checked(source: Path, target: Path) -> Contents:
    """Copy a library to a place where nothing lies, in one file, while others read and write it.

    Raises DamagedLibraryError where the copy does not stand SQLite's check of its integrity.
    """
    with closing(open_reading(source)) as connection, closing(sqlite3.connect(target)) as copy:
        with explaining(source):
            connection.backup(copy)
        with explaining(target):
            copy.execute("PRAGMA journal_mode = DELETE")
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if verdict != "ok":
                raise DamagedLibraryError(
                    f"{source} is damaged ({verdict}) and was not backed up; go back to a backup"
                    " (“spexplorer restore”)."
                )
            return _contents(copy)


def contents_of(path: Path) -> Contents:
    """What a library holds. Raises LibraryError where it cannot be opened."""
    with closing(open_reading(path)) as connection, explaining(path):
        return _contents(connection)


def _contents(connection: sqlite3.Connection) -> Contents:
    query = "SELECT (SELECT count(*) FROM record), (SELECT count(*) FROM step)"
    return Contents(*connection.execute(query).fetchone())


def write_back(source: Path, target: Path) -> None:
    """Let a library be what another one is, in one transaction: who reads it now is not disturbed.

    Raises EnvironmentProblem where another program keeps writing.
    """
    end = time.monotonic() + _PATIENCE

    def wait(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > end:
            raise EnvironmentProblem(
                f"{target} is being written to by another program; close that program and try again."
            )

    with (
        closing(open_reading(source)) as connection,
        closing(open_writing(target)) as present,
        explaining(target),
    ):
        connection.backup(present, progress=wait)
