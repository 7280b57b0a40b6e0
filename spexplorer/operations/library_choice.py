"""Which library a reading command means; kept apart because every search starts with it."""

from __future__ import annotations

from pathlib import Path

from spexplorer.support.errors import LibraryError
from spexplorer.support.files import is_there
from spexplorer.support.folders import bundled_library, user_library


def library_to_read(named: Path | None) -> Path:
    """The library named, else the user's own, else the bundled one.

    Raises LibraryError when there is none of them.
    """
    if named is not None:
        return named
    for path in (user_library(), bundled_library()):
        if is_there(path):
            return path
    raise LibraryError(
        f"The bundled library is missing at {bundled_library()}; install the program again."
    )
