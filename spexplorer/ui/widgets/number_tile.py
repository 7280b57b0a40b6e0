"""A button that shows a number above what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton, QWidget

from spexplorer.ui.style.theme import GRID, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_LARGER = 1.5
"""The number is so many times as high as the text."""


class NumberTile(QPushButton):
    """One widget rather than three, because twelve of them stand in the first paint."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self._number = ""

    def show_number(self, words: str, said: str) -> None:
        """Show a count, such as “4–36”; `said` is the same in a sentence."""
        self._number = words
        self.setAccessibleName(f"{self._name}: {said}")
        self.setToolTip(self.accessibleName())
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        small, large = QFontMetrics(self.font()), QFontMetrics(self._large())
        width = max(small.horizontalAdvance(self._name), large.horizontalAdvance("0,000"))
        return QSize(width + 7 * GRID, small.height() + large.height() + 4 * GRID)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            inner = self.rect().adjusted(3 * GRID, 2 * GRID, -3 * GRID, -2 * GRID)
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, self._name)
            painter.setPen(self._theme.colour("text"))
            painter.setFont(self._fitting(inner.width()))
            painter.drawText(inner, Qt.AlignmentFlag.AlignTop, self._number)

    def _fitting(self, width: int) -> QFont:
        """The large font, or for a number too wide for its tile as small a one as it takes."""
        font = self._large()
        needed = QFontMetrics(font).horizontalAdvance(self._number)
        if needed > width:
            font.setPointSizeF(font.pointSizeF() * max(0.4, (width - 1) / needed))
        return font
