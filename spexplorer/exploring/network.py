"""The links of a library as one graph in memory, and what every picture of it is made of.

Records are addressed by position: 0 .. n-1 in the order of record numbers, as in the index. The graph
keeps every link twice, once at each end, in compressed rows (CSR), so that a step from a thousand
records is one look-up in numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from spexplorer.domain.kinds import KINDS
from spexplorer.domain.listing import Row
from spexplorer.exploring.postings import different
from spexplorer.storage.graph import LinkColumns, read_links
from spexplorer.storage.snapshot import Source, connected

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Cancelled = Callable[[], bool]

JOINING: Final = ("event", "claim", "statistic", "agreement", "work", "citation")
"""The kinds that join the records they are linked to, where they are not drawn themselves."""

KIND_CODES: Final = {kind: at for at, kind in enumerate(KINDS)}


class CalledOffError(Exception):
    """Nobody waits for the picture any more; the runner of tasks drops it."""


def never() -> bool:
    """For work that nobody calls off."""
    return False


def stop_if(cancelled: Cancelled) -> None:
    """Leave long work that nobody waits for any more."""
    if cancelled():
        raise CalledOffError


@dataclass(frozen=True, slots=True)
class PathStep:
    """One typed link: its predicate, and whether the record one comes from is the one that holds it."""

    predicate: str
    outward: bool


class LinkGraph:
    """All typed links, both ways. Immutable, so that any thread may ask."""

    def __init__(self, columns: LinkColumns) -> None:
        self.numbers = columns.numbers
        self.kinds = columns.kinds
        self._names = columns.names
        near = np.concatenate((columns.sources, columns.targets))
        order = np.argsort(near, kind="stable")
        self.far = np.concatenate((columns.targets, columns.sources))[order]
        outward = np.zeros(len(near), dtype=np.uint8)
        outward[: len(columns.sources)] = 1
        self._how = (np.tile(columns.predicates, 2) * 2 + outward)[order]
        counts = np.bincount(near, minlength=len(self))
        self.starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def links(self) -> int:
        """How many links there are."""
        return len(self.far) // 2

    def at(self, number: int) -> int | None:
        """The position of a record number, or None."""
        place = int(np.searchsorted(self.numbers, number))
        return place if place < len(self) and self.numbers[place] == number else None

    def of_kinds(self, kinds: Iterable[str]) -> Mask:
        """Which records are of some kinds."""
        wanted = np.zeros(len(KINDS), dtype=np.bool_)
        wanted[[KIND_CODES[kind] for kind in kinds]] = True
        return wanted[self.kinds]

    def step(self, positions: Ints) -> tuple[Ints, Ints]:
        """Every link at some records: the place of the near end among them, and the link's slot."""
        starts = self.starts[positions]
        lengths = self.starts[positions + 1] - starts
        owner = np.repeat(np.arange(len(positions)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return owner, starts[owner] + within

    def links_to(self, partners: Mask) -> Ints:
        """For every record, how many of its links lead to a partner."""
        running = np.zeros(len(self.far) + 1, dtype=np.int64)
        np.cumsum(partners[self.far], out=running[1:])
        return running[self.starts[1:]] - running[self.starts[:-1]]

    def how(self, slot: int) -> PathStep:
        """What kind of link lies in a slot."""
        code = int(self._how[slot])
        return PathStep(self._names[code // 2], bool(code % 2))

    def codes(self, slots: Ints) -> NDArray[np.uint8]:
        """A number for what kind of link lies in each slot; equal for equal steps."""
        return self._how[slots]

    def between(self, near: int, far: int) -> tuple[PathStep, ...]:
        """Every different link from one record to another, in the order of the file."""
        slots = np.arange(self.starts[near], self.starts[near + 1])
        found = (self.how(int(slot)) for slot in slots[self.far[slots] == far])
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class NetworkData:
    """What pictures are made from: a library's links, and what passes a filter, by position.

    `rows_at` reads how records are listed, by record number; `cancelled` tells that nobody waits any more.
    """

    rows_at: Callable[[Iterable[int]], list[Row]]
    graph: LinkGraph
    certain: Mask
    possible: Mask
    cancelled: Cancelled = never

    def unfiltered(self) -> NetworkData:
        """The same with everything passing."""
        every = np.ones(len(self.graph), dtype=np.bool_)
        return replace(self, certain=every, possible=every)

    def among(self, kinds: Iterable[str]) -> NetworkData:
        """The same with nothing passing but records of some kinds."""
        return replace(self, possible=self.possible & self.graph.of_kinds(kinds))

    def rows(self, nodes: Ints) -> tuple[Row, ...]:
        """How the records at some positions are listed."""
        return tuple(self.rows_at(self.graph.numbers[nodes].tolist()))


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """What a picture should show: kinds, at most so many records, and what joins weakly left out.

    `least` is how many records two must have in common to be linked through them; 0 lets the picture
    choose. `ego` is the position of the record in the middle, None for the whole network; `depth`
    how many links away from it one looks.
    """

    kinds: frozenset[str]
    limit: int
    least: int = 0
    ego: int | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """A line between two nodes of a picture (places among its nodes).

    `steps` are direct links as seen from `a`; `joined` how many records join the two, by kind.
    """

    a: int
    b: int
    steps: tuple[PathStep, ...] = ()
    joined: tuple[tuple[str, int], ...] = ()

    @property
    def weight(self) -> int:
        """How many links and joining records there are."""
        return len(self.steps) + sum(count for _, count in self.joined)


@dataclass(frozen=True, slots=True)
class Share:
    """How many records of a kind are drawn, of those that pass and are linked, and of all that pass."""

    kind: str
    drawn: int
    linked: int
    passing: int


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Nodes in a plane and the lines between them.

    `ring` is how many links a node lies from the middle (or from the start of a path). `weaker` counts
    the pairs that are left out because fewer than `least` records join them, `alone` the records
    chosen that no line reaches. `stretches` tells that width and height may be scaled apart.

    `passes` tells which nodes pass the filter, certainly or possibly; lines that do not are `faded`. A
    picture that `stays` has the places of the one without filter.
    """

    nodes: Ints
    rows: tuple[Row, ...]
    x: Floats
    y: Floats
    edges: tuple[NetworkEdge, ...]
    ring: Ints
    certain: Mask
    passes: Mask
    faded: tuple[NetworkEdge, ...] = ()
    shares: tuple[Share, ...] = ()
    stays: bool = False
    least: int = 1
    weaker: int = 0
    alone: int = 0
    stretches: bool = False
    path: tuple[int, ...] = field(default=())

    @property
    def cut(self) -> int:
        """How many records that are linked find no room."""
        return sum(share.linked - share.drawn for share in self.shares) - self.alone

    def degrees(self) -> list[int]:
        """How many others of the picture each node is linked with by lines that pass."""
        found = [0] * len(self.nodes)
        for edge in self.edges:
            found[edge.a] += 1
            found[edge.b] += 1
        return found

    def following(self, path: tuple[int, ...]) -> NetworkPicture:
        """This picture with another path made to stand out."""
        return replace(self, path=path)


def read_graph(source: Source) -> LinkGraph:
    """The graph of a library; may run on any thread."""
    with connected(source) as connection:
        return LinkGraph(read_links(connection))


def quotas(eligible: Sequence[int], limit: int) -> list[int]:
    """Share so many places among kinds: equally, and what one does not need goes to the others."""
    given = [0] * len(eligible)
    left = limit
    for turn, at in enumerate(sorted(range(len(eligible)), key=lambda at: eligible[at])):
        given[at] = min(eligible[at], left // (len(eligible) - turn))
        left -= given[at]
    return given


def most_linked(graph: LinkGraph, among: Ints, links: Ints, limit: int) -> Ints:
    """The records with most links, every kind with its fair share; the order is that of positions.

    `links` counts by position; of records with as many links the earlier ones are taken.
    """
    if len(among) <= limit:
        return among
    kinds = graph.kinds[among]
    present = different(kinds)
    own = [among[kinds == kind] for kind in present]
    taken = [
        some[np.lexsort((some, -links[some]))[:quota]]
        for some, quota in zip(own, quotas([len(some) for some in own], limit), strict=True)
    ]
    return np.sort(np.concatenate(taken))
