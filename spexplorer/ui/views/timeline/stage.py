"""What is shown of the events, the window on it, and the scene that follows from both. No Qt here.

The widget measures texts and paints what stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spexplorer.ui.views.timeline.crowd import Shown, nothing_shown
from spexplorer.ui.views.timeline.layout import FEW, Layout, rows_at_first
from spexplorer.ui.views.timeline.scale import Window
from spexplorer.ui.views.timeline.scene import Badge, Scene

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.events import Events
    from spexplorer.ui.views.timeline.titles import Titles


def _no_widths(places: Sequence[int]) -> list[float]:
    return [0.0] * len(places)


def _no_width(_text: str) -> float:
    return 0.0


class Measures(NamedTuple):
    """What the type asks for, in pixels: heights, gaps.

    `learn` gives the widths of the labels of events, which are fetched together; `width` that of a
    text.
    """

    row: float = 20
    pad: float = 4
    gap: float = 4
    dot: float = 10
    fade: float = 24
    digit: float = 7
    shortest: float = 50
    learn: Callable[[Sequence[int]], list[float]] = _no_widths
    width: Callable[[str], float] = _no_width


class Stage:
    """The events that a filter shows, seen through a window."""

    events: Events
    titles: Titles
    """Both are set before anything is shown."""

    def __init__(self) -> None:
        self.limits = Window(0, 1)
        self.window = Window(0, 1)
        self.shown: Shown = nothing_shown(self.limits)
        self.names: Mapping[str, str] = {}
        self.grouping = ""
        self.width = 100.0
        self.height = 300.0
        self.measures = Measures()
        self.opened: set[str] = set()
        self.folded: set[str] = set()
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
        """What is taken from the x of spots and badges to get places on the axis."""
        return (self.window.first - self.limits.first) * self.scale

    def x_of(self, day: float) -> float:
        """Where a day stands."""
        return (day - self.window.first) * self.scale

    def day_at(self, x: float) -> float:
        """The day at a place."""
        return self.window.first + x / self.scale

    def beside(self) -> tuple[int, int]:
        """How many events that pass lie wholly before the window, and wholly after it."""
        return self.shown.before(self.window.first), self.shown.after(self.window.last)

    def within(self) -> int:
        """How many events that pass touch the window."""
        return self.shown.dated - sum(self.beside())

    def going_on(self, key: str) -> int:
        """How many that pass in a dense lane began before the window, and last into it undrawn.

        0 for a lane in which every mark is looked at.
        """
        scene = self.scene()
        crowd = next((crowd for crowd in self.shown.crowds if crowd.key == key), None)
        if crowd is None or key not in scene.dense:
            return 0
        first, events = self.window.first, self.events
        own = {spot.placed.at for spot in scene.spots_of.get(key, ())}
        places = np.fromiter(own, dtype=np.int64)
        places = places[self.shown.lit[places] & (events.anchor[places] < first)]
        return crowd.going_on(first) - int((events.touch_right[places] > first).sum())

    # -- the scene ------------------------------------------------------------------------------

    @property
    def is_small(self) -> bool:
        """Whether everything is laid out mark by mark at any scale."""
        return sum(len(crowd.members) for crowd in self.shown.crowds) <= FEW

    def scene(self) -> Scene:
        """The scene; laid out again only when the scale or what is shown changed."""
        tile = self._tile()
        key = (self._version, round(self.scale, 9), self.width, rows_at_first(self), tile)
        if key != self._key:
            self._key = key
            self._scene = Layout(self, tile).scene()
        return self._scene

    def _tile(self) -> Window:
        """What is laid out: everything, or in a large library the window and its surroundings."""
        if self.is_small:
            return self.limits
        days = self.window.days
        number = 2 * (self.window.first - self.limits.first) // days
        first = self.limits.first + (number / 2 - 0.25) * days
        return Window(first, first + 2 * days)

    # -- finding --------------------------------------------------------------------------------

    def event_at(self, x: float, y: float) -> int | None:
        """The event whose mark, label or chip is at a place."""
        scene = self.scene()
        chip = scene.chip_at(x, y)
        if chip is not None:
            return chip.at
        spot = scene.spot_at(x + self.shift, y)
        return None if spot is None else spot.placed.at

    def badge_at(self, x: float, y: float) -> Badge | None:
        """The count at a place."""
        for badge in self.scene().badges:
            left = self.badge_x(badge)
            on = left - 2 <= x <= left + badge.x1 - badge.x0 + 2
            if on and 0 <= y - badge.y < badge.height:
                return badge
        return None

    def badge_x(self, badge: Badge) -> float:
        """Where a badge begins; kept at the left edge while its events last into the window."""
        gap = self.measures.gap
        x, width = badge.x0 - self.shift, badge.x1 - badge.x0
        if badge.pile or x >= gap or badge.reach - self.shift < width + 2 * gap:
            return x
        crowded = any(
            other.y == badge.y and x < other.x0 - self.shift < width + 2 * gap
            for other in self.scene().badges
        )
        return x if crowded else gap

    # -- moving ---------------------------------------------------------------------------------

    def look(self, window: Window) -> bool:
        """Show another window, as near as the limits allow; False when it is the same."""
        wanted = window.within(self.limits)
        changed = wanted != self.window
        self.window = wanted
        return changed
