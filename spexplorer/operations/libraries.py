"""Find, create and describe libraries: what the command line and the window start from."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from spexplorer.storage.connection import (
    PATIENCE,
    fold_in,
    has_log,
    keep_log,
    limit_time,
    open_reading,
    open_writing,
)
from spexplorer.storage.library import counts_by_kind, library_values, schema_version
from spexplorer.storage.snapshot import connected
from spexplorer.support.errors import (
    AppError,
    EnvironmentProblem,
    LibraryError,
    OlderLibraryError,
)
from spexplorer.support.files import drafted, is_there
from spexplorer.support.folders import bundled_library, user_library


class LibraryInfo(NamedTuple):
    """What `info` tells of a library; `kinds` counts records, `size` is in bytes."""

    path: Path
    size: int
    values: dict[str, str]
    kinds: dict[str, int]
    schema: int


def library_to_open(named: Path | None) -> Path:
    """The library the window opens; the user's own is created from the bundled one when missing.

    Raises EnvironmentProblem when the user's folder cannot be written.
    """
    path = named
    if path is None:
        path = user_library()
        if not is_there(path):
            create_user_library(path)
    make_ready(path)
    return path


def make_ready(path: Path) -> None:
    """Make a library ready to be worked with: of this version, and read while it is written to.

    One of an earlier version is brought up to date after a copy of it was kept beside it. What cannot
    be opened is left for whoever opens it. Raises OlderLibraryError where nothing can be written.
    """
    from spexplorer.support.places import is_on_network  # not before a first search is answered

    logs = False
    try:
        with closing(open_reading(path)) as connection:
            if connection.is_immutable:
                return
            logs = has_log(connection)
    except OlderLibraryError:
        from spexplorer.storage.migrate import upgrade  # needed once in a library's life

        upgrade(path)
    except AppError:
        return
    # The log needs memory that all who read share, which machines on a network do not have.
    if logs == is_on_network(path):
        with suppress(AppError, sqlite3.Error), closing(open_writing(path)) as connection:
            keep_log(connection, wanted=not logs)


def fold_in_log(path: Path) -> None:
    """Write the log of a library that was let go of into its file; others that have it open keep it."""
    log = path.with_name(path.name + "-wal")
    if path.absolute() == bundled_library() or not is_there(log):
        return
    with suppress(AppError, sqlite3.Error), closing(open_writing(path)) as connection:
        fold_in(connection, wholly=True)


def create_user_library(target: Path) -> None:
    """Copy the bundled library to the user's folder; the copy appears whole or not at all."""
    import shutil  # a quarter of a search's start-up time, needed once in a library's life

    if not bundled_library().is_file():
        raise LibraryError(
            f"The bundled library is missing at {bundled_library()}; install the program again."
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with drafted(target) as draft:
            shutil.copyfile(bundled_library(), draft)
            make_ready(draft)
    except (OSError, EnvironmentProblem) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        reason = getattr(cause, "strerror", None) or cause
        raise EnvironmentProblem(
            f"Your own library cannot be created in {target.parent} ({reason}); free space or mend the "
            "folder's permissions, or set SPEXPLORER_HOME to a folder you may write to."
        ) from error


def library_info(path: Path) -> LibraryInfo:
    """Counts, versions, checksum and where the file lies."""
    with connected(path) as connection:
        limit_time(connection, PATIENCE)
        return LibraryInfo(
            path=path,
            size=path.stat().st_size,
            values=library_values(connection),
            kinds=counts_by_kind(connection),
            schema=schema_version(connection),
        )
