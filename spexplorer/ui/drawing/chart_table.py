"""The table twin of a chart: the same numbers, walked and brushed by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from spexplorer.ui.drawing.chart import Stroke
from spexplorer.ui.drawing.plot_gestures import mode_of
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from spexplorer.ui.drawing.chart import ChartData

_ROW_HEIGHT: Final = 1.5
"""Height of a row, in lines of text."""
_MINIMUM_LABEL_SHARE: Final = 0.3
"""Minimum share of the width for the labels; numbers that need more are scrolled to."""

_PADDING: Final = 3 * GRID
_ACROSS: Final = Qt.Orientation.Horizontal
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@guarded
class ChartTableModel(QAbstractTableModel):
    """A row for every key of a chart; a tick marks what is chosen, to the eye and to a screen reader."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart: ChartData | None = None
        self._header: list[str] = []
        self._rows: list[list[str]] = []

    def show_data(self, data: ChartData) -> None:
        """Show a chart; where only numbers change, rows stay."""
        header, rows = data.table()
        alike = header == self._header and len(rows) == len(self._rows)
        if not alike:
            self.beginResetModel()
        self.chart, self._header, self._rows = data, header, rows
        if not alike:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(header) - 1))

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._header)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.chart is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = self._rows[index.row()][index.column()]
            active = self.chart.keys[index.row()] in self.chart.active
            words = f"✓ {text}" if active and not index.column() else text
            return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else _LEFT
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._header):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            words = self._header[section]
            return words if role == Qt.ItemDataRole.DisplayRole else plain_tip(words)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return None


@guarded
class ChartTable(QTableView):
    """Rows are keys. Space and Enter pick the rows that Shift and the arrows chose, Del clears.

    `picked` carries a Stroke, `hovered` the id of the record in the row or None.
    """

    picked = Signal(object)
    cleared = Signal()
    copied = Signal()
    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChartTableModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)  # bold names would need more room
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # As wide as its card, which must not grow when the table takes the drawing's place.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.doubleClicked.connect(self._pick)
        self.selectionModel().currentRowChanged.connect(self._tell_record)

    def show_data(self, data: ChartData) -> None:
        """Show a chart; where the keyboard is stays."""
        at = self.currentIndex().row()
        if at < 0:  # opened just now: where the brush is
            at = next((n for n, key in enumerate(data.keys) if key in data.active), 0)
        self.setAccessibleName(tr("{title}, as a table", title=data.title))
        self._model.show_data(data)
        self.verticalHeader().setDefaultSectionSize(
            round(self.fontMetrics().height() * _ROW_HEIGHT)
        )
        self._fit()
        if data.keys and self.currentIndex().row() != at:
            self.setCurrentIndex(self._model.index(min(at, len(data.keys) - 1), 0))

    def minimumSizeHint(self) -> QSize:
        """As small as a drawing may be, whose place it takes."""
        return QSize(40, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Numbers and their names are never cut; the labels take the rest of the width."""
        header, columns = self.horizontalHeader(), range(1, self._model.columnCount())
        numbers = 0
        for column in columns:
            name = self.fontMetrics().horizontalAdvance(
                str(self._model.headerData(column, _ACROSS))
            )
            wide = max(self.sizeHintForColumn(column), name + _PADDING)
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, wide)
            numbers += wide
        if self._model.columnCount():
            room = self.viewport().width()
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(0, max(room - numbers, round(room * _MINIMUM_LABEL_SHARE)))

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
        current, data = self.currentIndex().row(), self._model.chart
        if data is None or current < 0:
            return
        rows = {index.row() for index in self.selectionModel().selectedRows()} or {current}
        keys = data.keys[min(rows) : max(rows) + 1]
        self.picked.emit(Stroke(keys, mode_of(modifiers), click=True))

    def _tell_record(self, index: QModelIndex, *_: object) -> None:
        records = self._model.chart.records if self._model.chart is not None else ()
        row = index.row()
        self.hovered.emit(records[row] if 0 <= row < len(records) else None)
