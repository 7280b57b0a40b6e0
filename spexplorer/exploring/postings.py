"""Who stands under which values of one property: the inverted lists behind facets, dates and brushes.

Most records stand under one value: those are kept as one code a record, which a gather answers. Only
records under several values are kept as sorted (record, code) pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.filters import Match
from spexplorer.storage.columns import Ints, Positions

if TYPE_CHECKING:
    from spexplorer.exploring.record_moves import RecordMoves

Mask = NDArray[np.bool_]

REACH = 3
"""How many links away a property is taken over from."""


_SHORT: Final = 2**15

_Whole = TypeVar("_Whole", bound=np.integer[Any])


@dataclass(frozen=True, slots=True)
class LinkEnds:
    """Links, which are followed both ways: record `source[i]` is linked to record `target[i]`."""

    source: Positions
    target: Positions

    def between(self, near: Mask, far: Mask) -> tuple[Positions, Positions]:
        """(near end, far end) of the links that lead from some records to others."""
        out = near[self.source] & far[self.target]
        back = near[self.target] & far[self.source]
        return (
            np.concatenate((self.source[out], self.target[back])),
            np.concatenate((self.target[out], self.source[back])),
        )


class Postings:
    """For each of `size` rows the codes (0 .. width-1) it stands under."""

    def __init__(self, size: int, width: int, records: Positions, codes: Positions) -> None:
        """Pairs in any order; a pair that comes twice counts once."""
        self.size, self.width = size, width
        single: NDArray[Any] = np.full(size, width, dtype=code_type(width))
        single[records] = codes
        several = np.zeros(size, dtype=np.bool_)
        # Whoever did not keep the code that was written last has another beside it.
        several[records[single[records] != codes]] = True
        pairs = np.zeros(0, dtype=np.int64)
        if several.any():
            single[several] = width
            mine = several[records]
            pairs = different(records[mine].astype(np.int64) * max(width, 1) + codes[mine])
        self.single = single
        self._keep(
            (pairs // max(width, 1)).astype(np.int32), (pairs % max(width, 1)).astype(np.int32)
        )

    def _keep(self, records: Positions, codes: Positions) -> None:
        """Keep the pairs of rows under several codes, ascending, and where each row begins in them."""
        self.records = records
        self.codes: NDArray[Any] = codes.astype(code_type(self.width), copy=False)
        first = np.ones(len(records), dtype=np.bool_)
        first[1:] = records[1:] != records[:-1]
        self._starts = np.flatnonzero(first).astype(np.int32)
        self._rows = records[self._starts]

    def changed(
        self,
        moves: RecordMoves,
        rows: Positions,
        pairs: tuple[Positions, Sequence[int]] | None = None,
        renamed: tuple[Sequence[int], int] | None = None,
    ) -> Postings:
        """These postings where rows have moved, and some `rows` (ascending) stand under other codes.

        `pairs` are these rows and their codes, each pair once; `renamed` tells what every code is
        called now, and how many codes there are.
        """
        found = object.__new__(Postings)
        found.size, found.width = moves.size, self.width
        single = moves.laid(self.single, self.width)
        records, codes = moves.moved(self.records), self.codes.astype(np.int32)
        if renamed is not None:
            found.width = renamed[1]
            table = np.array([*renamed[0], found.width], dtype=np.int32)
            single, codes = table[single].astype(code_type(found.width)), table[codes]
        if len(rows):
            single = single.copy()
            single[rows] = found.width
        left = records >= 0
        left[left] = ~np.isin(records[left], rows)
        records, codes = records[left], codes[left]
        if pairs is not None:
            own, given = pairs[0], np.array(pairs[1], dtype=np.int32)
            alone = np.bincount(own, minlength=moves.size)[own] == 1
            single[own[alone]] = given[alone]
            records = np.concatenate((records, own[~alone]))
            codes = np.concatenate((codes, given[~alone]))
            order = np.lexsort((codes, records))
            records, codes = records[order], codes[order]
        found.single = single
        found._keep(records.astype(np.int32), codes)
        return found

    def has(self) -> Mask:
        """The rows that stand under anything."""
        found = self.single < self.width
        found[self.records] = True
        return found

    def pairs(self) -> tuple[Positions, Positions]:
        """Every (row, code), ascending by row."""
        rows = np.flatnonzero(self.single < self.width).astype(np.int32)
        codes = self.single[rows].astype(np.int32)
        if not len(self.records):
            return rows, codes
        rows, codes = np.concatenate((rows, self.records)), np.concatenate((codes, self.codes))
        order = np.argsort(rows, kind="stable")
        return rows[order], codes[order]

    def of(self, rows: Positions) -> tuple[Ints, Positions]:
        """For each of these rows its codes: (which of the rows, code), laid end to end."""
        own = self.single[rows]
        at = np.flatnonzero(own < self.width)
        starts = np.searchsorted(self.records, rows)
        lengths = np.searchsorted(self.records, rows, side="right") - starts
        offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        which = np.repeat(np.arange(len(rows)), lengths)
        codes = self.codes[np.repeat(starts, lengths) + offsets]
        return np.concatenate((at, which)), np.concatenate((own[at], codes))

    def having(self, marked: Mask) -> Mask:
        """The rows that stand under a marked code; `marked` has `width` entries."""
        found: Mask = np.append(marked, False)[self.single]
        if len(self.records):
            found[self._rows] |= np.logical_or.reduceat(
                np.take(marked, self.codes, mode="clip"), self._starts
            )
        return found

    def matching(self, wanted: Sequence[int], match: Match) -> Mask:
        """The rows under any, all or exactly the wanted codes."""
        marked = np.zeros(self.width, dtype=np.bool_)
        marked[list(wanted)] = True
        found = self.having(marked)
        if match is Match.ANY or not len(wanted):
            return found
        hits = np.bincount(self.records[marked[self.codes]], minlength=self.size)
        hits[np.append(marked, False)[self.single]] = 1
        found &= hits == int(marked.sum())
        if match is Match.EXACTLY:
            found &= ~self.having(~marked)
        return found

    def counts(self, mask: Mask) -> Ints:
        """For each code, how many rows of a mask stand under it."""
        found = np.bincount(self.single[mask], minlength=self.width + 1)[: self.width]
        if len(self.records):
            found = found + np.bincount(self.codes[mask[self.records]], minlength=self.width)
        return found

    def spread(self, closed: Mask, links: LinkEnds, large: Mask) -> Postings:
        """These postings, with what rows that are not closed take over along links (up to REACH).

        Rows that are `large` (of a kind with very many records) take over along one link only.
        """
        spread, closed = self, closed.copy()
        for step in range(REACH):
            near, far = links.between(~closed, spread.has())
            if not len(near):
                break
            which, codes = spread.of(far)
            spread = spread.beside(Postings(self.size, self.width, near[which], codes))
            closed[near] = True
            if step == 0:
                closed |= large
        return spread

    def beside(self, other: Postings) -> Postings:
        """These postings and others, of rows that stand under nothing here."""
        found = object.__new__(Postings)
        found.size, found.width = self.size, self.width
        found.single = np.minimum(self.single, other.single)
        records = np.concatenate((self.records, other.records))
        order = np.argsort(records, kind="stable")
        found._keep(records[order], np.concatenate((self.codes, other.codes))[order])
        return found


def different(values: NDArray[_Whole]) -> NDArray[_Whole]:
    """The different values, ascending.

    numpy's own `unique` hashes, which is slower than sorting, and imports masked arrays (20 ms).
    """
    ordered = np.sort(values)
    if not len(ordered):
        return ordered
    fresh = np.concatenate(([True], ordered[1:] != ordered[:-1]))
    found: NDArray[_Whole] = ordered[fresh]
    return found


def code_type(width: int) -> type[np.signedinteger[Any]]:
    """Sixteen bits are enough for all but dates and actors of large libraries."""
    return np.int16 if width < _SHORT else np.int32
