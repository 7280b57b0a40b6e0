"""Lays a stage out: lanes below one another, in each the marks there is room for and counts for the rest.

What little there is, is packed mark by mark. A dense lane gives its rows to the longest events and to
those that stand alone, each with its label, and counts all others in bars of equal width, summed in
pills; zooming in resolves them. No Qt here.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.time_window import Window
from spexplorer.exploring.postings import different
from spexplorer.ui.drawing.time_scale import Floats, Ints
from spexplorer.ui.views.timeline.crowd import Crowd, Tally
from spexplorer.ui.views.timeline.packing import Item, Placed, Sizes, badge_width, labelled, pack
from spexplorer.ui.views.timeline.scene import UNDATED, Badge, Bars, Chip, LaneBox, Scene, Spot

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.stage import Stage

FEW: Final = 400
"""So many marks are packed one by one, beyond the window too, so that panning moves no label."""

_LEAST_ROWS = 4
_MOST_ROWS = 8
"""A lane shows so many rows until it is opened, by how much room there is for all lanes."""
_ALL_ROWS = 40
_SPARSE = 2
"""A stretch as wide as a pill with so few events shows them one by one."""
_FINE = 8
"""A pill sums so many bars."""
_NO_MEMBERS: Ints = np.zeros(0, dtype=np.int64)


class _Cells(NamedTuple):
    """Cells of one width in pixels: their edges, where each begins among the members, what is in it."""

    cell: float
    edges: Floats
    starts: Ints
    tally: Tally


class _Plan(NamedTuple):
    """The marks of a lane that may be drawn one by one; the cells that count the others, if it is dense."""

    places: Ints
    cells: _Cells | None


def rows_at_first(stage: Stage) -> int:
    """The share of a lane in the rows that can be seen at once."""
    rows = stage.height / stage.measures.row
    share = int(rows / max(1, len(stage.shown.crowds)))
    return min(max(share, _LEAST_ROWS), _MOST_ROWS)


class Layout:
    """One scene in the making."""

    def __init__(self, stage: Stage, tile: Window) -> None:
        """`tile` is the stretch of time that is laid out: the window and what is round it."""
        self._stage = stage
        self._tile = tile
        self._m = stage.measures
        self._sizes = Sizes(
            self._m.gap, self._m.digit, self._m.shortest, stage.limits.days * stage.scale
        )
        self._scene = Scene(row=self._m.row)
        self._y = 0.0
        self._at_first = rows_at_first(stage)

    def scene(self) -> Scene:
        """Everything in its place."""
        crowds = [crowd for crowd in self._stage.shown.crowds if len(crowd.members)]
        plans = [self._plan(crowd, len(crowds)) for crowd in crowds]
        # The labels of all lanes are fetched together.
        self._m.learn([at for plan in plans for at in plan.places.tolist()])
        for crowd, plan in zip(crowds, plans, strict=True):
            if crowd.key in self._stage.folded:
                self._add_folded(crowd)
            elif plan.cells is None:
                self._add_packed(crowd, plan.places)
            else:
                self._add_dense(crowd, plan.places, plan.cells)
        self._add_undated()
        return self._scene

    def _plan(self, crowd: Crowd, lanes: int) -> _Plan:
        """Which marks of a lane are to be drawn one by one, and whether the others are counted."""
        near = self._near(crowd, lanes)
        if near is not None:
            return _Plan(near, None)
        pill = self._pill(crowd)
        cells = self._cells(crowd, pill / _FINE)
        rows = max(1, self._rows(crowd.key) - 2)
        return _Plan(self._standing_out(crowd, cells.starts, pill, rows), cells)

    def _opened(self, key: str) -> bool:
        return self._stage.all_opened or key in self._stage.opened

    def _rows(self, key: str) -> int:
        return _ALL_ROWS if self._opened(key) else self._at_first

    def _near(self, crowd: Crowd, lanes: int) -> Ints | None:
        """The marks of a lane that are packed one by one; None when it is dense."""
        if crowd.key in self._stage.folded:
            return _NO_MEMBERS
        few = len(crowd.members) if self._stage.is_small else max(30, FEW // lanes)
        most = FEW if self._opened(crowd.key) else few
        return crowd.near(self._tile.first, self._tile.last, most, self._stage.events)

    # -- lanes ----------------------------------------------------------------------------------

    def _add_packed(self, crowd: Crowd, places: Ints) -> None:
        """A lane in which every mark is looked at."""
        m, y = self._m, self._y + self._m.pad
        packed = pack(self._items(places), self._rows(crowd.key), self._sizes)
        self._place(crowd.key, packed.placed)
        hidden = 0
        for cluster in packed.clusters:
            members = np.array(cluster.members, dtype=np.int64)
            counts = self._counts(members)
            hidden += counts[1]
            self._scene.badges.append(
                Badge(
                    crowd.key, cluster.x0, cluster.x1, y + cluster.row * m.row, m.row,
                    cluster.reach, members, *counts, pile=False,
                )
            )  # fmt: skip
        self._add_lane(crowd, packed.rows * m.row, hidden)

    def _add_dense(self, crowd: Crowd, places: Ints, cells: _Cells) -> None:
        """A lane that is counted: the marks that stand out in rows, the others in bars and pills."""
        m, rows = self._m, max(1, self._rows(crowd.key) - 2)
        self._scene.dense.add(crowd.key)
        taken, placed, _ = labelled(self._items(places), rows, self._sizes)
        self._place(crowd.key, placed)
        alone = np.array([mark.at for mark in placed], dtype=np.int64)
        rest = cells._replace(tally=self._without(cells.tally, cells.edges, alone))
        if not rest.tally.shown.any():
            self._add_lane(crowd, max(taken, 2) * m.row, 0)
            return
        y = self._y + m.pad + taken * m.row
        self._add_bars(crowd.key, y + m.row, rest)
        hidden = self._add_pills(crowd, y, rest)
        self._add_lane(crowd, (taken + 2) * m.row, hidden)

    def _add_folded(self, crowd: Crowd) -> None:
        """A folded lane: bars only."""
        cells = self._cells(crowd, self._pill(crowd) / _FINE)
        y, height = self._y + self._m.pad, self._m.row
        self._add_bars(crowd.key, y, cells)
        self._add_pills(crowd, y, cells, bare=True)
        self._add_lane(crowd, height, 0, folded=True)

    def _add_lane(self, crowd: Crowd, height: float, hidden: int, *, folded: bool = False) -> None:
        height += 2 * self._m.pad
        self._scene.lanes.append(
            LaneBox(
                crowd.key, self._stage.names.get(crowd.key, crowd.key), crowd.passing(), self._y,
                height, hidden, self._opened(crowd.key), folded,
            )
        )  # fmt: skip
        self._y += height

    def _place(self, key: str, placed: list[Placed]) -> None:
        top, row = self._y + self._m.pad, self._m.row
        spots = [Spot(mark, top + mark.row * row) for mark in placed]
        self._scene.spots += spots
        self._scene.spots_of[key] = spots

    def _items(self, places: Ints) -> list[Item]:
        """Marks with their extents in pixels, in order; a narrow one is widened so that it is seen."""
        stage, m, drawn = self._stage, self._m, self._stage.events.drawn
        limits, scale = stage.limits, stage.scale
        x0 = (np.maximum(drawn.left[places], limits.first) - limits.first) * scale
        x1 = (np.minimum(drawn.right[places], limits.last) - limits.first) * scale
        narrow = np.maximum(m.dot - (x1 - x0), 0) / 2
        x0 -= narrow + m.fade * drawn.fade_left[places]
        x1 += narrow + m.fade * drawn.fade_right[places]
        lit, moment = stage.shown.lit[places].tolist(), drawn.moment[places].tolist()
        widths = m.learn(places.tolist())
        items = []
        for at, low, high, on, brief, width in zip(
            places.tolist(), x0.tolist(), x1.tolist(), lit, moment, widths, strict=True
        ):
            label = width if on else 0.0
            items.append(Item(at, low, high, label, not brief or high - low >= label + 2 * m.gap))
        return sorted(items, key=_by_place)

    def _counts(self, places: Ints) -> tuple[int, int, int]:
        shown = self._stage.shown
        return int(shown.certain[places].sum()), int(shown.lit[places].sum()), len(places)

    # -- dense lanes ----------------------------------------------------------------------------

    def _pill(self, crowd: Crowd) -> float:
        """How wide the stretch of a pill is: as many as fit into the whole span end to end."""
        span = self._stage.limits.days * self._stage.scale
        least = badge_width(crowd.passing(), self._sizes) + self._m.gap
        return span / max(1, int(span / least))

    def _cells(self, crowd: Crowd, cell: float) -> _Cells:
        """Cells at fixed places, so that panning moves nothing."""
        stage, pill = self._stage, cell * _FINE
        origin, scale = stage.limits.first, stage.scale
        most = round(stage.limits.days * scale / pill)
        first = max(0, math.floor((self._tile.first - origin) * scale / pill))
        last = min(most, math.ceil((self._tile.last - origin) * scale / pill))
        count = (max(last, first + 1) - first) * _FINE
        edges = (first * _FINE + np.arange(count + 1, dtype=np.float64)) * cell
        starts, tally = crowd.tally(edges / scale + origin)
        return _Cells(cell, edges, starts, tally)

    def _standing_out(self, crowd: Crowd, starts: Ints, pill: float, rows: int) -> Ints:
        """The longest of every stretch, those that are nearly alone in one, some that go on from before."""
        stage, coarse = self._stage, starts[::_FINE]
        counts = np.diff(coarse)
        few = (counts > 0) & (counts <= _SPARSE)
        found = [coarse[:-1][few & (counts > extra)] + extra for extra in range(_SPARSE)]
        sparse = crowd.members[np.concatenate(found)]
        long = crowd.longest_each(coarse, 2 * pill / stage.scale)
        before = crowd.from_before(self._tile.first, rows // 2, stage.events, stage.shown.lit)
        return different(np.concatenate((sparse, long, before)))

    def _without(self, tally: Tally, edges: Floats, places: Ints) -> Tally:
        """Counts less the marks that are drawn on their own."""
        stage, shown = self._stage, self._stage.shown
        x = (stage.events.anchor[places] - stage.limits.first) * stage.scale
        cells = np.searchsorted(edges, x + 1e-6, side="right") - 1
        inside = (cells >= 0) & (cells < len(edges) - 1)
        cells, places = cells[inside], places[inside]
        size = len(edges) - 1
        return Tally(
            tally.certain - np.bincount(cells[shown.certain[places]], minlength=size),
            tally.possible - np.bincount(cells[shown.lit[places]], minlength=size),
            tally.shown - np.bincount(cells, minlength=size),
        )

    def _add_bars(self, key: str, y: float, cells: _Cells) -> None:
        full = cells.tally.shown > 0
        tally = Tally(*(counts[full] for counts in cells.tally))
        x = cells.edges[:-1][full]
        self._scene.bars.append(Bars(key, y, self._m.row, cells.cell, x, tally))

    def _add_pills(self, crowd: Crowd, y: float, cells: _Cells, *, bare: bool = False) -> int:
        """The pills over the bars; a bare one is only a place to click. Gives how many they count."""
        _, edges, starts, tally = cells
        pill = cells.cell * _FINE
        certain, possible, shown = (
            counts.reshape(-1, _FINE).sum(axis=1).tolist() for counts in tally
        )
        x, begin, m = edges[::_FINE].tolist(), starts[::_FINE].tolist(), self._m
        for at in np.flatnonzero(shown).tolist():
            members = crowd.members[begin[at] : begin[at + 1]]
            self._scene.badges.append(
                Badge(
                    crowd.key, x[at], x[at] + pill - m.gap, y, m.row if bare else 2 * m.row,
                    x[at], members, certain[at], possible[at], shown[at], pile=True, bare=bare,
                )
            )  # fmt: skip
        return int(sum(possible))

    # -- the undated ----------------------------------------------------------------------------

    def _add_undated(self) -> None:
        """The strip of what has no date: chips in lines, and how many more there are."""
        m, scene, undated = self._m, self._scene, self._stage.shown.undated
        x, row, room = m.gap, 0, self._stage.width
        opened = self._opened(UNDATED)
        most = _ALL_ROWS if opened else 2
        chips = undated[: most * 16].tolist()
        placed = 0
        for at, label in zip(chips, m.learn(chips), strict=True):
            width = min(label + 2 * m.gap, room - 2 * m.gap)
            if x + width > room - m.gap and x > m.gap:
                x, row = m.gap, row + 1
            if row == most:
                row -= 1
                break
            scene.chips.append(Chip(at, x, self._y + m.pad + row * m.row, width))
            x += width + 2 * m.gap
            placed += 1
        scene.more_undated = len(undated) - placed
        if len(undated):
            height = (row + 1) * m.row + 2 * m.pad
            scene.lanes.append(
                LaneBox(UNDATED, "", len(undated), self._y, height, scene.more_undated, opened)
            )
            self._y += height
        scene.height = self._y


def _by_place(item: Item) -> tuple[float, float, int]:
    return item.x0, item.x1, item.at
