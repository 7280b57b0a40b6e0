"""An index after some records have changed: what these do not touch is shared with the one before.

Nothing of the older index is altered. What cannot be told from the changed records alone is left out,
and made anew when it is first asked for; where even the columns cannot be told, the whole index is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from spexplorer.exploring.index import Index, KnownParts
from spexplorer.exploring.measures import Measure, MeasureCells, Pairs
from spexplorer.exploring.postings import LinkEnds, Postings
from spexplorer.exploring.properties import LARGE
from spexplorer.exploring.record_moves import RecordMoves
from spexplorer.storage.column_changes import ChangedRecords
from spexplorer.storage.columns import ColumnReader, DateBounds, IndexColumns, Ints, Positions

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 500
"""Of more records than these a whole index is as soon made."""

_FEW: Final = 20
"""So many records are put into the order of a list one by one."""


def changed_index(old: Index, library: ColumnReader, ids: Collection[str]) -> Index | None:
    """The index of a library of which, since the old one, no other records changed than some of these ids.

    None where it has to be built anew.
    """
    if not 0 < len(ids) <= MOST:
        return None
    change = _Change(old, library, ids)
    return change.index() if change.is_known() else None


class _Change:
    """What some changed records make of the parts of an index."""

    def __init__(self, old: Index, library: ColumnReader, ids: Collection[str]) -> None:
        self._old, self._library = old, library
        self._was = ChangedRecords(old.library.opened, ids)
        self._now = ChangedRecords(library.opened, ids)
        before = {place.number: place.kind for place in self._was.places.values()}
        after = {place.number: place.kind for place in self._now.places.values()}
        self._after = after
        # Records that are others than before, even where they bear the same number.
        moved = {uid for uid in ids if self._was.places.get(uid) != self._now.places.get(uid)}
        self._other_kinds = frozenset(
            places[uid].kind
            for places in (self._was.places, self._now.places)
            for uid in moved
            if uid in places
        )
        self._kinds = frozenset(before.values()) | frozenset(after.values())
        self._moved_ids = moved
        self._moves = RecordMoves(old.numbers, before.keys() - after, after.keys() - before)
        self._rows = np.sort(self._moves.at(after))
        self._touched = np.zeros(self._moves.size, dtype=np.bool_)
        self._touched[self._rows] = True
        self._columns = self._changed_columns()
        self._same_own: dict[str, bool] = {}

    def is_known(self) -> bool:
        """Whether no others have changed: then there are as many records of each kind as are known of."""
        kinds, kind = self._columns.kinds, self._columns.kind
        counted = np.bincount(kind, minlength=len(kinds)).tolist()
        sizes = {name: size for name, size in zip(kinds, counted, strict=True) if size}
        return sizes == self._now.sizes()

    def index(self) -> Index:
        """The index with all that could be told."""
        made = self._old.once.made()
        once: dict[object, object] = {}
        for key, value in made.items():
            if (found := self._part(key, value)) is not None:
                once[key] = found
        few: dict[object, object] = {
            key: value
            for key, value in self._old.few.made().items()
            if isinstance(key, tuple) and self._is_class_kept(str(key[0]), once)
        }
        index = Index(self._library, KnownParts(self._columns, once, few))
        if self._moves.are_none_moved:
            index.position.take_over(self._old.position, self._moved_ids)
        return index

    def _is_class_kept(self, key: str, once: dict[object, object]) -> bool:
        if self._other_kinds or not self._moves.are_none:
            return False
        return ("dates" if key == "period" else ("facet", key)) in once

    # -- columns --------------------------------------------------------------------------------

    def _changed_columns(self) -> IndexColumns:
        old, moves = self._old.columns, self._moves
        kind = old.kind
        if self._other_kinds:
            kind = moves.laid(kind, 0).copy()
            for number, name in self._after.items():
                kind[moves.at([number])] = old.kinds.index(name)
        dated, dates, bounds = moves.moved(old.dated), old.dates, old.bounds
        if not self._same_dates:
            here = dated >= 0
            here[here] = ~self._touched[dated[here]]
            records, rows, different = self._now.datings()
            added, bounds = _joined(bounds, different)
            dated = np.concatenate((dated[here], moves.at(records)))
            dates = np.concatenate((dates[here], added[rows]))
            dates, bounds = _compact(dates, bounds)
        return IndexColumns(moves.numbers, old.kinds, kind, dated, dates, bounds)

    @cached_property
    def _same_dates(self) -> bool:
        return _dated_so(self._was) == _dated_so(self._now)

    @cached_property
    def _same_links(self) -> bool:
        return sorted(self._was.links()) == sorted(self._now.links())

    @cached_property
    def _same_large(self) -> bool:
        """Whether the same kinds have very many records."""
        counted = np.bincount(self._columns.kind, minlength=len(self._columns.kinds))
        large = frozenset(np.flatnonzero(counted > LARGE).tolist())
        return large == self._old.properties.large_kinds

    def _is_same_own(self, facet: str) -> bool:
        """Whether the changed records have the same values of a facet themselves."""
        if facet not in self._same_own:
            was, now = self._was.facet(facet), self._now.facet(facet)
            known = was is not None and now is not None
            self._same_own[facet] = known and sorted(was or ()) == sorted(now or ())
        return self._same_own[facet]

    # -- parts ----------------------------------------------------------------------------------

    def _part(self, key: object, value: Any) -> object | None:
        """A part as it is now; None where it has to be made anew."""
        match key:
            case Measure():
                return self._cells(key, value)
            case ("own", str(facet)):
                return self._own(facet, *value)
            case ("facet", "kind") | ("own", "kind"):
                return None if self._other_kinds else value
            case ("facet", str(facet)):
                if not (self._is_same_own(facet) and self._same_links and self._same_large):
                    return None
                return value[0], self._laid(value[1])
            case "dates":
                if not (self._same_dates and self._same_links and self._same_large):
                    return None
                return self._laid(value)
            case "links":
                return self._links(value)
            case ("listed", str(kind)):
                return self._listed(kind, value)
            case ("of", tuple(kinds)):
                return self._moves.moved(value) if self._other_kinds.isdisjoint(kinds) else None
            case "evidence":
                return value if self._same_links and self._moves.are_none_moved else None
        return None

    def _laid(self, postings: Postings) -> Postings:
        return postings if self._moves.are_none else postings.changed(self._moves, self._rows[:0])

    def _cells(self, measure: Measure, cells: MeasureCells) -> MeasureCells | None:
        spread = self._same_links and self._same_large
        if not self._other_kinds.isdisjoint(measure.kinds()) or (
            measure.years and not (self._same_dates or self._kinds.isdisjoint(measure.kinds()))
        ):
            return None
        made = self._old.once.made()
        for facet in measure.facets:
            if not self._is_same_own(facet) or (("facet", facet) in made and not spread):
                return None
        if self._moves.are_none_moved:
            return cells
        sure, maybe = (
            Pairs(self._moves.moved(one.records), one.cells) for one in (cells.sure, cells.maybe)
        )
        return MeasureCells(cells.keys, sure, sure if cells.maybe is cells.sure else maybe)

    def _own(
        self, facet: str, values: list[str], postings: Postings
    ) -> tuple[list[str], Postings] | None:
        if facet == "kind":
            return None if self._other_kinds else (values, postings)
        if self._is_same_own(facet):
            return values, self._laid(postings)
        pairs = self._now.facet(facet)
        if pairs is None or self._was.facet(facet) is None:
            return None
        names = sorted({*values, *(value for value, _ in pairs)})
        code = {name: at for at, name in enumerate(names)}
        found = postings.changed(
            self._moves,
            self._rows,
            (self._moves.at([number for _, number in pairs]), [code[value] for value, _ in pairs]),
            ([code[value] for value in values], len(names)),
        )
        held = found.counts(np.ones(found.size, dtype=np.bool_)) > 0
        if held.all():
            return names, found
        renamed = (np.cumsum(held) - 1).tolist()
        kept = [name for name, is_held in zip(names, held, strict=True) if is_held]
        return kept, found.changed(
            RecordMoves(self._moves.numbers, (), ()), self._rows[:0], renamed=(renamed, len(kept))
        )

    def _links(self, links: LinkEnds) -> LinkEnds:
        if self._same_links and self._moves.are_none_moved:
            return links
        mine = np.zeros(len(self._old.numbers), dtype=np.bool_)
        mine[self._old.at([place.number for place in self._was.places.values()])] = True
        rest = ~mine[links.source]
        ends = [(source, target) for source, target, _ in self._now.links()]
        source, target = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        return LinkEnds(
            np.concatenate((self._moves.moved(links.source[rest]), self._moves.at(source))),
            np.concatenate((self._moves.moved(links.target[rest]), self._moves.at(target))),
        )

    def _listed(self, kind: str, listed: Positions) -> Positions | None:
        """The order of a list, in which the changed records stand where they belong now."""
        mine = [uid for uid, place in self._now.places.items() if place.kind == kind]
        gone = any(place.kind == kind for place in self._was.places.values())
        listed = self._moves.moved(listed)
        if not mine and not gone:
            return listed
        if len(mine) > _FEW:
            return None
        here = listed >= 0
        here[here] = ~self._touched[listed[here]]
        listed = listed[here]
        following = {uid: self._now.neighbour_in_list(uid) for uid in mine}
        waiting = {self._now.places[uid].number: uid for uid in mine}
        while waiting:
            number = next(n for n, uid in waiting.items() if following[uid] not in waiting)
            after = following[waiting.pop(number)]
            place = len(listed)
            if after is not None:
                place = int(np.flatnonzero(listed == self._moves.at([after])[0])[0])
            listed = np.insert(listed, place, self._moves.at([number])[0])
        return listed


def _dated_so(records: ChangedRecords) -> Counter[tuple[Any, ...]]:
    """The dated records by number, each with its bounds."""
    numbers, rows, bounds = records.datings()
    each = zip(*(column[rows].tolist() for column in _columns_of(bounds)), strict=True)
    return Counter((number, *days) for number, days in zip(numbers.tolist(), each, strict=True))


def _columns_of(bounds: DateBounds) -> tuple[NDArray[Any], ...]:
    return (
        bounds.start_min, bounds.start_max, bounds.end_min, bounds.end_max,
        bounds.scattered, bounds.doubtful_start, bounds.doubtful_end,
    )  # fmt: skip


def _joined(known: DateBounds, more: DateBounds) -> tuple[Positions, DateBounds]:
    """Where each of some bounds stands among others, with those that are not there yet."""
    columns, added = _columns_of(known), _columns_of(more)
    places, fresh = list[int](), list[int]()
    for row in range(len(more)):
        same = np.ones(len(known), dtype=np.bool_)
        for column, other in zip(columns, added, strict=True):
            same &= column == other[row]
        found = np.flatnonzero(same)
        places.append(int(found[0]) if len(found) else len(known) + len(fresh))
        if not len(found):
            fresh.append(row)
    joined = (np.concatenate((a, b[fresh])) for a, b in zip(columns, added, strict=True))
    return np.array(places, dtype=np.int32), DateBounds(*joined)


def _compact(dates: Positions, bounds: DateBounds) -> tuple[Positions, DateBounds]:
    """Bounds without those that no record has any more."""
    held = np.bincount(dates, minlength=len(bounds)) > 0
    if held.all():
        return dates, bounds
    renamed: Ints = np.cumsum(held) - 1
    return renamed[dates].astype(np.int32), bounds.at(np.flatnonzero(held))
