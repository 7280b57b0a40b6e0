"""The list below a field that names a record: its first row is what Enter takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spexplorer.ui.views.network.path_panel import RecordField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_enter_takes_the_best_hit_and_not_the_one_that_begins_with_the_letters(
    qtbot: QtBot, workspace
):
    field = RecordField("From", workspace)
    qtbot.addWidget(field)
    field.show()
    field.line.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    QTest.keyClicks(field.line, "Joseph Nye")
    popup = field.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert field.line.text() == "Joseph Nye"
    assert popup.currentIndex().row() == 0
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.record is not None)
    assert field.record == "agent:nye-joseph"
    assert field.line.text() == "Nye, Joseph S."
