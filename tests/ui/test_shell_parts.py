"""Parts of the window's shell: chips, facets, evidence, messages, menus of rows, panels."""

from __future__ import annotations

import pytest
from activation import in_front
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeWidget,
)

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Mode, Period, Values, Words
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.panels.facet_menu import facet_menu
from spexplorer.ui.shell.panel_layout import DockTitle
from spexplorer.ui.shell.status_line import StatusLine
from spexplorer.ui.widgets.labels import OneLine, lines_of
from spexplorer.ui.widgets.text import TextPage

EVENT = "event:2013-09-silk-road-economic-belt"
MANY = Filter(
    (
        Values("vector", frozenset({"culture", "education"})),
        Values("kind", frozenset({"event"})),
        Period(day_number(2002, 1, 1), day_number(2016, 12, 31)),
        Values("actor", frozenset({"agent:xi-jinping"})),
        Words("silk road"),
        Values("support", frozenset({"footnoted"})),
    )
)


def run(menu: QMenu, name: str) -> None:
    next(action for action in menu.actions() if action.objectName() == name).trigger()


def open_menu(qapp) -> QMenu:
    return next(w for w in qapp.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def facets(program) -> QTreeWidget:
    return program.window.facets.findChild(QTreeWidget)


# -- chips ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "scale"), [(1100, 1.0), (1440, 1.0), (1440, 2.0), (1100, 2.0), (1024, 1.5)]
)
def test_however_many_filters_hold_the_commands_of_the_bar_stay_in_sight(
    program, settle, width, scale
):
    program.window.resize(width, 800)
    program.appearance.resize_to(scale)
    program.workspace.set_filter(MANY)
    settle()
    tools = program.window.tools
    for action in (tools.back, tools.clear_all, tools.undo, tools.redo, *tools.panels.values()):
        button = tools.widgetForAction(action)
        assert button.isVisible()
        assert tools.rect().contains(button.geometry())
    chips = [chip for chip in tools.chips._chips if chip.isVisible()]
    assert chips
    assert all(tools.chips.rect().contains(chip.geometry()) for chip in chips)


def test_filters_without_room_are_counted_and_taken_away_from_a_menu(program, settle, qapp):
    program.window.resize(1100, 800)
    program.workspace.set_filter(MANY)
    settle()
    chips = program.window.tools.chips
    hidden = [chip for chip in chips._chips if chip.isHidden()]
    assert chips._more.text() == f"+{len(hidden)}"
    chips._more.click()
    menu = open_menu(qapp)
    assert len(menu.actions()) == len(hidden)
    assert "footnote" in menu.actions()[-1].text()
    menu.actions()[-1].trigger()
    menu.close()
    settle()
    assert program.workspace.state.filter.get("support") is None


def test_the_menu_of_a_chip_keeps_only_its_filter(program, settle):
    program.workspace.set_filter(MANY)
    settle()
    chip = program.window.tools.chips._chips[1]
    next(action for action in chip.actions() if "only" in action.text()).trigger()
    assert program.workspace.state.filter == Filter((MANY.constraints[1],))


# -- facets ---------------------------------------------------------------------------------------


def test_a_facet_says_how_many_of_its_values_are_chosen(program, settle):
    program.workspace.set_filter(MANY)
    settle()
    assert facets(program).topLevelItem(0).text(0) == "Field of influence · 2 chosen"
    program.workspace.clear()
    settle()
    assert facets(program).topLevelItem(0).text(0) == "Field of influence"


def test_a_count_is_said_whole_to_a_screen_reader(program, settle):
    program.workspace.narrow(MANY.constraints[2])
    settle()
    item = facets(program).topLevelItem(0).child(0)
    low, high = item.text(1).split("–")
    said = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"Culture, certainly {low} records, possibly {high}"


def test_looking_for_a_value_leaves_the_facets_open_that_were_open(program, settle):
    tree, find = facets(program), program.window.facets.findChild(QLineEdit)
    tree.topLevelItem(0).setExpanded(False)
    tree.topLevelItem(3).setExpanded(True)
    settle()
    find.setText("kazakhstan")
    settle()
    shown = [
        tree.topLevelItem(at).text(0) for at in range(14) if not tree.topLevelItem(at).isHidden()
    ]
    assert "Place" in shown and "Field of influence" not in shown
    find.setText("")
    settle()
    assert not tree.topLevelItem(0).isExpanded()
    assert tree.topLevelItem(3).isExpanded()


