"""Text of a library on a terminal: control characters are shown as what they are, never obeyed."""

from __future__ import annotations

import re
from typing import Final

_CONTROL: Final = (
    # C0 without tab and line feed, DEL and C1; marks that turn the direction of writing; line separators.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


_NO_XML: Final = re.compile(
    # C0 without tab, line feed and return; U+FFFE and U+FFFF; halves of letters.
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
    rb"|&#(?:x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));"
)


def printable(text: str) -> str:
    r"""A text in which an escape sequence is letters: ESC becomes `\x1b`."""
    if text.replace("\n", " ").isprintable():  # quicker than to compile the pattern
        return text
    return re.sub(_CONTROL, _named, text)


def without_controls(xml: bytes) -> bytes:
    """XML in UTF-8 without the characters that no XML may hold, not even escaped (XML 1.0, 2.2)."""
    return _NO_XML.sub(b"", xml)


def _named(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def escaped_json(text: str) -> str:
    """JSON text whose strings hold no raw control character: what `json` leaves, C1 and DEL, is escaped."""
    return re.sub(_CONTROL, lambda found: f"\\u{ord(found[0]):04x}", text)


MOST_ON_SCREEN: Final = 4000
"""Letters of one text that are laid out: more are read by nobody in one place, and hold the window up."""


_MOST_IN_LABEL: Final = 1000


def on_screen(text: str) -> str:
    """A text as the window lays it out; every text of a library passes here, or is shorter already."""
    return shortened(text, MOST_ON_SCREEN)


def as_label(text: str) -> str:
    """A text as the label of something; every list, drawing and title measures it."""
    return shortened(text, _MOST_IN_LABEL)


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters; measuring or laying out a million of them takes a minute."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
