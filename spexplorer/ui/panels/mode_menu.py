"""How the next brush or click combines with what is chosen: one button with four ways in plain words."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from spexplorer.domain.filters import Mode
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr


class _ModeWords(NamedTuple):
    name: str
    tip: str


def _words() -> dict[Mode, _ModeWords]:
    return {
        Mode.REPLACE: _ModeWords(tr("Replace"), tr("A click or brush replaces what is chosen")),
        Mode.ADD: _ModeWords(
            tr("Add to it"), tr("A click or brush adds to what is chosen (Shift)")
        ),
        Mode.INTERSECT: _ModeWords(
            tr("Only what is in both"), tr("Only what is in both is kept (Ctrl)")
        ),
        Mode.SUBTRACT: _ModeWords(
            tr("Take away"), tr("A click or brush takes away from what is chosen (Alt)")
        ),
    }


class ModeMenu(QToolButton):
    """Shows the mode that holds; `chosen` carries the Mode that a person picked from its menu."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("compact", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self), QActionGroup(self)
        menu.setToolTipsVisible(True)
        self.actions_by_mode: dict[Mode, QAction] = {}
        for mode, words in _words().items():
            action = menu.addAction(words.tip)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, mode))
            group.addAction(action)
            self.actions_by_mode[mode] = action
        self.setMenu(menu)
        self.show_mode(Mode.REPLACE)

    def _choose(self, mode: Mode, _checked: bool = True) -> None:
        self.chosen.emit(mode)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode holds."""
        words = _words()[mode]
        self.actions_by_mode[mode].setChecked(True)
        self.setText(words.name)
        self.setToolTip(words.tip)
        self.setAccessibleName(tr("How a click or brush combines: {mode}", mode=words.name))

    def sizeHint(self) -> QSize:
        """Wide enough for each mode, so that nothing moves when another is chosen."""
        metrics, hint = self.fontMetrics(), super().sizeHint()
        widest = max(metrics.horizontalAdvance(words.name) for words in _words().values())
        return QSize(widest + metrics.height() + 3 * GRID, hint.height())
