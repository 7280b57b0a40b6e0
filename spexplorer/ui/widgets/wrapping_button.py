"""A link of several lines: a button whose words are broken where the width ends, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from spexplorer.ui.style.theme import GRID, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIDE = GRID - 1
_ABOVE = GRID + 1


class WrappingButton(QPushButton):
    """Takes at most the width its words need, and more lines in a narrower place."""

    def __init__(self, words: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._theme = theme
        self._asked: tuple[int, str] | None = None
        self._height = 0
        self.setObjectName("link")
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Kept for the last width: a layout asks some thirty times for each."""
        asked = width, self.font().key()
        if asked != self._asked:
            room = QRect(0, 0, max(1, width - 2 * _SIDE), 10_000)
            lines = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self._words)
            self._asked, self._height = asked, lines.height() + 2 * _ABOVE
        return self._height

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self._words) + 2 * _SIDE + 2
        return QSize(width, metrics.height() + 2 * _ABOVE)

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(8 * line, line + 2 * _ABOVE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setPen(self._theme.colour("link"))
            inner = self.rect().adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._words)
