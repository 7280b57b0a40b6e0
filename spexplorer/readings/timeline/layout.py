"""Lays the timeline out: lanes below one another, in each its marks, or counts where they are too many.

Few events have a row each; a few hundred are packed, every one with its whole title. A dense lane gives
its rows to the longest events and to those that stand alone, each with its title, and counts all others
in bars of equal width, summed in pills; zooming in resolves them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

import numpy as np

from spexplorer.domain.time_window import Window
from spexplorer.exploring.postings import different
from spexplorer.readings.timeline.filtered import EventTally, LaneEvents
from spexplorer.readings.timeline.packing import (
    LaneItem,
    PackingGaps,
    PlacedMark,
    grouped,
    pack,
    pack_apart,
)
from spexplorer.readings.timeline.scale import Floats, Ints
from spexplorer.readings.timeline.scene import (
    UNDATED,
    CountBars,
    CountPill,
    LaneBox,
    MarkPlace,
    TimelineScene,
    UndatedChip,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from spexplorer.readings.timeline.events import Events
    from spexplorer.readings.timeline.filtered import FilteredEvents
    from spexplorer.readings.timeline.scene import Measures

FEW: Final = 400
"""How many marks are packed one by one, beyond the window too, so that panning moves no title."""

_LEAST_ROWS: Final = 6
_MOST_ROWS: Final = 10
"""Rows of a lane of many events until it is opened, by how much room there is for all lanes."""
_UNLIMITED: Final = 60
"""When no more events pass, every lane shows all of its rows."""
_ALL_ROWS: Final = 40
_SPARSE: Final = 2
"""A stretch as wide as a pill with so few events shows them one by one."""
_FINE: Final = 8
"""How many bars a pill sums."""
_NO_MEMBERS: Ints = np.zeros(0, dtype=np.int64)


class _Cells(NamedTuple):
    """Cells of one width in pixels: their edges, where each begins among the members, what is in it."""

    cell: float
    edges: Floats
    starts: Ints
    tally: EventTally


class _Plan(NamedTuple):
    """The marks of a lane that may be drawn one by one; the cells that count the others, if it is dense."""

    places: Ints
    cells: _Cells | None


class LaidOut(Protocol):
    """What is laid out: events, how much room there is, which lanes are opened or folded."""

    events: Events
    shown: FilteredEvents
    names: Mapping[str, str]
    limits: Window
    width: float
    height: float
    measures: Measures
    all_opened: bool

    @property
    def opened(self) -> AbstractSet[str]:
        """The lanes of which all rows are shown."""

    @property
    def folded(self) -> AbstractSet[str]:
        """The lanes of which only counts are shown."""

    @property
    def scale(self) -> float:
        """Pixels a day."""

    @property
    def is_small(self) -> bool:
        """Whether everything is laid out mark by mark at any scale."""


def rows_at_first(chronology: LaidOut) -> int:
    """The share of a lane in the rows that can be seen at once."""
    rows = chronology.height / chronology.measures.row
    share = int(rows / max(1, len(chronology.shown.lanes)))
    return min(max(share, _LEAST_ROWS), _MOST_ROWS)


class Layout:
    """One scene in the making."""

    def __init__(self, chronology: LaidOut, tile: Window, *, apart: bool) -> None:
        """`tile` is the stretch of time that is laid out; `apart`: each event has a row of its own."""
        self._stage = chronology
        self._tile = tile
        self._apart = apart
        self._m = chronology.measures
        self._gaps = PackingGaps(self._m.gap, chronology.limits.days * chronology.scale)
        self._scene = TimelineScene(row=self._m.row)
        self._y = 0.0
        self._at_first = rows_at_first(chronology)

    def scene(self) -> TimelineScene:
        """Everything in its place."""
        lanes = [lane for lane in self._stage.shown.lanes if len(lane.members)]
        plans = [self._plan(lane, len(lanes)) for lane in lanes]
        # The titles of all lanes are fetched together.
        self._m.title_widths([at for plan in plans for at in plan.places.tolist()])
        for lane, plan in zip(lanes, plans, strict=True):
            if lane.key in self._stage.folded:
                self._add_folded(lane)
            elif plan.cells is None:
                self._add_packed(lane, plan.places)
            else:
                self._add_dense(lane, plan.places, plan.cells)
        self._add_undated()
        return self._scene

    def _plan(self, lane: LaneEvents, lanes: int) -> _Plan:
        """Which marks of a lane are to be drawn one by one, and whether the others are counted."""
        near = self._near(lane, lanes)
        if near is not None:
            return _Plan(near, None)
        pill = self._pill(lane)
        cells = self._cells(lane, pill / _FINE)
        rows = max(1, self._rows(lane.key) - 2)
        return _Plan(self._standing_out(lane, cells.starts, pill, rows), cells)

    def _opened(self, key: str) -> bool:
        return self._stage.all_opened or key in self._stage.opened

    def _rows(self, key: str) -> int:
        return _ALL_ROWS if self._opened(key) else self._at_first

    def _near(self, lane: LaneEvents, lanes: int) -> Ints | None:
        """The marks of a lane that are packed one by one; None when it is dense."""
        if lane.key in self._stage.folded:
            return _NO_MEMBERS
        few = len(lane.members) if self._stage.is_small else max(30, FEW // lanes)
        most = FEW if self._opened(lane.key) else few
        return lane.near(self._tile.first, self._tile.last, most, self._stage.events)

    # -- lanes ----------------------------------------------------------------------------------

    def _add_packed(self, lane: LaneEvents, places: Ints) -> None:
        """A lane in which every mark has its place."""
        if self._apart and not len(places):
            return  # a lane of which nothing is in sight only takes room
        items, m = self._items(places), self._m
        limited = self._stage.shown.dated > _UNLIMITED and not self._opened(lane.key)
        most = self._at_first if limited else None
        packed = (
            pack_apart(items, self._gaps)
            if self._apart
            else pack(items, self._gaps, most, stack=True)
        )
        self._place(lane.key, packed.placed)
        y = self._y + m.pad + packed.rows * m.row
        hidden = self._add_groups(lane.key, y, packed.left_over)
        self._add_lane(lane, max(1, packed.rows + bool(packed.left_over)) * m.row, hidden)

    def _add_groups(self, key: str, y: float, items: list[LaneItem]) -> int:
        """Counts of the marks that found no row, near where they are. Gives how many they count."""
        m, shown = self._m, self._stage.shown

        def width(count: int) -> float:
            return pill_width(count, m.digit)

        groups = grouped(items, width, m.gap)
        ends = [*(group[0].x0 for group in groups[1:]), self._gaps.edge]
        hidden = 0
        for group, end in zip(groups, ends, strict=False):
            if len(group) == 1 and group[0].x1 <= end:
                item = group[0]
                mark = PlacedMark(item.at, 0, item.x0, item.x1, item.x1, 0.0, lit=False)
                self._scene.spots.append(MarkPlace(mark, y))
                self._scene.spots_of[key].append(self._scene.spots[-1])
                continue
            members = np.array([item.at for item in group], dtype=np.int64)
            x0 = min(group[0].x0, self._gaps.edge - width(len(group)))
            self._scene.pills.append(
                CountPill(
                    key, x0, x0 + width(len(group)), y, m.row, members,
                    int(shown.certain[members].sum()), int(shown.lit[members].sum()), len(members),
                )
            )  # fmt: skip
            hidden += len(group)
        return hidden

    def _add_dense(self, lane: LaneEvents, places: Ints, cells: _Cells) -> None:
        """A lane that is counted: the marks that stand out in rows, the others in bars and pills."""
        m, rows = self._m, max(1, self._rows(lane.key) - 2)
        self._scene.dense.add(lane.key)
        taken, placed, _ = pack(self._items(places), self._gaps, rows)
        self._place(lane.key, placed)
        alone = np.array([mark.at for mark in placed], dtype=np.int64)
        rest = cells._replace(tally=self._without(cells.tally, cells.edges, alone))
        if not rest.tally.shown.any():
            self._add_lane(lane, max(taken, 2) * m.row, 0)
            return
        y = self._y + m.pad + taken * m.row
        self._add_bars(lane.key, y + m.row, rest)
        hidden = self._add_pills(lane, y, rest)
        self._add_lane(lane, (taken + 2) * m.row, hidden)

    def _add_folded(self, lane: LaneEvents) -> None:
        """A folded lane: bars only."""
        cells = self._cells(lane, self._pill(lane) / _FINE)
        y, height = self._y + self._m.pad, self._m.row
        self._add_bars(lane.key, y, cells)
        self._add_pills(lane, y, cells, bare=True)
        self._add_lane(lane, height, 0, folded=True)

    def _add_lane(
        self, lane: LaneEvents, height: float, hidden: int, *, folded: bool = False
    ) -> None:
        height += 2 * self._m.pad
        self._scene.lanes.append(
            LaneBox(
                lane.key, self._stage.names.get(lane.key, lane.key), lane.passing(), self._y,
                height, hidden, self._opened(lane.key), folded,
            )
        )  # fmt: skip
        self._y += height

    def _place(self, key: str, placed: list[PlacedMark]) -> None:
        top, row = self._y + self._m.pad, self._m.row
        spots = [MarkPlace(mark, top + mark.row * row) for mark in placed]
        self._scene.spots += spots
        self._scene.spots_of[key] = spots

    def _items(self, places: Ints) -> list[LaneItem]:
        """Marks with their extents in pixels, by rank and time; a narrow one is widened to be seen."""
        stage, m, drawn = self._stage, self._m, self._stage.events.drawn
        limits, scale = stage.limits, stage.scale
        x0 = (np.maximum(drawn.left[places], limits.first) - limits.first) * scale
        x1 = (np.minimum(drawn.right[places], limits.last) - limits.first) * scale
        narrow = np.maximum(m.dot - (x1 - x0), 0) / 2
        x0 -= narrow + m.fade * drawn.fade_left[places]
        x1 += narrow + m.fade * drawn.fade_right[places]
        titles = np.array(m.title_widths(places.tolist())) * stage.shown.lit[places]
        order = np.lexsort((places, x1, x0, stage.shown.rank[places]))
        columns = (column[order].tolist() for column in (places, x0, x1, titles))
        return [LaneItem(*values) for values in zip(*columns, strict=True)]

    # -- dense lanes ----------------------------------------------------------------------------

    def _pill(self, lane: LaneEvents) -> float:
        """How wide the stretch of a pill is: as many as fit into the whole span end to end."""
        span = self._stage.limits.days * self._stage.scale
        least = pill_width(lane.passing(), self._m.digit) + self._m.gap
        return span / max(1, int(span / least))

    def _cells(self, lane: LaneEvents, cell: float) -> _Cells:
        """Cells at fixed places, so that panning moves nothing."""
        stage, pill = self._stage, cell * _FINE
        origin, scale = stage.limits.first, stage.scale
        most = round(stage.limits.days * scale / pill)
        first = max(0, math.floor((self._tile.first - origin) * scale / pill))
        last = min(most, math.ceil((self._tile.last - origin) * scale / pill))
        count = (max(last, first + 1) - first) * _FINE
        edges = (first * _FINE + np.arange(count + 1, dtype=np.float64)) * cell
        starts, tally = lane.tally(edges / scale + origin)
        return _Cells(cell, edges, starts, tally)

    def _standing_out(self, lane: LaneEvents, starts: Ints, pill: float, rows: int) -> Ints:
        """The longest of every stretch, those that are nearly alone in one, some that go on from before."""
        stage, coarse = self._stage, starts[::_FINE]
        counts = np.diff(coarse)
        few = (counts > 0) & (counts <= _SPARSE)
        found = [coarse[:-1][few & (counts > extra)] + extra for extra in range(_SPARSE)]
        sparse = lane.members[np.concatenate(found)]
        long = lane.longest_each(coarse, 2 * pill / stage.scale)
        before = lane.from_before(self._tile.first, rows // 2, stage.events, stage.shown.lit)
        return different(np.concatenate((sparse, long, before)))

    def _without(self, tally: EventTally, edges: Floats, places: Ints) -> EventTally:
        """Counts less the marks that are drawn on their own."""
        stage, shown = self._stage, self._stage.shown
        x = (stage.events.anchor[places] - stage.limits.first) * stage.scale
        cells = np.searchsorted(edges, x + 1e-6, side="right") - 1
        inside = (cells >= 0) & (cells < len(edges) - 1)
        cells, places = cells[inside], places[inside]
        size = len(edges) - 1
        return EventTally(
            tally.certain - np.bincount(cells[shown.certain[places]], minlength=size),
            tally.possible - np.bincount(cells[shown.lit[places]], minlength=size),
            tally.shown - np.bincount(cells, minlength=size),
        )

    def _add_bars(self, key: str, y: float, cells: _Cells) -> None:
        full = cells.tally.shown > 0
        tally = EventTally(*(counts[full] for counts in cells.tally))
        x = cells.edges[:-1][full]
        self._scene.bars.append(CountBars(key, y, self._m.row, cells.cell, x, tally))

    def _add_pills(self, lane: LaneEvents, y: float, cells: _Cells, *, bare: bool = False) -> int:
        """The pills over the bars; a bare one is only a place to click. Gives how many they count."""
        _, edges, starts, tally = cells
        pill = cells.cell * _FINE
        certain, possible, shown = (
            counts.reshape(-1, _FINE).sum(axis=1).tolist() for counts in tally
        )
        x, begin, m = edges[::_FINE].tolist(), starts[::_FINE].tolist(), self._m
        for at in np.flatnonzero(shown).tolist():
            members = lane.members[begin[at] : begin[at + 1]]
            self._scene.pills.append(
                CountPill(
                    lane.key, x[at], x[at] + pill - m.gap, y, m.row if bare else 2 * m.row,
                    members, certain[at], possible[at], shown[at], bare,
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
        for at, label in zip(chips, m.title_widths(chips), strict=True):
            width = min(label + 2 * m.gap, room - 2 * m.gap)
            if x + width > room - m.gap and x > m.gap:
                x, row = m.gap, row + 1
            if row == most:
                row -= 1
                break
            scene.chips.append(UndatedChip(at, x, self._y + m.pad + row * m.row, width))
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


def pill_letters(count: int) -> float:
    """How wide the pill of a count is, in digits: the number and its margins."""
    return len(f"{count:,}") + 2.2


def pill_width(count: int, digit: float) -> float:
    """How wide the pill of a count is, in pixels."""
    return digit * pill_letters(count)
