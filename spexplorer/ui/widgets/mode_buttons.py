"""How the next brush or click combines with what is chosen: four buttons, one of them down."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from spexplorer.domain.filters import Mode
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

_GAP: Final = GRID // 2


class ModeButtons(QWidget):
    """A row of buttons; `chosen` carries a Mode. Where it is narrow, they bear their signs alone."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("How a brush or click combines"))
        self._buttons: dict[Mode, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        self._heading = QLabel(tr("Brush:"))
        self._heading.setObjectName("muted")
        layout.addWidget(self._heading)
        self._words: dict[Mode, str] = {}
        self._is_short = False
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
        self._words[mode] = text
        return button

    def _choose(self, mode: Mode, _checked: bool = True) -> None:
        self.chosen.emit(mode)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode holds."""
        self._buttons[mode].setChecked(True)

    # -- room -----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """Wide enough for all words."""
        return self._size(self._words)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the signs."""
        return self._size({mode: words[:1] for mode, words in self._words.items()}, heading=False)

    def _size(self, words: dict[Mode, str], *, heading: bool = True) -> QSize:
        """The size of the row if the buttons bore other words than they do."""
        width, height, gap = 0, 0, _GAP
        for mode, button in self._buttons.items():
            now, metrics = button.sizeHint(), button.fontMetrics()
            wanted, present = words[mode], button.text()
            width += now.width() + metrics.horizontalAdvance(wanted) + gap
            width -= metrics.horizontalAdvance(present)
            height = max(height, now.height())
        if heading:
            width += self._heading.sizeHint().width() + gap
        return QSize(width - gap, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
            self._fit()

    def _fit(self) -> None:
        """Say as much as there is room for."""
        short = self.width() < self.sizeHint().width()
        if short == self._is_short:
            return
        self._is_short = short
        self._heading.setVisible(not short)
        for mode, button in self._buttons.items():
            button.setText(self._words[mode][:1] if short else self._words[mode])