def test_a_value_is_found_by_its_name_in_any_script(program, settle, qtbot):
    tree, find = facets(program), program.window.facets.findChild(QLineEdit)
    place = next(
        tree.topLevelItem(at) for at in range(14) if tree.topLevelItem(at).text(0) == "Place"
    )

    def in_sight() -> list[str]:
        rows = [place.child(at) for at in range(place.childCount())]
        return [row.text(0) for row in rows if not row.isHidden()]

    find.setText("哈萨克斯坦")
    qtbot.waitUntil(lambda: "Kazakhstan" in in_sight(), timeout=5_000)
    assert len(in_sight()) < 10
    find.setText("")
    settle()
    assert len(in_sight()) > 20


def test_a_value_too_rare_to_be_listed_is_found_and_ticked(program, settle, qtbot, monkeypatch):
    monkeypatch.setattr("spexplorer.ui.panels.facets_panel._LISTED", 5)
    tree, find = facets(program), program.window.facets.findChild(QLineEdit)
    heads = (tree.topLevelItem(at) for at in range(tree.topLevelItemCount()))
    actor = next(head for head in heads if head.text(0).startswith("Actor"))
    actor.setExpanded(True)
    settle()
    assert actor.childCount() == 6
    assert "rarer" in actor.child(5).text(0)
    counts = program.window.facets._counts["actor"]
    listed = {actor.child(at).data(0, Qt.ItemDataRole.UserRole) for at in range(5)}
    rare = next(value for value in sorted(counts) if value not in listed)
    find.setText(program.workspace.reader.label(rare))
    qtbot.waitUntil(lambda: actor.childCount() > 6, timeout=5_000)
    found = next(
        actor.child(at) for at in range(actor.childCount()) if not actor.child(at).isHidden()
    )
    assert found.text(0) == program.workspace.reader.label(rare) and found.text(1)
    found.setCheckState(0, Qt.CheckState.Checked)
    settle()
    assert program.workspace.state.filter.values("actor") == {rare}


def test_keys_lead_from_the_box_into_the_values_found_and_back(program, settle, qtbot):
    window = program.window
    in_front(qtbot, window)
    tree = facets(program)
    box = window.facets.findChild(QLineEdit)
    box.setFocus()
    QTest.keyClicks(box, "con")
    settle()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tree
    first = tree.currentItem()
    assert first.parent() is not None and "con" in first.text(0).casefold()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    settle()
    facet = next(
        (key for key in ("kind", "actor", "vector") if program.workspace.state.filter.get(key)), ""
    )
    assert program.workspace.state.filter.values(facet) == {first.data(0, Qt.ItemDataRole.UserRole)}
    QTest.keyClick(tree, Qt.Key.Key_Space)
    settle()
    assert not program.workspace.state.filter.constraints
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert QApplication.focusWidget() is box
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is box
    assert box.text() == ""


def test_enter_takes_the_only_value_found_and_escape_clears_the_box(program, settle):
    box = program.window.facets.findChild(QLineEdit)
    box.setFocus()
    QTest.keyClicks(box, "Nursha")
    settle()
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle()
    assert program.workspace.state.filter.values("actor") == {"agent:nursha-g"}
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert program.workspace.state.filter.values("actor") == {"agent:nursha-g"}


def test_a_value_is_kept_added_or_left_out_from_its_menu(program, settle):
    vector = program.workspace.reader.facets()[0]
    program.workspace.toggle("vector", "culture")
    menu = facet_menu(program.workspace, vector, "media", program.window)
    run(menu, "also")
    assert program.workspace.state.filter.values("vector") == {"culture", "media"}
    run(menu, "only")
    assert program.workspace.state.filter.values("vector") == {"media"}
    program.workspace.clear()
    run(menu, "without")
    settle()
    held = program.workspace.state.filter.get("vector")
    assert held.mode is Mode.SUBTRACT
    chip = program.window.tools.chips._chips[0]
    assert "all but Field of influence: Media" in chip.text()
    run(facet_menu(program.workspace, vector, None, program.window), "clear-facet")
    assert program.workspace.state.filter == Filter()


