"""The index behind every view: which records pass a filter, certainly or possibly, and the counts.

A record of a kind that never has a property itself stands under the values of the records it is
linked to (up to three links away): an instrument is "of 2013" when an event of 2013 uses it. A kind
that has the property takes nothing over: an undated event is undated. Counts stay honest:
`certain` means certainly inside, `possible` includes what may be.

Nothing in it changes once it is built, so any thread may ask it; what is made when first asked for is
made under a lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from spexplorer.domain.counts import Count
from spexplorer.domain.filters import Combined, Constraint, Filter, Period, Values, Words
from spexplorer.exploring.measures import Counts, Measure, MeasureCells, cells
from spexplorer.exploring.passes import Passing, among, combine, within
from spexplorer.exploring.postings import Mask, Postings
from spexplorer.exploring.properties import LazyValues, Properties, RecentValues
from spexplorer.exploring.record_positions import RecordPositions
from spexplorer.exploring.year_bins import year_bins
from spexplorer.storage.columns import (
    ColumnReader,
    DateBounds,
    IndexColumns,
    Positions,
    positions_of,
)

_FEW: Final = 8
"""Brushes whose classes are kept: those of the linked charts, and of a timeline at two zooms."""


@dataclass(frozen=True, slots=True)
class Dated(DateBounds):
    """The dated records of a kind by position (ascending), with the bounds of each, row by row."""

    record: Positions


class KnownParts(NamedTuple):
    """What an index is made of without reading the library: its columns, and what was made of them."""

    columns: IndexColumns
    once: Mapping[object, object]
    few: Mapping[object, object]


class Index:
    """Answers filters over a whole library in memory."""

    def __init__(self, library: ColumnReader, known: KnownParts | None = None) -> None:
        """Reads the columns, unless they are known; facets are read when first asked for."""
        columns = known.columns if known is not None else library.columns()
        self.library = library
        self.columns = columns
        self.numbers = columns.numbers
        sizes = np.bincount(columns.kind, minlength=len(columns.kinds)).tolist()
        self.sizes = dict(zip(columns.kinds, sizes, strict=True))
        self.position = RecordPositions(library, columns.numbers, self.sizes)
        self.once = LazyValues(known.once if known is not None else None)
        self.few = RecentValues(_FEW, known.few if known is not None else None)
        self.properties = Properties(library, columns, self.once)

    def __len__(self) -> int:
        return len(self.numbers)

    # -- who is what ----------------------------------------------------------------------------

    def of_kind(self, kind: str) -> Mask:
        """The records of a kind; none of a kind there is not."""
        kinds = self.columns.kinds
        code = kinds.index(kind) if kind in kinds else len(kinds)
        found: Mask = self.columns.kind == code
        return found

    def of_kinds(self, kinds: Iterable[str]) -> Mask:
        """The records of some kinds."""
        known = self.columns.kinds
        wanted = np.array([kind in set(kinds) for kind in known] or [False], dtype=np.bool_)
        found: Mask = wanted[self.columns.kind]
        return found

    def listed(self, kind: str) -> Positions:
        """The positions of a kind in list order."""
        return self.once(
            ("listed", kind), lambda: positions_of(self.numbers, self.library.listed(kind))
        )

    def at(self, numbers: Iterable[int]) -> Positions:
        """Where records stand, by their record numbers."""
        wanted = numbers if isinstance(numbers, np.ndarray) else np.fromiter(numbers, np.int64)
        return positions_of(self.numbers, wanted)

    @property
    def bounds(self) -> DateBounds:
        """The different dates of the library; `date_postings` says who stands under which."""
        return self.columns.bounds

    def dated(self, kind: str) -> Dated:
        """The dated records of a kind and their bounds; large, so that nothing keeps them here."""
        records, rows = self.dated_rows(kind)
        own = self.bounds.at(rows)
        return Dated(
            own.start_min, own.start_max, own.end_min, own.end_max,
            own.scattered, own.doubtful_start, own.doubtful_end, records,
        )  # fmt: skip

    def dated_rows(self, kind: str) -> tuple[Positions, Positions]:
        """The dated records of a kind (ascending), and under which row of `bounds` each stands itself."""
        columns = self.columns
        mine = np.flatnonzero(self.of_kind(kind)[columns.dated])
        mine = mine[np.argsort(columns.dated[mine], kind="stable")]
        return columns.dated[mine], columns.dates[mine]

    # -- properties -----------------------------------------------------------------------------

    def postings(self, facet: str) -> tuple[list[str], Postings]:
        """The values of a facet and who stands under them, itself or through links."""
        return self.properties.postings(facet)

    def date_postings(self) -> Postings:
        """Which rows of `bounds` every record stands under, itself or through links."""
        return self.properties.dates()

    def facet_values(self, facet: str) -> list[str]:
        """Every value of a facet that occurs."""
        return self.properties.own(facet)[0]

    def own(self, facet: str) -> Mask:
        """The records that have the facet themselves."""
        return self.properties.own(facet)[1].has()

    def pairs(self, facet: str, kind: str) -> tuple[list[str], Positions, Positions]:
        """The values of a facet, and (record, value) by position and number for records of a kind."""
        values, postings = self._of_kind(facet, kind)
        records, codes = postings.pairs()
        mine = self.of_kind(kind)[records]
        return values, records[mine], codes[mine]

    def _of_kind(self, facet: str, kind: str) -> tuple[list[str], Postings]:
        """The postings of a facet for a kind: its own where it has the facet, which is quicker made."""
        values, own = self.properties.own(facet)
        return (values, own) if (own.has() & self.of_kind(kind)).any() else self.postings(facet)

    # -- filters --------------------------------------------------------------------------------

    def passing(self, wanted: Filter, without: str = "") -> Passing:
        """The records that pass all constraints, leaving out those of one key."""
        certain = np.ones(len(self), dtype=np.bool_)
        possible = certain
        for constraint in wanted.constraints:
            if constraint.key != without:
                found = self._constraint(constraint)
                alike = certain is possible and found.certain is found.possible
                certain = certain & found.certain
                possible = certain if alike else possible & found.possible
        return Passing(certain, possible)

    def make_ready(self, facets: Iterable[str]) -> None:
        """Work out ahead what is asked for most; for a worker once the index is there."""
        self.position.learn()
        self.date_postings()
        for facet in facets:
            self.postings(facet)

    def nothing(self) -> Passing:
        """What passes when no question can be answered."""
        none = np.zeros(len(self), dtype=np.bool_)
        return Passing(none, none)

    def _constraint(self, constraint: Constraint) -> Passing:
        match constraint:
            case Words(query):
                mask = np.zeros(len(self), dtype=np.bool_)
                mask[positions_of(self.numbers, self.library.found(query))] = True
                return Passing(mask, mask)
            case Combined(_, left, right):
                other = self._constraint(left) if left is not None else None
                return combine(constraint.mode, other, self._constraint(right))
            case Values(facet):
                values, postings = self.postings(facet)
                return among(constraint, values, postings)
            case Period():
                return within(constraint, self.bounds, self.date_postings())

    # -- counts ---------------------------------------------------------------------------------

    def counts(self, facet: str, passing: Passing, kind: str | None = None) -> dict[str, Count]:
        """Value -> how many records stand under it, certainly and possibly, every value present."""
        if kind is None:
            values, postings = self.postings(facet)
            certain = postings.counts(passing.certain)
            possible = certain
            if passing.possible is not passing.certain:
                possible = postings.counts(passing.possible)
        else:
            values, postings = self._of_kind(facet, kind)
            only = self.of_kind(kind)
            certain = postings.counts(passing.certain & only)
            possible = postings.counts(passing.possible & only)
        return {
            value: Count(int(low), int(high))
            for value, low, high in zip(values, certain, possible, strict=True)
        }

    def cells(self, measure: Measure) -> MeasureCells:
        """The cells of a measure, worked out when first asked for."""
        return self.once(measure, lambda: self._cells_of(measure))

    def _cells_of(self, measure: Measure) -> MeasureCells:
        here = self.of_kinds(measure.kinds())
        records = self.once(("of", measure.kinds()), lambda: np.flatnonzero(here).astype(np.int32))
        facets = [self._of_kind(facet, measure.kind) for facet in measure.facets]
        years = None
        if measure.years:
            columns = self.columns
            own = here[columns.dated]
            order = np.argsort(columns.dated[own], kind="stable")
            dated, dates = columns.dated[own][order], columns.dates[own][order]
            years = year_bins(records, dated, dates, columns.bounds, measure.years)
        return cells(records, facets, years)

    def count(self, measure: Measure, passing: Passing) -> Counts:
        """The counts of a measure among what passes."""
        return self.cells(measure).count(passing.certain, passing.possible)

    def crossed(
        self, rows: str, columns: str, passing: Passing, kind: str
    ) -> Counter[tuple[str, str]]:
        """(row value, column value) -> how many records of a kind stand under both."""
        counts = self.count(Measure(kind, (rows, columns)), passing)
        pairs = zip(counts.keys, counts.possible.tolist(), strict=True)
        return Counter({(key[0], key[1]): count for key, count in pairs if count})

    def years_begun(self, kind: str, passing: Passing, years: int) -> dict[str, Count]:
        """Years (`domain.year_keys`) -> records of a kind that begin in them, certainly and possibly.

        At most `years` keys lie on the axis; "undated" are records of which the beginning is not known.
        """
        counts = self.count(Measure(kind, (), years), passing)
        return {key[0]: Count(int(low), int(high)) for key, low, high in zip(*counts, strict=True)}

    def resting(self, passing: Passing, kind: str | None = None) -> dict[str, int]:
        """Passage id -> how many records that pass (of one kind, or of all) rest on it."""
        sources, targets = self.once("evidence", self._read_evidence)
        counted = passing.possible[sources]
        if kind:
            counted = counted & self.of_kind(kind)[sources]
        found = np.bincount(targets[counted], minlength=len(self))
        return {uid: int(found[at]) for uid, at in self._passages.items()}

    def _read_evidence(self) -> tuple[Positions, Positions]:
        sources, targets = self.library.evidence()
        return positions_of(self.numbers, sources), positions_of(self.numbers, targets)

    @cached_property
    def _passages(self) -> dict[str, int]:
        at = np.flatnonzero(self.of_kind("passage"))
        ids = self.library.ids(self.numbers[at].tolist())
        return {
            ids[number]: int(where)
            for where, number in zip(at, self.numbers[at].tolist(), strict=True)
        }

    def total(self, passing: Passing, kinds: Iterable[str]) -> Count:
        """How many records of some kinds pass."""
        only = self.of_kinds(kinds)
        return Count(
            int(np.count_nonzero(passing.certain & only)),
            int(np.count_nonzero(passing.possible & only)),
        )
