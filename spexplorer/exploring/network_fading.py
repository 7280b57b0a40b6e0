"""Pictures of the network under a filter that keep their places: what does not pass fades.

Where everything that is linked finds room, the picture without filter is laid out once; a filter then
only tells which of its nodes and lines pass. Where it does not, only what passes is drawn and laid out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from spexplorer.exploring.network import (
    Ints,
    LinkGraph,
    Mask,
    NetworkData,
    NetworkEdge,
    NetworkPicture,
    NetworkRequest,
    Share,
)
from spexplorer.exploring.network_pictures import (
    by_pair,
    candidates,
    ego_picture,
    joined,
    shares_of,
    whole_picture,
)
from spexplorer.exploring.shortest_path import ShortestPaths, shortest


class FilteredPicture(NamedTuple):
    """A picture, and the one without filter that it keeps the places of, if there is one."""

    picture: NetworkPicture
    base: NetworkPicture | None


class FilteredPaths(NamedTuple):
    """The shortest paths as they are drawn, and as they were found; None where there are none."""

    picture: ShortestPaths | None
    base: ShortestPaths | None


def picture_of(
    material: NetworkData, wanted: NetworkRequest, base: NetworkPicture | None = None, *, only: bool
) -> FilteredPicture:
    """The whole, or what lies round a record; with `only`, nothing is drawn that does not pass.

    `base` is the picture without filter, where it was made before.
    """
    whole = wanted.ego is None
    make = whole_picture if whole else ego_picture
    if not only and base is None and (not whole or _fits(material.graph, wanted)):
        base = make(material.unfiltered(), wanted)
    if only or base is None or base.cut:
        return FilteredPicture(make(material, wanted), base)
    return FilteredPicture(
        _whole_faded(base, material, wanted) if whole else _ego_faded(base, material), base
    )


def paths_of(
    material: NetworkData,
    ends: tuple[int, int],
    kinds: Iterable[str],
    base: ShortestPaths | None = None,
    *,
    only: bool,
) -> FilteredPaths:
    """The shortest paths through records of some kinds; with `only`, through what passes alone."""
    if base is None or only:
        base = shortest((material if only else material.unfiltered()).among(kinds), ends)
    if base is None:
        return FilteredPaths(None, None)
    nodes = base.picture.nodes
    certain, passes = material.certain[nodes], material.possible[nodes]
    picture = replace(base.picture, certain=certain, passes=passes, stays=not only)
    return FilteredPaths(replace(base, picture=picture), None if only else base)


def _fits(graph: LinkGraph, wanted: NetworkRequest) -> bool:
    """Whether all records that are linked without a filter find room."""
    every = np.ones(len(graph), dtype=np.bool_)
    return len(candidates(graph, wanted.kinds, every).linked) <= wanted.limit


def _whole_faded(
    base: NetworkPicture, material: NetworkData, wanted: NetworkRequest
) -> NetworkPicture:
    """A line passes with both its ends, when a link or a record that passes still makes it."""
    graph, nodes = material.graph, base.nodes
    passes = material.possible[nodes]
    every = np.ones(len(graph), dtype=np.bool_)
    shown, joining, _, chosen = candidates(graph, wanted.kinds, every)
    shown &= material.possible
    joining &= material.possible
    joining[chosen] = False  # as where the picture was made, lines or not
    common = by_pair(*joined(graph, chosen, joining))
    place = np.searchsorted(chosen, nodes).tolist()
    passing: list[NetworkEdge] = []
    faded: list[NetworkEdge] = []
    for edge in base.edges:
        pair = place[edge.a] * len(chosen) + place[edge.b]
        still = replace(edge, joined=common.pop(pair, ()))
        live = passes[edge.a] and passes[edge.b] and still.weight
        (passing if live else faded).append(still if live else edge)
    linked = chosen[material.possible[chosen]]
    return replace(
        base,
        edges=tuple(passing),
        faded=tuple(faded),
        certain=material.certain[nodes],
        passes=passes,
        shares=shares_of(graph, wanted.kinds, nodes[passes], linked, shown),
        weaker=_weaker(common, material.possible[chosen]),
        alone=len(linked) - int(passes.sum()),
        stays=True,
    )


def _weaker(common: Iterable[int], passes: Mask) -> int:
    """How many pairs that pass have too little in common for a line."""
    pairs: Ints = np.fromiter(common, dtype=np.int64)
    one, other = np.divmod(pairs, max(len(passes), 1))
    return int((passes[one] & passes[other]).sum())


def _ego_faded(base: NetworkPicture, material: NetworkData) -> NetworkPicture:
    """The record in the middle holds its lines whether it passes or not."""
    passes = material.possible[base.nodes]
    held = passes.copy()
    held[0] = True
    passing = [edge for edge in base.edges if held[edge.a] and held[edge.b]]
    faded = [edge for edge in base.edges if not (held[edge.a] and held[edge.b])]
    drawn = np.bincount(base.ring[passes], minlength=len(base.shares) + 1).tolist()
    return replace(
        base,
        edges=tuple(passing),
        faded=tuple(faded),
        certain=material.certain[base.nodes],
        passes=passes,
        shares=tuple(Share("", count, count, count) for count in drawn[1:]),
        stays=True,
    )
