"""What the tab shows: the nodes of a tree and how many records that pass are linked to each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.concepts import Assessment, Concept, Instrument
from spexplorer.operations.passing import Count
from spexplorer.ui.text import counted, tr

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.operations.exploring import Index
    from spexplorer.operations.passing import Passing
    from spexplorer.operations.reading import Reader

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


@dataclass(frozen=True, slots=True)
class Node:
    """One record of a tree. `parent` is an id of the same tree or None."""

    id: str
    label: str
    names: tuple[str, ...]
    vector: str
    parent: str | None
    detail: str
    assessments: tuple[Assessment, ...]
    related: tuple[str, ...]
    holder: str | None
    evidence: int


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
    known = {record.id for record in records}
    nodes = [_node(record, known) for record in records]
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


def _node(record: Record, known: Collection[str]) -> Node:
    holder, vector = None, ""
    assessments: tuple[Assessment, ...] = ()
    related: tuple[str, ...] = ()
    match record:
        case Instrument():
            label, detail, vector = record.name, record.description, record.vector
            assessments = record.assessments
        case Concept():
            label, detail, related = record.pref_label, record.definition, record.related
            holder = record.holder
        case _:
            raise TypeError(f"{record.id} is neither an instrument nor a concept.")
    return Node(
        id=record.id,
        label=label,
        names=(label, *(variant.form for variant in record.variants)),
        vector=vector,
        parent=record.broader if record.broader in known else None,
        detail=detail or "",
        assessments=assessments,
        related=related,
        holder=holder,
        evidence=len({item.passage for item in record.evidence}),
    )


class Linked:
    """Which records are linked to which nodes; counts what of them passes."""

    def __init__(
        self, records: Mapping[str, Sequence[Record]], nodes: Sequence[Node], kind: str
    ) -> None:
        """`records`: kind -> its records, for every kind of `LINKED`; `kind` is that of the nodes."""
        self._at = {node.id: at for at, node in enumerate(nodes)}
        self._parents = {node.id: node.parent for node in nodes}
        self._vectors = [node.vector for node in nodes]
        self.ids: list[str] = []
        self._kinds: list[int] = []
        self.nodes_of: dict[str, tuple[str, ...]] = {}
        own: set[tuple[int, int]] = set()
        below: set[tuple[int, int]] = set()
        for number, of_kind in enumerate(LINKED):
            for record in records[of_kind]:
                self._take(record, number, _FIELDS[kind], own, below)
        self._own, self._below = _arrays(own), _arrays(below)
        self._kind = np.array(self._kinds, dtype=np.int64)
        self._index: Index | None = None
        self._position: Numbers = np.zeros(0, dtype=np.int64)

    def _take(
        self,
        record: Record,
        kind: int,
        field: str,
        own: set[tuple[int, int]],
        below: set[tuple[int, int]],
    ) -> None:
        targets = [target for target in getattr(record, field, ()) if target in self._at]
        if not targets:
            return
        number = len(self.ids)
        self.ids.append(record.id)
        self._kinds.append(kind)
        self.nodes_of[record.id] = tuple(targets)
        for target in targets:
            own.add((self._at[target], number))
            step: str | None = target
            seen: set[str] = set()
            while step is not None and step not in seen:
                below.add((self._at[step], number))
                seen.add(step)
                step = self._parents.get(step)

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
        certain, possible = self._masks(index, passing)
        found: dict[str, set[int]] = {}
        for at, number in zip(*(part.tolist() for part in self._own), strict=True):
            found.setdefault(self._vectors[at], set()).add(number)
        return {
            vector: Count(int(certain[list(numbers)].sum()), int(possible[list(numbers)].sum()))
            for vector, numbers in found.items()
        }

    def _masks(
        self, index: Index | None, passing: Passing | None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Whether each linked record passes, certainly and possibly."""
        if index is None or passing is None:
            everything = np.ones(len(self.ids), dtype=np.bool_)
            return everything, everything
        if index is not self._index:
            self._index = index
            self._position = np.array(
                [index.position.get(uid, -1) for uid in self.ids], dtype=np.int64
            )
        # What came after the index was built is not narrowed by it (as in Workspace.is_certain).
        unknown = self._position < 0
        return (
            passing.certain[self._position] | unknown,
            passing.possible[self._position] | unknown,
        )


def _arrays(pairs: set[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


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
