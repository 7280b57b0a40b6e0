"""How a life is painted on the axis of the strip: bar, limits of its dates, glyphs, what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.glyphs import draw_glyph, draw_unsaid, fading
from spexplorer.ui.views.agreements.life import (
    GOES_ON,
    OVER,
    Dating,
    Life,
    Manner,
    Stretch,
    bar_of,
    year_start,
)

_LEAD = 2 * 365
"""Over so many days the line before a date of which only the latest day is known fades in."""


class Axis(NamedTuple):
    """A range of years laid over a range of pixels."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int | None, missing: float = 0.0) -> float:
        """Where a day stands; `missing` where there is none."""
        if day is None:
            return missing
        low, high = year_start(self.first), year_start(self.last + 1)
        at = (day - low) / (high - low)
        return self.left + min(max(at, 0.0), 1.0) * (self.right - self.left)

    def ticks(self, room: float) -> list[int]:
        """Years to be written when each needs `room` pixels."""
        years = self.last - self.first + 1
        for step in (1, 2, 5, 10, 20, 50, 100):
            if (self.right - self.left) / years * step >= room:
                return [year for year in range(self.first, self.last + 1) if year % step == 0]
        return [self.first]


class LifePainter:
    """Paints one life after another in the colours of a theme."""

    def __init__(self, painter: QPainter, theme: Theme, axis: Axis, font: QFont) -> None:
        self._painter = painter
        self._theme = theme
        self._axis = axis
        self._font = font

    def draw(self, life: Life, row: QRectF, ground: QColor, *, possible: bool) -> None:
        """Paint a life into a row; one that passes only possibly is drawn lighter."""
        painter = self._painter
        painter.save()
        painter.setOpacity(0.55 if possible else 1.0)
        stretches = bar_of(life)
        for stretch in stretches:
            self._stretch(stretch, row)
        for date in life.dates:
            self._limits(date, row)
        size = row.height() * 0.46
        for said in (life.as_of, *life.dates):
            if said is not None:
                self._glyph(said, row, size, ground)
        self._unknown(life, stretches, row)
        painter.restore()

    def x_of(self, date: Dating) -> float:
        """Where the glyph of a date stands."""
        return glyph_x(self._axis, date)

    def _stretch(self, stretch: Stretch, row: QRectF) -> None:
        left, right = self._axis.x(stretch.first), self._axis.x(stretch.last)
        thick = max(4.0, row.height() * 0.26)
        box = QRectF(left, row.center().y() - thick / 2, max(right - left, 1.0), thick)
        colour = self._theme.colour("accent")
        match stretch.manner:
            case Manner.SURE:
                self._painter.fillRect(box, colour)
            case Manner.UNSAID:
                draw_unsaid(self._painter, box, colour)
            case Manner.FADING_IN:
                self._painter.fillRect(box, fading(box, colour, out=False))
            case Manner.FADING_OUT:
                self._painter.fillRect(box, fading(box, colour, out=True))

    def _limits(self, date: Dating, row: QRectF) -> None:
        """A bracket under the glyph from the first to the last possible day."""
        right = self._axis.x(date.high, self._axis.right)
        if date.low is None:
            if date.high is None:
                return
            left = self._axis.x(date.high - _LEAD)
        else:
            left = self._axis.x(date.low)
        if right - left < 3:
            return
        y, end = row.center().y() + row.height() * 0.32, row.height() * 0.1
        painter = self._painter
        pen = QPen(self._theme.colour("muted"), 1)
        if date.low is None or date.doubtful:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(left, y, right, y))
        painter.drawLine(QLineF(right, y - end, right, y))
        if date.low is not None:
            painter.drawLine(QLineF(left, y - end, left, y))

    def _glyph(self, date: Dating, row: QRectF, size: float, ground: QColor) -> None:
        ink = self._theme.colour("muted" if date.type == "as_of" else "text")
        doubtful = date.type != "as_of" and (date.doubtful or date.low is None)
        centre = QPointF(self.x_of(date), row.center().y())
        draw_glyph(self._painter, date.type, centre, size, ink, ground, doubtful=doubtful)

    def _unknown(self, life: Life, stretches: list[Stretch], row: QRectF) -> None:
        """Say “?” where beginning or end are not known, and that there is no date where there is none."""
        if not life.dates:
            self._say_undated(life, row)
        elif stretches and stretches[0].manner is Manner.FADING_IN and life.dates[0].low is None:
            room = QRectF(0, row.top(), self._axis.x(stretches[0].first) - GRID, row.height())
            self._say("?", room, Qt.AlignmentFlag.AlignRight)
        last = self._known_until(life, stretches)
        if last is not None and life.status not in OVER:
            clear = GRID + (0.0 if stretches else row.height() * 0.25)  # of the last glyph
            room = QRectF(self._axis.x(last) + clear, row.top(), self._axis.right, row.height())
            self._say("?", room, Qt.AlignmentFlag.AlignLeft)

    @staticmethod
    def _known_until(life: Life, stretches: list[Stretch]) -> int | None:
        """The last day that something is drawn for."""
        ends = [stretch.last for stretch in stretches]
        ends += [date.high for date in (*life.dates, life.as_of) if date and date.high is not None]
        return max(ends, default=None)

    def _say_undated(self, life: Life, row: QRectF) -> None:
        words = tr("beginning not known") if life.status in GOES_ON else tr("no date known")
        font = QFont(self._font)
        font.setItalic(True)
        self._say(words, row.adjusted(2 * GRID, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, font)

    def _say(
        self, words: str, room: QRectF, side: Qt.AlignmentFlag, font: QFont | None = None
    ) -> None:
        self._painter.setFont(font or self._font)
        self._painter.setPen(self._theme.colour("muted"))
        self._painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, words)


