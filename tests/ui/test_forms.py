"""Records are entered, corrected and deleted in the one place where a record is shown."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from activation import in_front
from editing import (
    field,
    form_of,
    saved,
    settled,
    stored,
    typed,
    write,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QMessageBox, QWidget
from shiboken6 import delete

from spexplorer.domain.fields import CLASSES, scheme_of
from spexplorer.domain.kinds import LISTED
from spexplorer.operations.drafts import drafts_of
from spexplorer.operations.reader import Reader
from spexplorer.readings.forms.values import blank
from spexplorer.ui.forms.deleting import DeleteDialog
from spexplorer.ui.forms.fields import FieldRow, RowsEditor
from spexplorer.ui.forms.new_term import NewTermDialog
from spexplorer.ui.forms.tools import LibraryTools
from spexplorer.ui.forms.value_frame import ValueFrame
from spexplorer.ui.shell.history_dialog import HistoryDialog
from spexplorer.ui.shell.vocabulary_dialog import VocabularyDialog
from spexplorer.workspace.settings import remember_person

BELT = "event:2013-09-silk-road-economic-belt"
ENTRIES: dict[str, dict[str, object]] = {
    "work": {"type": "book", "title": "Мягкая сила: очерки"},
    "agent": {"agent_type": "person", "name": "Серікбаева, Әйгерім"},
    "place": {
        "place_type": "city",
        "name": "Қарағанды облысы",
        "latitude": "49,8",
        "longitude": "73.1",
    },
    "concept": {"pref_label": "Публичная дипломатия"},
    "instrument": {"name": "中文桥", "vector": "education"},
    "event": {"title": "Opening of a lyceum", "event_type": "educational", "date": "autumn 2015"},
    "agreement": {"title": "Memorandum on libraries", "form": "memorandum", "level": "bilateral"},
    "statistic": {"measure": "Lyceums", "value": "12", "unit": "institutes"},
    "claim": {"statement": "Libraries carry farther than fairs."},
    "citation": {"work": "work:kuramayeva-nurdavletova-2018", "number": "99", "relation": "cites"},
    "note": {"note_type": "other", "explanation": "Read *again*."},
}


def first_choice(reader: Reader, kind: str, name: str, wanted: str) -> str:
    scheme = scheme_of(CLASSES[kind], name)
    terms = reader.terms(scheme) if scheme else {}
    return wanted if not terms or wanted in terms else next(iter(terms))


@pytest.mark.parametrize("kind", LISTED)
def test_a_record_of_every_kind_is_added_and_corrected(qtbot, opened, own, kind) -> None:
    program = opened()
    window, reader = program.window, program.workspace.reader
    window.record_panel.new(kind)
    form = form_of(program)
    for name, value in ENTRIES[kind].items():
        row = form.row(name)
        is_line = row is not None and isinstance(row.editor.focusProxy(), QLineEdit)
        if is_line and not str(value).startswith("work:"):
            write(form, name, str(value))
        else:
            wanted = reader.about["main_work"] if name == "work" else str(value)
            form.put(name, first_choice(reader, kind, name, wanted))
    uid = saved(qtbot, form)
    settled(qtbot, program)
    record = stored(own, uid)
    assert record is not None
    assert uid.startswith(f"{kind}:")
    assert program.workspace.state.current == uid
    qtbot.waitUntil(lambda: program.workspace.reader.row(uid) is not None, timeout=10_000)

    form.put("tags", ["to do"])  # every kind has them
    saved(qtbot, form)
    record = stored(own, uid)
    assert record.tags == ("to do",)
    form.leave()
    assert window.record_panel.form is None

    settled(qtbot, program)
    editing = program.workspace.editing
    with qtbot.waitSignal(editing.done, timeout=20_000):
        editing.delete([uid], lambda _committed: None, program.workspace.failed.emit)
    settled(qtbot, program)
    assert stored(own, uid) is None
    window.tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, uid) == record


def test_dates_are_understood_as_they_are_typed_and_keep_their_words(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.new("event")
    form = form_of(program)
    form.put("title", "A fair")
    form.put("event_type", "cultural")
    write(form, "date", "autumn 2015")
    row = form.row("date")
    assert row.editor.meaning == "Understood as autumn 2015 [2015-23]."
    write(form, "date", "sometime")
    assert row.editor.meaning == "Not understood yet."
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "not understood" in row.problem
    assert field(form, "date").text() == "sometime"
    write(form, "date", "autumn 2015")
    field(form, "title")  # the keyboard leaves the date
    record = stored(own, saved(qtbot, form))
    assert (record.date, record.date_printed) == ("2015-23", "autumn 2015")


def test_a_link_is_looked_up_in_any_script(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.edit(BELT)
    form = form_of(program)
    editor = form.row("place").editor
    line = field(form, "place")
    line.selectAll()
    typed(line, "Алматы")
    assert editor.raw() == {"typed": "Алматы"}
    qtbot.waitUntil(lambda: editor.offers is not None and editor.offers.popup().isVisible())
    QTest.keyClick(editor.offers.popup(), Qt.Key.Key_Return)
    assert editor.raw() == "place:almaty"
    saved(qtbot, form)
    assert stored(own, BELT).place == "place:almaty"


def test_rows_are_added_moved_and_taken_away_by_keyboard(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.edit("agreement:2006-06-15-sco-education")
    if program.window.record_panel.form is None:
        uid = next(
            r.id for r in program.workspace.reader.records("agreement") if len(r.parties) > 1
        )
        program.window.record_panel.edit(uid)
    form = form_of(program)
    rows = form.row("parties").editor
    assert isinstance(rows, RowsEditor)
    before = rows.raw()
    rows.rows[0].editor.setFocus()
    line = rows.rows[0].editor.focusProxy()
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(line, Qt.Key.Key_Down, alt_shift)
    assert rows.raw() == [before[1], before[0], *before[2:]]
    rows.rows[0].remove.click()
    uid = saved(qtbot, form)
    assert stored(own, uid).parties == (before[0], *before[2:])


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(qtbot, opened) -> None:
    program = opened()
    program.window.record_panel.new("work")
    form = form_of(program)
    write(form, "title", "Untyped")
    form.save()
    assert form.row("type").problem == "This is needed."
    assert "1 field has to be mended" in form.notices.notice("problems").words.text()
    assert form.raw()["title"] == "Untyped"
    form.put("type", "book")
    form.row("type").editor.edited.emit()
    qtbot.waitUntil(lambda: form.notices.notice("problems") is None)
    assert form.row("type").problem == ""


def test_the_status_line_says_what_is_not_saved_yet(qtbot, opened) -> None:
    program = opened()
    kept = program.window.status.kept
    assert kept.text() == "All changes saved"
    program.window.record_panel.edit(BELT)
    form = form_of(program)
    write(form, "title", "Another title")
    assert kept.text() == "Form not saved yet"
    saved(qtbot, form)
    qtbot.waitUntil(lambda: kept.text() == "All changes saved", timeout=10_000)


def test_an_untouched_form_gives_way_to_the_record_that_is_chosen(qtbot, opened) -> None:
    program = opened()
    panel = program.window.record_panel
    for begin in (lambda: panel.new("event"), lambda: panel.edit("place:almaty")):
        begin()
        assert panel.form is not None
        program.workspace.go(BELT, stay=True)
        qtbot.waitUntil(lambda: panel.form is None, timeout=5_000)
        program.workspace.go("place:almaty", stay=True)
        qtbot.wait(50)
    panel.edit(BELT)
    write(form_of(program), "description", "Typed")
    program.workspace.go("place:almaty", stay=True)
    qtbot.wait(100)
    assert form_of(program).raw()["description"].startswith("Typed")


def test_a_like_record_is_warned_of_while_typing(qtbot, opened) -> None:
    program = opened()
    program.window.record_panel.new("agent")
    form = form_of(program)
    write(form, "name", "Си Цзиньпин")
    qtbot.waitUntil(lambda: form.notices.notice("like") is not None, timeout=5_000)
    assert "Xi Jinping" in form.notices.notice("like").words.text()
    write(form, "name", "Nobody Whoever")
    qtbot.waitUntil(lambda: form.notices.notice("like") is None, timeout=5_000)


def test_a_value_is_changed_where_it_stands(qtbot, opened, own) -> None:
    program = opened()
    program.workspace.go(BELT, stay=True)
    qtbot.waitUntil(lambda: "Details" in program.window.record.toPlainText())
    page = program.window.record
    page.edit_wanted.emit("date", page.cursorRect())
    frame = page.findChild(ValueFrame)
    line = frame.row.editor.field
    line.selectAll()
    typed(line, "2013-09-07")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, program)
    assert stored(own, BELT).date == "2013-09-07"
    qtbot.waitUntil(lambda: "7 September 2013" in page.toPlainText(), timeout=10_000)


def test_a_draft_is_on_disk_within_a_second_and_offered_again(qtbot, opened, own) -> None:
    program = opened()
    program.window.record_panel.new("event")
    form = form_of(program)
    write(form, "title", "Half a thought")
    qtbot.waitUntil(lambda: len(drafts_of(own)) == 1, timeout=1_000)
    write(form, "date", "nonsense")  # invalid ones are kept as well
    qtbot.wait(600)
    program.window.close()

    again = opened()
    message = again.window.message
    qtbot.waitUntil(message.isVisible, timeout=5_000)
    assert "Half a thought" in message.accessibleName()
    message._deed.click()
    form = form_of(again)
    assert form.raw()["title"] == "Half a thought"
    assert form.raw()["date"] == "nonsense"
    form.put("date", "2015")
    form.put("event_type", "cultural")
    saved(qtbot, form)
    assert drafts_of(own) == []


TYPING = """
import sys, time
from pathlib import Path
sys.path.insert(0, {here!r})
from PySide6.QtWidgets import QApplication
from spexplorer.bootstrap import make_application
app = make_application()
from editing import *
from spexplorer.ui.shell.history_dialog import HistoryDialog
from spexplorer.ui.shell.program import Program
from spexplorer.ui.shell.vocabulary_dialog import VocabularyDialog
from spexplorer.workspace.settings import remember_person
path = Path({path!r})
program = Program(Appearance(app), Reader(path, tr), Trace(), Session(panels="inspector"))
program.show()
while not program.is_furnished:
    app.processEvents()
