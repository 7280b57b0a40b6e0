"""The shortest links between two records, searched from both ends at once over the whole library.

Two breadth-first searches grow towards each other, always the one with fewer links ahead; levels are
arrays, so that millions of links take a fraction of a second. What lies on any shortest path is kept
as a small layered graph, which is counted and walked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

import numpy as np

from spexplorer.exploring.graph_layout import columns
from spexplorer.exploring.network import (
    Cancelled,
    Floats,
    Ints,
    LinkGraph,
    Mask,
    NetworkData,
    NetworkEdge,
    NetworkPicture,
    Share,
    stop_if,
)
from spexplorer.exploring.postings import different

WALKED: Final = 24
"""So many equally short paths are shown one by one; all are counted."""

_A_STEP: Final = 9
"""So many records are drawn at one step."""


@dataclass(frozen=True, slots=True)
class ShortestPaths:
    """Equally short paths between two records: some of them, and how many there are.

    `picture` shows them in columns; each of `paths` is a run of places among its nodes.
    """

    picture: NetworkPicture
    paths: tuple[tuple[int, ...], ...]
    count: int


def shortest(material: NetworkData, ends: tuple[int, int]) -> ShortestPaths | None:
    """The shortest paths between two positions that only lead through what may pass; None for none.

    The ends themselves need not pass.
    """
    graph = material.graph
    found = _layers(graph, ends, material.possible, material.cancelled)
    if found is None:
        return None
    counts = _counts(graph, found)
    some = list(islice(_walks(graph, found, counts), WALKED))
    stop_if(material.cancelled)
    return _drawn(material, some, round(float(counts[-1][0])))


def _layers(
    graph: LinkGraph, ends: tuple[int, int], allowed: Mask, cancelled: Cancelled
) -> list[Ints] | None:
    """For each step the records that lie on a shortest path there; None when none leads across."""
    if ends[0] == ends[1]:
        return [np.array([ends[0]], dtype=np.int64)]
    distance = [np.full(len(graph), -1, dtype=np.int32) for _ in ends]
    reached: list[list[Ints]] = []
    for side, end in enumerate(ends):
        distance[side][end] = 0
        reached.append([np.array([end], dtype=np.int64)])
    through = allowed.copy()
    through[list(ends)] = True
    while all(len(levels[-1]) for levels in reached):
        stop_if(cancelled)
        ahead = [
            int((graph.starts[levels[-1] + 1] - graph.starts[levels[-1]]).sum())
            for levels in reached
        ]
        side = 0 if ahead[0] <= ahead[1] else 1
        _, slots = graph.step(reached[side][-1])
        new = different(graph.far[slots].astype(np.int64))
        new = new[through[new] & (distance[side][new] < 0)]
        distance[side][new] = len(reached[side])
        reached[side].append(new)
        # Levels are whole, so that the first ones to meet lie on all shortest paths.
        meeting = new[distance[1 - side][new] >= 0]
        if len(meeting):
            return [
                *reversed(_back(graph, meeting, distance[0])[1:]),
                *_back(graph, meeting, distance[1]),
            ]
    return None


def _back(graph: LinkGraph, meeting: Ints, distance: np.ndarray) -> list[Ints]:
    """From where the searches met, step by step, what leads back to one end."""
    layers = [meeting]
    for step in range(int(distance[meeting[0]]) - 1, -1, -1):
        _, slots = graph.step(layers[-1])
        near = different(graph.far[slots].astype(np.int64))
        layers.append(near[distance[near] == step])
    return layers


def _counts(graph: LinkGraph, layers: list[Ints]) -> list[Floats]:
    """For each record of each layer, how many paths lead to it from the start."""
    counts: list[Floats] = [np.ones(1)]
    for before, here in pairwise(layers):
        owner, slots = graph.step(here)
        far = graph.far[slots].astype(np.int64)
        place = np.minimum(np.searchsorted(before, far), len(before) - 1)
        kept = before[place] == far
        # Two records may be linked more than once: that is one path all the same.
        pairs = different(owner[kept] * len(before) + place[kept])
        weights = counts[-1][pairs % len(before)]
        paths = np.bincount(pairs // len(before), weights, len(here))
        counts.append(paths.astype(np.float64))
    return counts


def _walks(graph: LinkGraph, layers: list[Ints], counts: list[Floats]) -> Iterator[list[int]]:
    """Path after path from the end back to the start, each as positions from the start.

    Records with few links come first: what is linked with everything says least.
    """
    known: dict[tuple[int, int], list[int]] = {}

    def before(step: int, node: int) -> list[int]:
        if (step, node) not in known:
            slots = np.arange(graph.starts[node], graph.starts[node + 1])
            near = different(graph.far[slots].astype(np.int64))
            near = near[np.isin(near, layers[step - 1])]
            links = graph.starts[near + 1] - graph.starts[near]
            known[step, node] = near[np.lexsort((near, links))].tolist()
        return known[step, node]

    def walk(step: int, tail: list[int]) -> Iterator[list[int]]:
        if step == 0:
            yield tail
            return
        for node in before(step, tail[0]):
            yield from walk(step - 1, [node, *tail])

    assert len(counts) == len(layers)
    yield from walk(len(layers) - 1, [int(layers[-1][0])])


def _drawn(material: NetworkData, walks: list[list[int]], count: int) -> ShortestPaths:
    """The paths in columns; those that lead through a record that is not drawn are left out."""
    graph = material.graph
    kept: list[list[int]] = []
    columns_of: list[dict[int, None]] = [{} for _ in walks[0]]
    for walk in walks:
        crowded = any(
            node not in column and len(column) >= _A_STEP
            for node, column in zip(walk, columns_of, strict=True)
        )
        if not crowded:
            kept.append(walk)
            for node, column in zip(walk, columns_of, strict=True):
                column[node] = None
    nodes = np.array([node for column in columns_of for node in column], dtype=np.int64)
    steps = np.repeat(np.arange(len(columns_of)), [len(column) for column in columns_of])
    place = {int(node): at for at, node in enumerate(nodes)}
    lines = {(place[one], place[two]): None for walk in kept for one, two in pairwise(walk)}
    x, y = columns(steps)
    paths = tuple(tuple(place[node] for node in walk) for walk in kept)
    picture = NetworkPicture(
        nodes=nodes,
        rows=material.rows(nodes),
        x=x,
        y=y,
        edges=tuple(
            NetworkEdge(a, b, graph.between(int(nodes[a]), int(nodes[b]))) for a, b in lines
        ),
        ring=steps,
        certain=material.certain[nodes],
        passes=material.possible[nodes],
        shares=(Share("", len(nodes), len(nodes), len(nodes)),),
        stretches=True,
        path=paths[0],
    )
    return ShortestPaths(picture, paths, count)
