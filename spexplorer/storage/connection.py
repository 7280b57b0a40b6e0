"""Opening a library file: what is refused, how it is opened, and the sentences for every failure.

Plain `sqlite3` only: reading must start faster than sqlite-utils can be imported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from spexplorer.support.errors import EnvironmentProblem, LibraryError

APPLICATION_ID: Final = 0x53504558
"""“SPEX” in the SQLite header: a file without it is not a library."""

SCHEMA_VERSION: Final = 4
"""Number of migrations this program knows; a file with more was made by a newer program."""

_MAGIC: Final = b"SQLite format 3\x00"


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; the file is never changed.

    Raises LibraryError when the file is missing, foreign, damaged or from a newer program, and
    EnvironmentProblem when the machine refuses to read it.
    """
    _refuse_what_is_no_library(path)
    # A library on read-only media cannot keep a -shm file; without a -wal beside it nothing is
    # lost by opening it as immutable, and SQLite then needs no lock at all.
    waiting = path.with_name(path.name + "-wal")
    mode = "mode=ro" if waiting.exists() and waiting.stat().st_size else "mode=ro&immutable=1"
    with explaining(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        _refuse_foreign_schema(connection, path)
    return connection


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection that may write, with foreign keys enforced. Same errors as `open_reading`."""
    _refuse_what_is_no_library(path)
    with explaining(path):
        connection = sqlite3.connect(path, isolation_level=None)
        set_up(connection)
        _refuse_foreign_schema(connection, path)
    return connection


def set_up(connection: sqlite3.Connection) -> None:
    """The pragmas of every writing connection."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    # Not `trusted_schema = OFF`, as when reading: our own triggers write to the FTS5 table.


def _refuse_what_is_no_library(path: Path) -> None:
    if path.is_dir():
        raise LibraryError(f"{path} is a folder; name a library file inside it.")
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise LibraryError(
            f"There is no library at {path}. Check the name, or create one there with "
            f"“spexplorer new {path.name}”."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({error.strerror}). Check the permissions of the file."
        ) from error
    if head != _MAGIC:
        raise LibraryError(
            f"{path} is not a library of this program. Open a .spex file, or import the file "
            "into a library."
        )


def _refuse_foreign_schema(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise LibraryError(
            f"{path} is a database of another program, not a library. Open a .spex file."
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was made by a newer version of this program (schema {version}; this one knows "
            f"{SCHEMA_VERSION}). Install the newer version to open it; the file was left as it is."
        )
    if version < SCHEMA_VERSION:
        raise LibraryError(
            f"{path} has the older schema {version} and must be brought up to date before it can be "
            "read. Open it in the window, or run “spexplorer check” on it for details."
        )


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into sentences with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error


def explained(error: sqlite3.Error, path: Path) -> LibraryError | EnvironmentProblem:
    """The sentence for an SQLite error; the primary result code decides, not the wording."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LibraryError(
            f"{path} is damaged ({error}). Keep the file, restore a copy of it, and run "
            "“spexplorer check” to see what is hurt."
        )
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentProblem(
            f"The disk that holds {path} is full. Free some space and try again; nothing was lost."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return EnvironmentProblem(
            f"{path} cannot be opened or written here. Check the permissions of the file and its "
            "folder, or work on a copy."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return EnvironmentProblem(
            f"{path} is in use by another program. Close that program and try again."
        )
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentProblem(
            f"The disk that holds {path} reported an error ({error}). Copy the file to another disk."
        )
    return LibraryError(f"{path} cannot be used as a library ({error}).")
