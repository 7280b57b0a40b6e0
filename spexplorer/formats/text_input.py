"""Text of files that do not say how they are encoded, as lines without control characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

_SAMPLE: Final = 1 << 18
"""Bytes from which an encoding is told."""

_CHUNK: Final = 1 << 16

_LONGEST_LINE: Final = 1 << 20
"""Characters of a line that are kept; longer ones are no lines of any format of sources."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_SUSPECT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")

_CONTROL: Final = dict.fromkeys(
    (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x1B), *range(0x1C, 0x20), *range(0x7F, 0x85),
     *range(0x86, 0xA0), 0xFEFF, 0xFFFE, 0xFFFF)
)  # fmt: skip
"""Characters that no text of a source has; the escape is left to those who read MARC-8."""


def encoding_of(sample: bytes) -> str:
    """The encoding of a text by its first bytes: its mark, UTF-8, else the likeliest 8-bit one."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if _is_utf_8(sample):
        return "utf-8"
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return _likeliest(sample)


def _is_utf_8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    found = from_bytes(
        sample,
        cp_isolation=[
            "cp1252",
            "cp1251",
            "koi8_r",
            "cp1250",
            "gb18030",
            "big5",
            "shift_jis",
            "cp866",
        ],
    ).best()
    return found.encoding if found else "cp1252"


def text_of(data: bytes, encoding: str = "") -> str:
    """Bytes as text without control characters; what cannot be decoded becomes U+FFFD."""
    decoded = data.decode(encoding or encoding_of(data[:_SAMPLE]), "replace")
    return _without_controls(decoded)


def _without_controls(text: str) -> str:
    return text.translate(_CONTROL) if _SUSPECT.search(text) else text


def lines_of(stream: BinaryIO, encoding: str = "") -> Iterator[str]:
    """The lines of a text file without their ends (CR, LF or both), decoded as they come.

    The encoding is noticed where none is given.

    Control characters are left out, undecodable bytes become U+FFFD; a line longer than a million
    characters is cut. The stream must be seekable.
    """
    start = stream.tell()
    sample = stream.read(_SAMPLE)
    stream.seek(start)
    decoder = codecs.getincrementaldecoder(encoding or encoding_of(sample))("replace")
    rest = ""
    while chunk := stream.read(_CHUNK):
        text = rest + _without_controls(decoder.decode(chunk))
        # A line end cut in two by the chunks is one end.
        text, held = (text[:-1], "\r") if text.endswith("\r") else (text, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        *lines, rest = text.split("\n")
        yield from lines
        rest = rest[:_LONGEST_LINE] + held
    rest += _without_controls(decoder.decode(b"", final=True))
    if rest.strip():
        yield from (line for line in re.split("\r\n|\r|\n", rest) if line)
