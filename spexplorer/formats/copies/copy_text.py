"""The text extracted from a copy, with where its pages begin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from spexplorer.support.errors import AppError

LARGEST_FILE: Final = 512 << 20
"""Bytes of a copy that is read."""

LONGEST_TEXT: Final = 64 << 20
"""Code points of a copy's text; a book of a thousand pages has about three million."""


class CopyError(AppError):
    """A copy whose text cannot be read; the sentence says why and what helps."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """The text of a copy; `extractor` names what made it, `pages` where each page begins, if known."""

    text: str
    format: str
    extractor: str
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which a code point stands; None where there are no pages."""
        return bisect_right(self.pages, offset) if self.pages else None


def too_long() -> CopyError:
    """What is said of a copy whose text is longer than any book."""
    return CopyError("The file holds more text than can be read; attach only the work itself.")
