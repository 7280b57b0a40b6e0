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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import TracebackType
from typing import Any, Final, NamedTuple

from spexplorer.domain.edtf import parse
from spexplorer.domain.fields import CLASSES, Field, Shape, fields_of, review_field
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.domain.sort_keys import title_of
from spexplorer.support.errors import AppError

_COMMON = frozenset({"id", "origin", "tags", "collections", "created", "modified"})
VALUES = frozenset({Shape.TEXT, Shape.INTEGER, Shape.NUMBER})


def _read_table(owner: type) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", owner.__name__).lower()


table_of: Callable[[type], str] = cache(_read_table)
"""The table of a record class or part: `AgreementDate` lies in `agreement_date`."""


def _read_own_fields(owner: type) -> tuple[Field, ...]:
    common = _COMMON | {review_field(owner)} if issubclass(owner, Record) else frozenset()
    return tuple(f for f in fields_of(owner) if f.name not in common)


own_fields: Callable[[type], tuple[Field, ...]] = cache(_read_own_fields)
"""The fields of a record class or part that do not lie with what every record has."""


def _read_columns(owner: type) -> tuple[Field, ...]:
    return tuple(f for f in own_fields(owner) if f.shape in VALUES)


DATING: Final = (
    *("level", "start_min", "start_max", "end_min", "end_max"),
    *("open_start", "open_end", "doubtful"),
)
"""The columns of `dating` that are computed from the date itself."""

columns_of: Callable[[type], tuple[Field, ...]] = cache(_read_columns)
"""The fields that are columns of the owner's table."""


# -- writing ---------------------------------------------------------------------------------------


def nothing() -> None:
    """What is done after each record where nobody asks for more."""


def _read_owned_tables(owner: type) -> tuple[tuple[str, str], ...]:
    common = (("link", "source"), ("dating", "record"), ("tag", "record"), ("membership", "record"))
    parts = ((table_of(part), "record") for _, part, _ in _plan(owner, "").parts)
    return (*common, *parts, (table_of(owner), "id"))


owned_tables: Callable[[type], tuple[tuple[str, str], ...]] = cache(_read_owned_tables)
"""The tables that hold rows of a record, each with the column of its number."""


def numbers_named(
    connection: sqlite3.Connection, records: Iterable[Record], ids: Iterable[str] = ()
) -> dict[str, int]:
    """The row numbers of records, of all that they point at and of some ids, as far as they are there."""
    wanted = {record_id for r in records for record_id in (r.id, *(e.target for e in edges_of(r)))}
    return dict(
        connection.execute(
            "SELECT uid, id FROM record WHERE uid IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted | set(ids))),),
        )
    )


