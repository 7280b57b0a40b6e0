"""A strip for messages: information that does not stop anybody, with a button to put it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID


class MessageStrip(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        away = QPushButton(tr("Put away"))
        away.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._words, 1)
        layout.addWidget(away)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence; it also reaches screen readers as the name of the strip."""
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()