program.window.record_panel.new("event")
write(form_of(program), "title", "Typed before the end")
end = time.monotonic() + 1.0
while time.monotonic() < end:
    app.processEvents()
print("typed", flush=True)
time.sleep(60)
"""


def test_what_was_typed_a_second_ago_outlives_a_killed_process(own, home) -> None:
    lines = TYPING.format(here=str(Path(__file__).parent), path=str(own))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "SPEXPLORER_HOME": str(home)}
    with subprocess.Popen(
        [sys.executable, "-c", lines], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline().strip() == "typed"
        assert drafts_of(own) == []  # another program is still at it
        process.send_signal(signal.SIGKILL)
    assert [draft.title for draft in drafts_of(own)] == ["Typed before the end"]


def test_the_whole_path_by_keyboard_alone(qtbot, qapp, opened, own) -> None:
    program = opened()
    window = program.window
    in_front(qtbot, window)
    ctrl = Qt.KeyboardModifier.ControlModifier
    program.workspace.show_tab("timeline")
    qtbot.wait(300)
    QTest.keyClick(window, Qt.Key.Key_N, ctrl)
    qtbot.waitUntil(lambda: isinstance(qapp.activePopupWidget(), QMenu), timeout=5_000)
    QTest.keyClick(qapp.activePopupWidget(), Qt.Key.Key_Return)  # the kind of the tab is marked
    qtbot.waitUntil(lambda: window.record_panel.form is not None, timeout=5_000)
    form = form_of(program)
    assert form.kind == "event"
    qtbot.waitUntil(lambda: form.isAncestorOf(window.focusWidget()), timeout=5_000)
    typed(window.focusWidget(), "Opening of a reading room")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)  # a type
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    typed(window.focusWidget(), "3 June 2015")
    with qtbot.waitSignal(form.saved, timeout=20_000) as told:
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_S, ctrl)
    uid = told.args[0]
    assert form.isAncestorOf(window.focusWidget())  # saving never takes the keyboard away
    settled(qtbot, program)
    assert stored(own, uid).date == "2015-06-03"
    # the menu that has closed leaves none active where there is no desktop
    in_front(qtbot, window)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.record_panel.form is None
    QTest.keyClick(window, Qt.Key.Key_F2)
    form = form_of(program)
    assert form.record.id == uid
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return, ctrl)
    QTest.keyClick(window, Qt.Key.Key_Escape)


def test_escape_asks_only_when_something_changed(qtbot, opened) -> None:
    program = opened()
    panel = program.window.record_panel
    panel.edit(BELT)
    QTest.keyClick(form_of(program), Qt.Key.Key_Escape)
    assert panel.form is None
    panel.edit(BELT)
    form = form_of(program)
    write(form, "title", "Something else")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    box = form.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if "Throw" in b.text()).click()
    assert panel.form is None
    assert program.workspace.reader.record(BELT).title != "Something else"


def test_what_is_typed_survives_another_window(qtbot, opened, own) -> None:
    first, second = opened(), opened()
    first.window.record_panel.edit(BELT)
    form = form_of(first)
    write(form, "title", "My title")
    second.window.record_panel.edit(BELT)
    other = form_of(second)
    write(other, "title", "Their title")
    write(other, "date_printed", "in the autumn")
    saved(qtbot, other)
    notice = lambda: form.notices.notice("changed")  # noqa: E731
    qtbot.waitUntil(lambda: notice() is not None, timeout=20_000)
    assert "Title" in notice().words.text()
    assert form.raw()["title"] == "My title"
    assert form.raw()["date_printed"] == "in the autumn"
    saved(qtbot, form)
    record = stored(own, BELT)
    assert (record.title, record.date_printed) == ("My title", "in the autumn")


def test_every_field_has_a_name_for_screen_readers(opened) -> None:
    program = opened()
    for kind in LISTED:
        program.window.record_panel.new(kind)
        form = form_of(program)
        for row in form.findChildren(FieldRow):
            named = row.editor.focusProxy() or row.editor
            assert named.accessibleName(), (kind, row.name)
        form.leave()


def test_nothing_can_be_edited_in_the_bundled_library(qtbot, program) -> None:
    program.window.record_panel.edit(BELT)
    assert program.window.record_panel.form is None
    box = program.window.findChild(QMessageBox)
    assert box is not None
    assert "never changed" in box.text()
    assert any("library" in button.text() for button in box.buttons())
    box.close()


def test_blank_forms_hold_the_usual_values() -> None:
    assert blank(CLASSES["event"])["date_basis"] == "stated"
    assert blank(CLASSES["work"])["contributors"] == []


def test_changes_are_undone_and_redone_by_name_also_after_reopening(qtbot, opened, own) -> None:
    program = opened()
    before = stored(own, BELT).title
    program.window.record_panel.edit(BELT)
    form = form_of(program)
    write(form, "title", "Another name of the belt")
    saved(qtbot, form)
    settled(qtbot, program)
    tools = program.window.tools
    qtbot.waitUntil(lambda: "Another name of the belt" in tools.undo.text(), timeout=10_000)
    program.workspace.toggle("vector", "culture")  # done later: taken back first
    qtbot.waitUntil(lambda: "filter" in tools.undo.text(), timeout=5_000)
    tools.undo.trigger()
    qtbot.waitUntil(lambda: not program.workspace.state.filter.constraints, timeout=5_000)
    tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, BELT).title == before
    tools.redo.trigger()
    settled(qtbot, program)
    assert stored(own, BELT).title == "Another name of the belt"
    program.window.close()

    again = opened()
    tools = again.window.tools
    qtbot.waitUntil(lambda: "Another name of the belt" in tools.undo_change.text(), timeout=5_000)
    tools.undo_change.trigger()
    settled(qtbot, again)
    assert stored(own, BELT).title == before


def test_the_history_tells_who_changed_what_and_takes_a_field_back(qtbot, opened, own) -> None:
    remember_person("A. Librarian")
    program = opened()
    before = stored(own, BELT)
    program.window.record_panel.edit(BELT)
    form = form_of(program)
    write(form, "title", "First")
    form.put("tags", ["seen"])
    saved(qtbot, form)
    settled(qtbot, program)
    dialog = HistoryDialog(program.window, BELT)
    top = dialog.tree.topLevelItem(0)
    assert "A. Librarian" in top.text(0)
    lines = {top.child(at).text(0): top.child(at) for at in range(top.childCount())}
    assert (lines["Title"].text(1), lines["Title"].text(2)) == (before.title, "First")
    dialog.tree.setCurrentItem(lines["Title"])
    dialog.revert_button.click()
    settled(qtbot, program)
    record = stored(own, BELT)
    assert (record.title, record.tags) == (before.title, ("seen",))
    dialog.close()


def test_a_record_is_deleted_and_comes_back(qtbot, opened, own) -> None:
    program = opened()
    program.workspace.go(BELT, stay=True)
    before = stored(own, BELT)
    dialog = DeleteDialog(program.workspace, BELT, program.window, program.window.hint)
    with qtbot.waitSignal(program.workspace.editing.done, timeout=20_000):
        dialog.delete_button.click()
    settled(qtbot, program)
    assert stored(own, BELT) is None
    assert program.workspace.state.current is None
    program.window.tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, BELT) == before


def test_a_row_moves_in_the_tree_of_instruments(qtbot, opened, own) -> None:
    program = opened()
    program.workspace.go("instrument:confucius-institutes")
    seen = program.window.tabs.seen
    qtbot.waitUntil(lambda: hasattr(seen("instruments"), "tables"), timeout=20_000)
    table = seen("instruments").tables["instrument"]
    qtbot.waitUntil(lambda: table.currentIndex().isValid(), timeout=10_000)
    in_front(qtbot, table)
    table.setFocus()
    parent = stored(own, "instrument:confucius-institutes").broader
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(program.workspace.editing.done, timeout=20_000):
        QTest.keyClick(table, Qt.Key.Key_Left, alt_shift)
    settled(qtbot, program)
    moved = stored(own, "instrument:confucius-institutes").broader
    assert moved == stored(own, parent).broader


def test_deleting_says_what_points_at_the_record(qtbot, opened, own) -> None:
    program = opened()
    dialog = DeleteDialog(
        program.workspace, "agent:xi-jinping", program.window, program.window.hint
    )
    words = " ".join(
        label.text() for label in dialog.findChildren(QWidget) if hasattr(label, "text")
    )
    assert "lead here" in words
    dialog.close()


def test_a_term_is_added_renamed_and_gives_way_to_another(qtbot, opened, own) -> None:
    program = opened()
    workspace = program.workspace
    dialog = VocabularyDialog(program.window, "event_type")
    dialog.add.click()
    adding = dialog.findChild(NewTermDialog)
    adding.label.setText("Libraries and archives")
    with qtbot.waitSignal(workspace.editing.done, timeout=20_000):
        adding.add_button.click()
    settled(qtbot, program)
    terms = workspace.reader.terms("event_type")
    assert terms["libraries-and-archives"] == "Libraries and archives"

    at = list(terms).index("libraries-and-archives")
    dialog.terms.setCurrentItem(dialog.terms.topLevelItem(at))
    with qtbot.waitSignal(workspace.editing.done, timeout=20_000):
        dialog.terms.topLevelItem(at).setText(0, "Libraries")
    settled(qtbot, program)
    assert workspace.reader.terms("event_type")["libraries-and-archives"] == "Libraries"

    cultural = next(e.id for e in workspace.reader.records("event") if e.event_type == "cultural")
    dialog.terms.setCurrentItem(dialog.terms.topLevelItem(list(terms).index("cultural")))
    dialog.remove.click()
    qtbot.waitUntil(lambda: dialog.findChild(QInputDialog) is not None, timeout=10_000)
    box = dialog.findChild(QInputDialog)
    assert "Which term" in box.labelText()
    box.setTextValue("Libraries")
    with qtbot.waitSignal(workspace.editing.done, timeout=20_000):
        box.accept()
    settled(qtbot, program)
    assert stored(own, cultural).event_type == "libraries-and-archives"
    program.window.tools.undo.trigger()
    settled(qtbot, program)
    assert stored(own, cultural).event_type == "cultural"
    dialog.close()


def test_a_corrected_value_shows_its_original_and_goes_back_to_it(qtbot, opened, own) -> None:
    program = opened()
    before = stored(own, BELT).title
    program.workspace.go(BELT, stay=True)
    program.window.record_panel.edit(BELT)
    form = form_of(program)
    write(form, "title", "A corrected title")
    saved(qtbot, form)
    settled(qtbot, program)
    form.leave()
    page = program.window.record
    qtbot.waitUntil(lambda: "the original says" in page.toPlainText(), timeout=10_000)
    assert before in page.toPlainText()
    page.original_wanted.emit(BELT, "title")
    settled(qtbot, program)
    assert stored(own, BELT).title == before
    qtbot.waitUntil(lambda: "the original says" not in page.toPlainText(), timeout=10_000)


def test_records_are_merged_instead_of_deleted(qtbot, opened, own) -> None:
    program = opened()
    workspace = program.workspace
    gone, kept = "agent:xi-jinping", "agent:hu-jintao"
    held = {
        link.row.id for s in workspace.reader.linked(gone, 500) if not s.outward for link in s.links
    }
    assert held
    dialog = DeleteDialog(workspace, gone, program.window, program.window.hint)
    dialog.merging.setChecked(True)
    dialog._other.show_raw(kept)
    with qtbot.waitSignal(workspace.editing.done, timeout=20_000):
        dialog.delete_button.click()
    settled(qtbot, program)
    moved = {
        link.row.id for s in workspace.reader.linked(kept, 500) if not s.outward for link in s.links
    }
    assert held <= moved | {kept}
    assert stored(own, gone).id == kept  # the id leads on


def test_arrows_in_a_choice_never_open_the_dialog_for_a_new_term(qtbot, opened) -> None:
    program = opened()
    program.window.record_panel.edit("place:almaty")
    box = field(form_of(program), "place_type")
    QTest.keyClick(box, Qt.Key.Key_End)
    qtbot.wait(50)
    assert program.window.findChild(NewTermDialog) is None
    assert box.currentData()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_End)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.findChild(NewTermDialog) is not None, timeout=5_000)


def test_a_person_that_nothing_points_at_is_merged_by_the_record_menu(qtbot, opened, own) -> None:
    program = opened()
    workspace = program.workspace
    workspace.editing.add(
        "agent", {"agent_type": "person", "name": "Van I"}, lambda _c: None, workspace.failed.emit
    )
    settled(qtbot, program)
    keep = next(one.id for one in workspace.reader.records("agent") if one.agent_type == "person")
    workspace.go("agent:van-i", stay=True)
    program.window.actions_by_name["merge"].trigger()
    dialog = program.window.findChild(DeleteDialog)
    assert dialog.merging.isChecked()
    dialog._other.show_raw(keep)
    dialog.delete_button.click()
    settled(qtbot, program)
    assert stored(own, "agent:van-i").id == keep
    assert "Van I" in [form.form for form in stored(own, keep).variants]
    assert workspace.state.current == keep


def test_letters_typed_at_a_choice_look_for_a_term(qtbot, opened) -> None:
    program = opened()
    program.window.record_panel.new("agent")
    form = form_of(program)
    box = field(form, "agent_type")
    in_front(qtbot, form)
    box.setFocus()
    QTest.keyClicks(box, "Person")
    assert box.currentText() == "Person"
    assert box.hasFocus()  # E did not lead to the evidence
    QTest.keyClick(box, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not box.hasFocus()


def test_what_is_found_for_a_form_that_was_left_is_dropped(qtbot, opened) -> None:
    program = opened()
    tools, told = LibraryTools(program.workspace), []
    for stays in (False, True):
        asker = QWidget()
        with qtbot.waitSignal(
            program.workspace.tasks.busy,
            check_params_cb=lambda running: not running,
            timeout=20_000,
        ):
            tools.look_up("agent", "Xi Jinping", asker, told.append)
            if not stays:
                delete(asker)
        assert bool(told) is stays