# -- the menu of a record -------------------------------------------------------------------------


def test_the_right_button_on_a_row_opens_the_menu_of_its_record(program, settle, qapp):
    program.workspace.go("claim:" + program.workspace.reader.rows("claim")[0].id.partition(":")[2])
    settle()
    tabs = program.window.tabs
    at = QPoint(tabs.width() // 2, tabs.height() // 2)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, tabs.mapTo(program.window, at), tabs.mapToGlobal(at)
    )
    QApplication.sendEvent(program.window, event)
    menu = open_menu(qapp)
    names = [action.objectName() for action in menu.actions()]
    assert {"evidence", "copy-reference", "copy-link", "copy-id", "compare-left"} <= set(names)
    menu.close()


def test_shift_f10_opens_the_menu_of_what_has_the_keyboard(program, settle, qapp, qtbot):
    in_front(qtbot, program.window)
    tree = facets(program)
    tree.setFocus()
    tree.setCurrentItem(tree.topLevelItem(0).child(2))
    program.window.actions_by_name["context-menu"].trigger()
    menu = open_menu(qapp)
    assert "Economy" in menu.actions()[0].text()
    menu.close()


def test_a_record_filters_by_itself_where_it_is_a_value_of_a_facet(program, settle):
    run(program.window.record_menu("agent:xi-jinping"), "filter-by")
    assert program.workspace.state.filter.values("actor") == {"agent:xi-jinping"}
    menu = program.window.record_menu(EVENT)
    assert not next(a for a in menu.actions() if a.objectName() == "filter-by").isEnabled()


# -- evidence -------------------------------------------------------------------------------------


def copying(dialog):
    """The button that copies where a passage stands."""
    return next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())


def test_passages_are_told_apart_by_their_place_and_copied_with_it(program, settle):
    program.workspace.go(EVENT)
    settle()
    program.window.actions_by_name["evidence"].trigger()
    settle()
    dialog = program.window.findChild(EvidenceDialog)
    first, second = dialog.findChild(RecordList).rows[:2]
    assert first.label == "¶ 2, sentence 2 · p. 18"
    assert first.detail.startswith("states · Introduction")
    assert second.detail.startswith("supports")
    copying(dialog).click()
    text = QGuiApplication.clipboard().text()
    assert "Introduction, ¶ 2, sentence 2. p. 18." in text
    assert "Kuramayeva" in text
    dialog.reject()


def test_a_record_without_a_passage_offers_none(program, settle):
    bare = "place:nowhere"
    dialog = EvidenceDialog(program.workspace, program.window.theme, bare, program.window)
    assert "No passage" in dialog.findChild(TextPage).toPlainText()
    assert not copying(dialog).isEnabled()
    dialog.reject()


def test_a_cut_list_of_passages_says_how_many_there_are(program, settle, monkeypatch):
    monkeypatch.setattr("spexplorer.ui.panels.evidence_dialog._MOST", 1)
    dialog = EvidenceDialog(program.workspace, program.window.theme, EVENT, program.window)
    assert "The first 1 of" in dialog.findChild(RecordList).heading.text()
    dialog.reject()


# -- messages -------------------------------------------------------------------------------------


def test_a_hint_goes_when_the_person_goes_on_and_a_failure_stays(program, settle):
    message = program.window.message
    program.window.actions_by_name["evidence"].trigger()
    assert message.isVisible()
    program.workspace.go(EVENT)
    settle()
    assert not message.isVisible()
    program.window.tell("The disk is full; free some space.")
    program.workspace.show_tab("claims")
    settle()
    assert message.isVisible()
    assert message.accessibleName() == "The disk is full; free some space."


def test_a_message_moves_nothing_and_stays_at_the_foot_of_the_tab(program, settle):
    window, message = program.window, program.window.message
    settle()
    before = window.tabs.geometry()
    window.tell("The disk is full; free some space.")
    settle()
    assert window.tabs.geometry() == before
    assert message.parentWidget().isAncestorOf(window.tabs)
    for width, height in ((1440, 900), (900, 620)):
        window.resize(width, height)
        settle()
        assert message.parentWidget().rect().contains(message.geometry())
        assert message.geometry().bottom() > message.parentWidget().height() - 12


