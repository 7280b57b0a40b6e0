"""Text layer and pages of a PDF, read and drawn by a worker process within bounds of time and memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final, NamedTuple

from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyError, CopyText, too_long
from spexplorer.formats.copies.pdf_process import PdfProcess

_SECONDS: Final = 60
_DRAWN_WITHIN: Final = 15
"""Seconds after which a page that is still being drawn is given up."""
_PAGE_BREAK: Final = "\n\f\n"

_SCANNED: Final = (
    "The PDF has no text layer, its pages are pictures; run text recognition over it first."
)

Told = Callable[[int, int], object]
"""Told how far something is, and how far it goes; what it raises calls the work off."""


def read(data: bytes, seconds: int = _SECONDS, told: Told | None = None) -> CopyText:
    """The text of a PDF with its pages; raises CopyError in one sentence for what cannot be read."""
    worker = PdfProcess("text", data, seconds, LONGEST_TEXT)
    ends = monotonic() + seconds
    try:
        while True:
            found, _ = worker.answer(max(0.01, ends - monotonic()))
            if found.get("error") == "long":
                raise too_long()
            if "pages" in found:
                break
            if told is not None:
                told(found["page"], found["of"])
    finally:
        worker.close()
    pages = [_plain(page) for page in found["pages"]]
    if not "".join(pages).strip():
        raise CopyError(_SCANNED)
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page) + len(_PAGE_BREAK)
    return CopyText(_PAGE_BREAK.join(pages), "pdf", "pdfium-1", tuple(starts))


def _plain(page: str) -> str:
    """A page with PDFium's own signs for a hyphen at the end of a line written as soft hyphens."""
    return page.replace("\ufffe", "\u00ad").replace("\x02", "\u00ad").replace("\x00", " ")


class PagePicture(NamedTuple):
    """A drawn page: 4 bytes a pixel, blue, green, red and one unused, row after row."""

    width: int
    height: int
    pixels: bytes


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in fractions of a page."""


class PdfPages:
    """The pages of one PDF, drawn one at a time by a worker that is started when first asked.

    A worker that crashed is replaced by another at the next request. May be asked from any thread.
    """

    def __init__(self, file: Path) -> None:
        """`file` is read when first asked for; what becomes of it after that is of no matter."""
        self._file = file
        self._data = b""
        self._worker: PdfProcess | None = None
        self._sizes: list[tuple[float, float]] = []
        self._one_at_a_time = Lock()
        self._is_closed = False

    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of every page in points."""
        with self._one_at_a_time:
            self._started()
            return self._sizes

    def picture(self, page: int, width: int) -> PagePicture:
        """A page, counted from 0, drawn so many pixels wide."""
        found, pixels = self._answer({"page": page, "width": width})
        return PagePicture(found["width"], found["height"], pixels)

    def boxes(self, page: int, spans: Sequence[tuple[int, int]]) -> list[list[Box]]:
        """The boxes of spans of the text of a page, each a line or part of one."""
        found, _ = self._answer({"page": page, "spans": [list(span) for span in spans]})
        return [[(a, b, c, d) for a, b, c, d in boxes] for boxes in found["boxes"]]

    def _answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        with self._one_at_a_time:
            worker = self._started()
            worker.ask(request)
            try:
                return worker.answer(_DRAWN_WITHIN)
            except CopyError:
                worker.close()
                self._worker = None
                raise

    def _started(self) -> PdfProcess:
        if self._is_closed:
            raise CopyError("The copy was closed.")
        if self._worker is None:
            if not self._data:
                try:
                    self._data = self._file.read_bytes()
                except OSError as error:
                    raise CopyError(
                        f"{self._file} cannot be read ({error.strerror}); attach it again."
                    ) from error
            worker = PdfProcess("pages", self._data)
            try:
                found, _ = worker.answer(_DRAWN_WITHIN)
            except CopyError:
                worker.close()
                raise
            self._sizes = [(wide, high) for wide, high in found["sizes"]]
            self._worker = worker
        return self._worker

    def close(self) -> None:
        """End the worker, also while it draws a page."""
        self._is_closed = True
        if (worker := self._worker) is not None:
            worker.stop()
        with self._one_at_a_time:
            self._data = b""
            if self._worker is not None:
                self._worker.close()
                self._worker = None
