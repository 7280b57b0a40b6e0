"""The style sheet names files; a picture that is not there is left out without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListView, QVBoxLayout

from spexplorer.ui.style.theme import load_theme, style_sheet


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_picture_of_the_style_sheet_is_there(name):
    sheet = style_sheet(load_theme(name), 10.0)
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert [picture for picture in pictures if not Path(picture).is_file()] == []
    assert "@" not in re.sub(r"/\*.*?\*/", "", sheet)


def test_a_list_keeps_room_for_the_frame_that_tells_it_has_the_keyboard(qtbot):
    """A frame that only the focus brings would lie under the rows: Qt does not lay out again for it."""
    view = QListView()
    view.setStyleSheet(style_sheet(load_theme("light"), 10.0))
    qtbot.addWidget(view)
    view.resize(100, 100)
    view.show()
    assert view.rect().adjusted(1, 1, -1, -1).contains(view.viewport().geometry())


def test_buttons_of_dialogs_show_no_icons_of_the_platform(program, qtbot):
    """Whoever gives them one, as a desktop's style does: the pictures are of another family than ours."""
    dialog = QDialog(program.window)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    pixmap = QPixmap(16, 16)
    pixmap.fill()
    close.setIcon(QIcon(pixmap))
    QVBoxLayout(dialog).addWidget(buttons)
    dialog.show()
    assert close.icon().isNull()
    # Nor is room kept for one.
    assert close.sizeHint().width() < close.fontMetrics().horizontalAdvance("Close") + 40
    dialog.close()
