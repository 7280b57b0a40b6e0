"""Records in the place of what they were: only what differs is written."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from spexplorer.domain.fields import Field, Shape, differing_fields, review_field
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import sort_key_of
from spexplorer.storage.records import (
    VALUES,
    naming,
    nothing,
    numbers_named,
    own_fields,
    owned_tables,
    stored,
    table_of,
    write_memberships,
    write_rest,
    write_tags,
    write_values,
)
from spexplorer.storage.search_documents import index_again
from spexplorer.support.errors import AppError


def replace_record(connection: sqlite3.Connection, record: Record) -> None:
    """Store a record in the place of the one of its id, as `replace_records` does."""
    replace_records(connection, [record])


def replace_records(
    connection: sqlite3.Connection,
    records: Sequence[Record],
    origins: Mapping[str, int] | None = None,
    each: Callable[[], object] = nothing,
    old: Mapping[str, Record] | None = None,
) -> None:
    """Store records in the place of those of their ids, with all that is derived from them.

    Their numbers and whatever points at them stay, and their origins where no other is given by id; of
    those given as they are in `old` only what differs is written. The caller owns the transaction.
    Raises AppError for a record that is not there, or that the schema refuses.
    """
    replacements = [_replacement((old or {}).get(record.id), record) for record in records]
    linking = [one.record for one in replacements if one.is_rest]
    rows = numbers_named(connection, linking, [record.id for record in records])
    doomed: dict[str, list[tuple[int]]] = defaultdict(list)
    for one in replacements:
        if one.record.id not in rows:
            raise AppError(f"There is no record {one.record.id} any more; add it anew.")
        for table, column in one.tables():
            doomed[f"DELETE FROM {table} WHERE {column} = ?"].append((rows[one.record.id],))
    for statement, numbers in doomed.items():
        connection.executemany(statement, numbers)
    for one in replacements:  # all old links are gone: two that change places form no circle
        with naming(one.record):
            _replace(connection, rows, one, (origins or {}).get(one.record.id))
        each()
    searched = [one.record for one in replacements if one.is_searched]
    index_again(connection, ((rows[record.id], record) for record in searched), old=old)


class _Replacement(NamedTuple):
    """What of a record differs from what is stored: columns (None: all), the rest, tags, collections."""

    record: Record
    columns: tuple[Field, ...] | None
    is_rest: bool
    is_tags: bool
    is_collections: bool
    is_searched: bool

    def tables(self) -> Iterator[tuple[str, str]]:
        """The tables whose rows of the record are written anew, with the column of its number."""
        for table, column in owned_tables(type(self.record)):
            wanted = self.is_rest
            if table == "tag":
                wanted = self.is_tags
            elif table == "membership":
                wanted = self.is_collections
            elif column == "id":
                wanted = self.columns is None
            if wanted:
                yield table, column


def _replacement(before: Record | None, record: Record) -> _Replacement:
    if before is None:
        return _Replacement(record, None, True, True, True, True)
    differ = differing_fields(before, record)
    names = {field.name for field in differ}
    own = [field for field in own_fields(type(record)) if field.name in names]
    return _Replacement(
        record,
        tuple(field for field in own if field.shape in VALUES),
        any(field.shape not in VALUES for field in own),
        "tags" in names,
        "collections" in names,
        any(field.info.searched and field.shape is not Shape.LINK for field in differ),
    )


def _replace(
    connection: sqlite3.Connection, rows: dict[str, int], one: _Replacement, origin: int | None
) -> None:
    record, number = one.record, rows[one.record.id]
    connection.execute(
        "UPDATE record SET sort_key = ?, created = ?, modified = ?, status = ?,"
        " origin = coalesce(?, origin) WHERE id = ?",
        (
            *(sort_key_of(record), record.created, record.modified),
            *(getattr(record, review_field(type(record))), origin, number),
        ),
    )
    if one.columns is None:
        write_values(connection, record, {"id": number})
    elif one.columns:
        names = ", ".join(f'"{column.name}" = ?' for column in one.columns)
        connection.execute(
            f"UPDATE {table_of(type(record))} SET {names} WHERE id = ?",
            (*(stored(column, record) for column in one.columns), number),
        )
    if one.is_rest:
        write_rest(connection, rows, number, record, "", 0)
    if one.is_tags:
        write_tags(connection, number, record)
    if one.is_collections:
        write_memberships(connection, number, record)
