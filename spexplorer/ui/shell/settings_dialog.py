"""The settings: few, and every one takes effect at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from spexplorer.ui.shell.bibliography_dialog import language_choice, style_choice
from spexplorer.ui.style.appearance import TEXT_SIZES, THEMES
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.dialogs import Dialog
from spexplorer.ui.widgets.text import PlainLabel
from spexplorer.workspace.settings import person_name, remember_person

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow


class SettingsDialog(Dialog):
    """Theme and text size of all windows; the name that the history of changes calls a person by."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, tr("Settings"))
        self._window = window
        self.make_room(56)
        self.themes = _choice(
            tr("Theme"),
            [(theme_title(name), name) for name in THEMES],
        )
        self.sizes = _choice(tr("Text size"), [(_per_cent(size), size) for size in TEXT_SIZES])
        self._show_present()
        self.themes.activated.connect(self._choose_theme)
        self.sizes.activated.connect(self._choose_size)
        form = QFormLayout()
        form.setVerticalSpacing(2 * GRID)
        form.addRow(tr("&Theme:"), self.themes)
        form.addRow(tr("Text &size:"), self.sizes)
        self.person = QLineEdit(person_name())
        self.person.setAccessibleName(tr("Your name"))
        self.person.setPlaceholderText(tr("as the history of changes names you"))
        self.person.textEdited.connect(remember_person)
        form.addRow(tr("Your &name:"), self.person)
        self.style_box, self.language_box = style_choice(), language_choice()
        form.addRow(tr("&Citation style:"), self.style_box)
        form.addRow(tr("&Language of terms:"), self.language_box)
        note = PlainLabel(tr("Every setting holds at once, in all windows, and at the next start."))
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
        if self.sizes.findData(scale) < 0:  # one that an older version has left
            at = sum(size < scale for size in TEXT_SIZES)
            self.sizes.insertItem(at, _per_cent(scale), scale)
        self.sizes.setCurrentIndex(self.sizes.findData(scale))

    def _choose_theme(self, at: int) -> None:
        self._window.theme_wanted.emit(self.themes.itemData(at))

    def _choose_size(self, at: int) -> None:
        self._window.text_scale_wanted.emit(self.sizes.itemData(at))

    def _reset(self) -> None:
        self._window.theme_wanted.emit("system")
        self._window.text_scale_wanted.emit(1.0)
        self._show_present()


def theme_title(name: str) -> str:
    """What a theme is called in menus and settings."""
    return {
        "system": tr("As the system"),
        "light": tr("Light"),
        "dark": tr("Dark"),
        "contrast": tr("High contrast"),
    }[name]


def _per_cent(scale: float) -> str:
    return tr("{n} %", n=tr.number(round(100 * scale)))


def _choice(name: str, choices: list[tuple[str, object]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for text, value in choices:
        box.addItem(text, value)
    return box
