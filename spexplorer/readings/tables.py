"""What the record table and the grouped list show: columns, lines and headings as plain values.

A tab makes these in its own reading; `ui/lists` draws them and knows nothing of what they stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_READ_AT_ONCE: Final = 64
"""Rows read together when many are written out as text."""


class Column(NamedTuple):
    """A column of a table.

    `letters` is its initial width in characters. Columns that `fill` share what the others leave; where
    none does, the first one takes it. A column that is not `shown` is hidden until a person asks for it.
    `strong` columns are written in full ink, as the first always is. Those `beyond` are scrolled to: the
    columns that fill leave no room for them.
    """

    key: str
    title: str
    letters: int
    shown: bool = True
    fills: bool = False
    strong: bool = False
    tip: str = ""
    beyond: bool = False


class SortKey(NamedTuple):
    """One key of a sort order."""

    column: str
    descending: bool = False


class GroupHeading(NamedTuple):
    """A line above a group of `number` rows; `aside` stands at its right.

    `folded` is None where it does not fold. It has no id.
    """

    key: str
    words: str
    number: int | None = None
    aside: str = ""
    folded: bool | None = None
    spoken: str = ""
    id: str = ""


class ListEntry(NamedTuple):
    """A row of one column: words, a muted detail below, a mark before and a few words at the right.

    `mark` is a plain value that the painter of the list understands; `tip` is shown when the row is
    pointed at, `spoken` is heard in the place of the detail. `possible`: passes the filter only possibly.
    Without an id it is a heading.
    """

    id: str
    label: str
    detail: str = ""
    tip: str = ""
    possible: bool = False
    mark: Any = None
    spoken: str = ""
    aside: str = ""


class TableLine(NamedTuple):
    """A row of several columns, each given by the key of its column.

    `cells` are the words. `sort` holds what a column sorts by where that is not its words; None is not
    known and comes last. `tips` are shown when a cell is pointed at. `marks` are plain values for the
    painter of a column. `badges` holds (facet, value) where a cell is a badge that narrows the library.
    """

    id: str
    cells: Mapping[str, str]
    sort: Mapping[str, Any] = _NOTHING
    tips: Mapping[str, str] = _NOTHING
    marks: Mapping[str, Any] = _NOTHING
    badges: Mapping[str, tuple[str, str]] = _NOTHING
    possible: bool = False
    spoken: str = ""


Line: TypeAlias = "Row | ListEntry | TableLine | GroupHeading"
"""Anything that stands in a row of a table; only a heading has no id."""

GroupOf: TypeAlias = Callable[[TableLine], tuple[Any, str]]
"""The place of a line's group among the groups, and the words of its heading."""


class TableContent:
    """What a table shows. A table asks for the rows in sight only, so there may be a million.

    Every question gets the place of a row and what `rows` gave for it.
    """

    seeks = False
    """Whether `beginning` answers; else whoever owns the table is asked."""

    def __len__(self) -> int:
        return 0

    def rows(self, first: int, last: int) -> Sequence[Any]:
        """What stands in some rows, the last not included; may raise AppError."""
        return ()

    def text(self, at: int, row: Any, column: str) -> str:
        """The words of a cell."""
        return ""

    def detail(self, at: int, row: Any) -> str:
        """The muted words below the first cell, in a table that shows them."""
        return ""

    def aside(self, at: int, row: Any) -> str:
        """The words at the right of the first cell."""
        return ""

    def tip(self, at: int, row: Any, column: str) -> str:
        """What is said of a cell when it is pointed at."""
        return self.text(at, row, column)

    def spoken(self, at: int, row: Any, column: str) -> str:
        """What a screen reader says of a cell; nothing where its words are enough."""
        return ""

    def mark(self, at: int, row: Any, column: str) -> Any:
        """A value for the painter of a column, or of marks; None for nothing."""
        return None

    def badge(self, row: Any, column: str) -> tuple[str, str] | None:
        """Facet and value of a cell that is a badge."""
        return None

    def is_strong(self, at: int) -> bool:
        """Whether the words of a row are bold: it states what others repeat."""
        return False

    def marked(self, text: str) -> Sequence[tuple[int, int]]:
        """The parts of a text that were looked for: first and last letter of each."""
        return ()

    def is_certain(self, at: int) -> bool:
        """Whether the record of a row passes the filter for certain."""
        return True

    def place(self, record_id: str) -> int | None:
        """The first row of a record; None where it is not shown."""
        return None

    def beginning(self, typed: str, after: int) -> int | None:
        """The next row behind `after` that begins with what was typed, from the top after the last."""
        return None


