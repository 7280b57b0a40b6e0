"""The pages of an SQLite file without its list of tables: which hang together, and the rows on them.

The layout is that of sqlite.org/fileformat2.html, 1.5 and 2.1. Only pages of the size that our libraries
have are looked at, and only what lies in the file itself, not in a log beside it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

PAGE_SIZE: Final = 4096

_INTERIOR: Final = 5
_LEAF: Final = 13

_SAMPLE: Final = 40
"""Rows of a tree by which its table is told."""

_CHILDREN: Final = 250
"""Pages that one page above them names; a few more would have room."""

_WHOLE_NUMBERS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type -> bytes."""

Value: TypeAlias = int | float | str | bytes | None


class Leaf(NamedTuple):
    """A page of rows: its number, how many there are, and the numbers of the first and the last."""

    page: int
    rows: int
    first: int
    last: int


class PageRow(NamedTuple):
    """A row by its number, with the values that stand on its page."""

    number: int
    values: list[Value]


class Tree(NamedTuple):
    """Pages that hang together, by their first page; the leaves in the order of their rows.

    `is_whole` where there are pages above leaves, and none that they name is missing.
    """

    root: int
    leaves: list[Leaf]
    is_whole: bool


class Pages:
    """The pages of a file: which stand below which, and the rows on them."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        self._number = len(content) // PAGE_SIZE

    def trees(self) -> Iterator[Tree]:
        """The trees of pages with numbered rows, as far as they hang together; the first page is lost."""
        children: dict[int, list[int]] = {}
        leaves: dict[int, Leaf] = {}
        for page in range(2, self._number + 1):
            kind = self._content[(page - 1) * PAGE_SIZE]
            if kind == _INTERIOR and (below := self._children(page)):
                children[page] = below
            elif kind == _LEAF and (leaf := self._leaf(page)):
                leaves[page] = leaf
        below_others = {child for below in children.values() for child in below if child}
        for root in [*children, *leaves]:
            if root in below_others:
                continue
            found, seen, waiting = [], {root}, [root]
            while waiting:
                page = waiting.pop()
                if page in leaves:
                    found.append(leaves[page])
                new = [child for child in children.get(page, ()) if child not in seen]
                seen.update(new)
                waiting += new
            if found:
                whole = root in children and all(p in children or p in leaves for p in seen)
                yield Tree(root, sorted(found, key=lambda leaf: leaf.first), whole)

    def named_roots(self, trees: Sequence[Tree]) -> dict[int, str]:
        """The names of tables by their first pages, as far as pages of the list of tables are left."""
        named: dict[int, str] = {}
        for tree in trees:
            if self.is_list_of_tables(tree):
                for row in self.rows(tree.leaves):
                    kind, name, _, root, *_ = row.values
                    if kind == "table" and isinstance(root, int) and root > 1:
                        named[root] = str(name)
        return named

    def is_list_of_tables(self, tree: Tree) -> bool:
        """Whether the rows of a tree name tables and indexes."""
        row = next(self.rows(tree.leaves[:1]), None)
        return (
            row is not None
            and len(row.values) == 5
            and row.values[0] in ("table", "index", "trigger", "view")
            and isinstance(row.values[3], int)
        )

    def sample(self, tree: Tree) -> list[PageRow]:
        """Rows from the beginning, the middle and the end of a tree."""
        leaves = tree.leaves
        chosen = {leaves[0], leaves[len(leaves) // 2], leaves[-1]}
        rows = [row for leaf in chosen for row in self.rows([leaf])]
        return rows[:: max(1, len(rows) // _SAMPLE)]

    def rows(self, leaves: Sequence[Leaf]) -> Iterator[PageRow]:
        """The rows on some pages; of those that go on elsewhere, what stands here."""
        for leaf in leaves:
            page = self._page(leaf.page)
            for at in self._cells(page, 8):
                try:
                    yield _row(page, at)
                except (IndexError, ValueError):
                    continue

    def _page(self, number: int) -> bytes:
        return self._content[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    @staticmethod
    def _cells(page: bytes, header: int) -> list[int]:
        """Where the cells of a page begin; none if it cannot be one."""
        number = int.from_bytes(page[3:5], "big")
        end = header + 2 * number
        if end > PAGE_SIZE:
            return []
        cells = [int.from_bytes(page[at : at + 2], "big") for at in range(header, end, 2)]
        return cells if all(end <= at < PAGE_SIZE - 2 for at in cells) else []

    def _children(self, number: int) -> list[int]:
        page = self._page(number)
        ends = [page[at : at + 4] for at in self._cells(page, 12)] + [page[8:12]]
        found = [int.from_bytes(end, "big") for end in ends]
        return found if all(1 < child <= self._number for child in found) else []

    def _leaf(self, number: int) -> Leaf | None:
        page = self._page(number)
        cells = self._cells(page, 8)
        if not cells:
            return None
        first, last = (_number_at(page, at) for at in (cells[0], cells[-1]))
        return Leaf(number, len(cells), first, last) if first <= last else None


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for end in range(at, at + 8):
        value = value << 7 | page[end] & 0x7F
        if page[end] < 0x80:
            return value, end + 1
    return value << 8 | page[at + 8], at + 9


def _as_varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    if value >> 56:
        head, last = value >> 8, bytes((value & 0xFF,))
        return bytes((head >> 7 * n & 0x7F) | 0x80 for n in range(7, -1, -1)) + last
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(value & 0x7F | 0x80)
    return bytes(reversed(parts))


def _number_at(page: bytes, at: int) -> int:
    """The number of the row of a cell."""
    try:
        number, _ = _varint(page, _varint(page, at)[1])
    except IndexError:
        return 0
    return number - (1 << 64) if number >> 63 else number


def _row(page: bytes, at: int) -> PageRow:
    """A row of a leaf; ValueError or IndexError where it is none."""
    length, at = _varint(page, at)
    number, at = _varint(page, at)
    number -= (1 << 64) if number >> 63 else 0
    here = _here(length)
    payload = page[at : at + here]
    header, at = _varint(payload, 0)
    if not 0 < header <= here:
        raise ValueError
    types = []
    while at < header:
        serial, at = _varint(payload, at)
        types.append(serial)
    values = []
    for serial in types:
        value, at = _value(payload, at, serial)
        values.append(value)
    return PageRow(number, values)


def _here(length: int) -> int:
    """How much of a row stands on its leaf, the rest on pages of its own."""
    if length <= PAGE_SIZE - 35:
        return length
    least = (PAGE_SIZE - 12) * 32 // 255 - 23
    here = least + (length - least) % (PAGE_SIZE - 4)
    return here if here <= PAGE_SIZE - 35 else least


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    """A value of a row and where it ends."""
    if serial in (0, 8, 9):
        return (None, 0, 1)[(0, 8, 9).index(serial)], at
    if size := _WHOLE_NUMBERS.get(serial):
        return int.from_bytes(payload[at : at + size], "big", signed=True), at + size
    if serial == 7:
        return 0.5, at + 8  # which number it is does not tell the table
    if serial < 12:
        raise ValueError
    size = (serial - 12) // 2
    raw = payload[at : at + size]
    return (raw.decode("utf-8", "replace") if serial % 2 else raw), at + size


def empty_page() -> bytes:
    """A page of a table that has no rows."""
    return bytes((_LEAF, 0, 0, 0, 0)) + PAGE_SIZE.to_bytes(2, "big") + bytes(PAGE_SIZE - 7)


def tree_above(leaves: Sequence[Leaf], number: int, added: list[bytes]) -> int:
    """Add the pages that name some leaves, after `number` pages of the file; the page of the root."""
    level = [(leaf.page, leaf.last) for leaf in leaves]
    while len(level) > 1:
        above = []
        for at in range(0, len(level), _CHILDREN):
            part = level[at : at + _CHILDREN]
            added.append(_interior(part))
            above.append((number + len(added), part[-1][1]))
        level = above
    return level[0][0]


def _interior(children: Sequence[tuple[int, int]]) -> bytes:
    """A page above others, each with the number of its last row."""
    page = bytearray(PAGE_SIZE)
    *left, (right, _) = children
    end = PAGE_SIZE
    for place, (child, last) in enumerate(left):
        cell = child.to_bytes(4, "big") + _as_varint(last)
        end -= len(cell)
        page[end : end + len(cell)] = cell
        page[12 + 2 * place : 14 + 2 * place] = end.to_bytes(2, "big")
    page[0] = _INTERIOR
    page[3:5] = len(left).to_bytes(2, "big")
    page[5:7] = end.to_bytes(2, "big")
    page[8:12] = right.to_bytes(4, "big")
    return bytes(page)


def move_children(page: bytearray, header: int, by: int) -> None:
    """Let a page name pages that lie so much farther back."""
    if page[header] != _INTERIOR:
        return
    number = int.from_bytes(page[header + 3 : header + 5], "big")
    places = [
        int.from_bytes(page[at : at + 2], "big")
        for at in range(header + 12, header + 12 + 2 * number, 2)
    ]
    for at in (header + 8, *places):
        page[at : at + 4] = (int.from_bytes(page[at : at + 4], "big") + by).to_bytes(4, "big")
