"""The linked charts: what they show follows the filter, and a click or brush narrows everything."""

from __future__ import annotations

from itertools import pairwise

import pytest
from activation import in_front
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Mode, Period, Relation, Values
from spexplorer.ui.charts import discover
from spexplorer.ui.drawing.chart import ChartData, Series, Stroke
from spexplorer.ui.drawing.chart_card import ChartCard, legend_of
from spexplorer.ui.drawing.chart_picture import caption_of
from spexplorer.ui.drawing.chart_tools import csv_of
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.words.facets import n_in_words
from spexplorer.workspace import library_answers as asking

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.KeyboardModifier


@pytest.fixture
def program(program, settle):
    """The window with its charts opened to cards; test_chart_strip sees the strip."""
    program.window.charts.set_open(True)
    settle()
    return program


def card_of(program, chart_id) -> ChartCard:
    return next(card for spec, card in program.window.charts.cards if spec.chart_id == chart_id)


def at(card, key) -> QPoint:
    """Where the foot of a bar stands in the widget."""
    return card.plot.point_of(key).toPoint()


def click(card, key, modifiers=KEYS.NoModifier):
    QTest.mouseClick(card.plot.viewport(), LEFT, modifiers, at(card, key))


def drag(card, start: QPoint, end: QPoint, modifiers=KEYS.NoModifier, settle=None):
    port = card.plot.viewport()
    QTest.mousePress(port, LEFT, modifiers, start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    if settle:
        settle()
    QTest.mouseRelease(port, LEFT, modifiers, end)


def years(first, last) -> Period:
    return Period(day_number(first, 1, 1), day_number(last, 12, 31), Relation.STARTS_IN)


def held(program, key):
    return program.workspace.state.filter.get(key)


def test_the_six_linked_charts_are_found():
    assert [spec.chart_id for spec in discover()] == [
        *("years", "vectors", "agreements", "works", "issued", "growth"),
    ]


def test_a_click_on_a_vector_narrows_everything_and_a_second_widens(program, settle):
    card = card_of(program, "vectors")
    for expected in ({"culture"}, set()):
        click(card, "culture")
        settle()
        assert program.workspace.state.filter.values("vector") == expected


def test_a_brush_over_years_narrows_to_what_begins_in_them(program, settle):
    card = card_of(program, "years")
    drag(card, at(card, "2002"), at(card, "2006"))
    settle()
    assert held(program, "period") == years(2002, 2006)
    events = {row.id for row in program.workspace.visible("event")}
    assert any("2004" in e for e in events)
    assert not any(e.startswith("event:2013-09") for e in events)


def test_what_a_brush_needs_is_made_ready_when_the_pointer_or_the_focus_comes(
    program, settle, monkeypatch
):
    ready = []
    monkeypatch.setattr(program.workspace, "prepare_brush", lambda key, _edges: ready.append(key))
    vectors = card_of(program, "vectors").plot
    here = QPointF(vectors.rect().center())
    QApplication.sendEvent(vectors, QEnterEvent(here, here, vectors.mapToGlobal(here)))
    assert ready == ["vector"]
    QApplication.sendEvent(
        card_of(program, "years").plot,
        QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason),
    )
    assert ready == ["vector", "period"]


def test_while_a_brush_moves_the_other_charts_follow_and_nothing_is_remembered(program, settle):
    card, other = card_of(program, "years"), card_of(program, "vectors")
    before, own = other.plot._data.totals(), card.plot._data.totals()
    port = card.plot.viewport()
    QTest.mousePress(port, LEFT, KEYS.NoModifier, at(card, "2002"))
    QTest.mouseMove(port, at(card, "2006"))
    settle()
    moving = other.plot._data.totals()
    assert moving != before
    assert card.plot._data.totals() == own
    assert not program.workspace.state.filter.constraints
    QTest.mouseRelease(port, LEFT, KEYS.NoModifier, at(card, "2006"))
    settle()
    assert other.plot._data.totals() == moving


