"""Reading a damaged library row by row into a new one: what can be read is kept, the rest is counted.

Nothing here relies on the damaged file being one of ours: its tables are asked only for columns that ours
have, its views, triggers and indexes for nothing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Final

from spexplorer.domain.digests import checksum_of_ascending
from spexplorer.domain.fields import CLASSES, fields_of
from spexplorer.domain.kinds import KINDS
from spexplorer.storage.derived import (
    UNREADABLE,
    UnreadableRecord,
    derive_records,
    stored_records,
)
from spexplorer.storage.edition import digests_ascending
from spexplorer.storage.lost_tables import LostTables
from spexplorer.storage.records import dating_of, table_of
from spexplorer.storage.soundness import HALVES, is_list
from spexplorer.support.files import SQLITE_MAGIC

_LONGEST_VALUE: Final = 100_000_000

_FARTHEST: Final = 20_000
_WIDEST_STEP: Final = 16
"""How far, and in what steps at most, the next readable row is looked for by its number."""

_FAR: Final = 1_000_000_000
"""Beyond the places that the parts of a record have."""

_PAGE_SIZES: Final = (4096, 1024, 2048, 8192, 16384, 32768, 65536, 512)
_REWRITTEN: Final = (
    "kind",
    "link_type",
    "search_document",
    "search_word",
    "name_key",
    "_sqlite_migrations",
)
"""Tables that a new library has by itself, or that are derived."""


class NothingReadable(Exception):
    """The list of tables is lost, and no row tells to which table it belongs."""


class Salvage:
    """Fills an empty library from a copy of a damaged one; `lost` counts rows by their table."""

    def __init__(
        self, damaged: Path, connection: sqlite3.Connection, labels: Mapping[str, str]
    ) -> None:
        """Open the copy, which may be changed; `connection` is to a library that is empty and new.

        Terms that were lost get their labels from `labels`, by scheme:code, or else are called by their
        codes. Raises NothingReadable.
        """
        self._labels = labels
        self.lost: Counter[str] = Counter()
        self.unreadable: list[str] = []
        """The ids of records of which so little was left that they were given up."""
        self._new = connection
        self._old = self._opened(damaged)

    def close(self) -> None:
        """Let go of the damaged copy."""
        self._old.close()

    def run(self, name: str) -> None:
        """Take over what can be read and make a sound library of it, called `name` if it has no name."""
        self._new.execute("PRAGMA foreign_keys = OFF")
        self._new.execute("BEGIN IMMEDIATE")
        found = set(_tables(self._old))
        for table in _tables(self._new):
            if table in _REWRITTEN or table.startswith(("sqlite_", "search_index")):
                continue
            if table not in found:
                self.lost[table] += 1
                continue
            self._take_over(table)
        self._empty_broken_lists()
        self._drop_broken_dates()
        while self._drop_what_points_nowhere() or self._drop_what_is_unreadable():
            pass
        for _ in derive_records(self._new):
            pass
        self._new.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        self._describe(name)
        self._new.execute("COMMIT")

    def _opened(self, damaged: Path) -> sqlite3.Connection:
        """The copy, if need be with a list of tables made up from what its pages hold."""
        connection = _opened(damaged)
        if connection is not None:
            return connection
        with closing(LostTables(damaged, self._new)) as tables:
            unknown = tables.rebuild()
        if unknown is None or (connection := _opened(damaged)) is None:
            raise NothingReadable
        self.lost["sqlite_schema"] = 1 + unknown
        return connection

    # -- rows --------------------------------------------------------------------------------------

    def _take_over(self, table: str) -> None:
        ours = _columns(self._new, table)
        theirs = set(_columns(self._old, table))
        columns = [column for column in ours if column in theirs]
        if not columns:
            self.lost[table] += 1
            return
        names = ", ".join(f'"{column}"' for column in columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        for row in self._rows(table, names):
            try:
                self._new.execute(statement, row)
            except (sqlite3.Error, OverflowError):
                self.lost[table] += 1  # a value that the schema refuses

    def _rows(self, table: str, names: str) -> Iterator[Sequence[object]]:
        """The rows of a table from its beginning, then from its end, then those between."""
        has_number = not _is_without_rowid(self._old, table)
        key = "rowid" if has_number else names.partition(",")[0]
        first = _Reading(self._old, f"SELECT {key}, {names} FROM {table} ORDER BY {key}", 1)
        yield from first
        if first.is_whole:
            return
        last = _Reading(self._old, f"SELECT {key}, {names} FROM {table} ORDER BY {key} DESC", -1)
        last.stop = first.at
        yield from last
        if not has_number:
            self.lost[table] += 1
            return
        yield from self._between(table, names, int(first.at or 0) + 1, last.at)

    def _between(
        self, table: str, names: str, at: int, end: int | None
    ) -> Iterator[Sequence[object]]:
        """The rows between two that can be read; without an `end`, as far as any are found.

        A row that cannot be read stands on a page with others: the next readable one is looked for in
        wider and wider steps, then backwards one by one.
        """
        statement = f"SELECT rowid, {names} FROM {table} WHERE rowid >= {{}} ORDER BY rowid"
        limit = at + _FARTHEST if end is None else min(end, 50 * _FARTHEST + at)
        step, found = 1, at
        while at < limit:
            reading = _Reading(self._old, statement.format(at), 1)
            reading.stop = end
            rows = iter(reading)
            row = next(rows, None)
            if row is None:
                if reading.is_whole or reading.has_stopped:
                    break
                self.lost[table] += step
                at += step
                step = min(2 * step, _WIDEST_STEP)
                continue
            yield from self._before(table, names, at, step // 2 if step > 1 else 0)
            yield row
            yield from rows
            if reading.is_whole or reading.has_stopped:
                return
            at, step = int(reading.at) + 1, 1
            found = at
        if end is None:  # nobody can tell how many there were
            self.lost[table] = max(1, self.lost[table] - (at - found))

    def _before(self, table: str, names: str, at: int, number: int) -> Iterator[Sequence[object]]:
        """The rows that were stepped over, from one that can be read backwards."""
        for one in range(at - 1, at - number, -1):
            try:
                row = self._old.execute(
                    f"SELECT {names} FROM {table} WHERE rowid = ?", (one,)
                ).fetchone()
            except (sqlite3.Error, OverflowError):
                return
            if row is not None:
                self.lost[table] -= 1
                yield row

    # -- a sound library of what is left -----------------------------------------------------------

    def _drop_what_points_nowhere(self) -> bool:
        """Take rows away that point at rows which are not there; False once there are none."""
        dropped = False
        for kind in KINDS:
            dropped |= self._drop(
                "record", f"kind = '{kind}' AND id NOT IN (SELECT id FROM {kind})"
            )
            dropped |= self._drop(kind, f"id IN (SELECT id FROM record WHERE kind <> '{kind}')")
        for table, predicate in HALVES.items():
            dropped |= self._drop(
                table,
                f"NOT EXISTS (SELECT 1 FROM link WHERE source = {table}.record"
                f" AND predicate = '{predicate}' AND position = {table}.position)",
            )
        for table, row, parent, key in self._new.execute("PRAGMA foreign_key_check").fetchall():
            dropped = True
            if parent in ("term", "origin", "scheme") and self._replaced(table, row, key):
                continue
            if (
                row is not None
                and self._new.execute(f"DELETE FROM {table} WHERE rowid = ?", (row,)).rowcount
            ):
                self.lost[table] += 1
        self._close_gaps()
        return dropped

    def _drop(self, table: str, condition: str) -> bool:
        number = self._new.execute(f"DELETE FROM {table} WHERE {condition}").rowcount
        self.lost[table] += number
        return number > 0

    def _replaced(self, table: str, row: int, key: int) -> bool:
        """Put something in the place of a lost row that others only name: a term, a scheme, an origin."""
        for number, _, parent, column, *_ in self._new.execute(
            f"PRAGMA foreign_key_list({table})"
        ).fetchall():
            if number != key:
                continue
            value = self._new.execute(
                f'SELECT "{column}" FROM {table} WHERE rowid = ?', (row,)
            ).fetchone()
            return value is not None and self._made_up(parent, value[0])
        return False

    def _made_up(self, parent: str, value: object) -> bool:
        try:
            if parent == "origin":
                self._new.execute(
                    "INSERT OR IGNORE INTO origin (id, type, name, version)"
                    " VALUES (?, 'user', 'salvaged', ?)",
                    (value, str(value)),
                )
            elif parent == "scheme":
                self._add_scheme(str(value))
            else:
                scheme, _, code = str(value).partition(":")
                self._add_scheme(scheme)
                self._new.execute(
                    "INSERT OR IGNORE INTO term (scheme, code, label, position)"
                    " VALUES (?, ?, ?, 9999)",
                    (scheme, code, self._labels.get(str(value), code)),
                )
        except sqlite3.Error:
            return False
        keys = {"term": "key", "scheme": "code", "origin": "id"}
        found = self._new.execute(f"SELECT 1 FROM {parent} WHERE {keys[parent]} = ?", (value,))
        return found.fetchone() is not None

    def _add_scheme(self, code: str) -> None:
        self._new.execute(
            "INSERT OR IGNORE INTO scheme (code, label, position) VALUES (?, ?, 9999)", (code, code)
        )

    def _close_gaps(self) -> None:
        """Number the parts of each record through again; their dates and links are found by number."""
        for kind in KINDS:
            for field in fields_of(CLASSES[kind]):
                if field.part is not None and field.repeats:
                    self._close_gaps_of(kind, table_of(field.part), field.key)

    def _close_gaps_of(self, kind: str, table: str, key: str) -> None:
        torn = self._new.execute(
            f"SELECT record FROM {table} WHERE record IN (SELECT id FROM {kind})"
            " GROUP BY record HAVING max(position) <> count(*) - 1 OR min(position) <> 0"
        ).fetchall()
        for (record,) in torn:
            positions = [
                row[0]
                for row in self._new.execute(
                    f"SELECT position FROM {table} WHERE record = ? ORDER BY position", (record,)
                )
            ]
            sides = (("dating", "record", "role"), ("link", "source", "predicate"))
            for side, owner, path in sides:
                marks = ", ".join(map(str, positions))
                number = self._new.execute(
                    f"DELETE FROM {side} WHERE {owner} = ? AND {path} GLOB ?"
                    f" AND position NOT IN ({marks})",
                    (record, f"{key}.*"),
                ).rowcount
                self.lost[side] += number
            # By way of numbers that nothing has: damaged ones may lie below zero.
            away = next(
                far for far in count(_FAR, _FAR) if not any(0 <= p - far < _FAR for p in positions)
            )
            steps = [(old, away + new) for new, old in enumerate(positions)]
            for old, new in (*steps, *((far, far - away) for _, far in steps)):
                self._new.execute(
                    f"UPDATE {table} SET position = ? WHERE record = ? AND position = ?",
                    (new, record, old),
                )
                for side, owner, path in sides:
                    self._new.execute(
                        f"UPDATE {side} SET position = ? WHERE {owner} = ? AND position = ?"
                        f" AND {path} GLOB ?",
                        (new, record, old, f"{key}.*"),
                    )

    def _empty_broken_lists(self) -> None:
        """Let go of lists of terms and of the library that cannot be read as such any more."""
        for number, words in self._new.execute(
            "SELECT id, alternatives FROM term WHERE alternatives <> '[]'"
        ).fetchall():
            if not is_list(words):
                self._new.execute("UPDATE term SET alternatives = '[]' WHERE id = ?", (number,))
                self.lost["term"] += 1
        for (text,) in self._new.execute(
            "SELECT value FROM library WHERE key = 'questions'"
        ).fetchall():
            if not is_list(text):
                self._drop("library", "key = 'questions'")

    def _drop_what_is_unreadable(self) -> bool:
        """Give up records that cannot be read; False once all can be."""
        unreadable = [one for one in stored_records(self._new) if isinstance(one, UnreadableRecord)]
        for one in unreadable:
            self.unreadable.append(one.uid)
            self.lost["record"] += 1
            self._new.execute("DELETE FROM record WHERE id = ?", (one.number,))
        return bool(unreadable)

    def _drop_broken_dates(self) -> None:
        """Give up dates that mean nothing, also those of roles that no record has."""
        for (text,) in self._new.execute("SELECT DISTINCT edtf FROM dating").fetchall():
            try:
                dating_of(text)
            except UNREADABLE:
                gone = self._new.execute("DELETE FROM dating WHERE edtf = ?", (text,))
                self.lost["dating"] += gone.rowcount

    def _describe(self, name: str) -> None:
        """Let the library say of itself what is true of it now."""
        self._new.execute("INSERT OR IGNORE INTO library VALUES ('name', ?)", (name,))
        self._new.execute("INSERT OR IGNORE INTO library VALUES ('version', '1')")
        digests = list(digests_ascending(self._new))
        checksum = checksum_of_ascending(iter(digests)) if digests else ""
        self._new.execute("DELETE FROM library WHERE key = 'checksum'")
        if checksum:
            self._new.execute("INSERT INTO library VALUES ('checksum', ?)", (checksum,))


class _Reading:
    """Rows in one direction until one cannot be read; `at` is the key of the last, `stop` ends it."""

    def __init__(self, connection: sqlite3.Connection, statement: str, direction: int) -> None:
        self.at: Any = None
        self.stop: Any = None
        self.is_whole = self.has_stopped = False
        self._connection, self._statement = connection, statement
        self._direction = direction

    def __iter__(self) -> Iterator[Sequence[object]]:
        try:
            for key, *row in self._connection.execute(self._statement):
                if key == self.stop:
                    self.has_stopped = True
                    return
                if self.at is not None and not self._goes_on(key):
                    return  # pages that point at each other in a circle
                self.at = key
                yield row
        except (sqlite3.Error, OverflowError):
            return
        self.is_whole = True

    def _goes_on(self, key: object) -> bool:
        try:
            later = key > self.at
            return bool(later if self._direction > 0 else key != self.at and not later)
        except TypeError:
            return False


def _opened(path: Path) -> sqlite3.Connection | None:
    """A connection to a damaged copy, None where not even the list of tables can be read."""
    for size in (0, *_PAGE_SIZES):
        if size:
            _write_header(path, size)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for pragma in ("trusted_schema = OFF", "writable_schema = ON", "cell_size_check = ON"):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("PRAGMA query_only = ON")
            if "record" in _tables(connection):
                return connection
        except sqlite3.Error:
            pass
        connection.close()
    return None


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The names of the tables of a file that are no virtual ones."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND typeof(name) = 'text'"
        " AND sql NOT LIKE 'CREATE VIRTUAL%'"
    )
    return [row[0] for row in rows]


def _write_header(path: Path, page_size: int) -> None:
    """Write what every library begins with (sqlite.org/fileformat2.html, 1.3) over a damaged header."""
    pages = path.stat().st_size // page_size
    with path.open("r+b") as file:
        file.write(SQLITE_MAGIC)
        file.write((1 if page_size == 65536 else page_size).to_bytes(2, "big"))
        file.write(bytes((1, 1, 0, 64, 32, 32)))
        file.seek(28)
        file.write(pages.to_bytes(4, "big"))
        file.seek(44)
        file.write((4).to_bytes(4, "big"))
        file.seek(56)
        file.write((1).to_bytes(4, "big"))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table that are stored, not computed."""
    try:
        found = connection.execute(f'PRAGMA table_xinfo("{table}")').fetchall()
    except sqlite3.Error:
        return []
    return [row[1] for row in found if row[6] == 0]


def _is_without_rowid(connection: sqlite3.Connection, table: str) -> bool:
    row = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone()
    return row is not None and "WITHOUT ROWID" in str(row[0]).upper()
