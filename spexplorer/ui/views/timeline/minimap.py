"""The whole span on one strip, wider where events are many; the window on it can be dragged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.domain.filters import Period
from spexplorer.domain.time_window import Window, step_for, ticks
from spexplorer.readings.timeline.filtered import EventTally
from spexplorer.readings.timeline.scale import FoldedScale
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.words.days import year_words

_FINENESS = (5, 12, 30, 60, 150)
"""Years are written on the strip from coarse to fine steps, wherever there is still room."""


_DRAG = 4
"""A press that moves less than this, in pixels, is a click."""


class _YearLabel(NamedTuple):
    """A year on the strip, in pixels."""

    x: float
    width: float
    words: str


@guarded
class Minimap(QWidget):
    """`wanted` carries the window of a drag, `travelled` that of a click, `zoomed` a turn of the wheel.

    A drag is followed at once, the others by a movement that the eye can follow. The keys of the drawing
    above do the same.
    """

    wanted = Signal(object)
    travelled = Signal(object)
    zoomed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folded = FoldedScale(Window(0, 1), ())
        none = self._folded.counted(())
        self._span = EventTally(none, none, none)
        self._window = Window(0, 1)
        self._periods: tuple[tuple[Period, bool], ...] = ()
        self._current: float | None = None
        self._grip = self._pressed = 0.0
        self._drags = False
        self._labels_key: object = None
        self._labels: list[_YearLabel] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The whole span of the library"))
        self.setToolTip(
            tr("The whole span, stretched where events are many. Click or drag to go there.")
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_span(self, folded: FoldedScale, span: EventTally) -> None:
        """Show the whole span, and how many events are found where in it, cell by cell."""
        self._folded = folded
        self._span = span
        self.update()

    def show_window(
        self,
        window: Window,
        periods: Iterable[tuple[Period, bool]] = (),
        current: float | None = None,
    ) -> None:
        """Mark what the drawing shows, the periods of the filter, the day of the current event."""
        asked = (window, tuple(periods), current)
        if asked != (self._window, self._periods, self._current):
            self._window, self._periods, self._current = asked
            self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 20, int(line * 2.2))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def x_of(self, day: float) -> float:
        """Where a day stands on the strip, in pixels."""
        return GRID + self._folded.place(day) * (self.width() - 2 * GRID)

    def day_at(self, x: float) -> float:
        """The day at a place of the strip."""
        return self._folded.day((x - GRID) / max(1, self.width() - 2 * GRID))

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = QFontMetricsF(self.font()).height()
            base = self.height() - line - GRID
            painter.fillRect(
                QRectF(GRID, 0, self.width() - 2 * GRID, base), self._theme.colour("raised")
            )
            for period, away in self._periods:
                if not away:
                    self._band(painter, period, base)
            self._bars(painter, base)
            self._years(painter, base, line)
            self._draw_window(painter, base)
            if self._current is not None:
                x = self.x_of(self._current)
                painter.setPen(QPen(self._theme.colour("text"), 2))
                painter.drawLine(QPointF(x, 0), QPointF(x, base))

    def _band(self, painter: QPainter, period: Period, base: float) -> None:
        first, last = self.x_of(period.first), self.x_of(period.last + 1)
        painter.fillRect(QRectF(first, 0, last - first, base), self._theme.colour("accent_soft"))

    def _bars(self, painter: QPainter, base: float) -> None:
        """How many events are found where; the root of the number, so that one is seen beside 50.

        Faint is what the period alone leaves out, pale what passes possibly, full what does for certain.
        """
        folded, most = self._folded, max(1.0, float(self._span.shown.max(initial=1)))
        x = GRID + folded.places * (self.width() - 2 * GRID)
        painter.setPen(Qt.PenStyle.NoPen)
        full, pale = self._theme.colour("accent"), self._theme.colour("accent")
        full.setAlphaF(0.4)
        pale.setAlphaF(0.3)
        shades = zip(self._span, (full, pale, self._theme.colour("border")), strict=True)
        for counts, shade in reversed(list(shades)):
            painter.setBrush(shade)
            at = counts.nonzero()[0]
            heights = np.maximum(2.0, (base - 3) * np.sqrt(counts[at] / most))
            wide = np.maximum(1.0, x[at + 1] - x[at] - 1)
            painter.drawRects(
                [
                    QRectF(x0, base - height, width, height)
                    for x0, height, width in zip(
                        (x[at] + 0.5).tolist(), heights.tolist(), wide.tolist(), strict=True
                    )
                ]
            )

    def _years(self, painter: QPainter, base: float, line: float) -> None:
        painter.setPen(QPen(self._theme.colour("muted"), 1))
        for label in self._year_labels():
            painter.drawLine(QPointF(label.x, base), QPointF(label.x, base + line * 0.4))
            place = QRectF(label.x + 3, base + 1, label.width + 2, line)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, label.words)

    def _year_labels(self) -> list[_YearLabel]:
        """The years that have room; measured again only for another span, width or type."""
        key = (self._folded, self.width(), self.font().key())
        if key != self._labels_key:
            self._labels_key = key
            self._labels = self._placed_years()
        return self._labels

    def _placed_years(self) -> list[_YearLabel]:
        metrics, limits = QFontMetricsF(self.font()), self._folded.limits
        placed: list[_YearLabel] = []
        for most in _FINENESS:
            step = step_for(limits, most)
            if step.unit != "year":
                break
            for tick in ticks(limits, step):
                words, x = year_words(tr, tick.year), self.x_of(tick.day)
                width = metrics.horizontalAdvance(words) + GRID
                clash = any(
                    x < other.x + other.width + 2 * GRID and x + width > other.x - 2 * GRID
                    for other in placed
                )
                if not clash and x + width <= self.width():
                    placed.append(_YearLabel(x, width, words))
        return placed

    def _draw_window(self, painter: QPainter, base: float) -> None:
        first, last = self.x_of(self._window.first), self.x_of(self._window.last)
        rect = QRectF(first, 0.8, max(6.0, last - first), base - 1.6)
        shade = self._theme.colour("window")
        shade.setAlphaF(0.4)
        painter.fillRect(QRectF(GRID, 0, max(0.0, first - GRID), base), shade)
        painter.fillRect(QRectF(rect.right(), 0, self.width() - GRID - rect.right(), base), shade)
        painter.setPen(QPen(self._theme.colour("accent"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 3, 3)

    # -- pointer --------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position().x())
        inside = self._window.first <= day <= self._window.last
        self._pressed, self._drags = event.position().x(), False
        self._grip = day - self._window.middle if inside else 0.0
        if not inside:
            self.travelled.emit(self._window.moved(day - self._window.middle))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        # A hand that trembles at a click must not stop the movement.
        self._drags = self._drags or abs(event.position().x() - self._pressed) >= _DRAG
        if self._drags:
            day = self.day_at(event.position().x()) - self._grip
            self.wanted.emit(self._window.moved(day - self._window.middle))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoomed.emit(1.25 ** (-event.angleDelta().y() / 120))
        event.accept()
