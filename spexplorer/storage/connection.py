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

SCHEMA_VERSION: Final = 5
"""How many migrations changed what is read; a file that more of them were applied to is refused."""

_MAGIC: Final = b"SQLite format 3\x00"

_UNTRUSTED: Final = "trusted_schema = OFF"
"""A library from elsewhere may hold triggers and views; they must not call anything."""


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that can only read; the file is never changed.

    Raises LibraryError when the file is missing, foreign, damaged or from another version, and
    EnvironmentProblem when the machine refuses to read it.
    """
    _refuse_what_is_no_library(path)
    # A library on read-only media cannot keep a -shm file; where no other program left changes
    # beside it nothing is lost by opening it as immutable, and SQLite then needs no lock at all.
    mode = "mode=ro" if _has_changes_beside(path) else "mode=ro&immutable=1"
    return _connected(path, f"{path.absolute().as_uri()}?{mode}", ("query_only = ON", _UNTRUSTED))


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection that may write, with foreign keys enforced. Same errors as `open_reading`."""
    _refuse_what_is_no_library(path)
    connection = _connected(path, f"{path.absolute().as_uri()}?mode=rw", ())
    connection.isolation_level = None
    set_up(connection)
    return connection


def set_up(connection: sqlite3.Connection) -> None:
    """The pragmas of every writing connection."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    # Not `trusted_schema = OFF`, as when reading: our own triggers write to the FTS5 table.


def _connected(path: Path, uri: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    with explaining(path):
        connection = sqlite3.connect(uri, uri=True)
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            _refuse_foreign_schema(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _has_changes_beside(path: Path) -> bool:
    """Whether a write-ahead log or a rollback journal with something in it lies beside a file."""
    for suffix in ("-wal", "-journal"):
        try:
            if path.with_name(path.name + suffix).stat().st_size:
                return True
        except OSError:
            continue
    return False


def _refuse_what_is_no_library(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        raise LibraryError(
            f"There is no library at {path}; check the name, or create one there with "
            f"“spexplorer new {path}”."
        ) from error
    except IsADirectoryError as error:
        raise LibraryError(f"{path} is a folder; name a library file inside it.") from error
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({error.strerror}); check the name, and the permissions of the "
            "file and its folder."
        ) from error
    if head != _MAGIC:
        raise LibraryError(f"{path} is not a library of this program; name a .spex file.")


def _refuse_foreign_schema(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise LibraryError(
            f"{path} is a database of another program, not a library; name a .spex file."
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was made by a newer version of this program (schema {version}; this one knows "
            f"{SCHEMA_VERSION}); install the newer version to open it, the file was left as it is."
        )
    if version < SCHEMA_VERSION:
        raise LibraryError(
            f"{path} has the older schema {version}, which this version (schema {SCHEMA_VERSION}) "
            "cannot read; export it with the version that made it, the file was left as it is."
        )


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into sentences with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """As `explaining`, for reading only: a value this program never wrote is damage as well."""
    try:
        with explaining(path):
            yield
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise _damaged(path, f"a value cannot be read, {error}") from error


def explained(error: sqlite3.Error, path: Path) -> LibraryError | EnvironmentProblem:
    """The sentence for an SQLite error; the result code decides, not the wording."""
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if extended == sqlite3.SQLITE_READONLY_ROLLBACK:
        return EnvironmentProblem(
            f"{path} was left in the middle of a change by another program; let that program finish, "
            "or go back to a copy of the file."
        )
    code = extended & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return EnvironmentProblem(
            f"The disk that holds {path} is full; free some space and try again, nothing was lost."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return EnvironmentProblem(
            f"{path} cannot be opened or written here; check the permissions of the file and its "
            "folder, or work on a copy."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return EnvironmentProblem(
            f"{path} is in use by another program; close that program and try again."
        )
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentProblem(
            f"The disk that holds {path} failed to read or write it ({error}); free some space, or "
            "copy the file to another disk."
        )
    return _damaged(path, str(error))


def _damaged(path: Path, reason: str) -> LibraryError:
    return LibraryError(f"{path} is damaged ({reason}); keep the file and go back to a copy of it.")
