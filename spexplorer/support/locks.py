"""Who holds a file locked, as far as the system tells (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_SHARED_FIRST: Final = 0x40000002
_SHARED_BYTES: Final = 510
"""The bytes that SQLite locks for whoever has a database open."""


def is_in_use(path: Path) -> bool | None:
    """Whether any process, this one too, has a database file open; None where it is not known."""
    try:
        number = path.stat().st_ino
        # By the number alone: some file systems go by another name in the list.
        if any(lock.endswith(f":{number}") for lock in _locks().split()):
            return True
        return _is_locked(path)
    except (OSError, ValueError, ImportError):
        return None


def _is_locked(path: Path) -> bool:
    """Whether a process that the list does not show holds the lock of readers; this one must not."""
    import fcntl

    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _SHARED_FIRST)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def _locks() -> str:
    return Path("/proc/locks").read_text(encoding="ascii")


def writers_of(path: Path) -> list[tuple[int, str]]:
    """The processes that are writing to a database file, by number and name; none where it is not known.

    The list of all locks is read: to open the file and close it again would take our own locks away.
    """
    wanted = set()
    for one in (path, path.with_name(path.name + "-shm")):
        with suppress(OSError):
            about = one.stat()
            wanted.add(f"{os.major(about.st_dev):02x}:{os.minor(about.st_dev):02x}:{about.st_ino}")
    found: dict[int, str] = {}
    with suppress(OSError, ValueError):
        for line in _locks().splitlines():
            words = line.split()
            if "WRITE" in words and not wanted.isdisjoint(words):
                number = int(words[words.index("WRITE") + 1])
                if number not in (os.getpid(), 0, -1):
                    found[number] = _name_of(number)
    return sorted(found.items())


def _name_of(number: int) -> str:
    try:
        return Path(f"/proc/{number}/comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
