"""Copies of a library: whole, in one file, taken while others read and write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import LibraryError
from spexplorer.support.files import drafted, is_there


def copy_library(source: Source, target: Path) -> None:
    """Copy a library as it is now, or a state that is held, of which the file may be gone.

    Raises LibraryError where a file is there already.
    """
    if is_there(target):
        raise LibraryError(f"{target} exists already; choose another name, it was left as it is.")
    with (
        drafted(target) as draft,
        connected(source) as connection,
        closing(sqlite3.connect(draft)) as copy,
    ):
        connection.backup(copy)