class _Naming:
    """What `naming` gives: a context, and no generator, since every record that comes needs two."""

    __slots__ = ("_record",)

    def __init__(self, record: Record) -> None:
        self._record = record

    def __enter__(self) -> None:
        """Refuse a record without a title."""
        if not title_of(self._record).strip():
            raise AppError(
                f"{self._record.id} cannot be stored (it has no title); mend that record."
            )

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Raise what went wrong as a sentence."""
        uid = self._record.id
        match error:
            case sqlite3.IntegrityError():
                words = f"{uid} cannot be stored ({error}); mend that record."
            case UnicodeEncodeError() | OverflowError():  # half a letter; an integer of 65 bits
                words = (
                    f"{uid} cannot be stored (a value of it is no text in UTF-8, or too large a "
                    "number); mend that record."
                )
            case KeyError():
                words = f"{uid} points at {error.args[0]}, which is not there; add that first."
            case _:
                return
        raise AppError(words) from error


def naming(record: Record) -> _Naming:
    """Say which record it is that the schema refuses, or that no list could name."""
    return _Naming(record)


def write_record(connection: sqlite3.Connection, rows: dict[str, int], record: Record) -> None:
    """Store all of a record but its row of `record`, which is there."""
    row = rows[record.id]
    write_values(connection, record, {"id": row})
    write_rest(connection, rows, row, record, "", 0)
    write_tags(connection, row, record)
    write_memberships(connection, row, record)


def write_tags(connection: sqlite3.Connection, row: int, record: Record) -> None:
    """Store the tags of a record of a row number."""
    connection.executemany(
        "INSERT INTO tag (record, position, tag) VALUES (?, ?, ?)",
        [(row, position, tag) for position, tag in enumerate(record.tags)],
    )


def write_memberships(connection: sqlite3.Connection, row: int, record: Record) -> None:
    """Store the collections a record of a row number lies in."""
    connection.executemany(
        "INSERT INTO membership (record, position, collection) VALUES (?, ?, ?)",
        [(row, position, code) for position, code in enumerate(record.collections)],
    )


def write_values(connection: sqlite3.Connection, owner: Any, keys: dict[str, int]) -> None:
    """Store the plain values of a record or part, with the columns that say whose they are."""
    values: dict[str, Any] = dict(keys)
    for column in columns_of(type(owner)):
        values[column.name] = stored(column, owner)
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table_of(type(owner))} ({names}) VALUES ({marks})", tuple(values.values())
    )


def stored(column: Field, owner: Any) -> Any:
    """What a column holds of a record or part."""
    value = getattr(owner, column.name)
    return json.dumps(value) if column.repeats else value


def write_rest(
    connection: sqlite3.Connection,
    rows: dict[str, int],
    row: int,
    owner: Any,
    prefix: str,
    position: int,
) -> None:
    """The dates, links and parts of a record, or of one part at a position."""
    for item in own_fields(type(owner)):
        value = getattr(owner, item.name)
        if value is None:
            continue
        values = value if item.repeats else (value,)
        for index, one in enumerate(values, start=0 if item.repeats else position):
            if item.shape is Shape.DATE:
                _write_date(connection, row, prefix + item.key, index, one)
            elif item.shape is Shape.LINK:
                _write_link(connection, row, prefix + item.key, index, rows[one])
            elif item.shape is Shape.PART:
                write_values(connection, one, {"record": row, "position": index})
                write_rest(connection, rows, row, one, f"{item.key}.", index)


def _write_date(
    connection: sqlite3.Connection, row: int, role: str, position: int, text: str
) -> None:
    connection.execute(
        f"INSERT INTO dating (record, role, position, edtf, {', '.join(DATING)})"
        f" VALUES (?, ?, ?, ?{', ?' * len(DATING)})",
        (row, role, position, text, *dating_of(text)),
    )


def dating_of(text: str) -> tuple[int | None, ...]:
    """What is stored beside a date in EDTF, as in `DATING`; raises EdtfError."""
    date = parse(text)
    bounds = date.bounds
    return (
        *(date.level, bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max),
        *(bounds.open_start, bounds.open_end, date.uncertain or date.approximate),
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


def load_present(connection: sqlite3.Connection, uids: Iterable[str]) -> dict[str, Record]:
    """The records with some permanent ids, by id, as far as they are there; no redirect is followed."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for kind, number in connection.execute(
        "SELECT kind, id FROM record WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uids)),),
    ):
        kinds[kind].append(number)
    found: dict[str, Record] = {}
    condition = "record.id IN (SELECT value FROM json_each(?))"
    for kind, numbers in kinds.items():
        records = _load(connection, kind, condition, (json.dumps(numbers),))
        found.update((record.id, record) for record in records)
    return found


def load_kind(connection: sqlite3.Connection, kind: str) -> list[Record]:
    """All records of a kind, in the order lists show them."""
    return _load(connection, kind, "record.kind = ?", (kind,))


def load_numbers(connection: sqlite3.Connection, kind: str, numbers: Iterable[int]) -> list[Record]:
    """The records of a kind that have some record numbers, in the order lists show them."""
    wanted = json.dumps([int(number) for number in numbers])
    condition = "record.kind = ? AND record.id IN (SELECT value FROM json_each(?))"
    return _load(connection, kind, condition, (kind, wanted))


class _Plan(NamedTuple):
    """What is read of a record class, or of a part under its path, sorted by where it lies.

    Names of fields, each with the path of its dates and links.
    """

    columns: tuple[Field, ...]
    dates: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]
    parts: tuple[tuple[Field, type, str], ...]


def _read_plan(owner: type, prefix: str) -> _Plan:
    fields = own_fields(owner)
    links = [item for item in fields if item.shape is Shape.LINK]
    return _Plan(
        columns=columns_of(owner),
        dates=tuple((f.name, prefix + f.key) for f in fields if f.shape is Shape.DATE),
        links=tuple((f.name, prefix + f.key) for f in links if not f.repeats),
        lists=tuple((f.name, prefix + f.key) for f in links if f.repeats),
        parts=tuple((f, f.part, f"{f.key}.") for f in fields if f.part is not None),
    )


_plan: Callable[[type, str], _Plan] = cache(_read_plan)
"""The plan of a record class (with an empty path) or of a part; made once."""

_Placed = dict[tuple[str, int], str]
"""What stands at (path, position)."""

_NOTHING: _Placed = {}


