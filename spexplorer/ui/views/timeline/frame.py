"""Paints what stands under and round the events: grid, eras, period, lane names, axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from spexplorer.readings.timeline.layout import FEW
from spexplorer.readings.timeline.scene import UNDATED, LaneBox
from spexplorer.ui.drawing.time_axis import axis_ticks, paint_axis, paint_grid
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.marks import for_device, type_colour

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.readings.timeline.chronology import Chronology
    from spexplorer.readings.timeline.eras import EraBand

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_ERA_SHADES: Final = ("accent", "muted")
"""By the row of an era: where two are at a time both are seen."""
_ERA_ALPHAS: Final = (0.13, 0.07)
"""By turns, so that neighbours are told apart."""
_KEPT_WIDTHS: Final = 20_000
_READABLE: Final = 4.5
"""The least contrast of letters (WCAG 2.2 AA)."""


@dataclass
class DrawnState:
    """What is drawn beside the events, and where: pixels of the viewport.

    `current`, `pointed` and `selected` are places in the list order; `periods` are those of the
    filter, each with whether it is taken away; `brush` is what is being brushed, in days, and
    `brush_words` what is said of it; `strip` is the height of the eras within the axis.
    """

    theme: Theme
    font: QFont
    header: float = 0.0
    axis: float = 0.0
    scrolled: float = 0.0
    width: float = 0.0
    height: float = 0.0
    current: int | None = None
    pointed: int | None = None
    selected: frozenset[int] = frozenset()
    periods: Sequence[tuple[Period, bool]] = ()
    brush: tuple[float, float] | None = None
    brush_words: str = ""
    strip: float = 0.0
    eras: Sequence[EraBand] = ()
    beyond: float = 60.0
    """Pixels beyond the axis at which what is long is cut; 0 where the device does not clip (SVG)."""


def era_rect(era: EraBand, chronology: Chronology, beyond: float) -> QRectF:
    """Where an era stands in the strip, measured from the left edge of the axis and its top."""
    row, axis, limits = chronology.measures.row, chronology.axis, chronology.limits
    first = axis.x_inside(max(era.first, limits.first), beyond)
    last = axis.x_inside(min(era.last, limits.last), beyond)
    return QRectF(first, era.row * row + 1, last - first, row - 2)


class TitleWidths:
    """Widths of titles in a font, measured once and only where they may be drawn."""

    def __init__(self, chronology: Chronology, font: QFont) -> None:
        self._chronology = chronology
        self._metrics = QFontMetricsF(font)
        self._known: dict[str, float] = {}

    def of(self, text: str) -> float:
        """The width of a text."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _KEPT_WIDTHS:
                self._known.clear()
            found = self._metrics.horizontalAdvance(text) + 2
            self._known[text] = found
        return found

    def of_events(self, places: Sequence[int]) -> list[float]:
        """The widths of the titles of events, which are fetched together."""
        if not places:
            return []  # a tab made ahead is laid out before it has any events, or titles to read
        return [self.of(title) for title in self._chronology.titles.titles(places)]


