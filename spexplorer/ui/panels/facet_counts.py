"""The column of counts beside the values of facets, which gives way before the values become unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

_WORDINGS: Final = Qt.ItemDataRole.UserRole + 1

_LETTERS: Final = 15
"""So many letters of a value are seen, if need be at the cost of digits."""

_NARROWEST: Final = "≤000k"
"""No count is ever written longer where names need the room."""

_MARGINS: Final = 12
"""What a style leaves beside the words of a cell; to ask it would make all enums of QStyle (20 ms)."""


class CountColumn:
    """Writes counts in full; where the names beside them need the room, in thousands or millions.

    Where there is no room for a range either, how many there are at most. Tool tips and screen readers
    have all in full.
    """

    def __init__(self, tree: QTreeWidget, column: int) -> None:
        self._tree, self._column = tree, column
        self._full = 0
        """The width of the longest count in full."""
        self._given = 0
        """How wide the column might be when the counts were last written."""

    def put(self, item: QTreeWidgetItem, *wordings: str) -> None:
        """Give a row its count in several wordings, from full to short; `fit` writes one of them."""
        item.setData(self._column, _WORDINGS, wordings)

    def fit(self) -> None:
        """Write the counts; the column is as wide as they are, as far as the names allow."""
        advance = self._tree.fontMetrics().horizontalAdvance
        most, widest, self._full = self._most(), 0, 0
        self._given = most
        for item, wordings in self._counts():
            self._full = max(self._full, advance(wordings[0]) + _MARGINS)
            for words in wordings:
                wide = advance(words) + _MARGINS
                if wide <= most:
                    break
            widest = max(widest, min(wide, most))
            if item.text(self._column) != words:
                item.setText(self._column, words)
        self._tree.setColumnWidth(self._column, widest or _MARGINS)

    def fit_again(self) -> None:
        """Write them for another width of the panel, if any is short or would have to be."""
        if min(self._given, self._full) != min(self._most(), self._full):
            self.fit()

    def _most(self) -> int:
        """The width that the names leave: two steps in, a box to tick with the air about it, the names."""
        tree, metrics = self._tree, self._tree.fontMetrics()
        bar = tree.verticalScrollBar().sizeHint().width()
        before = 2 * (tree.indentation() + metrics.height()) + _LETTERS * metrics.averageCharWidth()
        least = metrics.horizontalAdvance(_NARROWEST) + _MARGINS
        return max(least, tree.width() - bar - before)

    def _counts(self) -> Iterator[tuple[QTreeWidgetItem, Sequence[str]]]:
        """Every row that has a count, with its wordings."""
        for at in range(self._tree.topLevelItemCount()):
            head = self._tree.topLevelItem(at)
            below = head.childCount() if head is not None else 0
            for item in (head, *(head.child(row) for row in range(below) if head is not None)):
                if item is not None and (wordings := item.data(self._column, _WORDINGS)):
                    yield item, wordings
