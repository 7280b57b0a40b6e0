"""A reader's copy while it is open: its text, where passages stand in it, sentences as one reads them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from spexplorer.anchoring.alignment import running_heads
from spexplorer.formats.copies.copy_text import CopyError, CopyText
from spexplorer.formats.copies.pdf import PdfPages
from spexplorer.formats.copies.reading import read_copy
from spexplorer.operations.attaching import Attachment, attachments

Span = tuple[int, int]

_HYPHENED: Final = re.compile(r"(?<=[^\W\d_])(?:-|\u00ad|\u2010)\s*\n\s*(?=[^\W\d_A-ZА-Я])")
"""A hyphen at the end of a line with a small letter at the beginning of the next one."""
_PARTED: Final = re.compile(
    r"(?<=[^\W\d_])- (?=[^\W\d_A-ZА-Я])(?!(?:and|or|to|und|oder|bis|и|или|до)\b)"
)
"""The same where an extractor has put a space for the end of the line, but not in “soft- and hardware”."""
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True)
class OpenCopy:
    """A copy whose text is in memory. Nothing in it changes; `placing` gives another one."""

    attachment: Attachment
    text: CopyText
    pages: PdfPages | None = None
    """Draws the pages of a PDF; None where the copy has none to be drawn."""
    heads: tuple[Span, ...] = field(default=(), repr=False)
    """Lines that repeat from page to page, which belong to no sentence."""

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where each passage stands that has a place."""
        return self.attachment.places

    @cached_property
    def _ordered(self) -> list[tuple[int, int, str]]:
        return sorted((start, end, uid) for uid, (start, end) in self.spans.items())

    def at(self, offset: int) -> str | None:
        """The passage at a code point: the shortest of those that enclose it."""
        last = bisect_right(self._ordered, (offset, len(self.text.text), "\uffff"))
        around = [
            (end - start, uid)
            for start, end, uid in self._ordered[max(0, last - 6) : last]
            if start <= offset < end
        ]
        return min(around)[1] if around else None

    def between(self, start: int, end: int) -> list[str]:
        """The passages that share a code point with a span, in order."""
        low = bisect_left(self._ordered, (start, 0, ""))
        near = self._ordered[max(0, low - 6) :]
        found = []
        for first, last, uid in near:
            if first >= end:
                break
            if last > start:
                found.append(uid)
        return found

    def before(self, offset: int) -> str | None:
        """The passage that begins last before a code point."""
        at = bisect_left(self._ordered, (offset, 0, ""))
        return self._ordered[at - 1][2] if at else None

    def sentence(self, passage: str) -> str:
        """A passage as one reads it: on one line, without hyphens, running heads and other passages in it."""
        span = self.spans.get(passage)
        return "" if span is None else self.read(*span, without=self._inside(passage, span))

    def _inside(self, passage: str, span: Span) -> list[Span]:
        start, end = span
        others = [self.spans[uid] for uid in self.between(start, end) if uid != passage]
        return [(a, b) for a, b in (*others, *self.heads) if start < a and b < end]

    def read(self, start: int, end: int, without: Iterable[Span] = ()) -> str:
        """A span of the text on one line."""
        parts, at = [], start
        for first, last in sorted(without):
            if first >= at:
                parts.append(self.text.text[at:first])
                at = last
        parts.append(self.text.text[at:end])
        return readable("\n".join(parts))

    def page_of(self, passage: str) -> int | None:
        """The page of the copy a passage begins on; None where it has no pages or no place."""
        span = self.spans.get(passage)
        return None if span is None else self.text.page_of(span[0])

    def on_page(self, page: int) -> Span:
        """The code points of a page, counted from 1."""
        starts = self.text.pages
        end = starts[page] if page < len(starts) else len(self.text.text)
        return starts[page - 1], end

    def placing(self, attachment: Attachment) -> OpenCopy:
        """The same copy with other places."""
        return replace(self, attachment=attachment)


def readable(text: str) -> str:
    """Text on one line, words that were broken at the end of a line put together."""
    joined = _SPACE.sub(" ", _HYPHENED.sub("", text).replace("\u00ad", "")).strip()
    return _PARTED.sub("", joined)


def find_in(text: str, words: str, most: int) -> list[Span]:
    """Where words stand in a text, whatever space, line ends and hyphens lie between and within them."""
    wanted = [re.escape(word) for word in words.split()]
    if not wanted:
        return []
    broken = r"(?:[-\u00ad\u2010]\s*\n\s*)?"
    spelt = [broken.join(re.findall(r"\\.|.", word)) for word in wanted]
    pattern = re.compile(r"[\s\u00ad]+".join(spelt), re.IGNORECASE)
    found = []
    for hit in pattern.finditer(text):
        found.append(hit.span())
        if len(found) == most:
            break
    return found


def open_copy(attachment: Attachment, told: Callable[[int, int], object] | None = None) -> OpenCopy:
    """Read the text of an attached copy; raises CopyError where it is missing, changed or unreadable."""
    path = Path(attachment.path)
    if not path.exists():
        raise CopyError(f"Your copy {path} is not there any more; put it back, or attach it again.")
    copy = read_copy(path, told)
    if copy.sha256 != attachment.sha256:
        raise CopyError(
            f"Your copy {path.name} has changed since it was attached;"
            " attach it again, so that its sentences are looked for anew."
        )
    if copy.text.extractor != attachment.extractor:
        raise CopyError(
            f"Your copy {path.name} was attached by another version of this program; attach it again."
        )
    pages = PdfPages(path) if copy.text.format == "pdf" else None
    return OpenCopy(attachment, copy.text, pages, tuple(running_heads(copy.text.text)))


def open_latest(work: str, told: Callable[[int, int], object] | None = None) -> OpenCopy | None:
    """The latest copy of a work that can be read; None where none is attached.

    Raises the CopyError of the latest where none can be read.
    """
    failed: CopyError | None = None
    for attachment in attachments(work):
        try:
            return open_copy(attachment, told)
        except CopyError as error:
            failed = failed or error
    if failed is not None:
        raise failed
    return None