class FramePainter:
    """One paint of what stands under and round the events."""

    def __init__(self, painter: QPainter, chronology: Chronology, state: DrawnState) -> None:
        self._painter = painter
        self._chronology = chronology
        self._state = state
        self._theme = state.theme
        self._metrics = QFontMetricsF(state.font)
        self._bold = QFont(state.font)
        self._bold.setBold(True)
        self._ticks = axis_ticks(chronology.axis._replace(left=state.header), self._metrics)

    @property
    def axis_width(self) -> float:
        """Pixels right of the names of the lanes."""
        return self._state.width - self._state.header

    def _axis_bottom(self) -> float:
        """Down to where lanes have to do with the axis."""
        scene = self._chronology.scene()
        undated = next((lane for lane in scene.lanes if lane.key == UNDATED), None)
        if undated is not None:
            return undated.top
        return max(scene.height, self._state.scrolled + self._state.height - self._state.axis)

    # -- under the events -----------------------------------------------------------------------

    def draw_grid(self) -> None:
        """A line down from every tick, and one below every lane."""
        paint_grid(self._painter, self._theme, self._ticks, 0, self._axis_bottom())
        self._painter.setPen(QPen(self._theme.colour("grid"), 1))
        for lane in self._chronology.scene().lanes:
            y = lane.top + lane.height - 0.5
            self._painter.drawLine(QLineF(0, y, self._state.width, y))

    def draw_era_grounds(self) -> None:
        """A quiet band behind the lanes for every era; it fades in where it may begin, out where end."""
        axis, limits, height = self._chronology.axis, self._chronology.limits, self._axis_bottom()
        for number, era in enumerate(self._state.eras):
            left, first, last, right = (
                axis.x_inside(min(max(day, limits.first), limits.last), self._state.beyond)
                for day in (era.left, era.first, era.last, era.right)
            )
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

    def draw_periods(self) -> None:
        """The periods of the filter; one that is taken away is hatched."""
        for period, away in self._state.periods:
            self.draw_band(period.first, period.last + 1, 0.55, away=away)

    def draw_band(self, begin: float, end: float, alpha: float, *, away: bool = False) -> None:
        """A stretch of days from the first lane down to the last; hatched where it is taken away."""
        axis = self._chronology.axis
        first, last = (
            axis.x_inside(begin, self._state.beyond),
            axis.x_inside(end, self._state.beyond),
        )
        if last <= first:
            return
        rect = QRectF(first, 0, last - first, self._axis_bottom())
        ground = self._theme.colour("border" if away else "accent_soft")
        if not away:
            ground.setAlphaF(alpha)
        pattern = Qt.BrushStyle.BDiagPattern if away else Qt.BrushStyle.SolidPattern
        self._painter.fillRect(rect, QBrush(ground, pattern))
        self._painter.setPen(QPen(self._theme.colour("accent"), 1.2))
        self._painter.drawLine(rect.topLeft(), rect.bottomLeft())
        self._painter.drawLine(rect.topRight(), rect.bottomRight())

    # -- the names of the lanes -----------------------------------------------------------------

    def draw_lane_name(self, lane: LaneBox) -> None:
        """The name of a lane in its colour, how many events it has, and what is not seen of them."""
        state, m, painter = self._state, self._chronology.measures, self._painter
        row = m.row
        closed = lane.key == UNDATED and lane.hidden and not lane.opened
        rect = QRectF(GRID, lane.top + m.pad, state.header - 3 * GRID, row)
        painter.setFont(state.font)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(rect, _LEFT, "▸" if lane.folded or closed else "▾")
        count = tr.number(lane.events)
        painter.drawText(rect, _RIGHT, count)
        rect = rect.adjusted(row * 0.8, 0, -self._metrics.horizontalAdvance(count) - GRID, 0)
        name = tr("No date") if lane.key == UNDATED else lane.label
        painter.setFont(self._bold)
        painter.setPen(self._name_colour(lane.key))
        metrics = QFontMetricsF(self._bold)
        painter.drawText(
            rect, _LEFT, metrics.elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        )
        painter.setFont(state.font)
        below = QRectF(rect.left(), rect.bottom(), state.header - rect.left() - 2 * GRID, row)
        for words, shade in self._notes_of(lane):
            if below.bottom() > lane.top + lane.height:
                return
            painter.setPen(self._theme.colour(shade))
            painter.drawText(below, _LEFT, words)
            below.translate(0, row)

    def _name_colour(self, key: str) -> QColor:
        """The colour of a lane where its marks have one and it can be read; else that of text."""
        colour = self.lane_colour(key)
        readable = _contrast(colour, self._theme.colour("surface")) >= _READABLE
        return colour if key != UNDATED and readable else self._theme.colour("text")

    def lane_colour(self, key: str) -> QColor:
        """The colour of a lane: that of its marks, or of a vector."""
        theme, chronology = self._theme, self._chronology
        if chronology.grouping == "event_type" and key in chronology.events.types:
            return type_colour(theme, chronology.events.types, key)
        return theme.code("vector", key) or theme.colour("accent")

    def _notes_of(self, lane: LaneBox) -> Iterator[tuple[str, str]]:
        """What is said below the name of a lane, each with its colour."""
        if lane.folded:
            return
        if lane.hidden and not lane.opened:
            more = tr("show {n} more", n=tr.number(lane.hidden))
            yield tr("show more") if lane.hidden > FEW else more, "link"
        elif lane.opened and not self._chronology.all_opened:
            yield tr("show fewer"), "link"
        going_on = self._chronology.going_on(lane.key)
        if going_on:
            yield tr("◂ {n} go on from before", n=tr.number(going_on)), "muted"

    # -- the axis -------------------------------------------------------------------------------

    def draw_axis(self) -> None:
        """The axis above the lanes, over everything else: ticks, what lies to either side, eras."""
        state, painter, theme = self._state, self._painter, self._theme
        painter.fillRect(QRectF(0, 0, state.width, state.axis), theme.colour("surface"))
        band = QRectF(0, 0, state.width, state.axis - state.strip)
        painter.setFont(state.font)
        taken = self._draw_beside(band)
        paint_axis(painter, theme, self._ticks, band, taken)
        if state.brush is not None and state.brush_words:
            self._draw_brush_words(band)
        self._draw_eras(band.bottom())

    def _draw_beside(self, band: QRectF) -> list[tuple[float, float]]:
        """The larger unit of the axis; how many events lie to either side, a click leads there."""
        state, painter = self._state, self._painter
        earlier, later = self._chronology.beside()
        corner = QRectF(2 * GRID, 0, state.header - 3 * GRID, band.height() - GRID)
        painter.setPen(self._theme.colour("link"))
        before = tr("◂ {n} earlier", n=tr.number(earlier)) if earlier else ""
        painter.drawText(corner, _LEFT, before)
        used = self._metrics.horizontalAdvance(before)
        taken = [(0.0, corner.left() + used)]
        if later:
            words = tr("{n} later ▸", n=tr.number(later))
            painter.drawText(QRectF(0, 0, state.width - GRID, corner.height()), _RIGHT, words)
            wide = self._metrics.horizontalAdvance(words) + 3 * GRID
            taken.append((state.width - wide, state.width))
        context = self._ticks.context
        needed = self._metrics.horizontalAdvance(context)
        if context and needed + used + GRID < corner.width():
            painter.setPen(self._theme.colour("text"))
            painter.drawText(corner, _RIGHT, context)
            taken.append((corner.right() - needed - GRID, corner.right() + GRID))
        if not self._chronology.within() and self._chronology.shown.dated:
            painter.setPen(self._theme.colour("muted"))
            room = QRectF(state.header, band.bottom() + state.strip, self.axis_width, 60)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, tr("No event in sight"))
        return taken

    def _draw_brush_words(self, band: QRectF) -> None:
        assert self._state.brush is not None
        painter, words = self._painter, self._state.brush_words
        wide = self._metrics.horizontalAdvance(words) + 4 * GRID
        x = self._state.header + self._chronology.axis.x_inside(min(self._state.brush))
        rect = QRectF(min(x, band.right() - wide), 1, wide, band.height() - GRID)
        painter.setPen(self._theme.colour("accent"))
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawRoundedRect(rect, GRID, GRID)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_eras(self, top: float) -> None:
        """The strip of eras below the axis: long events that the library itself names."""
        state, painter, chronology = self._state, self._painter, self._chronology
        if not state.eras:
            return
        painter.save()
        painter.setPen(self._theme.colour("muted"))
        name = QRectF(2 * GRID, top, state.header - 3 * GRID, chronology.measures.row)
        painter.drawText(name, _LEFT, tr("Eras"))
        painter.setClipRect(QRectF(state.header, 0, self.axis_width, state.axis))
        sight = QRectF(state.header, 0, self.axis_width, state.axis)
        for era in state.eras:
            rect = era_rect(era, chronology, state.beyond).translated(state.header, top)
            chosen = era.at == state.current
            painter.setPen(QPen(self._theme.colour("text" if chosen else "border"), 1))
            painter.setBrush(self._theme.colour("selection" if chosen else "accent_soft"))
            painter.drawRect(rect)
            inner = rect.intersected(sight).adjusted(GRID, 0, -GRID, 0)
            words = chronology.titles.row(era.at).label
            if self._metrics.horizontalAdvance(words) <= inner.width():
                painter.setPen(self._theme.colour("selection_text" if chosen else "text"))
                painter.drawText(inner, _LEFT, words)
        painter.restore()


def _contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours by WCAG 2."""

    def light(colour: QColor) -> float:
        parts = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        )
        red, green, blue = parts
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)
