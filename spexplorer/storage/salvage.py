"""Reading a damaged library row by row into a new one: what can be read is kept, the rest is counted.

Nothing here relies on the damaged file being one of ours: its tables are asked only for columns that ours
have, its views, triggers and indexes for nothing.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from spexplorer.domain.digests import checksum_of_ascending
from spexplorer.domain.fields import CLASSES, Shape, fields_of
from spexplorer.domain.kinds import KINDS
from spexplorer.storage.derived import Unreadable, derive_records, stored_records
from spexplorer.storage.edition import digests_ascending
from spexplorer.storage.records import table_of
from spexplorer.storage.soundness import HALVES
from spexplorer.support.files import SQLITE_MAGIC

_LONGEST_VALUE: Final = 100_000_000

_MOST_PROBED: Final = 200_000
"""Rows that are asked for one by one where the way to them is damaged."""

_PAGE_SIZES: Final = (4096, 1024, 2048, 8192, 16384, 32768, 65536, 512)
_REWRITTEN: Final = ("kind", "link_type", "search_document", "name_key", "_sqlite_migrations")
"""Tables that a new library has by itself, or that are derived."""


class NothingReadable(Exception):
    """Not even the list of tables can be read."""


class Salvage:
    """Fills an empty library from a copy of a damaged one; `lost` counts rows by their table."""

    def __init__(self, damaged: Path, connection: sqlite3.Connection) -> None:
        """Open the copy, which may be changed; `connection` is to a library that is empty and new.

        Raises NothingReadable.
        """
        self.lost: Counter[str] = Counter()
        self.unreadable: list[str] = []
        """The ids of records of which so little was left that they were given up."""
        self._old = _opened(damaged)
        self._new = connection

    def close(self) -> None:
        """Let go of the damaged copy."""
        self._old.close()

    def run(self, name: str) -> None:
        """Take over what can be read and make a sound library of it, called `name` if it has no name."""
        self._new.execute("PRAGMA foreign_keys = OFF")
        self._new.execute("BEGIN IMMEDIATE")
        found = {row[0].lower() for row in self._tables(self._old)}
        for (table,) in self._tables(self._new):
            if table in _REWRITTEN or table.startswith(("sqlite_", "search_index")):
                continue
            if table not in found:
                self.lost[table] += 1
                continue
            self._take_over(table)
        while self._drop_what_points_nowhere() or self._drop_what_is_unreadable():
            pass
        for _ in derive_records(self._new):
            pass
        self._new.execute("INSERT INTO search_index (search_index) VALUES ('rebuild')")
        self._describe(name)
        self._new.execute("COMMIT")

    @staticmethod
    def _tables(connection: sqlite3.Connection) -> list[tuple[str]]:
        return connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND typeof(name) = 'text'"
            " AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()

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
        """The rows of a table from its beginning, then from its end, then those between one by one."""
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
        begin = int(first.at or 0) + 1  # type: ignore[call-overload]
        end = min(int(last.at or begin + _MOST_PROBED), begin + _MOST_PROBED)  # type: ignore[call-overload]
        misses = 0
        for number in range(begin, end):
            try:
                row = self._old.execute(
                    f"SELECT {names} FROM {table} WHERE rowid = ?", (number,)
                ).fetchone()
            except (sqlite3.Error, OverflowError):
                misses += 1
                continue
            if row is not None:
                yield row
        # Where the last row is not known either nobody can tell how many there were.
        self.lost[table] += max(1, misses if last.at is not None else 1)

    # -- a sound library of what is left -----------------------------------------------------------

    def _drop_what_points_nowhere(self) -> bool:
        """Take rows away that point at rows which are not there; False once there are none."""
        dropped = False
        for kind in KINDS:
            dropped |= self._drop(
                "record", f"kind = '{kind}' AND id NOT IN (SELECT id FROM {kind})"
            )
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
            if row is not None and self._new.execute(
                f"DELETE FROM {table} WHERE rowid = ?", (row,)
            ).rowcount:
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
            ).fetchone()[0]
            return self._made_up(parent, value)
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
                    (scheme, code, code),
                )
        except sqlite3.Error:
            return False
        return bool(self._new.execute("SELECT changes()").fetchone()[0])

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
            for new, old in enumerate(positions):
                if new == old:
                    continue
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

    def _drop_what_is_unreadable(self) -> bool:
        """Give up dates that mean nothing and records that cannot be read; False once all can be."""
        unreadable = [one for one in stored_records(self._new) if isinstance(one, Unreadable)]
        for one in unreadable:
            if self._drop_broken_dates(one.number):
                continue
            self.unreadable.append(one.uid)
            self.lost["record"] += 1
            self._new.execute("DELETE FROM record WHERE id = ?", (one.number,))
        return bool(unreadable)

    def _drop_broken_dates(self, number: int) -> bool:
        from spexplorer.storage.records import dating_of

        dropped = False
        for row, text in self._new.execute(
            "SELECT id, edtf FROM dating WHERE record = ?", (number,)
        ).fetchall():
            try:
                dating_of(text)
            except ValueError:
                dropped |= self._drop("dating", f"id = {row}")
        return dropped

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
        self.at: object = None
        self.stop: object = None
        self.is_whole = False
        self._connection, self._statement = connection, statement
        self._direction = direction

    def __iter__(self) -> Iterator[Sequence[object]]:
        try:
            for key, *row in self._connection.execute(self._statement):
                if key == self.stop or (self.at is not None and not self._goes_on(key)):
                    return  # pages that point at each other in a circle
                self.at = key
                yield row
        except (sqlite3.Error, OverflowError):
            return
        self.is_whole = True

    def _goes_on(self, key: object) -> bool:
        try:
            later = key > self.at  # type: ignore[operator]
            return bool(later if self._direction > 0 else key != self.at and not later)
        except TypeError:
            return False


def _opened(path: Path) -> sqlite3.Connection:
    """A connection to a damaged copy of which at least the list of tables can be read."""
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
            if "record" in {row[0] for row in Salvage._tables(connection)}:
                return connection
        except sqlite3.Error:
            pass
        connection.close()
    raise NothingReadable


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
