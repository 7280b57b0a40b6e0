"""The library as columns: plain arrays read from SQLite for the index that answers brushes.

Rows are addressed by position (0 .. n-1) in the order of record numbers. Columns come out of SQLite
as one text of numbers a group (`group_concat`): three to four times as fast as a Python row for each
(measured on a million rows), and other threads run meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from spexplorer.storage.searching import matching_ids

Ints = NDArray[np.int64]
Positions = NDArray[np.int32]

UNBOUNDED_LOW = -(2**40)
UNBOUNDED_HIGH = 2**40
"""Day numbers that stand for an open or unknown bound."""

_Item = TypeVar("_Item")

_PIECE: Final = 100_000
"""So many letters are parsed at a time: parsing holds the interpreter, and others want to run."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Different principal dates, one row each: the four bounds in days.

    A time starts no later than it ends, so an unknown start is at the latest the latest end, and an
    unknown end at the earliest the earliest start. An open start or end is the unbounded day twice.
    `scattered` marks sets of separate dates; `doubtful` marks dates qualified as uncertain or
    approximate, which are never counted as certain (domain/calendar_days.py has the rules).
    """

    start_min: Ints
    start_max: Ints
    end_min: Ints
    end_max: Ints
    scattered: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start_min)

    def at(self, rows: NDArray[np.integer]) -> Bounds:
        """These rows, in the order asked for."""
        return Bounds(
            self.start_min[rows], self.start_max[rows], self.end_min[rows], self.end_max[rows],
            self.scattered[rows], self.doubtful[rows],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Record numbers (ascending), kinds and links by position, and when records are.

    `lists` gives the positions of every kind in list order. `dated` are the positions of the dated
    records, `dates` the row of `bounds` of each. `evidence` marks links that lead to a passage.
    """

    numbers: Ints
    kinds: tuple[str, ...]
    kind: NDArray[np.uint8]
    lists: dict[str, Positions]
    dated: Positions
    dates: Positions
    bounds: Bounds
    sources: Positions
    targets: Positions
    evidence: NDArray[np.bool_]


_FACETS: Final = {
    "event_type": "SELECT event_type AS value, id FROM event",
    "vector": "SELECT vector AS value, id FROM instrument",
    "form": "SELECT form AS value, id FROM agreement",
    "level": "SELECT level AS value, id FROM agreement",
    "stance": "SELECT stance AS value, id FROM claim",
    "note_type": "SELECT note_type AS value, id FROM note",
    "source_type": "SELECT source_type AS value, id FROM work WHERE source_type IS NOT NULL",
    "language": "SELECT language AS value, id FROM work WHERE language IS NOT NULL",
    "type": "SELECT type AS value, id FROM work",
    "agent_type": "SELECT agent_type AS value, id FROM agent",
    "place_type": "SELECT place_type AS value, id FROM place",
    "verdict": "SELECT verdict AS value, record AS id FROM assessment",
    "section": "SELECT section AS value, id FROM passage",
    "actor": (
        "SELECT target AS value, source AS id FROM link WHERE target_kind = 'agent'"
        " UNION ALL SELECT id AS value, id FROM record WHERE kind = 'agent'"
    ),
    "place": (
        "SELECT target AS value, source AS id FROM link WHERE target_kind = 'place'"
        " UNION ALL SELECT id AS value, id FROM record WHERE kind = 'place'"
    ),
    "party": "SELECT target AS value, source AS id FROM link WHERE predicate = 'parties'",
    "support": (
        "SELECT CASE"
        " WHEN id IN (SELECT record FROM derivation) THEN 'derived'"
        " WHEN id IN (SELECT source FROM link JOIN passage ON passage.id = target"
        "   WHERE predicate = 'evidence.passage'"
        "   AND (passage.footnote IS NOT NULL OR passage.footnote_marks <> '[]')) THEN 'footnoted'"
        " WHEN id IN (SELECT source FROM link JOIN passage ON passage.id = target"
        "   WHERE predicate = 'evidence.passage') THEN 'paper' ELSE 'none' END AS value, id"
        " FROM record WHERE kind NOT IN ('passage', 'note')"
    ),
}
"""Facet -> the value and the record number of whoever has it; records as values go by their number."""

