"""A table of few rows whose words wrap, so that all of every column is read at any text size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget

_HIGH: Final = 10_000
_ASIDE: Final = 14
"""Pixels that a style leaves beside the words of a cell."""

_ABOVE: Final = 6
"""And above and below them."""


class WrappedTree(QTreeWidget):
    """Columns keep their shares of the width; every row is as high as its highest cell."""

    def __init__(self, heads: Sequence[str], shares: Sequence[float]) -> None:
        """`shares` of the width, one a column; together 1."""
        super().__init__()
        self._shares = shares
        self.setHeaderLabels(list(heads))
        self.setRootIsDecorated(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width that the heights follow from.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setStretchLastSection(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        wide, metrics = self.viewport().width(), self.fontMetrics()
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, int(wide * share))
        for at in range(self.topLevelItemCount()):
            item = self.topLevelItem(at)
            assert item is not None
            high = metrics.height()
            for column, share in enumerate(self._shares):
                room = QRect(0, 0, int(wide * share) - _ASIDE, _HIGH)
                words = item.text(column)
                high = max(high, metrics.boundingRect(room, _WRAP, words).height())
            item.setSizeHint(0, QSize(0, high + _ABOVE))


_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
