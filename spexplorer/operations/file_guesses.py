"""What a file looks like of which nothing could be read, for the sentence that refuses it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_HEAD: Final = 1 << 16
_MOST: Final = 1 << 26
"""Bytes of a text of which the lines are counted."""

_STARTS: Final = (
    (b"%PDF-", "it looks like a PDF"),
    (b"SQLite format 3\0", "it looks like a library or another database"),
    (b"PK\x03\x04", "it looks like a packed file, as workbooks, documents and e-books are"),
    (b"\x1f\x8b", "it looks like a compressed file; unpack it first"),
    (b"\x89PNG", "it looks like a picture"),
    (b"\xff\xd8\xff", "it looks like a picture"),
    (
        b"\xd0\xcf\x11\xe0",
        "it looks like an old document or workbook; save it anew as .xlsx or .csv",
    ),
    (b"{\\rtf", "it looks like a document (RTF)"),
)
_WEB_PAGE: Final = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML: Final = re.compile(rb"<(?![?!])([\w:.-]{1,40})")
_JSON_NAME: Final = re.compile(r'"([^"\\]{1,40})"\s*:')
_SHOWN: Final = 4
"""Names of JSON that are told."""


def looks_like(path: Path) -> str:
    """What a file looks like, as the end of a sentence; "" where it cannot be told."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if found := _by_start(head):
                return found
            if b"\0" in head:
                return _of_zeros(head)
            lines = (head + stream.read(_MOST)).rstrip().count(b"\n") + 1
    except OSError:
        return ""
    count = f"{lines:,} lines" if lines > 1 else "one line"
    return f"it has {count} of text without any tags or columns of sources"


def _by_start(head: bytes) -> str:
    for start, words in _STARTS:
        if head.startswith(start):
            return words
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _WEB_PAGE.match(text) is not None:
        return "it looks like a web page"
    if text.startswith(b"<") and (found := _XML.search(text)) is not None:
        return f"it looks like XML of another kind, with “{found[1].decode('utf-8', 'replace')}” at its top"
    if text[:1] in (b"{", b"["):
        names = dict.fromkeys(_JSON_NAME.findall(text.decode("utf-8", "replace")))
        if names:
            listed = ", ".join(f"“{name}”" for name in list(names)[:_SHOWN])
            return f"it looks like JSON of another kind, with {listed}"
    return ""


def _of_zeros(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is text in UTF-16 without any tags or columns of sources"
    return "it is no text, or it is damaged"
