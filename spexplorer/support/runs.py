"""Which runs of the window ended without closing it, and what is known of why.

Each run keeps a small file with the libraries that are open, and takes it away when it ends in order. Beside
it lies what Python writes when the process is ended by a fault below it. Nothing of it leaves the machine.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, NamedTuple

from spexplorer.support.errors import AppError
from spexplorer.support.files import forget, this_machine
from spexplorer.support.folders import user_config
from spexplorer.support.processes import is_running

_LONGEST: Final = 100_000
"""Bytes of a file that are read."""


class CrashedRun(NamedTuple):
    """A run that ended without closing its windows: its begin (ISO 8601, UTC), what was open, its traces."""

    began: str
    libraries: tuple[str, ...]
    traces: str


class ProgramRun:
    """This run; nothing is kept where the user's folder cannot be written."""

    def __init__(self) -> None:
        self._libraries: tuple[str, ...] | None = None
        self._began = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._faults: IO[str] | None = None
        with suppress(OSError, AppError):
            folder = _folder()
            folder.mkdir(parents=True, exist_ok=True)
            self._path = folder / f"{this_machine()}-{os.getpid()}.json"
            self._hear_faults()
            self.note(())

    def _hear_faults(self) -> None:
        import faulthandler

        self._faults = _traces_of(self._path).open("w", encoding="utf-8")
        faulthandler.enable(self._faults)

    def note(self, libraries: tuple[str, ...]) -> None:
        """The libraries that are open now."""
        if self._faults is None or libraries == self._libraries:
            return
        import json

        self._libraries = libraries
        with suppress(OSError):
            draft = self._path.with_suffix(".part")
            draft.write_text(json.dumps([self._began, os.getpid(), *libraries]), encoding="ascii")
            draft.replace(self._path)

    def end(self) -> None:
        """The run ends in order."""
        if self._faults is None:
            return
        import faulthandler

        faulthandler.disable()
        self._faults.close()
        self._faults = None
        forget(self._path, _traces_of(self._path))


def crashed_runs() -> list[CrashedRun]:
    """The runs on this machine that ended without closing, the latest last; each is told once."""
    found = []
    with suppress(OSError, AppError):
        for path in sorted(_folder().glob(f"{this_machine()}-*.json")):
            run = _read(path)
            if run is not None:
                found.append(run)
                forget(path, _traces_of(path))
    return sorted(found)


def _folder() -> Path:
    return user_config() / "runs"


def _traces_of(path: Path) -> Path:
    return path.with_suffix(".traces")


def _read(path: Path) -> CrashedRun | None:
    """A run that is over; None for one that goes on, and for what cannot be read."""
    import json

    try:
        began, process, *libraries = json.loads(path.read_bytes()[:_LONGEST])
        if is_running(int(process)):
            return None
    except (OSError, ValueError, TypeError, RecursionError):
        forget(path)
        return None
    traces = ""
    with suppress(OSError):
        traces = _traces_of(path).read_bytes()[:_LONGEST].decode("utf-8", "replace")
    return CrashedRun(str(began), tuple(map(str, libraries)), traces)


def crash_report(run: CrashedRun, log: str, versions: str) -> str:
    """What a person may send of a crash: no name of theirs, no folder, nothing of a library."""
    parts = [
        f"Soft Power Explorer {versions}",
        f"Python {sys.version.split()[0]} on {sys.platform}",
        f"The run that began at {run.began} ended without closing its window.",
        run.traces.strip()
        or "No fault below Python was recorded; the process was ended from outside.",
        log.strip(),
    ]
    text = "\n\n".join(part for part in parts if part)
    home = str(Path.home()) if os.environ.get("HOME") or sys.platform == "win32" else ""
    for library in run.libraries:
        text = text.replace(library, "LIBRARY")
    return text.replace(home, "~") if len(home) > 1 else text
