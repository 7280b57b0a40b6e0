"""Who has a property, itself or through links, worked out from the columns when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Lock, RLock
from typing import Final, TypeVar, cast

import numpy as np

from spexplorer.exploring.postings import LinkEnds, Mask, Postings
from spexplorer.storage.columns import ColumnReader, IndexColumns, Positions, positions_of

_Made = TypeVar("_Made")

LARGE: Final = 50_000
"""A kind with more records takes properties over from its direct links only: what lies two or three
links away from a million works is most of the library, and says nothing of any of them."""


class LazyValues:
    """What is made when first asked for, whichever thread asks; making one does not hold up another."""

    def __init__(self, made: Mapping[object, object] | None = None) -> None:
        """`made` is what is there already, by its keys."""
        self._lock = Lock()
        self._locks: dict[object, RLock] = {}
        self._made: dict[object, object] = dict(made or {})

    def made(self) -> dict[object, object]:
        """All that was made so far."""
        return dict(self._made)

    def __call__(self, key: object, make: Callable[[], _Made]) -> _Made:
        """What was made under a key, or is made now."""
        if key not in self._made:
            with self._lock:
                own = self._locks.setdefault(key, RLock())
            with own:
                if key not in self._made:
                    self._made[key] = make()
        return cast("_Made", self._made[key])


class RecentValues:
    """What is large and made for a while: the last few are kept, older ones go."""

    def __init__(self, most: int, made: Mapping[object, object] | None = None) -> None:
        """At most so many are kept; `made` is what is there already."""
        self._most = most
        self._lock = RLock()
        self._made: dict[object, object] = dict(made or {})

    def made(self) -> dict[object, object]:
        """What is kept now."""
        return dict(self._made)

    def __call__(self, key: object, make: Callable[[], _Made]) -> _Made:
        """What was made under a key, or is made now; one at a time."""
        with self._lock:
            made = self._made.pop(key) if key in self._made else make()
            self._made[key] = made  # the last asked for goes last
            while len(self._made) > self._most:
                del self._made[next(iter(self._made))]
            return cast("_Made", made)


class Properties:
    """The postings of every facet and of the dates of a library."""

    def __init__(self, library: ColumnReader, columns: IndexColumns, once: LazyValues) -> None:
        self._library = library
        self._columns = columns
        self._once = once
        self._size = len(columns.numbers)

    def own(self, facet: str) -> tuple[list[str], Postings]:
        """The values of a facet and who has them itself."""
        return self._once(("own", facet), lambda: self._read(facet))

    def postings(self, facet: str) -> tuple[list[str], Postings]:
        """The values of a facet and who stands under them, itself or through links."""
        return self._once(("facet", facet), lambda: self._spread(facet))

    def dates(self) -> Postings:
        """Which different dates every record stands under, itself or through links."""
        return self._once("dates", self._spread_dates)

    def _read(self, facet: str) -> tuple[list[str], Postings]:
        if facet == "kind":
            return self._kinds()
        values, codes, numbers = self._library.facet(facet)
        records = positions_of(self._columns.numbers, numbers)
        return values, Postings(self._size, len(values), records, codes)

    def _kinds(self) -> tuple[list[str], Postings]:
        kinds, kind = self._columns.kinds, self._columns.kind
        found = np.flatnonzero(np.bincount(kind, minlength=len(kinds)))
        values = sorted(kinds[code] for code in found)
        code = np.array([values.index(k) if k in values else 0 for k in kinds], dtype=np.int32)
        everyone = np.arange(self._size, dtype=np.int32)
        return values, Postings(self._size, len(values), everyone, code[kind])

    def _spread(self, facet: str) -> tuple[list[str], Postings]:
        values, own = self.own(facet)
        if facet == "kind" or not values:
            return values, own
        closed = self._owners(np.flatnonzero(own.has()).astype(np.int32))
        return values, own.spread(closed, self._links, self._large)

    def _spread_dates(self) -> Postings:
        columns = self._columns
        own = Postings(self._size, len(columns.bounds), columns.dated, columns.dates)
        return own.spread(self._owners(columns.dated), self._links, self._large)

    @property
    def large_kinds(self) -> frozenset[int]:
        """The codes of the kinds with very many records."""
        sizes = np.bincount(self._columns.kind, minlength=len(self._columns.kinds))
        return frozenset(np.flatnonzero(sizes > LARGE).tolist())

    def _owners(self, records: Positions) -> Mask:
        """All records of the kinds that some records are of."""
        owning = np.bincount(self._columns.kind[records], minlength=len(self._columns.kinds)) > 0
        found: Mask = owning[self._columns.kind]
        return found

    @property
    def _links(self) -> LinkEnds:
        return self._once("links", self._read_links)

    def _read_links(self) -> LinkEnds:
        return LinkEnds(
            *(positions_of(self._columns.numbers, ends) for ends in self._library.links())
        )

    @cached_property
    def _large(self) -> Mask:
        """The records of kinds with so many that what they take over is read along one link only."""
        sizes = np.bincount(self._columns.kind, minlength=len(self._columns.kinds))
        found: Mask = (sizes > LARGE)[self._columns.kind]
        return found
