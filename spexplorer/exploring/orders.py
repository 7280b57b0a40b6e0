"""Orders of the records of one kind: what a register is sorted by, worked out once a column.

Records go by position (see `exploring`). A column has a rank for every record: equal for equals, and
`unknown`, the greatest, for records it says nothing of, which come last in both directions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from spexplorer.domain.edtf import civil
from spexplorer.exploring.postings import code_type, different
from spexplorer.storage import title_order
from spexplorer.storage.columns import UNBOUNDED_HIGH, UNBOUNDED_LOW, DateBounds, Ints, Positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from spexplorer.exploring.index import Index
    from spexplorer.exploring.postings import Mask

Order: TypeAlias = Positions
"""Records by position, in an order."""

_SHORT = np.iinfo(np.uint16).max


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank of every record by position; those of other kinds, and the unknown, have `unknown`.

    `order` holds the records of the kind in ascending order where there are too many different ranks
    to sort them again each time.
    """

    of: NDArray[Any]
    unknown: int
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class TitleOrder:
    """Every record of a kind by title, and the rank of each."""

    rank: Rank
    order: Order


@dataclass(frozen=True, slots=True)
class Codes:
    """The value of every record in a column of few values, as a number into them; -1 for none."""

    values: list[str]
    of: NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Days:
    """When the records of a kind are: the row of each in the different `bounds`, -1 for none."""

    bounds: DateBounds
    row: NDArray[np.int32]

    def years(self, position: int) -> tuple[int | None, int | None, bool] | None:
        """First and last year a record may be of (None: open or unknown), and whether in doubt."""
        at = int(self.row[position])
        if at < 0:
            return None
        low, high = int(self.bounds.start_min[at]), int(self.bounds.end_max[at])
        return (
            civil(low)[0] if low > UNBOUNDED_LOW else None,
            civil(high)[0] if high < UNBOUNDED_HIGH else None,
            bool(self.bounds.doubtful[at]),
        )


def codes_of(index: Index, facet: str, kind: str) -> Codes:
    """The values of a facet for the records of a kind; of several values the first counts."""
    values, records, codes = index.pairs(facet, kind)
    found = np.full(len(index), -1, dtype=code_type(len(values)))
    found[records[::-1]] = codes[::-1]
    return Codes(values, found)


def days_of(index: Index, kind: str) -> Days:
    """When the records of a kind are."""
    records, rows = index.dated_rows(kind)
    row = np.full(len(index), -1, dtype=np.int32)
    row[records] = rows
    return Days(index.bounds, row)


def rank_codes(codes: Codes, labels: Sequence[str]) -> Rank:
    """By the label of each value (one label a value of `codes.values`)."""
    order = {label: at for at, label in enumerate(sorted(set(labels), key=_as_listed))}
    ranks = np.array([*(order[label] for label in labels), len(order)], dtype=np.int64)
    return Rank(_short(ranks[codes.of], len(order)), len(order))


def _as_listed(label: str) -> tuple[str, str]:
    return label.casefold(), label


def rank_days(days: Days) -> Rank:
    """By date, as lists are: what may begin first comes first, and of that what may end last.

    So a year alone stands before the days of that year. Where no beginning is known the end counts;
    a date of which neither is known is unknown.
    """
    bounds, dated = days.bounds, np.flatnonzero(days.row >= 0)
    rows = days.row[dated]
    start = np.where(bounds.start_min > UNBOUNDED_LOW, bounds.start_min, bounds.end_min)
    known = different(rows)
    known = known[(start[known] > UNBOUNDED_LOW) & (start[known] < UNBOUNDED_HIGH)]
    order = known[np.lexsort((-bounds.end_max[known], start[known]))]
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (np.diff(start[order]) != 0) | (np.diff(bounds.end_max[order]) != 0)
    rank = np.full(len(bounds), -1, dtype=np.int64)
    rank[order] = np.cumsum(fresh) - 1
    ranked = rank[rows] >= 0
    return _rank(len(days.row), dated[ranked], rank[rows[ranked]])


