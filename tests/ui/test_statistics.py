"""The statistics tab: what its figures say of themselves, and the figures that do not agree."""

import random

import pytest
from event_loop import turn
from PySide6.QtCore import QCoreApplication, QPoint, QRectF, Qt
from PySide6.QtGui import QFont

from spexplorer.domain.derivations import agrees, evaluate
from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Period, Words
from spexplorer.domain.findings import Derivation, Statistic
from spexplorer.readings.statistics.comparisons import comparisons
from spexplorer.readings.statistics.explanation import Explanation
from spexplorer.readings.statistics.figures import FigureMode, axis_top, number_words, panels
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.statistics import view
from spexplorer.ui.views.statistics.page import StatisticsView
from spexplorer.ui.widgets.labels import PageHeading
from spexplorer.words.language import PLAIN

IMPLIED = "statistic:trade-growth-implied"
STATED = "statistic:trade-growth-stated"


@pytest.fixture
def tab(workspace, qtbot):
    made = StatisticsView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    workspace.changed.connect(made.show_state)
    made.resize(1000, 700)
    made.show()
    turn()
    made.show_state(workspace.state)
    yield made
    made.close()  # before the library is


def marks_of(tab):
    """The marks once all of them are laid out: many are, turn by turn."""
    while not tab.drawing.is_laid_out:
        QCoreApplication.processEvents()
    return tab.drawing.marks


def drawn_ids(tab):
    return {mark.key for mark in marks_of(tab)}


def listed_ids(tab):
    return {entry.id for entry in tab.list.entries if entry.id}


def test_a_large_drawing_keeps_the_old_one_in_sight_until_the_new_is_whole(tab, qtbot, monkeypatch):
    monkeypatch.setattr("spexplorer.ui.drawing.mark_canvas._SLICE_S", 0.0)  # one step in a turn
    before = marks_of(tab)
    tab.drawing.setFont(QFont(tab.font().family(), 20))
    assert not tab.drawing.is_laid_out
    assert tab.drawing.marks is before
    after = marks_of(tab)
    assert [mark.key for mark in after] == [mark.key for mark in before]
    assert after[-1].rect.bottom() > before[-1].rect.bottom()


def test_a_drawing_that_is_hidden_while_it_is_laid_out_is_whole_when_next_seen(
    tab, qtbot, monkeypatch
):
    monkeypatch.setattr("spexplorer.ui.drawing.mark_canvas._SLICE_S", 0.0)
    before = drawn_ids(tab)
    tab.drawing.setFont(QFont(tab.font().family(), 20))
    tab.hide()
    qtbot.wait(30)  # the turns see that nobody looks
    assert not tab.drawing.is_laid_out
    tab.show()
    assert drawn_ids(tab) == before


def test_a_newer_layout_ends_an_older_one(tab, workspace, qtbot, monkeypatch):
    monkeypatch.setattr("spexplorer.ui.drawing.mark_canvas._SLICE_S", 0.0)
    marks_of(tab)
    tab._choose_mode(FigureMode.RANKS)
    tab._choose_mode(FigureMode.DERIVED)
    derived = drawn_ids(tab)
    qtbot.wait(30)  # turns of the older layout would come now
    assert IMPLIED in derived
    assert {mark.key for mark in tab.drawing.marks} == derived


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        ("28.6 − 25.68", (2.92,)),
        ("((28.6 / 25.68)^(1/5) − 1) × 100", (2.1772,)),
        ("28.6 / 1.12^5 to 28.6 / 1.10^5", (16.228, 17.758)),
        ("18 − 2, the two notes repeating note 6", (16,)),
        ("ln(8) / ln 2", (3,)),
    ],
)
def test_arithmetic_in_a_formula_is_recomputed(formula, values):
    found = evaluate(formula)
    assert found is not None
    assert len(found) == len(values)
    assert all(agrees(value, other) for value, other in zip(values, found, strict=True))


@pytest.mark.parametrize(
    "formula",
    [
        "Count: notes 1 and 15",
        "1 / 0",
        "9^9^9^9^9",
        "__import__('os')",
        "June 2006 − May 2003",
        "",
        "(" * 500,
    ],
)
def test_what_is_no_arithmetic_has_no_value(formula):
    assert evaluate(formula) is None


def test_a_false_value_does_not_agree():
    assert not agrees(10.0, 2.177)


def test_every_derived_figure_of_the_library_that_is_arithmetic_agrees(workspace):
    checked = 0
    for record in workspace.reader.records("statistic"):
        found = evaluate(record.derived_from.formula) if record.derived_from else None
        if found is not None:
            given = [value for value in (record.value, record.value_high) if value is not None]
            assert len(given) == len(found), record.id
            assert all(agrees(a, b) for a, b in zip(given, found, strict=True)), record.id
            checked += 1
    assert checked > 30


