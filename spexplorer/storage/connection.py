"""Opening a library file: what is refused, how it is opened, and the sentences for every failure.

Plain `sqlite3` only: reading must start faster than sqlite-utils can be imported.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final

from spexplorer.support.errors import (
    DamagedLibraryError,
    EnvironmentProblem,
    ForeignFileError,
    LibraryChangedError,
    LibraryError,
    OlderLibraryError,
)
from spexplorer.support.files import is_there
from spexplorer.support.folders import bundled_library, database_sources

APPLICATION_ID: Final = 0x53504558
"""“SPEX” in the SQLite header: a file without it is not a library."""

SCHEMA_VERSION: Final = 9
"""How many migrations changed what is read; a file that more of them were applied to is refused."""

_PATIENCE_MS: Final = 5000
"""So long a connection waits for another program to finish writing."""

_UNTRUSTED: Final = "trusted_schema = OFF"
"""A library from elsewhere may hold triggers and views; they must not call anything."""

_LONGEST_VALUE: Final = 100_000_000
"""Bytes of a value or row that are read: a library from elsewhere may hold one that fills the memory."""

_INDEXES: Final = ("CREATE INDEX", "CREATE UNIQUE INDEX")
_HELPERS: Final = ("sqlite_", "search_index_", "_sqlite_migrations")
"""Names of tables that SQLite, FTS5 and sqlite-utils make for themselves, as their version does."""

PATIENCE: Final = 60.0
"""Seconds after which a command line that looks something up gives up on a library."""

_STEPS: Final = 100_000
"""After so many steps of SQLite's machine (some milliseconds) the clock is looked at."""


def open_reading(path: Path, *, any_thread: bool = False) -> LibraryConnection:
    """A connection that can only read; the file is never changed.

    One for `any_thread` is to be used by one thread at a time. Raises LibraryError when the file is
    missing, foreign, damaged or from another version, and EnvironmentProblem when the machine refuses
    to read it.
    """
    refuse_what_is_no_library(path)
    pragmas = ("query_only = ON", _UNTRUSTED)
    if _cannot_change(path) or _foreign_beside(path):
        return _immutable(path, pragmas, any_thread=any_thread)
    has_log = is_there(_log_of(path))
    try:
        connection = _connected(path, "mode=ro", pragmas, any_thread=any_thread)
    except EnvironmentProblem:
        # A log needs a file beside the library, which this place may not take.
        if _has_changes_beside(path):
            raise
        return _immutable(path, pragmas, any_thread=any_thread)
    connection.tidies = None if has_log else path
    return connection


def open_writing(path: Path, *, any_thread: bool = False) -> LibraryConnection:
    """A connection that may write, with foreign keys enforced. Same errors as `open_reading`."""
    refuse_what_is_no_library(path)
    if foreign := _foreign_beside(path):
        from spexplorer.storage.leftovers import put_aside

        put_aside(foreign)
    connection = _connected(path, "mode=rw", (), any_thread=any_thread)
    connection.isolation_level = None
    set_up(connection)
    return connection


def fold_in(connection: sqlite3.Connection, *, wholly: bool = False) -> None:
    """Write what waits in the log of a library into its file, as far as nobody reads an older state.

    `wholly` empties the log as well, where nobody else has the library open.
    """
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute(
            f"PRAGMA wal_checkpoint({'TRUNCATE' if wholly else 'PASSIVE'})"
        ).fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")


def keep_log(connection: sqlite3.Connection, *, wanted: bool = True) -> bool:
    """Switch a library to a write-ahead log, so that readers and a writer do not wait for each other.

    With `wanted` off, back from it. False where there is none then, as on a file system that does not allow
    it; the library works as before, with more waiting.
    """
    connection.execute("PRAGMA busy_timeout = 0")  # whoever has it open now keeps it as it is
    try:
        mode = "WAL" if wanted else "DELETE"
        return bool(connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0] == "wal")
    finally:
        connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")


def has_log(connection: sqlite3.Connection) -> bool:
    """Whether a library has a write-ahead log."""
    return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")


