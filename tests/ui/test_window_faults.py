"""Faults that first-time users saw in the window, each held as its kind."""

from __future__ import annotations

import pytest
from activation import in_front
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractScrollArea, QDialog

from spexplorer.domain.filters import Words
from spexplorer.ui.shell.settings_dialog import SettingsDialog
from spexplorer.ui.style.appearance import TEXT_SIZES


def visible_dialog(program) -> QDialog:
    return next(one for one in program.window.findChildren(QDialog) if one.isVisible())


def test_the_search_field_and_the_filter_agree(program, settle) -> None:
    search = program.window.search
    program.workspace.narrow(Words("silk road"))
    settle()
    assert search.text() == "silk road"
    program.workspace.clear()
    settle()
    assert search.text() == ""
    program.workspace.back()
    settle()
    assert search.text() == "silk road"


@pytest.mark.parametrize("steps", [0, 1, 2, 3, -1, -2])
def test_the_settings_show_the_size_of_text_in_force(program, settle, steps: int) -> None:
    program.appearance.resize(0)
    for _ in range(abs(steps)):
        program.appearance.resize(1 if steps > 0 else -1)
    dialog = SettingsDialog(program.window)
    assert dialog.sizes.currentData() == program.appearance.scale
    assert program.appearance.scale == TEXT_SIZES[TEXT_SIZES.index(1.0) + steps]
    dialog.deleteLater()


def test_titles_of_dialogs_are_their_own_words() -> None:
    assert QGuiApplication.applicationDisplayName() in ("", QGuiApplication.applicationName())


def test_dialogs_stand_in_the_middle_of_the_window(program, settle) -> None:
    program.window.resize(700, 560)
    program.window.move(20, 30)
    settle()
    for command in ("settings", "help", "keys", "about", "save-view", "manage-views",
                    "go-to-address"):  # fmt: skip
        program.window.actions_by_name[command].trigger()
        settle()
        dialog = visible_dialog(program)
        away = dialog.frameGeometry().center() - program.window.frameGeometry().center()
        screen = dialog.screen().availableGeometry()
        assert screen.contains(dialog.frameGeometry()), command
        if dialog.width() < 700 and dialog.height() < 560:
            assert abs(away.x()) <= 4 and abs(away.y()) <= 4, command
        dialog.reject()


def test_commands_of_a_record_are_greyed_while_there_is_none(program, settle) -> None:
    menu, evidence = program.window.menus["record"], program.window.actions_by_name["evidence"]
    menu.aboutToShow.emit()
    assert not evidence.isEnabled()
    menu.aboutToHide.emit()
    evidence.trigger()  # by its key: says what is missing
    assert "Choose a record" in program.window.message.accessibleName()
    program.workspace.go(program.workspace.reader.rows("event")[0].id)
    settle()
    menu.aboutToShow.emit()
    assert evidence.isEnabled()


def test_f6_comes_to_a_part_of_the_overview_that_shows_it(program, settle, qtbot) -> None:
    program.workspace.show_tab("overview")
    settle()
    window = program.window
    in_front(qtbot, window)
    window.search.setFocus()
    for _ in range(6):
        window.actions_by_name["next-pane"].trigger()
        focused = window.focusWidget()
        if window.current_view().isAncestorOf(focused):
            break
    assert window.current_view().isAncestorOf(focused)
    assert not isinstance(focused, QAbstractScrollArea)
    with_ring = focused.grab().toImage()
    window.search.setFocus()
    settle()
    assert focused.grab().toImage() != with_ring
