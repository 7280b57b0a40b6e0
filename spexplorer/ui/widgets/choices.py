"""Choices of which exactly one is on: a list that opens, and a few segments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QToolButton, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.widgets.layouts import FlowLayout
from spexplorer.ui.widgets.text import plain_tip


@guarded
class Dropdown(QComboBox):
    """A list that opens. A letter typed there looks for an entry; it is no key of the window, such as E."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            shifted = Qt.KeyboardModifier.ShiftModifier
            if event.text().isprintable() and event.text() and not event.modifiers() & ~shifted:
                event.accept()
                return True
        return super().event(event)


class Choice(NamedTuple):
    """One segment: what it stands for, its words, and a longer explanation."""

    key: str
    text: str
    tip: str = ""


@guarded
class Segments(QWidget):
    """`chosen` carries the key of the segment a person chose; arrow keys walk the segments."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._layout = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        self._buttons: dict[str, QToolButton] = {}

    def show_choices(self, choices: Sequence[Choice], current: str) -> None:
        """Show the choices in their order, with one of them on; nothing is announced by this."""
        for choice in choices:
            button = self._buttons.get(choice.key)
            if button is None:
                button = self._made(choice.key)
            if button.text() != choice.text:
                button.setText(choice.text)
            button.setAccessibleName(f"{self.accessibleName()}: {choice.text}")
            button.setToolTip(plain_tip(choice.tip))
        self.mark(current)

    def mark(self, current: str) -> None:
        """Switch one segment on."""
        button = self._buttons.get(current)
        if button is not None and not button.isChecked():
            button.setChecked(True)

    def sizeHint(self) -> QSize:
        """All segments in one line; a narrower place wraps them."""
        hints = [button.sizeHint() for button in self._buttons.values()]
        width = sum(hint.width() + GRID for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def offers(self, key: str) -> bool:
        """Whether there is a choice of this key."""
        return key in self._buttons

    def button(self, key: str) -> QToolButton:
        """The button of a segment."""
        return self._buttons[key]

    def _made(self, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setProperty("segment", key)
        self._buttons[key] = button
        self._group.addButton(button)
        self._layout.addWidget(button)
        return button

    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(button.property("segment"))
