"""Telling the tables of a file whose list of tables is lost by the rows on its pages."""

from __future__ import annotations

import mmap
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from spexplorer.domain.kinds import KINDS
from spexplorer.storage.file_pages import (
    PAGE_SIZE,
    Leaf,
    PageRow,
    Pages,
    Tree,
    Value,
    empty_page,
    move_children,
    tree_above,
)

_ENOUGH: Final = 0.7
"""The share of them that a table has to take, and of what they point at that has to be there."""

_POINTED_AT: Final = frozenset({*KINDS, "record", "term"})

_NUMBERED_AS_RECORDS: Final = frozenset({*KINDS, "record", "search_document"})


class _Found(NamedTuple):
    """The leaves of each table that was told, roots of tables without row numbers, rows not told."""

    leaves: dict[str, list[Leaf]]
    roots: dict[str, int]
    unknown: int


class _Column(NamedTuple):
    name: str
    type: str
    is_written: bool
    default: str | None


class LostTables:
    """Rebuilds the list of tables of a file, by the tables of a library that is new and empty."""

    def __init__(self, path: Path, ours: sqlite3.Connection) -> None:
        """`path` is a copy, which `write` changes; `ours` is left as it is."""
        self._path = path
        self._scratch = sqlite3.connect(":memory:", isolation_level=None)
        ours.backup(self._scratch)
        self._scratch.execute("PRAGMA foreign_keys = OFF")
        names = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        for (name,) in self._scratch.execute(names).fetchall():
            self._scratch.execute(f'DROP TRIGGER "{name}"')
        listed = self._scratch.execute(
            "SELECT name, rootpage, sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        self._tables = {name: str(sql) for name, _, sql in listed}
        self._usual = {root: name for name, root, _ in listed}
        self._columns = {name: list(self._columns_of(name)) for name in self._tables}
        self._numbered = {
            name: sql for name, sql in self._tables.items() if "WITHOUT ROWID" not in sql.upper()
        }
        self._constants = {
            table: set(self._scratch.execute(f"SELECT * FROM {table}").fetchall())
            for table in ("kind", "link_type")
        }
        self._kinds: dict[int, str] = {}
        self._terms: set[str] = set()

    def close(self) -> None:
        """Let go of the copy of the empty library."""
        self._scratch.close()

    def rebuild(self) -> int | None:
        """Write a list of tables into the file; how many rows belong to none, None if nothing was told."""
        if self._path.stat().st_size < 2 * PAGE_SIZE:
            return None
        with (
            self._path.open("rb") as file,
            closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as content,
        ):
            found = self._found(Pages(content))
        if "record" not in found.leaves:
            return None
        self._write(found)
        return found.unknown

    # -- which rows belong to which table ----------------------------------------------------------

    def _found(self, pages: Pages) -> _Found:
        trees = sorted(pages.trees(), key=lambda tree: -sum(leaf.rows for leaf in tree.leaves))
        named = pages.named_roots(trees)
        trees = [tree for tree in trees if not pages.is_list_of_tables(tree)]
        told: dict[str, list[Tree]] = defaultdict(list)
        waiting: list[tuple[Tree, dict[str, _Rank]]] = []
        for first in (True, False):  # what the others point at, then the others
            for tree in trees:
                rows = pages.sample(tree)
                ranks = self._ranks(tree.root, rows, named)
                for table in ("record", "term"):
                    if table in ranks and first:
                        told[table].append(tree)
                        self._learn(table, pages, tree)
                if not first and "record" not in ranks and "term" not in ranks:
                    waiting.append((tree, ranks))
        unknown = _shared_out(waiting, told)
        roots = {
            name: root
            for root, name in named.items()
            if name in self._tables and name not in self._numbered
        }
        return _Found(
            {name: _current(trees) for name, trees in told.items() if trees}, roots, unknown
        )

    def _learn(self, table: str, pages: Pages, tree: Tree) -> None:
        """Note the kinds of records and the keys of terms, which other tables point at."""
        columns = [column.name for column in self._columns[table]]
        for row in pages.rows(tree.leaves):
            known = dict(zip(columns, row.values, strict=False))
            if table == "record":
                self._kinds.setdefault(row.number, str(known.get("kind")))
            else:
                self._terms.add(f"{known.get('scheme')!s}:{known.get('code')!s}")

    def _ranks(
        self, root: int, rows: Sequence[PageRow], named: Mapping[int, str]
    ) -> dict[str, _Rank]:
        """How well rows match the tables that they may belong to."""
        if root in named:
            return {named[root]: _Rank(sure=True)} if named[root] in self._numbered else {}
        for table, lines in self._constants.items():
            if rows and all(tuple(row.values) in lines for row in rows):
                return {table: _Rank(sure=True)}
        ranks = {table: self._rank(table, root, rows) for table in self._numbered}
        return {table: rank for table, rank in ranks.items() if rank is not None}

    def _rank(self, table: str, root: int, rows: Sequence[PageRow]) -> _Rank | None:
        """How well rows match a table, None if they do not."""
        columns = self._columns[table]
        width = max((len(row.values) for row in rows), default=0)
        written = [line for row in rows if (line := _written(columns, row)) is not None]
        if not rows or width > len(columns) or len(written) < _ENOUGH * len(rows):
            return None
        taken, known, asked, keys = self._tried(table, written)
        if taken < _ENOUGH * len(rows) or known < _ENOUGH * asked:
            return None
        return _Rank(
            as_wide=width == len(columns),
            usual=self._usual.get(root) == table,
            keys=keys,
            checks=self._tables[table].count("CHECK"),
        )

    def _tried(self, table: str, rows: Sequence[dict[str, Value]]) -> tuple[int, int, int, int]:
        """How many of some rows a table takes; of what they point at, how much is there, of how much.

        The last is by how many columns they do.
        """
        scratch = self._scratch
        scratch.execute("SAVEPOINT tried")
        try:
            scratch.execute(f'DELETE FROM "{table}"')
            taken = 0
            for row in rows:
                names = ", ".join(f'"{name}"' for name in row)
                try:
                    scratch.execute(
                        f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})',
                        list(row.values()),
                    )
                    taken += 1
                except (sqlite3.Error, OverflowError):
                    continue
            known = asked = keys = 0
            for parent, column in self._pointers(table):
                values = scratch.execute(
                    f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'
                ).fetchall()
                asked += len(values)
                known += sum(self._is_there(parent, value) for (value,) in values)
                keys += bool(values) * (1 if parent == "record" else 2)
            return taken, known, asked, keys
        finally:
            scratch.execute("ROLLBACK TO tried")
            scratch.execute("RELEASE tried")

    def _pointers(self, table: str) -> Iterator[tuple[str, str]]:
        """The tables that a table points at, with the column that does."""
        for _, _, parent, column, to, *_ in self._scratch.execute(
            f'PRAGMA foreign_key_list("{table}")'
        ).fetchall():
            if table in KINDS and column == "id":
                yield table, "id"  # the kind of its record is its own
            elif to == ("key" if parent == "term" else "id") and parent in _POINTED_AT:
                yield parent, column

    def _is_there(self, parent: str, value: object) -> bool:
        if parent == "term":
            return value in self._terms
        kind = self._kinds.get(value) if isinstance(value, int) else None
        return kind is not None and parent in ("record", kind)

    def _columns_of(self, table: str) -> Iterator[_Column]:
        """The columns of a table whose values stand in its rows."""
        for _, name, kind, _, default, _, hidden in self._scratch.execute(
            f'PRAGMA table_xinfo("{table}")'
        ).fetchall():
            if hidden in (0, 3):
                yield _Column(name, kind, hidden == 0, default)

    # -- a list of tables --------------------------------------------------------------------------

    def _write(self, found: _Found) -> None:
        """Write a list of the tables that were told over the first page, and what it needs at the end."""
        number = self._path.stat().st_size // PAGE_SIZE
        added: list[bytes] = [empty_page()]
        roots = dict.fromkeys(self._numbered, number + 1) | found.roots
        for name, leaves in found.leaves.items():
            roots[name] = tree_above(leaves, number, added)
        first, rest = self._list_pages(roots, number + len(added))
        added += rest
        with self._path.open("r+b") as file:
            file.truncate(number * PAGE_SIZE)
            file.seek(number * PAGE_SIZE)
            file.writelines(added)
            file.seek(0)
            file.write(first)
            file.seek(28)
            file.write((number + len(added)).to_bytes(4, "big"))
        for suffix in ("-wal", "-journal"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _list_pages(self, roots: Mapping[str, int], before: int) -> tuple[bytes, list[bytes]]:
        """The first page of a file with these tables, and pages that come after `before` others."""
        draft = self._path.with_name(self._path.name + "-tables")
        with closing(sqlite3.connect(draft, isolation_level=None)) as listed:
            listed.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            listed.execute("BEGIN")
            for name in roots:
                listed.execute(self._statement(name))
            listed.execute("PRAGMA writable_schema = ON")
            for name, root in roots.items():
                listed.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (root, name))
            listed.execute("COMMIT")
        content = draft.read_bytes()
        draft.unlink()
        pages = [
            bytearray(content[at : at + PAGE_SIZE]) for at in range(0, len(content), PAGE_SIZE)
        ]
        move_children(pages[0], 100, before - 1)
        return bytes(pages[0]), [bytes(page) for page in pages[1:]]

    def _statement(self, table: str) -> str:
        """A table of the same layout that demands nothing of its rows."""
        columns = [
            f'"{column.name}"'
            + (" INTEGER PRIMARY KEY" if column.name == "id" and column.type == "INTEGER" else "")
            + (f" DEFAULT {column.default}" if column.default is not None else "")
            for column in self._columns[table]
        ]
        if table in self._numbered:
            return f'CREATE TABLE "{table}" ({", ".join(columns)})'
        key = self._columns[table][0].name
        return f'CREATE TABLE "{table}" ({", ".join(columns)}, PRIMARY KEY ("{key}")) WITHOUT ROWID'


