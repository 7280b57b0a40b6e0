"""Reads and draws a PDF in a process of its own, so that a crash takes nothing else along.

Run as a script with the PDF on stdin, 8 bytes of its length before it; the bundled program runs it with
`AS_PDF_WORKER` in the place of the script. Imports nothing of the program.

`pdf_worker.py text MEMORY SECONDS CHARACTERS` writes lines of JSON: `{"page": N, "of": M}` every few pages,
then `{"pages": [text, …]}` or `{"error": "encrypted" | "damaged" | "long"}`.

`pdf_worker.py pages MEMORY 0 0` writes `{"sizes": [[width, height], …]}` and then answers every line of
JSON on stdin by one: `{"page": N, "width": W}` is drawn W pixels wide and answered by
`{"width", "height", "bytes"}` followed by so many bytes, 4 a pixel (blue, green, red, unused);
`{"page": N, "spans": [[start, end], …]}` by `{"boxes": [[[left, top, right, bottom], …], …]}` in fractions of
the page. Pages count from 0, spans in code points of the text of their page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any, BinaryIO

AS_PDF_WORKER = "--as-pdf-worker"
"""The first argument that lets the bundled program be this worker."""

_TOLD_EVERY = 8
"""Pages between two lines that tell how far it is."""

_LARGEST_SIDE = 8000
"""Pixels of a picture on either side."""


def _limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can; 0 seconds are no bound."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only bound
        return
    bounds = [(resource.RLIMIT_AS, memory)]
    if seconds:
        bounds.append((resource.RLIMIT_CPU, seconds))
    for what, most in bounds:
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


def _say(answer: dict[str, Any], picture: bytes = b"") -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(answer).encode("ascii") + b"\n" + picture)
    out.flush()


def _opened(source: BinaryIO) -> Any:
    """The document on a stream; None after it was said why there is none."""
    import pypdfium2

    data = source.read(int.from_bytes(source.read(8), "big"))
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        _say({"error": "encrypted" if "assword" in str(error) else "damaged"})
        return None


def _read(document: Any, most: int) -> dict[str, Any]:
    import pypdfium2

    pages: list[str] = []
    left, count = most, len(document)
    for number in range(count):
        try:
            page = document[number]
            layer = page.get_textpage()
            text = layer.get_text_range()
            layer.close()
            page.close()
        except (pypdfium2.PdfiumError, UnicodeDecodeError):
            text = ""  # one page that cannot be read leaves the others
        pages.append(text)
        left -= len(text)
        if left < 0:
            return {"error": "long"}
        if number % _TOLD_EVERY == 0:
            _say({"page": number + 1, "of": count})
    return {"pages": pages}


def _serve(document: Any, source: BinaryIO) -> None:
    """Answer requests until there are no more."""
    import pypdfium2

    _say({"sizes": [document.get_page_size(at) for at in range(len(document))]})
    for line in source:
        asked = json.loads(line)
        try:
            page = document[asked["page"]]
            if "spans" in asked:
                _say({"boxes": _boxes(page, asked["spans"])})
            else:
                _draw(page, asked["width"])
            page.close()
        except (pypdfium2.PdfiumError, IndexError):
            _say({"error": "damaged"})


def _draw(page: Any, width: int) -> None:
    wide, high = page.get_size()
    # Sides are rounded up: half a pixel less gives exactly the width that was asked for.
    scale = min((width - 0.5) / wide, _LARGEST_SIDE / wide, _LARGEST_SIDE / high)
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
    rows = bytes(bitmap.buffer)
    stride = bitmap.width * 4
    if bitmap.stride != stride:
        at = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        rows = b"".join(rows[start : start + stride] for start in at)
    size = {"width": bitmap.width, "height": bitmap.height, "bytes": len(rows)}
    _say(size, rows)


def _boxes(page: Any, spans: list[list[int]]) -> list[list[list[float]]]:
    """The boxes of spans of a page's text, line by line, as fractions of the page from its top left."""
    import pypdfium2.raw as pdfium

    layer = page.get_textpage()
    letters = layer.count_chars()
    found = []
    for start, end in spans:
        first = max(0, pdfium.FPDFText_GetCharIndexFromTextIndex(layer, start))
        last = pdfium.FPDFText_GetCharIndexFromTextIndex(layer, max(start, end - 1))
        last = letters - 1 if last < 0 else last
        count = layer.count_rects(first, last - first + 1)
        found.append(_lines(_on_page(page, layer.get_rect(at)) for at in range(count)))
    layer.close()
    return found


def _lines(boxes: Iterable[list[float]]) -> list[list[float]]:
    """Boxes that follow each other on one line as one box; PDF may set every word apart."""
    found: list[list[float]] = []
    for box in boxes:
        last = found[-1] if found else None
        if last is not None:
            high = max(last[3] - last[1], box[3] - box[1])
            shared = min(last[3], box[3]) - max(last[1], box[1])
            if shared > high / 3 and -high < box[0] - last[2] < 3 * high:
                found[-1] = [
                    *(min(last[at], box[at]) for at in (0, 1)),
                    *(max(last[at], box[at]) for at in (2, 3)),
                ]
                continue
        found.append(box)
    return found


def _on_page(page: Any, box: tuple[float, float, float, float]) -> list[float]:
    """A box of the page's own coordinates as it is seen, whatever the page's crop and rotation."""
    import ctypes

    import pypdfium2.raw as pdfium

    grid = 10_000
    ends = []
    for x, y in ((box[0], box[3]), (box[2], box[1])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, grid, grid, 0, x, y, across, down)
        ends.append((across.value / grid, down.value / grid))
    (left, top), (right, bottom) = ends
    return [min(left, right), min(top, bottom), max(left, right), max(top, bottom)]


def main(arguments: list[str]) -> None:
    """Read or serve a PDF within bounds."""
    mode, *limits = arguments
    memory, seconds, most = map(int, limits)
    _limit(memory, seconds)
    source = sys.stdin.buffer
    document = _opened(source)
    if document is None:
        return
    if mode == "text":
        _say(_read(document, most))
    else:
        _serve(document, source)


if __name__ == "__main__":
    main(sys.argv[1:])
