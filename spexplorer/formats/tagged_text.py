"""Texts of lines that begin with a tag: RIS, Refer, PubMed, Web of Science, RefWorks.

Each format says by a `Grammar` what its lines look like; here they become blocks of tagged values
with the line they begin in and the text as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, Final, NamedTuple

from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.interchange import Entry, FilePlace, Remark, Unreadable
from spexplorer.formats.text_input import lines_of

_RAW_LINES: Final = 2_000
"""Lines of an entry that are kept as they stand."""

_MOST_LINES: Final = 200_000
"""Lines of one entry beyond which a file is no file of entries."""


class Tagged(NamedTuple):
    """A value with its tag."""

    tag: str
    value: str


@dataclass
class Block:
    """The lines of one entry: its values in order, the line it begins in, its text as it stands."""

    line: int
    values: list[Tagged] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    is_closed: bool = False
    _more: list[str] = field(default_factory=list)
    _room: int = _MOST_LINES

    def add(self, tag: str, value: str) -> None:
        """A value, with which the lines after it go on."""
        if self._more or self._room != _MOST_LINES:
            self.whole()
        if len(self.values) < _MOST_LINES:
            self.values.append(Tagged(tag, value))

    def go_on(self, line: str) -> None:
        """A line that goes on with the last value; beyond a length they are left out."""
        self._room -= len(line)
        if self._room > 0:
            self._more.append(line.strip())

    def whole(self) -> Block:
        """The block, with the lines of its last value joined (one by one takes ever longer)."""
        if self._more:
            tag, value = self.values[-1]
            self.values[-1] = Tagged(tag, "\n".join(filter(None, (value, *self._more))))
        self._more, self._room = [], _MOST_LINES
        return self

    def all(self, *tags: str) -> list[str]:
        """The values of some tags, in the order they stand in."""
        by_tag = self._by_tag
        present = [tag for tag in tags if tag in by_tag]
        if len(present) > 1:
            return [value for tag, value in self.values if tag in present]
        return by_tag[present[0]][:] if present else []

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one, "" where none has."""
        return next((value for tag in tags for value in self.all(tag) if value), "")

    @cached_property
    def _by_tag(self) -> dict[str, list[str]]:
        """The values by tag, once the block is whole."""
        found: dict[str, list[str]] = {}
        for tag, value in self.values:
            found.setdefault(tag, []).append(value)
        return found


class Grammar(NamedTuple):
    """What a line of a format looks like.

    `tag` matches a line that begins a value, with groups 1 (tag) and 2 (value). A line of `starts` begins an
    entry, one of `ends` closes it; a blank line does so where `blank_ends`. A line that matches `tag` not,
    goes on with the value before it, where `continued` matches.
    """

    tag: str
    starts: frozenset[str]
    ends: frozenset[str] = frozenset()
    blank_ends: bool = False
    continued: str = r"\s*\S"
    ignored: frozenset[str] = frozenset()


def entries_of(
    stream: BinaryIO,
    grammar: Grammar,
    code: str,
    fill: Callable[[EntryBuilder, Block], None],
    type_tag: str | None = None,
) -> Iterator[Entry | Unreadable]:
    """The entries of a file, each filled from its block; `code` is that of the format.

    A block that says nothing comes as Unreadable: one without values, or, with a `type_tag`, one whose
    only values are its type.
    """
    for block in blocks_of(lines_of(stream), grammar):
        place, raw = FilePlace("line", block.line), "\n".join(block.raw)
        if not any(tag != type_tag and (value or type_tag is None) for tag, value in block.values):
            yield Unreadable(place, raw, Remark("There is no entry in these lines."))
            continue
        builder = EntryBuilder(code)
        fill(builder, block)
        yield builder.entry(place, raw)


def remark_where_cut_off(builder: EntryBuilder, block: Block) -> None:
    """Tell of a block without its last line."""
    if not block.is_closed:
        builder.remark("Its last line (ER) is missing; the file may have been cut off.")


def blocks_of(lines: Iterable[str], grammar: Grammar) -> Iterator[Block]:
    """The blocks of a text. Lines outside of any block make one without values."""
    tagged, continued = re.compile(grammar.tag).match, re.compile(grammar.continued).match
    _, starts, ends, blank_ends, _, ignored = grammar
    block: Block | None = None
    for number, line in enumerate(lines, 1):
        tag = value = ""
        if (match := tagged(line)) is not None:
            tag, value = match.groups()
            tag = tag.upper()
            if tag in ignored:
                continue
            if tag in starts and block is not None and block.values:
                yield block.whole()
                block = None
        is_blank = match is None and (not line or line.isspace())
        if block is None:
            if is_blank or tag in ends:
                continue
            block = Block(number)
        if len(block.raw) < _RAW_LINES:
            block.raw.append(line)
        if (is_blank and blank_ends) or tag in ends:
            block.is_closed = True
            yield block.whole()
            block = None
        elif match is not None:
            block.add(tag, value.strip())
        elif block.values and continued(line):
            block.go_on(line)
    if block is not None:
        yield block.whole()