class _Rank(NamedTuple):
    """How well rows match a table; the larger, the better."""

    sure: bool = False
    as_wide: bool = False
    usual: bool = False
    """Whether their first page is that of the table in a new library."""
    keys: int = 0
    """Columns by which they point at rows that are there; those of one kind count twice."""
    checks: int = 0


_LIKENESS: Final = 3
"""The first parts of a rank, which tell more than the others."""


def _shared_out(
    trees: Sequence[tuple[Tree, Mapping[str, _Rank]]], told: dict[str, list[Tree]]
) -> int:
    """Give trees to the tables that match best; how many rows are left.

    Of tables that match alike, a page goes to the one whose rows it goes on with.
    """
    doubtful = []
    for tree, ranks in trees:
        best = max((rank[:_LIKENESS] for rank in ranks.values()), default=None)
        likely = {table: rank for table, rank in ranks.items() if rank[:_LIKENESS] == best}
        if len(likely) == 1:
            told[next(iter(likely))].append(tree)
        else:
            doubtful.append((tree, likely))
    number = 0
    while number != len(doubtful):
        number = len(doubtful)
        for tree, ranks in list(doubtful):
            if _NUMBERED_AS_RECORDS.intersection(ranks):
                continue  # the same numbers stand in several tables
            near = [table for table in ranks if _goes_on(told[table], tree)]
            if len(near) == 1:
                told[near[0]].append(tree)
                doubtful.remove((tree, ranks))
    unknown = 0
    for tree, ranks in doubtful:
        alike = [table for table, rank in ranks.items() if rank == max(ranks.values())]
        if len(alike) == 1:
            told[alike[0]].append(tree)
        elif not alike or not all(table.startswith("search_index") for table in alike):
            unknown += sum(leaf.rows for leaf in tree.leaves)
    return unknown


