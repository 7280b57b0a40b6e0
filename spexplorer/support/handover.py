"""One running program for each person and desktop: a later start hands its file over to the first.

The first start holds a lock for as long as it runs, which the system takes away when it ends in whatever
way. A later one puts a small file into a folder that only this user may enter; the first takes it away
when it has seen it. No socket and no port is needed. A first that does not answer in time is left
alone: the request is withdrawn and the later start opens a window of its own.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from spexplorer.support.errors import AppError
from spexplorer.support.files import forget, this_machine
from spexplorer.support.folders import user_config

PATIENCE: Final = 5.0
"""Seconds in which a first start has to take a request; it may be starting itself."""

_LONGEST: Final = 65_536
"""Bytes of a request that are read."""

_OUTDATED: Final = 60.0
"""Seconds after which nobody waits for a request any more: a start that was killed left it."""

_REQUEST: Final = ".request"
_LOOK_AGAIN: Final = 0.01


class Request(NamedTuple):
    """What a later start asks for: a library, "" for none, and the desktop's leave to come to the front."""

    file: str = ""
    token: str = ""


class Lead:
    """Held by the program that later starts hand their files to; `folder` is where they put them."""

    def __init__(self, folder: Path, handle: int) -> None:
        self.folder = folder
        self._handle: int | None = handle

    def requests(self) -> list[Request]:
        """Take the requests that have come; what is none of this user, or nobody waits for, is dropped."""
        found = []
        for path in sorted(self.folder.glob(f"*{_REQUEST}")):
            request = _read(path)
            # Whoever asked waits for it to be gone; one that was withdrawn meanwhile is not heeded.
            with suppress(OSError):
                path.unlink()
                if request is not None:
                    found.append(request)
        return found

    def give_up(self) -> None:
        """Let the next start be the first."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def take_lead() -> Lead | None:
    """Be the program that later starts turn to; None where there is one, or none can be."""
    folder = _folder()
    return _lock(folder) if folder is not None else None


def hand_over(request: Request, patience: float = PATIENCE) -> Lead | bool:
    """Hand a request over: True when it was taken, False when nobody took it in time.

    Where the first has ended meanwhile this start becomes it: gives the lead.
    """
    folder = _folder()
    if folder is None:
        return False
    try:
        path = _put(folder, request)
    except OSError:
        return False
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if not os.path.lexists(path):
            return True
        if (lead := _lock(folder)) is not None:
            forget(path)
            return lead
        time.sleep(_LOOK_AGAIN)
    try:
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _folder() -> Path | None:
    """The folder of this user, machine and desktop; None where there is none that is this user's alone."""
    desktop = "".join(os.environ.get(name, "") for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    safe = "".join(letter for letter in desktop if letter.isalnum())[:40]
    with suppress(OSError, AppError):
        folder = user_config() / f"starts-{this_machine()}-{safe}"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        about = folder.lstat()
        if stat.S_ISDIR(about.st_mode) and _is_private(about):
            return folder
    return None


def _is_private(about: os.stat_result) -> bool:
    """Whether something is this user's own and nobody else may write to it."""
    if sys.platform == "win32":
        return True  # below the user's own folder, which its permissions keep
    return about.st_uid == os.getuid() and not about.st_mode & 0o022


def _lock(folder: Path) -> Lead | None:
    try:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held by another, or a file system without locks
        os.close(handle)
        return None
    return Lead(folder, handle)


def _put(folder: Path, request: Request) -> Path:
    """Write a request, which is there whole or not at all."""
    import json

    name = os.urandom(8).hex()
    draft, path = folder / f"{name}.part", folder / f"{name}{_REQUEST}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        json.dump(request._asdict(), stream)
    draft.replace(path)
    return path


def _read(path: Path) -> Request | None:
    """A request of this user; None for anything else."""
    import json

    try:
        about = path.lstat()
        is_sound = stat.S_ISREG(about.st_mode) and _is_private(about) and about.st_size <= _LONGEST
        if not is_sound or abs(time.time() - about.st_mtime) > _OUTDATED:
            return None
        values = json.loads(path.read_text(encoding="ascii"))
        request = Request(values["file"], values["token"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return request if all(isinstance(value, str) for value in request) else None
