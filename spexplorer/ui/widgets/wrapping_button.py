"""A link of several lines: a button whose words are broken where the width ends, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from spexplorer.ui.theme import GRID, Theme

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
        room = QRect(0, 0, max(1, width - 2 * _SIDE), 10_000)
        flags = Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, flags, self._words).height() + 2 * _ABOVE

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
