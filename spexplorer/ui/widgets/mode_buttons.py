"""How the next brush or click combines with what is chosen: four buttons, one of them down."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from spexplorer.domain.filters import Mode
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID


class ModeButtons(QWidget):
    """A row of buttons; `chosen` carries a Mode."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("How a brush or click combines"))
        self._buttons: dict[Mode, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        heading = QLabel(tr("Brush:"))
        heading.setObjectName("muted")
        layout.addWidget(heading)
        for mode, text, words in (
            (Mode.REPLACE, tr("= Replace"), tr("A brush or click replaces what is chosen")),
            (Mode.ADD, tr("+ Add"), tr("A brush or click adds to what is chosen (Shift)")),
            (Mode.INTERSECT, tr("∩ Intersect"), tr("Only what is in both is kept (Ctrl)")),
            (Mode.SUBTRACT, tr("− Subtract"), tr("A brush or click takes away (Alt)")),
        ):
            layout.addWidget(self._button(mode, text, words))

    def _button(self, mode: Mode, text: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(words)
        button.setAccessibleName(text[2:])
        button.setAccessibleDescription(words)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.clicked.connect(partial(self._choose, mode))
        self._buttons[mode] = button
        return button

    def _choose(self, mode: Mode, _checked: bool = True) -> None:
        self.chosen.emit(mode)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode holds."""
        self._buttons[mode].setChecked(True)