def titles_of(index: Index, kind: str) -> TitleOrder:
    """By title, without regard to capitals; for any thread."""
    rank = _rank_texts(index, kind, title_order.ranked_titles)
    return TitleOrder(rank, arranged(index.listed(kind), [(rank, False)]))


def rank_details(index: Index, kind: str) -> Rank:
    """By the line of detail; for any thread."""
    return _rank_texts(index, kind, title_order.ranked_details)


def _rank_texts(index: Index, kind: str, ranked: Callable[..., tuple[Ints, Ints]]) -> Rank:
    with index.library.opened() as connection:
        numbers, ranks = ranked(connection, kind)
    rank = _rank(len(index), np.searchsorted(index.numbers, numbers), ranks)
    if rank.unknown <= _SHORT:
        return rank
    return replace(rank, order=arranged(index.listed(kind), [(rank, False)]))


def _rank(size: int, records: NDArray[Any], ranks: Ints) -> Rank:
    unknown = int(ranks.max()) + 1 if len(ranks) else 0
    found = np.full(size, unknown, dtype=np.int32)
    found[records] = ranks
    return Rank(_short(found, unknown), unknown)


def _short(ranks: NDArray[Any], unknown: int) -> NDArray[Any]:
    """Sixteen bits where they are enough: such ranks are sorted five times as fast."""
    return ranks.astype(np.uint16 if unknown <= _SHORT else np.int32)


def arranged(listed: Order, keys: Sequence[tuple[Rank, bool]]) -> Order:
    """Records in the order of (rank, descending) keys, the first counts most; ties keep list order."""
    if len(keys) == 1 and (known := keys[0][0].order) is not None:
        rank, descending = keys[0]
        return _turned(rank, known) if descending else known
    order = listed
    for rank, descending in reversed(keys):
        values = rank.of[order]
        if descending and rank.unknown:  # else nothing is known of any of them
            values = np.where(values == rank.unknown, values, rank.unknown - 1 - values)
        order = order[np.argsort(values, kind="stable")]
    return order


def _turned(rank: Rank, order: Order) -> Order:
    """An ascending order turned round: the last rank first, ties as they were, the unknown last."""
    ranks = rank.of[order]
    known = int(np.searchsorted(ranks, rank.unknown))
    fresh = np.ones(known, dtype=np.bool_)
    fresh[1:] = ranks[1:known] != ranks[: known - 1]
    starts = np.flatnonzero(fresh)
    lengths = np.diff(np.append(starts, known))
    starts, lengths = starts[::-1], lengths[::-1]
    ends = np.cumsum(lengths)
    within = np.arange(known) - np.repeat(ends - lengths, lengths)
    turned = order[np.repeat(starts, lengths) + within]
    return np.concatenate((turned, order[known:]))


def kept(order: Order, mask: Mask | None) -> Order:
    """The records of an order that a mask keeps; all of them for None."""
    return order if mask is None else order[mask[order]]


def beginning_with(index: Index, kind: str, titles: TitleOrder, typed: str) -> Mask:
    """The records whose titles begin with what was typed, capitals or not.

    Some forty titles are read, by halving: a few thousandths of a second, however many there are.
    """
    wanted, order = typed.casefold(), titles.order
    with index.library.opened() as connection:

        def begins_before(at: int, *, or_with: bool) -> bool:
            number = int(index.numbers[order[at]])
            key = title_order.title_key(connection, kind, number)[: len(wanted)]
            return key < wanted or (or_with and key == wanted)

        first = _halved(len(order), lambda at: begins_before(at, or_with=False))
        last = _halved(len(order), lambda at: begins_before(at, or_with=True))
    found = np.zeros(len(index), dtype=np.bool_)
    found[order[first:last]] = True
    return found


def _halved(size: int, before: Callable[[int], bool]) -> int:
    """The first of `size` places for which `before` no longer holds."""
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if before(middle):
            low = middle + 1
        else:
            high = middle
    return low
