"""Where the nodes of a network are drawn: by force, in rings round one, or in columns of steps.

The force layout is that of Fruchterman and Reingold (1991) with masses by the number of lines, as in
ForceAtlas2 (Jacomy and others, 2014), so that hubs stand apart. Repulsion is exact for small graphs;
in larger ones near nodes repel one by one and far ones by the cells of a grid, convolved with the
field of one cell (particle-mesh, Hockney and Eastwood 1988): a round costs n log n.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from spexplorer.exploring.network import Cancelled, Floats, Ints, never, stop_if
from spexplorer.exploring.postings import different

_ROUNDS: Final = 220
_EXACT: Final = 200
"""Up to so many nodes every pair repels."""
_A_CELL: Final = 0.4
"""So many nodes share a cell of the grid, on average."""
_SOFT: Final = 1e-9
"""Added to squared distances: a node does not push itself, two in one place not without end."""
_GRAVITY: Final = 0.9
_FULL: Final = 44
"""A ring of more nodes for each link away is staggered."""
_WIDER: Final = 0.7
"""The power of a distance from the middle it is drawn at: below 1 the middle takes more room."""
_FLAT: Final = 1.7
"""Gravity is so much stronger downwards, since a window is wider than high."""


@dataclass(frozen=True, slots=True)
class Springs:
    """What a layout by force is made from: a seed a node, and lines (a, b) with their weights."""

    seeds: Ints
    a: Ints
    b: Ints
    weight: Floats


def lay_out(springs: Springs, cancelled: Cancelled = never) -> tuple[Floats, Floats]:
    """Places by force, about -1 .. 1; equal springs give equal places.

    Raises CalledOffError when nobody waits any more.
    """
    count = len(springs.seeds)
    if count < 3:
        return np.linspace(-0.5, 0.5, count) if count > 1 else np.zeros(count), np.zeros(count)
    at = _begun(springs)
    degree = np.bincount(springs.a, minlength=count) + np.bincount(springs.b, minlength=count)
    mass = 1 + np.log2(1 + degree)
    mass /= mass.mean()
    ideal = 1 / np.sqrt(count)
    pull = np.minimum(1 + np.log2(springs.weight), 4) / ideal
    gravity = np.array([_GRAVITY, _GRAVITY * _FLAT])
    for turn in range(_ROUNDS):
        stop_if(cancelled)
        force = _repulsion(at, mass) * ideal**2
        apart = at[springs.a] - at[springs.b]
        drawn = apart * (np.hypot(apart[:, 0], apart[:, 1]) * pull)[:, None]
        for axis in (0, 1):
            force[:, axis] -= np.bincount(springs.a, drawn[:, axis], count) * 0.35
            force[:, axis] += np.bincount(springs.b, drawn[:, axis], count) * 0.35
        force -= at * mass[:, None] * gravity
        length = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-12)
        heat = 0.12 * (1 - turn / _ROUNDS) ** 1.5 + 0.0004
        at += force * (np.minimum(length, heat) / length)[:, None]
    _part(at, ideal)
    return _spanning(at)


def _begun(springs: Springs) -> Floats:
    """A place a node by its seed alone, then drawn towards its neighbours, so that few lines cross."""
    mixed = (springs.seeds.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(20)
    turn = (mixed % np.uint64(1 << 20)).astype(np.float64) / (1 << 20)
    far = (mixed >> np.uint64(22)).astype(np.float64) / (1 << 22)
    angle = 2 * np.pi * turn
    at = np.column_stack((np.cos(angle), np.sin(angle))) * np.sqrt(far)[:, None]
    count = len(at)
    ends, others = np.concatenate((springs.a, springs.b)), np.concatenate((springs.b, springs.a))
    degree = np.maximum(np.bincount(ends, minlength=count), 1)
    for _ in range(12):
        near = np.column_stack(
            [np.bincount(ends, at[others, axis], count) / degree for axis in (0, 1)]
        )
        at = 0.4 * at + 0.6 * near
        at -= at.mean(axis=0)
        at /= np.maximum(at.std(axis=0), 1e-9) * 2
    # Twins, linked with the same others, must not lie in one point: nothing would part them.
    shift = np.column_stack((np.cos(7 * angle), np.sin(7 * angle)))
    return np.asarray(at + shift * 0.01)


def _repulsion(at: Floats, mass: Floats) -> Floats:
    """The sum of mass * mass / distance away from all others, by node."""
    if len(at) > _EXACT:
        return _far_and_near(at, mass) * mass[:, None]
    across, down = (at[:, None, axis] - at[None, :, axis] for axis in (0, 1))
    share = mass[None, :] / (across * across + down * down + _SOFT)
    pushed = np.column_stack(((across * share).sum(axis=1), (down * share).sum(axis=1)))
    return np.asarray(pushed * mass[:, None])


def _far_and_near(at: Floats, mass: Floats) -> Floats:
    """Repulsion by a grid: far cells as a whole, nodes in the nine nearest cells one by one."""
    side = int(np.sqrt(len(at) / _A_CELL)) + 1
    low = at.min(axis=0)
    width = max(float(np.ptp(at, axis=0).max()), 1e-9) / side * 1.000001
    cell = ((at - low) / width).astype(np.int64)
    pushed = _by_cells(cell, mass, side, width)
    _add_near(at, mass, cell, side, pushed)
    return pushed


def _by_cells(cell: Ints, mass: Floats, side: int, width: float) -> Floats:
    """What all cells push but the nine nearest, by convolution with the field of one cell."""
    size = 2 * side
    steps = (np.arange(size) + side) % size - side
    field = steps[:, None].astype(np.float64), steps[None, :].astype(np.float64)
    square = field[0] ** 2 + field[1] ** 2
    near = (np.abs(field[0]) <= 1) & (np.abs(field[1]) <= 1)
    share = np.where(near, 0, 1 / np.maximum(square, 1)) / width
    total = np.bincount(cell[:, 0] * size + cell[:, 1], mass, size * size).reshape(size, size)
    wave = np.fft.rfft2(total)
    return np.column_stack(
        [
            np.fft.irfft2(wave * np.fft.rfft2(axis * share), (size, size))[cell[:, 0], cell[:, 1]]
            for axis in field
        ]
    )


def _add_near(at: Floats, mass: Floats, cell: Ints, side: int, pushed: Floats) -> None:
    """Add what single nodes push in the same and the eight neighbouring cells."""
    wide = side + 2
    flat = (cell[:, 0] + 1) * wide + cell[:, 1] + 1
    order = np.argsort(flat, kind="stable")
    sorted_at, sorted_mass = at[order], mass[order]
    starts = np.concatenate(([0], np.cumsum(np.bincount(flat, minlength=wide * wide))))
    for dx in (-1, 0, 1):
        # Three cells of a column lie one behind the other: one run of nodes.
        begin = starts[flat + dx * wide - 1]
        lengths = starts[flat + dx * wide + 2] - begin
        owner = np.repeat(np.arange(len(at)), lengths)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        other = begin[owner] + within
        away = at[owner] - sorted_at[other]
        share = sorted_mass[other] / (away[:, 0] ** 2 + away[:, 1] ** 2 + _SOFT)
        for axis in (0, 1):
            pushed[:, axis] += np.bincount(owner, away[:, axis] * share, len(at))


def _part(at: Floats, ideal: float) -> None:
    """Push nodes apart that lie nearly on one another; a few rounds over close pairs."""
    least = 0.35 * ideal * max(float(np.ptp(at)) / 2, 1e-9)
    for _ in range(8):
        order = np.argsort(at[:, 0], kind="stable")
        for step in range(1, min(12, len(at))):
            one, two = order[:-step], order[step:]
            apart = at[one] - at[two]
            length = np.hypot(apart[:, 0], apart[:, 1])
            close = length < least
            if close.any():
                safe = np.maximum(length[close], 1e-6)
                shift = apart[close] / safe[:, None] * ((least - safe) / 2)[:, None]
                np.add.at(at, one[close], shift)
                np.add.at(at, two[close], -shift)


def _spanning(at: Floats) -> tuple[Floats, Floats]:
    """Moved and scaled so that the longer side spans -1 .. 1, the crowded middle wider than the rim."""
    at = at - np.median(at, axis=0)
    radius = np.maximum(np.hypot(at[:, 0], at[:, 1]), 1e-9)
    at = at * (radius**_WIDER / radius)[:, None]
    low, high = at.min(axis=0), at.max(axis=0)
    half = max(float((high - low).max()) / 2, 1e-9)
    middle = (low + high) / 2
    return (at[:, 0] - middle[0]) / half, (at[:, 1] - middle[1]) / half


# -- rings -----------------------------------------------------------------------------------------


def rings(ring: Ints, order: Floats, lines: Sequence[tuple[int, int]]) -> tuple[Floats, Floats]:
    """Places in rings round the first node; names written outwards get lines of their own.

    Nodes of the first ring stand in the order of `order`, those further out near what leads to them.
    Along a ring the heights are spaced evenly rather than the angles, and a full ring is staggered.
    """
    count = len(ring)
    x, y = np.zeros(count), np.zeros(count)
    share = np.zeros(count)
    last = int(ring.max()) if count else 0
    parents = _parents(ring, lines)
    for level in range(1, last + 1):
        own = np.flatnonzero(ring == level)
        if level == 1:
            own = own[np.lexsort((own, order[own]))]
            share[own] = (np.arange(len(own)) + 0.5) / max(len(own), 1)
        else:
            wished = np.array([share[parents[node]] for node in own.tolist()])
            own = own[np.lexsort((own, order[own], wished))]
            share[own] = _spread(np.sort(wished))
        x[own], y[own] = _along(share[own], level, staggered=len(own) > _FULL * level)
    return x / max(last, 1), y / max(last, 1)


def _parents(ring: Ints, lines: Sequence[tuple[int, int]]) -> dict[int, int]:
    """For every node the first one of the ring within that it is linked with."""
    found: dict[int, int] = {}
    for one, other in lines:
        inner, outer = (one, other) if ring[one] < ring[other] else (other, one)
        if ring[outer] == ring[inner] + 1:
            found[outer] = min(found.get(outer, inner), inner)
    return found


def _spread(wished: Floats) -> Floats:
    """Places 0 .. 1 round a ring as near to the wished ones as an even gap allows; keeps the order."""
    gap = 1 / max(len(wished), 1)
    steps = np.arange(len(wished)) * gap * 0.999
    pushed = np.maximum.accumulate(wished - steps) + steps
    return np.asarray((pushed - np.mean(pushed - wished)) % 1.0)


def _along(share: Floats, level: int, *, staggered: bool) -> tuple[Floats, Floats]:
    """Places on a ring: down its right side for shares to a half, then up its left side."""
    right = share < 0.5
    y = np.where(right, 4 * share - 1, 3 - 4 * share)
    across = (1 - np.abs(y) ** 3) ** (1 / 3) * 0.9 + 0.1
    radius = np.full(len(share), float(level))
    if staggered:
        radius += np.where(np.arange(len(share)) % 2, 0.16, -0.16)
    return np.where(right, across, -across) * radius, y * level


# -- columns ---------------------------------------------------------------------------------------


def columns(steps: Ints) -> tuple[Floats, Floats]:
    """Places in one column a step, from left to right; the first node of a column on the middle line."""
    x, y = np.zeros(len(steps)), np.zeros(len(steps))
    last = max(int(steps.max()), 1) if len(steps) else 1
    for step in different(steps):
        own = np.flatnonzero(steps == step)
        # 0, one above, one below, two above ...
        place = (np.arange(len(own)) + 1) // 2 * np.where(np.arange(len(own)) % 2, -1, 1)
        x[own] = 2 * step / last - 1
        y[own] = place / max(float((len(own) + 1) // 2), 3.0)
    return x, y