class _InMemory(TableContent):
    """Rows that are all at hand."""

    seeks = True
    shown: Sequence[Any]

    def __len__(self) -> int:
        return len(self.shown)

    def rows(self, first: int, last: int) -> Sequence[Any]:
        """What stands in some rows."""
        return self.shown[first:last]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.id: at for at, row in reversed(list(enumerate(self.shown))) if row.id}

    def place(self, record_id: str) -> int | None:
        """The first row of a record."""
        return self._places.get(record_id)

    def is_certain(self, at: int) -> bool:
        """Whether the record of a row passes the filter for certain."""
        return not getattr(self.shown[at], "possible", False)

    def beginning(self, typed: str, after: int) -> int | None:
        """The next row that begins with what was typed, capitals or not."""
        wanted, number = typed.casefold(), len(self.shown)
        for step in range(1, number + 1):
            at = (after + step) % number
            if self.shown[at].id and self._first(at).casefold().startswith(wanted):
                return at
        return None

    def _first(self, at: int) -> str:
        """The words that typing looks for."""
        raise NotImplementedError


class ListedEntries(_InMemory):
    """Entries of one column under their headings."""

    def __init__(self, entries: Sequence[ListEntry | GroupHeading]) -> None:
        self.entries = entries
        self.shown = [_heading(e) if isinstance(e, ListEntry) and not e.id else e for e in entries]

    def text(self, at: int, row: Any, column: str) -> str:
        """The words of an entry."""
        return str(row.label)

    def detail(self, at: int, row: Any) -> str:
        """Its detail."""
        return str(row.detail)

    def aside(self, at: int, row: Any) -> str:
        """What stands at its right."""
        return str(row.aside)

    def tip(self, at: int, row: Any, column: str) -> str:
        """All of its words."""
        return row.tip or f"{row.label}\n{row.detail}".strip()

    def spoken(self, at: int, row: Any, column: str) -> str:
        """The words with the detail."""
        return " – ".join(filter(None, (row.label, row.aside, row.spoken or row.detail)))

    def mark(self, at: int, row: Any, column: str) -> Any:
        """The mark before the words."""
        return row.mark

    def _first(self, at: int) -> str:
        return str(self.shown[at].label)


