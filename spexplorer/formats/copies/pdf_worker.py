"""Reads the text layer of a PDF in a process of its own, so that a crash takes nothing else along.

Run as a script: `pdf_worker.py MEMORY SECONDS CHARACTERS`, the PDF on stdin; the bundled program runs it
with `AS_PDF_WORKER` in the place of the script. Writes one JSON object to stdout: `pages` (the text of
each), or `error` ("encrypted", "damaged", "long"). Imports nothing of the program.
"""

from __future__ import annotations

import json
import sys

AS_PDF_WORKER = "--as-pdf-worker"
"""The first argument that lets the bundled program be this worker."""


def _limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only bound
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard < 0 else min(most, hard), hard))


def _read(data: bytes, most: int) -> dict[str, object]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "encrypted" if "assword" in str(error) else "damaged"}
    pages: list[str] = []
    left = most
    for number in range(len(document)):
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
    return {"pages": pages}


def main(arguments: list[str]) -> None:
    """Read a PDF within bounds and write what was found."""
    memory, seconds, most = map(int, arguments)
    _limit(memory, seconds)
    found = _read(sys.stdin.buffer.read(), most)
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))


if __name__ == "__main__":
    main(sys.argv[1:])
