"""The whole drawing as geometry: lanes below one another, marks and badges in them, where x is a day.

Content coordinates are pixels: x from the left edge of the axis, y from the top of the first lane.
No Qt here; the widget measures texts and paints what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from spexplorer.ui.views.timeline.lanes import Lane
from spexplorer.ui.views.timeline.marks import Mark, Marks, Mask
from spexplorer.ui.views.timeline.packing import Cluster, Item, Packed, Placed, Sizes, pack
from spexplorer.ui.views.timeline.scale import Window

UNDATED = "undated"
"""The key of the strip of events without a date."""

_LEAST_ROWS = 4
_MOST_ROWS = 8
"""A lane shows so many rows until it is opened, by how much room there is for all lanes."""
_ALL_ROWS = 400
_FEW = 2000
"""So many marks are laid out at once, beyond the window too, so that panning moves no label."""


class Measures(NamedTuple):
    """What the type asks for, in pixels: heights, gaps, and the width of every label by mark."""

    row: float
    pad: float
    gap: float
    dot: float
    fade: float
    digit: float
    shortest: float
    labels: Sequence[float]
    undated: Sequence[float]


class LaneBox(NamedTuple):
    """A lane in its place. `hidden` marks are behind badges; `opened` shows all rows."""

    key: str
    label: str
    events: int
    top: float
    height: float
    hidden: int
    opened: bool


class Spot(NamedTuple):
    """A mark in its place; `x` is measured from the left edge of the limits (see Stage.shift)."""

    placed: Placed
    y: float


class Badge(NamedTuple):
    """A cluster in its place."""

    cluster: Cluster
    lane: str
    y: float


class Chip(NamedTuple):
    """An event without a date; its place has nothing to do with the axis."""

    id: str
    label: str
    x: float
    y: float
    width: float


@dataclass
class Scene:
    """All that is drawn at one scale."""

    lanes: list[LaneBox] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    more_undated: int = 0
    height: float = 0.0


_NOTHING = Measures(20, 4, 4, 10, 24, 7, 50, (), ())


class Stage:
    """What is shown, the window on it, and the scene that follows from both."""

    def __init__(self) -> None:
        self.marks = Marks(())
        self.lanes: Sequence[Lane] = ()
        self.shown: Mask = np.zeros(0, dtype=np.bool_)
        self.lit: Mask = np.zeros(0, dtype=np.bool_)
        self.undated: Sequence[int] = ()
        self.limits = Window(0, 1)
        self.window = Window(0, 1)
        self.width = 100.0
        self.height = 300.0
        self.measures = _NOTHING
        self.opened: set[str] = set()
        self.all_opened = False
        self._version = 0
        self._key: object = None
        self._scene = Scene()

    def touch(self) -> None:
        """Say that something other than the window changed."""
        self._version += 1

    # -- days and pixels ------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Pixels a day."""
        return self.width / self.window.days

    @property
    def shift(self) -> float:
        """What is taken from the x of spots and badges to get content coordinates."""
        return (self.window.first - self.limits.first) * self.scale

    def x_of(self, day: float) -> float:
        """Where a day stands."""
        return (day - self.window.first) * self.scale

    def day_at(self, x: float) -> float:
        """The day at a place."""
        return self.window.first + x / self.scale

    def beside(self) -> tuple[int, int]:
        """How many events that pass lie wholly before the window, and wholly after it."""
        before = self.lit & (self.marks.right <= self.window.first)
        after = self.lit & (self.marks.left >= self.window.last)
        return int(before.sum()), int(after.sum())

    def within(self) -> int:
        """How many events that pass touch the window."""
        return int(self.lit.sum()) - sum(self.beside())

    # -- the scene ------------------------------------------------------------------------------

    def scene(self) -> Scene:
        """The scene; laid out again only when the scale or what is shown changed."""
        tile = self._tile()
        key = (self._version, round(self.scale, 9), self.width, self._rows_at_first(), tile)
        if key != self._key:
            self._key = key
            self._scene = self._lay_out(tile)
        return self._scene

    def _tile(self) -> Window:
        """What is laid out: everything, or in a large library the window and its surroundings."""
        if len(self.marks.all) <= _FEW:
            return self.limits
        days = self.window.days
        number = (self.window.first - self.limits.first) // days
        first = self.limits.first + (number - 1) * days
        return Window(first, first + 4 * days)

    def _lay_out(self, tile: Window) -> Scene:
        scene, sizes, y = Scene(), self._sizes(), 0.0
        near = self.shown & (self.marks.left < tile.last) & (self.marks.right > tile.first)
        at_first = self._rows_at_first()
        for lane in self.lanes:
            members = np.array(lane.members, dtype=np.int64)
            if not self.shown[members].any():
                continue
            opened = self.all_opened or lane.key in self.opened
            items = [self._item(at) for at in members[near[members]].tolist()]
            packed = pack(items, _ALL_ROWS if opened else at_first, sizes)
            y += self._add_lane(scene, lane, packed, y, opened=opened)
        self._add_undated(scene, y)
        return scene

    def _rows_at_first(self) -> int:
        """The share of a lane in the rows that can be seen at once."""
        rows = self.height / self.measures.row
        share = int(rows / max(1, len(self.lanes)))
        return min(max(share, _LEAST_ROWS), _MOST_ROWS)

    def _sizes(self) -> Sizes:
        m = self.measures
        return Sizes(m.gap, m.digit, m.shortest, self.limits.days * self.scale)

    def _item(self, at: int) -> Item:
        """A mark with its extent in pixels; a narrow one is widened so that it can be seen."""
        mark, m = self.marks.all[at], self.measures
        left, right = mark.inside(self.limits)
        x0 = (left - self.limits.first) * self.scale
        x1 = (right - self.limits.first) * self.scale
        if x1 - x0 < m.dot:
            x0, x1 = (x0 + x1 - m.dot) / 2, (x0 + x1 + m.dot) / 2
        x0 -= m.fade if mark.fade_left else 0.0
        x1 += m.fade if mark.fade_right else 0.0
        label = m.labels[at] if self.lit[at] else 0.0
        wide = not mark.moment or x1 - x0 >= label + 2 * m.gap
        return Item(at, x0, x1, label, wide)

    def _add_lane(
        self, scene: Scene, lane: Lane, packed: Packed, y: float, *, opened: bool
    ) -> float:
        """Put a packed lane below the others; gives its height."""
        m = self.measures
        height = packed.rows * m.row + 2 * m.pad
        count = int(self.lit[list(lane.members)].sum())
        hidden = sum(int(self.lit[list(c.members)].sum()) for c in packed.clusters)
        scene.lanes.append(LaneBox(lane.key, lane.label, count, y, height, hidden, opened))
        scene.spots += [Spot(placed, y + m.pad + placed.row * m.row) for placed in packed.placed]
        scene.badges += [
            Badge(cluster, lane.key, y + m.pad + cluster.row * m.row) for cluster in packed.clusters
        ]
        return height

    def _add_undated(self, scene: Scene, y: float) -> None:
        """The strip of what has no date: chips in lines, and how many more there are."""
        m, x, row = self.measures, self.measures.gap, 0
        opened = self.all_opened or UNDATED in self.opened
        most = _ALL_ROWS if opened else 2
        for number, at in enumerate(self.undated):
            width = min(m.undated[at] + 2 * m.gap, self.width - 2 * m.gap)
            if x + width > self.width - m.gap and x > m.gap:
                x, row = m.gap, row + 1
            if row == most:
                scene.more_undated = len(self.undated) - number
                row -= 1
                break
            uid, label = self.marks.undated[at]
            scene.chips.append(Chip(uid, label, x, y + m.pad + row * m.row, width))
            x += width + 2 * m.gap
        if self.undated:
            height = (row + 1) * m.row + 2 * m.pad
            count = len(self.undated)
            scene.lanes.append(LaneBox(UNDATED, "", count, y, height, scene.more_undated, opened))
            y += height
        scene.height = y

    # -- finding --------------------------------------------------------------------------------

    def spot_of(self, record_id: str | None) -> Spot | None:
        """Where the mark of an event stands, first of several; None when it is in a cluster."""
        at = self.marks.at.get(record_id or "")
        if at is None:
            return None
        return next((spot for spot in self.scene().spots if spot.placed.at == at), None)

    def badge_of(self, record_id: str | None) -> Badge | None:
        """The cluster that an event is in."""
        at = self.marks.at.get(record_id or "")
        if at is None:
            return None
        return next((b for b in self.scene().badges if at in b.cluster.members), None)

    def chip_of(self, record_id: str | None) -> Chip | None:
        """The chip of an event without a date."""
        return next((chip for chip in self.scene().chips if chip.id == record_id), None)

    def lane_at(self, y: float) -> LaneBox | None:
        """The lane at a height."""
        return next(
            (lane for lane in self.scene().lanes if lane.top <= y < lane.top + lane.height), None
        )

    def event_at(self, x: float, y: float) -> str | None:
        """The id of the event whose mark or label is at a place."""
        for chip in self.scene().chips:
            if chip.x <= x <= chip.x + chip.width and 0 <= y - chip.y < self.measures.row:
                return chip.id
        world = x + self.shift
        for spot in self.scene().spots:
            if 0 <= y - spot.y < self.measures.row:
                p = spot.placed
                on_label = p.label_x <= world <= p.label_x + p.label
                if p.x0 - 2 <= world <= p.x1 + 2 or on_label:
                    return self.marks.all[p.at].id
        return None

    def badge_at(self, x: float, y: float) -> Badge | None:
        """The cluster at a place."""
        for badge in self.scene().badges:
            left = self.badge_x(badge)
            on = left - 2 <= x <= left + badge.cluster.x1 - badge.cluster.x0 + 2
            if on and 0 <= y - badge.y < self.measures.row:
                return badge
        return None

    def badge_x(self, badge: Badge) -> float:
        """Where a badge begins; kept at the left edge while its events last into the window."""
        cluster, gap = badge.cluster, self.measures.gap
        x, width = cluster.x0 - self.shift, cluster.x1 - cluster.x0
        if x >= gap or cluster.reach - self.shift < width + 2 * gap:
            return x
        crowded = any(
            other.y == badge.y and x < other.cluster.x0 - self.shift < width + 2 * gap
            for other in self.scene().badges
        )
        return x if crowded else gap

    def mark(self, at: int) -> Mark:
        """The mark of a number."""
        return self.marks.all[at]

    # -- moving ---------------------------------------------------------------------------------

    def look(self, window: Window) -> bool:
        """Show another window, as near as the limits allow; False when it is the same."""
        wanted = window.within(self.limits)
        changed = wanted != self.window
        self.window = wanted
        return changed
