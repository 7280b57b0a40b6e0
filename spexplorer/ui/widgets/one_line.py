"""Labels that never ask for more room than they get: one line or two, elided; the tip has the whole."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFontMetrics

    from spexplorer.ui.drawing.chart import Series


class OneLine(QLabel):
    """A plain text in one line (or `lines`); `text()` is the whole of it, which a screen reader gets."""

    def __init__(self, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = lines
        self._fleeting = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_fleeting(self, text: str) -> None:
        """Paint other words in place of the text for now; nothing is laid out and nothing read aloud."""
        if text != self._fleeting:
            self._fleeting = text
            self.update()

    @property
    def shown(self) -> str:
        """The words that are painted."""
        return self._fleeting or self.text()

    def take_lines(self, lines: int) -> None:
        """Take so many lines of the layout from now on."""
        if lines != self.lines:
            self.lines = lines
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() * self.lines)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            metrics = self.fontMetrics()
            lines = lines_of(self.shown, self.width(), self.lines, metrics)
            top = (self.height() - metrics.height() * len(lines)) / 2
            for at, line in enumerate(lines):
                painter.drawText(QPointF(0, top + at * metrics.height() + metrics.ascent()), line)


def lines_of(text: str, width: int, most: int, metrics: QFontMetrics) -> list[str]:
    """A text broken between words into at most so many lines; the last is elided where more is left."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < most - 1:
        taken = 1
        while (
            taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width
        ):
            taken += 1
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        found.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
    return found


class Legend(OneLine):
    """The series of a chart with their marks, as many as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("muted", parent=parent)
        self._series: tuple[Series, ...] = ()

    def show_series(self, series: tuple[Series, ...]) -> None:
        """Show the marks and names of some series."""
        self._series = series
        self.setText(", ".join(one.name for one in series))

    def lines_for(self, width: int) -> int:
        """How many lines all of them need."""
        laid = laid_out(self._series, width, self.fontMetrics())
        return laid[-1].line + 1 if laid else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_legend(
                painter, self._series, QRectF(self.rect()), self.fontMetrics(),
                self.palette().color(QPalette.ColorRole.WindowText),
            )  # fmt: skip


class _Entry(NamedTuple):
    """Where a series is written: its line and how far from the left."""

    series: Series
    line: int
    left: float


def laid_out(series: tuple[Series, ...], width: float, metrics: QFontMetrics) -> list[_Entry]:
    """The entries of a legend in lines of a width."""
    found: list[_Entry] = []
    line, left = 0, 0.0
    for one in series:
        own = metrics.horizontalAdvance(f"{mark_of(one)} {one.name}")
        if left and left + own > width:
            line, left = line + 1, 0.0
        found.append(_Entry(one, line, left))
        left += own + 1.5 * metrics.averageCharWidth()
    return found


def paint_legend(
    painter: QPainter,
    series: tuple[Series, ...],
    room: QRectF,
    metrics: QFontMetrics,
    colour: QColor,
) -> None:
    """Marks in their colours and names beside one another; “+2” tells how many found no room."""
    lines = max(1, int(room.height() / metrics.height()))
    laid = laid_out(series, room.width(), metrics)
    for entry, following in zip_longest(laid, laid[1:]):
        if entry.line >= lines:
            break
        top = room.top() + entry.line * metrics.height()
        mark = f"{mark_of(entry.series)} "
        start, shift = room.left() + entry.left, metrics.horizontalAdvance(mark)
        painter.setPen(entry.series.colour)
        painter.drawText(QPointF(start, top + metrics.ascent()), mark)
        painter.setPen(colour)
        name, wide = entry.series.name, int(room.right() - start - shift)
        if following is not None and following.line >= lines:
            # How many are left out is told whole, whatever becomes of the name before it.
            left_out = f"  +{len(laid) - laid.index(following):,}"
            wide -= metrics.horizontalAdvance(left_out)
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide) + left_out
        else:
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QPointF(start + shift, top + metrics.ascent()), name)


def mark_of(series: Series) -> str:
    """The sign of a series, so that it is told apart by more than its colour."""
    if series.line:
        return "┄" if series.faint else "●"
    return "▨" if series.faint else "■"
