"""A strip for messages: information that does not stop anybody, with a button to put it away."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID

_READ_MS: Final = 9000
"""Who reads slowly has read a sentence by then."""


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
        away.setAccessibleName(tr("Put the message away"))
        away.clicked.connect(self.hide)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.setInterval(_READ_MS)
        self._going.timeout.connect(self._go)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._words, 1)
        layout.addWidget(away)
        self.hide()

    def say(self, text: str, *, lasting: bool = True) -> None:
        """Show a sentence; it also reaches screen readers as the name of the strip.

        One that is not `lasting` is of use for a moment, and goes by itself.
        """
        self._words.setText(text)
        self.setAccessibleName(text)
        self.show()
        if lasting:
            self._going.stop()
        else:
            self._going.start()

    def move_on(self) -> None:
        """The person has gone on: what was of use for a moment is of none any more."""
        if self._going.isActive():
            self._going.stop()
            self.hide()

    def _go(self) -> None:
        """Go, unless somebody is about to press the button or to copy the words."""
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._going.start()
        else:
            self.hide()
