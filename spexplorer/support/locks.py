"""Who holds a file locked, as far as the system tells (Linux)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


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
        for line in Path("/proc/locks").read_text(encoding="ascii").splitlines():
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
