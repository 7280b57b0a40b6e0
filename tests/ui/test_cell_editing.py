"""Cells of the register are changed where they stand, by Enter or F2."""

from __future__ import annotations

from activation import in_front
from editing import form_of, settled, stored, typed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from spexplorer.readings.library.columns import SPECS, field_of_column
from spexplorer.readings.library.register import RegisterRows
from spexplorer.ui.forms.value_frame import ValueFrame
from spexplorer.ui.shell.program import Program
from spexplorer.ui.views.library.page import LibraryView

NYE = "work:nye-soft-power-public-diplomacy-2008"


def register(qtbot, program: Program) -> LibraryView:
    program.workspace.show_tab("library")
    seen = program.window.tabs.seen
    qtbot.waitUntil(lambda: isinstance(seen("library"), LibraryView), timeout=20_000)
    view = seen("library")
    arranged = lambda: isinstance(view.table.records.content, RegisterRows)  # noqa: E731
    qtbot.waitUntil(arranged, timeout=20_000)
    return view


def go_to(qtbot, view: LibraryView, row: int, column: str) -> str:
    """Put the keyboard on a cell; gives the record of its row."""
    records = view.table.records
    at = [one.key for one in records.columns].index(column)
    view.table.setCurrentIndex(records.index(row, at))
    in_front(qtbot, view.window())
    view.table.setFocus()
    uid = records.record_id(row)
    qtbot.waitUntil(lambda: view.workspace.state.current == uid, timeout=5_000)
    return uid


def test_a_title_is_changed_in_its_cell_and_taken_back(qtbot, opened, own) -> None:
    program = opened()
    view = register(qtbot, program)
    uid = go_to(qtbot, view, 3, "title")
    before = stored(own, uid).title
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    frame = view.table.findChild(ValueFrame)
    line = frame.row.editor.field
    assert line.text() == before
    line.selectAll()
    typed(line, "Another title")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, program)
    assert stored(own, uid).title == "Another title"
    assert view is program.window.tabs.seen("library")  # it is not made anew
    qtbot.waitUntil(lambda: "Another title" in _titles(view), timeout=20_000)
    assert view.table.hasFocus()
    program.window.tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, uid).title == before
    qtbot.waitUntil(lambda: before in _titles(view), timeout=20_000)


def _titles(view: LibraryView) -> list[str]:
    records = view.table.records
    return [records.text(at, 0) for at in range(records.rowCount())]


def test_a_choice_is_changed_by_enter_and_escape_leaves(qtbot, opened, own) -> None:
    program = opened()
    view = register(qtbot, program)
    uid = go_to(qtbot, view, 2, "source_type")
    before = stored(own, uid).source_type
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    frame = view.table.findChild(ValueFrame)
    frame.row.editor.show_raw("academic" if before != "academic" else "government")
    QTest.keyClick(frame.row.editor.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.table.findChild(ValueFrame) is None, timeout=5_000)
    assert stored(own, uid).source_type == before


def test_a_cell_of_several_values_opens_the_form(qtbot, opened) -> None:
    program = opened()
    view = register(qtbot, program)
    uid = go_to(qtbot, view, 2, "detail")
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    assert view.table.findChild(ValueFrame) is None
    assert form_of(program).record.id == uid


def test_the_bundled_library_says_why_a_cell_stays(qtbot, program) -> None:
    view = register(qtbot, program)
    go_to(qtbot, view, 2, "title")
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    assert view.table.findChild(ValueFrame) is None
    box = program.window.findChild(QMessageBox)
    assert "never changed" in box.text()
    box.close()


def test_every_column_knows_its_field() -> None:
    found = {
        (kind, spec.key): field_of_column(kind, spec.key)
        for kind, specs in SPECS.items()
        for spec in specs
    }
    assert found["work", "title"] == "title"
    assert found["work", "days"] == "issued"
    assert found["agent", "agent_type"] == "agent_type"
    assert found["claim", "title"] == "statement"
    assert found["concept", "title"] == "pref_label"
    assert found["work", "detail"] == ""
    assert found["event", "support"] == ""
