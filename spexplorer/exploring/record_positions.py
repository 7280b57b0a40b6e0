"""Where a record stands in the columns, by its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from spexplorer.domain.kinds import kind_of
from spexplorer.storage.columns import ColumnReader, Ints, positions_of

_KEPT: Final = 50_000
"""The ids of a kind are kept in memory up to so many; beyond, one is looked up at a time."""


class RecordPositions(Mapping[str, int]):
    """Id -> position, read from the file kind by kind; a million ids are not kept in memory."""

    def __init__(self, library: ColumnReader, numbers: Ints, sizes: Mapping[str, int]) -> None:
        """`sizes` tells how many records there are of each kind."""
        self._library = library
        self._numbers = numbers
        self._sizes = sizes
        self._known: dict[str, int] = {}
        self._learnt: set[str] = set()

    def __getitem__(self, uid: str) -> int:
        if uid not in self._known:
            kind = kind_of(uid)
            if self._sizes.get(kind, 0) > _KEPT:
                self._keep(self._library.numbers([uid]))
            else:
                self._learn(kind)
        return self._known[uid]

    def take_over(self, older: RecordPositions, but: Iterable[str]) -> None:
        """Know what is known of an older state, in which all but some records stood where they stand."""
        self._known = dict(older._known)
        for uid in but:
            self._known.pop(uid, None)
        fresh = self._library.numbers(list(but))
        self._keep(fresh)
        self._learnt = set(older._learnt)

    def learn(self) -> None:
        """Read the ids of all kinds that are kept in memory; may take a tenth of a second."""
        for kind, size in self._sizes.items():
            if 0 < size <= _KEPT:
                self._learn(kind)

    def _learn(self, kind: str) -> None:
        if kind not in self._learnt:
            self._keep(self._library.numbers_of_kind(kind))
            self._learnt.add(kind)  # said last: another thread may ask meanwhile

    def _keep(self, numbers: Mapping[str, int]) -> None:
        at = positions_of(self._numbers, np.array(list(numbers.values()), dtype=np.int64))
        self._known.update(zip(numbers, at.tolist(), strict=True))

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
