"""A log or journal that lies beside a library but belongs to another file.

SQLite writes whatever waits beside a file into it. After a crash that is what saves the last changes; when
a backup was copied over the library meanwhile, or a service put another version there, it ruins a sound
file. Which of the two it is shows on a copy: what belongs together is sound together.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from spexplorer.support.locks import is_in_use

_ENDINGS: Final = ("-wal", "-journal")

_LARGEST: Final = 512 << 20
"""Bytes of a library that is copied for this; of a larger one what lies beside it is taken to be its own."""


def foreign_leftovers(path: Path) -> list[Path]:
    """What a crash left beside a library that nobody has open now and that would ruin it."""
    beside = [found for ending in _ENDINGS if _size(found := _beside(path, ending)) > 0]
    if not beside or _size(path) > _LARGEST or is_in_use(path) is not False:
        return []
    with suppress(OSError), TemporaryDirectory(prefix="spexplorer-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        for file in beside:
            shutil.copyfile(file, copy.with_name(file.name))
        if _is_sound(copy):
            return []
        for file in copy.parent.iterdir():
            file.unlink()
        shutil.copyfile(path, copy)
        return beside if _is_sound(copy) else []
    return []


def put_aside(leftovers: list[Path]) -> None:
    """Give leftovers names that SQLite does not look for; nothing is deleted."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    for file in leftovers:
        with suppress(OSError):
            file.rename(file.with_name(f"{file.name} put aside {now}"))


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_sound(path: Path) -> bool:
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        stray = connection.execute("PRAGMA foreign_key_check").fetchone()
        return bool(verdict == "ok" and stray is None)
    return False
