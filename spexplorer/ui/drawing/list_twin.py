"""The accessible twin of a drawing: its marks as a list, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from spexplorer.ui.drawing.mark_canvas import reading_order
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


@guarded
class MarksModel(QAbstractListModel):
    """One row a mark, with its tool tip as text."""

    def __init__(self, canvas: MarkCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._marks: list[Mark] = []
        canvas.laid_out.connect(self._take)
        self._take()

    def _take(self) -> None:
        marks = self._canvas.marks
        self.beginResetModel()
        self._marks = [marks[at] for at in reading_order(marks)]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._marks)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        words = self._marks[index.row()].words
        return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def key(self, row: int) -> str:
        """The key of a mark."""
        return self._marks[row].key

    def row_of(self, key: str | None) -> int | None:
        """The first row of a key."""
        return next((at for at, mark in enumerate(self._marks) if mark.key == key), None)


_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class ListTwin(QListView):
    """The marks of a canvas as rows; `chosen` carries the key of the row a person activated."""

    chosen = Signal(object)

    def __init__(self, canvas: MarkCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("{drawing}, as a list", drawing=canvas.accessibleName()))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self._model = MarksModel(canvas)
        self.setModel(self._model)
        self.activated.connect(self._choose)
        self.clicked.connect(self._choose)
        self._model.modelReset.connect(lambda: self.show_current(canvas.current))

    def show_current(self, key: str | None) -> None:
        """Select the row of a key, and scroll to it."""
        row = self._model.row_of(key)
        if row is None:
            self.clearSelection()
        else:
            self.setCurrentIndex(self._model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.key(index.row()))
