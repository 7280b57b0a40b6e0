"""The column of counts beside the values of facets, which gives way before the values become unreadable."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

SHORT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The count in thousands or millions, for where its digits find no room."""

_LETTERS: Final = 15
"""So many letters of a value are seen, if need be at the cost of digits."""

_NARROWEST: Final = "000k–000k"


class CountColumn(QStyledItemDelegate):
    """Writes counts in full; where the names beside them need the room, in thousands or millions.

    Tool tips and screen readers have them in full.
    """

    def __init__(self, tree: QTreeWidget, column: int) -> None:
        super().__init__(tree)
        self._tree, self._column = tree, column
        self._full = 0
        tree.setItemDelegateForColumn(column, self)

    def fit(self) -> None:
        """Make the column as wide as the counts that are there now, as far as the names allow."""
        self._tree.resizeColumnToContents(self._column)
        self._full = self._tree.columnWidth(self._column)
        self.share()

    def share(self) -> None:
        """Share the width of the tree between names and counts."""
        tree, metrics = self._tree, self._tree.fontMetrics()
        bar = tree.verticalScrollBar().sizeHint().width()
        # Two steps in, a box to tick with the air about it, and the names.
        before = 2 * (tree.indentation() + metrics.height()) + _LETTERS * metrics.averageCharWidth()
        least = metrics.horizontalAdvance(_NARROWEST) + self._margins()
        width = min(self._full, max(least, tree.width() - bar - before))
        tree.setColumnWidth(self._column, width)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        words = index.data(Qt.ItemDataRole.DisplayRole) or ""
        return QSize(option.fontMetrics.horizontalAdvance(words) + self._margins(), size.height())

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        room = self._tree.columnWidth(self._column) - self._margins()
        short = index.data(SHORT_ROLE)
        if short and option.fontMetrics.horizontalAdvance(option.text) > room:
            option.text = short

    def _margins(self) -> int:
        style = self._tree.style()
        return 2 * (style.pixelMetric(style.PixelMetric.PM_FocusFrameHMargin) + 1) + 6