class LibraryConnection(sqlite3.Connection):
    """A connection that leaves no empty log behind where there was none when it was opened.

    One that is immutable takes no locks and sees nothing that is written meanwhile.
    """

    tidies: Path | None = None
    is_immutable = False

    def close(self) -> None:
        """Close, and take the log away that this connection was the first to need."""
        super().close()
        path, self.tidies = self.tidies, None
        if path is None:
            return
        with suppress(OSError, sqlite3.Error):
            if _log_of(path).stat().st_size == 0:
                # Only a connection that may write takes its log away, and only if it is the last.
                last = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0)
                last.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                last.close()


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def set_up(connection: sqlite3.Connection) -> None:
    """The pragmas of every writing connection."""
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    # Not `trusted_schema = OFF`, as when reading: our own triggers write to the FTS5 table. That
    # they are our own was seen when the library was opened.


def limit_time(connection: sqlite3.Connection, seconds: float) -> None:
    """End what a connection runs once some seconds from now have gone by; it raises an SQLite error."""
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)


def _connected(
    path: Path, mode: str, pragmas: tuple[str, ...], *, any_thread: bool
) -> LibraryConnection:
    with explaining(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            check_same_thread=not any_thread,
            factory=LibraryConnection,
        )
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}")
            _refuse_foreign_schema(connection, path)
            refuse_changed_schema(connection, path)
        except BaseException as error:
            connection.close()
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
                raise _no_library(path) from error
            raise
    return connection


def _immutable(path: Path, pragmas: tuple[str, ...], *, any_thread: bool) -> LibraryConnection:
    connection = _connected(path, "mode=ro&immutable=1", pragmas, any_thread=any_thread)
    connection.is_immutable = True
    return connection


def _cannot_change(path: Path) -> bool:
    """Whether nobody can be writing to a library: the bundled one, or one where nothing can be written.

    Such a file needs no locks and no log beside it, which read-only media could not take.
    """
    if _has_changes_beside(path):
        return False
    return not os.access(path.absolute().parent, os.W_OK) or path.absolute() == bundled_library()


def _has_changes_beside(path: Path) -> bool:
    """Whether a write-ahead log or a rollback journal with something in it lies beside a file."""
    for suffix in ("-wal", "-journal"):
        try:
            if path.with_name(path.name + suffix).stat().st_size:
                return True
        except OSError:
            continue
    return False


def refuse_what_is_no_library(path: Path) -> None:
    """Refuse without opening the file: POSIX takes all locks of a process away when it closes a file.

    (sqlite.org/howtocorrupt.html, 2.2: another program would then take an open library for a free one.)
    """
    try:
        about = path.stat()
    except FileNotFoundError as error:
        raise LibraryError(
            f"There is no library at {path}; check the name, or create one there with "
            f"“spexplorer new {path}”."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise _unreadable(path, getattr(error, "strerror", None) or str(error)) from error
    if stat.S_ISDIR(about.st_mode):
        raise LibraryError(f"{path} is a folder; name a library file inside it.")
    if not stat.S_ISREG(about.st_mode) or not about.st_size:
        raise _no_library(path)
    if not os.access(path, os.R_OK):
        raise _unreadable(path, os.strerror(errno.EACCES))
    for suffix in ("-wal", "-shm", "-journal"):  # SQLite would wait for ever for a named pipe
        beside = path.with_name(path.name + suffix)
        with suppress(OSError):
            if not stat.S_ISREG(beside.stat().st_mode):
                raise LibraryError(f"{beside} is no file; remove it, then {path} can be opened.")


def _foreign_beside(path: Path) -> list[Path]:
    """What lies beside a library and would ruin it (see `leftovers`)."""
    if not _has_changes_beside(path):
        return []
    from spexplorer.storage.leftovers import foreign_leftovers  # only after a crash

    return foreign_leftovers(path)


def _unreadable(path: Path, reason: str | None) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{path} cannot be read ({reason}); check the name, and the permissions of the file and its "
        "folder."
    )


def _no_library(path: Path) -> LibraryError:
    remedy = "name a .spex file"
    if path.suffix == ".spex" and path.is_file() and path.stat().st_size:
        remedy = "if it once was one, “spexplorer salvage” saves what is left of it"
    return ForeignFileError(f"{path} is not a library of this program; {remedy}.")


