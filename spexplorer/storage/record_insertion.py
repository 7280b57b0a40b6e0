"""New records into the tables: the rows of many gathered, then written a table at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from spexplorer.domain.fields import Shape, review_field, values_getter
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.storage.inserts import Inserts
from spexplorer.storage.records import (
    DATING,
    VALUES,
    columns_of,
    dating_of,
    naming,
    nothing,
    numbers_named,
    own_fields,
    table_of,
    write_record,
)

RECORD: Final = ("id", "uid", "kind", "sort_key", "origin", "created", "modified", "status")
"""The columns of what `record_row` gives."""

_DATING: Final = ("record", "role", "position", "edtf", *DATING)
_LINK: Final = ("source", "source_kind", "predicate", "position", "target", "target_kind")

_REFUSED: Final = (sqlite3.IntegrityError, UnicodeEncodeError, OverflowError)
"""What is raised for a value that cannot be stored."""


def add_records(
    connection: sqlite3.Connection,
    records: Sequence[Record],
    origin: int | Mapping[str, int],
    numbers: Mapping[str, int] | None = None,
    each: Callable[[], object] = nothing,
) -> dict[str, int]:
    """Store records that may point at each other; gives their row numbers, and those they point at.

    The origin is one for all, or given by id; `numbers` are the row numbers that some of them bore
    before; `each` is called for each of them, and may end it all by raising. The caller owns the
    transaction. Links may point at records already stored. Raises AppError for a record that the
    schema refuses.
    """
    connection.execute("SAVEPOINT coming")
    try:
        rows = _add_at_once(connection, records, origin, numbers or {}, each)
    except _REFUSED:
        connection.execute("ROLLBACK TO coming")
        rows = _add_singly(connection, records, origin, numbers or {})
    connection.execute("RELEASE coming")
    return rows


def _add_at_once(
    connection: sqlite3.Connection,
    records: Sequence[Record],
    origin: int | Mapping[str, int],
    numbers: Mapping[str, int],
    each: Callable[[], object],
) -> dict[str, int]:
    inserts = Inserts()
    for record in records:
        with naming(record):
            inserts.add("record", RECORD, record_row(record, origin, numbers))
    inserts.write(connection)
    rows = numbers_named(connection, records)
    for record in records:
        with naming(record):
            gather_rows(inserts, rows, record)
        each()
    inserts.write(connection)
    return rows


def insert_gathered(
    connection: sqlite3.Connection,
    inserts: Inserts,
    records: Sequence[Record],
    origin: int,
    numbers: Mapping[str, int],
) -> None:
    """Write the rows that were gathered of some records; raises as `add_records` does."""
    connection.execute("SAVEPOINT coming")
    try:
        inserts.write(connection)
    except _REFUSED:
        connection.execute("ROLLBACK TO coming")
        _add_singly(connection, records, origin, numbers)
        raise
    connection.execute("RELEASE coming")


def _add_singly(
    connection: sqlite3.Connection,
    records: Sequence[Record],
    origin: int | Mapping[str, int],
    numbers: Mapping[str, int],
) -> dict[str, int]:
    """Add records one by one, to say which of them the schema refuses."""
    marks = ", ".join("?" * len(RECORD))
    for record in records:
        with naming(record):
            connection.execute(
                f"INSERT INTO record ({', '.join(RECORD)}) VALUES ({marks})",
                record_row(record, origin, numbers),
            )
    rows = numbers_named(connection, records)
    for record in records:
        with naming(record):
            write_record(connection, rows, record)
    return rows


def record_row(
    record: Record, origin: int | Mapping[str, int], numbers: Mapping[str, int]
) -> tuple[Any, ...]:
    """What the table of all records holds of one."""
    return (
        *(numbers.get(record.id), record.id, kind_of(record.id), sort_key_of(record)),
        origin if isinstance(origin, int) else origin[record.id],
        *(record.created, record.modified, getattr(record, review_field(type(record)))),
    )


def gather_rows(inserts: Inserts, rows: Mapping[str, int], record: Record) -> None:
    """Gather all rows of a new record but its row of `record`; KeyError where a link leads nowhere."""
    row = rows[record.id]
    _gather_owner(inserts, rows, kind_of(record.id), (row,), record, "")
    for position, tag in enumerate(record.tags):
        inserts.add("tag", ("record", "position", "tag"), (row, position, tag))
    for position, code in enumerate(record.collections):
        inserts.add("membership", ("record", "position", "collection"), (row, position, code))


def _gather_owner(
    inserts: Inserts,
    rows: Mapping[str, int],
    kind: str,
    keys: tuple[int, ...],
    owner: Any,
    prefix: str,
) -> None:
    """The rows of a record or of a part; `keys` are the record's row number, for a part also its position."""
    plan = _plan(type(owner), prefix)
    values = plan.values(owner)
    for n in plan.lists:
        values = (*values[:n], json.dumps(values[n]), *values[n + 1 :])
    inserts.add(plan.table, plan.columns, keys + values)
    row, position = keys[0], keys[-1] if prefix else 0
    for (path, shape, repeats), value in zip(plan.rest, plan.rest_values(owner), strict=True):
        if value is None or value == ():
            continue
        for index, one in enumerate(value) if repeats else ((position, value),):
            if shape is Shape.DATE:
                inserts.add("dating", _DATING, (row, path, index, one, *_dating_of(one)))
            elif shape is Shape.LINK:
                link = (row, kind, path, index, rows[one], kind_of(one))
                inserts.add("link", _LINK, link)
            else:
                _gather_owner(inserts, rows, kind, (row, index), one, f"{path}.")


_dating_of: Callable[[str], tuple[int | None, ...]] = lru_cache(4_096)(dating_of)


class _Plan(NamedTuple):
    """How a record class, or a part under its path, becomes rows."""

    table: str
    columns: tuple[str, ...]
    values: Callable[[Any], tuple[Any, ...]]
    lists: tuple[int, ...]
    """The places of the values that are lists, which are stored as JSON."""
    rest: tuple[tuple[str, Shape, bool], ...]
    """Path, shape and repetition of what lies in other tables."""
    rest_values: Callable[[Any], tuple[Any, ...]]


def _make_plan(owner: type, prefix: str) -> _Plan:
    columns = columns_of(owner)
    rest = [item for item in own_fields(owner) if item.shape not in VALUES]
    return _Plan(
        table=table_of(owner),
        columns=(*(("record", "position") if prefix else ("id",)), *(f.name for f in columns)),
        values=values_getter([item.name for item in columns]),
        lists=tuple(n for n, item in enumerate(columns) if item.repeats),
        rest=tuple((prefix + f.key, f.shape, f.repeats) for f in rest),
        rest_values=values_getter([item.name for item in rest]),
    )


_plan: Callable[[type, str], _Plan] = cache(_make_plan)
"""The plan of a record class (with an empty path) or of a part; made once."""
