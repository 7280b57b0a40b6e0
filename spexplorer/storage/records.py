"""Records into and out of the tables, one mechanism for every kind.

A record class decides where its values go: a plain value is a column of the kind's (or part's) table,
a date a row of `dating`, an id a row of `link`, a part a row of its own table. Paths such as
"contributors.agent" name the place of a date or link, so nothing has to be declared twice.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from spexplorer.domain.edtf import parse
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.listing import Listing
from spexplorer.domain.records import Record
from spexplorer.support.errors import AppError

_COMMON = frozenset({"id", "origin", "tags", "created", "modified"})
_VALUES = frozenset({Shape.TEXT, Shape.INTEGER, Shape.NUMBER})


def table_of(owner: type) -> str:
    """The table of a record class or part: `AgreementDate` lies in `agreement_date`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", owner.__name__).lower()


def _read_columns(owner: type) -> tuple[Field, ...]:
    return tuple(f for f in fields_of(owner) if f.shape in _VALUES and f.name not in _COMMON)


_columns: Callable[[type], tuple[Field, ...]] = cache(_read_columns)
"""The fields that are columns of the owner's table."""


# -- writing ---------------------------------------------------------------------------------------


def add_records(
    connection: sqlite3.Connection, records: Sequence[tuple[Record, Listing]], origin: int
) -> dict[str, int]:
    """Store records that may point at each other; gives the row number of every id.

    The caller owns the transaction. Links may point at records already stored. Raises AppError for
    a record that the schema refuses.
    """
    for record, listing in records:
        with _naming(record):
            connection.execute(
                "INSERT INTO record (uid, kind, label, detail, sort_key, origin, created, modified)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (record.id, kind_of(record.id), *listing, origin, record.created, record.modified),
            )
    rows = dict(connection.execute("SELECT uid, id FROM record"))
    for record, _ in records:
        with _naming(record):
            _write_record(connection, rows, record)
    return rows