def _goes_on(told: Sequence[Tree], tree: Tree) -> bool:
    """Whether the numbers of the rows of a tree go on right before or after those of others."""
    leaves = [leaf for other in told for leaf in other.leaves]
    ends = {number for leaf in leaves for number in (leaf.first - 1, leaf.last + 1)}
    return any(leaf.first in ends or leaf.last in ends for leaf in tree.leaves)


def _current(trees: Sequence[Tree]) -> list[Leaf]:
    """The leaves of a table in the order of their rows, without those left over from an older state.

    Such leaves overlap others, or stand by themselves although those of the table hang together.
    """
    leaves: list[Leaf] = []
    joined = [tree for tree in trees if len(tree.leaves) > 1 or tree.is_whole]
    whole = bool(joined) and all(tree.is_whole for tree in joined)
    for tree in joined if whole else trees:
        _add(leaves, tree.leaves)
    return leaves


def _add(told: list[Leaf], leaves: Sequence[Leaf]) -> None:
    """Add pages in the order of their rows; those that overlap others are left over from an older state."""
    for leaf in leaves:
        at = bisect_left(told, leaf.first, key=lambda one: one.first)
        clear = at == 0 or told[at - 1].last < leaf.first
        if clear and (at == len(told) or leaf.last < told[at].first):
            told.insert(at, leaf)


def _written(columns: Sequence[_Column], row: PageRow) -> dict[str, Value] | None:
    """What of a row is written into a table, by column; None where a value is of another type."""
    line: dict[str, Value] = {}
    for column, value in zip(columns, row.values, strict=False):
        if value is None and column.name == "id" and column.type == "INTEGER":
            line["id"] = row.number
        elif value is not None and not isinstance(value, _TYPES.get(column.type, object)):
            return None
        elif column.is_written and (value is not None or column.default is None):
            line[column.name] = value
    return line or None


_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "TEXT": str,
    "INTEGER": int,
    "REAL": (int, float),
    "BLOB": bytes,
}
