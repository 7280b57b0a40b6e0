"""Paints a stage: marks, labels, badges, the undated; round them what `frame` paints."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.views.timeline.bars import draw_bars
from spexplorer.ui.views.timeline.frame import Frame
from spexplorer.ui.views.timeline.glyphs import (
    Shape,
    draw_badge,
    draw_callout,
    draw_shape,
    shade_of,
)
from spexplorer.ui.views.timeline.look import Look
from spexplorer.readings.timeline.packing import badge_letters
from spexplorer.readings.timeline.scene import Badge, Chip, Spot
from spexplorer.ui.views.timeline.sight import Label
from spexplorer.readings.timeline.chronology import Stage

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_BEYOND = 60.0
"""Pixels beyond the axis at which long bars are cut before they are painted."""


class Painting:
    """One paint of a stage with a look."""

    def __init__(self, painter: QPainter, stage: Stage, look: Look, exposed: QRectF) -> None:
        self._painter = painter
        self._stage = stage
        self._look = look
        self._theme = look.theme
        self._metrics = QFontMetricsF(look.font)
        self._slanted = QFont(look.font)
        self._slanted.setItalic(True)
        self._events, self._shown = stage.events, stage.shown
        self._exposed = exposed
        self._frame = Frame(painter, stage, look)
        self._current_spot = stage.scene().spot_of(look.current)

    def paint_ground(self) -> None:
        """All but what follows the pointer and the choice: kept as a picture until something moves."""
        painter, frame = self._painter, self._frame
        painter.fillRect(self._exposed, self._theme.colour("surface"))
        scene = self._stage.scene()
        with self._content():
            for number, lane in enumerate(scene.lanes):
                frame.draw_ground(lane, striped=number % 2 == 1)
            with self._axis_clip():
                frame.draw_era_grounds()
                frame.draw_range()
                frame.draw_grid()
                self._draw_marks()
            for lane in scene.lanes:
                if self._seen(lane.top, lane.height):
                    frame.draw_lane_name(lane)

    def paint_over(self) -> None:
        """The brush, the selection, what is pointed at, the current event, and the axis above all."""
        with self._content(), self._axis_clip():
            self._frame.draw_brush()
            for at in sorted(self._look.selected - {self._look.current}):
                self._outline(at, "muted")
            for place, shade in ((self._look.pointed, "accent"), (self._look.current, "text")):
                if place is not None:
                    self._outline(place, shade)
            self._call_out()
        self._frame.draw_axis()

    @contextmanager
    def _content(self) -> Iterator[None]:
        """Draw in content coordinates below the axis."""
        look, painter = self._look, self._painter
        painter.save()
        painter.setClipRect(QRectF(0, look.axis, look.width, look.height - look.axis))
        painter.translate(0, look.axis - look.scrolled)
        try:
            yield
        finally:
            painter.restore()

    @contextmanager
    def _axis_clip(self) -> Iterator[None]:
        """Draw right of the names of the lanes."""
        look, painter = self._look, self._painter
        painter.save()
        height = max(self._stage.scene().height, look.scrolled + look.height)
        painter.setClipRect(
            QRectF(look.header, 0, look.width, height), Qt.ClipOperation.IntersectClip
        )
        painter.translate(look.header, 0)
        try:
            yield
        finally:
            painter.restore()

    def _seen(self, y: float, height: float) -> bool:
        """Whether a stretch of content heights is exposed."""
        top = self._exposed.top() - self._look.axis + self._look.scrolled
        return y + height >= top and y <= top + self._exposed.height()

    # -- marks ----------------------------------------------------------------------------------

    def _draw_marks(self) -> None:
        scene, row = self._stage.scene(), self._stage.measures.row
        draw_bars(self._painter, self._stage, self._look, self._seen)
        for spot, label in self._stage.seen():
            if self._seen(spot.y, row):
                self._draw_spot(spot, label)
        for badge in scene.badges:
            if not badge.bare and self._seen(badge.y, row):
                self._draw_cluster(badge)
        for chip in scene.chips:
            if self._seen(chip.y, row):
                self._draw_chip(chip)

    def _rect(self, spot: Spot) -> QRectF:
        """A mark in content coordinates, cut a little beyond the axis."""
        shift = self._stage.shift
        x0 = max(spot.placed.x0 - shift, -_BEYOND)
        x1 = min(spot.placed.x1 - shift, self._look.width + _BEYOND)
        return QRectF(x0, spot.y + 1, x1 - x0, self._stage.measures.row - 3)

    def _draw_spot(self, spot: Spot, label: Label | None) -> None:
        at = spot.placed.at
        lit = bool(self._shown.lit[at])
        possible = lit and not self._shown.certain[at]
        self._painter.setOpacity(0.22 if not lit else 0.62 if possible else 1.0)
        colour = shade_of(self._theme, self._events.event_type(at))
        draw_shape(self._painter, self.shape(spot), colour, dark=self._theme.dark)
        self._painter.setOpacity(1.0)
        if label is not None:
            rect = QRectF(label.x, spot.y, label.width + 2, self._stage.measures.row - 1)
            self._title(rect, at, possible=possible)

    def _axis_width(self) -> float:
        return self._look.width - self._look.header

    def shape(self, spot: Spot) -> Shape:
        """What is painted of a mark."""
        stage, p, rect = self._stage, spot.placed, self._rect(spot)
        drawn, at, m = self._events.drawn, spot.placed.at, stage.measures
        moment, doubtful = bool(drawn.moment[at]), bool(drawn.doubtful[at])
        sure_left, sure_right = float(drawn.sure_left[at]), float(drawn.sure_right[at])
        soft = min(8.0, rect.width() / 3) if doubtful else 0.0
        left, right = self._events.inside(at, stage.limits)
        gone0 = max((sure_left - left) * stage.scale, 0.0) if math.isfinite(left) else 0.0
        gone1 = max((right - sure_right) * stage.scale, 0.0)
        if moment or sure_left >= sure_right:
            gone0 = gone1 = 0.0
        cut0, cut1 = p.x0 - stage.shift < -_BEYOND, rect.right() >= self._look.width + _BEYOND
        sure0, sure1 = self._sure(sure_left, sure_right, rect)
        on0, on1 = math.isinf(drawn.left[at]), math.isinf(drawn.right[at])
        return Shape(
            rect, sure0, sure1,
            0.0 if cut0 or on0 else m.fade if drawn.fade_left[at] else max(soft, gone0),
            0.0 if cut1 or on1 else m.fade if drawn.fade_right[at] else max(soft, gone1),
            on0, on1, moment,
            moment and bool(drawn.exact[at]) and p.x1 - p.x0 <= m.dot + 0.5, doubtful,
        )  # fmt: skip

    def _sure(self, first: float, last: float, rect: QRectF) -> tuple[float, float]:
        if first >= last:
            return rect.left(), rect.left()
        limits = self._stage.limits
        x0 = self._stage.x_of(max(first, limits.first))
        x1 = self._stage.x_of(min(last, limits.last))
        return max(x0, rect.left()), min(x1, rect.right())

    def _title(self, rect: QRectF, at: int, *, possible: bool) -> None:
        """A title, in italics where the event passes only possibly; its signs are never cut off."""
        painter, font = self._painter, self._slanted if possible else self._look.font
        titles = self._stage.titles
        words = titles.title(at)
        painter.setFont(font)
        painter.setPen(self._theme.colour("muted" if possible else "text"))
        if rect.width() < self._stage.measures.width(words) + 2:
            words = elided(QFontMetricsF(font), titles.row(at).label, titles.sign(at), rect.width())
        painter.drawText(rect, _LEFT, words)
        painter.setFont(self._look.font)

    def badge_rect(self, badge: Badge) -> QRectF:
        """Where the pill of a count stands; over a stretch of bars it is as wide as its number."""
        x, width = self._stage.badge_x(badge), badge.x1 - badge.x0
        if badge.pile:
            own = self._stage.measures.digit * badge_letters(badge.possible or badge.shown)
            x, width = x + (width - own) / 2, own
        return QRectF(x, badge.y + 1, width, self._stage.measures.row - 3)

    def _draw_cluster(self, badge: Badge) -> None:
        rect = self.badge_rect(badge)
        if rect.right() < 0 or rect.left() > self._axis_width():
            return
        sure = badge.certain == badge.possible
        if not sure:
            self._painter.setFont(self._slanted)
        count = f"{badge.possible or badge.shown:,}"
        count = count if badge.pile else f"+{count}"
        faint = not badge.possible
        draw_badge(self._painter, rect, count, self._theme, faint=faint)
        if not sure:
            self._painter.setFont(self._look.font)

    def _draw_chip(self, chip: Chip) -> None:
        gap = self._stage.measures.gap
        rect = QRectF(chip.x + gap, chip.y, chip.width - 2 * gap, self._stage.measures.row - 1)
        possible = not self._shown.certain[chip.at]
        self._title(rect, chip.at, possible=possible)

    # -- the current event ----------------------------------------------------------------------

    def _outline(self, at: int, shade: str) -> None:
        scene = self._stage.scene()
        spot, chip = scene.spot_of(at), scene.chip_of(at)
        if spot is not None:
            rect = self._rect(spot).adjusted(-2, -1, 2, 1)
        elif chip is not None:
            rect = QRectF(chip.x, chip.y, chip.width, self._stage.measures.row - 2)
        else:
            badge = scene.badge_of(at)
            if badge is None or badge.bare:
                return
            rect = self.badge_rect(badge)
        self._painter.setPen(QPen(self._theme.colour(shade), 2.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect, GRID, GRID)

    def _call_out(self) -> None:
        """The label of the current event is always there, in a count too."""
        stage, at = self._stage, self._look.current
        spot = self._current_spot
        badge = stage.scene().badge_of(at) if spot is None else None
        if at is None or (spot is None and badge is None):
            return
        if spot is not None:
            beside, y, inside = self._rect(spot), spot.y, not self._events.drawn.moment[at]
        else:
            assert badge is not None
            beside, y, inside = self.badge_rect(badge), badge.y, False
        if beside.right() < 0 or beside.left() > self._axis_width():
            return
        label, sign = stage.titles.row(at).label, stage.titles.sign(at)
        begin = (max(beside.left(), 0.0) if inside else beside.right()) + GRID
        right = self._axis_width() - GRID - begin
        left = min(beside.left(), self._axis_width()) - 2 * GRID
        width = self._metrics.horizontalAdvance(label + sign) + 4 * GRID
        to_right = width <= right or right >= left
        width = min(width, max(right if to_right else left, 0.0))
        x = begin if to_right else min(beside.left(), self._axis_width()) - GRID - width
        words = elided(self._metrics, label, sign, width - 3 * GRID)
        rect = QRectF(x, y, width, stage.measures.row - 1)
        draw_callout(self._painter, rect, words, self._theme)


def elided(metrics: QFontMetricsF, title: str, sign: str, width: float) -> str:
    """A title cut to a width; the sign behind it stays."""
    room = width - metrics.horizontalAdvance(sign)
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(room, 0.0)) + sign
