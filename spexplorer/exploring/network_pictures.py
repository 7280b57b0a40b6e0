"""What is drawn of the network: the whole of it, or what lies round one record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from spexplorer.domain.kinds import KINDS
from spexplorer.exploring.graph_layout import Springs, lay_out, rings
from spexplorer.exploring.network import (
    JOINING,
    Floats,
    Ints,
    LinkGraph,
    Mask,
    NetworkData,
    NetworkEdge,
    NetworkPicture,
    NetworkRequest,
    PathStep,
    Share,
    most_linked,
    stop_if,
)
from spexplorer.exploring.postings import different

_AT_ONCE: Final = 100_000
"""So many pairs are counted at once: numpy holds all threads while it looks things up."""
_CROWDED: Final = 4
"""More lines a node than this, and the weakest are left out where nobody chose how many join."""


class Candidates(NamedTuple):
    """What may be drawn (`shown`), what may join it, links by position, and who of it is linked."""

    shown: Mask
    joining: Mask
    links: Ints
    linked: Ints


def candidates(graph: LinkGraph, kinds: Iterable[str], possible: Mask) -> Candidates:
    """The records of some kinds that may pass, and what links them."""
    shown = graph.of_kinds(kinds) & possible
    joining = graph.of_kinds(JOINING) & possible
    links = graph.links_to(shown | joining)
    return Candidates(shown, joining, links, np.flatnonzero(shown & (links > 0)))


def whole_picture(material: NetworkData, wanted: NetworkRequest) -> NetworkPicture:
    """The records of some kinds that pass, those with most links first, laid out by force.

    Two records are linked directly, or through records that are not drawn themselves (see `JOINING`).
    """
    graph = material.graph
    shown, joining, links, linked = candidates(graph, wanted.kinds, material.possible)
    chosen = most_linked(graph, linked, links, wanted.limit)
    stop_if(material.cancelled)
    joining[chosen] = False
    edges, least, weaker = _edges(graph, chosen, joining, wanted.least)
    touched, edges = _without_the_lonely(len(chosen), edges)
    nodes = chosen[touched]
    stop_if(material.cancelled)
    x, y = lay_out(_springs(graph, nodes, edges), material.cancelled)
    return NetworkPicture(
        nodes=nodes,
        rows=material.rows(nodes),
        x=x,
        y=y,
        edges=tuple(edges),
        ring=np.zeros(len(nodes), dtype=np.int64),
        certain=material.certain[nodes],
        passes=material.possible[nodes],
        shares=shares_of(graph, wanted.kinds, nodes, linked, shown),
        least=least,
        weaker=weaker,
        alone=int((~touched).sum()),
    )


def _without_the_lonely(count: int, edges: list[NetworkEdge]) -> tuple[Mask, list[NetworkEdge]]:
    """Which nodes a line reaches, and the lines between these alone."""
    touched = np.zeros(count, dtype=np.bool_)
    for edge in edges:
        touched[edge.a] = touched[edge.b] = True
    new = (np.cumsum(touched) - 1).tolist()
    return touched, [NetworkEdge(new[e.a], new[e.b], e.steps, e.joined) for e in edges]


def _springs(graph: LinkGraph, nodes: Ints, edges: list[NetworkEdge]) -> Springs:
    """What the layout needs; the seed of a node is its record number, so that it starts at one place."""
    return Springs(
        seeds=graph.numbers[nodes],
        a=np.array([edge.a for edge in edges], dtype=np.int64),
        b=np.array([edge.b for edge in edges], dtype=np.int64),
        weight=np.array([edge.weight for edge in edges], dtype=np.float64),
    )


def shares_of(
    graph: LinkGraph, kinds: frozenset[str], nodes: Ints, linked: Ints, shown: Mask
) -> tuple[Share, ...]:
    """For each kind how many are drawn, are linked, and pass; in the order of the kinds."""

    def by_kind(positions: Ints) -> Ints:
        return np.bincount(graph.kinds[positions], minlength=len(KINDS))

    drawn, having, passing = by_kind(nodes), by_kind(linked), by_kind(np.flatnonzero(shown))
    return tuple(
        Share(kind, int(drawn[at]), int(having[at]), int(passing[at]))
        for at, kind in enumerate(KINDS)
        if kind in kinds
    )


# -- lines -----------------------------------------------------------------------------------------


def _edges(
    graph: LinkGraph, nodes: Ints, joining: Mask, least: int
) -> tuple[list[NetworkEdge], int, int]:
    """The lines between nodes, from how many joining records on, and how many pairs are left out."""
    steps = _direct(graph, nodes)
    keys, kinds, counts = joined(graph, nodes, joining)
    pairs, place = np.unique(keys, return_inverse=True)
    sums = np.bincount(place, weights=counts, minlength=len(pairs)).astype(np.int64)
    direct = np.array(sorted(steps), dtype=np.int64)
    used = least or _fitting(sums[~np.isin(pairs, direct)], len(direct), len(nodes))
    kept = (sums >= used) | np.isin(pairs, direct)
    strong = kept[place]
    common = by_pair(keys[strong], kinds[strong], counts[strong])
    edges = [
        NetworkEdge(*divmod(key, len(nodes)), steps.get(key, ()), common.get(key, ()))
        for key in sorted(steps.keys() | common.keys())
    ]
    return edges, used, int((~kept).sum())


def by_pair(keys: Ints, kinds: Ints, counts: Ints) -> dict[int, tuple[tuple[str, int], ...]]:
    """What joins each pair: how many records, by kind."""
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    for key, kind, count in zip(keys.tolist(), kinds.tolist(), counts.tolist(), strict=True):
        found[key] = (*found.get(key, ()), (KINDS[kind], count))
    return found


def _fitting(sums: Ints, direct: int, nodes: int) -> int:
    """The least number of joining records at which the picture is not crowded."""
    for least in (1, 2, 3, 5, 10, 20, 50):
        if direct + int((sums >= least).sum()) <= _CROWDED * nodes:
            return least
    return 100


def _direct(graph: LinkGraph, nodes: Ints) -> dict[int, tuple[PathStep, ...]]:
    """The typed links between nodes: a * n + b -> the different links as seen from a (a < b)."""
    owner, slots = graph.step(nodes)
    place = np.full(len(graph), -1, dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    other = place[graph.far[slots]]
    kept = other > owner
    found: dict[int, dict[PathStep, None]] = defaultdict(dict)
    keys = owner[kept] * len(nodes) + other[kept]
    for key, slot in zip(keys.tolist(), slots[kept].tolist(), strict=True):
        found[key][graph.how(slot)] = None
    return {key: tuple(steps) for key, steps in found.items()}


def joined(graph: LinkGraph, nodes: Ints, joining: Mask) -> tuple[Ints, Ints, Ints]:
    """Pairs of nodes that a record joins: pair (a * n + b), kind of the record, how many of them."""
    owner, slots = graph.step(nodes)
    through = graph.far[slots].astype(np.int64)
    kept = joining[through]
    # A joining record and one of the nodes it joins, each pair once, in the order of the records.
    size = max(len(nodes), 1)
    members = different(through[kept] * size + owner[kept])
    records = members // size
    ends = np.flatnonzero(np.diff(records, prepend=-1))
    lengths = np.diff(np.append(ends, len(members)))
    kinds = graph.kinds[records[ends]].astype(np.int64)
    found, counts = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for length in different(lengths[lengths > 1]).tolist():
        one, two = np.triu_indices(length, 1)
        of_length = np.flatnonzero(lengths == length)
        at_once = max(_AT_ONCE // len(one), 1)
        for first in range(0, len(of_length), at_once):
            some = of_length[first : first + at_once]
            groups = members[ends[some][:, None] + np.arange(length)] % size
            pairs = groups[:, one] * size + groups[:, two]
            keys = (pairs * len(KINDS) + kinds[some][:, None]).ravel()
            several, count = np.unique(keys, return_counts=True)
            found.append(several)
            counts.append(count)
    # The same pair comes in several of these pieces.
    once, place = np.unique(np.concatenate(found), return_inverse=True)
    sums = np.bincount(place, np.concatenate(counts), len(once)).astype(np.int64)
    return once // len(KINDS), once % len(KINDS), sums


# -- round one record ------------------------------------------------------------------------------


def ego_picture(material: NetworkData, wanted: NetworkRequest) -> NetworkPicture:
    """A record in the middle, and what lies one, two or three links from it in rings.

    Only typed links count here, and only records of the wanted kinds that pass; the record itself is
    shown whether it passes or not.
    """
    assert wanted.ego is not None
    graph = material.graph
    allowed = graph.of_kinds(wanted.kinds) & material.possible
    links = graph.links_to(allowed)
    levels, found = _levels(graph, wanted, allowed, links)
    stop_if(material.cancelled)
    nodes = np.concatenate(levels)
    ring = np.repeat(np.arange(len(levels)), [len(level) for level in levels])
    edges = [
        NetworkEdge(*divmod(key, len(nodes)), steps) for key, steps in _direct(graph, nodes).items()
    ]
    edges.sort(key=lambda edge: (edge.a, edge.b))
    x, y = rings(ring, _order_keys(graph, nodes, edges), [(edge.a, edge.b) for edge in edges])
    drawn = np.bincount(ring, minlength=wanted.depth + 1)
    return NetworkPicture(
        nodes=nodes,
        rows=material.rows(nodes),
        x=x,
        y=y,
        edges=tuple(edges),
        ring=ring,
        certain=material.certain[nodes],
        passes=material.possible[nodes],
        # One share a ring: drawn, and how many there are as far as one looked.
        shares=tuple(
            Share("", int(drawn[at]), int(count), int(count)) for at, count in enumerate(found, 1)
        ),
        stretches=True,
    )


def _levels(
    graph: LinkGraph, wanted: NetworkRequest, allowed: Mask, links: Ints
) -> tuple[list[Ints], list[int]]:
    """The records drawn at each distance, nearest first, and how many there are at each."""
    assert wanted.ego is not None
    seen = np.zeros(len(graph), dtype=np.bool_)
    seen[wanted.ego] = True
    levels, found = [np.array([wanted.ego], dtype=np.int64)], []
    left = wanted.limit
    for further in range(wanted.depth - 1, -1, -1):
        _, slots = graph.step(levels[-1])
        reached = different(graph.far[slots].astype(np.int64))
        reached = reached[allowed[reached] & ~seen[reached]]
        seen[reached] = True
        found.append(len(reached))
        room = left if not further else max(left * 3 // 5, 1)
        levels.append(most_linked(graph, reached, links, room))
        left -= len(levels[-1])
    return levels, found


def _order_keys(graph: LinkGraph, nodes: Ints, edges: list[NetworkEdge]) -> Floats:
    """What nodes of a ring stand beside one another by: how they are linked to the middle, and kind."""
    first = {edge.b: edge.steps[0] for edge in edges if edge.a == 0}
    names = sorted({(step.predicate, not step.outward) for step in first.values()})
    keys = np.full(len(nodes), float(len(names))) + graph.kinds[nodes] / 100
    for node, step in first.items():
        keys[node] += names.index((step.predicate, not step.outward)) - len(names)
    return keys
