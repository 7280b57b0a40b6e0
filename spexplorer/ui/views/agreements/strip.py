"""The life strip: each agreement of the register a row on one axis of years, row beside row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.views.agreements.material import Entry
from spexplorer.ui.views.agreements.model import Heading, RegisterModel
from spexplorer.ui.views.agreements.strip_paint import (
    Axis,
    LifePainter,
    draw_axis,
    draw_cursor,
    draw_grid,
)
from spexplorer.ui.views.agreements.strip_words import date_words, dates_of, row_words

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Material

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LifeStrip(QWidget):
    """`chosen` carries the id of an agreement, `entered` that under the pointer or None.

    Rows have the height and the scroll position of the register's. `walked` carries the row the
    keys have reached, `wheeled` the wheel event that the register should answer.
    """

    chosen = Signal(object)
    entered = Signal(object)
    walked = Signal(object)
    wheeled = Signal(object)

    def __init__(
        self, model: RegisterModel, material: Material, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._material = material
        self._theme = theme
        self._years = (1990, 2020)
        self._day: int | None = None
        self._current: frozenset[str] = frozenset()
        self._pointed: str | None = None
        self._top, self._bottom, self._height, self._offset = 0.0, 0.0, 24.0, 0.0
        self._cursor = (-1, 0)
        self.setMouseTracking(True)
        self.setAutoFillBackground(True)  # else Qt paints it twice when the tab is shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Life strip: the dates of every agreement on an axis of years"))
        model.modelReset.connect(self._forget_cursor)

    # -- what is shown --------------------------------------------------------------------------

    def set_years(self, years: tuple[int, int]) -> None:
        """Set the first and last year of the axis."""
        self._years = years
        self.update()

    def set_rows(self, place: tuple[int, int], height: int, offset: int) -> None:
        """Where the rows begin and end, how high one is, how far is scrolled; in pixels."""
        if (*place, height, offset) != (self._top, self._bottom, self._height, self._offset):
            self._top, self._bottom = float(place[0]), float(place[1])
            self._height, self._offset = float(height), float(offset)
            self.update()

    def show_day(self, day: int | None) -> None:
        """Mark the day that is asked for."""
        self._day = day
        self.update()

    def show_current(self, selected: frozenset[str]) -> None:
        """Mark the agreements that are selected."""
        if selected != self._current:
            self._current = selected
            self.update()

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the agreement that is pointed at elsewhere."""
        if record_id != self._pointed:
            self._pointed = record_id
            self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 20, metrics.height() * 4)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 56, metrics.height() * 16)

    def axis(self) -> Axis:
        """The years over the width there is."""
        side = QFontMetricsF(self.font()).averageCharWidth() * 2
        return Axis(*self._years, side, max(self.width() - side * 1.5, side + 40))

    def row_rect(self, row: int) -> QRectF:
        """Where a row stands in the widget."""
        return QRectF(0, self._top + row * self._height - self._offset, self.width(), self._height)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.colour("surface"))
        axis = self.axis()
        ticks = axis.ticks(QFontMetricsF(self.font()).horizontalAdvance("2000") + 2 * GRID)
        painter.save()
        painter.setClipRect(QRectF(0, self._top, self.width(), self._bottom - self._top))
        first, last = self._exposed(event)
        for row in range(first, last):
            self._draw_ground(painter, row)
        bottom = min(self.row_rect(last).top(), float(self.height()))
        draw_grid(painter, self._theme, axis, ticks, (self._top, bottom))
        lives = LifePainter(painter, self._theme, axis, self.font())
        for row in range(first, last):
            self._draw_row(painter, lives, row)
        painter.restore()
        draw_axis(painter, self._theme, axis, ticks, QRectF(0, 0, self.width(), self._top))
        self._draw_day(painter, axis)
        self._draw_cursor(painter, axis)

    def _exposed(self, event: QPaintEvent) -> tuple[int, int]:
        top, bottom = event.rect().top() - self._top, event.rect().bottom() - self._top
        first = max(0, int((top + self._offset) // self._height))
        return first, min(len(self._model.lines), int((bottom + self._offset) // self._height) + 1)

    def _ground_of(self, line: Entry) -> QColor:
        if line.id in self._current:
            return self._theme.colour("selection")
        return self._theme.colour("accent_soft" if line.id == self._pointed else "surface")

    def _draw_ground(self, painter: QPainter, row: int) -> None:
        line, rect = self._model.lines[row], self.row_rect(row)
        ground = (
            self._theme.colour("raised") if isinstance(line, Heading) else self._ground_of(line)
        )
        painter.fillRect(rect, ground)
        painter.fillRect(QRectF(0, rect.bottom() - 1, self.width(), 1), self._theme.colour("grid"))

    def _draw_row(self, painter: QPainter, lives: LifePainter, row: int) -> None:
        line = self._model.lines[row]
        if isinstance(line, Entry):
            possible = self._model.is_possible(line.id)
            lives.draw(line.life, self.row_rect(row), self._ground_of(line), possible=possible)

    def _draw_day(self, painter: QPainter, axis: Axis) -> None:
        if self._day is None:
            return
        x = axis.x(self._day)
        painter.setPen(QPen(self._theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, self._top - 2 * GRID, x, self.height()))

    def _draw_cursor(self, painter: QPainter, axis: Axis) -> None:
        row, mark = self._cursor
        entry = self._model.entry(row)
        if self.hasFocus() and entry is not None:
            dates = dates_of(entry)
            date = dates[min(mark, len(dates) - 1)] if dates else None
            draw_cursor(painter, self._theme, axis, self.row_rect(row), date)

    # -- pointing -------------------------------------------------------------------------------

    def row_at(self, y: float) -> int:
        """Which row is at a height; -1 above the rows."""
        return -1 if y < self._top else int((y - self._top + self._offset) // self._height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().y())
        entry = self._model.entry(row)
        if entry is not None and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = (row, 0)
            self.chosen.emit(entry.id)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        entry = self._model.entry(self.row_at(event.position().y()))
        self._point(None if entry is None else entry.id)

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def _point(self, record_id: str | None) -> None:
        if record_id != self._pointed:
            self.show_pointed(record_id)
            self.entered.emit(record_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            entry = self._model.entry(self.row_at(event.pos().y()))
            QToolTip.showText(event.globalPos(), self._words(entry) if entry else "", self)
            return True
        return super().event(event)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (row, mark) = Qt.Key(event.key()), self._cursor
        entry = self._model.entry(row)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk_rows(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._cursor = (-1 if key == Qt.Key.Key_Home else len(self._model.lines), 0)
            self._walk_rows(1 if key == Qt.Key.Key_Home else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and entry is not None:
            last = max(0, len(dates_of(entry)) - 1)
            self._walk_to(row, min(max(0, mark + (1 if key == Qt.Key.Key_Right else -1)), last))
        elif key in _ENTER and entry is not None:
            self.chosen.emit(entry.id)
        else:
            super().keyPressEvent(event)

    def _walk_rows(self, step: int) -> None:
        """Go to the next agreement, over headings."""
        row = self._cursor[0] + step
        while 0 <= row < len(self._model.lines):
            if self._model.entry(row) is not None:
                self._walk_to(row, 0)
                return
            row += step
        if self._model.entry(self._cursor[0]) is None:
            self._cursor = (-1, 0)

    def _walk_to(self, row: int, mark: int) -> None:
        self._cursor = (row, mark)
        entry = self._model.entry(row)
        assert entry is not None
        dates = dates_of(entry)
        words = self._words(entry)
        if mark:
            words = date_words(self._material, entry, dates[mark])
        self.setAccessibleDescription(words)
        self.entered.emit(entry.id)
        self.walked.emit(row)
        self.update()

    def _words(self, entry: Entry) -> str:
        return row_words(self._material, entry, self._model.answer(entry.id))

    def cursor_at(self) -> tuple[int, int]:
        """The row and the date that the keys have reached; row -1 before they were used."""
        return self._cursor

    def _forget_cursor(self) -> None:
        self._cursor = (-1, 0)
        self.update()

    def focusInEvent(self, event: object) -> None:
        """The keys begin at the current agreement."""
        if self._model.entry(self._cursor[0]) is None:
            rows = [row for one in self._current if (row := self._model.row_of(one)) is not None]
            self._cursor = (min(rows, default=0), 0)
            if self._model.entry(self._cursor[0]) is None:
                self._cursor = (-1, 0)
                self._walk_rows(1)
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()
