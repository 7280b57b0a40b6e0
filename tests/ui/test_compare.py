"""The tab Compare: two sides are chosen, their records or values stand side by side and can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from activation import in_front
from event_loop import turn
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.changes import ChangeSet
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.readings.tables import GroupHeading, ListEntry, TableLine
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.compare import view
from spexplorer.ui.views.compare.page import CompareView
from spexplorer.ui.views.compare.period_columns import PeriodList
from spexplorer.ui.views.compare.side import SideBox, SideChoice

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.workspace.workspace import Workspace

INSTITUTES, FILM = "instrument:confucius-institutes", "instrument:film"
MINISTRIES = "event:2003-06-03-education-agreement"


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> CompareView:
    made = CompareView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    workspace.changed.connect(made.show_state)
    made.show()
    made.show_state(workspace.state)
    return made


def left(tab: CompareView) -> SideBox:
    return tab.sides.left


def right(tab: CompareView) -> SideBox:
    return tab.sides.right


def choose(tab: CompareView, one: str, other: str) -> None:
    """Put two records beside one another, as somebody does who sends the current record to a side."""
    for side, uid in ((left(tab), one), (right(tab), other)):
        tab.workspace.go(uid, stay=True)
        turn()
        side.put.click()


def type_periods(tab: CompareView, qtbot: QtBot, one="2002-2006", other="2013–2017") -> None:
    for side, text in ((left(tab), one), (right(tab), other)):
        side.field.clear()
        side.field.insert(text)  # QTest types Latin letters only
        qtbot.keyClick(side.field, Qt.Key.Key_Return)


def empty(side: SideBox, qtbot: QtBot) -> None:
    side.field.setFocus()
    side.field.selectAll()
    qtbot.keyClick(side.field, Qt.Key.Key_Delete)


def lines(tab: CompareView) -> list[TableLine]:
    content = tab.records.records.content
    return [line for line in content.rows(0, len(content)) if isinstance(line, TableLine)]


def cells(tab: CompareView, what: str) -> tuple[str, str, str]:
    line = next(line for line in lines(tab) if line.cells["what"] == what)
    return line.cells["left"], line.cells["right"], line.cells["difference"]


def listed(side: PeriodList, kind: str = "") -> list[ListEntry]:
    entries = [entry for entry in side.list.entries if isinstance(entry, ListEntry)]
    return [entry for entry in entries if entry.id.startswith(kind)]


def press_lines(tab: CompareView, qtbot: QtBot, key: str) -> None:
    qtbot.mouseClick(tab.lines.button(key), Qt.MouseButton.LeftButton)


def test_nothing_chosen_says_what_to_choose(tab) -> None:
    assert view.kinds == ()
    assert tab.start.hint.isVisible()
    assert "2002–2006" in tab.start.hint.text()
    assert not tab.copy.isVisible()


def test_pairs_to_try_show_a_newcomer_what_a_comparison_is(tab, workspace) -> None:
    assert len(tab.start.buttons) == 5
    assert tab.start.buttons[0].toolTip().startswith("Two periods: ")
    for at, button in enumerate(tab.start.buttons):
        workspace.set_state(workspace.state._replace(sides=(None, None)))
        tab.show_state(workspace.state)
        assert button.isVisible()
        button.click()
        assert None not in workspace.state.sides
        assert tab.periods.isVisible() == (at == 0)
        assert tab.records.isVisible() == (at > 0)
        assert not button.isVisible()


# -- two periods --------------------------------------------------------------------------------


def test_typed_years_are_two_periods_and_their_records_stand_in_two_columns(
    tab, workspace, qtbot
) -> None:
    type_periods(tab, qtbot)
    assert left(tab).choice.period == Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    assert left(tab).field.text() == "2002–2006"
    index = workspace.answers.index
    for box, side in ((left(tab), tab.periods.left), (right(tab), tab.periods.right)):
        total = index.total(index.passing(Filter((box.choice.period,))), ["event"])
        assert len(listed(side, "event:")) == total.possible
        assert f"Events {total.certain}–{total.possible}" in side.heading.text()
        assert box.field.text() in side.heading.text()
    assert MINISTRIES in {entry.id for entry in listed(tab.periods.left)}
    assert tab.periods.isVisible()


def test_periods_follow_the_filter_but_not_its_period(tab, workspace, qtbot) -> None:
    type_periods(tab, qtbot)
    whole = listed(tab.periods.right)
    workspace.set_filter(Filter((Values("vector", frozenset({"culture"})),)))
    turn()
    narrowed = listed(tab.periods.right)
    assert 0 < len(narrowed) < len(whole)
    assert "Field of influence: Culture" in tab.notes.text()
    workspace.narrow(Period(day_number(1999, 1, 1), day_number(1999, 1, 2)))
    turn()
    assert listed(tab.periods.right) == narrowed
    assert "period of the filter is left out" in tab.notes.text()


def test_what_is_in_both_periods_and_what_is_in_one_can_be_seen_alone(tab, qtbot) -> None:
    type_periods(tab, qtbot)
    sides = tab.periods.left, tab.periods.right
    every = [{entry.id for entry in listed(side)} for side in sides]
    press_lines(tab, qtbot, "shared")
    assert {entry.id for entry in listed(sides[0])} == every[0] & every[1]
    press_lines(tab, qtbot, "different")
    assert {entry.id for entry in listed(sides[1])} == every[1] - every[0]
    headings = [e for e in sides[1].list.entries if isinstance(e, GroupHeading)]
    assert [e.words for e in headings] == ["Events", "Agreements", "Statistics"]


def test_a_record_of_a_period_is_gone_to_and_marked_on_both_sides(tab, workspace, qtbot) -> None:
    workspace.show_tab("compare")
    type_periods(tab, qtbot)
    shared = next(e for e in listed(tab.periods.left) if "in both" in e.detail)
    table = tab.periods.left.list.view
    table.setCurrentIndex(tab.periods.left.list.model.index_of(shared.id))
    assert workspace.state.current == shared.id
    assert workspace.state.tab == "compare"
    turn()
    other = tab.periods.right.list
    assert other.view.currentIndex() == other.model.index_of(shared.id)


def test_possible_records_are_told_apart_for_eye_and_ear(tab, qtbot) -> None:
    type_periods(tab, qtbot)
    model = tab.periods.left.list.model
    maybe = next(entry for entry in listed(tab.periods.left) if entry.possible)
    heard = model.index_of(maybe.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "possibly" in heard
    assert maybe.label in heard


# -- two records --------------------------------------------------------------------------------


def test_two_instruments_side_by_side(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    assert cells(tab, "Field of influence") == ("Education", "Culture", "≠ differs")
    content = tab.records.records.content
    rows = content.rows(0, len(content))
    headings = [line.words for line in rows if isinstance(line, GroupHeading)]
    assert {"Assessments", "Uses of it and of narrower instruments"} <= set(headings)
    assert (headings[0], headings[-1]) == ("Values", "Evidence")


def test_differences_and_what_is_the_same_can_be_seen_alone(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    whole = len(lines(tab))
    assert tab.lines.button("all").text().endswith(f"{whole}")
    press_lines(tab, qtbot, "shared")
    assert {line.cells["difference"] for line in lines(tab)} == {"= same"}
    same = len(lines(tab))
    press_lines(tab, qtbot, "different")
    assert "= same" not in {line.cells["difference"] for line in lines(tab)}
    press_lines(tab, qtbot, "all")
    open_ones = [line for line in lines(tab) if line.cells["difference"] == "≈ not certain"]
    press_lines(tab, qtbot, "different")
    assert same + len(lines(tab)) + len(open_ones) == whole


def test_a_record_with_itself_and_a_choice_without_lines_say_so(tab, qtbot) -> None:
    choose(tab, FILM, FILM)
    assert "the same record" in tab.notes.text()
    press_lines(tab, qtbot, "different")
    assert tab.start.hint.isVisible()
    assert "no line of this sort" in tab.start.hint.text()


def test_swapping_turns_the_sides_and_the_signs(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    before = [column.title for column in tab.records.records.columns][1:3]
    only_left = sum(line.cells["difference"] == "◀ only left" for line in lines(tab))
    tab.sides.swap.click()
    assert [column.title for column in tab.records.records.columns][1:3] == before[::-1]
    assert sum(line.cells["difference"] == "▶ only right" for line in lines(tab)) == only_left


def test_the_table_is_copied_whole(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    tab.copy.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    header = ["Section", "What", "Confucius Institutes", "Film", "Difference"]
    assert copied[0].split("\t") == header
    assert len(copied) == 1 + len(lines(tab))
    assert "Values\tField of influence\tEducation\tCulture\t≠ differs" in copied


def test_enter_and_a_click_on_a_value_go_to_the_record_it_names(tab, workspace, qtbot) -> None:
    workspace.show_tab("compare")
    choose(tab, INSTITUTES, FILM)
    table = tab.records
    table.setFocus()
    line = next(line for line in lines(tab) if line.cells["what"] == "Broader")
    table.setCurrentIndex(table.records.index_of(line.id, 2))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert workspace.state.current == workspace.reader.record(FILM).broader
    cell = table.visualRect(table.records.index_of(line.id, 1)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    assert workspace.state.current == workspace.reader.record(INSTITUTES).broader
    assert workspace.state.tab == "compare"


def test_a_screen_reader_hears_both_sides_and_the_difference(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    line = next(line for line in lines(tab) if line.cells["difference"] == "◀ only left")
    heard = tab.records.records.index_of(line.id).data(Qt.ItemDataRole.AccessibleTextRole)
    assert f"Confucius Institutes: {line.cells['left']}. Film: nothing. " in heard
    assert heard.endswith("only left")


# -- choosing the sides -------------------------------------------------------------------------


def test_one_side_empty_or_two_sorts_ask_for_the_other(tab, workspace, qtbot) -> None:
    workspace.go(FILM)
    turn()
    left(tab).put.click()
    assert left(tab).choice.row.id == FILM
    assert tab.start.hint.text() == "Choose the right side, too."
    qtbot.keyClicks(right(tab).field, "2013")
    qtbot.keyClick(right(tab).field, Qt.Key.Key_Return)
    assert "cannot be compared" in tab.start.hint.text()
    right(tab).put.click()
    assert "the same record" in tab.notes.text()


def test_the_button_of_the_current_record_rests_until_there_is_one(tab, workspace) -> None:
    assert not left(tab).put.isEnabled()
    workspace.go(FILM)
    turn()
    assert right(tab).put.isEnabled()
    assert right(tab).put.toolTip() == "Film"


def test_typing_lists_periods_and_records_of_any_script(tab, qtbot) -> None:
    box = left(tab)
    box.field.setFocus()
    box.field.insert("孔子学院")
    box.search_now()
    assert INSTITUTES in [choice.row.id for choice in box.hits.choices]
    box.field.clear()
    qtbot.keyClicks(box.field, "2013")
    box.search_now()
    assert box.hits.stringList()[0] == "Period 2013"
    box.field.clear()
    qtbot.keyClicks(box.field, "qqqqzzzz")
    box.search_now()
    assert "Nothing has this name" in box.detail.words()
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert box.choice == SideChoice()


def test_a_hit_is_chosen_from_the_list_by_keyboard(tab, qtbot, settle) -> None:
    box = left(tab)
    in_front(qtbot, tab)
    box.field.setFocus()
    qtbot.keyClicks(box.field, "confucius institutes")
    box.search_now()
    settle()
    popup = box.completer.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    wanted = box.hits.choices[popup.currentIndex().row()]
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.choice == wanted
    assert box.field.text() == wanted.row.label


def test_emptying_a_field_empties_the_side(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    empty(left(tab), qtbot)
    assert left(tab).choice == SideChoice()
    assert tab.start.hint.text() == "Choose the left side, too."


def test_two_selected_records_are_offered_once(tab, workspace, qtbot) -> None:
    workspace.show_tab("compare")
    workspace.set_state(workspace.state._replace(selected=frozenset({FILM, INSTITUTES})))
    turn()
    assert {left(tab).choice.row.id, right(tab).choice.row.id} == {FILM, INSTITUTES}
    assert set(workspace.state.sides) == {FILM, INSTITUTES}
    for side in (left(tab), right(tab)):
        empty(side, qtbot)
    assert left(tab).choice == right(tab).choice == SideChoice()
    workspace.back()  # to before the second side was emptied
    workspace.back()
    turn()
    assert {left(tab).choice.row.id, right(tab).choice.row.id} == {FILM, INSTITUTES}


def test_two_records_selected_on_another_tab_are_not_offered_there(tab, workspace) -> None:
    workspace.set_state(workspace.state._replace(selected=frozenset({FILM, INSTITUTES})))
    turn()
    assert workspace.state.sides == (None, None)


def test_back_and_forward_walk_what_was_compared(tab, workspace, qtbot) -> None:
    workspace.set_state(workspace.state._replace(sides=(INSTITUTES, FILM)))
    turn()
    type_periods(tab, qtbot)
    tab.sides.swap.click()
    assert left(tab).field.text() == "2013–2017"
    workspace.back()
    turn()
    assert (left(tab).field.text(), right(tab).field.text()) == ("2002–2006", "2013–2017")
    assert tab.periods.isVisible()
    for _ in range(2):
        workspace.back()
    turn()
    assert workspace.state.sides == (INSTITUTES, FILM)
    assert cells(tab, "Field of influence")[0] == "Education"
    for _ in range(3):
        workspace.forward()
    turn()
    assert left(tab).field.text() == "2013–2017"


def test_what_is_compared_survives_its_address_and_a_restart(tab, workspace, qtbot) -> None:
    from spexplorer.domain.address import address, state_of
    from spexplorer.workspace.saved_views import LastPlace, fitted

    workspace.show_tab("compare")
    type_periods(tab, qtbot)
    before = listed(tab.periods.left)
    LastPlace("Library").remember(workspace.state, workspace.past, workspace.future)
    for kept in (LastPlace("Library").recall().state, state_of(address(workspace.state))):
        choose(tab, INSTITUTES, FILM)
        turn()
        assert tab.records.isVisible()
        state, missing = fitted(kept, workspace.reader, ("compare",))
        assert not missing
        workspace.set_state(state)
        turn()
        assert tab.periods.isVisible()
        assert listed(tab.periods.left) == before


def test_the_view_is_cited_with_what_is_compared(tab, workspace, qtbot) -> None:
    workspace.show_tab("compare")
    choose(tab, INSTITUTES, FILM)
    tab.cite.click()
    cited = QGuiApplication.clipboard().text().split("\n")
    assert cited[0] == "Confucius Institutes compared with Film."
    assert cited[1] == tab.notes.text()
    assert f"&left={INSTITUTES}&right={FILM}" in cited[-1]
    type_periods(tab, qtbot)
    tab.cite.click()
    cited = QGuiApplication.clipboard().text().split("\n")
    assert cited[1].startswith("2002–2006: Events ")


@pytest.mark.parametrize("gone", ["event:gone", "no id", "\ud800", "a" * 3000])
def test_a_record_that_is_not_in_the_library_is_told_of(tab, workspace, gone) -> None:
    workspace.set_state(workspace.state._replace(sides=(INSTITUTES, gone)))
    turn()
    assert tab.start.hint.isVisible()
    said = tab.start.hint.text()
    assert "The right side" in said
    assert "is not in this library" in said
    assert gone == "\ud800" or gone[:40] in said
    assert len(said) < 200
    assert right(tab).detail.words() == "Not in this library"
    assert workspace.state.sides == (INSTITUTES, gone)
    workspace.go(FILM, stay=True)
    turn()
    right(tab).put.click()
    assert cells(tab, "Field of influence")[1] == "Culture"


def test_what_is_being_typed_outlives_a_change_elsewhere(tab, workspace) -> None:
    choose(tab, INSTITUTES, FILM)
    left(tab).field.setText("Confu")
    workspace.go(INSTITUTES, stay=True)
    turn()
    assert left(tab).field.text() == "Confu"


# -- in the window ------------------------------------------------------------------------------


def test_before_the_library_is_read_periods_wait_for_it(qtbot, bundled) -> None:
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.workspace import Workspace

    young = Workspace(Reader(bundled))
    tab = CompareView(young, load_theme("dark"))
    qtbot.addWidget(tab)
    type_periods(tab, qtbot)
    assert "once the library is read" in tab.start.hint.text()
    young.set_state(young.state._replace(sides=(INSTITUTES, FILM)))
    tab.show_state(young.state)
    assert cells(tab, "Field of influence")[0] == "Education"
    young.close()


def test_in_a_large_library_the_counting_is_done_by_a_worker(
    tab, workspace, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(type(workspace), "is_large", property(lambda _: True))
    type_periods(tab, qtbot)
    assert tab.start.hint.text() == "Counting …"
    qtbot.waitUntil(tab.periods.isVisible)
    choose(tab, INSTITUTES, FILM)
    assert tab.start.hint.isVisible()
    tab.sides.swap.click()  # an answer to the older question must not come later
    qtbot.waitUntil(tab.records.isVisible)
    qtbot.waitUntil(lambda: not workspace.tasks.are_running)
    qtbot.wait(1)
    assert cells(tab, "Field of influence")[0] == "Culture"


def test_a_library_that_changed_is_compared_again(tab, workspace, qtbot) -> None:
    changes = ChangeSet(frozenset({FILM}))
    assert not tab.refresh(changes)  # the pairs to try may be others
    choose(tab, INSTITUTES, FILM)
    before = [line.cells for line in lines(tab)]
    assert tab.refresh(changes)
    with qtbot.waitSignal(tab.records.records.modelReset):
        tab.show_state(tab.present())
    assert [line.cells for line in lines(tab)] == before


def test_the_tab_stands_in_the_window_in_both_themes_and_at_every_size(
    program, settle, qtbot
) -> None:
    program.workspace.show_tab("compare")
    # What it offers is read on a worker first.
    qtbot.waitUntil(lambda: isinstance(program.window.tabs.seen("compare"), CompareView))
    settle()
    tab = program.window.current_view()
    assert isinstance(tab, CompareView)
    program.workspace.set_state(program.workspace.state._replace(sides=(INSTITUTES, FILM)))
    settle()
    for theme, size in (("dark", 2.0), ("light", 1.0)):
        program.appearance.choose(theme)
        program.appearance.resize_to(size)
        settle()
        assert tab.records.fontMetrics().height() == tab.fontMetrics().height()
        assert not tab.grab().isNull()
    heights = {tab.records.rowHeight(row) for row in range(3)}
    assert min(heights) >= tab.fontMetrics().height()
