"""The library as columns: plain arrays read from SQLite for the index that answers brushes.

Rows are addressed by position (0 .. n-1) in the order of record numbers. Columns come out of SQLite
as one text of numbers a group (`group_concat`): three to four times as fast as a Python row for each
(measured on a million rows), and other threads run meanwhile.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from spexplorer.storage.facet_sources import source_of

Ints = NDArray[np.int64]
Positions = NDArray[np.int32]

UNBOUNDED_LOW = -(2**40)
UNBOUNDED_HIGH = 2**40
"""Day numbers that stand for an open or unknown bound."""

_Item = TypeVar("_Item")

_PIECE: Final = 100_000
"""So many letters are parsed at a time: parsing holds the interpreter, and others want to run."""


@dataclass(frozen=True, slots=True)
class DateBounds:
    """Different principal dates, one row each: the four bounds in days.

    A time starts no later than it ends, so an unknown start is at the latest the latest end, and an
    unknown end at the earliest the earliest start. An open start or end is the unbounded day twice.
    `scattered` marks sets of separate dates. `doubtful_start` and `doubtful_end` mark an end that is
    qualified as uncertain or approximate and is never counted as certain (domain/calendar_days.py has
    the rules); a single date and a set are qualified at both.
    """

    start_min: Ints
    start_max: Ints
    end_min: Ints
    end_max: Ints
    scattered: NDArray[np.bool_]
    doubtful_start: NDArray[np.bool_]
    doubtful_end: NDArray[np.bool_]

    @property
    def doubtful(self) -> NDArray[np.bool_]:
        """Which dates are qualified at one end at least."""
        return self.doubtful_start | self.doubtful_end

    def __len__(self) -> int:
        return len(self.start_min)

    def at(self, rows: NDArray[np.integer]) -> DateBounds:
        """These rows, in the order asked for."""
        return DateBounds(
            self.start_min[rows], self.start_max[rows], self.end_min[rows], self.end_max[rows],
            self.scattered[rows], self.doubtful_start[rows], self.doubtful_end[rows],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class IndexColumns:
    """Record numbers (ascending), their kinds by position, and when records are.

    `dated` are the positions of the dated records, `dates` the row of `bounds` of each.
    """

    numbers: Ints
    kinds: tuple[str, ...]
    kind: NDArray[np.uint8]
    dated: Positions
    dates: Positions
    bounds: DateBounds


LINKED: Final = {
    "actor": ("agent", ""),
    "place": ("place", ""),
    "instrument": ("instrument", ""),
    "party": ("agent", "parties"),
}
"""Facet -> the kind of the records that are its values, and the one predicate that counts, if one does."""


class ColumnReader:
    """What the index asks of the library, on whatever thread, when it is built and after."""

    def __init__(self, opened: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        """`opened` gives a connection for the length of a `with`."""
        self.opened = opened

    def columns(self) -> IndexColumns:
        """Everything the index is built from."""
        with self.opened() as connection:
            return read_columns(connection)

    def facet(self, facet: str) -> tuple[list[str], Positions, Ints]:
        """The values of a facet in order, and pairs: a value by its place, the number of who has it.

        A facet this program does not know has no values (a library may name one in a question).
        """
        if facet in LINKED:
            return self._linked(*LINKED[facet])
        source = source_of(facet)
        if source is None:
            return [], np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
        with self.opened() as connection:
            groups = connection.execute(
                f"SELECT value, count(*), group_concat(id) FROM ({source}) GROUP BY value"
            ).fetchall()
        return _paired(groups)

    def _linked(self, kind: str, predicate: str) -> tuple[list[str], Positions, Ints]:
        """Records of a kind as values: who is linked to each and, whatever the link, each itself."""
        only, itself = ("AND link.predicate = ?", "") if predicate else ("", " || ',' || record.id")
        with self.opened() as connection:
            groups = connection.execute(
                f"SELECT record.uid, count(*) + {0 if predicate else 1},"
                f" group_concat(link.source){itself}"
                " FROM record CROSS JOIN link ON link.target = record.id"
                f" WHERE record.kind = ? {only} GROUP BY record.id",
                (kind, predicate) if predicate else (kind,),
            ).fetchall()
            if not predicate:
                groups += connection.execute(
                    "SELECT uid, 1, CAST(id AS TEXT) FROM record WHERE kind = ?"
                    " AND NOT EXISTS (SELECT 1 FROM link WHERE target = record.id)",
                    (kind,),
                ).fetchall()
        return _paired(groups)

    def links(self) -> tuple[Ints, Ints]:
        """Both ends of every link by record number: who holds it, and whom it names."""
        with self.opened() as connection:
            groups = connection.execute(
                "SELECT target, count(*), group_concat(source) FROM link GROUP BY target"
            ).fetchall()
        sources = numbers_in(group[2] for group in groups)
        targets = _repeated((group[0] for group in groups), (group[1] for group in groups))
        return sources, targets

    def evidence(self) -> tuple[Ints, Ints]:
        """Who rests on which passage, by record number."""
        with self.opened() as connection:
            groups = connection.execute(
                "SELECT target, count(*), group_concat(source) FROM passage"
                " CROSS JOIN link ON link.target = passage.id"
                " WHERE predicate = 'evidence.passage' GROUP BY target"
            ).fetchall()
        sources = numbers_in(group[2] for group in groups)
        return sources, _repeated((group[0] for group in groups), (group[1] for group in groups))

    def listed(self, kind: str) -> Ints:
        """The numbers of a kind in list order, straight from the index that lists use."""
        with self.opened() as connection:
            return numbers_in(
                connection.execute(
                    "SELECT group_concat(id) FROM"
                    " (SELECT id FROM record WHERE kind = ? ORDER BY sort_key, id)",
                    (kind,),
                ).fetchone()
            )

    def found(self, query: str) -> Ints:
        """The numbers of the records a query finds."""
        from spexplorer.storage.forgiving import passing_numbers  # no start waits for it

        with self.opened() as connection:
            return np.array(passing_numbers(connection, query), dtype=np.int64)

    def numbers(self, ids: list[str]) -> dict[str, int]:
        """Id -> record number, of those there are."""
        with self.opened() as connection:
            return self._numbers(connection, ids)

    def numbers_of_kind(self, kind: str) -> dict[str, int]:
        """Id -> record number, of all records of a kind."""
        with self.opened() as connection:
            return dict(connection.execute("SELECT uid, id FROM record WHERE kind = ?", (kind,)))

    def ids(self, numbers: list[int]) -> dict[int, str]:
        """Record number -> id."""
        with self.opened() as connection:
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


def numbers_in(texts: Iterable[str | None]) -> Ints:
    """The numbers of texts such as "1,5,9", end to end; None holds none."""
    parts = [np.fromstring(piece, sep=",", dtype=np.int64) for piece in _digestible(texts)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _digestible(texts: Iterable[str | None]) -> Iterator[str]:
    """The same texts cut and put together to pieces of one length: numpy lets no thread in during one."""
    held: list[str] = []
    length = 0
    for text in texts:
        at = 0
        while text and length + len(text) - at >= _PIECE:
            end = text.find(",", at + _PIECE - length)
            end = len(text) if end < 0 else end
            yield ",".join([*held, text[at:end]])
            held, length, at = [], 0, end + 1
        if text and at < len(text):
            held.append(text[at:])
            length += len(text) - at
    if held:
        yield ",".join(held)


def read_columns(connection: sqlite3.Connection) -> IndexColumns:
    """Read everything the index is built from, but for the facets."""
    kinds = tuple(row[0] for row in connection.execute("SELECT name FROM kind ORDER BY position"))
    # Every kind has a table of its own name, and an index of it is scanned quicker than all records.
    own = [
        numbers_in(connection.execute(f"SELECT group_concat(id) FROM {kind}").fetchone())
        for kind in kinds
    ]
    numbers = np.sort(np.concatenate(own)) if own else np.zeros(0, dtype=np.int64)
    kind_of = np.zeros(len(numbers), dtype=np.uint8)
    for code, members in enumerate(own):
        kind_of[positions_of(numbers, members)] = code
    dated, dates, bounds = datings(connection)
    return IndexColumns(
        numbers=numbers,
        kinds=kinds,
        kind=kind_of,
        dated=positions_of(numbers, dated),
        dates=dates,
        bounds=bounds,
    )


def positions_of(numbers: Ints, wanted: Ints) -> Positions:
    """Where record numbers stand among all of them (ascending); every one of them must be there."""
    # Without gaps, as in a library nobody deleted from, the number tells the place.
    whole = len(numbers) and numbers[-1] - numbers[0] == len(numbers) - 1
    found = wanted - numbers[0] if whole else np.searchsorted(numbers, wanted)
    return np.asarray(found, dtype=np.int32)


_GROUPED: Final = ("date", "as_of", "issued")
"""The roles of the one date that records of a kind are placed in time by."""

_GROUPS: Final = 20_000
"""So many values are repeated in one piece, in which numpy lets no other thread in."""

_BOUNDS: Final = "start_min, start_max, end_min, end_max, open_start, open_end, doubtful"
_START, _END, _BOTH_ENDS = 1, 2, 3
_Row: TypeAlias = tuple[int | None, ...]
"""The six bounds of a date, the ends that are doubtful, and whether it is a set of separate dates."""
_SCATTERED: Final = "substr(edtf, 1, 1) = '{'"


def datings(
    connection: sqlite3.Connection, only: str | None = None
) -> tuple[Ints, Positions, DateBounds]:
    """Numbers of the dated records, the row of each in the different bounds, and those bounds.

    `only` are the numbers of records as JSON, where others are not asked for.
    """
    # The plus keeps SQLite from the index by role and bounds, where few are asked for.
    role_is = "role =" if only is None else "+role ="
    within = "" if only is None else " AND record IN (SELECT value FROM json_each(?))"
    numbers = () if only is None else (only,)
    groups = [
        group
        for role in _GROUPED
        for group in connection.execute(
            f"SELECT {_BOUNDS}, count(*), group_concat(record) FROM dating WHERE {role_is} ?{within}"
            f" GROUP BY {_BOUNDS}",
            (role, *numbers),
        )
    ]
    # An agreement has several dates: it is placed by the first that is given.
    first = (
        f"SELECT {_BOUNDS}, record, min(position) FROM dating WHERE {role_is} 'dates.date'{within}"
    )
    placed = connection.execute(f"{first} GROUP BY record", numbers)
    groups += [(*row[:7], 1, str(row[7])) for row in placed]
    codes = {bounds: at for at, bounds in enumerate(dict.fromkeys(g[:7] for g in groups))}
    each = (codes[group[:7]] for group in groups)
    dates = _repeated(each, (group[7] for group in groups)).astype(np.int32)
    records = numbers_in(group[8] for group in groups)
    bounds = [(*row[:6], _BOTH_ENDS * row[6], False) for row in codes]
    # Sets are few and have an index of their own.
    sets = connection.execute(
        f"SELECT record FROM dating WHERE {_SCATTERED}{within}", numbers
    ).fetchall()
    for at in np.flatnonzero(np.isin(records, [row[0] for row in sets])):
        bounds.append((*bounds[dates[at]][:7], True))
        dates[at] = len(bounds) - 1
    _tell_ends_apart(connection, records, dates, bounds)
    return records, dates, _bounds(bounds)


def _tell_ends_apart(
    connection: sqlite3.Connection, records: Ints, dates: Positions, bounds: list[_Row]
) -> None:
    """Which end of the intervals that are stored as doubtful is: only their text says so."""
    spans = [bool(row[6]) and not row[7] and row[:2] != row[2:4] for row in bounds]
    if not any(spans):
        return
    which = np.flatnonzero(np.array(spans)[dates])
    place_of = dict(zip(records[which].tolist(), which.tolist(), strict=True))
    codes = {row: at for at, row in enumerate(bounds)}
    texts = connection.execute(
        f"SELECT record, edtf, {_BOUNDS} FROM dating WHERE doubtful = 1 AND instr(edtf, '/') > 0"
        " AND record IN (SELECT value FROM json_each(?))",
        (json.dumps(list(place_of)),),
    )
    for record, edtf, *days in texts:
        at, ends = place_of[record], _doubtful_ends(edtf)
        if ends != _BOTH_ENDS and bounds[dates[at]][:6] == tuple(days[:6]):
            row = (*days[:6], ends, False)
            if row not in codes:
                codes[row] = len(bounds)
                bounds.append(row)
            dates[at] = codes[row]


def _doubtful_ends(edtf: str) -> int:
    """The ends of an interval that are qualified; an end that is not known is as doubtful as the other."""
    start, _, end = edtf.partition("/")
    marked = [bool(re.search(r"[?~%]", text)) for text in (start, end)]
    if not start or not end:
        return _BOTH_ENDS
    return _START * marked[0] | _END * marked[1]


def _bounds(rows: list[_Row]) -> DateBounds:
    every = (day for row in rows for day in _days(*row[:6]))
    days = np.fromiter(every, np.int64, 4 * len(rows)).reshape(-1, 4)
    return DateBounds(
        start_min=days[:, 0].copy(),
        start_max=days[:, 1].copy(),
        end_min=days[:, 2].copy(),
        end_max=days[:, 3].copy(),
        scattered=np.array([bool(row[7]) for row in rows], dtype=np.bool_),
        doubtful_start=np.array([(row[6] or 0) & _START > 0 for row in rows], dtype=np.bool_),
        doubtful_end=np.array([(row[6] or 0) & _END > 0 for row in rows], dtype=np.bool_),
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


def _paired(groups: list[tuple[str, int, str]]) -> tuple[list[str], Positions, Ints]:
    """Values in order, and pairs: a value by its place, the number of who has it."""
    groups.sort()
    codes = _repeated(range(len(groups)), (group[1] for group in groups)).astype(np.int32)
    return [group[0] for group in groups], codes, numbers_in(group[2] for group in groups)


def _repeated(values: Iterable[int], lengths: Iterable[int]) -> Ints:
    """Every value as often as it occurs, end to end."""
    each, often = np.fromiter(values, np.int64), np.fromiter(lengths, np.int64)
    parts = [
        np.repeat(each[at : at + _GROUPS], often[at : at + _GROUPS])
        for at in range(0, len(each), _GROUPS)
    ]
    return np.concatenate(parts) if parts else each
