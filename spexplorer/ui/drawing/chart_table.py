"""The table twin of a chart: the same numbers, walked and brushed by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from spexplorer.ui.drawing.brush_gestures import mode_of
from spexplorer.ui.drawing.chart import Stroke
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartData


_LINE: Final = 1.5
"""A row is so many lines high."""

_NUMBERS_SHARE: Final = 0.66
"""What the numbers may take of the width before the table is scrolled."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ChartTable(QTableWidget):
    """Rows are keys. Space and Enter pick the rows that Shift and the arrows chose, Del clears.

    `picked` carries a Stroke, `hovered` the id of the record in the row or None.
    """

    picked = Signal(object)
    cleared = Signal()
    copied = Signal()
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)  # bold names would need more room
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # As wide as its card, which must not grow when the table takes the drawing's place.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.doubleClicked.connect(self._pick)
        self.currentCellChanged.connect(self._tell_record)

    def show_data(self, data: ChartData) -> None:
        """Fill the rows; where the keyboard is stays."""
        header, rows = data.table()
        at = self.currentRow()
        if at < 0:  # opened just now: where the brush is
            at = next((n for n, key in enumerate(data.keys) if key in data.active), 0)
        self._data = data
        self.setAccessibleName(tr("{title}, as a table", title=data.title))
        self.setColumnCount(len(header))
        self.setHorizontalHeaderLabels(header)
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            self._fill(number, row, active=data.keys[number] in data.active)
        self._size()
        if rows:
            self.setCurrentCell(min(at, len(rows) - 1), 0)

    def _size(self) -> None:
        """Low rows, and columns as wide as their words; few of them are never scrolled out of sight."""
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * _LINE))
        self._fit()
        for column in range(self.columnCount()):
            if (item := self.horizontalHeaderItem(column)) is not None:
                item.setToolTip(item.text())
                item.setTextAlignment(_LEFT if column == 0 else _RIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the numbers leave room for it, the labels take the rest of the width."""
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        numbers = sum(
            max(self.sizeHintForColumn(n), header.sectionSizeHint(n))
            for n in range(1, self.columnCount())
        )
        fitting = numbers < self.viewport().width() * _NUMBERS_SHARE
        header.setSectionResizeMode(modes.ResizeToContents)
        header.setStretchLastSection(not fitting)
        if fitting and self.columnCount():
            header.setSectionResizeMode(0, modes.Stretch)

    def _fill(self, number: int, row: list[str], *, active: bool) -> None:
        for column, text in enumerate(row):
            # A tick tells what is chosen, to the eye and to a screen reader.
            item = QTableWidgetItem(f"✓ {text}" if active and not column else text)
            item.setToolTip(text)
            if column:
                item.setTextAlignment(_RIGHT)
            self.setItem(number, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif key in (keys.Key_Space, keys.Key_Return, keys.Key_Enter):
            self._pick(modifiers=event.modifiers())
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def _pick(
        self,
        _index: object = None,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        if self._data is None or self.currentRow() < 0:
            return
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        rows = rows or {self.currentRow()}
        keys = self._data.keys[min(rows) : max(rows) + 1]
        self.picked.emit(Stroke(keys, mode_of(modifiers), click=True))

    def _tell_record(self, row: int, *_: int) -> None:
        records = self._data.records if self._data is not None else ()
        self.hovered.emit(records[row] if 0 <= row < len(records) else None)
