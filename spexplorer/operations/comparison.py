"""Two sides compared: the records of two periods, or two records value by value.

What stands on both sides is paired; nothing is said in words here. Counts keep their uncertainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from spexplorer.domain.concepts import Instrument
from spexplorer.domain.counts import Count
from spexplorer.domain.edtf import day_number, read_words
from spexplorer.domain.fields import Field, fields_of
from spexplorer.domain.filters import Filter, Period, Relation
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.listing import Row
from spexplorer.domain.records import Record
from spexplorer.domain.year_keys import is_within_axis
from spexplorer.exploring.pairs import CountPair, CountPairs, ValuePair, match_key_of, pair_up
from spexplorer.exploring.passes import Passing
from spexplorer.operations.reader import Reader

if TYPE_CHECKING:
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.postings import Mask
    from spexplorer.operations.reader import Link

_MOST_COUNTS: Final = 40
"""The most values of one property that are listed."""
MOST_LINKED: Final = 200
"""The most linked records of one sort that are listed."""
MOST_IN_PERIOD: Final = 300
"""The most records of a kind that are listed of a period."""
_YEARS: Final = 60
_FAR: Final = 9999

_NOT_COMPARED: Final = frozenset({
    "id", "origin", "created", "modified", "fingerprint", "token_count", "footnote_marks",
    "mark_as_printed",
})  # fmt: skip
"""What every record has of its own, or what says nothing to a person."""

_BY_INSTRUMENT: Final = ("event", "agreement", "statistic", "claim")

DATED_KINDS: Final = ("event", "agreement", "statistic", "work")
"""The kinds that have dates of their own; they stand before those that have them through links."""

IN_PERIODS: Final = ("event", "agreement", "statistic")
"""The kinds of which the records of a period are listed."""

_COUNTED_BY: Final = ("event_type", "vector", "actor")
"""The facets by which the events of two periods are counted."""


class ComparedField(NamedTuple):
    """One field of two records, its items paired; `owner` is the class whose field it is."""

    owner: type
    field: Field
    pairs: tuple[ValuePair, ...]


class ComparedLinks(NamedTuple):
    """Records that point at either side by one predicate; items of the pairs are rows."""

    predicate: str
    kind: str
    pairs: tuple[ValuePair, ...]
    more: int


class RecordComparison(NamedTuple):
    """Two records side by side. `between` are the predicates by which they name each other.

    Each of those comes with whether it is the left that names the right.
    """

    left: Record
    right: Record
    fields: tuple[ComparedField, ...]
    linked: tuple[ComparedLinks, ...]
    counts: tuple[CountPairs, ...]
    between: tuple[tuple[str, bool], ...]


class PeriodRecords(NamedTuple):
    """The records of one kind in a period: how many, and the first in list order, by record number.

    `certain` are certainly in it; of these `ongoing` began before it. `possible` may be in it or not.
    """

    kind: str
    total: Count
    certain: tuple[int, ...]
    ongoing: tuple[int, ...]
    possible: tuple[int, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """All that are listed, in their order."""
        return (*self.certain, *self.ongoing, *self.possible)


class PeriodComparison(NamedTuple):
    """The records of two periods under a filter, and counts of both. `shared` are record numbers in both."""

    left: Period
    right: Period
    records: tuple[tuple[PeriodRecords, PeriodRecords], ...]
    shared: frozenset[int]
    kinds: CountPairs
    counts: tuple[CountPairs, ...]


# -- choosing a side ----------------------------------------------------------------------------


def period_of(text: str) -> Period | None:
    """The period a person typed, in words or as EDTF (“2002–2006”, “since 2005”); None if none."""
    date = read_words(text.replace("..", "/", 1) if "/" not in text and "[" not in text else text)
    if date is None:
        return None
    bounds = date.bounds
    first = bounds.earliest if bounds.earliest is not None else day_number(-_FAR, 1, 1)
    last = bounds.latest if bounds.latest is not None else day_number(_FAR, 12, 31)
    return Period(first, last)


def find_rows(reader: Reader, query: str, limit: int) -> list[Row]:
    """The best hits of a query; may run on any thread."""
    return list(reader.search(query, limit).hits)


# -- two periods --------------------------------------------------------------------------------


def compare_periods(index: Index, wanted: Filter, left: Period, right: Period) -> PeriodComparison:
    """The records of two periods among what passes a filter, whose own period is left out."""
    base = index.passing(wanted.without("period"))
    sides = [_both(base, index.passing(Filter((period,)))) for period in (left, right)]
    alike = left == right

    def counted(facet: str, kind: str | None) -> CountPairs:
        pairs = _count_pairs(facet, kind, [index.counts(facet, side, kind) for side in sides])
        return pairs.marked(alike=alike)

    begun = [
        index.passing(Filter((period._replace(relation=Relation.STARTS_IN),))).possible
        for period in (left, right)
    ]
    records = tuple(
        (_records_in(index, kind, sides[0], begun[0]), _records_in(index, kind, sides[1], begun[1]))
        for kind in IN_PERIODS
    )
    listed = sorted({number for pair in records for one in pair for number in one.numbers})
    in_both = (sides[0].possible & sides[1].possible)[index.at(listed)]
    return PeriodComparison(
        left,
        right,
        records,
        frozenset(compress(listed, in_both.tolist())),
        counted("kind", None),
        tuple(counted(facet, "event") for facet in _COUNTED_BY),
    )


def _both(one: Passing, other: Passing) -> Passing:
    return Passing(one.certain & other.certain, one.possible & other.possible)


def _records_in(index: Index, kind: str, side: Passing, begun: Mask) -> PeriodRecords:
    """The records of a kind in a period; `begun` are those that may begin in it."""
    listed = index.listed(kind)
    masks = side.certain & begun, side.certain & ~begun, side.possible & ~side.certain
    found = [listed[mask[listed]] for mask in masks]
    certain = len(found[0]) + len(found[1])
    total = Count(certain, certain + len(found[2]))
    first = (tuple(index.numbers[part[:MOST_IN_PERIOD]].tolist()) for part in found)
    return PeriodRecords(kind, total, *first)


def _count_pairs(facet: str, kind: str | None, sides: Sequence[dict[str, Count]]) -> CountPairs:
    """The keys that occur on a side, by how much there is of them on both."""
    none = Count(0, 0)
    rows = [
        CountPair(key, sides[0].get(key, none), sides[1].get(key, none))
        for key in dict.fromkeys((*sides[0], *sides[1]))
    ]
    found = [row for row in rows if row.left.possible or row.right.possible]
    found.sort(key=lambda row: (-row.left.possible - row.right.possible, row.key))
    if facet == "kind":
        found.sort(key=lambda row: DATED_KINDS.index(row.key) if row.key in DATED_KINDS else 9)
    return CountPairs(facet, kind, tuple(found[:_MOST_COUNTS]), max(0, len(found) - _MOST_COUNTS))


# -- two records --------------------------------------------------------------------------------


def compare_records(
    reader: Reader, index: Index | None, left: Record, right: Record
) -> RecordComparison:
    """Two records value by value; counts by year need the index."""
    links = [reader.every_link(record.id) for record in (left, right)]
    counts = [_evidence_counts(left, right)]
    if isinstance(left, Instrument) and isinstance(right, Instrument):
        counts += _under_instruments(reader, index, left, right)
    else:
        counts.append(_linked_counts(links[0], links[1]))
    return RecordComparison(
        left,
        right,
        tuple(_compared_fields(left, right)),
        tuple(_linked(links[0], links[1])),
        tuple(one.marked(alike=left.id == right.id) for one in counts if one.rows),
        _between(links[0], right.id),
    )


def _compared_fields(left: Record, right: Record) -> Iterable[ComparedField]:
    """The fields of both, paired by name, in the order of the left; empty ones left out."""
    ours, theirs = ({f.name: f for f in fields_of(type(r))} for r in (left, right))
    for name in dict.fromkeys((*ours, *theirs)):
        if name in _NOT_COMPARED:
            continue
        field = ours.get(name) or theirs[name]
        owner = type(left) if name in ours else type(right)
        pairs = pair_up(_items(left, name), _items(right, name), match_key_of(field))
        if pairs:
            yield ComparedField(owner, field, pairs)


def _items(record: Record, name: str) -> tuple[Any, ...]:
    value = getattr(record, name, None)
    if value in (None, "", ()):
        return ()
    return value if isinstance(value, tuple) else (value,)


def _linked(left: list[Link], right: list[Link]) -> Iterable[ComparedLinks]:
    """Who points at either side, by predicate and kind."""
    sides = [_inward(links) for links in (left, right)]
    for key in dict.fromkeys((*sides[0], *sides[1])):
        ours, theirs = (side.get(key, {}) for side in sides)
        # Shared ones first: where many point here, they are what the sides have in common.
        order = sorted(
            dict.fromkeys((*ours, *theirs)), key=lambda uid: not (uid in ours and uid in theirs)
        )
        pairs = tuple(ValuePair(ours.get(uid), theirs.get(uid)) for uid in order[:MOST_LINKED])
        yield ComparedLinks(*key, pairs, len(order) - len(pairs))


def _inward(links: list[Link]) -> dict[tuple[str, str], dict[str, Row]]:
    found: dict[tuple[str, str], dict[str, Row]] = {}
    for link in links:
        if not link.outward:
            found.setdefault((link.predicate, link.row.kind), {})[link.row.id] = link.row
    return found


def _between(links: list[Link], other: str) -> tuple[tuple[str, bool], ...]:
    return tuple(dict.fromkeys((li.predicate, li.outward) for li in links if li.row.id == other))


def _evidence_counts(left: Record, right: Record) -> CountPairs:
    ours, theirs = (len({one.passage for one in r.evidence}) for r in (left, right))
    row = CountPair("passage", Count(ours, ours), Count(theirs, theirs))
    return CountPairs("evidence", None, (row,) if ours or theirs else ())


def _linked_counts(left: list[Link], right: list[Link]) -> CountPairs:
    """How many different records of each kind point at either side."""
    return _by_kind(
        "linked", [{link.row.id for link in links if not link.outward} for links in (left, right)]
    )


def _by_kind(facet: str, sides: Sequence[Iterable[str]]) -> CountPairs:
    counted: list[dict[str, Count]] = []
    for ids in sides:
        numbers: dict[str, int] = {}
        for uid in ids:
            numbers[kind_of(uid)] = numbers.get(kind_of(uid), 0) + 1
        counted.append({kind: Count(n, n) for kind, n in numbers.items()})
    return _count_pairs(facet, None, counted)


# -- two instruments ----------------------------------------------------------------------------


def _under_instruments(
    reader: Reader, index: Index | None, left: Instrument, right: Instrument
) -> list[CountPairs]:
    """What uses either instrument or a narrower one: by kind, and events by the year they begin."""
    narrower: dict[str, list[str]] = {}
    for one in reader.records("instrument"):
        if isinstance(one, Instrument) and one.broader:
            narrower.setdefault(one.broader, []).append(one.id)
    used = [_users(reader, _whole_branch(one.id, narrower)) for one in (left, right)]
    found = [_by_kind("below", used)]
    if index is not None:
        found.append(_by_year(index, [side.values() for side in used]))
    return found


def _whole_branch(top: str, narrower: dict[str, list[str]]) -> list[str]:
    """An instrument and all below it; a circle ends where it began."""
    found = [top]
    for uid in found:
        found += [below for below in narrower.get(uid, ()) if below not in found]
    return found


def _users(reader: Reader, instruments: Iterable[str]) -> dict[str, Row]:
    """The records that name one of some instruments as used."""
    return {
        link.row.id: link.row
        for uid in instruments
        for link in reader.every_link(uid)
        if not link.outward and link.predicate == "instruments" and link.row.kind in _BY_INSTRUMENT
    }


def _by_year(index: Index, sides: Sequence[Iterable[Row]]) -> CountPairs:
    """Events by the year they begin in, from the first year with one to the last."""
    counted: list[dict[str, Count]] = []
    for rows in sides:
        mask = np.zeros(len(index), dtype=np.bool_)
        mask[index.at(row.number for row in rows)] = True
        counted.append(index.years_begun("event", Passing(mask, mask), _YEARS))
    rows_by_year = [CountPair(key, counted[0][key], counted[1][key]) for key in counted[0]]
    held = [at for at, row in enumerate(rows_by_year) if row.left.possible or row.right.possible]
    years = [at for at in held if is_within_axis(rows_by_year[at].key)]
    kept = {*held, *range(min(years), max(years) + 1)} if years else set(held)
    return CountPairs("year", "event", tuple(rows_by_year[at] for at in sorted(kept)))


def amounts(pair: ValuePair, field: Field) -> tuple[float, float] | None:
    """Both sides as numbers, where the field is an amount that both have."""
    if field.name not in ("value", "value_high") or None in pair:
        return None
    return float(pair.left), float(pair.right)
