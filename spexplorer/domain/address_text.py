"""The text of addresses: percent-encoding that every text survives, lists, and what is wrong in words."""

from __future__ import annotations

import re
from typing import Final

_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~:/")
REMEDY: Final = "copy it again from the program, or take that part out."
EMPTY: Final = "''"
"""How an empty text is written."""


class AddressError(ValueError):
    """The text is not an address; the message is a plain sentence with a remedy."""


def listed(values: frozenset[str]) -> str:
    """Texts, sorted, with commas between them."""
    return ",".join(quoted(value) for value in sorted(values))


def quoted(text: str) -> str:
    """Percent-encoded; lone halves of surrogate pairs survive."""
    if not text:
        return EMPTY
    data = text.encode("utf-8", "surrogatepass")
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in data)


def listed_set(text: str) -> frozenset[str]:
    """The texts of a list; raises AddressError."""
    return frozenset(unquoted(value) for value in text.split(",")) if text else frozenset()


def unquoted(text: str) -> str:
    """The text that was percent-encoded; raises AddressError where it was damaged."""
    if text == EMPTY:
        return ""
    if "%" not in text:
        return text
    head, *rest = text.split("%")
    data = bytearray(head.encode("utf-8", "surrogatepass"))
    for piece in rest:
        if not re.fullmatch("[0-9A-Fa-f]{2}", piece[:2]):
            raise _damaged(text)
        data.append(int(piece[:2], 16))
        data += piece[2:].encode("utf-8", "surrogatepass")
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise _damaged(text) from error


def _damaged(text: str) -> AddressError:
    return AddressError(
        f"“{short(text)}” in this address was damaged on its way; copy it again from the program."
    )


def short(text: str) -> str:
    """What a sentence can quote: printable and not long."""
    shown = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return shown if len(shown) <= 40 else f"{shown[:39]}…"
