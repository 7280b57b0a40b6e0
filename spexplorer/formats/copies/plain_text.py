"""Plain text in any encoding; every code point of the file counts, line ends as they are."""

from __future__ import annotations

from typing import Final

from spexplorer.formats.copies.copy_text import LONGEST_TEXT, CopyError, CopyText, too_long
from spexplorer.formats.text_input import encoding_of

_SAMPLE: Final = 1 << 18

_MOST_UNREADABLE: Final = 0.05
"""The share of characters that no text has, above which a file is none."""


def read(data: bytes) -> CopyText:
    """The text of a file; raises CopyError where it is none."""
    if len(data) > 4 * LONGEST_TEXT:
        raise too_long()
    text = data.decode(encoding_of(data[:_SAMPLE]), "replace")
    sample = text[:_SAMPLE]
    unreadable = sum(c == "\ufffd" or (c < " " and c not in "\t\n\r\f\v") for c in sample)
    if unreadable > _MOST_UNREADABLE * len(sample):
        raise CopyError(
            "The file is neither text nor PDF, DOCX, HTML or EPUB; save it as one of these."
        )
    return CopyText(text, "text", "text-1")