@pytest.mark.parametrize("large", [False, True])
def test_the_status_bar_counts_with_a_moving_brush(program, settle, qtbot, monkeypatch, large):
    if large:
        monkeypatch.setattr(asking, "_LARGE", 1)
    card, said = card_of(program, "years"), program.window.status.count
    everything = said.text()
    port = card.plot.viewport()
    QTest.mousePress(port, LEFT, KEYS.NoModifier, at(card, "2002"))
    QTest.mouseMove(port, at(card, "2006"))
    qtbot.waitUntil(lambda: " of " in said.text(), timeout=5_000)
    moving = said.text()
    assert not program.workspace.state.filter.constraints
    QTest.mouseRelease(port, LEFT, KEYS.NoModifier, at(card, "2006"))
    qtbot.waitUntil(lambda: bool(program.workspace.answers.filter.constraints), timeout=5_000)
    settle()
    assert said.text() == moving
    program.workspace.clear()
    qtbot.waitUntil(lambda: said.text() == everything, timeout=5_000)
    qtbot.waitUntil(lambda: not card.data.active, timeout=5_000)
    QTest.mousePress(port, LEFT, KEYS.NoModifier, at(card, "2002"))
    QTest.mouseMove(port, at(card, "2006"))
    qtbot.waitUntil(lambda: said.text() == moving, timeout=5_000)
    QTest.keyClick(card.plot, Qt.Key.Key_Escape)
    assert said.text() == everything


def test_escape_calls_a_brush_off(program, settle):
    card, other = card_of(program, "years"), card_of(program, "vectors")
    before = other.plot._data.totals()
    port = card.plot.viewport()
    QTest.mousePress(port, LEFT, KEYS.NoModifier, at(card, "2002"))
    QTest.mouseMove(port, at(card, "2006"))
    settle()
    QTest.keyClick(card.plot, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, LEFT, KEYS.NoModifier, at(card, "2006"))
    settle()
    assert not program.workspace.state.filter.constraints
    assert other.plot._data.totals() == before


def test_the_brush_is_moved_by_its_middle_and_resized_by_its_end(program, settle):
    card = card_of(program, "years")
    program.workspace.narrow(years(2002, 2006))
    settle()
    drag(card, at(card, "2004"), at(card, "2006"))
    settle()
    assert held(program, "period") == years(2004, 2008)
    end = (card.plot.point_of("2008") + card.plot.point_of("2009")) / 2
    drag(card, end.toPoint(), end.toPoint() + (at(card, "2011") - at(card, "2008")))
    settle()
    assert held(program, "period") == years(2004, 2011)


@pytest.mark.parametrize(
    ("modifier", "mode"),
    [
        (KEYS.ShiftModifier, Mode.ADD),
        (KEYS.ControlModifier, Mode.INTERSECT),
        (KEYS.AltModifier, Mode.SUBTRACT),
    ],
)
def test_a_key_held_down_combines_a_stroke_for_once(program, settle, modifier, mode):
    card = card_of(program, "years")
    program.workspace.narrow(years(2002, 2006))
    settle()
    expected = program.workspace.state.filter.struck(years(2005, 2010), mode)
    drag(card, at(card, "2005"), at(card, "2010"), modifier)
    settle()
    assert program.workspace.state.filter == expected
    assert program.workspace.state.mode is Mode.REPLACE


def test_the_mode_menu_shows_and_choose_the_mode(program, settle):
    modes = program.window.charts.modes
    assert modes.text() == "Replace ▾"
    modes.actions_by_mode[Mode.ADD].trigger()
    settle()
    assert modes.text() == "Add to it ▾"
    card = card_of(program, "vectors")
    click(card, "culture")
    settle()
    click(card, "media")
    settle()
    assert held(program, "vector") == Values("vector", frozenset({"culture", "media"}))
    program.workspace.set_mode(Mode.SUBTRACT)
    settle()
    assert modes.text() == "Take away ▾"
    assert "Take away" in modes.accessibleName()
    assert modes.actions_by_mode[Mode.SUBTRACT].isChecked()


def test_what_is_subtracted_from_everything_leaves_the_other_bars_bright(program, settle):
    card = card_of(program, "vectors")
    click(card, "culture", KEYS.AltModifier)
    settle()
    assert card.data.active == set(card.data.keys) - {"culture"}


def test_a_click_beside_the_bars_or_delete_takes_the_brush_away(program, settle):
    card = card_of(program, "years")
    beside = QPoint(at(card, "2005").x(), 3)
    for act in (
        lambda: QTest.mouseClick(card.plot.viewport(), LEFT, KEYS.NoModifier, beside),
        lambda: QTest.keyClick(card.plot, Qt.Key.Key_Delete),
    ):
        program.workspace.narrow(Values("vector", frozenset({"culture"})))
        program.workspace.narrow(years(2002, 2006))
        settle()
        act()
        settle()
        assert held(program, "period") is None
        assert held(program, "vector") is not None


