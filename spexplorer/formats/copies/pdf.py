"""Text layer of a PDF, read by a worker process within bounds of time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyError, CopyText, too_long
from spexplorer.formats.copies.pdf_worker import AS_PDF_WORKER
from spexplorer.support.errors import EnvironmentProblem

_SCRIPT: Final = Path(__file__).with_name("pdf_worker.py")
_MEMORY: Final = 2 << 30
_SECONDS: Final = 60
_PAGE_BREAK: Final = "\n\f\n"

_ENCRYPTED: Final = "The PDF is encrypted; save it without a password."
_DAMAGED: Final = "The PDF is damaged or cut short; download or save it again."
_SCANNED: Final = (
    "The PDF has no text layer, its pages are pictures; run text recognition over it first."
)


def read(data: bytes, seconds: int = _SECONDS) -> CopyText:
    """The text of a PDF with its pages; raises CopyError in one sentence for what cannot be read."""
    found = _answer(data, seconds)
    match found.get("error"):
        case "encrypted":
            raise CopyError(_ENCRYPTED)
        case "long":
            raise too_long()
        case str():
            raise CopyError(_DAMAGED)
    pages = [_plain(page) for page in found["pages"]]
    if not "".join(pages).strip():
        raise CopyError(_SCANNED)
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + len(_PAGE_BREAK)
    return CopyText(_PAGE_BREAK.join(pages), "pdf", "pdfium-1", tuple(starts))


def _plain(page: str) -> str:
    """A page with PDFium's own signs for a hyphen at the end of a line written as hyphens."""
    return page.replace("\ufffe", "-").replace("\x02", "-").replace("\x00", " ")


def _worker() -> list[str]:
    """What starts the worker: this Python, or in the bundle, which holds no other, the program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, AS_PDF_WORKER]
    return [sys.executable, "-I", str(_SCRIPT)]


def _answer(data: bytes, seconds: int) -> dict[str, Any]:
    """What the worker wrote; a worker that was killed or crashed counts as a damaged file."""
    limits = (_MEMORY, seconds, LONGEST_TEXT)
    try:
        done = subprocess.run(  # noqa: S603 - this Python and our own script, arguments as a list
            [*_worker(), *map(str, limits)],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CopyError(
            "Reading the PDF took too long and was stopped; attach fewer pages at once."
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            f"No process to read the PDF can be started ({error.strerror}); install the program again."
        ) from error
    if b"No module named 'pypdfium2'" in done.stderr:
        raise EnvironmentProblem("PDFium is missing; install the program again.")
    try:
        found = json.loads(done.stdout)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"error": "damaged"}
