"""Layouts whose height follows from their width: words in lines, tiles in even rows."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from spexplorer.ui.style.theme import GRID


class ItemLayout(QLayout):
    """Keeps the items; how they are placed is for the class below it to say."""

    def __init__(self, parent: QWidget | None = None, gap: int = GRID) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True


class FlowLayout(ItemLayout):
    """Left to right, then the next line; the height follows from the width."""

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        return self._set(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._set(rect, move=True)

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        sizes = [item.sizeHint() for item in self._items]
        gaps = self._gap * max(0, len(sizes) - 1)
        return QSize(
            sum(size.width() for size in sizes) + gaps,
            max((size.height() for size in sizes), default=0),
        )

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _set(self, rect: QRect, *, move: bool) -> int:
        """Place the widgets in lines; gives the height in pixels that they take."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = self._size(item, rect.width())
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            line = max(line, size.height())
        return y + line - rect.y()

    @staticmethod
    def _size(item: QLayoutItem, width: int) -> QSize:
        """What a widget wants, but no wider than a line."""
        size = item.sizeHint()
        if size.width() <= width:
            return size
        height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
        return QSize(width, height)


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
