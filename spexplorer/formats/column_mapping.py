"""What a person says of a table of sources: which line names its columns, and what each of them means."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import BinaryIO, Final, NamedTuple, Self

from spexplorer.formats.interchange import Format
from spexplorer.formats.sheet_heads import known_heads, meaning_of

KEPT: Final = ""
"""The meaning of a column that is kept under its own name among the other fields of a work."""

LEFT_OUT: Final = "-"
"""The meaning of a column that is not imported."""

NO_HEADS: Final = -1
"""In place of the line of heads, where a table has none."""

_LONGEST_NAME: Final = 40

SAMPLED: Final = 5
"""Rows below the heads that a sample has."""


class ColumnMapping(NamedTuple):
    """How a table is read: its heads and what each means, and how its text is taken apart.

    A meaning is a rule of `sheet_heads`, `KEPT` or `LEFT_OUT`. Where the table has no line of heads,
    `heads` are names made for its columns. `separator` and `encoding` are empty where they are noticed.
    """

    heads: tuple[str, ...]
    meanings: tuple[str, ...]
    has_heads: bool = True
    separator: str = ""
    encoding: str = ""

    def is_heads(self, row: Sequence[str]) -> bool:
        """Whether a row is the line of heads that is meant."""
        return self.has_heads and trimmed(row) == self.heads

    def meaning(self, at: int) -> str | None:
        """What a column means; None for one that is kept under its name."""
        return self.meanings[at] or None if at < len(self.meanings) else None


class TableSample(NamedTuple):
    """The first filled lines of a table, which of them (from 0) names the columns, and how it is read.

    `heads_at` is `NO_HEADS` where no line names the columns.
    """

    lines: tuple[tuple[str, ...], ...]
    heads_at: int
    separator: str = ""
    encoding: str = ""

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> TableSample:
        """The sample of a table's first rows, with the line that most likely names its columns."""
        lines = tuple(line for row in rows if (line := trimmed(row)))
        counts = [known_heads(list(line)) for line in lines]
        if max(counts, default=0):
            return cls(lines, counts.index(max(counts)))
        widest = max((len(line) for line in lines), default=0)
        first = next((at for at, line in enumerate(lines) if len(line) == widest), NO_HEADS)
        return cls(lines, first if first >= 0 and _are_names(lines[first]) else NO_HEADS)

    @property
    def is_even(self) -> bool:
        """Whether most lines have equally many cells, more than one: prose has not."""
        widths = [len(line) for line in self.lines]
        usual = max(set(widths), key=widths.count, default=1)
        return usual > 1 and len(widths) > 1 and widths.count(usual) * 2 > len(widths)

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns, or names made for them."""
        if self.heads_at != NO_HEADS:
            return self.lines[self.heads_at]
        widest = max((len(line) for line in self.lines), default=0)
        return tuple(f"Column {n + 1}" for n in range(widest))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """Some rows below the heads."""
        return self.lines[self.heads_at + 1 :][:SAMPLED]

    def likeliest(self) -> ColumnMapping:
        """The mapping that a person finds when they are asked first."""
        has_heads = self.heads_at != NO_HEADS
        known = (meaning_of(head) if has_heads else None for head in self.heads)
        meanings = tuple(rule or KEPT for rule in known)
        return ColumnMapping(self.heads, meanings, has_heads, self.separator, self.encoding)


class TableFormat(Format):
    """A format of tables, whose columns a person may explain."""

    def __init__(self, mapping: ColumnMapping | None = None) -> None:
        """Read by a mapping, or by the heads that are known."""
        self.mapping = mapping

    def by(self, mapping: ColumnMapping) -> Self:
        """This format, read by a mapping."""
        return type(self)(mapping)

    @abstractmethod
    def sample(self, stream: BinaryIO, separator: str = "", encoding: str = "") -> TableSample:
        """The beginning of a table; separator and encoding are noticed where they are not given.

        Raises NotOfThisFormat where there is no table.
        """


def trimmed(row: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row without spaces around them, and without empty ones at its end."""
    cells = [str(cell).strip() for cell in row]
    while cells and not cells[-1]:
        del cells[-1]
    return tuple(cells)


def _are_names(row: Sequence[str]) -> bool:
    """Whether a row can be one of heads: short words without figures."""
    return all(len(cell) < _LONGEST_NAME and not any(c.isdigit() for c in cell) for cell in row)