def test_the_brushed_chart_keeps_its_own_context(program, settle):
    card = card_of(program, "years")
    before = card.data.series
    card.picked.emit(Stroke(("2002", "2003")))
    settle()
    assert [s.values for s in card.data.series] == [s.values for s in before]
    assert card.data.active == {"2002", "2003"}


def test_the_n_of_a_chart_follows_a_moving_brush(program, settle):
    """What it says while the brush moves is what it says once it rests, and before when it is called off."""
    answers = program.workspace.answers
    brushed, follower = card_of(program, "vectors"), card_of(program, "years")
    at_rest = follower._words.shown
    brushed.grasped.emit()
    said = []
    for vector in ("culture", "media"):
        brushed.moving.emit(Stroke((vector,)))
        settle()
        left = answers.under(Filter((Values("vector", frozenset({vector})),))).total(["event"])
        assert f"{n_in_words(tr, left)} ·" in follower._words.shown
        said.append(follower._words.shown)
    assert len({at_rest, *said}) == 3
    assert follower._words.text() == at_rest  # nothing is read aloud at every move
    brushed.moving.emit(None)
    settle()
    assert follower._words.shown == at_rest
    brushed.moving.emit(Stroke(("media",)))
    settle()
    brushed.picked.emit(Stroke(("media",)))
    settle()
    assert follower._words.shown == follower._words.text() == said[1]


def test_certain_and_possible_add_up_to_what_the_filter_says(program, settle):
    card = card_of(program, "years")
    certain, possible = card.data.series
    place = card.data.keys.index("2013")
    card.picked.emit(Stroke(("2013",)))
    settle()
    count = program.workspace.total(["event"])
    assert certain.values[place] == count.certain
    unknown = card.data.totals()[card.data.keys.index("undated")]
    assert possible.values[place] <= count.only_possible <= possible.values[place] + unknown


def test_works_without_a_date_of_issue_are_counted_beside_the_dated_ones(program):
    data = card_of(program, "issued").data
    assert f"n = {program.workspace.total(['work']).possible}" == data.total
    certain = dict(zip(data.keys, data.series[0].values, strict=True))
    assert sum(certain[str(year)] for year in range(2010, 2015)) == 8
    assert certain["undated"] == 34


def test_years_in_which_nothing_began_do_not_stand_before_the_first(program):
    data = card_of(program, "issued").data
    assert data.totals()[0] > 0
    assert len(data.keys) < 30


def test_an_outlier_does_not_push_all_others_into_the_bar_at_the_end(program):
    data = card_of(program, "years").data
    first, last = data.totals()[0], data.totals()[-2]
    assert data.keys[0].startswith("<")
    assert max(first, last) < 0.2 * sum(data.totals())


def test_the_growth_chart_compares_the_stated_with_the_implied(program):
    data = card_of(program, "growth").data
    assert "2.18 %" in data.summary
    assert "10" in data.summary
    assert "12" in data.summary
    stated = data.series[0].values
    assert stated[0] == 25.68
    assert stated[-1] == 28.6


def test_the_growth_chart_is_drawn_with_the_other_value(program, settle):
    card = card_of(program, "growth")
    offered = [(one.key, one.record) for one in card.data.alternatives]
    assert offered[:2] == [
        ("2012", "statistic:trade-turnover-2012"),
        ("2012", "statistic:trade-2012-implied"),
    ]
    menu = QMenu()
    program.window.charts.values.offer(menu, card.data.alternatives)
    (below,) = [one for one in menu.findChildren(QMenu) if one.objectName() == "draw-2017"]
    drawn = [one.text() for one in below.actions() if one.isChecked()]
    assert [words.partition(" ")[0] for words in drawn] == ["28.6"]
    other = next(one for one in below.actions() if one.text().startswith("41.358"))
    other.trigger()
    settle()
    assert card.data.series[0].values[-1] == 41.358
    assert "10 % a year implied" in card.data.summary.replace("10.00", "10")
    assert "2017 is drawn with 41.358" in card.data.note


def test_a_point_of_the_growth_chart_is_a_record(program, settle):
    card = card_of(program, "growth")
    program.window.charts.open_to("growth")
    settle()
    heard = []
    program.workspace.hovered.connect(heard.append)
    QTest.mouseMove(card.plot.viewport(), at(card, "2017"))
    assert heard == ["statistic:trade-turnover-2017"]
    click(card, "2017")
    settle()
    assert program.workspace.state.current == "statistic:trade-turnover-2017"


