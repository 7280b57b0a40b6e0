"""Create an empty library."""

from __future__ import annotations

from pathlib import Path

from spexplorer.operations.library_build import read_whole_vocabularies
from spexplorer.storage.connection import explaining
from spexplorer.storage.migrate import create
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.files import forget
from spexplorer.support.folders import database_sources


def new_library(path: Path, vocabularies: Path | None = None) -> None:
    """An empty library named after its file, with the program's vocabularies or those of a file.

    Raises LibraryError when a file is there, EnvironmentProblem when it cannot be written.
    """
    db = create(path)
    complete = False
    try:
        with explaining(path), db.atomic():
            source = vocabularies or database_sources() / "vocabularies.toml"
            add_schemes(db.conn, read_whole_vocabularies(source).values())
            db.table("library").insert_all(
                {"key": key, "value": value}
                for key, value in {"name": path.stem, "version": "1"}.items()
            )
        complete = True
    finally:
        db.close()
        if not complete:
            forget(path, path.with_name(path.name + "-journal"))
