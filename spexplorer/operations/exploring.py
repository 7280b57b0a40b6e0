"""The index behind every view: which records pass a filter, certainly or possibly, and the counts.

A record of a kind that never has a property itself stands under the values of the records it is
linked to (up to three links away): an instrument is "of 2013" when an event of 2013 uses it. A kind
that has the property takes nothing over: an undated event is undated. Counts stay honest:
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
    """For each record the codes it stands under: a sparse boolean matrix as sorted (record, code) pairs."""

    def __init__(
        self, owners: Mask, codes: int, records: Ints, own: Ints, links: _Links | None
    ) -> None:
        """Own codes by record, `codes` different ones in all; all but the owners may take codes over."""
        size = len(owners)
        self.own = np.zeros(size, dtype=np.bool_)
        self.own[records] = True
        self._size, self._width = size, max(codes, 1)
        pairs = np.unique(records * self._width + own)
        closed = owners
        for _ in range(_REACH if links else 0):
            assert links is not None
            taken = self._taken_over(pairs, closed, links)
            if not len(taken):
                break
            pairs = np.concatenate((pairs, taken))
            pairs.sort()
            closed = closed.copy()
            closed[taken // self._width] = True
        self._records, self._codes = pairs // self._width, pairs % self._width

    def _taken_over(self, pairs: Ints, closed: Mask, links: _Links) -> Ints:
        """The pairs that records without codes take over from the records they are linked to."""
        wanting = ~closed[links.near]
        near, far = links.near[wanting], links.far[wanting]
        starts = np.searchsorted(pairs, far * self._width)
        lengths = np.searchsorted(pairs, (far + 1) * self._width) - starts
        # For every link the run of pairs of its far end, laid end to end.
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        codes = pairs[np.repeat(starts, lengths) + offsets] % self._width
        return np.unique(np.repeat(near, lengths) * self._width + codes)

    def having(self, codes: Ints) -> Mask:
        """The records that stand under one of some codes."""
        marked = np.zeros(self._width, dtype=np.bool_)
        marked[codes] = True
        return self.having_marked(marked)

    def having_marked(self, marked: Mask) -> Mask:
        """The records that stand under a code that is marked."""
        found = np.zeros(self._size, dtype=np.bool_)
        if len(marked):
            found[self._records[marked[self._codes]]] = True
        return found

    def counts(self, mask: Mask) -> Ints:
        """For each code, how many records of a mask stand under it."""
        return np.bincount(self._codes[mask[self._records]], minlength=self._width)


class _Links:
    """Links both ways: record `near[i]` is linked to record `far[i]`."""

    def __init__(self, columns: Columns) -> None:
        self.near = np.concatenate((columns.sources, columns.targets))
        self.far = np.concatenate((columns.targets, columns.sources))


class Index:
    """Answers filters over a whole library in memory."""

    def __init__(self, columns: Columns, find: Callable[[str], Iterable[str]]) -> None:
        """`find` gives the ids that a search query finds."""
        self.ids = columns.ids
        self.position = {uid: at for at, uid in enumerate(columns.ids)}
        self.kinds = np.array(columns.kinds)
        self._find = find
        links = _Links(columns)
        self._links = links
        self._own = {"kind": list(enumerate(columns.kinds)), **columns.facets}
        self._facets: dict[str, tuple[list[str], _Postings]] = {}
        self.datings = columns.datings
        dated = columns.datings.record
        self._dates = _Postings(
            self._owners(dated), len(dated), dated, np.arange(len(dated)), links
        )
        self._resting = columns.sources[columns.evidence]
        self._passages = columns.targets[columns.evidence]

    def _facet(self, facet: str) -> tuple[list[str], _Postings]:
        """The values of a facet and who stands under them, made when first asked for.

        A facet this program does not know has no values (a library may name one in a question).
        """
        if facet not in self._facets:
            own = self._own.get(facet, [])
            codes = sorted({value for _, value in own})
            number = {value: at for at, value in enumerate(codes)}
            records = np.array([position for position, _ in own], dtype=np.int64)
            values = np.array([number[value] for _, value in own], dtype=np.int64)
            links = None if facet == "kind" else self._links
            postings = _Postings(self._owners(records), len(codes), records, values, links)
            self._facets[facet] = codes, postings
        return self._facets[facet]

    def _owners(self, records: Ints) -> Mask:
        """All records of the kinds that some records are of."""
        return np.isin(self.kinds, np.unique(self.kinds[records]))

    def facet_values(self, facet: str) -> list[str]:
        """Every value of a facet that occurs."""
        return self._facet(facet)[0]

    def own(self, facet: str) -> Mask:
        """The records that have the facet themselves."""
        return self._facet(facet)[1].own

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

    def nothing(self) -> Passing:
        """What passes when no question can be answered."""
        none = np.zeros(len(self.ids), dtype=np.bool_)
        return Passing(none, none)

    def _constraint(self, constraint: Constraint) -> Passing:
        match constraint:
            case Values(facet, values):
                codes, postings = self._facet(facet)
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
        codes, postings = self._facet(facet)
        only = self.kinds == kind if kind else np.ones(len(self.ids), dtype=np.bool_)
        certain = postings.counts(passing.certain & only)
        possible = postings.counts(passing.possible & only)
        return {
            code: Count(int(low), int(high))
            for code, low, high in zip(codes, certain, possible, strict=False)
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
        """Year -> records of a kind that begin in it, certainly and possibly.

        The keys are the last `years` years of the library one by one, "<1987" for what is earlier
        and "undated" for records of which the beginning is not known: they could stand in any year.
        """
        dates, of_kind = self.datings, self.kinds == kind
        placed = (dates.start_min > UNBOUNDED_LOW) & (dates.start_max < UNBOUNDED_HIGH)
        mine = placed & of_kind[dates.record]
        last = civil(int(dates.start_max[mine].max()))[0] if mine.any() else 1
        span = range(last - years + 1, last + 1)
        # A bin for what is earlier, one a year, and one that stays empty behind the last.
        edges = np.array([day_number(year, 1, 1) for year in (*span, last + 1)])
        first_bin = np.searchsorted(edges, dates.start_min, side="right")
        last_bin = np.searchsorted(edges, dates.start_max, side="right")
        sure = mine & (first_bin == last_bin) & ~dates.doubtful & passing.certain[dates.record]
        maybe = mine & passing.possible[dates.record]
        certain = np.bincount(first_bin[sure], minlength=len(edges) + 1)
        # What may begin in several years counts in each: +1 at its first, -1 behind its last.
        begun = np.bincount(first_bin[maybe], minlength=len(edges) + 2)
        ended = np.bincount(last_bin[maybe] + 1, minlength=len(edges) + 2)
        possible = np.cumsum(begun - ended)
        found = {
            key: Count(int(certain[at]), int(possible[at]))
            for at, key in enumerate((f"<{span[0]}", *map(str, span)))
        }
        dated = np.zeros(len(self.ids), dtype=np.bool_)
        dated[dates.record[placed]] = True
        unknown = of_kind & ~dated
        found["undated"] = Count(
            int((unknown & passing.certain).sum()), int((unknown & passing.possible).sum())
        )
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
    if first > last:
        nothing = np.zeros(len(dates.record), dtype=np.bool_)
        return Passing(nothing, nothing)
    starts_within = (dates.start_min >= first) & (dates.start_max <= last)
    ends_within = (dates.end_min >= first) & (dates.end_max <= last)
    match period.relation:
        case Relation.OVERLAPS:
            touches = (dates.start_max <= last) & (dates.end_min >= first)
            certain = np.where(dates.scattered, starts_within | ends_within, touches)
            possible = (dates.start_min <= last) & (dates.end_max >= first)
        case Relation.STARTS_IN:
            has_start = dates.start_max > UNBOUNDED_LOW
            certain = starts_within & has_start
            possible = (dates.start_min <= last) & (dates.start_max >= first) & has_start
        case Relation.ENDS_IN:
            has_end = dates.end_min < UNBOUNDED_HIGH
            certain = ends_within & has_end
            possible = (dates.end_min <= last) & (dates.end_max >= first) & has_end
    return Passing(certain & ~dates.doubtful & possible, possible)
