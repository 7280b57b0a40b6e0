"""Find, create and describe libraries: what the command line and the window start from."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from spexplorer.storage.connection import open_reading, reading
from spexplorer.storage.library import check, counts_by_kind, library_values, schema_version
from spexplorer.support.errors import EnvironmentProblem, LibraryError
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
    if named is not None:
        return named
    own = user_library()
    if not is_there(own):
        create_user_library(own)
    return own


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
    except (OSError, EnvironmentProblem) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        reason = getattr(cause, "strerror", None) or cause
        raise EnvironmentProblem(
            f"Your own library cannot be created in {target.parent} ({reason}); free space or mend the "
            "folder's permissions, or set SPEXPLORER_HOME to a folder you may write to."
        ) from error


def library_info(path: Path) -> LibraryInfo:
    """Counts, versions, checksum and where the file lies."""
    connection = open_reading(path)
    try:
        with reading(path):
            return LibraryInfo(
                path=path,
                size=path.stat().st_size,
                values=library_values(connection),
                kinds=counts_by_kind(connection),
                schema=schema_version(connection),
            )
    finally:
        connection.close()


def faults_of_file(path: Path) -> list[str]:
    """What is wrong with a library file: its structure, its links, its checksum; empty when sound."""
    connection = open_reading(path)
    try:
        with reading(path):
            return check(connection) or _altered(path, library_values(connection).get("checksum"))
    finally:
        connection.close()


def _altered(path: Path, checksum: str | None) -> list[str]:
    """Whether the contents are other than those a checksum was made of; all of them are read."""
    from spexplorer.formats.library_json import checksum_of
    from spexplorer.operations.export import records_of

    found = checksum_of(records_of(path))
    return [] if checksum in (None, found) else ["the contents do not match the checksum"]
