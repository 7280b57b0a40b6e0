"""The worker process that reads or draws a PDF: started, bounded in time, and ended."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import IO, Any, Final

from spexplorer.formats.copies.copy_text import CopyError
from spexplorer.formats.copies.pdf_worker import AS_PDF_WORKER
from spexplorer.support.errors import EnvironmentProblem

_WORKER: Final = Path(__file__).with_name("pdf_worker.py")
_MEMORY: Final = 2 << 30

_ENCRYPTED: Final = "The PDF is encrypted; save it without a password."
_DAMAGED: Final = "The PDF is damaged or cut short; download or save it again."
_SLOW: Final = "Reading the PDF took too long and was stopped; attach fewer pages at once."


class PdfProcess:
    """One worker on one PDF. Whatever becomes of it is told as a CopyError in one sentence."""

    def __init__(self, mode: str, data: bytes, seconds: int = 0, most: int = 0) -> None:
        """Start it; `mode` is "text" or "pages". Raises EnvironmentProblem where that is not possible."""
        command = [*_program(), mode, str(_MEMORY), str(seconds), str(most)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program and our own script, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except OSError as error:
            raise EnvironmentProblem(
                f"No process to read the PDF can be started ({error.strerror});"
                " install the program again."
            ) from error
        self._is_late = False
        self._said = b""
        self._threads = (
            Thread(target=self._feed, args=(data,), daemon=True),
            Thread(target=self._listen, daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def _feed(self, data: bytes) -> None:
        try:
            stdin = self._stream(self._process.stdin)
            stdin.write(len(data).to_bytes(8, "big") + data)
            stdin.flush()
        except OSError:  # it has ended: the answer, or that there is none, says why
            pass

    def _listen(self) -> None:
        """Keep the end of what it complains of, so that it never waits for a reader."""
        with self._stream(self._process.stderr) as lines:
            for line in lines:
                self._said = (self._said + line)[-4096:]

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request."""
        try:
            stdin = self._stream(self._process.stdin)
            stdin.write(json.dumps(request).encode("ascii") + b"\n")
            stdin.flush()
        except (OSError, ValueError):  # it has ended: its answer will say so
            pass

    def answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The next answer, with the bytes that belong to it; raises CopyError."""
        timer = Timer(seconds, self._stop_late)
        timer.start()
        try:
            stdout = self._stream(self._process.stdout)
            line = stdout.readline()
            try:
                found = json.loads(line)
            except ValueError:
                found = {"error": "late" if self._is_late else "ended"}
            length = found.get("bytes", 0)
            data = stdout.read(length) if length else b""
            if len(data) != length:
                found = {"error": "ended"}
        finally:
            timer.cancel()
        match found.get("error"):
            case None:
                return found, data
            case "encrypted":
                raise CopyError(_ENCRYPTED)
            case "late":
                raise CopyError(_SLOW)
            case "ended":
                self._process.wait()
                self._threads[1].join()
                if b"No module named 'pypdfium2'" in self._said:
                    raise EnvironmentProblem("PDFium is missing; install the program again.")
                raise CopyError(_DAMAGED)
            case "damaged":
                raise CopyError(_DAMAGED)
        return found, data

    def _stop_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def stop(self) -> None:
        """End it at once; who waits for its answer hears that it has ended."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of it."""
        self.stop()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was not sent any more
                self._stream(stream).close()


def _program() -> list[str]:
    """What starts a worker: this Python on the script, or the bundled program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, AS_PDF_WORKER]
    return [sys.executable, "-I", str(_WORKER)]
