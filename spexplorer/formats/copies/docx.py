"""Text of a DOCX: the body, then the footnotes and endnotes; deleted text and fall-backs are left out."""

from __future__ import annotations

from typing import Any, Final

from spexplorer.formats.copies.archive import Archive
from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyText, too_long
from spexplorer.formats.xml_input import local_name

BODY: Final = "word/document.xml"
_PARTS: Final = (BODY, "word/footnotes.xml", "word/endnotes.xml")
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}


def read(archive: Archive) -> CopyText:
    """The text of the document in an archive."""
    text = "\n".join(_text_in(archive.xml(part)) for part in _PARTS if part in archive)
    if len(text) > LONGEST_TEXT:
        raise too_long()
    return CopyText(text, "docx", "docx-1")


def _text_in(root: Any) -> str:
    from lxml import etree

    parts: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if name in {"Fallback", "del", "moveFrom"}:
            skipped += 1 if event == "start" else -1
        elif skipped or event == "start":
            continue
        elif name == "t":
            parts.append(element.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name == "p":
            parts.append("\n")
    return "".join(parts)
