"""The menus: what a desktop application is expected to have, and that it does what it says."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from activation import in_front
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from spexplorer.domain.address import state_of
from spexplorer.support.errors import AppError
from spexplorer.ui.shell import window_commands as commands
from spexplorer.ui.shell.help import HelpDialog, KeysDialog, LogDialog
from spexplorer.ui.shell.main_window import MainWindow
from spexplorer.ui.shell.recent_files import RecentMenu, recent_libraries, remember_library
from spexplorer.ui.shell.record_printing import document_of, print_document
from spexplorer.ui.shell.settings_dialog import SettingsDialog
from spexplorer.ui.shell.trouble_dialog import TroubleDialog
from spexplorer.ui.shell.window_commands import list_windows

EVENT = "event:2013-09-silk-road-economic-belt"


def menu_of(program, title) -> QMenu:
    return next(a.menu() for a in program.window.menuBar().actions() if a.text() == title)


def named(top: QWidget, name: str) -> QWidget:
    """The widget in sight with an accessible name."""
    return next(w for w in top.findChildren(QWidget) if w.accessibleName() == name)


def said(program) -> str:
    return program.window.message.accessibleName() if program.window.message.isVisible() else ""


def other_windows(program) -> list[MainWindow]:
    tops = QApplication.topLevelWidgets()
    return [
        top
        for top in tops
        if isinstance(top, MainWindow) and top is not program.window and top.isVisible()
    ]


def test_the_menu_bar_is_that_of_a_desktop_application(program):
    titles = [action.text().replace("&", "") for action in program.window.menuBar().actions()]
    assert titles == ["File", "Edit", "View", "Go", "Record", "Tools", "Window", "Help"]


STANDARD_KEYS = [
    ("open", "Ctrl+O"), ("print", "Ctrl+P"), ("find", "Ctrl+F"), ("undo", "Ctrl+Z"),
    ("redo", "Ctrl+Shift+Z"), ("redo", "Ctrl+Y"), ("close", "Ctrl+W"), ("quit", "Ctrl+Q"),
    ("help", "F1"), ("next-pane", "F6"), ("full-screen", "F11"), ("next-tab", "Ctrl+Tab"),
    ("tab-overview", "Ctrl+1"), ("settings", "Ctrl+,"), ("larger", "Ctrl++"),
    ("smaller", "Ctrl+-"), ("normal-size", "Ctrl+0"), ("clear", "Ctrl+Shift+Esc"),
    ("back", "Alt+Left"), ("evidence", "E"),
]  # fmt: skip


def test_standard_keys_do_what_they_do_elsewhere(program):
    actions = program.window.actions_by_name
    assert [
        (name, keys)
        for name, keys in STANDARD_KEYS
        if keys not in [key.toString() for key in actions[name].shortcuts()]
    ] == []


def test_every_command_of_a_menu_has_a_letter_of_its_own_within_it(program):
    for bar in program.window.menuBar().actions():
        letters = [
            action.text().replace("&&", "").partition("&")[2][:1].casefold()
            for action in bar.menu().actions()
            if "&" in action.text().replace("&&", "") and not action.text().startswith("&Undo:")
        ]
        assert len(letters) == len(set(letters)), (bar.text(), letters)


def test_no_command_stands_under_bare_tab_backspace_or_delete(program):
    keys = {
        key.toString() for a in program.window.actions_by_name.values() for key in a.shortcuts()
    }
    assert keys.isdisjoint({"Tab", "Backspace", "Del", "Return", "Space"})


def test_copy_in_the_menu_is_the_copy_of_what_has_the_keyboard(program, settle, qtbot):
    in_front(qtbot, program.window)
    box = program.window.search
    box.setText("silk road")
    box.setFocus()
    program.window.actions_by_name["select-all"].trigger()
    program.window.actions_by_name["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "silk road"


def test_a_second_window_on_the_same_library_is_listed_and_has_its_own_state(program, settle):
    program.window.actions_by_name["new-window"].trigger()
    settle()
    (other,) = other_windows(program)
    try:
        other.workspace.toggle("vector", "culture")
        settle()
        assert not program.workspace.state.filter.constraints
        menu = QMenu()
        line = menu.addSeparator()
        list_windows(program.window, menu, line)
        assert [action.isChecked() for action in menu.actions()[1:]].count(True) == 1
        assert len(menu.actions()) == 3
    finally:
        other.close()


def test_a_second_window_opens_at_the_present_view_and_goes_back_as_this_one(program, settle):
    program.workspace.toggle("vector", "education")
    program.workspace.go("agreement:2006-12-20-credentials")
    settle()
    program.window.actions_by_name["inspector"].trigger()
    program.window.actions_by_name["new-window"].trigger()
    settle()
    (other,) = other_windows(program)
    try:
        state = other.workspace.state
        assert state == program.workspace.state
        assert state.tab == "agreements"
        assert state.current == "agreement:2006-12-20-credentials"
        assert other.workspace.past == program.workspace.past
        assert not other.inspector_dock.isVisible()
        other.workspace.back()
        assert program.workspace.state == state
    finally:
        other.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no library at"),
        (b"", "is not a library of this program"),
        (b"SQLite format 3\x00" + b"\xff" * 3000, "is not a library of this program"),
        (b"%PDF-1.4 something else", "is not a library of this program"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_library_is_told_of_and_nothing_is_lost(
    program, settle, tmp_path, content, words
):
    program.workspace.toggle("vector", "culture")
    settle()
    path = tmp_path / "strange.spex"
    if content is not None:
        path.write_bytes(content)
    program.window.path_wanted.emit(path)
    settle()
    sentences = [one.sentence.text() for one in program.window.findChildren(TroubleDialog)]
    assert words in " ".join([said(program), *sentences])
    assert not other_windows(program)
    assert program.workspace.state.filter.values("vector") == {"culture"}


def test_a_damaged_library_is_told_of_and_not_opened(program, settle, tmp_path, bundled):
    path = tmp_path / "torn.spex"
    path.write_bytes(bundled.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TABLE record")
    program.window.path_wanted.emit(path)
    settle()
    (dialog,) = program.window.findChildren(TroubleDialog)
    assert "torn.spex is damaged" in dialog.sentence.text()
    dialog.reject()
    assert not other_windows(program)


def test_a_library_of_a_newer_program_is_refused_with_the_remedy(
    program, settle, tmp_path, bundled
):
    path = tmp_path / "newer.spex"
    path.write_bytes(bundled.read_bytes())
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    program.window.path_wanted.emit(path)
    settle()
    assert "install the newer version" in said(program)


def test_the_libraries_opened_last_are_listed_and_a_missing_one_is_greyed(
    program, settle, tmp_path
):
    gone, here = tmp_path / "gone.spex", program.workspace.reader.path
    remember_library(gone)
    remember_library(here)
    remember_library(gone)
    assert recent_libraries() == [gone, here.absolute()]
    menu = RecentMenu(here)
    menu.fill()
    first, second, _, pin, _ = menu.actions()
    assert "no longer" in first.text() and not first.isEnabled()
    assert "open in this window" in second.text()
    pin.trigger()
    menu.fill()
    assert "(pinned)" in menu.actions()[0].text()  # it comes first
    menu.actions()[-1].trigger()
    assert recent_libraries() == []
    menu.fill()
    first, _, pin, _ = menu.actions()
    assert "open in this window" in first.text()
    pin.trigger()
    menu.fill()
    assert "No library" in menu.actions()[0].text()


def test_no_more_than_ten_libraries_are_remembered(home, tmp_path):
    for n in range(14):
        remember_library(tmp_path / f"{n}.spex")
    assert [path.name for path in recent_libraries()] == [f"{n}.spex" for n in range(13, 3, -1)]


def test_a_window_that_was_opened_is_remembered(program):
    assert program.workspace.reader.path.absolute() in recent_libraries()


def test_the_library_is_checked_and_found_sound(program, settle, qtbot):
    program.window.actions_by_name["check"].trigger()
    qtbot.waitUntil(lambda: "is sound" in said(program), timeout=20_000)


def test_f6_goes_round_the_panes_and_shift_f6_the_other_way(program, settle, qtbot):
    in_front(qtbot, program.window)
    window = program.window
    window.search.setFocus()
    window.actions_by_name["next-pane"].trigger()
    assert window.facets_dock.isAncestorOf(window.focusWidget())
    assert isinstance(window.focusWidget(), QLineEdit), "where typing does something"
    window.actions_by_name["previous-pane"].trigger()
    assert window.search.hasFocus()
    for _ in range(5):
        window.actions_by_name["next-pane"].trigger()
    assert window.search.hasFocus()


def test_hidden_panels_come_back_from_the_menu(program, settle):
    for dock in program.window.docks():
        program.window.panels.close(dock.objectName())
    program.window.actions_by_name["restore-docks"].trigger()
    settle()
    assert all(dock.isVisible() for dock in program.window.docks())


def test_the_menu_hides_and_shows_every_panel_and_the_window_lives_on(program, settle):
    """The menu closes a panel, which must not be taken for the close of the window."""
    window = program.window
    for dock in window.docks():
        action = window.actions_by_name[dock.objectName()]
        action.trigger()
        settle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert isValid(window) and window.isVisible()
        assert not dock.isVisible()
        action.trigger()
        settle()
        assert dock.isVisible()
    program.appearance.choose("dark")
    settle()
    assert window.theme.dark  # it still belongs to its program


def test_the_menu_of_a_widget_without_a_cursor_is_asked_for_without_harm(program, settle):
    window = program.window
    window.current_view().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.current_view().setFocus()
    assert window.focusWidget() is window.current_view()
    commands.context_menu(window)  # raised, where Qt tells the cursor in whole pixels
    assert not window.message.isVisible()


@pytest.mark.parametrize("name", ["help", "keys"])
def test_manual_and_keys_open_with_the_keyboard_in_their_field(program, settle, name):
    program.window.actions_by_name[name].trigger()
    settle()
    dialog = next(d for d in program.window.findChildren(QDialog) if d.isVisible())
    field = dialog.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_command_without_a_record_names_itself(program, settle):
    program.window.actions_by_name["copy-id"].trigger()
    assert "Copy record id" in said(program)


def test_a_record_is_copied_as_a_reference_with_its_sentences(program, settle):
    program.workspace.go(EVENT)
    settle()
    program.window.actions_by_name["copy-reference"].trigger()
    text = QGuiApplication.clipboard().text()
    assert "Silk Road Economic Belt put forward in Astana. September 2013" in text
    assert "Introduction, ¶ 2, sentence 2 (p. 18)" in text
    assert "Kuramayeva" in text and "SHA-256" in text and EVENT in text


def test_a_link_to_a_record_leads_back_to_it(program, settle):
    menu = program.window.record_menu(EVENT)
    next(a for a in menu.actions() if a.objectName() == "copy-link").trigger()
    assert state_of(QGuiApplication.clipboard().text()).current == EVENT


def test_a_record_is_put_on_a_side_of_the_comparison(program, settle):
    menu = program.window.record_menu(EVENT)
    next(a for a in menu.actions() if a.objectName() == "compare-right").trigger()
    settle()
    assert program.workspace.state.sides == (None, EVENT)
    assert program.workspace.state.tab == "compare"


def test_what_needs_a_record_says_so_without_one(program, settle):
    for name in ("copy-id", "copy-reference", "evidence", "print"):
        program.window.message.hide()
        program.window.actions_by_name[name].trigger()
        assert "Choose a record" in said(program), name


def test_the_printed_page_of_a_record_has_all_its_links_and_the_library(program):
    document = document_of(program.workspace.reader, "agent:xi-jinping")
    text = document.toPlainText()
    assert "Xi Jinping" in text and "SHA-256" in text
    assert "Kuramayeva" in text
    assert "more" not in text.split("SHA-256")[0].splitlines()[-3:]
    assert "Press E" not in text


def test_settings_hold_at_once_and_are_reset(program, settle):
    program.window.actions_by_name["settings"].trigger()
    dialog = program.window.findChild(SettingsDialog)
    dialog.themes.setCurrentIndex(dialog.themes.findData("dark"))
    dialog.themes.activated.emit(dialog.themes.currentIndex())
    dialog.sizes.setCurrentIndex(dialog.sizes.findData(1.5))
    dialog.sizes.activated.emit(dialog.sizes.currentIndex())
    assert program.window.theme.dark
    assert program.appearance.scale == 1.5
    dialog.reset.click()
    assert program.appearance.scale == 1.0
    assert program.appearance.choice == "system"
    dialog.reject()


def test_the_log_is_shown_and_copied(program, home):
    program.window.actions_by_name["log"].trigger()
    dialog = program.window.findChild(LogDialog)
    assert "nothing unforeseen" in named(dialog, "Log file").toPlainText()
    dialog.reject()


def test_the_list_of_keys_is_searched_and_names_keys_of_widgets(program):
    program.window.actions_by_name["keys"].trigger()
    dialog = program.window.findChild(KeysDialog)
    records = dialog.table.records
    rows = {records.text(at, 0): records.text(at, 1) for at in range(records.rowCount())}
    assert rows["Copy"] == "Ctrl+C"
    assert rows["Names"] == "Ctrl+9"
    assert rows["Extend a range"]
    QTest.keyClicks(named(dialog, "Find a command"), "full screen")
    assert records.rowCount() == 1
    assert records.text(0, 2) == "menu View"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_manual_is_searched_and_says_when_it_has_nothing(program):
    program.window.actions_by_name["manual"].trigger()
    dialog = program.window.findChild(HelpDialog)
    field, text = named(dialog, "Find in the manual"), named(dialog, "Manual")
    QTest.keyClicks(field, "brushes a")
    first = text.textCursor()
    assert first.selectedText().casefold() == "brushes a"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    field.setText("zzqx")
    said_below = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("does not say" in words for words in said_below)
    dialog.reject()


def test_f6_enters_the_charts_at_a_chart_that_is_brushed_at_once(program, settle, qtbot):
    in_front(qtbot, program.window)
    program.window.record.setFocus()
    program.window.actions_by_name["next-pane"].trigger()
    plot = program.window.charts.cards[0][1].plot
    assert plot.hasFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    QTest.keyClick(plot, Qt.Key.Key_Space)
    settle()
    assert program.workspace.state.filter.get("period") is not None


def test_a_record_is_printed_to_a_file_and_a_place_that_takes_none_is_told_of(program, tmp_path):
    from PySide6.QtPrintSupport import QPrinter

    from spexplorer.ui.widgets.print_support import high_resolution_printer

    heard: list[object] = []
    document = document_of(program.workspace.reader, EVENT)
    for place in (tmp_path / "record.pdf", tmp_path / "nowhere" / "record.pdf"):
        printer = high_resolution_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(place))
        print_document(document, printer, heard.append)
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF")
    assert "Saved to" in str(heard[0])
    assert isinstance(heard[1], AppError) and "cannot be written" in str(heard[1])


def test_the_whole_library_is_written_as_json_and_told_of(program, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "all.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    program.window.actions_by_name["export"].trigger()
    qtbot.waitUntil(lambda: "Wrote" in said(program), timeout=20_000)
    written = json.loads(target.read_text(encoding="utf-8"))["events"]
    assert {event["id"] for event in written} == {
        event.id for event in program.workspace.visible("event")
    }
    assert len(written) == len(program.workspace.visible("event"))
