"""All that is drawn at one scale, in its place, and what of it is at a point.

Content coordinates are pixels: y from the top of the first lane, x from the left edge of the limits
(a chronology takes its `shift` away to get to the axis); only chips stand where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from spexplorer.readings.timeline.filtered import EventTally
from spexplorer.readings.timeline.packing import PlacedMark
from spexplorer.readings.timeline.scale import Floats, Ints

UNDATED: Final = "undated"
"""The key of the strip of events without a date."""


def _no_widths(places: Sequence[int]) -> list[float]:
    return [0.0] * len(places)


def _no_width(_text: str) -> float:
    return 0.0


class Measures(NamedTuple):
    """What the type asks for, in pixels: heights, gaps, the least width of a mark, of a fade, a digit.

    `title_widths` gives the widths of the titles of events, which are fetched together; `width` that
    of a text.
    """

    row: float = 20
    pad: float = 4
    gap: float = 4
    dot: float = 10
    fade: float = 24
    digit: float = 7
    title_widths: Callable[[Sequence[int]], list[float]] = _no_widths
    width: Callable[[str], float] = _no_width


class LaneBox(NamedTuple):
    """A lane in its place. `hidden` events are behind counts; `opened` shows all rows.

    A `folded` lane shows only how many events are when.
    """

    key: str
    label: str
    events: int
    top: float
    height: float
    hidden: int
    opened: bool
    folded: bool = False


class MarkPlace(NamedTuple):
    """A mark in its place."""

    placed: PlacedMark
    y: float


class CountPill(NamedTuple):
    """The events of a stretch of a dense lane: who (among `members`), how many, where.

    The pill stands at `x0`..`x1` over bars; `height` is what of the lane leads to it. A `bare` one, in
    a folded lane, has no pill.
    """

    lane: str
    x0: float
    x1: float
    y: float
    height: float
    members: Ints
    certain: int
    possible: int
    shown: int
    bare: bool = False


class CountBars(NamedTuple):
    """How many events of a dense lane are when: cells of one width, in order, those with events."""

    lane: str
    y: float
    height: float
    cell: float
    x: Floats
    tally: EventTally


class UndatedChip(NamedTuple):
    """An event without a date; its place has nothing to do with the axis."""

    at: int
    x: float
    y: float
    width: float


@dataclass
class TimelineScene:
    """All that is drawn at one scale; `row` is the height of a row, `dense` lanes are counted."""

    row: float = 20.0
    lanes: list[LaneBox] = field(default_factory=list)
    spots: list[MarkPlace] = field(default_factory=list)
    spots_of: dict[str, list[MarkPlace]] = field(default_factory=dict)
    pills: list[CountPill] = field(default_factory=list)
    bars: list[CountBars] = field(default_factory=list)
    dense: set[str] = field(default_factory=set)
    chips: list[UndatedChip] = field(default_factory=list)
    more_undated: int = 0
    height: float = 0.0
    _rows: dict[float, list[MarkPlace]] | None = None

    def spot_of(self, at: int | None) -> MarkPlace | None:
        """Where the mark of an event stands, first of several; None when it is in a count."""
        return next((spot for spot in self.spots if spot.placed.at == at), None)

    def pill_of(self, at: int | None) -> CountPill | None:
        """The count that an event is in."""
        if at is None:
            return None
        return next((pill for pill in self.pills if (pill.members == at).any()), None)

    def chip_of(self, at: int | None) -> UndatedChip | None:
        """The chip of an event without a date."""
        return next((chip for chip in self.chips if chip.at == at), None)

    def place_of(self, at: int) -> MarkPlace | CountPill | UndatedChip | None:
        """Where an event stands: its mark, the count it is in, or its chip."""
        return self.spot_of(at) or self.pill_of(at) or self.chip_of(at)

    def lane_at(self, y: float) -> LaneBox | None:
        """The lane at a height."""
        return next((lane for lane in self.lanes if lane.top <= y < lane.top + lane.height), None)

    def chip_at(self, x: float, y: float) -> UndatedChip | None:
        """The chip at a place of the axis."""
        for chip in self.chips:
            if chip.x <= x <= chip.x + chip.width and 0 <= y - chip.y < self.row:
                return chip
        return None

    def rows(self) -> dict[float, list[MarkPlace]]:
        """The marks by the height they stand at, each row from left to right."""
        if self._rows is None:
            self._rows = {}
            for spot in self.spots:
                self._rows.setdefault(spot.y, []).append(spot)
            for row in self._rows.values():
                row.sort(key=lambda spot: spot.placed.x0)
        return self._rows
