"""The column of counts beside the values of facets, which gives way before the values become unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

_FULL: Final = Qt.ItemDataRole.UserRole + 1
_SHORT: Final = Qt.ItemDataRole.UserRole + 2

_LETTERS: Final = 15
"""So many letters of a value are seen, if need be at the cost of digits."""

_NARROWEST: Final = "000k–000k"
_MARGINS: Final = 12
"""What a style leaves beside the words of a cell; to ask it would make all enums of QStyle (20 ms)."""


class CountColumn:
    """Writes counts in full; where the names beside them need the room, in thousands or millions.

    Tool tips and screen readers have them in full.
    """

    def __init__(self, tree: QTreeWidget, column: int) -> None:
        self._tree, self._column = tree, column

    def put(self, item: QTreeWidgetItem, full: str, short: str) -> None:
        """Give a row its count; `fit` writes it once all are there."""
        item.setData(self._column, _FULL, full)
        item.setData(self._column, _SHORT, short)

    def fit(self) -> None:
        """Write the counts; the column is as wide as they are, as far as the names allow."""
        counts = list(self._counts())
        advance = self._tree.fontMetrics().horizontalAdvance
        widths = [advance(full) for _, full in counts]
        width = min(max(widths, default=0) + _MARGINS, self._most())
        self._tree.setColumnWidth(self._column, width)
        for (item, full), wide in zip(counts, widths, strict=True):
            words = full if wide + _MARGINS <= width else item.data(self._column, _SHORT)
            if item.text(self._column) != words:
                item.setText(self._column, words)

    def _most(self) -> int:
        """The width that the names leave: two steps in, a box to tick with the air about it, the names."""
        tree, metrics = self._tree, self._tree.fontMetrics()
        bar = tree.verticalScrollBar().sizeHint().width()
        before = 2 * (tree.indentation() + metrics.height()) + _LETTERS * metrics.averageCharWidth()
        least = metrics.horizontalAdvance(_NARROWEST) + _MARGINS
        return max(least, tree.width() - bar - before)

    def _counts(self) -> Iterator[tuple[QTreeWidgetItem, str]]:
        """Every row that has a count, with the count in full."""
        for at in range(self._tree.topLevelItemCount()):
            head = self._tree.topLevelItem(at)
            below = head.childCount() if head is not None else 0
            for item in (head, *(head.child(row) for row in range(below) if head is not None)):
                if item is not None and (full := item.data(self._column, _FULL)):
                    yield item, full
