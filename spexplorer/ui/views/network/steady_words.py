"""Wrapped words that keep room for a sentence that may join them, so that what lies below stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt

from spexplorer.ui.guard import guarded
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@guarded
class SteadyWords(PlainLabel):
    """Says words, and is as high as they would be with another sentence after them."""

    def __init__(self) -> None:
        super().__init__()
        self._fullest = ""
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def say(self, words: str, fullest: str = "") -> None:
        """Show words; `fullest` are the longest that may stand here in their place."""
        self.setText(words)
        self._fullest = fullest
        self._keep_room()

    def _keep_room(self) -> None:
        wrapped = Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, max(self.width(), 1), 0)
        rect = self.fontMetrics().boundingRect(room, wrapped, self._fullest)
        high = rect.height() if self._fullest else 0
        if high != self.minimumHeight():
            self.setMinimumHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()
