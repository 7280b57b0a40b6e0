"""Paints what stands under and round the events: grounds, grid, period, lane names, axis."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
)

from spexplorer.domain.figures import figure
from spexplorer.domain.time_window import step_for, ticks
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.readings.timeline.eras import era_rect
from spexplorer.ui.views.timeline.fading import for_device
from spexplorer.readings.timeline.layout import FEW
from spexplorer.ui.views.timeline.look import Look
from spexplorer.readings.timeline.scene import UNDATED, LaneBox
from spexplorer.readings.timeline.chronology import Stage
from spexplorer.readings.timeline.words import context_words, tick_words

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight

_BRUSH = 0.5
_ERA_SHADES = ("accent", "muted")
"""By the row of an era: where two are at a time both are seen."""
_ERA_ALPHAS = (0.13, 0.07)
"""By turns, so that neighbours are told apart."""
_BEYOND = 60.0
"""Pixels beyond the axis at which a band is cut before it is painted."""


class Frame:
    """One paint of what stands under and round a stage."""

    def __init__(self, painter: QPainter, stage: Stage, look: Look) -> None:
        self._painter = painter
        self._stage = stage
        self._look = look
        self._theme = look.theme
        self._metrics = QFontMetricsF(look.font)

    def _axis_width(self) -> float:
        return self._look.width - self._look.header

    def draw_ground(self, lane: LaneBox, *, striped: bool) -> None:
        """The ground of a lane."""
        look = self._look
        rect = QRectF(0, lane.top, look.width, lane.height)
        if lane.key == UNDATED:
            self._painter.fillRect(rect, self._theme.colour("window"))
        elif striped:
            self._painter.fillRect(rect, self._theme.colour("raised"))
        self._painter.setPen(QPen(self._theme.colour("grid"), 1))
        self._painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _axis_bottom(self) -> float:
        """Down to where lanes have to do with the axis."""
        scene = self._stage.scene()
        undated = next((lane for lane in scene.lanes if lane.key == UNDATED), None)
        if undated is not None:
            return undated.top
        return max(scene.height, self._look.height)

    def draw_grid(self) -> None:
        """A line down from every tick."""
        stage = self._stage
        bottom = self._axis_bottom()
        step = step_for(stage.window, self._most_ticks())
        for tick in ticks(stage.window, step):
            shade = "border" if tick.major else "grid"
            self._painter.setPen(QPen(self._theme.colour(shade), 1))
            x = round(stage.x_of(tick.day)) + 0.5
            self._painter.drawLine(QLineF(x, 0, x, bottom))

    def draw_era_grounds(self) -> None:
        """A quiet band behind the lanes for every era; it fades in where it may begin, out where end."""
        stage, height = self._stage, self._axis_bottom()
        for number, era in enumerate(self._look.eras):
            sides = era.left, era.first, era.last, era.right
            left, first, last, right = (
                min(max(stage.x_of(min(max(day, stage.limits.first), stage.limits.last)), -_BEYOND),
                    self._look.width + _BEYOND)
                for day in sides
            )  # fmt: skip
            if right <= left:
                continue
            full = self._theme.colour(_ERA_SHADES[era.row])
            full.setAlphaF(_ERA_ALPHAS[number % len(_ERA_ALPHAS)])
            none = QColor(full)
            none.setAlpha(0)
            shade = QLinearGradient(left, 0, right, 0)
            wide = right - left
            for x, colour in ((left, none if first > left else full), (first, full), (last, full),
                              (right, none if last < right else full)):  # fmt: skip
                shade.setColorAt((x - left) / wide, colour)
            ground = QBrush(for_device(self._painter, shade))
            self._painter.fillRect(QRectF(left, 0, wide, height), ground)

    def draw_range(self) -> None:
        """The periods of the filter; one that is taken away is hatched."""
        stage = self._stage
        for period, away in self._look.periods:
            first, last = stage.x_of(period.first), stage.x_of(period.last + 1)
            self._band(first, last, 0.45, away=away)

    def draw_brush(self) -> None:
        """What is being brushed."""
        if self._look.brush is not None:
            first, last = sorted(self._stage.x_of(day) for day in self._look.brush)
            self._band(first, last, _BRUSH)

    def _band(self, first: float, last: float, alpha: float, *, away: bool = False) -> None:
        first, last = max(first, -_BEYOND), min(last, self._look.width + _BEYOND)
        if last <= first:
            return
        rect = QRectF(first, 0, last - first, self._axis_bottom())
        ground = self._theme.colour("border" if away else "accent_soft")
        if not away:
            ground.setAlphaF(alpha)
        pattern = Qt.BrushStyle.BDiagPattern if away else Qt.BrushStyle.SolidPattern
        self._painter.fillRect(rect, QBrush(ground, pattern))
        self._painter.setPen(QPen(self._theme.colour("accent"), 1.5))
        self._painter.drawLine(rect.topLeft(), rect.bottomLeft())
        self._painter.drawLine(rect.topRight(), rect.bottomRight())

    def draw_lane_name(self, lane: LaneBox) -> None:
        """The name of a lane, how many events it has, and how many of them are hidden."""
        look, m = self._look, self._stage.measures
        painter, row = self._painter, m.row
        rect = QRectF(GRID, lane.top + m.pad, look.header - 3 * GRID, row)
        painter.setFont(look.font)
        painter.setPen(self._theme.colour("muted"))
        count = f"{lane.events:,}"
        painter.drawText(rect, _RIGHT, count)
        painter.drawText(rect, _LEFT, "▸" if lane.folded or self._closed(lane) else "▾")
        rect = rect.adjusted(row * 0.8, 0, -self._metrics.horizontalAdvance(count) - GRID, 0)
        name = tr("No date") if lane.key == UNDATED else lane.label
        painter.setPen(self._theme.colour("text"))
        words = self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, words)
        below = QRectF(rect.left(), rect.bottom(), look.header - rect.left() - 2 * GRID, row)
        for words, shade in self._lines(lane):
            if below.bottom() > lane.top + lane.height:
                return
            painter.setPen(self._theme.colour(shade))
            mode = Qt.TextElideMode.ElideRight
            painter.drawText(below, _LEFT, self._metrics.elidedText(words, mode, below.width()))
            below.translate(0, row)

    @staticmethod
    def _closed(lane: LaneBox) -> bool:
        return lane.key == UNDATED and bool(lane.hidden) and not lane.opened

    def _lines(self, lane: LaneBox) -> Iterator[tuple[str, str]]:
        """What is said below the name of a lane, each with its colour."""
        if lane.folded:
            return
        if lane.hidden and not lane.opened:
            many = lane.hidden > FEW
            yield tr("show more") if many else tr("show {n} more", n=figure(lane.hidden)), "link"
        elif lane.opened and not self._stage.all_opened:
            yield tr("show fewer"), "link"
        going_on = self._stage.going_on(lane.key)
        if going_on:
            yield tr("◂ {n} go on from before", n=f"{going_on:,}"), "muted"

    def _most_ticks(self) -> int:
        """How many labels of ticks have room."""
        return max(
            2, int(self._axis_width() / (self._metrics.horizontalAdvance("0000 BCE") * 1.25))
        )

    def draw_axis(self) -> None:
        """The axis above the lanes, over everything else."""
        look, painter, stage = self._look, self._painter, self._stage
        bottom = look.axis - look.strip
        painter.fillRect(QRectF(0, 0, look.width, look.axis), self._theme.colour("raised"))
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.drawLine(QLineF(0, look.axis - 0.5, look.width, look.axis - 0.5))
        step = step_for(stage.window, self._most_ticks())
        free = look.header
        for tick in ticks(stage.window, step):
            x = look.header + stage.x_of(tick.day)
            painter.setPen(QPen(self._theme.colour("muted"), 1))
            painter.drawLine(QLineF(x, bottom - 4, x, bottom))
            if x + GRID >= free:
                free = self._draw_tick(x + GRID, tick_words(tick, step), free, major=tick.major)
        context = self._look.brush_words or context_words(stage.window.first, step)
        self._draw_eras(bottom)
        self._draw_beside(self._metrics.height(), context)

    def _draw_tick(self, x: float, words: str, free: float, *, major: bool) -> float:
        """The words of a tick if they have room; gives from where on there is room for the next."""
        look, line = self._look, self._metrics.height()
        font = QFont(look.font)
        font.setBold(major)
        width = QFontMetricsF(font).horizontalAdvance(words)
        if x + width > look.width:
            return free
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour("text" if major else "muted"))
        self._painter.drawText(
            QRectF(x, look.axis - look.strip - line - 3, width + 2, line), _LEFT, words
        )
        return x + width + GRID

    def _draw_beside(self, line: float, context: str) -> None:
        """The larger unit the axis is in; how many events lie to either side, a click leads there."""
        earlier, later = self._stage.beside()
        self._painter.setPen(self._theme.colour("link"))
        rect = QRectF(self._look.header + GRID, 2, self._axis_width() - 2 * GRID, line)
        self._painter.setFont(self._look.font)
        words = tr("◂ {n} earlier", n=f"{earlier:,}") if earlier else ""
        self._painter.drawText(rect, _LEFT, words)
        if later:
            self._painter.drawText(rect, _RIGHT, tr("{n} later ▸", n=f"{later:,}"))
        if not self._stage.within() and not self._look.brush_words:
            context = tr("{context} no event in sight", context=context).strip()
        self._painter.setPen(self._theme.colour("text"))
        after = self._metrics.horizontalAdvance(words) + 4 * GRID if words else 0.0
        self._painter.drawText(rect.adjusted(after, 0, 0, 0), _LEFT, context)

    def _draw_eras(self, top: float) -> None:
        """The strip of eras below the axis: long events that the library itself names."""
        look, painter, stage = self._look, self._painter, self._stage
        painter.save()
        painter.setClipRect(QRectF(look.header, 0, self._axis_width(), look.axis))
        painter.setFont(look.font)
        for era in look.eras:
            rect = era_rect(era, stage, look).translated(look.header, top)
            chosen = era.at == look.current
            painter.setPen(QPen(self._theme.colour("text" if chosen else "border"), 1))
            painter.setBrush(self._theme.colour("selection" if chosen else "accent_soft"))
            painter.drawRect(rect)
            inner = rect.intersected(QRectF(look.header, 0, look.width - look.header, look.axis))
            inner.adjust(GRID, 0, -GRID, 0)
            painter.setPen(self._theme.colour("selection_text" if chosen else "text"))
            words = self._metrics.elidedText(
                stage.titles.row(era.at).label, Qt.TextElideMode.ElideRight, inner.width()
            )
            if inner.width() > 3 * stage.measures.digit:
                painter.drawText(inner, _LEFT, words)
        painter.restore()
        if look.eras:
            painter.setFont(look.font)
            painter.setPen(self._theme.colour("muted"))
            rect = QRectF(GRID, top, look.header - 2 * GRID, stage.measures.row)
            painter.drawText(rect, _LEFT, tr("Eras"))
