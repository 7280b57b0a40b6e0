"""The life strip: each agreement of the register a row on one axis of years, row beside row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.ui.drawing.canvas import Canvas, StillPicture
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
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


class LifeStrip(Canvas):
    """A place is a row and the number of a date in it.

    Rows have the height and the scroll position of the register's. `walked` carries the row the
    keys have reached, `wheeled` the wheel event that the register should answer.
    """

    walked = Signal(object)
    wheeled = Signal(object)

    def __init__(
        self, model: RegisterModel, material: Material, theme: Theme, parent: QWidget | None = None
    ) -> None:
        name = tr("Life strip: the dates of every agreement on an axis of years")
        super().__init__(name, theme, parent)
        self._model = model
        self._material = material
        self._years = (1990, 2020)
        self._day: int | None = None
        self._current: frozenset[str] = frozenset()
        self._top, self._bottom, self._height, self._offset = 0.0, 0.0, 24.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._still = StillPicture()
        self._shown = 0
        """Counts what was shown: the picture of another is not the present one."""
        model.modelReset.connect(self._forget)

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
        with QPainter(self) as painter:
            place = self._top, self._bottom, self._height, self._offset
            look = self._years, self._current, self.theme.name, self.font().key()
            self._still.show(painter, self, (self._shown, *place, *look), self._draw_rows)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if (row := self._model.row_of(self.hovered or "")) is not None:
                self._draw_some(painter, row, row + 1)
            axis = self.axis()
            self._draw_day(painter, axis)
            self._draw_cursor(painter, axis)

    def _draw_rows(self, painter: QPainter) -> None:
        """All rows in sight and the years above them."""
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        self._draw_some(painter, *self._in_sight())
        axis = self.axis()
        band = QRectF(0, 0, self.width(), self._top)
        draw_axis(painter, self.theme, axis, self._ticks(axis), band)

    def _ticks(self, axis: Axis) -> list[int]:
        return axis.ticks(QFontMetricsF(self.font()).horizontalAdvance("2000") + 2 * GRID)

    def _draw_some(self, painter: QPainter, first: int, last: int) -> None:
        """Rows from one up to another."""
        axis = self.axis()
        painter.save()
        painter.setClipRect(QRectF(0, self._top, self.width(), self._bottom - self._top))
        for row in range(first, last):
            self._draw_ground(painter, row)
        top, bottom = (self.row_rect(row).top() for row in (first, last))
        span = max(self._top, top), min(bottom, float(self.height()))
        draw_grid(painter, self.theme, axis, self._ticks(axis), span)
        lives = LifePainter(painter, self.theme, axis, self.font())
        for row in range(first, last):
            self._draw_row(painter, lives, row)
        painter.restore()

    def _in_sight(self) -> tuple[int, int]:
        first = max(0, int(self._offset // self._height))
        below = int((self.height() - self._top + self._offset) // self._height) + 1
        return first, max(first, min(len(self._model.lines), below))

    def _ground_of(self, line: Entry) -> QColor:
        if line.id in self._current:
            return self.theme.colour("selection")
        return self.theme.colour("accent_soft" if line.id == self.hovered else "surface")

    def _draw_ground(self, painter: QPainter, row: int) -> None:
        line, rect = self._model.lines[row], self.row_rect(row)
        ground = self.theme.colour("raised") if isinstance(line, Heading) else self._ground_of(line)
        painter.fillRect(rect, ground)
        painter.fillRect(QRectF(0, rect.bottom() - 1, self.width(), 1), self.theme.colour("grid"))

    def _draw_row(self, painter: QPainter, lives: LifePainter, row: int) -> None:
        line = self._model.lines[row]
        if isinstance(line, Entry):
            possible = self._model.is_possible(line.id)
            lives.draw(line.life, self.row_rect(row), self._ground_of(line), possible=possible)

    def _draw_day(self, painter: QPainter, axis: Axis) -> None:
        if self._day is None:
            return
        x = axis.x(self._day)
        painter.setPen(QPen(self.theme.colour("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(x, self._top - 2 * GRID, x, self.height()))

    def _draw_cursor(self, painter: QPainter, axis: Axis) -> None:
        here = self.reached()
        if self.hasFocus() and here is not None:
            row, mark = here
            dates = dates_of(self._entry(row))
            date = dates[min(mark, len(dates) - 1)] if dates else None
            draw_cursor(painter, self.theme, axis, self.row_rect(row), date)

    # -- pointing -------------------------------------------------------------------------------

    def row_at(self, y: float) -> int:
        """Which row is at a height; -1 above the rows."""
        return -1 if y < self._top else int((y - self._top + self._offset) // self._height)

    def mark_at(self, point: QPointF) -> tuple[int, int] | None:
        row = self.row_at(point.y())
        return None if self._model.entry(row) is None else (row, 0)

    def _entry(self, row: int) -> Entry:
        entry = self._model.entry(row)
        assert entry is not None
        return entry

    def key_of(self, place: tuple[int, int]) -> str:
        return self._entry(place[0]).id

    def words_of(self, place: tuple[int, int]) -> str:
        entry, mark = self._entry(place[0]), place[1]
        if mark:
            return date_words(self._material, entry, dates_of(entry)[mark])
        return row_words(self._material, entry, self._model.answer(entry.id))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    # -- keys -----------------------------------------------------------------------------------

    def reached(self) -> tuple[int, int] | None:
        here = self._cursor
        return here if here and self._model.entry(here[0]) is not None else None

    def step(self, event: QKeyEvent) -> tuple[int, int] | None:
        key, here = Qt.Key(event.key()), self.reached()
        row, mark = here or (-1, 0)
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                return self._next(row, -1 if key == Qt.Key.Key_Up else 1) or here
            case Qt.Key.Key_Home:
                return self._next(-1, 1)
            case Qt.Key.Key_End:
                return self._next(len(self._model.lines), -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if here is not None:
                last = max(0, len(dates_of(self._entry(row))) - 1)
                return row, min(max(0, mark + (1 if key == Qt.Key.Key_Right else -1)), last)
        return None

    def _next(self, row: int, by: int) -> tuple[int, int] | None:
        """The next agreement from a row on, over headings."""
        last = len(self._model.lines) if by > 0 else -1
        rows = (at for at in range(row + by, last, by) if self._model.entry(at) is not None)
        return next(((at, 0) for at in rows), None)

    def walk_to(self, place: tuple[int, int]) -> None:
        super().walk_to(place)
        self.entered.emit(self.key_of(place))
        self.walked.emit(place[0])

    def _forget(self) -> None:
        self._cursor = None
        self._shown += 1
        self.update()

    def focusInEvent(self, event: object) -> None:
        """The keys begin at the current agreement."""
        if self.reached() is None:
            rows = [row for one in self._current if (row := self._model.row_of(one)) is not None]
            self._cursor = (min(rows, default=0), 0)
            if self.reached() is None and (first := self._next(0, 1)):
                self.walk_to(first)
        self.update()
