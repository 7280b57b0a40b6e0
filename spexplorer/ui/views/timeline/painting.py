"""Paints a stage: marks, labels, badges, the undated; round them what `frame` paints."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from spexplorer.ui.theme import GRID
from spexplorer.ui.views.timeline.frame import Frame
from spexplorer.ui.views.timeline.glyphs import (
    Shape,
    draw_badge,
    draw_callout,
    draw_shape,
    shade_of,
)
from spexplorer.ui.views.timeline.look import Look
from spexplorer.ui.views.timeline.stage import Badge, Chip, Spot, Stage

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
        self._exposed = exposed
        self._frame = Frame(painter, stage, look)

    def paint(self) -> None:
        """Everything, from the ground up."""
        look, painter, frame = self._look, self._painter, self._frame
        painter.fillRect(self._exposed, self._theme.colour("surface"))
        scene = self._stage.scene()
        painter.save()
        painter.setClipRect(QRectF(0, look.axis, look.width, look.height - look.axis))
        painter.translate(0, look.axis - look.scrolled)
        for number, lane in enumerate(scene.lanes):
            frame.draw_ground(lane, striped=number % 2 == 1)
        painter.save()
        axis = QRectF(look.header, 0, look.width, scene.height)
        painter.setClipRect(axis, Qt.ClipOperation.IntersectClip)
        painter.translate(look.header, 0)
        frame.draw_range()
        frame.draw_grid()
        self._draw_marks()
        painter.restore()
        for lane in scene.lanes:
            if self._seen(lane.top, lane.height):
                frame.draw_lane_name(lane)
        painter.restore()
        frame.draw_axis()

    def _seen(self, y: float, height: float) -> bool:
        """Whether a stretch of content heights is exposed."""
        top = self._exposed.top() - self._look.axis + self._look.scrolled
        return y + height >= top and y <= top + self._exposed.height()

    # -- marks ----------------------------------------------------------------------------------

    def _draw_marks(self) -> None:
        scene, row = self._stage.scene(), self._stage.measures.row
        for spot in scene.spots:
            if self._seen(spot.y, row):
                self._draw_spot(spot)
        for badge in scene.badges:
            if self._seen(badge.y, row):
                self._draw_cluster(badge)
        for chip in scene.chips:
            if self._seen(chip.y, row):
                self._draw_chip(chip)
        for uid, shade in ((self._look.pointed, "accent"), (self._look.current, "text")):
            if uid is not None:
                self._outline(uid, shade)
        self._call_out()

    def _rect(self, spot: Spot) -> QRectF:
        """A mark in content coordinates, cut a little beyond the axis."""
        shift = self._stage.shift
        x0 = max(spot.placed.x0 - shift, -_BEYOND)
        x1 = min(spot.placed.x1 - shift, self._look.width + _BEYOND)
        return QRectF(x0, spot.y + 1, x1 - x0, self._stage.measures.row - 3)

    def _draw_spot(self, spot: Spot) -> None:
        shift, p = self._stage.shift, spot.placed
        low, high = min(p.x0, p.label_x) - shift, max(p.x1, p.label_x + p.label) - shift
        if high < 0 or low > self._axis_width():
            return
        mark, lit = self._stage.mark(p.at), bool(self._stage.lit[p.at])
        possible = lit and not self._look.is_certain(mark.id)
        self._painter.setOpacity(0.22 if not lit else 0.62 if possible else 1.0)
        if p.x1 - shift > -_BEYOND and p.x0 - shift < self._look.width + _BEYOND:
            colour = shade_of(self._theme, mark.event_type)
            draw_shape(self._painter, self.shape(spot), colour, dark=self._theme.dark)
        self._painter.setOpacity(1.0)
        if p.label:
            self._label(spot, mark.label, possible=possible)

    def _axis_width(self) -> float:
        return self._look.width - self._look.header

    def shape(self, spot: Spot) -> Shape:
        """What is painted of a mark."""
        stage, p, rect = self._stage, spot.placed, self._rect(spot)
        mark, m = stage.mark(p.at), stage.measures
        soft = min(8.0, rect.width() / 3) if mark.doubtful else 0.0
        left, right = mark.inside(stage.limits)
        gone0 = max((mark.sure_left - left) * stage.scale, 0.0) if math.isfinite(left) else 0.0
        gone1 = max((right - mark.sure_right) * stage.scale, 0.0)
        if mark.moment or mark.sure_left >= mark.sure_right:
            gone0 = gone1 = 0.0
        cut0, cut1 = p.x0 - stage.shift < -_BEYOND, rect.right() >= self._look.width + _BEYOND
        sure0, sure1 = self._sure(mark.sure_left, mark.sure_right, rect)
        on0, on1 = math.isinf(mark.left), math.isinf(mark.right)
        return Shape(
            rect, sure0, sure1,
            0.0 if cut0 or on0 else m.fade if mark.fade_left else max(soft, gone0),
            0.0 if cut1 or on1 else m.fade if mark.fade_right else max(soft, gone1),
            on0, on1, mark.moment,
            mark.moment and mark.exact and p.x1 - p.x0 <= m.dot + 0.5, mark.doubtful,
        )  # fmt: skip

    def _sure(self, first: float, last: float, rect: QRectF) -> tuple[float, float]:
        if first >= last:
            return rect.left(), rect.left()
        limits = self._stage.limits
        x0 = self._stage.x_of(max(first, limits.first))
        x1 = self._stage.x_of(min(last, limits.last))
        return max(x0, rect.left()), min(x1, rect.right())

    def _label(self, spot: Spot, text: str, *, possible: bool) -> None:
        """The label of a mark; that of a bar that began earlier stays in sight."""
        p, gap, shift = spot.placed, self._stage.measures.gap, self._stage.shift
        if p.x1 - shift < gap or p.x0 - shift > self._axis_width():
            return
        x, end = p.label_x - shift, p.x1 - shift
        if p.x0 < p.label_x < p.x1 and x < gap:
            x = min(gap, max(x, end - p.label - gap))
        low, high = max(x, gap), min(x + p.label, self._axis_width() - gap)
        if high - low < min(p.label, 3 * self._stage.measures.digit):
            return
        rect = QRectF(low, spot.y, high - low + 2, self._stage.measures.row - 1)
        font = QFont(self._look.font)
        font.setItalic(possible)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour("muted" if possible else "text"))
        words = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, _LEFT, words)
        self._painter.setFont(self._look.font)

    def badge_rect(self, badge: Badge) -> QRectF:
        """Where the pill of a cluster stands."""
        x = self._stage.badge_x(badge)
        width = badge.cluster.x1 - badge.cluster.x0
        return QRectF(x, badge.y + 1, width, self._stage.measures.row - 3)

    def _draw_cluster(self, badge: Badge) -> None:
        rect = self.badge_rect(badge)
        if rect.right() < 0 or rect.left() > self._axis_width():
            return
        lit = int(self._stage.lit[list(badge.cluster.members)].sum())
        at = self._stage.marks.at.get(self._look.current or "")
        self._painter.setFont(self._look.font)
        chosen = at in badge.cluster.members
        count = lit or len(badge.cluster.members)
        draw_badge(self._painter, rect, f"+{count:,}", self._theme, chosen=chosen, faint=not lit)

    def _draw_chip(self, chip: Chip) -> None:
        possible = not self._look.is_certain(chip.id)
        rect = QRectF(chip.x, chip.y, chip.width, self._stage.measures.row - 1)
        font = QFont(self._look.font)
        font.setItalic(possible)
        self._painter.setFont(font)
        self._painter.setPen(self._theme.colour("muted" if possible else "text"))
        words = self._metrics.elidedText(
            chip.label, Qt.TextElideMode.ElideRight, chip.width - self._stage.measures.gap
        )
        self._painter.drawText(rect.adjusted(self._stage.measures.gap, 0, 0, 0), _LEFT, words)

    # -- the current event ----------------------------------------------------------------------

    def _outline(self, uid: str, shade: str) -> None:
        spot, chip = self._stage.spot_of(uid), self._stage.chip_of(uid)
        if spot is not None:
            rect = self._rect(spot).adjusted(-2, -1, 2, 1)
        elif chip is not None:
            rect = QRectF(chip.x, chip.y, chip.width, self._stage.measures.row - 2)
        else:
            return
        self._painter.setPen(QPen(self._theme.colour(shade), 2.2))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(rect, GRID, GRID)

    def _call_out(self) -> None:
        """The label of the current event is always there, in a cluster too."""
        stage, uid = self._stage, self._look.current
        spot, badge = stage.spot_of(uid), stage.badge_of(uid)
        if uid not in stage.marks.at or (spot is None and badge is None):
            return
        mark = stage.mark(stage.marks.at[uid or ""])
        if spot is not None:
            beside, y, inside = self._rect(spot), spot.y, not mark.moment
        else:
            assert badge is not None
            beside, y, inside = self.badge_rect(badge), badge.y, False
        if beside.right() < 0 or beside.left() > self._axis_width():
            return
        begin = (max(beside.left(), 0.0) if inside else beside.right()) + GRID
        right = self._axis_width() - GRID - begin
        left = min(beside.left(), self._axis_width()) - 2 * GRID
        width = self._metrics.horizontalAdvance(mark.label) + 4 * GRID
        to_right = width <= right or right >= left
        width = min(width, max(right if to_right else left, 0.0))
        x = begin if to_right else min(beside.left(), self._axis_width()) - GRID - width
        words = self._metrics.elidedText(mark.label, Qt.TextElideMode.ElideRight, width - 3 * GRID)
        rect = QRectF(x, y, width, stage.measures.row - 1)
        draw_callout(self._painter, rect, words, self._theme)