@dataclass(slots=True)
class _Gathered:
    """Rows of the side tables by record: dates and links by place, parts and tags in order."""

    dates: dict[int, _Placed] = field(default_factory=lambda: defaultdict(dict))
    links: dict[int, _Placed] = field(default_factory=lambda: defaultdict(dict))
    lists: dict[tuple[int, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    tags: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    collections: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[type, dict[int, list[dict[str, Any]]]] = field(default_factory=dict)


def _load(
    connection: sqlite3.Connection, kind: str, condition: str, parameters: tuple[str, ...]
) -> list[Record]:
    owner = CLASSES[kind]
    plan = _plan(owner, "")
    which = f"IN (SELECT record.id FROM record WHERE {condition})"
    gathered = _gather(connection, plan, which, parameters)
    columns = "".join(f', {table_of(owner)}."{column.name}"' for column in plan.columns)
    rows = connection.execute(
        "SELECT record.id, record.uid, origin.name || ' ' || origin.version, record.created,"
        f" record.modified, record.status{columns} FROM record JOIN origin ON origin.id = record.origin"
        f" JOIN {table_of(owner)} ON {table_of(owner)}.id = record.id"
        f" WHERE {condition} ORDER BY record.sort_key, record.id",
        parameters,
    )
    records = []
    for row in rows:
        values = _decoded(plan.columns, row[6:])
        values["id"], values["origin"] = row[1], row[2].strip()
        values["created"], values["modified"] = row[3], row[4]
        values[review_field(owner)] = row[5]
        values["tags"] = tuple(gathered.tags.get(row[0], ()))
        values["collections"] = tuple(gathered.collections.get(row[0], ()))
        _add_rest(values, plan, gathered, row[0], 0)
        records.append(owner(**values))
    return records


def _decoded(columns: tuple[Field, ...], row: Sequence[Any]) -> dict[str, Any]:
    return {
        column.name: tuple(json.loads(value)) if column.repeats else value
        for column, value in zip(columns, row, strict=True)
    }


def _gather(
    connection: sqlite3.Connection, plan: _Plan, which: str, parameters: tuple[str, ...]
) -> _Gathered:
    gathered = _Gathered()
    for record, role, position, edtf in connection.execute(
        f"SELECT record, role, position, edtf FROM dating WHERE record {which}", parameters
    ):
        gathered.dates[record][role, position] = edtf
    plans = (plan, *(_plan(part, prefix) for _, part, prefix in plan.parts))
    lists = {path for one in plans for _, path in one.lists}
    for source, predicate, position, uid in connection.execute(
        "SELECT link.source, link.predicate, link.position, target.uid FROM link"
        f" JOIN record AS target ON target.id = link.target WHERE link.source {which}"
        " ORDER BY link.position",
        parameters,
    ):
        if predicate in lists:
            gathered.lists[source, predicate].append(uid)
        else:
            gathered.links[source][predicate, position] = uid
    for record, tag in connection.execute(
        f"SELECT record, tag FROM tag WHERE record {which} ORDER BY position", parameters
    ):
        gathered.tags[record].append(tag)
    for record, code in connection.execute(
        f"SELECT record, collection FROM membership WHERE record {which} ORDER BY position",
        parameters,
    ):
        gathered.collections[record].append(code)
    for _, part, _ in plan.parts:
        gathered.parts[part] = _gather_part(connection, part, which, parameters)
    return gathered


def _gather_part(
    connection: sqlite3.Connection, part: type, which: str, parameters: tuple[str, ...]
) -> dict[int, list[dict[str, Any]]]:
    columns = columns_of(part)
    names = "".join(f', "{column.name}"' for column in columns)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in connection.execute(
        f"SELECT record{names} FROM {table_of(part)} WHERE record {which} ORDER BY position",
        parameters,
    ):
        found[row[0]].append(_decoded(columns, row[1:]))
    return found


def _add_rest(
    values: dict[str, Any], plan: _Plan, gathered: _Gathered, row: int, position: int
) -> None:
    """Add the dates, links and parts of one record, or of one of its parts, to its values."""
    dates = gathered.dates.get(row, _NOTHING)
    for name, path in plan.dates:
        values[name] = dates.get((path, position))
    links = gathered.links.get(row, _NOTHING)
    for name, path in plan.links:
        values[name] = links.get((path, position))
    for name, path in plan.lists:
        values[name] = tuple(gathered.lists.get((row, path), ()))
    for item, part, prefix in plan.parts:
        below, made = _plan(part, prefix), []
        for index, one in enumerate(gathered.parts[part].get(row, ())):
            _add_rest(one, below, gathered, row, index)
            made.append(part(**one))
        values[item.name] = tuple(made) if item.repeats else (made[0] if made else None)
