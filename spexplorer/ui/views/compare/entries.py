"""A comparison as lines of a table: every pair in words, with the sign of how its sides stand."""

from __future__ import annotations

from typing import Final, NamedTuple

from spexplorer.domain.counts import Count
from spexplorer.exploring.pairs import Sign, Tally
from spexplorer.ui.translation import tr
from spexplorer.words.facets import count_in_words


class Entry(NamedTuple):
    """One line. A heading has no sign; counts are drawn as bars up to `top`.

    `record` is the id of the record the line is about, or "".
    """

    label: str
    left: str = ""
    right: str = ""
    sign: Sign | None = None
    difference: str = ""
    counts: tuple[Count, Count] | None = None
    top: int = 0
    record: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it heads the lines that follow."""
        return self.sign is None


MARKS: Final = {
    Sign.SAME: "=",
    Sign.DIFFERS: "≠",
    Sign.LEFT: "◀",
    Sign.RIGHT: "▶",
    Sign.OPEN: "≈",
}
"""The sign of every standing, beside its words."""


def sign_words(sign: Sign) -> str:
    """A sign as mark and words."""
    words = {
        Sign.SAME: tr("same"),
        Sign.DIFFERS: tr("differs"),
        Sign.LEFT: tr("only left"),
        Sign.RIGHT: tr("only right"),
        Sign.OPEN: tr("not certain"),
    }
    return f"{MARKS[sign]} {words[sign]}"


def entry_of_tally(label: str, tally: Tally, top: int, record: str = "") -> Entry:
    """A line of two counts; `top` is the count of the longest bar."""
    texts = count_in_words(tr, tally.left), count_in_words(tr, tally.right)
    counts = tally.left, tally.right
    return Entry(label, *texts, tally.sign, difference_words(tally), counts, top, record)


def difference_words(tally: Tally) -> str:
    """By how much the right has more or fewer: “▲ 38 more”, “▼ 3–9 fewer”, “≈ 4 fewer to 6 more”."""
    low, high = tally.least, tally.most
    if low == high == 0:
        return tr("= as many")
    if low > 0:
        return "▲ " + tr("{n} more", n=_span(low, high))
    if high < 0:
        return "▼ " + tr("{n} fewer", n=_span(-high, -low))
    if low == 0:
        return "≈ " + tr("up to {n} more", n=f"{high:,}")
    if high == 0:
        return "≈ " + tr("up to {n} fewer", n=f"{-low:,}")
    return "≈ " + tr("{fewer} fewer to {more} more", fewer=f"{-low:,}", more=f"{high:,}")


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


class Summary(NamedTuple):
    """How many lines of a comparison stand how."""

    same: int
    differs: int
    left: int
    right: int
    open: int

    @classmethod
    def of(cls, entries: list[Entry]) -> Summary:
        """The lines of a list, headings left out."""
        signs = [entry.sign for entry in entries]
        return cls(*(signs.count(sign) for sign in Sign))

    def words(self) -> str:
        """All in one clause."""
        words = tr(
            "{same} the same, {differs} different, {left} only left, {right} only right",
            same=f"{self.same:,}",
            differs=f"{self.differs:,}",
            left=f"{self.left:,}",
            right=f"{self.right:,}",
        )
        if self.open:
            words += ", " + tr("{n} not certain", n=f"{self.open:,}")
        return words


def narrowed(entries: list[Entry], signs: frozenset[Sign]) -> list[Entry]:
    """The lines of some signs, under those of their headings that head any."""
    kept: list[Entry] = []
    heading: Entry | None = None
    for entry in entries:
        if entry.is_heading:
            heading = entry
        elif entry.sign in signs:
            if heading is not None:
                kept.append(heading)
                heading = None
            kept.append(entry)
    return kept


def as_table(entries: list[Entry], header: tuple[str, str, str, str]) -> str:
    """The lines as tab-separated values, each with the heading it stands under."""
    lines = [(tr("Section"), *header)]
    heading = ""
    for entry in entries:
        if entry.is_heading:
            heading = entry.label
        else:
            lines.append((heading, entry.label, entry.left, entry.right, entry.difference))
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
