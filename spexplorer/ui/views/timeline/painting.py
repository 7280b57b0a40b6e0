"""Paints the events of the timeline: marks with their titles, counts, what is chosen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from spexplorer.readings.timeline.layout import pill_letters
from spexplorer.readings.timeline.scene import CountBars, CountPill, MarkPlace, UndatedChip
from spexplorer.ui.drawing.glyphs import BadgeStyle, draw_badge, draw_callout
from spexplorer.ui.style.theme import GRID, PALE
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.frame import DrawnState, FramePainter
from spexplorer.ui.views.timeline.marks import MarkShape, draw_mark, type_colour

if TYPE_CHECKING:
    from spexplorer.readings.timeline.chronology import Chronology, TitlePlace
    from spexplorer.readings.timeline.scale import Floats, Ints

_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LEAST_BAR: Final = 2.0
"""The height of a bar of one event, in pixels."""
_BAR: Final = 0.44
"""The height of a mark, in rows."""


class TimelinePainter:
    """One paint of a chronology."""

    def __init__(
        self, painter: QPainter, chronology: Chronology, state: DrawnState, exposed: QRectF
    ) -> None:
        self._painter = painter
        self._chronology = chronology
        self._state = state
        self._theme = state.theme
        self._metrics = QFontMetricsF(state.font)
        self._slanted = QFont(state.font)
        self._slanted.setItalic(True)
        self._exposed = exposed
        self._frame = FramePainter(painter, chronology, state)

    def paint_ground(self) -> None:
        """All but what follows the pointer and the choice: kept as a picture until something moves."""
        painter, scene = self._painter, self._chronology.scene()
        painter.fillRect(self._exposed, self._theme.colour("surface"))
        frame = self._frame
        with self._content():
            with self._axis_clip():
                frame.draw_era_grounds()
                frame.draw_periods()
            frame.draw_grid()
            with self._axis_clip():
                self._draw_marks()
            for lane in scene.lanes:
                if self._is_exposed(lane.top, lane.height):
                    frame.draw_lane_name(lane)

    def paint_over(self) -> None:
        """The brush, the selection, what is pointed at, the current event, and the axis above all."""
        state = self._state
        with self._content(), self._axis_clip():
            if state.brush is not None:
                self._frame.draw_band(min(state.brush), max(state.brush), 0.5)
            for at in sorted(state.selected - {state.current}):
                self._outline(at, "muted")
            for place, shade in ((state.pointed, "accent"), (state.current, "text")):
                if place is not None:
                    self._outline(place, shade)
            if state.current is not None:
                self._call_out(state.current)
        self._frame.draw_axis()

    @contextmanager
    def _content(self) -> Iterator[None]:
        """Draw in content coordinates below the axis."""
        state, painter = self._state, self._painter
        painter.save()
        painter.setClipRect(QRectF(0, state.axis, state.width, state.height - state.axis))
        painter.translate(0, state.axis - state.scrolled)
        try:
            yield
        finally:
            painter.restore()

    @contextmanager
    def _axis_clip(self) -> Iterator[None]:
        """Draw right of the names of the lanes."""
        state, painter = self._state, self._painter
        painter.save()
        height = max(self._chronology.scene().height, state.scrolled + state.height)
        painter.setClipRect(
            QRectF(state.header, 0, state.width, height), Qt.ClipOperation.IntersectClip
        )
        painter.translate(state.header, 0)
        try:
            yield
        finally:
            painter.restore()

    def _is_exposed(self, y: float, height: float) -> bool:
        """Whether a stretch of content heights is exposed."""
        top = self._exposed.top() - self._state.axis + self._state.scrolled
        return y + height >= top and y <= top + self._exposed.height()

    # -- marks ----------------------------------------------------------------------------------

    def _draw_marks(self) -> None:
        scene, row = self._chronology.scene(), self._chronology.measures.row
        self._draw_bars()
        for spot, title in self._chronology.seen():
            if self._is_exposed(spot.y, row):
                self._draw_spot(spot, title)
        for pill in scene.pills:
            if not pill.bare and self._is_exposed(pill.y, row):
                self._draw_pill(pill)
        for chip in scene.chips:
            if self._is_exposed(chip.y, row):
                self._draw_chip(chip)

    def _rect(self, spot: MarkPlace) -> QRectF:
        """A mark in content coordinates, cut a little beyond the axis."""
        shift, row = self._chronology.shift, self._chronology.measures.row
        x0 = max(spot.placed.x0 - shift, -self._state.beyond)
        x1 = min(spot.placed.x1 - shift, self._frame.axis_width + self._state.beyond)
        high = round(row * _BAR)
        return QRectF(x0, spot.y + (row - 1 - high) / 2, x1 - x0, high)

    def _draw_spot(self, spot: MarkPlace, title: TitlePlace | None) -> None:
        at, chronology = spot.placed.at, self._chronology
        lit = bool(chronology.shown.lit[at])
        possible = lit and not chronology.shown.certain[at]
        self._painter.setOpacity(0.22 if not lit else 0.62 if possible else 1.0)
        events = chronology.events
        draw_mark(
            self._painter,
            self.shape(spot),
            type_colour(self._theme, events.types, events.event_type(at)),
        )
        self._painter.setOpacity(1.0)
        if title is not None:
            rect = QRectF(title.x, spot.y, title.width + 2, chronology.measures.row - 1)
            if title.inside:
                ground = rect.adjusted(-GRID, 1, GRID, -1)
                self._painter.fillRect(ground, self._theme.colour("surface"))
            self._draw_title(rect, at, possible=possible)

    def shape(self, spot: MarkPlace) -> MarkShape:
        """What is painted of a mark."""
        chronology, p, rect = self._chronology, spot.placed, self._rect(spot)
        drawn, at, m = chronology.events.drawn, spot.placed.at, chronology.measures
        moment, doubtful = bool(drawn.moment[at]), bool(drawn.doubtful[at])
        sure_left, sure_right = float(drawn.sure_left[at]), float(drawn.sure_right[at])
        soft = min(8.0, rect.width() / 3) if doubtful else 0.0
        cut0 = p.x0 - chronology.shift < -self._state.beyond
        cut1 = rect.right() >= self._frame.axis_width + self._state.beyond
        on0, on1 = math.isinf(drawn.left[at]), math.isinf(drawn.right[at])
        sure0 = sure1 = rect.left()
        if not moment and sure_left < sure_right:
            limits, axis = chronology.limits, chronology.axis
            sure0 = max(axis.x(max(sure_left, limits.first)), rect.left())
            sure1 = min(axis.x(min(sure_right, limits.last)), rect.right())
        return MarkShape(
            rect, sure0, sure1,
            0.0 if cut0 or on0 else m.fade if drawn.fade_left[at] else soft,
            0.0 if cut1 or on1 else m.fade if drawn.fade_right[at] else soft,
            on0, on1, moment,
            moment and bool(drawn.exact[at]) and p.x1 - p.x0 <= m.dot + 0.5, doubtful,
        )  # fmt: skip

    def _draw_title(self, rect: QRectF, at: int, *, possible: bool) -> None:
        """A title, in italics where the event passes only possibly."""
        self._painter.setFont(self._slanted if possible else self._state.font)
        self._painter.setPen(self._theme.colour("muted" if possible else "text"))
        self._painter.drawText(rect, _LEFT, self._chronology.titles.title(at))
        self._painter.setFont(self._state.font)

    def _draw_chip(self, chip: UndatedChip) -> None:
        gap, row = self._chronology.measures.gap, self._chronology.measures.row
        rect = QRectF(chip.x + gap, chip.y, chip.width - 2 * gap, row - 1)
        self._draw_title(rect, chip.at, possible=not self._chronology.shown.certain[chip.at])

    # -- counts ---------------------------------------------------------------------------------

    def pill_rect(self, pill: CountPill) -> QRectF:
        """Where the pill of a count stands: as wide as its number, over the middle of its stretch."""
        m = self._chronology.measures
        width = m.digit * pill_letters(pill.possible or pill.shown)
        x = (pill.x0 + pill.x1 - width) / 2 - self._chronology.shift
        return QRectF(x, pill.y + 1, width, m.row - 3)

    def _draw_pill(self, pill: CountPill) -> None:
        rect = self.pill_rect(pill)
        if rect.right() < 0 or rect.left() > self._frame.axis_width:
            return
        self._painter.setFont(self._state.font if pill.certain == pill.possible else self._slanted)
        style = BadgeStyle(ink="text" if pill.possible else "muted")
        draw_badge(self._painter, rect, tr.number(pill.possible or pill.shown), self._theme, style)
        self._painter.setFont(self._state.font)

    def _draw_bars(self) -> None:
        """The bars of all dense lanes that are in sight, to one scale.

        Heights are the root of the number, so that one is seen beside a thousand; the scale is that
        of the next power of two, so that it stands still while the drawing is moved a little. What
        does not pass may be cut off.
        """
        shift, width, painter = self._chronology.shift, self._frame.axis_width, self._painter
        strips = [
            bars for bars in self._chronology.scene().bars
            if self._is_exposed(bars.y, bars.height) and len(bars.x)
        ]  # fmt: skip
        inside = [(bars.x + bars.cell > shift) & (bars.x < shift + width) for bars in strips]
        peaks = (
            int(bars.tally.possible[on].max(initial=1))
            for bars, on in zip(strips, inside, strict=True)
        )
        most = 1 << (max(peaks, default=1) - 1).bit_length()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for bars, on in zip(strips, inside, strict=True):
            x = bars.x[on] - shift
            certain, possible, shown = (counts[on] for counts in bars.tally)
            full = self._frame.lane_colour(bars.lane)
            pale = QColor(full)
            pale.setAlphaF(PALE)
            # A layer is painted only where it looks out behind the next.
            for counts, colour in (
                (np.where(shown > possible, shown, 0), self._theme.colour("grid")),
                (np.where(possible > certain, possible, 0), pale),
                (certain, full),
            ):
                painter.setBrush(colour)
                painter.drawRects(_bar_rects(bars, x, counts, most))
        painter.restore()

    # -- the current event ----------------------------------------------------------------------

    def _outline(self, at: int, shade: str) -> None:
        place = self._chronology.scene().place_of(at)
        if isinstance(place, MarkPlace):
            rect = self._rect(place).adjusted(-2.5, -2.5, 2.5, 2.5)
        elif isinstance(place, UndatedChip):
            rect = QRectF(place.x, place.y, place.width, self._chronology.measures.row - 2)
        elif place is not None and not place.bare:
            rect = self.pill_rect(place)
        else:
            return
        self._painter.setPen(QPen(self._theme.colour(shade), 2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect, GRID, GRID)

    def _call_out(self, at: int) -> None:
        """The title of the current event is always there and whole, in a count too."""
        chronology, width = self._chronology, self._frame.axis_width
        place = chronology.scene().place_of(at)
        if place is None or isinstance(place, UndatedChip):
            return
        mark = self._rect(place) if isinstance(place, MarkPlace) else self.pill_rect(place)
        if mark.right() < 0 or mark.left() > width:
            return
        words = chronology.titles.title(at)
        wide = min(self._metrics.horizontalAdvance(words) + 3 * GRID, width)
        titles = (title for spot, title in chronology.seen() if spot.placed.at == at and title)
        title = next(titles, None)
        if title is not None:
            x = title.x - GRID - 1
        elif mark.right() + GRID + wide <= width:
            x = mark.right() + GRID
        else:
            x = mark.left() - GRID - wide
        x = min(max(x, 0.0), width - wide)
        rect = QRectF(x, place.y, wide, chronology.measures.row - 1)
        draw_callout(self._painter, rect, words, self._theme)


def _bar_rects(bars: CountBars, x: Floats, counts: Ints, most: int) -> list[QRectF]:
    """The bars of some counts, `most` of which are as high as the strip."""
    some = counts > 0
    heights = np.sqrt(np.minimum(counts[some] / most, 1)) * bars.height
    base, wide = bars.y + bars.height, max(1.0, bars.cell - 1)
    return [
        QRectF(QPointF(left, base - high), QPointF(left + wide, base))
        for left, high in zip(
            x[some].tolist(), np.maximum(_LEAST_BAR, heights).tolist(), strict=True
        )
    ]