def test_a_brush_over_the_growth_chart_is_one_over_years(program, settle):
    card, others = card_of(program, "growth"), card_of(program, "years")
    drag(card, at(card, "2013"), at(card, "2015"))
    settle()
    assert held(program, "period") == years(2013, 2015)
    assert card.data.active == others.data.active & set(card.data.keys) == {"2013", "2014", "2015"}
    assert card.data.series[0].values[-1] == 28.6  # its own brush leaves it whole
    drag(others, at(others, "2014"), at(others, "2017"))  # takes hold of the brush, and moves it
    settle()
    assert held(program, "period") == years(2016, 2018)
    assert card.data.active == {"2016", "2017"}
    nowhere = at(card, "2013")
    nowhere.setY(int(card.plot._frame.marks.top()) + 1)
    QTest.mouseClick(card.plot.viewport(), LEFT, KEYS.NoModifier, nowhere)
    settle()
    assert held(program, "period") is None


def test_the_keys_brush_the_growth_chart_too(program, settle):
    plot = card_of(program, "growth").plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(plot, Qt.Key.Key_Space)
    settle()
    assert held(program, "period") == years(2012, 2013)


def test_a_record_hovered_elsewhere_is_outlined_in_every_chart_it_stands_in(program):
    row = program.workspace.reader.rows("instrument")[0]
    vector = program.workspace.reader.record(row.id).vector
    program.workspace.hovered.emit(row.id)
    vectors, works = card_of(program, "vectors"), card_of(program, "works")
    assert [vectors.data.keys[i] for i in vectors.plot._hovered] == [vector]
    assert works.plot._hovered == ()
    program.workspace.hovered.emit(None)
    assert vectors.plot._hovered == ()


def test_the_table_twin_says_the_same_and_picks(program, settle):
    card = card_of(program, "vectors")
    card.tab_stops()[0].click()
    table = card.table
    rows = table.model()
    assert rows.index(0, 0).data() == card.data.labels[0]
    assert rows.index(0, 1).data() == f"{card.data.series[0].values[0]:g}"
    table.setCurrentIndex(rows.index(1, 0))
    QTest.keyClick(table, Qt.Key.Key_Space)
    settle()
    assert program.workspace.state.filter.values("vector") == {card.data.keys[1]}
    assert rows.index(1, 0).data().startswith("✓")
    assert table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert not program.workspace.state.filter.constraints


def test_rows_of_the_twin_are_brushed_with_shift_and_arrows(program, settle):
    card = card_of(program, "years")
    card.tab_stops()[0].click()
    first = card.data.keys.index("2002")
    card.table.setCurrentIndex(card.table.model().index(first, 0))
    for _ in range(3):
        QTest.keyClick(card.table, Qt.Key.Key_Down, KEYS.ShiftModifier)
    QTest.keyClick(card.table, Qt.Key.Key_Return)
    settle()
    assert held(program, "period") == years(2002, 2005)


def test_the_keyboard_walks_the_bars_and_picks(program, settle, qtbot):
    card = card_of(program, "vectors")
    in_front(qtbot, program.window)
    card.plot.setFocus()
    QTest.keyClick(card.plot, Qt.Key.Key_Down)
    assert card.data.labels[1] in card.plot.accessibleDescription()
    QTest.keyClick(card.plot, Qt.Key.Key_Space)
    settle()
    assert program.workspace.state.filter.values("vector") == {card.data.keys[1]}


