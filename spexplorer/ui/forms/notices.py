"""Notices above the fields of a form: a sentence with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import PlainLabel

Deeds: TypeAlias = tuple[tuple[str, Callable[[], object]], ...]
"""Words of a button, and what it does."""


class Notice(QFrame):
    """One sentence and its buttons."""

    def __init__(self, words: str, deeds: Deeds) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setAccessibleName(words)
        self.words = PlainLabel(words)
        self.words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        self.buttons: list[QPushButton] = []
        if deeds:
            line = QWidget()
            flow = FlowLayout(line)
            for text, act in deeds:
                button = QPushButton(text)
                button.clicked.connect(unticked(act))
                flow.addWidget(button)
                self.buttons.append(button)
            column.addWidget(line)


class Notices(QWidget):
    """Notices by their keys, in the order in which they came."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, Notice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID)
        self.hide()

    def say(self, key: str, words: str, deeds: Deeds = ()) -> None:
        """Show a notice in the place of the one of its key; no words take it away."""
        before = self._shown.get(key)
        if before is not None:
            if words and before.words.text() == words:
                return
            self._column.removeWidget(self._shown.pop(key))
            before.hide()
            before.deleteLater()
        if words:
            notice = Notice(words, deeds)
            self._shown[key] = notice
            self._column.addWidget(notice)
        self.setVisible(bool(self._shown))

    def notice(self, key: str) -> Notice | None:
        """The notice of a key, where it is shown."""
        return self._shown.get(key)
