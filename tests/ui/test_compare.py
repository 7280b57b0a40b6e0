"""The tab Compare: two sides are chosen, what differs is marked in words, the table can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.counts import Count
from spexplorer.domain.filters import Filter, Period, Values
from spexplorer.exploring.pairs import Sign
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.compare import view
from spexplorer.ui.views.compare.entries import Entry, as_table, difference_words, narrowed
from spexplorer.ui.views.compare.page import CompareView
from spexplorer.ui.views.compare.side import Choice
from spexplorer.ui.views.compare.table import DIFFERENCE, LEFT, RIGHT, ComparisonTable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.workspace.workspace import Workspace

INSTITUTES, FILM = "instrument:confucius-institutes", "instrument:film"


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> CompareView:
    made = CompareView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    workspace.changed.connect(made.show_state)
    made.show()
    made.show_state(workspace.state)
    return made


def choose(tab: CompareView, left: str, right: str) -> None:
    """Put two records beside one another, as somebody does who takes hits from the lists."""
    for side, uid in ((tab.left, left), (tab.right, right)):
        side._choose(Choice(row=tab.workspace.reader.row(uid)))


def type_periods(tab: CompareView, qtbot: QtBot, left="2002-2006", right="2013–2017") -> None:
    for side, text in ((tab.left, left), (tab.right, right)):
        side.field.clear()
        side.field.insert(text)  # QTest types Latin letters only
        qtbot.keyClick(side.field, Qt.Key.Key_Return)


def lines(tab: CompareView) -> list[Entry]:
    return [entry for entry in tab.table.lines.entries if not entry.is_heading]


def line(tab: CompareView, label: str) -> Entry:
    return next(entry for entry in lines(tab) if entry.label == label)


def test_nothing_chosen_says_what_to_choose(tab) -> None:
    assert view.kinds == ()
    assert tab.start.hint.isVisible()
    assert "2002–2006" in tab.start.hint.text()
    assert not tab.copy.isVisible()


def test_pairs_to_try_show_a_newcomer_what_a_comparison_is(tab, workspace) -> None:
    assert len(tab.start.buttons) == 4
    for at, button in enumerate(tab.start.buttons):
        workspace.set_state(workspace.state._replace(sides=(None, None)))
        tab.show_state(workspace.state)
        assert button.isVisible()
        button.click()
        assert None not in workspace.state.sides
        assert lines(tab), at
        assert not button.isVisible()


def test_typed_years_are_two_periods_and_their_events_are_counted(tab, workspace, qtbot) -> None:
    type_periods(tab, qtbot)
    assert tab.left.choice.period == Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    assert tab.left.field.text() == "2002–2006"
    events = line(tab, "Events")
    answers = workspace.answers.index
    for side, text in ((tab.left, events.left), (tab.right, events.right)):
        passing = answers.passing(Filter((side.choice.period,)))
        total = answers.total(passing, ["event"])
        assert text == f"{total.certain}–{total.possible}"
        assert text in tab.summary.text()
    assert tab.table.isVisible()


def test_periods_follow_the_filter_but_not_its_period(tab, workspace, qtbot) -> None:
    type_periods(tab, qtbot)
    whole = line(tab, "Events")
    workspace.set_filter(Filter((Values("vector", frozenset({"culture"})),)))
    workspace._publish()
    narrowed_to = line(tab, "Events")
    assert narrowed_to.counts[1].possible < whole.counts[1].possible
    assert "Vector: Culture" in tab.summary.text()
    workspace.narrow(Period(day_number(1999, 1, 1), day_number(1999, 1, 2)))
    workspace._publish()
    assert line(tab, "Events") == narrowed_to
    assert "period of the filter is left out" in tab.summary.text()


def test_two_instruments_side_by_side(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    vector = line(tab, "Vector")
    assert (vector.left, vector.right, vector.difference) == ("Education", "Culture", "≠ differs")
    headings = [entry.label for entry in tab.table.lines.entries if entry.is_heading]
    assert "Assessments" in headings
    assert "Uses of it and of narrower instruments" in headings
    assert "Events that use it, by the year they begin" in headings
    assert headings[-1] == "Evidence"
    assert line(tab, "Strategic").sign is Sign.DIFFERS


def test_differences_and_what_is_the_same_can_be_seen_alone(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    whole = len(lines(tab))
    qtbot.mouseClick(tab.modes.button("shared"), Qt.MouseButton.LeftButton)
    same = lines(tab)
    assert same
    assert {entry.sign for entry in same} == {Sign.SAME}
    qtbot.mouseClick(tab.modes.button("differences"), Qt.MouseButton.LeftButton)
    differ = lines(tab)
    assert Sign.SAME not in {entry.sign for entry in differ}
    qtbot.mouseClick(tab.modes.button("open"), Qt.MouseButton.LeftButton)
    assert len(same) + len(differ) + len(lines(tab)) == whole
    assert tab.modes.button("all").text().endswith(f"{whole}")


def test_a_record_with_itself_and_a_mode_without_lines_say_so(tab, qtbot) -> None:
    choose(tab, FILM, FILM)
    assert "the same record" in tab.summary.text()
    assert {entry.sign for entry in lines(tab)} == {Sign.SAME}
    qtbot.mouseClick(tab.modes.button("differences"), Qt.MouseButton.LeftButton)
    assert tab.start.hint.isVisible()


def test_figures_of_one_unit_differ_by_a_figure_and_of_two_units_do_not(tab, workspace) -> None:
    found = [one for one in workspace.reader.records("statistic") if one.value is not None]
    students = [one for one in found if one.unit == "students"]
    low, high = sorted(students, key=lambda one: one.value)[:: len(students) - 1]
    choose(tab, low.id, high.id)
    assert line(tab, "Value").difference.startswith("▲ ")
    assert line(tab, "Value").difference.endswith(" higher")
    choose(tab, high.id, low.id)
    assert line(tab, "Value").difference.startswith("▼ ")
    other = next(one for one in found if one.unit != "students" and one.value != low.value)
    choose(tab, low.id, other.id)
    assert line(tab, "Value").difference == "≠ differs"


def test_claims_that_stand_against_one_another_say_so(tab, workspace) -> None:
    claim = next(one for one in workspace.reader.records("claim") if one.contradicts)
    choose(tab, claim.id, claim.contradicts[0])
    assert "The left names the right under “Stands against”." in tab.summary.text()


def test_swapping_turns_the_sides_and_the_arrows(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    before = tab.table.lines.header[LEFT:DIFFERENCE]
    only_left = sum(entry.sign is Sign.LEFT for entry in lines(tab))
    tab.swap.click()
    assert tab.table.lines.header[LEFT:DIFFERENCE] == before[::-1]
    assert sum(entry.sign is Sign.RIGHT for entry in lines(tab)) == only_left


def test_one_side_empty_or_two_sorts_ask_for_the_other(tab, workspace, qtbot) -> None:
    workspace.go(FILM)
    workspace._publish()
    tab.left.put.click()
    assert tab.left.choice.row.id == FILM
    assert tab.start.hint.text() == "Choose the right side, too."
    qtbot.keyClicks(tab.right.field, "2013")
    qtbot.keyClick(tab.right.field, Qt.Key.Key_Return)
    assert "cannot be compared" in tab.start.hint.text()
    tab.right.put.click()
    assert "the same record" in tab.summary.text()


def test_the_button_of_the_current_record_rests_until_there_is_one(tab, workspace) -> None:
    assert not tab.left.put.isEnabled()
    workspace.go(FILM)
    workspace._publish()
    assert tab.right.put.isEnabled()
    assert tab.right.put.toolTip() == "Film"


def test_typing_lists_periods_and_records_of_any_script(tab, qtbot) -> None:
    tab.left.field.setFocus()
    tab.left.field.insert("孔子学院")
    tab.left.search_now()
    assert INSTITUTES in [choice.row.id for choice in tab.left.hits.choices]
    tab.left.field.clear()
    qtbot.keyClicks(tab.left.field, "2013")
    tab.left.search_now()
    assert tab.left.hits.stringList()[0] == "Period 2013"
    tab.left.field.clear()
    qtbot.keyClicks(tab.left.field, "qqqqzzzz")
    tab.left.search_now()
    assert "Nothing is called so" in tab.left.detail.words()
    qtbot.keyClick(tab.left.field, Qt.Key.Key_Return)
    assert tab.left.choice == Choice()


def test_a_hit_is_chosen_from_the_list_by_keyboard(tab, qtbot, settle) -> None:
    tab.activateWindow()
    tab.left.field.setFocus()
    qtbot.keyClicks(tab.left.field, "confucius institutes")
    tab.left.search_now()
    settle()
    popup = tab.left.completer.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    wanted = tab.left.hits.choices[popup.currentIndex().row()]
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert tab.left.choice == wanted
    assert tab.left.field.text() == wanted.row.label


def test_emptying_a_field_empties_the_side(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    tab.left.field.selectAll()
    qtbot.keyClick(tab.left.field, Qt.Key.Key_Delete)
    assert tab.left.choice == Choice()
    assert tab.start.hint.text() == "Choose the left side, too."


def test_two_selected_records_are_offered_once(tab, workspace) -> None:
    workspace.show_tab("compare")
    workspace.set_state(workspace.state._replace(selected=frozenset({FILM, INSTITUTES})))
    workspace._publish()
    assert {tab.left.choice.row.id, tab.right.choice.row.id} == {FILM, INSTITUTES}
    assert set(workspace.state.sides) == {FILM, INSTITUTES}
    for side in (tab.left, tab.right):
        side._choose(Choice())
    assert tab.left.choice == tab.right.choice == Choice()
    workspace.back()  # to before the second side was emptied
    workspace.back()
    workspace._publish()
    assert {tab.left.choice.row.id, tab.right.choice.row.id} == {FILM, INSTITUTES}


def test_two_records_selected_on_another_tab_are_not_offered_there(tab, workspace) -> None:
    workspace.set_state(workspace.state._replace(selected=frozenset({FILM, INSTITUTES})))
    workspace._publish()
    assert workspace.state.sides == (None, None)


def test_back_and_forward_walk_what_was_compared(tab, workspace, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    type_periods(tab, qtbot)
    tab.swap.click()
    assert tab.left.field.text() == "2013–2017"
    workspace.back()
    workspace._publish()
    assert (tab.left.field.text(), tab.right.field.text()) == ("2002–2006", "2013–2017")
    assert line(tab, "Events")
    for _ in range(2):
        workspace.back()
    workspace._publish()
    assert workspace.state.sides == (INSTITUTES, FILM)
    assert line(tab, "Vector").left == "Education"
    for _ in range(3):
        workspace.forward()
    workspace._publish()
    assert tab.left.field.text() == "2013–2017"


def test_what_is_compared_survives_its_address_and_a_restart(tab, workspace, qtbot) -> None:
    from spexplorer.domain.address import address, state_of
    from spexplorer.workspace.saved_views import LastPlace, fitted

    workspace.show_tab("compare")
    type_periods(tab, qtbot)
    before = [*lines(tab)]
    LastPlace("Library").remember(workspace.state, workspace.past, workspace.future)
    for kept in (LastPlace("Library").recall().state, state_of(address(workspace.state))):
        choose(tab, INSTITUTES, FILM)
        workspace._publish()
        assert lines(tab) != before
        state, missing = fitted(kept, workspace.reader, ("compare",))
        assert not missing
        workspace.set_state(state)
        workspace._publish()
        assert lines(tab) == before


def test_the_view_is_cited_with_what_is_compared(tab, workspace) -> None:
    workspace.show_tab("compare")
    choose(tab, INSTITUTES, FILM)
    tab.cite.click()
    cited = QGuiApplication.clipboard().text().split("\n")
    assert cited[0] == "Confucius Institutes compared with Film."
    assert cited[1] == tab.summary.text()
    assert f"&left={INSTITUTES}&right={FILM}" in cited[-1]


@pytest.mark.parametrize("gone", ["event:gone", "no id", "\ud800", "a" * 3000])
def test_a_record_that_is_not_in_the_library_is_told_of(tab, workspace, gone) -> None:
    workspace.set_state(workspace.state._replace(sides=(INSTITUTES, gone)))
    workspace._publish()
    assert tab.start.hint.isVisible()
    assert (
        "The right side" in tab.start.hint.text()
        and "is not in this library" in tab.start.hint.text()
    )
    assert gone == "\ud800" or gone[:40] in tab.start.hint.text()
    assert len(tab.start.hint.text()) < 200
    assert tab.right.detail.words() == "Not in this library"
    assert workspace.state.sides == (INSTITUTES, gone)
    tab.right._choose(Choice(row=workspace.reader.row(FILM)))
    assert line(tab, "Vector").right == "Culture"


def test_what_is_being_typed_outlives_a_change_elsewhere(tab, workspace, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    tab.left.field.setText("Confu")
    workspace.go(FILM, stay=True)
    workspace._publish()
    assert tab.left.field.text() == "Confu"


def test_the_table_is_copied_whole_or_by_marked_lines(tab, qtbot) -> None:
    choose(tab, INSTITUTES, FILM)
    tab.copy.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert copied[0].split("\t") == [
        "Section",
        "What",
        "Confucius Institutes",
        "Film",
        "Difference",
    ]
    assert len(copied) == 1 + len(lines(tab))
    assert {text.count("\t") for text in copied} == {4}
    assert "Values\tVector\tEducation\tCulture\t≠ differs" in copied
    tab.table.selectRow(1)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\n")[1:] == [copied[1]]


def test_enter_on_a_line_goes_to_its_record_and_stays(tab, workspace, qtbot) -> None:
    workspace.show_tab("compare")
    choose(tab, INSTITUTES, FILM)
    row = next(at for at, e in enumerate(tab.table.lines.entries) if e.record)
    tab.table.setCurrentIndex(tab.table.lines.index(row, RIGHT))
    qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert workspace.state.current == tab.table.lines.entries[row].record
    assert workspace.state.tab == "compare"


def test_a_screen_reader_hears_side_and_value(tab) -> None:
    choose(tab, INSTITUTES, FILM)
    entries = tab.table.lines.entries
    row = next(at for at, entry in enumerate(entries) if entry.sign is Sign.LEFT)
    role = Qt.ItemDataRole.AccessibleTextRole
    heard = [tab.table.lines.index(row, at).data(role) for at in (LEFT, RIGHT, DIFFERENCE)]
    assert heard == [
        f"Confucius Institutes: {entries[row].left}",
        "Film: nothing",
        entries[row].difference,
    ]


def test_before_the_library_is_read_periods_wait_for_it(qtbot, bundled) -> None:
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.workspace import Workspace

    young = Workspace(Reader(bundled))
    tab = CompareView(young, load_theme("dark"))
    qtbot.addWidget(tab)
    type_periods(tab, qtbot)
    assert "once the library is read" in tab.start.hint.text()
    choose(tab, INSTITUTES, FILM)
    assert line(tab, "Vector").left == "Education"
    young.close()


def test_in_a_large_library_the_counting_is_done_by_a_worker(
    tab, workspace, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(type(workspace), "is_large", property(lambda _: True))
    type_periods(tab, qtbot)
    assert tab.start.hint.text() == "Counting …"
    qtbot.waitUntil(tab.table.isVisible)
    assert "events" in tab.summary.text()
    choose(tab, INSTITUTES, FILM)
    assert tab.start.hint.isVisible()
    tab.swap.click()  # an answer to the older question must not come later
    qtbot.waitUntil(tab.table.isVisible)
    qtbot.waitUntil(lambda: not workspace.tasks.are_running)
    qtbot.wait(1)
    assert line(tab, "Vector").left == "Culture"


def test_headings_without_lines_are_left_out_and_tabs_in_values_do_no_harm() -> None:
    entries = [
        Entry("A"),
        Entry("a", "x\ty\nz", "", Sign.LEFT, "d"),
        Entry("B"),
        Entry("b", sign=Sign.SAME),
    ]
    assert narrowed(entries, frozenset({Sign.LEFT})) == entries[:2]
    assert as_table(entries, ("What", "L", "R", "D")).split("\n")[1] == "A\ta\tx y z\t\td"


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ((4, 4), (4, 4), "= as many"),
        ((2, 2), (40, 40), "▲ 38 more"),
        ((2, 4), (40, 41), "▲ 36–39 more"),
        ((9, 9), (1, 3), "▼ 6–8 fewer"),
        ((2, 5), (5, 9), "≈ up to 7 more"),
        ((2, 5), (0, 2), "≈ up to 5 fewer"),
        ((0, 4), (0, 4), "≈ 4 fewer to 4 more"),
    ],
)
def test_a_difference_is_an_arrow_and_a_figure(left, right, words) -> None:
    from spexplorer.domain.counts import Count
    from spexplorer.exploring.pairs import Tally

    assert difference_words(Tally("x", Count(*left), Count(*right))) == words


def test_the_tab_stands_in_the_window_in_both_themes_and_at_every_size(
    program, settle, qtbot
) -> None:
    program.workspace.show_tab("compare")
    # What it offers is read on a worker first.
    qtbot.waitUntil(lambda: isinstance(program.window.tabs.seen("compare"), CompareView))
    settle()
    tab = program.window.current_view()
    assert isinstance(tab, CompareView)
    choose(tab, INSTITUTES, FILM)
    for theme, size in (("dark", 2.0), ("light", 1.0)):
        program.appearance.choose(theme)
        program.appearance.resize_to(size)
        settle()
        assert tab.table.fontMetrics().height() == tab.fontMetrics().height()
        assert not tab.grab().isNull()
    heights = {tab.table.rowHeight(row) for row in range(tab.table.lines.rowCount())}
    assert min(heights) >= tab.fontMetrics().height()


def test_no_figure_beside_a_bar_is_cut_however_many_digits_it_has(qtbot):
    table = ComparisonTable(load_theme("light"))
    qtbot.addWidget(table)
    counts = (Count(113_754, 122_629), Count(209_402, 224_531))
    words = [f"{c.certain:,}–{c.possible:,}" for c in counts]
    table.show_entries([Entry("Works", *words, Sign.DIFFERS, "", counts, 224_531)], "a", "b")
    metrics = table.fontMetrics()
    room = table.lines.figures_width(metrics)
    assert all(metrics.horizontalAdvance(text) <= room for text in words)


def test_languages_and_scripts_go_by_their_names(tab) -> None:
    choose(tab, "instrument:trade", "instrument:education")
    said = [text for entry in lines(tab) for text in (entry.left, entry.right) if " · " in text]
    assert any("Chinese · simplified characters" in text for text in said)
    assert not any(" · Hans" in text or " · zh" in text for text in said)
