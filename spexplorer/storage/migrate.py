"""The schema of a library file: `db/migrations/*.sql`, applied in order by sqlite-utils.

Each migration and the note that it was applied are one transaction. Released migrations never change.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlite_utils import Database, Migrations

from spexplorer.storage.connection import APPLICATION_ID, SCHEMA_VERSION, explaining, set_up
from spexplorer.support.errors import LibraryError
from spexplorer.support.files import forget, is_there, make_folder
from spexplorer.support.folders import database_sources


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
