"""The time axis of every drawing: where its ticks stand, and how axis and grid are painted.

A drawing makes a `TimeScale` of its window and its pixels and asks for the ticks there is room for:

    scale = TimeScale(Window.of_years(1990, 2020), left, width)
    axis = axis_ticks(scale, QFontMetricsF(self.font()))
    paint_grid(painter, theme, axis, top, bottom)
    paint_axis(painter, theme, axis, band)

`scale.x(day)` places what else is drawn; `limits_around` and `Window.within` bound zooming and panning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPen

from spexplorer.domain.calendar_days import civil
from spexplorer.domain.time_window import TimeScale, step_for, ticks
from spexplorer.ui.translation import tr
from spexplorer.words.days import context_words, tick_words, year_words

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF, QPainter

    from spexplorer.ui.style.theme import Theme

_APART: Final = 2.4
"""A label and the gap behind it, in widths of a label."""
_TICK: Final = 4.0
"""The height of a tick on the axis, in pixels."""


class AxisTick(NamedTuple):
    """A tick in its place: pixels, and the words that stand above it."""

    x: float
    words: str
    width: float
    """Of the words, in pixels."""
    major: bool


class AxisTicks(NamedTuple):
    """The ticks of an axis; `context` is the larger unit they leave out: “2013” where they are months."""

    ticks: list[AxisTick]
    context: str


def axis_ticks(scale: TimeScale, metrics: QFontMetricsF) -> AxisTicks:
    """The closest ticks whose labels have room, in units that are read at a glance."""
    ends = (year_words(tr, civil(int(day))[0]) for day in scale.window)
    widest = max(metrics.horizontalAdvance(words) for words in ends)
    step = step_for(scale.window, int(scale.width / max(1.0, widest * _APART)))
    found = []
    for tick in ticks(scale.window, step):
        words = tick_words(tr, tick, step)
        width = metrics.horizontalAdvance(words)
        found.append(AxisTick(scale.x(tick.day), words, width, tick.major))
    return AxisTicks(found, context_words(tr, scale.window.first, step))


def paint_axis(
    painter: QPainter,
    theme: Theme,
    axis: AxisTicks,
    band: QRectF,
    taken: Sequence[tuple[float, float]] = (),
) -> None:
    """Write the ticks into a band above the drawing, each centred over its place.

    A label that would leave the band, or lie on a stretch that is `taken`, is left out.
    """
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.drawLine(QLineF(band.left(), band.bottom() - 0.5, band.right(), band.bottom() - 0.5))
    for mark in axis.ticks:
        painter.setPen(QPen(theme.colour("muted"), 1))
        x = round(mark.x) + 0.5
        painter.drawLine(QLineF(x, band.bottom() - _TICK, x, band.bottom()))
        low, high = mark.x - mark.width / 2, mark.x + mark.width / 2
        if low < band.left() or high > band.right():
            continue
        if any(low < end and high > begin for begin, end in taken):
            continue
        painter.setPen(theme.colour("text" if mark.major else "muted"))
        room = QRectF(low - 1, band.top(), mark.width + 2, band.height() - _TICK)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark.words)


def paint_grid(painter: QPainter, theme: Theme, axis: AxisTicks, top: float, bottom: float) -> None:
    """A faint line down from every tick."""
    painter.setPen(QPen(theme.colour("grid"), 1))
    for mark in axis.ticks:
        x = round(mark.x) + 0.5
        painter.drawLine(QLineF(x, top, x, bottom))
