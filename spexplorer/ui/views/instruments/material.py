"""What the tab shows: the nodes of a tree and how many records that pass are linked to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.concepts import Assessment, Concept, Crosswalk, Instrument
from spexplorer.domain.counts import Count
from spexplorer.exploring.postings import different
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.exploring.index import Index
    from spexplorer.exploring.passes import Passing
    from spexplorer.operations.reader import LinksTo, Reader

LINKED: Final = ("event", "claim", "statistic", "agreement")
"""The kinds whose links are counted."""

_FIELDS: Final = {"instrument": "instruments", "concept": "related"}

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
class Node:
    """One record of a tree. `parent` is an id of the same tree or None."""

    id: str
    number: int
    label: str
    names: tuple[str, ...]
    vector: str
    parent: str | None
    detail: str
    assessments: tuple[Assessment, ...]
    related: tuple[str, ...]
    holder: str | None
    evidence: int
    crosswalk: tuple[Crosswalk, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The linked records of a node: by kind, all together, and with those of narrower nodes."""

    kinds: tuple[Count, ...]
    own: Count
    below: Count


_NOTHING: Final = Tally(tuple(Count(0, 0) for _ in LINKED), Count(0, 0), Count(0, 0))


def read_nodes(reader: Reader, kind: str) -> list[Node]:
    """The instruments or concepts of a library, each after its broader one, siblings in order."""
    records = reader.records(kind)
    numbers = {row.id: row.number for row in reader.rows(kind)}
    nodes = [_node(record, numbers) for record in records]
    if kind == "instrument":
        order = {code: at for at, code in enumerate(reader.terms("vector"))}
        nodes.sort(key=lambda node: order.get(node.vector, len(order)))
    children: dict[str | None, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)
    ordered: list[Node] = []
    waiting = children.get(None, [])[::-1]
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(children.get(node.id, [])[::-1])
    reached = {node.id for node in ordered}
    # Nodes that are broader than themselves in a circle hang on no root: they stand as roots.
    return ordered + [replace(node, parent=None) for node in nodes if node.id not in reached]


def _node(record: Record, numbers: Mapping[str, int]) -> Node:
    """A record as a node; `numbers` has the record number of every record of its kind."""
    number = numbers[record.id]
    holder, vector = None, ""
    assessments: tuple[Assessment, ...] = ()
    crosswalk: tuple[Crosswalk, ...] = ()
    related: tuple[str, ...] = ()
    match record:
        case Instrument():
            label, detail, vector = record.name, record.description, record.vector
            assessments, crosswalk = record.assessments, record.crosswalk
        case Concept():
            label, detail, related = record.pref_label, record.definition, record.related
            holder = record.holder
        case _:
            raise TypeError(f"{record.id} is neither an instrument nor a concept.")
    return Node(
        id=record.id,
        number=number,
        label=label,
        names=(label, *(variant.form for variant in record.variants)),
        vector=vector,
        parent=record.broader if record.broader in numbers else None,
        detail=detail or "",
        assessments=assessments,
        related=related,
        holder=holder,
        evidence=len({item.passage for item in record.evidence}),
        crosswalk=crosswalk,
    )


class Linked:
    """Which records are linked to which nodes; counts what of them passes."""

    def __init__(self, links: LinksTo, nodes: Sequence[Node]) -> None:
        """`links`: those to the nodes, by record number."""
        self._at = {node.id: at for at, node in enumerate(nodes)}
        self._ids = [node.id for node in nodes]
        vectors = list(dict.fromkeys(node.vector for node in nodes))
        self._vectors = vectors
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
        of_vector = np.array([vectors.index(node.vector) for node in nodes], dtype=np.int64)
        self._by_vector = _pairs(of_vector[self._own[0]], self._own[1])
        self._placed: tuple[Index, Positions] | None = None

    def _reached(
        self, nodes: Sequence[Node], target: NDArray[np.integer], record: NDArray[np.integer]
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

    def naming(self, node: str, index: Index, passing: Passing) -> Positions:
        """Where the records stand that pass and are linked to a node: kind by kind, in list order."""
        linked = np.zeros(len(index), dtype=np.bool_)
        linked[self._in(index)[self._own[1][self._own[0] == self._at[node]]]] = True
        linked &= passing.possible
        lists = [index.listed(kind) for kind in LINKED]
        found: Positions = np.concatenate([listed[linked[listed]] for listed in lists])
        return found

    def tallies(self, index: Index | None, passing: Passing | None) -> dict[str, Tally]:
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
            node: Tally(
                tuple(
                    Count(int(a), int(b)) for a, b in zip(own_low[at], own_high[at], strict=True)
                ),
                Count(int(own_low[at].sum()), int(own_high[at].sum())),
                Count(int(low[at]), int(high[at])),
            )
            for node, at in self._at.items()
        }

    def by_vector(self, index: Index | None, passing: Passing | None) -> dict[str, Count]:
        """Vector -> the records linked to any of its instruments, each counted once."""
        low, high = (
            np.bincount(self._by_vector[0][mask[self._by_vector[1]]], minlength=len(self._vectors))
            for mask in self._masks(index, passing)
        )
        return {
            vector: Count(int(low[at]), int(high[at])) for at, vector in enumerate(self._vectors)
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


class Material:
    """The nodes of both trees and what is linked to them."""

    def __init__(self, reader: Reader) -> None:
        self.nodes = {kind: read_nodes(reader, kind) for kind in ("instrument", "concept")}
        self.linked = {
            kind: Linked(reader.links_to(kind, (_FIELDS[kind],)), nodes)
            for kind, nodes in self.nodes.items()
        }
        self.holders: dict[str, str] = {
            assessment.holder: reader.label(assessment.holder)
            for node in self.nodes["instrument"]
            for assessment in node.assessments
            if assessment.holder is not None
        }


def nothing_linked() -> Tally:
    """The tally of a node whose records have not been counted yet."""
    return _NOTHING


def in_words(count: Count) -> str:
    """“12 (2 possibly)”: so many, of which some only possibly."""
    if not count.only_possible:
        return f"{count.possible:,}"
    return tr("{n} ({m} possibly)", n=f"{count.possible:,}", m=f"{count.only_possible:,}")


def kinds_in_words(tally: Tally) -> str:
    """“7 events · 18 claims · 1 figure (1 possibly)”; kinds without any are left out."""
    parts = []
    for kind, count in zip(LINKED, tally.kinds, strict=True):
        if count.possible:
            words = counted(count.possible, *_WORDS[kind])
            if count.only_possible:
                words += tr(" ({m} possibly)", m=count.only_possible)
            parts.append(words)
    return " · ".join(parts) if parts else tr("nothing linked")


def kind_words(kind: str, number: int) -> str:
    """“12 instruments”, “1 concept”."""
    if kind == "instrument":
        return counted(number, "{n} instrument", "{n} instruments")
    return counted(number, "{n} concept", "{n} concepts")
