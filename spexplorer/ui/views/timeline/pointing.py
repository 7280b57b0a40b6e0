"""What of the drawing is at a point, and what is said of it."""

from __future__ import annotations

from textwrap import fill
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.readings.timeline.eras import era_rect
from spexplorer.ui.views.timeline.look import Look
from spexplorer.readings.timeline.scene import UNDATED, Badge, LaneBox
from spexplorer.readings.timeline.chronology import Stage
from spexplorer.readings.timeline.words import badge_words

_WIDE: Final = 76
"""So many letters of a line are read at a glance; Qt breaks no plain words under a pointer."""


class OneEvent(NamedTuple):
    """An event that is pointed at, by its place in the list order."""

    at: int


class Side(NamedTuple):
    """The arrow of the axis to what is earlier (-1) or later (1)."""

    step: int


Target = OneEvent | Badge | LaneBox | Side | None
"""What can be at a point."""


class Pointing:
    """Finds things on a stage with a look, scrolled down by some pixels."""

    def __init__(self, stage: Stage, look: Look, scrolled: float) -> None:
        self.stage = stage
        self.look = look
        self._scrolled = scrolled

    def content(self, point: QPointF) -> tuple[float, float]:
        """A point of the viewport in content coordinates."""
        return (
            point.x() - self.look.header,
            point.y() - self.look.axis + self._scrolled,
        )

    def target_at(self, point: QPointF) -> Target:
        """What is at a point of the viewport; None where there is nothing."""
        x, y = self.content(point)
        if point.y() < self.look.axis:
            return self._on_axis(point)
        if x < 0:
            return self.stage.scene().lane_at(y)
        at = self.stage.event_at(x, y)
        return self.stage.badge_at(x, y) if at is None else OneEvent(at)

    def _on_axis(self, point: QPointF) -> Target:
        look, line = self.look, QFontMetricsF(self.look.font)
        x, y = point.x() - look.header, point.y() - (look.axis - look.strip)
        for era in look.eras:
            if x >= 0 and era_rect(era, self.stage, look).contains(QPointF(x, y)):
                return OneEvent(era.at)
        if not 0 <= point.y() < line.height() + GRID:
            return None
        earlier, later = self.stage.beside()
        reach = line.horizontalAdvance("◂ 000,000 earlier")
        if earlier and 0 <= x < reach:
            return Side(-1)
        return Side(1) if later and x > self.stage.width - reach else None

    def words_at(self, point: QPointF) -> str:
        """What is said of a place when it is pointed at."""
        target = self.target_at(point)
        match target:
            case OneEvent(at):
                return self._words_of(at)
            case Badge():
                return badge_words(target, self.stage)
            case LaneBox(key=key) if key != UNDATED:
                events = counted(target.events, "{n} event", "{n} events")
                return tr(
                    "{lane}: {events}. Click to narrow to them; the arrow (F) folds the lane.",
                    lane=target.label,
                    events=events,
                )
        return ""

    def _words_of(self, at: int) -> str:
        row, stage = self.stage.titles.row(at), self.stage
        lines = [row.label, row.detail]
        lines += stage.titles.told(at)
        if stage.events.undated[at]:
            lines.append(tr("no date"))
        elif not stage.shown.lit[at]:
            lines.append(tr("outside of the period of the filter"))
        elif not stage.shown.certain[at]:
            lines.append(tr("passes the filter only possibly"))
        return "\n".join(fill(line, _WIDE) for line in lines if line)
