"""The index behind every view: which records pass a filter, certainly or possibly, and the counts.

A record without a property of its own stands under the values of the records it is linked to (up to
three links away): an instrument is "of 2013" when an event of 2013 uses it. Counts stay honest:
`certain` means certainly inside, `possible` includes what may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.edtf import civil, day_number
from spexplorer.domain.filters import Constraint, Filter, Period, Relation, Values, Words
from spexplorer.storage.columns import UNBOUNDED_HIGH, UNBOUNDED_LOW, Columns, Datings, Ints

Mask = NDArray[np.bool_]

_REACH = 3
"""How many links away a property is taken over from."""


@dataclass(frozen=True, slots=True)
class Passing:
    """Which records pass, by position: `possible` includes `certain`."""

    certain: Mask
    possible: Mask


@dataclass(frozen=True, slots=True)
class Count:
    """A count with its uncertainty: certainly so many, at most so many."""

    certain: int
    possible: int

    @property
    def only_possible(self) -> int:
        """How many are possible but not certain."""
        return self.possible - self.certain


class _Postings:
    """For each record the codes it stands under: a sparse boolean matrix by (record, code)."""

    def __init__(self, size: int, own: Iterable[tuple[int, int]], neighbours: _Neighbours) -> None:
        values: list[set[int]] = [set() for _ in range(size)]
        for position, code in own:
            values[position].add(code)
        owned = [bool(found) for found in values]
        self.own = np.array(owned, dtype=np.bool_)
        for _ in range(_REACH):
            taken = neighbours.taken_over(values)
            if not taken:
                break
            for position, found in taken.items():
                values[position] = found
        self._records = np.array([p for p, v in enumerate(values) for _ in v], dtype=np.int64)
        self._codes = np.array([c for v in values for c in sorted(v)], dtype=np.int64)
        self._size = size

    def having(self, codes: Ints) -> Mask:
        """The records that stand under one of some codes."""
        found = np.zeros(self._size, dtype=np.bool_)
        found[self._records[np.isin(self._codes, codes)]] = True
        return found

    def having_marked(self, marked: Mask) -> Mask:
        """The records that stand under a code that is marked."""
        found = np.zeros(self._size, dtype=np.bool_)
        found[self._records[marked[self._codes]]] = True
        return found

    def counts(self, mask: Mask, codes: int) -> Ints:
        """For each code, how many records of a mask stand under it."""
        return np.bincount(self._codes[mask[self._records]], minlength=codes)


class _Neighbours:
    """Links both ways."""

    def __init__(self, columns: Columns) -> None:
        self._lists: list[list[int]] = [[] for _ in columns.ids]
        for source, target in zip(columns.sources.tolist(), columns.targets.tolist(), strict=True):
            self._lists[source].append(target)
            self._lists[target].append(source)

    def taken_over(self, values: list[set[int]]) -> dict[int, set[int]]:
        """For records without values: the union of what their neighbours have."""
        taken: dict[int, set[int]] = {}
        for position, found in enumerate(values):
            if not found:
                union = set().union(*(values[n] for n in self._lists[position]))
                if union:
                    taken[position] = union
        return taken


class Index:
    """Answers filters over a whole library in memory."""

    def __init__(self, columns: Columns, find: Callable[[str], Iterable[str]]) -> None:
        """`find` gives the ids that a search query finds."""
        self.ids = columns.ids
        self.position = {uid: at for at, uid in enumerate(columns.ids)}
        self.kinds = np.array(columns.kinds)
        self._find = find
        size = len(columns.ids)
        neighbours = _Neighbours(columns)
        self._facets: dict[str, tuple[list[str], _Postings]] = {"kind": self._kinds(columns)}
        for facet, own in columns.facets.items():
            codes = sorted({value for _, value in own})
            number = {value: at for at, value in enumerate(codes)}
            pairs = [(position, number[value]) for position, value in own]
            self._facets[facet] = (codes, _Postings(size, pairs, neighbours))
        self.datings = columns.datings
        dated = [(int(record), at) for at, record in enumerate(columns.datings.record)]
        self._dates = _Postings(size, dated, neighbours)
        self._resting = columns.sources[columns.evidence]
        self._passages = columns.targets[columns.evidence]

    @staticmethod
    def _kinds(columns: Columns) -> tuple[list[str], _Postings]:
        codes = sorted(set(columns.kinds))
        number = {kind: at for at, kind in enumerate(codes)}
        pairs = [(at, number[kind]) for at, kind in enumerate(columns.kinds)]
        empty = Columns(
            columns.numbers,
            columns.ids,
            columns.kinds,
            columns.datings,
            columns.sources[:0],
            columns.targets[:0],
            columns.evidence[:0],
            {},
        )
        return codes, _Postings(len(columns.ids), pairs, _Neighbours(empty))

    def facet_values(self, facet: str) -> list[str]:
        """Every value of a facet that occurs."""
        return self._facets[facet][0]

    def own(self, facet: str) -> Mask:
        """The records that have the facet themselves."""
        return self._facets[facet][1].own

    def passing(self, wanted: Filter, without: str = "") -> Passing:
        """The records that pass all constraints, leaving out those of one key."""
        everything = np.ones(len(self.ids), dtype=np.bool_)
        certain, possible = everything, everything.copy()
        for constraint in wanted.constraints:
            if constraint.key != without:
                found = self._constraint(constraint)
                certain = certain & found.certain
                possible = possible & found.possible
        return Passing(certain, possible)

    def _constraint(self, constraint: Constraint) -> Passing:
        match constraint:
            case Values(facet, values):
                codes, postings = self._facets[facet]
                wanted = [at for at, code in enumerate(codes) if code in values]
                mask = postings.having(np.array(wanted, dtype=np.int64))
                return Passing(mask, mask)
            case Period():
                marked = in_period(self.datings, constraint)
                return Passing(
                    self._dates.having_marked(marked.certain),
                    self._dates.having_marked(marked.possible),
                )
            case Words(query):
                mask = np.zeros(len(self.ids), dtype=np.bool_)
                mask[[self.position[uid] for uid in self._find(query) if uid in self.position]] = (
                    True
                )
                return Passing(mask, mask)

    def counts(self, facet: str, passing: Passing, kind: str | None = None) -> dict[str, Count]:
        """Value -> how many records stand under it, certainly and possibly, every value present."""
        codes, postings = self._facets[facet]
        only = self.kinds == kind if kind else np.ones(len(self.ids), dtype=np.bool_)
        certain = postings.counts(passing.certain & only, len(codes))
        possible = postings.counts(passing.possible & only, len(codes))
        return {
            code: Count(int(low), int(high))
            for code, low, high in zip(codes, certain, possible, strict=True)
        }

    def crossed(
        self, rows: str, columns: str, passing: Passing, kind: str
    ) -> Counter[tuple[str, str]]:
        """(row value, column value) -> how many records of a kind stand under both."""
        found: Counter[tuple[str, str]] = Counter()
        only = passing.possible & (self.kinds == kind)
        for row in self.facet_values(rows):
            here = only & self._constraint(Values(rows, frozenset({row}))).possible
            for column, count in self.counts(columns, Passing(here, here)).items():
                if count.possible:
                    found[row, column] = count.possible
        return found

    def years_begun(self, kind: str, passing: Passing, years: int) -> dict[str, Count]:
        """Year -> events of a kind that begin in it, certainly and possibly.

        The keys are the last `years` years of the library one by one, "<1987" for what is earlier
        and "undated" for records of which the beginning is not known: they could stand in any year.
        """
        latest = self.datings.start_max
        placed = (self.datings.start_min > UNBOUNDED_LOW) & (latest < UNBOUNDED_HIGH)
        of_kind = (self.kinds == kind)[self.datings.record] & placed
        known = of_kind & (latest < UNBOUNDED_HIGH)
        last = civil(int(latest[known].max()))[0] if known.any() else 1
        span = range(last - years + 1, last + 1)
        keys = {f"<{span[0]}": (UNBOUNDED_LOW, day_number(span[0], 1, 1) - 1)}
        keys |= {str(year): (day_number(year, 1, 1), day_number(year, 12, 31)) for year in span}
        found = {}
        for key, (first, final) in keys.items():
            inside = in_period(self.datings, Period(first, final, Relation.STARTS_IN))
            certain = inside.certain & of_kind & passing.certain[self.datings.record]
            possible = inside.possible & of_kind & passing.possible[self.datings.record]
            found[key] = Count(int(certain.sum()), int(possible.sum()))
        dated = np.zeros(len(self.ids), dtype=np.bool_)
        dated[self.datings.record[placed]] = True
        undated = passing.possible & ~dated & (self.kinds == kind)
        found["undated"] = Count(int(undated.sum()), int(undated.sum()))
        return found

    def resting(self, passing: Passing, kind: str | None = None) -> dict[str, int]:
        """Passage id -> how many records that pass (of one kind, or of all) rest on it."""
        counted = passing.possible[self._resting]
        if kind:
            counted = counted & (self.kinds[self._resting] == kind)
        found = np.bincount(self._passages[counted], minlength=len(self.ids))
        return {self.ids[at]: int(found[at]) for at in np.flatnonzero(self.kinds == "passage")}

    def total(self, passing: Passing, kinds: Iterable[str]) -> Count:
        """How many records of some kinds pass."""
        only = np.isin(self.kinds, list(kinds))
        return Count(int((passing.certain & only).sum()), int((passing.possible & only).sum()))


def in_period(dates: Datings, period: Period) -> Passing:
    """Which datings stand to a period as it asks, certainly and possibly."""
    first, last = period.first, period.last
    match period.relation:
        case Relation.OVERLAPS:
            certain = (dates.start_max <= last) & (dates.end_min >= first)
            within = (dates.start_min >= first) & (dates.end_max <= last)
            certain = np.where(dates.interval, certain, within)
            possible = (dates.start_min <= last) & (dates.end_max >= first)
        case Relation.STARTS_IN:
            certain = (dates.start_min >= first) & (dates.start_max <= last)
            possible = (dates.start_min <= last) & (dates.start_max >= first)
        case Relation.ENDS_IN:
            certain = (dates.end_min >= first) & (dates.end_max <= last)
            possible = (dates.end_min <= last) & (dates.end_max >= first)
    return Passing(certain & ~dates.doubtful & possible, possible)
