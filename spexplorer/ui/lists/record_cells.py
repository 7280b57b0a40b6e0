"""Paints the cells of a record table: only what is in sight, each text cut and set once.

One pass over the rows in Python costs less than a delegate, which Qt calls for every cell with an
option to be filled in; a frame of a full window stays well below 16 ms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QStaticText

from spexplorer.ui.style.theme import GRID, Theme

if TYPE_CHECKING:
    from spexplorer.ui.lists.record_table import RecordTable

_KEPT = 4_000
"""So many set texts are kept before all are let go."""

_Place = tuple[int, int, int]
"""A column: its number, its left edge and its width."""


class Cells:
    """Doubtful rows are drawn in muted italics, as lists do everywhere."""

    def __init__(self, table: RecordTable, theme: Theme) -> None:
        self._table = table
        self.pointed = -1
        self.current = -1
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, and the present text size."""
        self._ink, self._muted = QPen(theme.colour("text")), QPen(theme.colour("muted"))
        self._chosen, self._chosen_ink = theme.colour("selection"), theme.colour("selection_text")
        self._soft, self._line = theme.colour("accent_soft"), theme.colour("grid")
        self._ground, self._frame = theme.colour("surface"), QPen(theme.colour("accent"))
        self.measure()

    def measure(self) -> None:
        """Take the text size of the table."""
        self._upright = self._table.font()
        self._italic = QFont(self._upright)
        self._italic.setItalic(True)
        self._metrics = QFontMetrics(self._upright), QFontMetrics(self._italic)
        self._texts.clear()

    def mark(self, *, current: int | None = None, pointed: int | None = None) -> None:
        """Mark a row (-1 for none) as the current one or the one pointed at; only these are repainted."""
        for old, new in ((self.current, current), (self.pointed, pointed)):
            if new is not None and old != new:
                self._repaint(old)
                self._repaint(new)
        self.current = self.current if current is None else current
        self.pointed = self.pointed if pointed is None else pointed

    def _repaint(self, row: int) -> None:
        height = self._table.verticalHeader().defaultSectionSize()
        viewport = self._table.viewport()
        viewport.update(0, row * height - self._table.verticalOffset(), viewport.width(), height)

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies in an area of the viewport, the ground included."""
        table = self._table
        painter.fillRect(area, self._ground)
        height = table.verticalHeader().defaultSectionSize()
        columns = self._columns(area)
        top = table.verticalOffset()
        first = max(0, (area.top() + top) // height)
        last = min(table.records.rowCount(), (area.bottom() + top) // height + 1)
        selected = table.selected_rows()
        for at in range(first, last):
            self._row(painter, at, at * height - top, height, columns, selected)

    def _columns(self, area: QRect) -> list[_Place]:
        table = self._table
        places = [
            (at, table.columnViewportPosition(at), table.columnWidth(at))
            for at in table.layout_of.visible()
        ]
        return [p for p in places if p[1] <= area.right() and p[1] + p[2] > area.left()]

    def _row(
        self,
        painter: QPainter,
        at: int,
        top: int,
        height: int,
        columns: Sequence[_Place],
        selected: Sequence[range],
    ) -> None:
        records = self._table.records
        row = records.record(at)
        if row is None or not columns:
            return
        chosen = at == self.current or any(at in part for part in selected)
        italic = not records.content.is_certain(at)
        left, right = columns[0][1], columns[-1][1] + columns[-1][2]
        ground = self._ground_of(at, chosen=chosen)
        if ground is not None:
            painter.fillRect(left, top, right - left, height, ground)
        painter.fillRect(left, top + height - 1, right - left, 1, self._line)
        painter.setFont(self._italic if italic else self._upright)
        base = top + (height - self._metrics[italic].height()) // 2
        for column, x, width in columns:
            text = records.content.text(at, row, records.columns[column].key)
            if text:
                quiet = italic or column > 0
                painter.setPen(self._chosen_ink if chosen else self._muted if quiet else self._ink)
                painter.drawStaticText(x + 2 * GRID, base, self._set(text, width, italic))
        if at == self._table.currentIndex().row() and self._table.hasFocus():
            self._mark_cell(painter, QRect(left, top, right - left, height), columns)

    def _ground_of(self, at: int, *, chosen: bool) -> QColor | None:
        if chosen:
            return self._chosen
        return self._soft if at == self.pointed else None

    def _mark_cell(self, painter: QPainter, row: QRect, columns: Sequence[_Place]) -> None:
        """The cell that the keyboard is in: Alt+arrows sort by its column."""
        here = self._table.currentIndex().column()
        for column, x, width in columns:
            if column == here:
                painter.setPen(self._frame)
                painter.drawRect(x, row.top(), width - 1, row.height() - 2)

    def _set(self, text: str, width: int, italic: bool) -> QStaticText:
        key = text, width, italic
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            room, metrics = width - 4 * GRID, self._metrics[italic]
            line = " ".join(text.split())
            found = QStaticText(metrics.elidedText(line, Qt.TextElideMode.ElideRight, room))
            found.setTextFormat(Qt.TextFormat.PlainText)
            self._texts[key] = found
        return found
