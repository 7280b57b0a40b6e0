"""How the next brush or click combines with what is chosen: one button with four ways in plain words."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from spexplorer.domain.filters import Mode
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip


class _ModeWords(NamedTuple):
    """Words of the button and of the menu, the key that does it for once, and a sentence."""

    short: str
    name: str
    key: str
    tip: str


def _words() -> dict[Mode, _ModeWords]:
    return {
        Mode.REPLACE: _ModeWords(
            tr("Replace"), tr("Replace"), "", tr("A click or brush replaces what is chosen")
        ),
        Mode.ADD: _ModeWords(
            tr("Add to it"),
            tr("Add to it"),
            tr("Shift"),
            tr("A click or brush adds to what is chosen (Shift does it once)"),
        ),
        Mode.INTERSECT: _ModeWords(
            tr("In both"),
            tr("Only what is in both"),
            tr("Ctrl"),
            tr("A click or brush keeps only what is in both (Ctrl does it once)"),
        ),
        Mode.SUBTRACT: _ModeWords(
            tr("Take away"),
            tr("Take away"),
            tr("Alt"),
            tr("A click or brush takes away from what is chosen (Alt does it once)"),
        ),
    }


@guarded
class ModeMenu(QToolButton):
    """Shows the mode that holds; `chosen` carries the Mode that a person picked from its menu."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modes")
        self.setProperty("compact", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(self), QActionGroup(self)
        menu.setToolTipsVisible(True)
        self.actions_by_mode: dict[Mode, QAction] = {}
        for mode, words in _words().items():
            action = menu.addAction(f"{words.name}\t{words.key}" if words.key else words.name)
            action.setToolTip(plain_tip(words.tip))
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
        self.setText(tr("{mode} ▾", mode=words.short))
        self.setToolTip(plain_tip(words.tip))
        self.setAccessibleName(tr("How a click or brush combines: {mode}", mode=words.name))

    def sizeHint(self) -> QSize:
        """Wide enough for each mode, so that nothing moves when another is chosen."""
        metrics, hint = self.fontMetrics(), super().sizeHint()
        texts = [tr("{mode} ▾", mode=words.short) for words in _words().values()]
        widest = max(metrics.horizontalAdvance(text) for text in texts)
        return QSize(widest + metrics.height() + 3 * GRID, hint.height())
