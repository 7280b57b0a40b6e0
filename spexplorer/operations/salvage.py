"""Save what can be read of a damaged library into a new one."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.storage.connection import explaining, refuse_what_is_no_library
from spexplorer.storage.edition import removed_from_edition
from spexplorer.storage.library import counts_by_kind
from spexplorer.storage.migrate import create
from spexplorer.storage.salvage import NothingReadable, Salvage
from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.files import drafted, is_there
from spexplorer.support.folders import database_sources


class Salvaged(NamedTuple):
    """Records by kind that were saved, rows by table that were lost, ids of records given up.

    `missing` are the ids of records of the edition that are not among the saved.
    """

    kinds: dict[str, int]
    lost: dict[str, int]
    given_up: tuple[str, ...]
    missing: tuple[str, ...]


def salvage(damaged: Path, target: Path) -> Salvaged:
    """Read a damaged library row by row into a new one; the damaged one is not changed.

    Raises LibraryError where nothing can be read of it or a file lies at the target, and
    EnvironmentProblem where the target cannot be written.
    """
    refuse_what_is_no_library(damaged)
    if is_there(target):
        raise LibraryError(
            f"{target} exists already; choose another name, the file was left as it is."
        )
    with drafted(target, sparing=[damaged]) as draft:
        copy = _copied(damaged, draft.with_name("damaged"))
        db = create(draft)
        try:
            with explaining(target):
                return _filled(copy, db.conn, damaged, target)
        finally:
            db.close()


def _filled(copy: Path, connection: Connection, damaged: Path, target: Path) -> Salvaged:
    try:
        work = Salvage(copy, connection, _labels())
    except NothingReadable as error:
        raise LibraryError(
            f"The list of the tables in {damaged} is lost, and no rows tell to which they belong; go back"
            " to a backup (“spexplorer restore”)."
        ) from error
    with closing(work):
        work.run(target.stem.encode("utf-8", "replace").decode("utf-8"))
    kinds = counts_by_kind(connection)
    if not any(kinds.values()):
        raise LibraryError(
            f"No record of {damaged} can be read; go back to a backup (“spexplorer restore”)."
        )
    lost = {table: number for table, number in work.lost.items() if number}
    missing = tuple(removed_from_edition(connection))
    return Salvaged(kinds, lost, tuple(work.unreadable), missing)


def _labels() -> dict[str, str]:
    """The labels of the program's own vocabularies by scheme:code."""
    schemes = read_vocabularies(database_sources() / "vocabularies.toml")
    return {f"{s.code}:{term.code}": term.label for s in schemes.values() for term in s.terms}


def _copied(damaged: Path, copy: Path) -> Path:
    """A copy of a library with what waits beside it to be written."""
    try:
        shutil.copyfile(damaged, copy)
        for suffix in ("-wal", "-journal"):
            beside = damaged.with_name(damaged.name + suffix)
            if is_there(beside):
                shutil.copyfile(beside, copy.with_name(copy.name + suffix))
    except OSError as error:
        raise EnvironmentProblem(
            f"{damaged} cannot be copied to {copy.parent.parent} ({error.strerror}); free some space or "
            "choose another folder."
        ) from error
    return copy
