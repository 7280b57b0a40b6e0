"""Spans in Chrome's trace event format, in microseconds since the process was created.

Format: “Trace Event Format” (Chromium project), JSON array of complete events (`"ph": "X"`). Events are
written as they come, so that a trace of a killed process can still be read.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from errno import EEXIST
from pathlib import Path
from typing import Final, TextIO

_IMPORTED: Final = time.perf_counter()


def _age_when_imported() -> float:
    """Seconds between the creation of this process and the import of this module.

    Linux tells the creation in clock ticks since boot (proc(5), field 22); elsewhere the interpreter's
    own start-up before this import is not known and counts as nothing.
    """
    if not sys.platform.startswith("linux"):
        return 0.0
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        created = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - created - (time.perf_counter() - _IMPORTED)
    except (OSError, ValueError, IndexError):
        return 0.0


def _is_trace(path: Path) -> bool:
    """Whether a file begins as a trace does: anything else is not written over."""
    with path.open("rb") as file:
        return file.read(1) == b"["


class Trace:
    """Where spans are written; without a file it only tells the time.

    A file that stops taking spans (a full disk) never stops the work: `problem` tells of it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the file; raises OSError when it cannot be written, FileExistsError where it is no trace."""
        self._age = _age_when_imported()
        self.problem: OSError | None = None
        self._stream: TextIO | None = None
        self._first = True
        if path is not None:
            if path.is_file() and path.stat().st_size and not _is_trace(path):
                raise FileExistsError(EEXIST, "there is another file")
            self._stream = path.open("w", encoding="utf-8")
            self._stream.write("[")

    @property
    def is_on(self) -> bool:
        """Whether spans are written anywhere."""
        return self._stream is not None

    def now(self) -> int:
        """Microseconds since the process was created."""
        return round((time.perf_counter() - _IMPORTED + self._age) * 1e6)

    def span(self, name: str, start: int, end: int | None = None) -> None:
        """Record a span; `end` is now when left out."""
        if self._stream is None:
            return
        finish = self.now() if end is None else end
        separator = "\n" if self._first else ",\n"
        self._first = False
        self._write(
            f'{separator}{{"name": "{name}", "cat": "spexplorer", "ph": "X", "ts": {start}, '
            f'"dur": {max(0, finish - start)}, "pid": {os.getpid()}, "tid": 1}}'
        )

    def close(self) -> None:
        """End the array; further spans are dropped."""
        if self._stream is not None:
            self._write("\n]\n")
            self._drop()

    def _write(self, text: str) -> None:
        assert self._stream is not None
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError as error:
            self.problem = error
            self._drop()

    def _drop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            with suppress(OSError):
                stream.close()
