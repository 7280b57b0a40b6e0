"""How often an instrument or concept is used: the records linked to it, of what passes a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.counts import Count
from spexplorer.exploring.postings import different

if TYPE_CHECKING:
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import LinksTo
    from spexplorer.readings.instruments.tree import TreeNode
    from spexplorer.words.language import Language

LINKED: Final = ("event", "claim", "statistic", "agreement")
"""The kinds whose links are counted."""

_WORDS: Final = {
    "event": ("{n} event", "{n} events"),
    "claim": ("{n} claim", "{n} claims"),
    "statistic": ("{n} figure", "{n} figures"),
    "agreement": ("{n} agreement", "{n} agreements"),
}

Numbers = NDArray[np.int64]
Pairs = tuple[NDArray[np.integer], NDArray[np.integer]]
Positions = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class UseTally:
    """The linked records of a node: by kind, all together, and with those of narrower nodes."""

    kinds: tuple[Count, ...]
    own: Count
    below: Count


NOT_USED: Final = UseTally(tuple(Count(0, 0) for _ in LINKED), Count(0, 0), Count(0, 0))
"""The tally of a node that nothing is linked to, or whose records have not been counted yet."""


class UseCounter:
    """Which records are linked to which nodes; counts what of them passes."""

    def __init__(self, links: LinksTo, nodes: Sequence[TreeNode]) -> None:
        """`links`: those to the nodes, by record number."""
        self._at = {node.id: at for at, node in enumerate(nodes)}
        self._ids = [node.id for node in nodes]
        kind = links.coded({name: at for at, name in enumerate(LINKED)})
        counted = kind >= 0
        order = np.argsort([node.number for node in nodes])
        sorted_numbers = np.array([nodes[at].number for at in order], dtype=np.int64)
        target = order[np.searchsorted(sorted_numbers, links.target[counted])]
        self._numbers, first, record = np.unique(
            links.source[counted], return_index=True, return_inverse=True
        )
        self._kind = kind[counted][first]
        self._own = _pairs(target, record)
        self._below = self._reached(nodes, target, record)
        self._placed: tuple[Index, Positions] | None = None

    def _reached(
        self, nodes: Sequence[TreeNode], target: NDArray[np.integer], record: NDArray[np.integer]
    ) -> Pairs:
        """(node, record) where a record is linked to a node or to one of its narrower ones."""
        parents = [self._at.get(node.parent or "", -1) for node in nodes]
        parent = np.array([*parents, -1], dtype=np.int64)
        steps = [(target, record)]
        for _ in nodes:  # no node stands further away, even where they go round in a circle
            target, record = parent[steps[-1][0]], steps[-1][1]
            here = target >= 0
            if not here.any():
                break
            steps.append(_pairs(target[here], record[here]))
        return _pairs(*(np.concatenate(part) for part in zip(*steps, strict=True)))

    def nodes_of(self, number: int | None) -> frozenset[str]:
        """The nodes a record is linked to, by its record number."""
        at = np.searchsorted(self._numbers, number) if number is not None else len(self._numbers)
        if at == len(self._numbers) or self._numbers[at] != number:
            return frozenset()
        return frozenset(self._ids[node] for node in self._own[0][self._own[1] == at].tolist())

    def tallies(self, index: Index | None, passing: Passing | None) -> dict[str, UseTally]:
        """Node id -> what is linked to it of what passes; everything before the index is there."""
        certain, possible = self._masks(index, passing)
        size, kinds = len(self._at), len(LINKED)
        own_low, own_high = (
            np.bincount(
                (self._own[0] * kinds + self._kind[self._own[1]])[mask[self._own[1]]],
                minlength=size * kinds,
            ).reshape(size, kinds)
            for mask in (certain, possible)
        )
        low, high = (
            np.bincount(self._below[0][mask[self._below[1]]], minlength=size)
            for mask in (certain, possible)
        )
        return {
            node: UseTally(
                tuple(
                    Count(int(a), int(b)) for a, b in zip(own_low[at], own_high[at], strict=True)
                ),
                Count(int(own_low[at].sum()), int(own_high[at].sum())),
                Count(int(low[at]), int(high[at])),
            )
            for node, at in self._at.items()
        }

    def _masks(
        self, index: Index | None, passing: Passing | None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each linked record passes, certainly and possibly."""
        if index is None or passing is None:
            everything = np.ones(len(self._numbers), dtype=np.bool_)
            return everything, everything
        position = self._in(index)
        return passing.certain[position], passing.possible[position]

    def _in(self, index: Index) -> Positions:
        """Where the linked records stand in an index; any thread may ask."""
        placed = self._placed
        if placed is None or placed[0] is not index:
            placed = self._placed = (index, index.at(self._numbers))
        return placed[1]


def _pairs(left: NDArray[np.integer], right: NDArray[np.integer]) -> Pairs:
    """Each pair once."""
    if not len(left):
        return left, right
    width = int(right.max()) + 1
    keys = different(left.astype(np.int64) * width + right)
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32)


def kinds_in_words(tr: Language, tally: UseTally) -> str:
    """“7 events · 18 claims · 1 figure (1 possibly)”; kinds without any are left out."""
    parts = []
    for kind, count in zip(LINKED, tally.kinds, strict=True):
        if count.only_possible:
            words, maybe = tr.counted(count.possible, *_WORDS[kind]), tr.number(count.only_possible)
            parts.append(tr("{records} ({m} possibly)", records=words, m=maybe))
        elif count.possible:
            parts.append(tr.counted(count.possible, *_WORDS[kind]))
    return " · ".join(parts) if parts else tr("nothing linked")
