"""Which records use a term of a vocabulary, found field by field."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spexplorer.domain.fields import CLASSES, Field, described_classes, fields_of, review_field
from spexplorer.domain.records import Record
from spexplorer.storage.records import table_of


class _Place(NamedTuple):
    """A column that holds codes of a scheme, and the column of the record beside it."""

    table: str
    column: str
    record: str
    is_list: bool


@cache
def _places(scheme: str) -> tuple[_Place, ...]:
    return tuple(dict.fromkeys(_found(scheme)))


def _found(scheme: str) -> Iterator[_Place]:
    if scheme == "collection":
        yield _Place("membership", "collection", "record", False)
        return
    for owner in described_classes():
        for field in fields_of(owner):
            if field.scheme == scheme:
                yield _place(owner, field)


def _place(owner: type, field: Field) -> _Place:
    if owner in CLASSES.values() and issubclass(owner, Record):
        if field.name == review_field(owner):
            return _Place("record", "status", "id", False)
        return _Place(table_of(owner), field.name, "id", field.repeats)
    return _Place(table_of(owner), field.name, "record", field.repeats)


def users_of_term(connection: sqlite3.Connection, scheme: str, code: str) -> list[str]:
    """The ids of the records that use a term, in order."""
    queries = []
    for table, column, record, is_list in _places(scheme):
        condition = f'"{column}" = :code'
        if is_list:
            condition = f'EXISTS (SELECT 1 FROM json_each("{column}") WHERE value = :code)'
        queries.append(f"SELECT {record} FROM {table} WHERE {condition}")
    if not queries:
        return []
    rows = connection.execute(
        f"SELECT uid FROM record WHERE id IN ({' UNION '.join(queries)}) ORDER BY uid",
        {"code": code},
    )
    return [row[0] for row in rows]
