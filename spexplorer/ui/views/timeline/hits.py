"""What of the drawing is at a point, and what is said of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from spexplorer.readings.timeline.chronology import Chronology
from spexplorer.readings.timeline.scene import CountPill, LaneBox, MarkPlace, UndatedChip
from spexplorer.readings.timeline.words import count_words, event_words, lane_words
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.frame import DrawnState, era_rect

_INSIDE_CHIP: Final = GRID
"""Pixels from the left edge of a chip to where it is pointed at."""


class OneEvent(NamedTuple):
    """An event that is pointed at, by its place in the list order."""

    at: int


class AxisSide(NamedTuple):
    """The arrow of the axis to what is earlier (-1) or later (1)."""

    step: int


PointedAt = OneEvent | CountPill | LaneBox | AxisSide | None
"""What can be at a point."""


class HitTest:
    """Finds what is drawn of a chronology at points of the viewport."""

    def __init__(self, chronology: Chronology, state: DrawnState) -> None:
        self._chronology = chronology
        self._state = state

    def content(self, point: QPointF) -> tuple[float, float]:
        """A point of the viewport in content coordinates."""
        state = self._state
        return point.x() - state.header, point.y() - state.axis + state.scrolled

    def place_of(self, at: int) -> QPointF | None:
        """Where an event can be pointed at, in the viewport; None when it is in no row."""
        state, place = self._state, self._chronology.scene().place_of(at)
        match place:
            case MarkPlace(placed, y):
                x = (placed.x0 + placed.x1) / 2 - self._chronology.shift
            case UndatedChip(_, left, y, _):
                x = left + _INSIDE_CHIP
            case _:
                return None
        middle = y + self._chronology.measures.row / 2
        return QPointF(x + state.header, middle + state.axis - state.scrolled)

    def on_axis(self, point: QPointF) -> bool:
        """Whether a point is on the axis, where a drag brushes."""
        return 0 <= point.y() < self._state.axis and point.x() >= self._state.header

    def target_at(self, point: QPointF) -> PointedAt:
        """What is at a point of the viewport; None where there is nothing."""
        x, y = self.content(point)
        if point.y() < self._state.axis:
            return self._target_on_axis(point)
        if x < 0:
            return self._chronology.scene().lane_at(y)
        at = self._chronology.event_at(x, y)
        return self._chronology.pill_at(x, y) if at is None else OneEvent(at)

    def _target_on_axis(self, point: QPointF) -> PointedAt:
        state, strip_top = self._state, self._state.axis - self._state.strip
        inside = point - QPointF(state.header, strip_top)
        for era in state.eras:
            if inside.x() >= 0 and era_rect(era, self._chronology, state.beyond).contains(inside):
                return OneEvent(era.at)
        if not 0 <= point.y() < strip_top:
            return None
        earlier, later = self._chronology.beside()
        advance = QFontMetricsF(state.font).horizontalAdvance
        if earlier and point.x() < advance(f"◂ {earlier} earlier") + 3 * GRID:
            return AxisSide(-1)
        reach = state.width - advance(f"{later} later ▸") - 3 * GRID
        return AxisSide(1) if later and point.x() > reach else None

    def words_at(self, point: QPointF) -> str:
        """What is said of a place when it is pointed at."""
        match self.target_at(point):
            case OneEvent(at):
                return event_words(tr, self._chronology, at)
            case CountPill() as pill:
                return count_words(tr, self._chronology, pill)
            case LaneBox() as lane:
                return lane_words(tr, lane)
        return ""
