"""The schema of a library file: `db/migrations/*.sql`, applied in order by sqlite-utils.

Each migration and the note that it was applied are one transaction. Released migrations never change.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from spexplorer.storage.connection import APPLICATION_ID, SCHEMA_VERSION, explaining, set_up
from spexplorer.storage.derived import derive_again, is_derived
from spexplorer.support.errors import LibraryError, OlderLibraryError
from spexplorer.support.files import drafted, forget, is_there, make_folder
from spexplorer.support.folders import database_sources

_DERIVING: Final = frozenset({"0007_model", "0008_parts", "0010_search_words"})
"""Migrations after which what is derived from records is written anew: the others leave it as it is."""


def migrations() -> Migrations:
    """The migrations of this program, by file name."""
    found = Migrations("spexplorer")
    for path in sorted((database_sources() / "migrations").glob("*.sql")):
        found(name=path.stem)(_script(path))
    return found


def _script(path: Path) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        db.executescript(path.read_text(encoding="utf-8"))

    return run


def migrate(db: Database) -> None:
    """Bring a library up to `SCHEMA_VERSION`; a file already there is left untouched."""
    set_up(db.conn)
    migrations().apply(db)
    with db.ensure_autocommit_on():
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def upgrade(path: Path) -> Path:
    """Bring a library of an earlier version up to date in place; gives the copy that is kept of it.

    The copy lies beside it and is complete before anything is changed; no file is overwritten. When a
    step fails nothing is changed. Raises LibraryError, or EnvironmentProblem where nothing can be
    written.
    """
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        raise OlderLibraryError(
            f"{path} was made by an earlier version of this program and cannot be brought up to date "
            "here, where nothing can be written; copy it to another folder and open the copy."
        )
    with explaining(path):
        db = Database(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True))
        try:
            copy = _copy_of(db, path)
            db.conn.execute("PRAGMA foreign_keys = OFF")
            with db.atomic():
                is_older = not _DERIVING.isdisjoint(one.name for one in migrations().pending(db))
                migrations().apply(db)
                if is_older or not is_derived(db.conn):
                    derive_again(db.conn)
                db.conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            return copy
        finally:
            db.close()


def _copy_of(db: Database, path: Path) -> Path:
    """A copy of a library as it stands, under a name that is free."""
    name, number = f"{path.stem} before schema {SCHEMA_VERSION}", 1
    copy = path.with_name(f"{name}{path.suffix}")
    while is_there(copy):
        number += 1
        copy = path.with_name(f"{name} ({number}){path.suffix}")
    with drafted(copy) as draft, closing(sqlite3.connect(draft)) as other:
        db.conn.backup(other)
    return copy


def create(path: Path) -> Database:
    """An empty library at a path where nothing lies yet.

    Raises LibraryError when a file is there, EnvironmentProblem when it cannot be written.
    """
    if is_there(path):
        raise LibraryError(
            f"{path} exists already; choose another name, the file was left as it is."
        )
    make_folder(path.parent)
    with explaining(path):
        db = Database(path)
        try:
            migrate(db)
        except BaseException:
            db.close()
            forget(path, path.with_name(path.name + "-journal"))
            raise
    return db