_RECORD_VALUES: Final = frozenset({"actor", "place", "party"})


class Shelf:
    """What the index asks of the file after it is built, on whatever thread; opens it every time."""

    def __init__(self, opened: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        """`opened` gives a connection for the length of a `with`."""
        self._opened = opened

    def columns(self) -> Columns:
        """Everything the index is built from."""
        with self._opened() as connection:
            return read_columns(connection)

    def facet(self, facet: str) -> tuple[list[str], list[Ints]]:
        """The values of a facet in order, and the numbers of the records that have each.

        A facet this program does not know has no values (a library may name one in a question).
        """
        if facet not in _FACETS:
            return [], []
        with self._opened() as connection:
            groups = [
                (value, numbers_in(text))
                for value, text in connection.execute(
                    f"SELECT value, group_concat(id) FROM ({_FACETS[facet]}) GROUP BY value"
                )
            ]
            if facet in _RECORD_VALUES:
                named = _ids_of(connection, [number for number, _ in groups])
                groups = [(named[number], ids) for number, ids in groups]
        groups.sort(key=lambda group: group[0])
        return [value for value, _ in groups], [numbers for _, numbers in groups]

    def found(self, query: str) -> Ints:
        """The numbers of the records a query finds."""
        with self._opened() as connection:
            ids = matching_ids(connection, query)
            return np.array(sorted(self._numbers(connection, list(ids)).values()), dtype=np.int64)

    def numbers(self, ids: list[str]) -> dict[str, int]:
        """Id -> record number, of those there are."""
        with self._opened() as connection:
            return self._numbers(connection, ids)

    def numbers_of_kind(self, kind: str) -> dict[str, int]:
        """Id -> record number, of all records of a kind."""
        with self._opened() as connection:
            return dict(connection.execute("SELECT uid, id FROM record WHERE kind = ?", (kind,)))

    def ids(self, numbers: list[int]) -> dict[int, str]:
        """Record number -> id."""
        with self._opened() as connection:
            return _ids_of(connection, numbers)

    @staticmethod
    def _numbers(connection: sqlite3.Connection, ids: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for piece in _pieces(ids):
            marks = ", ".join("?" * len(piece))
            found.update(
                connection.execute(f"SELECT uid, id FROM record WHERE uid IN ({marks})", piece)
            )
        return found


def _ids_of(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for piece in _pieces(numbers):
        marks = ", ".join("?" * len(piece))
        found.update(connection.execute(f"SELECT id, uid FROM record WHERE id IN ({marks})", piece))
    return found


def _pieces(values: list[_Item], size: int = 500) -> Iterator[list[_Item]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]


def numbers_in(text: str | None) -> Ints:
    """The numbers of a text such as "1,5,9"; none for None."""
    parts, at = [], 0
    text = text or ""
    while at < len(text):
        end = text.find(",", at + _PIECE)
        end = len(text) if end < 0 else end
        parts.append(np.fromstring(text[at:end], sep=",", dtype=np.int64))
        at = end + 1
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def read_columns(connection: sqlite3.Connection) -> Columns:
    """Read everything the index is built from, but for the facets."""
    kinds = tuple(row[0] for row in connection.execute("SELECT name FROM kind ORDER BY position"))
    listed = [_listed(connection, kind) for kind in kinds]
    numbers = np.sort(np.concatenate(listed)) if listed else np.zeros(0, dtype=np.int64)
    lists = {kind: positions_of(numbers, own) for kind, own in zip(kinds, listed, strict=True)}
    kind_of = np.zeros(len(numbers), dtype=np.uint8)
    for code, kind in enumerate(kinds):
        kind_of[lists[kind]] = code
    dated, dates, bounds = _datings(connection)
    sources, targets, evidence = _links(connection)
    return Columns(
        numbers=numbers,
        kinds=kinds,
        kind=kind_of,
        lists=lists,
        dated=positions_of(numbers, dated),
        dates=dates,
        bounds=bounds,
        sources=positions_of(numbers, sources),
        targets=positions_of(numbers, targets),
        evidence=evidence,
    )


def positions_of(numbers: Ints, wanted: Ints) -> Positions:
    """Where record numbers stand among all of them (ascending); every one of them must be there."""
    # Without gaps, as in a library nobody deleted from, the number tells the place.
    whole = len(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1
    found = wanted - numbers[0] if whole else np.searchsorted(numbers, wanted)
    return np.asarray(found, dtype=np.int32)


def _listed(connection: sqlite3.Connection, kind: str) -> Ints:
    """The numbers of a kind in list order, straight from the index that lists use."""
    row = connection.execute(
        "SELECT group_concat(id) FROM (SELECT id FROM record WHERE kind = ? ORDER BY sort_key, id)",
        (kind,),
    ).fetchone()
    return numbers_in(row[0])


_GROUPED: Final = ("date", "as_of", "issued")
"""The roles of the one date that records of a kind are placed in time by."""

_BOUNDS: Final = "start_min, start_max, end_min, end_max, open_start, open_end, doubtful"


def _datings(connection: sqlite3.Connection) -> tuple[Ints, Positions, Bounds]:
    """Numbers of the dated records, the row of each in the different bounds, and those bounds."""
    rows: dict[tuple[int | None, ...], list[Ints]] = {}
    for role in _GROUPED:
        for *bounds, text in connection.execute(
            f"SELECT {_BOUNDS}, substr(edtf, 1, 1) = '{{' AS scattered, group_concat(record)"
            f" FROM dating WHERE role = ? GROUP BY {_BOUNDS}, substr(edtf, 1, 1) = '{{'",
            (role,),
        ):
            rows.setdefault(tuple(bounds), []).append(numbers_in(text))
    # An agreement has several dates: it is placed by the first that is given.
    for *bounds, record, _ in connection.execute(
        f"SELECT {_BOUNDS}, substr(edtf, 1, 1) = '{{', record, min(position) FROM dating"
        " WHERE role = 'dates.date' GROUP BY record"
    ):
        rows.setdefault(tuple(bounds), []).append(np.array([record], dtype=np.int64))
    members = [np.concatenate(parts) for parts in rows.values()]
    lengths = np.array([len(part) for part in members], dtype=np.int64)
    codes = np.repeat(np.arange(len(members), dtype=np.int32), lengths)
    records = np.concatenate(members) if members else np.zeros(0, dtype=np.int64)
    return records, codes, _bounds(list(rows))


def _bounds(rows: list[tuple[int | None, ...]]) -> Bounds:
    days = np.array([_days(*row[:6]) for row in rows], dtype=np.int64).reshape(-1, 4)
    return Bounds(
        start_min=days[:, 0].copy(),
        start_max=days[:, 1].copy(),
        end_min=days[:, 2].copy(),
        end_max=days[:, 3].copy(),
        scattered=np.array([bool(row[7]) for row in rows], dtype=np.bool_),
        doubtful=np.array([bool(row[6]) for row in rows], dtype=np.bool_),
    )


def _days(
    start_min: int | None,
    start_max: int | None,
    end_min: int | None,
    end_max: int | None,
    open_start: int | None,
    open_end: int | None,
) -> tuple[int, int, int, int]:
    low = UNBOUNDED_LOW if start_min is None else start_min
    high = UNBOUNDED_HIGH if end_max is None else end_max
    latest = high if start_max is None else min(start_max, high)
    earliest = low if end_min is None else max(end_min, low)
    return low, low if open_start else latest, high if open_end else earliest, high


def _links(connection: sqlite3.Connection) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Sources and targets of all links, and whether each is evidence; read from a covering index."""
    sources, targets, evidence = [], [], []
    for target, predicate, text in connection.execute(
        "SELECT target, predicate, group_concat(source) FROM link GROUP BY target, predicate"
    ):
        own = numbers_in(text)
        sources.append(own)
        targets.append(np.full(len(own), target, dtype=np.int64))
        evidence.append(np.full(len(own), predicate == "evidence.passage", dtype=np.bool_))
    if not sources:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0, dtype=np.bool_)
    return np.concatenate(sources), np.concatenate(targets), np.concatenate(evidence)