@contextmanager
def _naming(record: Record) -> Iterator[None]:
    """Say which record it is that the schema refuses."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise AppError(f"{record.id} cannot be stored ({error}); mend that record.") from error


def _write_record(connection: sqlite3.Connection, rows: dict[str, int], record: Record) -> None:
    row = rows[record.id]
    _write_values(connection, record, {"id": row})
    _write_rest(connection, rows, row, record, "", 0)
    connection.executemany(
        "INSERT INTO tag (record, position, tag) VALUES (?, ?, ?)",
        [(row, position, tag) for position, tag in enumerate(record.tags)],
    )


def _write_values(connection: sqlite3.Connection, owner: Any, keys: dict[str, int]) -> None:
    values: dict[str, Any] = dict(keys)
    for column in _columns(type(owner)):
        value = getattr(owner, column.name)
        values[column.name] = json.dumps(value) if column.repeats else value
    names = ", ".join(values)
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table_of(type(owner))} ({names}) VALUES ({marks})", tuple(values.values())
    )


def _write_rest(
    connection: sqlite3.Connection,
    rows: dict[str, int],
    row: int,
    owner: Any,
    prefix: str,
    position: int,
) -> None:
    """The dates, links and parts of a record, or of one part at a position."""
    for item in fields_of(type(owner)):
        value = getattr(owner, item.name)
        if value is None or item.name in _COMMON:
            continue
        values = value if item.repeats else (value,)
        for index, one in enumerate(values, start=0 if item.repeats else position):
            if item.shape is Shape.DATE:
                _write_date(connection, row, prefix + item.name, index, one)
            elif item.shape is Shape.LINK:
                _write_link(connection, row, prefix + item.name, index, rows[one])
            elif item.shape is Shape.PART:
                _write_values(connection, one, {"record": row, "position": index})
                _write_rest(connection, rows, row, one, f"{item.name}.", index)


def _write_date(
    connection: sqlite3.Connection, row: int, role: str, position: int, text: str
) -> None:
    date = parse(text)
    bounds = date.bounds
    connection.execute(
        "INSERT INTO dating (record, role, position, edtf, level, start_min, start_max, end_min,"
        " end_max, open_start, open_end, doubtful) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(row, role, position, text, date.level),
            *(bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max),
            *(bounds.open_start, bounds.open_end, date.uncertain or date.approximate),
        ),
    )


def _write_link(
    connection: sqlite3.Connection, row: int, predicate: str, position: int, target: int
) -> None:
    try:
        connection.execute(
            "INSERT INTO link (source, source_kind, predicate, position, target, target_kind)"
            " SELECT source.id, source.kind, ?, ?, target.id, target.kind"
            " FROM record AS source, record AS target WHERE source.id = ? AND target.id = ?",
            (predicate, position, row, target),
        )
    except sqlite3.IntegrityError as error:
        raise sqlite3.IntegrityError(f"{predicate}: {error}") from error


# -- reading ---------------------------------------------------------------------------------------


def load(connection: sqlite3.Connection, uid: str) -> Record | None:
    """The record with a permanent id (a redirect is followed), or None."""
    found = connection.execute(
        "SELECT uid FROM record WHERE uid = :uid UNION ALL SELECT record.uid FROM redirect"
        " JOIN record ON record.id = redirect.target WHERE redirect.uid = :uid",
        {"uid": uid},
    ).fetchone()
    if found is None:
        return None
    return next(iter(_load(connection, kind_of(found[0]), "record.uid = ?", (found[0],))))


def load_kind(connection: sqlite3.Connection, kind: str) -> list[Record]:
    """All records of a kind, in the order lists show them."""
    return _load(connection, kind, "record.kind = ?", (kind,))


def load_numbers(connection: sqlite3.Connection, kind: str, numbers: Iterable[int]) -> list[Record]:
    """The records of a kind that have some record numbers, in the order lists show them."""
    wanted = json.dumps([int(number) for number in numbers])
    condition = "record.kind = ? AND record.id IN (SELECT value FROM json_each(?))"
    return _load(connection, kind, condition, (kind, wanted))


@dataclass(slots=True)
class _Gathered:
    """Rows of the side tables by record: dates and links by (path, position), parts in order."""

    dates: dict[int, dict[tuple[str, int], str]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[int, dict[tuple[str, int], str]] = field(default_factory=lambda: defaultdict(dict))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[type, dict[int, list[dict[str, Any]]]] = field(default_factory=dict)


def _load(
    connection: sqlite3.Connection, kind: str, condition: str, parameters: tuple[str, ...]
) -> list[Record]:
    owner = CLASSES[kind]
    which = f"IN (SELECT record.id FROM record WHERE {condition})"
    gathered = _gather(connection, owner, which, parameters)
    columns = "".join(f", {table_of(owner)}.{column.name}" for column in _columns(owner))
    rows = connection.execute(
        "SELECT record.id, record.uid, origin.name || ' ' || origin.version, record.created,"
        f" record.modified{columns} FROM record JOIN origin ON origin.id = record.origin"
        f" JOIN {table_of(owner)} ON {table_of(owner)}.id = record.id"
        f" WHERE {condition} ORDER BY record.sort_key, record.id",
        parameters,
    )
    records = []
    for row in rows:
        values: dict[str, Any] = {
            "id": row[1],
            "origin": row[2].strip(),
            "created": row[3],
            "modified": row[4],
            "tags": tuple(gathered.tags[row[0]]),
            **_decoded(owner, row[5:]),
        }
        values |= _rest(owner, gathered, row[0], "", 0)
        records.append(owner(**values))
    return records


def _decoded(owner: type, row: Iterable[Any]) -> dict[str, Any]:
    return {
        column.name: tuple(json.loads(value)) if column.repeats else value
        for column, value in zip(_columns(owner), row, strict=True)
    }


def _gather(
    connection: sqlite3.Connection, owner: type, which: str, parameters: tuple[str, ...]
) -> _Gathered:
    gathered = _Gathered()
    for record, role, position, edtf in connection.execute(
        f"SELECT record, role, position, edtf FROM dating WHERE record {which}", parameters
    ):
        gathered.dates[record][role, position] = edtf
    for source, predicate, position, uid in connection.execute(
        "SELECT link.source, link.predicate, link.position, target.uid FROM link"
        f" JOIN record AS target ON target.id = link.target WHERE link.source {which}",
        parameters,
    ):
        gathered.links[source][predicate, position] = uid
    for record, tag in connection.execute(
        f"SELECT record, tag FROM tag WHERE record {which} ORDER BY position", parameters
    ):
        gathered.tags[record].append(tag)
    for item in fields_of(owner):
        if item.part is not None:
            gathered.parts[item.part] = _gather_part(connection, item.part, which, parameters)
    return gathered


def _gather_part(
    connection: sqlite3.Connection, part: type, which: str, parameters: tuple[str, ...]
) -> dict[int, list[dict[str, Any]]]:
    columns = "".join(f", {column.name}" for column in _columns(part))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT record{columns} FROM {table_of(part)} WHERE record {which} ORDER BY position",
        parameters,
    ):
        found[row[0]].append(_decoded(part, row[1:]))
    return found


def _rest(owner: type, gathered: _Gathered, row: int, prefix: str, position: int) -> dict[str, Any]:
    """The dates, links and parts of one record, or of one of its parts."""
    values: dict[str, Any] = {}
    for item in fields_of(owner):
        path = prefix + item.name
        if item.name in _COMMON:
            continue
        if item.shape is Shape.DATE:
            values[item.name] = gathered.dates[row].get((path, position))
        elif item.shape is Shape.LINK:
            links = gathered.links[row]
            values[item.name] = (
                tuple(
                    uid
                    for _, uid in sorted((p, u) for (name, p), u in links.items() if name == path)
                )
                if item.repeats
                else links.get((path, position))
            )
        elif item.part is not None:
            parts = [
                item.part(**values_of, **_rest(item.part, gathered, row, f"{item.name}.", index))
                for index, values_of in enumerate(gathered.parts[item.part].get(row, []))
            ]
            values[item.name] = tuple(parts) if item.repeats else (parts[0] if parts else None)
    return values
