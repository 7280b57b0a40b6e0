"""Pairs of records that look alike and were said not to be the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable


def distinct_pairs(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """All such pairs, each in the order of its ids."""
    rows = connection.execute(
        "SELECT one.uid, other.uid FROM distinct_record"
        " JOIN record AS one ON one.id = distinct_record.first"
        " JOIN record AS other ON other.id = distinct_record.second"
    )
    return {_ordered(*row) for row in rows}


def distinct_pairs_of(connection: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Those of them that name one of some records, in order."""
    rows = connection.execute(
        "WITH wanted AS (SELECT record.id FROM record JOIN json_each(?) AS given"
        "   ON record.uid = given.value)"
        " SELECT one.uid, other.uid FROM distinct_record"
        " JOIN record AS one ON one.id = distinct_record.first"
        " JOIN record AS other ON other.id = distinct_record.second"
        " WHERE first IN (SELECT id FROM wanted) OR second IN (SELECT id FROM wanted)",
        (json.dumps(list(ids)),),
    )
    return sorted({_ordered(*row) for row in rows})


def is_distinct(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether two records were said not to be the same."""
    return _ordered(one, other) in distinct_pairs_of(connection, [one])


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
