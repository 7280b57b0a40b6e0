"""Search a library file once; kept apart so that the command line loads nothing else."""

from __future__ import annotations

from pathlib import Path

from spexplorer.storage.connection import open_reading, reading
from spexplorer.storage.searching import Hits, search


def search_library(path: Path, query: str, *, kind: str | None = None, limit: int = 50) -> Hits:
    """The best hits for a query in any script. Raises LibraryError when the file is unusable."""
    connection = open_reading(path)
    try:
        with reading(path):
            return search(connection, query, kind=kind, limit=limit)
    finally:
        connection.close()
