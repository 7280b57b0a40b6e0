"""The life strip: the agreements of the register on one axis of years, row beside row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.domain.time_window import TimeScale, Window
from spexplorer.readings.agreements.wording import date_words, entry_words
from spexplorer.readings.tables import GroupHeading, TableLine
from spexplorer.ui.drawing.canvas import Canvas, StillPicture
from spexplorer.ui.drawing.time_axis import AxisTicks, axis_ticks, paint_axis, paint_grid
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.life_painting import LifePainter, date_x

if TYPE_CHECKING:
    from spexplorer.readings.agreements.life import DayAnswer
    from spexplorer.readings.agreements.register import AgreementEntry, AgreementRegister


@guarded
class LifeStrip(Canvas):
    """A place is a row and the number of a date in it.

    Rows have the height and the scroll position of those of the register. `walked` carries the row
    that the keys have reached, `wheeled` the wheel event that the register should answer.
    """

    walked = Signal(object)
    wheeled = Signal(object)

    def __init__(
        self, register: AgreementRegister, theme: Theme, parent: QWidget | None = None
    ) -> None:
        name = tr("Life strip: the dates of every agreement on an axis of years")
        super().__init__(name, theme, parent)
        self._still = StillPicture()
        self._lines: Sequence[TableLine | GroupHeading] = ()
        self._rows: dict[str, int] = {}
        self._answers: Mapping[str, DayAnswer] = {}
        self._day: int | None = None
        self._selected: frozenset[str] = frozenset()
        self._top, self._bottom, self._height, self._offset = 0.0, 0.0, 24.0, 0.0
        self._version = 0
        """Counts what was shown, so that an older picture is not taken for the present one."""
        self.show_register(register)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- showing --------------------------------------------------------------------------------

    def show_register(self, register: AgreementRegister) -> None:
        """Take the agreements of a library and the years they cover."""
        self._register = register
        self._window = Window.of_years(*register.years)
        self._version += 1
        self.update()

    def show_lines(
        self,
        lines: Sequence[TableLine | GroupHeading],
        answers: Mapping[str, DayAnswer],
        day: int | None,
    ) -> None:
        """Show the lines of the register, with the answers for a day and a mark at it if one is asked for."""
        self._lines, self._answers, self._day = lines, answers, day
        self._rows = {line.id: row for row, line in enumerate(lines) if line.id}
        self._cursor = None
        self._version += 1
        self.update()

    def set_rows(self, place: tuple[int, int], height: int, offset: int) -> None:
        """Where the rows begin and end, how high one is, how far is scrolled; in pixels."""
        if (*place, height, offset) != (self._top, self._bottom, self._height, self._offset):
            self._top, self._bottom = float(place[0]), float(place[1])
            self._height, self._offset = float(height), float(offset)
            self.update()

    def show_selected(self, selected: frozenset[str]) -> None:
        """Mark the agreements that are selected."""
        if selected != self._selected:
            self._selected = selected
            self.update()

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 20, metrics.height() * 4)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 56, metrics.height() * 16)

    def scale(self) -> TimeScale:
        """The years over the width there is."""
        side = self.metrics().averageCharWidth() * 2
        return TimeScale(self._window, side, max(self.width() - side * 2.5, 40.0))

    def row_rect(self, row: int) -> QRectF:
        """Where a row stands in the widget."""
        return QRectF(0, self._top + row * self._height - self._offset, self.width(), self._height)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        place = self._top, self._bottom, self._height, self._offset
        style = self._selected, self.theme.name, self.font().key()
        with QPainter(self) as painter:
            self._still.show(painter, self, (self._version, *place, *style), self._paint_rows)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if (row := self._rows.get(self.hovered or "")) is not None:
                self._paint_some(painter, row, row + 1)
            self._paint_day(painter)
            self._paint_cursor(painter)

    def _paint_rows(self, painter: QPainter) -> None:
        """All rows in sight and the years above them."""
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.colour("surface"))
        first = max(0, int(self._offset // self._height))
        below = int((self.height() - self._top + self._offset) // self._height) + 1
        self._paint_some(painter, first, max(first, min(len(self._lines), below)))
        band = QRectF(0, 0, self.width(), self._top)
        painter.fillRect(band, self.theme.colour("raised"))
        paint_axis(painter, self.theme, self._axis(), band)

    def _axis(self) -> AxisTicks:
        return axis_ticks(self.scale(), QFontMetricsF(self.font()))

    def _paint_some(self, painter: QPainter, first: int, last: int) -> None:
        """Rows from one up to another."""
        painter.save()
        painter.setClipRect(QRectF(0, self._top, self.width(), self._bottom - self._top))
        for row in range(first, last):
            rect = self.row_rect(row)
            painter.fillRect(rect, self._ground_of(self._lines[row]))
            edge = QRectF(0, rect.bottom() - 1, self.width(), 1)
            painter.fillRect(edge, self.theme.colour("grid"))
        top, bottom = (self.row_rect(row).top() for row in (first, last))
        paint_grid(painter, self.theme, self._axis(), max(self._top, top), bottom)
        types = self._register.date_types
        lives = LifePainter(painter, self.theme, self.scale(), self.font(), types)
        for row in range(first, last):
            line = self._lines[row]
            if isinstance(line, TableLine):
                life = self._register.entries[line.id].life
                ground = self._ground_of(line)
                lives.draw(life, self.row_rect(row), ground, possible=line.possible)
        painter.restore()

    def _ground_of(self, line: TableLine | GroupHeading) -> QColor:
        if isinstance(line, GroupHeading):
            return self.theme.colour("raised")
        if line.id in self._selected:
            return self.theme.colour("selection")
        return self.theme.colour("accent_soft" if line.id == self.hovered else "surface")

    def _paint_day(self, painter: QPainter) -> None:
        if self._day is not None:
            x = self.scale().x_inside(self._day)
            painter.setPen(QPen(self.theme.colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, self._top - 2 * GRID, x, self.height()))

    def _paint_cursor(self, painter: QPainter) -> None:
        """Frame the row that the keys have reached, and ring the date in it."""
        here = self.reached()
        if not self.hasFocus() or here is None:
            return
        row, dates = self.row_rect(here[0]), self._entry(here[0]).life.said
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.colour("accent"), 1.5, Qt.PenStyle.DotLine))
        painter.drawRect(row.adjusted(1, 1, -1, -2))
        if dates:
            side = row.height() * 0.35
            x = date_x(self.scale(), dates[min(here[1], len(dates) - 1)])
            painter.setPen(QPen(self.theme.colour("accent"), 2))
            painter.drawEllipse(QPointF(x, row.center().y()), side, side)

    # -- pointing -------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> tuple[int, int] | None:
        if point.y() < self._top:
            return None
        row = int((point.y() - self._top + self._offset) // self._height)
        return (row, 0) if self._is_agreement(row) else None

    def _is_agreement(self, row: int) -> bool:
        return 0 <= row < len(self._lines) and isinstance(self._lines[row], TableLine)

    def _entry(self, row: int) -> AgreementEntry:
        return self._register.entries[self._lines[row].id]

    def key_of(self, place: tuple[int, int]) -> str:
        return self._lines[place[0]].id

    def words_of(self, place: tuple[int, int]) -> str:
        entry = self._entry(place[0])
        if place[1]:
            return date_words(self._register, entry, entry.life.said[place[1]])
        return entry_words(self._register, entry, self._answers.get(entry.id))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.wheeled.emit(event)

    # -- keys -----------------------------------------------------------------------------------

    def reached(self) -> tuple[int, int] | None:
        here: tuple[int, int] | None = self._cursor
        return here if here is not None and self._is_agreement(here[0]) else None

    def step(self, event: QKeyEvent) -> tuple[int, int] | None:
        key, here = Qt.Key(event.key()), self.reached()
        row, date = here or (-1, 0)
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                return self._next(row, -1 if key == Qt.Key.Key_Up else 1) or here
            case Qt.Key.Key_Home:
                return self._next(-1, 1)
            case Qt.Key.Key_End:
                return self._next(len(self._lines), -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if here is not None:
                last = max(0, len(self._entry(row).life.said) - 1)
                return row, min(max(0, date + (1 if key == Qt.Key.Key_Right else -1)), last)
        return None

    def _next(self, row: int, by: int) -> tuple[int, int] | None:
        """The next agreement from a row on, over headings."""
        last = len(self._lines) if by > 0 else -1
        rows = (at for at in range(row + by, last, by) if self._is_agreement(at))
        return next(((at, 0) for at in rows), None)

    def walk_to(self, place: tuple[int, int]) -> None:
        super().walk_to(place)
        self.entered.emit(self.key_of(place))
        self.walked.emit(place[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys begin at the current agreement, else at the first."""
        super().focusInEvent(event)
        if self.reached() is None:
            rows = [self._rows[one] for one in self._selected if one in self._rows]
            self._cursor = (min(rows), 0) if rows else None
            if self.reached() is None and (first := self._next(-1, 1)):
                self.walk_to(first)
        self.update()
