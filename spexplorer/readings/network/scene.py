"""A picture of the network ready to be drawn: neighbours, sizes, lines, and which nodes want a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.exploring.network import NetworkEdge, NetworkPicture
from spexplorer.readings.network.camera import Box, Floats, PlaneCamera, camera_fitting
from spexplorer.readings.network.names import NameRequest, NameSide

if TYPE_CHECKING:
    from collections.abc import Iterable

_BROAD_FROM: Final = (4, 2)
"""From this number of links on a line is drawn broad, or of middle breadth."""
_RUN_LENGTH: Final = 60
"""Lines that are painted in one piece."""
_MAX_HUBS: Final = 9
"""Nodes with most links whose names may stand further from their marks."""
_MAX_REQUESTS: Final = 400
"""Nodes that compete for names."""
_SHARE_OF_ROOM: Final = 0.6
"""Of the side of the square that each node has on average, the part its size is made of at most."""
_MIN_UNIT: Final = 12.0
_ASIDE: Final = 2.0
"""How much more a step aside weighs than a step ahead when the next node is looked for."""


class LineRun(NamedTuple):
    """Lines of one breadth (0 broad, 1, 2 fine): direct links, only records in common, or faded."""

    breadth: int
    is_direct: bool
    is_faded: bool
    edges: list[NetworkEdge]


def line_breadth(weight: int) -> int:
    """How broad a line of some weight is drawn: 0 broad, 1, or 2 fine."""
    return next((at for at, least in enumerate(_BROAD_FROM) if weight >= least), 2)


class NetworkScene:
    """One picture; nodes are addressed by their place in it."""

    def __init__(self, picture: NetworkPicture) -> None:
        self.picture = picture
        self.x: Floats = picture.x
        self.y: Floats = picture.y
        self.edges = (*picture.edges, *picture.faded)
        self.neighbours: list[list[tuple[int, int]]] = [[] for _ in picture.rows]
        """For each node its neighbours and the places of the lines to them."""
        for at, edge in enumerate(self.edges):
            self.neighbours[edge.a].append((edge.b, at))
            self.neighbours[edge.b].append((edge.a, at))
        self.degrees = picture.degrees()
        self._places = {row.id: at for at, row in enumerate(picture.rows)}
        self._passes = picture.passes.tolist()

    def __len__(self) -> int:
        return len(self.picture.rows)

    def place_of(self, record_id: str | None) -> int | None:
        """Which node a record is; None when it is not drawn."""
        return self._places.get(record_id or "")

    def id_of(self, node: int) -> str:
        """The record of a node."""
        return self.picture.rows[node].id

    def passes(self, node: int) -> bool:
        """Whether a node passes the filter, certainly or possibly."""
        return bool(self._passes[node])

    def is_faded(self, edge: int) -> bool:
        """Whether a line does not pass."""
        return edge >= len(self.picture.edges)

    def radii(self, line_height: float, width: int, height: int) -> list[int]:
        """How large nodes are drawn, by how many others they are linked with, faded lines too.

        By the height of a line of text, but smaller where many stand in little room.
        """
        room = _SHARE_OF_ROOM * sqrt(width * height / max(len(self), 1))
        line_height = min(line_height, max(room, _MIN_UNIT))
        linked = [len(others) for others in self.neighbours]
        most = max(linked, default=1) or 1
        return [round(line_height * (0.26 + 0.34 * sqrt(n / most))) for n in linked]

    def runs(self) -> list[LineRun]:
        """The lines in the order they are painted in: faded ones, then the strongest first."""
        found: dict[tuple[bool, int, bool], list[NetworkEdge]] = {}
        for at, edge in enumerate(self.edges):
            faded = self.is_faded(at)
            key = (True, 2, True) if faded else (False, line_breadth(edge.weight), not edge.steps)
            found.setdefault(key, []).append(edge)
        ordered = sorted(found.items(), key=lambda run: (not run[0][0], run[0]))
        return [
            LineRun(breadth, not joined, faded, edges[first : first + _RUN_LENGTH])
            for (faded, breadth, joined), edges in ordered
            for first in range(0, len(edges), _RUN_LENGTH)
        ]

    def move(self, node: int, x: float, y: float) -> None:
        """Put a node somewhere else in the plane."""
        self.x[node], self.y[node] = x, y

    def camera(self, view: Box) -> PlaneCamera:
        """The camera that shows the whole."""
        return camera_fitting(self.x, self.y, view, stretches=self.picture.stretches)

    # -- names ----------------------------------------------------------------------------------

    def name_requests(
        self,
        camera: PlaneCamera,
        size: tuple[int, int],
        current: str | None,
        measured: Callable[[int], tuple[float, float]],
        among: list[int] | None = None,
    ) -> list[NameRequest]:
        """Which nodes want a name: the current one, the path, then those with most links.

        `measured` gives the reach of a node's mark and the width of its name in pixels; `among` are
        the only nodes to be named, the first of them before the others.
        """
        x, y = (values.tolist() for values in camera.screen(self.x, self.y))
        first = self._named_first(current, among)
        nodes: Iterable[int] = range(len(self)) if among is None else among
        wanted = first | set(range(len(self)) if self.picture.path else ())
        seen = [
            node
            for node in nodes
            if 0 <= x[node] <= size[0]
            and 0 <= y[node] <= size[1]
            and (among is not None or self.passes(node) or node in wanted)
        ]
        ring, degrees = self.picture.ring, self.degrees
        seen.sort(key=lambda node: (node not in first, int(ring[node]), -degrees[node], node))
        return [
            NameRequest(
                node, x[node], y[node], *measured(node), self._side(node, x, camera), node in first
            )
            for node in seen[:_MAX_REQUESTS]
        ]

    def _named_first(self, current: str | None, among: list[int] | None) -> set[int]:
        first = {*self.picture.path, *([] if among is None else among[:1])}
        if (node := self.place_of(current)) is not None:
            first.add(node)
        if among is None and self.picture.stretches:
            first.add(0)  # the middle, whether it passes or not
        elif among is None:
            passing = (node for node in range(len(self)) if self.passes(node))
            first |= set(sorted(passing, key=lambda node: -self.degrees[node])[:_MAX_HUBS])
        return first

    def _side(self, node: int, x: Sequence[float], camera: PlaneCamera) -> NameSide:
        """On which side a name stands: below in paths, outwards in rings."""
        if self.picture.path or (self.picture.stretches and node == 0):
            return NameSide.BELOW
        if not self.picture.stretches or camera.zoom > 1:
            return NameSide.ANY  # the space outwards may lie beyond the edge
        return NameSide.LEFT if x[node] < x[0] else NameSide.RIGHT

    def named_lines(self) -> list[tuple[int, list[NetworkEdge]]]:
        """The lines whose links are named, from where they are read: the middle, or along the path."""
        path = self.picture.path
        if path:
            steps = list(pairwise(path))
            lines = {(edge.a, edge.b): edge for edge in self.picture.edges}
            lines |= {(edge.b, edge.a): edge for edge in self.picture.edges}
            return [(a, [lines[a, b]]) for a, b in steps if (a, b) in lines]
        if not self.picture.stretches:
            return []
        groups: dict[object, list[NetworkEdge]] = {}
        for edge in self.picture.edges:
            if edge.steps and edge.a == 0:
                groups.setdefault(edge.steps[:2], []).append(edge)
        return [(0, edges) for edges in groups.values()]

    # -- walking --------------------------------------------------------------------------------

    def most_linked(self) -> int:
        """Where the keys begin: the node that passes with most links."""
        return max(range(len(self)), key=lambda node: (self.passes(node), self.degrees[node]))

    def nearest_ahead(self, here: int, camera: PlaneCamera, dx: int, dy: int) -> int | None:
        """The nearest node in a direction; steps aside weigh more than steps ahead."""
        x, y = camera.screen(self.x, self.y)
        across, down = x - x[here], y - y[here]
        ahead = across * dx + down * dy
        aside = np.abs(across * dy) + np.abs(down * dx)
        cost = np.where(ahead > 0.5, ahead + _ASIDE * aside, np.inf)
        cost[here] = np.inf
        node = int(cost.argmin())
        return node if np.isfinite(cost[node]) else None
