"""The links of a record by sort, counted in the indexes and listed up to a bound.

An actor may have fifty thousand links. Their titles lie all over the file, their numbers side by side in
one index: so all are counted there, and only those that are shown are looked up.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from spexplorer.domain.listing import RowParts
from spexplorer.storage.rows import parts_at


class LinkGroup(NamedTuple):
    """One sort of link of a record: where it leads, to what kind, to how many records.

    `rows` are the first of them with the role of evidence, in list order.
    """

    predicate: str
    outward: bool
    kind: str
    total: int
    rows: list[tuple[str, RowParts]]


_PREDICATES_OF = """
WITH RECURSIVE found(predicate) AS (
  SELECT min(predicate) FROM link WHERE target = :target
  UNION ALL
  SELECT (SELECT min(predicate) FROM link WHERE target = :target AND predicate > found.predicate)
  FROM found WHERE found.predicate IS NOT NULL)
SELECT predicate FROM found WHERE predicate IS NOT NULL
"""
"""By which predicates a record is pointed at: one step in the index for each, however many links."""


class _Found(NamedTuple):
    predicate: str
    kind: str
    total: int
    numbers: list[int]


def sorts_of(connection: sqlite3.Connection, record_id: str, limit: int) -> list[LinkGroup]:
    """The links of a record by sort (a redirect is followed), outward ones first.

    A record linked twice by one predicate counts once. Of more than `limit` the first by number are
    given. Outward they stand as in the record, inward in list order.
    """
    this = connection.execute(
        "SELECT id, kind FROM record WHERE uid = :uid UNION ALL SELECT record.id, kind FROM redirect"
        " JOIN record ON record.id = redirect.target WHERE redirect.uid = :uid",
        {"uid": record_id},
    ).fetchone()
    if this is None:
        return []
    number, kind = this
    return [*_outward(connection, number, limit), *_inward(connection, number, kind, limit)]


def is_linked_by(connection: sqlite3.Connection, record_id: str, predicate: str) -> bool:
    """Whether any record names this one by a predicate."""
    found = connection.execute(
        "SELECT 1 FROM link WHERE target = (SELECT id FROM record WHERE uid = ?) AND predicate = ? LIMIT 1",
        (record_id, predicate),
    ).fetchone()
    return found is not None


def strongest_passages(
    connection: sqlite3.Connection, numbers: Iterable[int], roles: Sequence[str]
) -> dict[int, str]:
    """The id of the passage that each of some records rests on most; `roles` begin with the strongest.

    A passage stands on itself. Records without evidence are not named.
    """
    found: dict[int, tuple[int, str]] = {}
    for number, own, role, passage in connection.execute(
        "SELECT record.id, CASE record.kind WHEN 'passage' THEN record.uid END, coalesce(role, ''),"
        " target.uid FROM json_each(?) JOIN record ON record.id = value"
        " LEFT JOIN link ON link.source = record.id AND predicate = 'evidence.passage'"
        " LEFT JOIN evidence ON evidence.record = link.source AND evidence.position = link.position"
        " LEFT JOIN record AS target ON target.id = link.target ORDER BY record.id, link.position",
        (json.dumps([int(number) for number in numbers]),),
    ):
        strength = roles.index(role) if role in roles else len(roles)
        uid = own or passage
        if uid is not None and (number not in found or strength < found[number][0]):
            found[number] = strength, uid
    return {number: uid for number, (_, uid) in found.items()}


def _outward(connection: sqlite3.Connection, number: int, limit: int) -> Iterator[LinkGroup]:
    """A record holds its own links, so that they are few enough to be read."""
    found: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for predicate, kind, target, role in connection.execute(
        "SELECT link.predicate, target_kind, target, coalesce(evidence.role, '') FROM link"
        " LEFT JOIN evidence ON link.predicate = 'evidence.passage'"
        " AND evidence.record = link.source AND evidence.position = link.position"
        " WHERE link.source = ? ORDER BY link.id",
        (number,),
    ):
        found[predicate, kind].setdefault(target, role)
    for (predicate, kind), roles in found.items():
        rows = parts_at(connection, list(roles)[:limit])
        listed = [(roles[row.number], row) for row in rows]
        yield LinkGroup(predicate, True, kind, len(roles), listed)


def _inward(connection: sqlite3.Connection, number: int, kind: str, limit: int) -> list[LinkGroup]:
    kinds: dict[str, list[str]] = defaultdict(list)
    present = {row[0] for row in connection.execute(_PREDICATES_OF, {"target": number})}
    for predicate, source_kind in connection.execute(
        "SELECT predicate, source_kind FROM link_type WHERE target_kind = ?", (kind,)
    ):
        if predicate in present:
            kinds[predicate].append(source_kind)
    ordered = []
    for predicate, possible in kinds.items():
        split = _of_one_kind if len(possible) == 1 else _of_several
        for found in split(connection, number, predicate, possible, limit):
            keys, rows = _in_list_order(connection, found.numbers)
            listed = [("", row) for row in rows]
            ordered.append((keys[0], LinkGroup(predicate, False, found.kind, found.total, listed)))
    # The sorts as their first records would stand in one list of all.
    return [sort for _, sort in sorted(ordered, key=lambda pair: (pair[0], pair[1].predicate))]


def _of_one_kind(
    connection: sqlite3.Connection, number: int, predicate: str, kinds: list[str], limit: int
) -> Iterator[_Found]:
    """The vocabulary of links says which kind it is: nothing but the index is read."""
    this = (number, predicate)
    numbers = _numbers(
        connection.execute(
            "SELECT DISTINCT source FROM link WHERE target = ? AND predicate = ? ORDER BY source LIMIT ?",
            (*this, limit + 1),
        )
    )
    total = len(numbers)
    if total > limit:
        total = connection.execute(
            "SELECT count(DISTINCT source) FROM link WHERE target = ? AND predicate = ?", this
        ).fetchone()[0]
    if numbers:
        yield _Found(predicate, kinds[0], total, numbers[:limit])


def _of_several(
    connection: sqlite3.Connection, number: int, predicate: str, kinds: list[str], limit: int
) -> Iterator[_Found]:
    """The index does not hold the kind: it is looked up by the number of each record."""
    by_kind: dict[str, list[int]] = {kind: [] for kind in kinds}
    for source, kind in connection.execute(
        "SELECT found.source, record.kind FROM (SELECT DISTINCT source FROM link WHERE target = ?"
        " AND predicate = ? ORDER BY source) AS found CROSS JOIN record"
        " ON record.id = found.source ORDER BY found.source",
        (number, predicate),
    ):
        by_kind[kind].append(source)
    for kind, numbers in by_kind.items():
        if numbers:
            yield _Found(predicate, kind, len(numbers), numbers[:limit])


def _numbers(rows: sqlite3.Cursor) -> list[int]:
    return [row[0] for row in rows]


def _in_list_order(
    connection: sqlite3.Connection, numbers: list[int]
) -> tuple[list[tuple[str, int]], list[RowParts]]:
    """What records are sorted by, and what they are listed by, in that order."""
    found = connection.execute(
        f"SELECT sort_key, id FROM record WHERE id IN ({', '.join(map(str, numbers))})"
        " ORDER BY sort_key, id"
    ).fetchall()
    return found, parts_at(connection, [row[1] for row in found])