def test_a_message_is_whole_at_twice_the_text(program, settle):
    program.window.tell("The disk is full; free some space, or choose another folder. " * 4)
    program.appearance.resize_to(2.0)
    settle()
    message = program.window.message
    assert message.parentWidget().rect().contains(message.geometry())
    words = message.findChild(QLabel)
    assert words.height() >= words.heightForWidth(words.width())


def test_a_message_is_reached_by_f6_and_escape_leads_back(program, settle, qtbot):
    window = program.window
    in_front(qtbot, window)
    window.tell("The disk is full; free some space.")
    view = window.current_view()
    window.actions_by_name["next-pane"].trigger()
    while not (view is QApplication.focusWidget() or view.isAncestorOf(QApplication.focusWidget())):
        window.actions_by_name["next-pane"].trigger()
    before = QApplication.focusWidget()
    window.actions_by_name["next-pane"].trigger()
    button = QApplication.focusWidget()
    assert window.message.isAncestorOf(button)
    assert button.accessibleName() == "Put the message away"
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert not window.message.isVisible()
    assert QApplication.focusWidget() is before


# -- panels ---------------------------------------------------------------------------------------


def test_a_panel_is_hidden_by_its_button_and_comes_back_from_the_menu(program, settle):
    program.workspace.go(EVENT)
    program.window.charts.set_open(True)  # a strip has no title
    settle()
    for dock in program.window.docks():
        title = dock.titleBarWidget()
        assert isinstance(title, DockTitle)
        title.findChild(QToolButton, "hide").click()
        assert dock.isHidden()
        program.window.actions_by_name[dock.objectName()].trigger()
        assert dock.isVisible()


# -- words in little room -------------------------------------------------------------------------


def test_words_are_broken_between_lines_before_they_are_cut(qapp):
    metrics = QFontMetrics(QApplication.font())
    text = "one two three four five six"
    wide = metrics.horizontalAdvance("one two three")
    assert lines_of(text, wide + 2, 2, metrics) == ["one two three", "four five six"]
    assert lines_of(text, wide + 2, 1, metrics)[0].endswith("…")
    assert lines_of("", 50, 2, metrics) == []
    label = OneLine("muted", lines=2)
    label.setText(text)
    assert QLabel.text(label) == text


def test_the_wheel_goes_along_charts_that_go_on_beyond_the_edge(program, settle):
    program.window.resize(1000, 800)
    program.window.charts.set_open(True)
    settle()
    strip = program.window.charts._strip
    bar = strip.horizontalScrollBar()
    assert bar.maximum() > 0
    at = QPointF(20, 20)
    turn = QWheelEvent(
        at, strip.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(strip.viewport(), turn)
    assert bar.value() > 0


# -- the status line ------------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_is_marked(program, monkeypatch):
    from spexplorer.ui.shell.status_line import StatusLine

    monkeypatch.setattr("os.access", lambda *_: False)
    line = StatusLine(program.workspace)
    words = [label.text() for label in line.findChildren(QLabel)]
    assert "Read-only" in words
    assert "All changes saved" not in words


def test_what_is_selected_beyond_one_record_is_counted(program, settle):
    ids = [row.id for row in program.workspace.reader.rows("event")[:3]]
    state = program.workspace.state
    program.workspace.set_state(state._replace(selected=frozenset(ids)))
    settle()
    assert program.window.status.count.text().endswith("· 3 selected")
    program.workspace.go(ids[0])
    settle()
    assert "selected" not in program.window.status.count.text()


def test_work_is_named_once_it_takes_long(program, qtbot):
    line = StatusLine(program.workspace)  # one that hears of no other work
    qtbot.addWidget(line)
    line.show_busy(1)
    assert line._task.text() == ""
    qtbot.waitUntil(lambda: "Working" in line._task.text(), timeout=2_000)
    line.show_busy(0)
    assert line._task.text() == ""
