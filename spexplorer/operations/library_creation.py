"""Create an empty library."""

from __future__ import annotations

from pathlib import Path

from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.storage.connection import explaining
from spexplorer.storage.migrate import create
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.errors import LibraryError
from spexplorer.support.files import drafted, is_there, make_folder
from spexplorer.support.folders import database_sources


def new_library(path: Path, vocabularies: Path | None = None) -> None:
    """An empty library named after its file, with the program's vocabularies or those of a file.

    Raises LibraryError when a file is there, EnvironmentProblem when it cannot be written.
    """
    if is_there(path):
        raise LibraryError(
            f"{path} exists already; choose another name, the file was left as it is."
        )
    make_folder(path.parent)
    with drafted(path) as draft:
        db = create(draft)
        try:
            with explaining(path), db.atomic():
                source = vocabularies or database_sources() / "vocabularies.toml"
                add_schemes(db.conn, read_vocabularies(source).values())
                db.table("library").insert_all(
                    {"key": key, "value": value}
                    for key, value in {"name": _readable(path.stem), "version": "1"}.items()
                )
        finally:
            db.close()


def _readable(name: str) -> str:
    """The name of a file as text: bytes that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