def test_a_group_never_mixes_units(tab):
    for panel in tab.drawing.drawn.panels:
        for group in panel.groups:
            if group.unit != "rank":
                assert {record.unit for record in group.figures} == {group.unit}
    assert len(tab.drawing.drawn.panels) > 10


def test_stated_growth_stands_against_what_the_end_points_give(tab):
    first = tab.drawing.drawn.comparisons[0]
    assert first.stated.id == STATED
    assert [record.id for record in first.computed] == [IMPLIED]
    assert sum(mark.key == IMPLIED for mark in marks_of(tab)) == 2


def made(uid, value, *, inputs=None, related=(), unit="items", **more):
    derived = Derivation(formula="1 + 1", inputs=inputs) if inputs is not None else None
    return Statistic(
        id=f"statistic:{uid}",
        measure=uid,
        value=value,
        unit=unit,
        series="s",
        derived_from=derived,
        related=related,
        **more,
    )


def test_a_figure_is_not_held_against_one_computed_from_it_nor_against_another_unit():
    stated = made("a", 10.0)
    from_it = made("b", 20.0, inputs=("statistic:a",), related=("statistic:a",))
    elsewhere = made("c", 30.0, inputs=(), related=("statistic:a",), unit="years")
    near = made("d", 10.5, inputs=(), related=("statistic:a",), qualifier="about")
    apart = made("e", 40.0, inputs=(), related=("statistic:a",))
    assert comparisons([stated, from_it, elsewhere, near], ()) == []
    (found,) = comparisons([stated, from_it, elsewhere, apart], ())
    assert (found.stated, found.computed) == (stated, (apart,))


def test_qualifiers_are_in_the_words_and_the_axis_holds_the_figures(workspace):
    term = workspace.reader.term
    assert number_words(PLAIN, made("a", 28.6, qualifier="over"), term) == "over 28.6"
    assert number_words(PLAIN, made("a", 10.0, value_high=12.0, qualifier="range"), term) == "10–12"
    assert number_words(PLAIN, made("a", 1000.0, qualifier="several"), term) == "several thousand"
    assert number_words(PLAIN, made("a", 2.0, unit="rank", qualifier="rank"), term) == "#2"
    assert axis_top([made("a", 10.0, value_high=12.0), made("b", 2.0)]) == 12
    assert panels([made("a", 0.0)], {})[0].groups[0].top == 1


def test_the_filter_narrows_drawing_and_list(tab, workspace):
    everything = drawn_ids(tab)
    assert everything == listed_ids(tab)
    workspace.toggle("vector", "media")
    turn()
    tab.show_state(workspace.state)
    panel_ids = {record.id for panel in tab.drawing.drawn.panels for record in panel.figures}
    assert panel_ids == listed_ids(tab) == {row.id for row in workspace.visible("statistic")}
    assert 0 < len(panel_ids) < len(everything)


def test_a_filter_nothing_passes_says_so(tab, workspace):
    workspace.narrow(Words("zzzzqqqq"))
    turn()
    tab.show_state(workspace.state)
    assert listed_ids(tab) == set()
    assert "Nothing passes" in tab._stack.currentWidget().text()


def test_segments_show_stated_computed_or_ranks(tab, qtbot):
    qtbot.mouseClick(tab.modes.button(FigureMode.DERIVED), Qt.MouseButton.LeftButton)
    assert listed_ids(tab)
    assert all(tab._records[uid].derived_from for uid in listed_ids(tab))
    qtbot.mouseClick(tab.modes.button(FigureMode.RANKS), Qt.MouseButton.LeftButton)
    assert all(tab._records[uid].unit == "rank" for uid in listed_ids(tab))
    assert drawn_ids(tab) == listed_ids(tab)


def test_a_current_figure_the_mode_hides_brings_all_back(tab, workspace, qtbot):
    qtbot.mouseClick(tab.modes.button(FigureMode.RANKS), Qt.MouseButton.LeftButton)
    workspace.go(IMPLIED)
    turn()
    tab.show_state(workspace.state)
    assert IMPLIED in drawn_ids(tab)
    assert tab.drawing.current == IMPLIED
    assert tab.list.view.currentIndex().data(ID_ROLE) == IMPLIED
    assert tab.modes.button(FigureMode.ALL).isChecked()


def test_a_click_on_a_mark_goes_to_the_figure_and_explains_it(tab, workspace, qtbot):
    mark = next(mark for mark in marks_of(tab) if mark.key == IMPLIED)
    point = mark.rect.center().toPoint()
    qtbot.mouseClick(tab.drawing, Qt.MouseButton.LeftButton, pos=QPoint(point))
    qtbot.waitUntil(lambda: "How it was computed" in tab.sheet.toPlainText())
    assert workspace.state.current == IMPLIED
    page = tab.sheet.toPlainText()
    for words in (
        "((28.6 / 25.68)^(1/5) − 1) × 100",
        "US$25.68 billion",
        "It agrees",
        "Computed from it",
    ):
        assert words in page


