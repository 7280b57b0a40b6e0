"""Find, create and describe libraries: what the command line and the window start from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from spexplorer.storage.connection import open_reading
from spexplorer.storage.library import check, counts_by_kind, library_values
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.folders import bundled_library, user_library


class LibraryInfo(NamedTuple):
    """What `info` tells of a library; `kinds` counts records, `size` is in bytes."""

    path: Path
    size: int
    values: dict[str, str]
    kinds: dict[str, int]
    schema: int


def library_to_read(named: Path | None) -> Path:
    """The library a reading command means: the one named, the user's own, or the bundled one."""
    if named is not None:
        return named
    own = user_library()
    return own if own.exists() else bundled_library()


def library_to_open(named: Path | None) -> Path:
    """The library the window opens; the user's own is created from the bundled one when missing.

    Raises EnvironmentProblem when the user's folder cannot be written.
    """
    if named is not None:
        return named
    own = user_library()
    if not own.exists():
        create_user_library(own)
    return own


def create_user_library(target: Path) -> None:
    """Copy the bundled library to the user's folder; the copy appears whole or not at all."""
    import shutil  # a quarter of a search's start-up time, needed once in a library's life

    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bundled_library(), draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except FileNotFoundError as error:
        raise LibraryError(
            f"The bundled library is missing at {bundled_library()}. Install the program again."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"Your own library cannot be created in {target.parent} ({error.strerror}). Free space or "
            "mend the folder's permissions, or set SPEXPLORER_HOME to a folder you may write to."
        ) from error
    finally:
        _forget(draft)


def _forget(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:  # the folder itself cannot be reached; the first error says so
        return


def library_info(path: Path) -> LibraryInfo:
    """Counts, versions, checksum and where the file lies."""
    connection = open_reading(path)
    try:
        return LibraryInfo(
            path=path,
            size=path.stat().st_size,
            values=library_values(connection),
            kinds=counts_by_kind(connection),
            schema=connection.execute("PRAGMA user_version").fetchone()[0],
        )
    finally:
        connection.close()


def faults_of_file(path: Path) -> list[str]:
    """What integrity checks find in a library file; empty when it is sound."""
    connection = open_reading(path)
    try:
        return check(connection)
    finally:
        connection.close()
