"""What is shown of the events, the window on it, and the scene that follows from both. No Qt here.

The widget measures texts and paints what stands here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.time_window import Window
from spexplorer.ui.views.timeline.crowd import Shown, nothing_shown
from spexplorer.ui.views.timeline.layout import FEW, Layout, rows_at_first
from spexplorer.ui.views.timeline.scene import Badge, Scene
from spexplorer.ui.views.timeline.sight import Room, Seen, in_sight

if TYPE_CHECKING:
    from spexplorer.ui.views.timeline.events import Events
    from spexplorer.ui.views.timeline.titles import Titles


ARROW: Final = 0.36
"""How long the arrow of an open beginning is, in rows; a label stands behind it."""


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
        self._seen: list[Seen] = []
        self._seen_scene: Scene | None = None
        self._seen_window = self.window

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

    def seen(self) -> list[Seen]:
        """The marks in the window, each with the place of its title."""
        scene = self.scene()
        if self._seen_scene is not scene or self._seen_window != self.window:
            m = self.measures
            room = Room(self.shift, self.width, m.gap, m.shortest, self._title_width, self._arrow)
            self._seen = list(in_sight(scene, room, self.badge_x))
            self._seen_scene, self._seen_window = scene, self.window
        return self._seen

    def _title_width(self, at: int) -> float:
        return self.measures.width(self.titles.title(at))

    def _arrow(self, at: int) -> float:
        """How much of a mark its arrow takes, where it is known to go on before."""
        return ARROW * self.measures.row if math.isinf(self.events.drawn.left[at]) else 0.0

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
        for (p, top), label in self.seen():
            if 0 <= y - top < scene.row:
                on_label = label is not None and label.x <= x <= label.x + label.width
                if p.x0 - 2 <= x + self.shift <= p.x1 + 2 or on_label:
                    return p.at
        return None

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
        scene = self.scene()
        beside = [other.x0 for other in scene.badges if other.y == badge.y]
        beside += [spot.placed.x0 for spot in scene.rows().get(badge.y, ())]
        crowded = any(x < x0 - self.shift < width + 2 * gap for x0 in beside)
        return x if crowded else gap

    # -- moving ---------------------------------------------------------------------------------

    def look(self, window: Window) -> bool:
        """Show another window, as near as the limits allow; False when it is the same."""
        wanted = window.within(self.limits)
        changed = wanted != self.window
        self.window = wanted
        return changed
