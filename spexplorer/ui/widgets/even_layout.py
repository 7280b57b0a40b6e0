"""A layout of widgets of one size in as few rows as the width allows, each row as full as the others."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QSize, Qt

from spexplorer.ui.widgets.item_layout import ItemLayout


class EvenLayout(ItemLayout):
    """Twelve tiles stand in one row, in two of six or in three of four; the height follows from the width."""

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        rows, _ = self.shape(width)
        return rows * self._cell().height() + self._gap * max(0, rows - 1)

    def sizeHint(self) -> QSize:
        """Everything in one row."""
        cell, count = self._cell(), len(self._items)
        return QSize(count * cell.width() + self._gap * max(0, count - 1), cell.height())

    def minimumSize(self) -> QSize:
        return self._cell()

    def shape(self, width: int) -> tuple[int, int]:
        """How many rows and columns there are in a width."""
        count = max(1, len(self._items))
        fit = (width + self._gap) // (self._cell().width() + self._gap)
        rows = math.ceil(count / min(max(1, fit), count))
        return rows, math.ceil(count / rows)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        _, columns = self.shape(rect.width())
        cell = self._cell()
        # A row is filled, but tiles do not grow out of proportion.
        step = min((rect.width() + self._gap) / columns, 1.5 * cell.width())
        for at, item in enumerate(self._items):
            row, column = divmod(at, columns)
            left, right = round(column * step), round((column + 1) * step)
            top = row * (cell.height() + self._gap)
            place = QRect(rect.x() + left, rect.y() + top, right - left - self._gap, cell.height())
            item.setGeometry(place)

    def _cell(self) -> QSize:
        """The size of the largest."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.sizeHint())
        return size
