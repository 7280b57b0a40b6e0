"""The linked charts: what they show follows the filter, and a click or brush narrows everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from spexplorer.domain.filters import Period, Relation
from spexplorer.ui.chart import ChartData, Series, discover
from spexplorer.ui.theme import load_theme
from spexplorer.ui.widgets.chart_card import ChartCard, legend_of


def card_of(program, chart_id):
    return next(card for spec, card in program.window._charts._cards if spec.chart_id == chart_id)


def centre_of(card, key) -> QPoint:
    """Where a bar stands in the widget."""
    plot = card.plot
    at = card._data.keys.index(key)
    place = QPointF(0.5, at) if card._data.horizontal else QPointF(at, 0.5)
    return plot.mapFromScene(plot._box.mapViewToScene(place))


def test_the_five_linked_charts_are_found():
    assert [spec.chart_id for spec in discover()] == [
        "years",
        "vectors",
        "agreements",
        "works",
        "growth",
    ]


def test_a_click_on_a_vector_narrows_everything_and_a_second_widens(program, settle):
    card = card_of(program, "vectors")
    for expected in ({"culture"}, set()):
        QTest.mouseClick(
            card.plot.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(card, "culture")
        )
        settle()
        assert program.workspace.state.filter.values("vector") == expected


def test_a_brush_over_years_narrows_to_what_begins_in_them(program, settle):
    card = card_of(program, "years")
    port = card.plot.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=centre_of(card, "2002"))
    QTest.mouseMove(port, centre_of(card, "2004"))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=centre_of(card, "2006"))
    settle()
    period = program.workspace.state.filter.get("period")
    assert isinstance(period, Period)
    assert period.relation is Relation.STARTS_IN
    events = {row.id for row in program.workspace.visible("event")}
    assert "event:2004-confucius-institute-seoul" in events or any("2004" in e for e in events)
    assert not any(e.startswith("event:2013-09") for e in events)


def test_the_brushed_chart_keeps_its_own_context(program, settle):
    card = card_of(program, "years")
    before = card._data.series
    card.picked.emit(["2002", "2003"])
    settle()
    assert [s.values for s in card._data.series] == [s.values for s in before]
    assert card._data.active == {"2002", "2003"}


def test_certain_and_possible_add_up_to_what_the_filter_says(program, settle):
    card = card_of(program, "years")
    certain, possible = card._data.series
    at = card._data.keys.index("2013")
    card.picked.emit(["2013"])
    settle()
    count = program.workspace.total(["event"])
    assert certain.values[at] == count.certain
    unknown = card._data.totals()[card._data.keys.index("undated")]
    assert possible.values[at] <= count.only_possible <= possible.values[at] + unknown


def test_the_growth_chart_compares_the_stated_with_the_implied(program):
    data = card_of(program, "growth")._data
    assert "2.2" in data.summary
    assert "10" in data.summary
    assert "12" in data.summary
    stated = data.series[0].values
    assert stated[0] == 25.68
    assert stated[-1] == 28.6


def test_the_table_twin_says_the_same_and_picks(program, settle):
    card = card_of(program, "vectors")
    card._as_table.click()
    table = card.findChild(QTableWidget)
    assert table.item(0, 0).text() == card._data.labels[0]
    assert table.item(0, 1).text() == f"{card._data.series[0].values[0]:g}"
    table.selectRow(1)
    table.itemActivated.emit(table.item(1, 0))
    settle()
    assert program.workspace.state.filter.values("vector") == {card._data.keys[1]}


def test_the_keyboard_walks_the_bars_and_picks(program, settle):
    card = card_of(program, "vectors")
    program.window.activateWindow()
    card.plot.setFocus()
    QTest.keyClick(card.plot, Qt.Key.Key_Down)
    assert card._data.labels[1] in card.plot.accessibleDescription()
    QTest.keyClick(card.plot, Qt.Key.Key_Space)
    settle()
    assert program.workspace.state.filter.values("vector") == {card._data.keys[1]}


def test_every_chart_has_a_title_a_unit_a_source_and_a_sentence(program):
    for _, card in program.window._charts._cards:
        data = card._data
        assert data.title
        assert data.unit
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
    card = ChartCard(load_theme("dark"), ordered=True)
    qtbot.addWidget(card)
    card.show_data(ChartData("Empty", (), (), (), "", "Nothing to show", ""))
    card.show()
    QTest.keyClick(card.plot, Qt.Key.Key_Right)
    QTest.mouseClick(card.plot.viewport(), Qt.MouseButton.LeftButton)
    assert card._data.summary == "Nothing to show"
