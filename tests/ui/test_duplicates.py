"""Duplicates in the window: side by side, merged, told apart, by a rule; and the check of the catalogue."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from editing import settled, stored, typed, window_on
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from spexplorer.operations.duplicates.finding import find_duplicates
from spexplorer.operations.duplicates.resolving import BOTH
from spexplorer.operations.editing import LibraryWriter, add_plain
from spexplorer.operations.library_creation import new_library
from spexplorer.ui.shell.catalogue_dialog import CatalogueDialog
from spexplorer.ui.shell.duplicates_dialog import DuplicatesDialog
from spexplorer.ui.shell.program import Program
from spexplorer.ui.shell.rule_merge_dialog import RuleMergeDialog

BOOK = {"type": "book", "language": "en", "issued": "1990"}
WORKS = [
    {"id": "work:a", "title": "Bound to lead", "doi": "10.1000/1", "publisher": "Nauka", **BOOK},
    {"id": "work:b", "title": "Bound to lead", "doi": "10.1000/1", "tags": ["power"], **BOOK},
    {"id": "work:c", "title": "Soft power", "doi": "10.1000/2", "publisher": "Nauka", **BOOK},
    {"id": "work:d", "title": "Soft power", "doi": "10.1000/2", "publisher": "Mir", **BOOK},
]
PEOPLE = [{"id": f"agent:{n}", "name": "Nye, Joseph", "agent_type": "person"} for n in "ab"]
WAIT = 30_000


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    new_library(path)
    with closing(LibraryWriter(path)) as writer:
        writer.run(add_plain("work", WORKS))
        writer.run(add_plain("agent", PEOPLE))
    return path


@pytest.fixture
def program(own: Path, qtbot) -> Iterator[Program]:
    program = window_on(own, qtbot)
    yield program
    program.window.close()


@pytest.fixture
def dialog(program: Program, qtbot) -> DuplicatesDialog:
    program.window.actions_by_name["duplicates"].trigger()
    (dialog,) = program.window.findChildren(DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 3, timeout=WAIT)
    return dialog


def choose(dialog: DuplicatesDialog, uid: str) -> None:
    """Choose the group that a record is in."""
    for at, group in enumerate(dialog.groups):
        if uid in group.records:
            dialog.tree.setCurrentItem(dialog.tree.topLevelItem(at))
            return
    raise AssertionError(uid)


def test_a_group_is_merged_field_by_field(program, own, dialog, qtbot) -> None:
    assert dialog.summary.text() == "3 groups: 6 records"
    choose(dialog, "work:c")
    assert dialog.merge_button.text() == "&Merge 2 records"
    dialog.grid.keep_record(1)
    assert dialog.grid.choices()["publisher"] == 1  # with the record its values are chosen
    dialog.grid.choose("publisher", BOTH)
    dialog.merge_button.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=WAIT)
    assert stored(own, "work:c").id == "work:d"
    assert stored(own, "work:d").publisher == "Mir; Nauka"
    settled(qtbot, program)
    assert dialog.summary.text() == "2 groups: 4 records"
    QTest.keyClick(dialog.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 3, timeout=WAIT)
    assert stored(own, "work:c").id == "work:c"


def test_by_the_keyboard_alone(own, dialog, qtbot) -> None:
    choose(dialog, "agent:a")
    dialog.tree.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=WAIT)
    assert all("agent:a" not in one.records for one in find_duplicates(own))
    QTest.keyClick(dialog, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1, timeout=WAIT)
    assert len(find_duplicates(own)) == 2  # what was skipped is found again


def test_a_rule_is_rehearsed_and_merges_in_one_step(program, own, dialog, qtbot) -> None:
    dialog.rule_button.click()
    (rule,) = dialog.findChildren(RuleMergeDialog)
    qtbot.waitUntil(rule.merge_button.isEnabled, timeout=WAIT)
    assert rule.summary.text().startswith("1 group would be merged: 2 records. 1 group is left out")
    words = [rule.tree.topLevelItem(at).text(2) for at in range(2)]
    assert words == ["merged into one", "not merged, they differ in: Publisher"]
    assert stored(own, "work:b").id == "work:b"
    rule.merge_button.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=WAIT)
    assert {stored(own, uid).id for uid in ("work:a", "work:b")} == {"work:a"}
    assert stored(own, "work:a").tags == ("power",)


def test_everything_has_a_name_and_the_search_ends_when_called_off(program, dialog, qtbot) -> None:
    choose(dialog, "work:c")
    names = {button.accessibleName() for button in dialog.grid.findChildren(type_of_choice())}
    assert "Publisher: Nauka" in names
    assert "" not in names
    dialog.search()
    dialog.close_button.click()
    qtbot.waitUntil(lambda: dialog.close_button.text() == "Close", timeout=WAIT)
    assert dialog.isVisible()


def type_of_choice() -> type:
    from PySide6.QtWidgets import QRadioButton

    return QRadioButton


def test_findings_lead_to_their_fields_and_are_saved(program, qtbot, tmp_path: Path) -> None:
    program.window.actions_by_name["check-catalogue"].trigger()
    (dialog,) = program.window.findChildren(CatalogueDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() > 0, timeout=WAIT)
    dialog.rules.setCurrentIndex(dialog.rules.findData("duplicate_identifiers"))
    dialog.rules.activated.emit(dialog.rules.currentIndex())
    assert dialog.tree.topLevelItemCount() == 4
    assert dialog.tree.topLevelItem(0).text(2) == "DOI"
    dialog.tree.setFocus()
    dialog.go_button.click()
    panel = program.window.record_panel
    qtbot.waitUntil(lambda: panel.form is not None, timeout=WAIT)
    row = panel.form.row("doi")
    qtbot.waitUntil(lambda: row is not None and row.isVisible(), timeout=WAIT)
    assert program.workspace.state.current == panel.form.record.id
    for name in ("found.csv", "found.json"):
        dialog.write(tmp_path / name)
    told = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert set(told[0]) == {"rule", "severity", "record", "field", "explanation"}
    text = (tmp_path / "found.csv").read_text("utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) == len(told) + 1


def test_a_wrong_identifier_is_warned_of_and_saved_all_the_same(program, own, qtbot) -> None:
    program.window.record_panel.edit("work:a", "isbn")
    form = program.window.record_panel.form
    typed(form.row("isbn").editor.focusProxy(), "978-3-16-148410-1")
    qtbot.waitUntil(lambda: form.notices.notice("identifiers") is not None, timeout=WAIT)
    assert "978-3-16-148410-1 is no ISBN" in form.notices.notice("identifiers").words.text()
    form.save()
    qtbot.waitUntil(lambda: stored(own, "work:a").isbn == "978-3-16-148410-1", timeout=WAIT)
