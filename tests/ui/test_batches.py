"""Many records are changed at once: rehearsed in a table, made in one step, called off, saved as a log."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from activation import in_front
from editing import settled, stored
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from spexplorer.readings.batches import Action
from spexplorer.readings.library.register import RegisterRows
from spexplorer.ui.shell.batch_dialog import BatchDialog
from spexplorer.ui.shell.program import Program
from spexplorer.ui.views.library.page import LibraryView


def library_rows(qtbot, program: Program, number: int) -> list[str]:
    """Select the first rows of the register, as Shift and an arrow do."""
    program.workspace.show_tab("library")
    seen = program.window.tabs.seen
    qtbot.waitUntil(lambda: isinstance(seen("library"), LibraryView), timeout=20_000)
    view = seen("library")
    rows = view.table.records
    qtbot.waitUntil(lambda: isinstance(rows.content, RegisterRows), timeout=20_000)
    flags = QItemSelectionModel.SelectionFlag
    model = view.table.selectionModel()
    model.setCurrentIndex(rows.index(0), flags.ClearAndSelect | flags.Rows)
    for row in range(1, number):
        model.select(rows.index(row), flags.Select | flags.Rows)
    assert len(view.table.selected_ids()) == number
    return view.table.selected_ids()


def batch_dialog(program: Program) -> BatchDialog:
    return program.window.findChild(BatchDialog)


def rehearsed(qtbot, dialog: BatchDialog) -> None:
    dialog.rehearse()
    qtbot.waitUntil(dialog.rehearse_button.isEnabled, timeout=20_000)


def choose(dialog: BatchDialog, action: Action, field: str) -> None:
    change = dialog.change
    change.action.setCurrentIndex(change.action.findData(action))
    change.field.setCurrentIndex(change.field.findData(field))


def test_the_chosen_rows_are_changed_in_one_step(qtbot, opened, own, tmp_path) -> None:
    program = opened()
    ids = library_rows(qtbot, program, 4)
    in_front(qtbot, program.window)
    QTest.keyClick(program.window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: batch_dialog(program) is not None, timeout=5_000)
    dialog = batch_dialog(program)
    assert dialog.scope.currentText() == "The 4 chosen records: Works"
    before = [stored(own, uid) for uid in ids]

    choose(dialog, Action.ADD, "tags")
    dialog.change.value.editor.show_raw(["to check"])
    rehearsed(qtbot, dialog)
    assert dialog.apply_button.text() == "&Change 4 records"
    assert [stored(own, uid) for uid in ids] == before  # a rehearsal changes nothing
    row = dialog.table.records.row(0)
    assert row.cells["field"] == "Tags"
    assert row.cells["after"].endswith("to check")

    with qtbot.waitSignal(dialog.changed, timeout=20_000):
        dialog.apply()
    settled(qtbot, program)
    assert all("to check" in stored(own, uid).tags for uid in ids)
    log = tmp_path / "log.csv"
    dialog.write_table(log)
    assert log.read_text("utf-8-sig").splitlines()[0] == "id,Record,Field,Before,After"
    assert len(log.read_text("utf-8-sig").splitlines()) == 5
    dialog.close()

    program.window.tools.undo.trigger()
    settled(qtbot, program)
    assert [stored(own, uid) for uid in ids] == before


def test_another_value_has_to_be_rehearsed_again_and_what_refuses_is_listed(
    qtbot, opened, own
) -> None:
    program = opened()
    library_rows(qtbot, program, 3)
    program.window.actions_by_name["batch"].trigger()
    dialog = batch_dialog(program)
    choose(dialog, Action.SET, "title")  # which no work can do without
    rehearsed(qtbot, dialog)
    assert not dialog.apply_button.isEnabled()
    assert "3 cannot take it and are left out" in dialog.summary.text()
    assert dialog.table.records.row(0).cells["field"] == "left out"
    choose(dialog, Action.REPLACE, "title")
    dialog.rehearse()
    assert "which words" in dialog.change.note.text()
    dialog.change.replacing.words.setText("(")
    dialog.change.replacing.is_pattern.setChecked(True)
    dialog.rehearse()
    assert "no regular expression" in dialog.change.note.text()
    dialog.change.replacing.words.setText(r"^(\w)")
    dialog.change.replacing.by.setText(r"* \1")
    rehearsed(qtbot, dialog)
    assert dialog.apply_button.isEnabled()
    dialog.change.replacing.is_pattern.setChecked(False)
    assert not dialog.apply_button.isEnabled()
    assert len(dialog.table.records.content) == 0
    dialog.close()


def test_what_the_filter_leaves_can_be_changed(qtbot, opened) -> None:
    program = opened()
    program.workspace.toggle("vector", "culture")
    settled(qtbot, program)
    qtbot.waitUntil(lambda: bool(program.workspace.answers.filter.constraints), timeout=10_000)
    program.window.actions_by_name["batch"].trigger()
    dialog = batch_dialog(program)
    words = [dialog.scope.itemText(at) for at in range(dialog.scope.count())]
    left = next(at for at, one in enumerate(words) if one.startswith("What the filter leaves: E"))
    dialog.scope.setCurrentIndex(left)
    choose(dialog, Action.SET, "status")
    dialog.change.value.editor.show_raw("approved")
    rehearsed(qtbot, dialog)
    assert dialog.apply_button.isEnabled()
    dialog.close()


def test_a_change_that_is_called_off_changes_nothing(qtbot, opened, own) -> None:
    program = opened()
    ids = library_rows(qtbot, program, 3)
    before = [stored(own, uid) for uid in ids]
    program.window.actions_by_name["batch"].trigger()
    dialog = batch_dialog(program)
    choose(dialog, Action.SET, "publisher")
    dialog.change.value.editor.show_raw("Nobody")
    rehearsed(qtbot, dialog)
    with closing(sqlite3.connect(own)) as other:
        other.execute("BEGIN IMMEDIATE")  # somebody else writes for a moment
        dialog.apply()
        dialog.reject()  # called off; the dialog stays
        other.rollback()
    qtbot.waitUntil(dialog.rehearse_button.isEnabled, timeout=20_000)
    settled(qtbot, program)
    assert dialog.summary.text() == "Called off; nothing was changed."
    assert [stored(own, uid) for uid in ids] == before
    dialog.reject()


def test_many_records_are_deleted_in_one_step_and_used_ones_are_left_out(
    qtbot, opened, own
) -> None:
    program = opened()
    ids = library_rows(qtbot, program, 40)
    program.window.actions_by_name["batch"].trigger()
    dialog = batch_dialog(program)
    dialog.change.action.setCurrentIndex(dialog.change.action.findData(Action.DELETE))
    assert dialog.change.field.isHidden()
    rehearsed(qtbot, dialog)
    table = dialog.table.records
    lines = [table.row(at) for at in range(len(table.content))]
    cells = {line.id: line.cells for line in lines}
    used = [uid for uid, one in cells.items() if one["field"] == "left out"]
    gone = [uid for uid, one in cells.items() if one["field"] == "deleted"]
    assert used and gone and {*used, *gone} == set(ids)
    assert "points at it" in cells[used[0]]["after"]
    assert f"{len(used)} are still used and are left out" in dialog.summary.text()
    assert dialog.apply_button.text() == f"&Delete {len(gone)} records"
    with qtbot.waitSignal(dialog.changed, timeout=20_000):
        dialog.apply()
    settled(qtbot, program)
    with closing(sqlite3.connect(own)) as connection:
        left = {uid for (uid,) in connection.execute("SELECT uid FROM record")}
    assert left.isdisjoint(gone) and left.issuperset(used)
    dialog.close()
    program.window.tools.undo.trigger()
    settled(qtbot, program)
    assert all(stored(own, uid).id == uid for uid in gone)


def test_nothing_is_changed_in_the_bundled_library(program) -> None:
    program.window.actions_by_name["batch"].trigger()
    assert batch_dialog(program) is None
    box = program.window.findChild(QMessageBox)
    assert "never changed" in box.text()
    box.close()