def test_a_current_figure_far_below_is_scrolled_into_sight(tab, workspace, qtbot):
    last = max(marks_of(tab), key=lambda mark: mark.rect.bottom())
    assert not tab.drawing.visibleRegion().contains(last.rect.toRect())
    workspace.go(last.key)
    qtbot.waitUntil(lambda: tab.drawing.visibleRegion().contains(last.rect.toRect()))


def test_a_formula_that_gives_something_else_is_said(workspace):
    wrong = made("w", 3.0, inputs=())
    page = Explanation(PLAIN, workspace.reader, [wrong], []).html(wrong)
    assert "Recomputed just now: 2. It does not agree" in page


@pytest.mark.parametrize("seed", range(40))
def test_arrow_keys_reach_every_mark_of_any_drawing(seed):
    from spexplorer.ui.drawing.mark_canvas import Mark, next_mark

    chance = random.Random(seed)
    marks = []
    for n in range(chance.randint(1, 40)):
        place = [chance.uniform(0, 600) for _ in "xy"] + [chance.uniform(1, 200) for _ in "wh"]
        marks.append(Mark(str(n), QRectF(*place), ""))
    start = chance.randrange(len(marks))
    for step in ((1, 0), (-1, 0)):
        at, met = start, {start}
        while (there := next_mark(marks, at, *step)) != at:
            assert there not in met  # walking on comes to an end
            met.add(there)
            at = there
        back, seen = at, {at}
        while (there := next_mark(marks, back, -step[0], 0)) != back:
            seen.add(there)
            back = there
        assert seen == set(range(len(marks)))
    for dy in (-1, 1):
        there = next_mark(marks, start, 0, dy)
        below = marks[there].rect.center().y() - marks[start].rect.center().y()
        assert there == start or below * dy > 0


def test_arrow_keys_reach_every_mark_and_enter_chooses(tab, workspace, qtbot):
    from spexplorer.ui.drawing.mark_canvas import next_mark

    marks = marks_of(tab)
    reached, waiting = {0}, [0]
    while waiting:
        at = waiting.pop()
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            there = next_mark(marks, at, *step)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == set(range(len(marks)))
    tab.drawing.setFocus()
    qtbot.keyClick(tab.drawing, Qt.Key.Key_Home)
    qtbot.keyClick(tab.drawing, Qt.Key.Key_Down)
    qtbot.keyClick(tab.drawing, Qt.Key.Key_Return)
    assert workspace.state.current == marks[1].key == IMPLIED
    assert "computed from the turnover" in tab.drawing.accessibleDescription()


def test_figures_that_pass_only_possibly_are_told_apart(tab, workspace):
    workspace.narrow(Period(day_number(2010, 1, 1), day_number(2017, 12, 31)))
    turn()
    tab.show_state(workspace.state)
    possible = tab.drawing.drawn.possible
    assert possible
    assert all(not workspace.is_certain(uid) for uid in possible)
    words = {mark.key: mark.words for mark in marks_of(tab)}
    assert all("only possibly" in words[uid] for uid in possible)
    assert "only possibly" in tab.findChild(PageHeading).text()


def test_the_same_state_again_lays_nothing_out(tab, workspace, monkeypatch):
    def fail(*_):
        pytest.fail("laid out again")

    monkeypatch.setattr(tab.drawing, "lay_out", fail)
    turn()
    tab.show_state(workspace.state)
    workspace.go(STATED)
    turn()
    tab.show_state(workspace.state)


def test_it_is_the_home_of_statistics():
    assert (view.view_id, view.order, view.icon, view.kinds) == (
        "statistics",
        60,
        "statistics",
        ("statistic",),
    )


def test_a_computed_figure_is_written_as_a_person_writes_it(workspace):
    implied = workspace.reader.record(IMPLIED)
    assert number_words(PLAIN, implied, workspace.reader.term) == "over 2.18"
    stated = workspace.reader.record("statistic:trade-turnover-2012")
    assert "25.68" in number_words(PLAIN, stated, workspace.reader.term)


def test_a_stated_figure_leaves_its_record_to_the_panel(tab, workspace):
    """What the record tells is not told twice; how a computed one came about is told here."""
    records = workspace.reader.records("statistic")
    used = {uid for one in records if one.derived_from for uid in one.derived_from.inputs}
    against = {one.id for drawn in tab.drawing.drawn.comparisons for one in drawn[:1]}
    alone = next(one.id for one in records if not one.derived_from and one.id not in used | against)
    workspace.go(alone, stay=True)
    turn()
    tab.show_state(workspace.state)
    assert not tab.sheet.isVisible()
    workspace.go(IMPLIED, stay=True)
    turn()
    tab.show_state(workspace.state)
    assert tab.sheet.isVisible()
    assert "It agrees" in tab.sheet.toPlainText()