def test_shift_and_arrows_extend_a_range_of_years(program, settle):
    card = card_of(program, "years")
    card.plot.setFocus()
    QTest.keyClick(card.plot, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(card.plot, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(card.plot, Qt.Key.Key_Right, KEYS.ShiftModifier)
    first, last = int(card.data.keys[2]), int(card.data.keys[5])
    QTest.keyClick(card.plot, Qt.Key.Key_Space)
    settle()
    assert held(program, "period") == years(first, last)


def test_every_chart_has_a_title_a_unit_an_n_a_source_and_a_sentence(program):
    for _, card in program.window.charts.cards:
        data = card.data
        assert data.title
        assert data.unit
        assert data.total.startswith("n = ")
        assert data.source
        assert data.summary
        assert data.title in card.plot.accessibleName()


@pytest.fixture
def data():
    theme = load_theme("light")
    return ChartData(
        "Things", ("a", "b"), ("A", "B"),
        (Series("certain", theme.colour("certain"), (3.0, 0.0)),
         Series("possible", theme.colour("certain"), (1.0, 2.0), faint=True)),
        "things", "Six things", "Nowhere",
    )  # fmt: skip


def test_a_bar_is_described_with_every_value(data):
    assert data.describe(0) == "A: certain 3, possible 1"
    assert data.describe(1) == "B: possible 2"
    assert data.totals() == [4.0, 2.0]


def test_the_legend_tells_series_apart_by_more_than_colour(data):
    legend = legend_of(data)
    assert "■" in legend
    assert "▨" in legend


def test_an_empty_chart_is_drawn_and_walked_without_harm(qtbot):
    card = ChartCard(load_theme("dark"))
    qtbot.addWidget(card)
    card.show_data(ChartData("Empty", (), (), (), "", "Nothing to show", ""))
    card.show()
    QTest.keyClick(card.plot, Qt.Key.Key_Right)
    QTest.mouseClick(card.plot.viewport(), LEFT)
    assert card.data.summary == "Nothing to show"


def test_n_says_what_is_certain_and_what_is_only_possible(program, settle):
    data = card_of(program, "works").data
    every = program.workspace.total(["work"]).possible
    assert data.total == f"n = {every}"
    assert data.doubt == ""
    assert not data.certain
    program.workspace.narrow(years(2013, 2013))
    settle()
    for chart, kind in (("works", "work"), ("vectors", "instrument")):
        card, count = card_of(program, chart), program.workspace.total([kind])
        assert count.only_possible
        assert card.data.total == f"n = {count.certain}–{count.possible}"
        assert card.data.total in card._words.text()
        caption = caption_of(card.data, "Period: 2013")[0]
        assert f"certainly {count.certain} records, possibly {count.possible}" in caption


def test_the_numbers_of_a_chart_tell_certain_from_possible(program, settle):
    program.workspace.narrow(years(2013, 2013))
    settle()
    vectors, works = card_of(program, "vectors").data, card_of(program, "works").data
    count = program.workspace.total(["instrument"])
    certain, possible = vectors.series
    assert sum(certain.values) == count.certain
    assert sum(possible.values) == count.only_possible
    header, *rows = csv_of(works).splitlines()
    assert header.endswith(",certain of these")
    placed = [[float(cell) for cell in row.rsplit(",", header.count(","))[1:]] for row in rows]
    assert all(certain <= sum(layers) for *layers, certain in placed)
    bar = next(at for at, row in enumerate(placed) if row[-1] < sum(row[:-1]))
    assert f"{placed[bar][-1]:g} of them certain" in works.describe(bar)
    assert works.table()[1][bar][-1] == f"{placed[bar][-1]:g}"


@pytest.mark.parametrize("chart_id", ["vectors", "works"])
@pytest.mark.parametrize("height", [120, 170, 215, 320])
def test_every_lying_bar_keeps_its_label_however_low_the_panel(program, settle, chart_id, height):
    window = program.window
    window.resizeDocks([window.charts_dock], [height], Qt.Orientation.Vertical)
    settle()
    card = card_of(program, chart_id)
    frame, metrics = card.plot._frame, card.plot.fontMetrics()
    labels = frame.key_labels(card.data, metrics)
    assert len(labels) == len(card.data.keys)
    for one, other in pairwise(labels):
        apart = other.place.center().y() - one.place.center().y()
        assert apart >= (metrics.capHeight() + metrics.descent()) * 0.9
    area = card.findChild(QScrollArea)
    seen = card.plot.height() if area is None else area.viewport().height()
    assert card.plot.height() == seen or area.verticalScrollBar().maximum() > 0
    card.plot.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(card.plot, key)
        at_bar = card.plot.mapTo(card, card.plot.walked_to().toPoint()).y()
        top = card.plot.mapTo(card, QPoint(0, 0)).y() if area is None else area.y()
        assert top <= at_bar <= top + seen


def test_in_a_low_card_labels_come_before_what_is_said_below_them(program, settle):
    window = program.window
    card = card_of(program, "works")
    window.resizeDocks([window.charts_dock], [360], Qt.Orientation.Vertical)
    settle()
    assert card._source.isVisible()
    window.resizeDocks([window.charts_dock], [170], Qt.Orientation.Vertical)
    settle()
    assert not card._source.isVisible()
    assert card.data.source in card._title.toolTip()
    card.tab_stops()[0].click()
    settle()
    assert card.table.isVisible()
    assert not card.plot.isVisible()
    card.tab_stops()[0].click()
    settle()
    assert card.plot.isVisible()