def glyph_x(axis: Axis, date: Dating) -> float:
    """Where the glyph of a date stands; the end of its time where the beginning is not known."""
    if date.type == "as_of":
        return axis.x(date.high if date.high is not None else date.low, axis.right)
    return axis.x(date.middle, axis.right)


def draw_axis(
    painter: QPainter, theme: Theme, axis: Axis, ticks: Sequence[int], band: QRectF
) -> None:
    """Write the years of an axis into the band above the rows; one that would be cut is left out."""
    metrics = QFontMetricsF(painter.font())
    painter.fillRect(band, theme.colour("raised"))
    line = QRectF(band.left(), band.bottom() - 1, band.width(), 1)
    painter.fillRect(line, theme.colour("border"))
    painter.setPen(theme.colour("muted"))
    for year in ticks:
        x = axis.x(year_start(year))
        painter.drawLine(QLineF(x, band.bottom() - GRID, x, band.bottom()))
        if x + 2 + metrics.horizontalAdvance(str(year)) <= band.right():
            base = band.center().y() + metrics.ascent() * 0.4
            painter.drawText(QPointF(x + 2, base), str(year))


def draw_cursor(
    painter: QPainter, theme: Theme, axis: Axis, row: QRectF, date: Dating | None
) -> None:
    """Frame the row that the keys have reached, and ring the date in it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 1.5, Qt.PenStyle.DotLine))
    painter.drawRect(row.adjusted(1, 1, -1, -2))
    if date is not None:
        side = row.height() * 0.35
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawEllipse(QPointF(glyph_x(axis, date), row.center().y()), side, side)


def draw_grid(
    painter: QPainter, theme: Theme, axis: Axis, ticks: Sequence[int], span: tuple[float, float]
) -> None:
    """A faint line at each year that is written, from a height to another."""
    painter.setPen(QPen(theme.colour("grid"), 1))
    for x in (axis.x(year_start(year)) for year in ticks):
        painter.drawLine(QLineF(x, span[0], x, span[1]))
