"""The events that a filter shows, the window on them, and what follows from both: places and moves.

The widget measures texts and paints what is placed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.time_window import TimeScale, Window
from spexplorer.readings.timeline.filtered import FilteredEvents, no_events
from spexplorer.readings.timeline.layout import FEW, Layout, rows_at_first
from spexplorer.readings.timeline.scene import CountPill, MarkPlace, Measures, TimelineScene

if TYPE_CHECKING:
    from spexplorer.readings.timeline.events import Events
    from spexplorer.readings.timeline.titles import EventTitles

_APART: Final = 40
"""When no more events are in sight, each has a row of its own."""


class TitlePlace(NamedTuple):
    """Where a title begins in the window, and how wide it is; `inside` its own bar."""

    x: float
    width: float
    inside: bool = False


class SeenMark(NamedTuple):
    """A mark in the window, and where its title stands (None: there is no room, or it has none)."""

    spot: MarkPlace
    title: TitlePlace | None


class Chronology:
    """The events that a filter shows, seen through a window."""

    events: Events
    titles: EventTitles
    """Both are set before anything is shown."""

    def __init__(self) -> None:
        self.limits = Window(0, 1)
        self.window = Window(0, 1)
        self.shown: FilteredEvents = no_events(self.limits)
        self.names: Mapping[str, str] = {}
        self.grouping = ""
        self.width = 100.0
        self.height = 300.0
        self.measures = Measures()
        self.opened: set[str] = set()
        self.folded: set[str] = set()
        self.all_opened = False
        self._layouts = 0
        self._version = 0
        self._key: object = None
        self._scene = TimelineScene()
        self._seen: list[SeenMark] = []
        self._seen_of: tuple[int, Window] | None = None

    def touch(self) -> None:
        """Say that something other than the window changed."""
        self._version += 1

    # -- days and pixels ------------------------------------------------------------------------

    @property
    def axis(self) -> TimeScale:
        """The window over the width of the axis, from 0 on."""
        return TimeScale(self.window, 0.0, self.width)

    @property
    def scale(self) -> float:
        """Pixels a day."""
        return self.width / self.window.days

    @property
    def shift(self) -> float:
        """Pixels from the left edge of the limits to that of the window."""
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
        lane = next((lane for lane in self.shown.lanes if lane.key == key), None)
        if lane is None or key not in scene.dense:
            return 0
        first, events = self.window.first, self.events
        own = {spot.placed.at for spot in scene.spots_of.get(key, ())}
        places = np.fromiter(own, dtype=np.int64)
        places = places[self.shown.lit[places] & (events.anchor[places] < first)]
        return lane.going_on(first) - int((events.touch_right[places] > first).sum())

    # -- the scene ------------------------------------------------------------------------------

    @property
    def is_small(self) -> bool:
        """Whether everything is laid out mark by mark at any scale."""
        return sum(len(lane.members) for lane in self.shown.lanes) <= FEW

    def scene(self) -> TimelineScene:
        """The scene; laid out again only when the scale or what is shown changed."""
        tile, apart = self._tile()
        key = (self._version, round(self.scale, 9), self.width, rows_at_first(self), tile, apart)
        if key != self._key:
            self._key = key
            self._layouts += 1
            self._scene = Layout(self, tile, apart=apart).scene()
        return self._scene

    @property
    def layouts(self) -> int:
        """How often all was laid out: a picture of an earlier layout is out of date."""
        self.scene()
        return self._layouts

    def _tile(self) -> tuple[Window, bool]:
        """The stretch of time that is laid out, and whether the events in it are so few that each has a row.

        The stretch is the window and its surroundings at fixed places, so that panning lays out
        seldom; in a small library it is everything.
        """
        if self.within() <= _APART:
            return self._around(0.25), True
        return (self.limits if self.is_small else self._around(0.5)), False

    def _around(self, share: float) -> Window:
        """The window with about a share of its length on either side, moving in steps of that share."""
        step = self.window.days * share
        number = (self.window.first - self.limits.first) // step
        first = self.limits.first + (number - share) * step
        return Window(first, first + (1 + 2 * share) * self.window.days)

    # -- titles in the window -------------------------------------------------------------------

    def seen(self) -> list[SeenMark]:
        """The marks in the window, each with the place of its title; nothing covers anything else.

        A title that the edge of the window would cut is put to the other side of its mark or into its
        bar; where it is whole nowhere it is left out.
        """
        scene = self.scene()
        if self._seen_of != (self._layouts, self.window):
            self._seen = [mark for row in scene.rows().values() for mark in self._seen_row(row)]
            self._seen_of = self._layouts, self.window
        return self._seen

    def _seen_row(self, spots: Sequence[MarkPlace]) -> Iterator[SeenMark]:
        """One row from left to right: what is placed is final, what follows is where it was packed."""
        shift, gap = self.shift, self.measures.gap
        lows = [min(p.x0, p.title_x) if p.title else p.x0 for p, _ in spots]
        before = 0.0
        for number, spot in enumerate(spots):
            x0, x1 = spot.placed.x0 - shift, spot.placed.x1 - shift
            if x0 >= self.width:
                return
            if x1 < 0:
                continue  # its title, if it hangs over, is left out: it would stand alone
            after = lows[number + 1] - shift if number + 1 < len(spots) else self.width
            title = self._title_place(spot, before, min(after, self.width) - gap)
            before = max(x1, title.x + title.width if title else x1)
            yield SeenMark(spot, title)

    def _title_place(self, spot: MarkPlace, low: float, high: float) -> TitlePlace | None:
        """Where the title of a mark is whole between two bounds: after it, before it, or in its bar."""
        p, gap = spot.placed, self.measures.gap
        if not p.lit:
            return None
        x0, x1 = p.x0 - self.shift, p.x1 - self.shift
        width = self.measures.width(self.titles.title(p.at))
        if x1 + gap + width <= high:
            return TitlePlace(x1 + gap, width)
        # Some air to the left, or it would be read with the mark that is there.
        if low + (4 * gap if low else gap) <= x0 - gap - width:
            return TitlePlace(x0 - gap - width, width)
        inside = max(x0, 0.0) + 3 * gap
        if inside + width + 2 * gap <= min(x1, self.width):
            return TitlePlace(inside, width, inside=True)
        return None

    # -- finding --------------------------------------------------------------------------------

    def event_at(self, x: float, y: float) -> int | None:
        """The event whose mark, title or chip is at a place."""
        scene = self.scene()
        chip = scene.chip_at(x, y)
        if chip is not None:
            return chip.at
        for (p, top), title in self.seen():
            if 0 <= y - top < scene.row:
                on_title = title is not None and title.x <= x <= title.x + title.width
                if p.x0 - 2 <= x + self.shift <= p.x1 + 2 or on_title:
                    return p.at
        return None

    def pill_at(self, x: float, y: float) -> CountPill | None:
        """The count at a place."""
        for pill in self.scene().pills:
            left = pill.x0 - self.shift
            if left - 2 <= x <= pill.x1 - self.shift + 2 and 0 <= y - pill.y < pill.height:
                return pill
        return None

    # -- where the window goes next -------------------------------------------------------------

    def look(self, window: Window) -> bool:
        """Show another window, as near as the limits allow; False when it is the same."""
        wanted = window.within(self.limits)
        changed = wanted != self.window
        self.window = wanted
        return changed

    def showing(self, period: tuple[float, float] | None) -> Window:
        """This window unless it shows nothing of a period, or of what passes: then one that does."""
        if period is not None and not self.window.meets(*period):
            first, last = max(period[0], self.limits.first), min(period[1], self.limits.last)
            return Window(first, last).padded(0.3) if first < last else self.window
        if self.shown.dated and not self.within():
            return self.shown.lit_home
        return self.window

    def revealing(self, at: int) -> Window:
        """The nearest window in which enough of an event is in sight; this one if it is."""
        if self.events.undated[at]:
            return self.window
        left, right = self.events.inside(at, self.limits)
        edge = self.window.days * 0.06
        if left < self.window.last - edge and right > self.window.first + edge:
            return self.window
        if left == right and self.window.first <= left <= self.window.last:
            return self.window
        day = left if left >= self.window.last - edge else right
        return self.window.moved(day - self.window.middle)

    def spreading(self, pill: CountPill) -> Window | None:
        """What to look at to see the members of a count apart; None when no zoom does that."""
        anchors = self.events.anchor[pill.members]
        first, last = float(anchors.min()), float(anchors.max())
        wanted = Window(first, last + 1).padded(0.15).within(self.limits)
        if last - first < 1 or wanted.days > 0.7 * self.window.days:
            return None
        return wanted

    def beyond(self, side: int) -> Window:
        """The window moved to the nearest event that passes before (-1) or after (1) it."""
        shown, window = self.shown, self.window
        if side < 0:
            at = shown.before(window.first) - 1
            days = shown.rights[max(at, 0) :] if at >= 0 else shown.rights[:0]
        else:
            days = shown.lefts[len(shown.lefts) - shown.after(window.last) :]
        return window.moved(float(days[0]) - window.middle) if len(days) else window

    def around_date(self, first: int, last: int) -> Window:
        """A date in the middle, with some of what is round it."""
        middle = (first + last + 1) / 2
        days = max(min(self.window.days, (last - first + 1) * 12), 30)
        return Window(middle - days / 2, middle + days / 2)

    def stepped(self, current: int | None, step: int) -> int | None:
        """The event `step` further in time order; without a current one, the first in sight."""
        rows = self.shown.rows
        if not len(rows):
            return None
        if current is not None:
            at = int(np.searchsorted(rows, current))
            if at < len(rows) and rows[at] == current:
                return int(rows[min(max(0, at + step), len(rows) - 1)])
        seen = np.flatnonzero(self.events.anchor[rows] >= self.window.first)
        return int(rows[seen[0]]) if len(seen) else int(rows[0])

    def in_sight(self, most: int) -> list[int]:
        """The first of the events that pass and touch the window, in time order."""
        rows, events, window = self.shown.rows, self.events, self.window
        seen = (events.touch_left[rows] < window.last) & (events.touch_right[rows] > window.first)
        found: list[int] = rows[seen][:most].tolist()
        return found

    def days_of(self, at: int) -> tuple[int, int]:
        """The first and last day that an event may touch, cut where it goes on without end."""
        first = max(float(self.events.touch_left[at]), self.limits.first)
        last = min(float(self.events.touch_right[at]), self.limits.last)
        return int(first), max(int(first), int(last) - 1)
