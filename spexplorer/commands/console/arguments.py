"""The words that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from spexplorer.domain.kinds import KINDS

if TYPE_CHECKING:
    from argparse import ArgumentParser

_MOST: Final = 2**31
"""More than any library has records."""


def protected(words: list[str]) -> list[str]:
    """What follows “--” is no option; argparse loses that when options may stand anywhere."""
    if "--" not in words:
        return words
    at = words.index("--")
    return words[:at] + [f"\0{one}" for one in words[at + 1 :]]


def word(text: str) -> str:
    """A word as it was given, protected or not."""
    return text.removeprefix("\0")


def path(text: str) -> Path:
    """A word that names a file."""
    return Path(word(text))


def number(text: str) -> int:
    """A count of records."""
    if (found := int(text)) < 0:
        raise ValueError(text)
    return min(found, _MOST)


def add_library(parser: ArgumentParser) -> None:
    """The library a command is about."""
    parser.add_argument("library", nargs="?", type=path, metavar="LIBRARY", help="a .spex file")


def add_json(parser: ArgumentParser) -> None:
    """Whether to print JSON."""
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def add_kind(parser: ArgumentParser) -> None:
    """The kind of records to keep to."""
    parser.add_argument("--kind", choices=KINDS, help="only records of this kind")