def _refuse_foreign_schema(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise ForeignFileError(
            f"{path} is a database of another program, not a library; name a .spex file."
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"{path} was made by a newer version of this program (schema {version}; this one knows "
            f"{SCHEMA_VERSION}); install the newer version to open it, the file was left as it is."
        )
    if version < SCHEMA_VERSION:
        raise OlderLibraryError(
            f"{path} was made by an earlier version of this program (schema {version}, now "
            f"{SCHEMA_VERSION}); open it once in the window, which keeps a copy and brings it up to "
            "date, the file was left as it is."
        )


def index_statements() -> tuple[str, ...]:
    """What makes the indexes of a library."""
    return tuple(one for one in _statements() if one.startswith(_INDEXES))


def changed_indexes(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the indexes, which change no result and are not compared on opening."""
    lacking = sorted(set(index_statements()) - set(_indexes(connection).values()))
    names = [_index_name(statement) for statement in lacking]
    return [
        *(f"the index {name} is missing or another" for name in names if "_sqlite_" not in name),
        *(
            f"the index {name[:60]} is not one this program makes"
            for name in foreign_indexes(connection)
        ),
    ]


def foreign_indexes(connection: sqlite3.Connection) -> list[str]:
    """The names of indexes that this program does not make: each change would be worked out for them."""
    ours = {_index_name(statement) for statement in index_statements()}
    return sorted(name for name in _indexes(connection) if name not in ours)


def _indexes(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(
        connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name <> '_sqlite_migrations' AND tbl_name NOT LIKE 'search_index%'"
        ).fetchall()
    )


def _index_name(statement: str) -> str:
    return statement.partition(" ON ")[0].split()[-1].strip('"')


@cache
def _statements() -> tuple[str, ...]:
    """What makes a library of this version, from the generated snapshot."""
    path = database_sources() / "schema.sql"
    try:
        statements = path.read_text(encoding="utf-8").rstrip().rstrip(";").split(";\n\n")
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(
            f"The schema of this version cannot be read at {path}; install the program again."
        ) from error
    return tuple(statements)


@cache
def _our_schema() -> frozenset[str]:
    """Those of the tables, views and triggers; the first, after a comment, is of sqlite-utils."""
    return frozenset(one for one in _statements() if not one.startswith(("--", *_INDEXES)))


def refuse_changed_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise LibraryError where tables, views or triggers are not those that this program makes.

    Nothing of the library has been read before: a view in the place of a table may never end.
    """
    missing = set(_our_schema())
    with reading(path):
        found = connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'index'"
        ).fetchall()
    for sort, name, sql in found:
        if sort == "table" and name.startswith(_HELPERS):
            continue
        if sql not in missing:
            raise damaged(path, f"its {sort} “{name[:60]}” is not one this program makes")
        missing.discard(sql)
    if missing:
        words = min(missing).partition("(")[0].split()
        name = words[words.index("TABLE" if "TABLE" in words else "TRIGGER") + 1]
        raise damaged(path, f"its “{name}” is missing")


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file into sentences with a remedy."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "closed database" not in str(error):  # a fault of ours, and none of the file
            raise
        raise LibraryChangedError(
            f"{path} has changed while it was being read; it is shown as it is now."
        ) from error
    except sqlite3.Error as error:
        raise explained(error, path) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """As `explaining`, for reading only: a value this program never wrote is damage as well."""
    try:
        with explaining(path):
            yield
    except (ValueError, TypeError, LookupError, OverflowError) as error:
        raise damaged(path, f"a value cannot be read, {error}") from error


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
    if code == sqlite3.SQLITE_INTERRUPT:
        return LibraryError(
            f"{path} took too long to read; ask for less, or look it over with “spexplorer check”."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return EnvironmentProblem(_busy(path))
    if code == sqlite3.SQLITE_IOERR:
        return EnvironmentProblem(
            f"The disk that holds {path} failed to read or write it ({error}); free some space, or "
            "copy the file to another disk."
        )
    return damaged(path, str(error))


def _busy(path: Path) -> str:
    """That others kept a library for themselves longer than we wait, and who they are."""
    from spexplorer.support.locks import writers_of  # needed by none but the unlucky

    who = ", ".join(f"{name} (process {number})" for number, name in writers_of(path))
    if not who:
        return f"{path} is in use by another program; close that program and try again."
    return f"{path} is being written to by {who}; wait until that is done and try again."


def damaged(path: Path, reason: str) -> DamagedLibraryError:
    """The sentence for a library of which something cannot be read, with what helps."""
    return DamagedLibraryError(
        f"{path} is damaged ({reason}); go back to a backup (“spexplorer restore”), or save what can be "
        f"read of it with “spexplorer salvage {path} -o NEW”."
    )