@dataclass(eq=False)
class ListedLines(_InMemory):
    """Lines of several columns, sorted and grouped here: for some thousands, not for a million."""

    lines: Sequence[TableLine] = ()
    order: tuple[SortKey, ...] = ()
    group_of: GroupOf | None = None
    folded: frozenset[str] = frozenset()
    title: str = ""
    """The column that typing looks in; the first one of a line without it."""

    def changed(self, **changes: Any) -> ListedLines:
        """The same with another order, other groups or other folded ones."""
        return replace(self, **changes)

    @cached_property
    def shown(self) -> Sequence[TableLine | GroupHeading]:  # type: ignore[override]
        """Lines in their order, under headings where there are groups."""
        lines = self._sorted()
        if self.group_of is None:
            return lines
        found: list[TableLine | GroupHeading] = []
        placed = sorted(
            ((self.group_of(line), line) for line in lines), key=lambda pair: pair[0][0]
        )
        for (_, words), members in groupby(placed, key=lambda pair: pair[0]):
            group = [line for _, line in members]
            is_folded = words in self.folded
            found.append(GroupHeading(words, words, len(group), folded=is_folded))
            found += [] if is_folded else group
        return found

    def group_key(self, record_id: str) -> str | None:
        """The key of the group that a record belongs to, folded or not."""
        line = next((line for line in self.lines if line.id == record_id), None)
        return self.group_of(line)[1] if line is not None and self.group_of is not None else None

    def heading_place(self, key: str) -> int:
        """The row of the heading of a group; the first row where there is none."""
        headings = (at for at, row in enumerate(self.shown) if not row.id)
        return next((at for at in headings if getattr(self.shown[at], "key", "") == key), 0)

    def _sorted(self) -> list[TableLine]:
        lines = list(self.lines)
        for key in reversed(self.order):
            keyed = [(_sort_value(line, key.column), line) for line in lines]
            known = [pair for pair in keyed if pair[0] is not None]
            known.sort(key=lambda pair: pair[0], reverse=key.descending)
            lines = [line for _, line in known] + [line for value, line in keyed if value is None]
        return lines

    def text(self, at: int, row: Any, column: str) -> str:
        """The words of a cell."""
        return str(row.cells.get(column, ""))

    def tip(self, at: int, row: Any, column: str) -> str:
        """What is said of a cell when it is pointed at."""
        return str(row.tips.get(column) or row.cells.get(column, ""))

    def spoken(self, at: int, row: Any, column: str) -> str:
        """The whole row is said at its first cell."""
        return str(row.spoken) if column == next(iter(row.cells), "") else ""

    def mark(self, at: int, row: Any, column: str) -> Any:
        """A value for the painter of the column."""
        return row.marks.get(column)

    def badge(self, row: Any, column: str) -> tuple[str, str] | None:
        """Facet and value of a cell that is a badge."""
        found: tuple[str, str] | None = row.badges.get(column)
        return found

    def _first(self, at: int) -> str:
        cells = self.shown[at].cells  # type: ignore[union-attr]
        return str(cells[self.title] if self.title else next(iter(cells.values()), ""))


def _sort_value(line: TableLine, column: str) -> Any:
    if column in line.sort:
        return line.sort[column]
    return line.cells.get(column, "").casefold() or None


def _heading(entry: ListEntry) -> GroupHeading:
    return GroupHeading(entry.label, entry.label, aside=entry.aside)


def ordered_by(
    order: Sequence[SortKey], key: str, descending: bool | None, *, further: bool
) -> tuple[SortKey, ...]:
    """An order with a column put behind it or in its place; None turns the direction it had."""
    held = {part.column: part.descending for part in order}
    if descending is None:
        descending = key in held and not held[key]
    if not further:
        held = {}
    held[key] = descending
    return tuple(SortKey(*part) for part in held.items())


def found_entries(
    entries: Sequence[ListEntry | GroupHeading], typed: str
) -> list[ListEntry | GroupHeading]:
    """The entries that have all words typed, in any form or script, each group with its heading.

    A heading that says how many stand below it says how many were found.
    """
    from spexplorer.operations.highlights import WordsSought  # not before something is typed

    sought = WordsSought(typed)
    groups: list[tuple[ListEntry | GroupHeading | None, list[ListEntry]]] = [(None, [])]
    for entry in entries:
        if isinstance(entry, GroupHeading) or not entry.id:
            groups.append((entry, []))
            continue
        text = f"{entry.label} {entry.spoken or entry.detail} {entry.tip} {entry.aside}"
        if sought.are_in(text):
            groups[-1][1].append(entry)
    found: list[ListEntry | GroupHeading] = []
    for heading, members in groups:
        if isinstance(heading, GroupHeading) and members:
            number = None if heading.number is None else len(members)
            found.append(heading._replace(number=number))
        elif heading is not None and members:
            found.append(heading)
        found += members
    return found


def as_text(content: TableContent, columns: Sequence[Column], parts: Sequence[range]) -> str:
    """Rows as tab-separated lines under a line of titles, as a spreadsheet takes them."""
    lines = ["\t".join(column.title for column in columns)]
    for part in parts:
        for first in range(part.start, part.stop, _READ_AT_ONCE):
            rows = content.rows(first, min(first + _READ_AT_ONCE, part.stop))
            for at, row in enumerate(rows, first):
                if not row.id:
                    continue
                cells = (content.text(at, row, column.key) for column in columns)
                lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)
