"""The settings: few, and every one takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow

_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
"""Text sizes in per cent of the system's own."""


class SettingsDialog(QDialog):
    """Theme and text size of all windows; recent files."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.themes = _choice(
            tr("Theme"),
            [(tr("As the system"), "system"), (tr("Light"), "light"), (tr("Dark"), "dark")],
        )
        self.sizes = _choice(tr("Text size"), [(f"{size} %", size / 100) for size in _SIZES])
        self._show_present()
        self.themes.activated.connect(self._choose_theme)
        self.sizes.activated.connect(self._choose_size)
        form = QFormLayout()
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("&Theme:"), self.themes)
        form.addRow(tr("Text &size:"), self.sizes)
        note = QLabel(tr("Every setting holds at once, in all windows, and at the next start."))
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.reset = QPushButton(tr("&Reset"))
        self.reset.setToolTip(tr("Theme and text size as the system has them"))
        self.reset.clicked.connect(self._reset)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.reset, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(3 * GRID)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(buttons)

    def _show_present(self) -> None:
        choice, scale = self._window.appearance_now()
        self.themes.setCurrentIndex(max(0, self.themes.findData(choice)))
        nearest = min(range(len(_SIZES)), key=lambda at: abs(_SIZES[at] / 100 - scale))
        self.sizes.setCurrentIndex(nearest)

    def _choose_theme(self, at: int) -> None:
        self._window.theme_wanted.emit(self.themes.itemData(at))

    def _choose_size(self, at: int) -> None:
        self._window.text_scale_wanted.emit(self.sizes.itemData(at))

    def _reset(self) -> None:
        self._window.theme_wanted.emit("system")
        self._window.text_scale_wanted.emit(1.0)
        self._show_present()


def _choice(name: str, choices: list[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in choices:
        box.addItem(text, value)
    return box
