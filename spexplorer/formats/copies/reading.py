"""Read a copy of any known format, told by what it holds and not by its name."""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path
from typing import Final, NamedTuple

from spexplorer.formats.copies import docx, epub, markup, pdf, plain_text
from spexplorer.formats.copies.archive import Archive
from spexplorer.formats.copies.copy_text import LARGEST_FILE, CopyError, CopyText
from spexplorer.formats.text_input import encoding_of

_HEAD: Final = 1024
_HTML: Final = re.compile(r"(?i)\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)[\s>]")


class CopyRead(NamedTuple):
    """A copy as it was when it was read."""

    sha256: str
    size: int
    text: CopyText


def read_copy(file: Path, told: pdf.Told | None = None) -> CopyRead:
    """The text and the SHA-256 of a copy; raises CopyError in one sentence for what cannot be read.

    `told` hears of the pages of a PDF; what it raises calls the reading off.
    """
    data = _bytes_of(file)
    if not data.strip(b"\0 \t\r\n\f"):
        raise CopyError(f"{file} is empty; download or save it again.")
    try:
        text = _text_of(data, told)
    except CopyError as error:
        raise CopyError(f"{file} cannot be attached: {_lowered(str(error))}") from error
    if not text.text.strip():
        raise CopyError(f"{file} cannot be attached: it holds no text.")
    return CopyRead(hashlib.sha256(data).hexdigest(), len(data), text)


def _lowered(sentence: str) -> str:
    return sentence if sentence.startswith("PDF") else sentence[0].lower() + sentence[1:]


def _bytes_of(file: Path) -> bytes:
    """The content of a file; a pipe or device is not opened."""
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            raise CopyError(f"{file} is no file; name the copy itself.")
        if about.st_size > LARGEST_FILE:
            raise CopyError(f"{file} is larger than any copy that can be read.")
        return file.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CopyError(f"{file} cannot be read ({reason}); check its name.") from error


def _text_of(data: bytes, told: pdf.Told | None) -> CopyText:
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return pdf.read(data, told=told)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        archive = Archive(data)
        if docx.BODY in archive:
            return docx.read(archive)
        if epub.CONTAINER in archive:
            return epub.read(archive)
        raise CopyError("The file is an archive, but neither DOCX nor EPUB; unpack it first.")
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise CopyError("The file is an old or encrypted Office document; save it as DOCX.")
    if _HTML.match(head.decode(encoding_of(head), "replace")):
        return markup.read_html(data)
    return plain_text.read(data)
