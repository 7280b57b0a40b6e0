"""The library as columns: plain arrays read from SQLite once, for the index that answers brushes.

Rows are addressed by position (0 .. n-1) in the order of record numbers.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

UNBOUNDED_LOW = -(2**40)
UNBOUNDED_HIGH = 2**40
"""Day numbers that stand for an open or unknown bound."""


@dataclass(frozen=True, slots=True)
class Datings:
    """One row a dated record: position and the four bounds of its principal date, in days.

    A time starts no later than it ends, so an unknown start is at the latest the latest end, and an
    unknown end at the earliest the earliest start. An open start or end is the unbounded day twice.
    `scattered` marks sets of separate dates; `doubtful` marks dates qualified as uncertain or
    approximate, which are never counted as certain (domain/calendar_days.py has the rules).
    """

    record: Ints
    start_min: Ints
    start_max: Ints
    end_min: Ints
    end_max: Ints
    scattered: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Columns:
    """Ids, kinds and links by position; `evidence` marks the links that lead to a passage as evidence.

    `facets` holds own values: facet -> (position, value) pairs.
    """

    numbers: Ints
    ids: list[str]
    kinds: list[str]
    datings: Datings
    sources: Ints
    targets: Ints
    evidence: NDArray[np.bool_]
    facets: dict[str, list[tuple[int, str]]]


_PRINCIPAL = ("date", "dates.date", "as_of", "issued")
"""The roles of the date a record is placed in time by, one for each dated kind."""

_FACETS = {
    "event_type": "SELECT id, event_type FROM event",
    "vector": "SELECT id, vector FROM instrument",
    "form": "SELECT id, form FROM agreement",
    "level": "SELECT id, level FROM agreement",
    "stance": "SELECT id, stance FROM claim",
    "note_type": "SELECT id, note_type FROM note",
    "source_type": "SELECT id, source_type FROM work WHERE source_type IS NOT NULL",
    "language": "SELECT id, language FROM work WHERE language IS NOT NULL",
    "agent_type": "SELECT id, agent_type FROM agent",
    "place_type": "SELECT id, place_type FROM place",
    "verdict": "SELECT record, verdict FROM assessment",
    "section": "SELECT id, section FROM passage",
    "actor": (
        "SELECT source, record.uid FROM link JOIN record ON record.id = target"
        " WHERE target_kind = 'agent' UNION SELECT id, uid FROM record WHERE kind = 'agent'"
    ),
    "place": (
        "SELECT source, record.uid FROM link JOIN record ON record.id = target"
        " WHERE target_kind = 'place' UNION SELECT id, uid FROM record WHERE kind = 'place'"
    ),
    "support": (
        "SELECT record.id, CASE"
        " WHEN EXISTS (SELECT 1 FROM derivation WHERE derivation.record = record.id) THEN 'derived'"
        " WHEN EXISTS (SELECT 1 FROM link JOIN passage ON passage.id = link.target"
        "   WHERE link.source = record.id AND predicate = 'evidence.passage'"
        "   AND (passage.footnote IS NOT NULL OR passage.footnote_marks <> '[]')) THEN 'footnoted'"
        " WHEN EXISTS (SELECT 1 FROM link WHERE link.source = record.id"
        "   AND predicate = 'evidence.passage') THEN 'paper' ELSE 'none' END"
        " FROM record WHERE kind NOT IN ('passage', 'note')"
    ),
}


def read_columns(connection: sqlite3.Connection) -> Columns:
    """Read everything the index is built from."""
    rows = connection.execute("SELECT id, uid, kind FROM record ORDER BY id").fetchall()
    numbers = np.array([row[0] for row in rows], dtype=np.int64)
    position = {row[0]: at for at, row in enumerate(rows)}
    links = connection.execute("SELECT source, target, predicate FROM link").fetchall()
    return Columns(
        numbers=numbers,
        ids=[row[1] for row in rows],
        kinds=[row[2] for row in rows],
        datings=_datings(connection, position),
        sources=np.array([position[row[0]] for row in links], dtype=np.int64),
        targets=np.array([position[row[1]] for row in links], dtype=np.int64),
        evidence=np.array([row[2] == "evidence.passage" for row in links], dtype=np.bool_),
        facets={
            facet: [(position[row[0]], row[1]) for row in connection.execute(query)]
            for facet, query in _FACETS.items()
        },
    )


def _datings(connection: sqlite3.Connection, position: dict[int, int]) -> Datings:
    marks = ", ".join("?" * len(_PRINCIPAL))
    rows = connection.execute(
        "SELECT record, start_min, start_max, end_min, end_max, open_start, open_end, doubtful,"
        f" edtf LIKE '{{%' FROM dating WHERE role IN ({marks}) ORDER BY record, position",
        _PRINCIPAL,
    ).fetchall()
    first: dict[int, tuple[int, ...]] = {}
    for row in rows:
        first.setdefault(position[row[0]], row)
    bounds = np.array([_bounds(*row[1:7]) for row in first.values()], dtype=np.int64)
    start_min, start_max, end_min, end_max = bounds.reshape(-1, 4).T
    return Datings(
        record=np.array(list(first), dtype=np.int64),
        scattered=np.array([bool(row[8]) for row in first.values()], dtype=np.bool_),
        doubtful=np.array([bool(row[7]) for row in first.values()], dtype=np.bool_),
        start_min=start_min,
        start_max=start_max,
        end_min=end_min,
        end_max=end_max,
    )


def _bounds(
    start_min: int | None,
    start_max: int | None,
    end_min: int | None,
    end_max: int | None,
    open_start: int,
    open_end: int,
) -> tuple[int, int, int, int]:
    low = UNBOUNDED_LOW if start_min is None else start_min
    high = UNBOUNDED_HIGH if end_max is None else end_max
    latest = high if start_max is None else min(start_max, high)
    earliest = low if end_min is None else max(end_min, low)
    return low, low if open_start else latest, high if open_end else earliest, high
