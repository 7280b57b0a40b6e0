"""The tab of events in time: the geometry without Qt, then what a person relies on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period, Relation, Values, Words
from spexplorer.domain.happenings import Event
from spexplorer.domain.records import EdtfText, RecordId
from spexplorer.ui.models.rows import POSSIBLE_ROLE
from spexplorer.ui.theme import load_theme
from spexplorer.ui.views.timeline import view
from spexplorer.ui.views.timeline.marks import mark_of
from spexplorer.ui.views.timeline.packing import Item, Sizes, pack
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.ui.views.timeline.scale import FoldedScale, Window, dense_window, limits_of
from spexplorer.ui.views.timeline.ticks import snapped, step_for, ticks
from spexplorer.ui.views.timeline.words import tick_words, typed_range
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIZES = Sizes(gap=4, digit=7, shortest=50, edge=1000)


# -- geometry without Qt ----------------------------------------------------------------------------


def mark(date: str):
    event = Event(id=RecordId("event:x"), title="x", event_type="media", date=EdtfText(date))
    return mark_of(event, "x")


def test_a_year_is_a_year_wide_and_bounds_that_are_not_known_fade():
    year = mark("2013")
    assert (year.left, year.right) == (day_number(2013, 1, 1), day_number(2014, 1, 1))
    assert year.moment
    assert not year.exact
    assert mark("2013-09").exact
    since = mark("2013-09/..")
    assert since.right == np.inf
    assert since.sure_left == day_number(2013, 9, 30)
    before = mark("[..2018]")
    assert before.fade_left
    assert before.left == before.right == day_number(2019, 1, 1)
    until = mark("/2018")
    assert until.fade_left
    assert not until.fade_right
    assert mark("2018~").doubtful
    assert mark("2005/2009").sure_left < mark("2005/2009").sure_right


@pytest.mark.parametrize("days", [5, 40, 300, 4_000, 40_000, 400_000, 40_000_000])
def test_an_axis_of_any_span_has_few_ticks_in_order(days: int):
    window = Window(735_000.5 - days, 735_000.5)
    step = step_for(window, 8)
    found = ticks(window, step)
    assert 1 <= len(found) <= 10
    assert all(window.first <= tick.day < window.last for tick in found)
    assert [tick.day for tick in found] == sorted({tick.day for tick in found})


def test_years_before_our_era_are_counted_backwards():
    window = Window(day_number(-450, 1, 1), day_number(250, 1, 1))
    step = step_for(window, 8)
    assert [tick_words(tick, step) for tick in ticks(window, step)] == [
        "400 BCE", "300 BCE", "200 BCE", "100 BCE", "1", "100", "200",
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most", [1, 3, 6])
def test_a_packed_lane_loses_nothing_and_covers_nothing(seed: int, most: int):
    chance = random.Random(seed)
    items = []
    for at in range(chance.choice([3, 20, 120])):
        x0 = chance.uniform(0, 950)
        x1 = x0 + chance.choice([10, 10, 30, 400])
        items.append(Item(at, x0, x1, chance.uniform(20, 300), chance.random() < 0.4))
    packed = pack(items, most, SIZES)
    members = [mark.at for mark in packed.placed]
    members += [at for cluster in packed.clusters for at in cluster.members]
    assert sorted(members) == list(range(len(items)))
    assert packed.rows <= most
    taken: dict[int, list[tuple[float, float]]] = {}
    for mark in packed.placed:
        low, high = mark.x0, mark.x1
        if mark.label:
            low, high = min(low, mark.label_x), max(high, mark.label_x + mark.label)
            assert mark.label_x + mark.label <= SIZES.edge
        taken.setdefault(mark.row, []).append((low, high))
    for cluster in packed.clusters:
        taken.setdefault(cluster.row, []).append((cluster.x0, cluster.x1))
    for row in taken.values():
        row.sort()
        assert all(row[i][1] <= row[i + 1][0] + 1e-6 for i in range(len(row) - 1))


def test_a_crowd_becomes_counts():
    packed = pack([Item(at, at % 900, at % 900 + 10, 80, False) for at in range(5000)], 5, SIZES)
    assert not packed.placed
    assert sum(len(cluster.members) for cluster in packed.clusters) == 5000


def test_the_first_window_is_the_crowd_and_the_strip_keeps_the_rest():
    old, recent = [day_number(-500, 3, 1)], [day_number(2000 + at % 18, 5, 1) for at in range(60)]
    limits = limits_of(old + recent, old + recent)
    window = dense_window(old + recent, limits)
    assert window.first >= day_number(1990, 1, 1)
    strip = FoldedScale(limits, old + recent)
    assert strip.place(day_number(2018, 1, 1)) - strip.place(day_number(1950, 1, 1)) > 0.3
    assert 0 < strip.place(old[0]) < 0.02
    for place in (0.0, 0.2, 0.77, 1.0):
        assert strip.place(strip.day(place)) == pytest.approx(place)
    assert limits_of([], []).days > 0


def test_a_brushed_range_snaps_to_what_the_scale_shows():
    first, last = day_number(2002, 1, 20), day_number(2006, 12, 12)
    years = (day_number(2002, 1, 1), day_number(2006, 12, 31))
    assert snapped(last, first, 0.05) == years
    assert snapped(first, last, 30.0) == (first, last - 1)


def test_typed_ranges_say_how_they_are_understood():
    least, most = day_number(1700, 1, 1), day_number(2018, 12, 31)
    typed = typed_range("autumn 2015", "c. 2016", least, most)
    assert (typed.first, typed.last) == (day_number(2015, 9, 1), day_number(2016, 12, 31))
    assert "about 2016" in typed.words
    assert typed_range("2002/2006", "", least, most)[:2] == (
        day_number(2002, 1, 1),
        day_number(2006, 12, 31),
    )
    assert typed_range("", "1991", least, most)[:2] == (least, day_number(1991, 12, 31))
    assert typed_range("2006", "2002", least, most).first is None
    assert "soonish" in typed_range("soonish", "", least, most).words


# -- the tab ----------------------------------------------------------------------------------------


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> Iterator[TimelineView]:
    made = TimelineView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(1000, 640)
    workspace.changed.connect(made.show_state)
    made.show()
    made.show_state(workspace.state)
    yield made
    workspace.changed.disconnect(made.show_state)


def narrow(workspace: Workspace, wanted: Filter) -> None:
    workspace.set_filter(wanted)
    workspace._publish()


def lit(tab: TimelineView) -> set[str]:
    return {mark.id for at, mark in enumerate(tab.stage.marks.all) if tab.stage.lit[at]}


def some_event(tab: TimelineView) -> str:
    """An event whose mark can be clicked at without scrolling."""
    port = tab.canvas.viewport().rect().adjusted(0, int(tab.canvas.look.axis), 0, 0)
    for mark in tab.stage.marks.all:
        place = tab.canvas.place_of(mark.id)
        if place and port.contains(place) and tab.canvas.target_at(QPointF(place)) == mark.id:
            return mark.id
    raise AssertionError("no mark is in sight")


def test_it_is_the_home_of_events_and_opens_on_the_crowd(tab: TimelineView):
    assert view.kinds == ("event",)
    assert tab.list.model.rowCount() == len(lit(tab)) + len(tab.stage.undated) == len(tab._rows)
    assert tab.stage.window.first > day_number(1980, 1, 1)
    earlier, later = tab.stage.beside()
    assert earlier > 0
    assert later == 0
    assert {chip.id for chip in tab.stage.scene().chips} == {
        uid for uid, _ in tab.stage.marks.undated
    }


def test_wheel_and_keys_zoom_within_the_limits(qtbot: QtBot, tab: TimelineView):
    canvas, x = tab.canvas, 300.0
    before = tab.stage.day_at(x)
    point = QPointF(canvas.look.header + x, canvas.look.axis + 30)
    wheel = QWheelEvent(
        point, point, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    days = tab.stage.window.days
    canvas.wheelEvent(wheel)
    assert tab.stage.window.days < days
    assert tab.stage.day_at(x) == pytest.approx(before, abs=1)
    for _ in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert tab.stage.window == tab.stage.limits
    for _ in range(120):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert tab.stage.window.days == pytest.approx(4)
    for _ in range(5):
        qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert tab.stage.window == canvas.home
    canvas.grab()


def test_a_facet_narrows_drawing_and_list(workspace: Workspace, tab: TimelineView):
    everything = lit(tab)
    narrow(workspace, Filter((Values("vector", frozenset({"media"})),)))
    passing = {row.id for row in workspace.visible("event")}
    assert lit(tab) == passing - {uid for uid, _ in tab.stage.marks.undated}
    assert 0 < len(lit(tab)) < len(everything)
    assert tab.list.model.rowCount() == len(passing)
    assert all(tab.stage.lit[spot.placed.at] for spot in tab.stage.scene().spots)
    assert f"{len(passing)} events of {len(tab._rows)}" in tab.heading.words()


def test_a_period_keeps_its_context_and_marks_what_is_only_possible(
    workspace: Workspace, tab: TimelineView
):
    wanted = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    everything = lit(tab)
    narrow(workspace, Filter((wanted,)))
    assert tab.canvas.look.period == wanted
    assert tab.bar.begin.text() == "2002"
    assert tab.bar.end.text() == "2006"
    assert lit(tab) < everything
    assert int(tab.stage.shown.sum()) == len(everything)
    model = tab.list.model
    possible = [
        row.id for at, row in enumerate(model.rows) if model.data(model.index(at), POSSIBLE_ROLE)
    ]
    assert possible
    assert all(not tab.canvas.is_certain(uid) for uid in possible)
    certain = tab.canvas.viewport().grab().toImage()
    tab.canvas.is_certain = lambda _: True
    assert tab.canvas.viewport().grab().toImage() != certain


def test_a_click_goes_to_the_record_and_marks_it(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    uid = some_event(tab)
    place = tab.canvas.place_of(uid)
    qtbot.mouseClick(tab.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert workspace.state.current == uid
    workspace._publish()
    assert tab.canvas.look.current == uid
    assert tab.list.view.currentIndex() == tab.list.model.index_of(uid)
    marked = tab.canvas.viewport().grab().toImage()
    tab.canvas.look.current = None
    assert tab.canvas.viewport().grab().toImage() != marked
    assert tab.canvas.words_at(QPointF(place)).startswith(workspace.reader.label(uid))


def test_down_walks_in_time_order_and_brings_each_event_into_sight(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    ids = [row.id for row in tab.list.model.rows]
    workspace.go(ids[0])
    workspace._publish()
    walked = [ids[0]]
    for _ in range(len(ids) - 1):
        qtbot.keyClick(tab.canvas, Qt.Key.Key_Down)
        workspace._publish()
        uid = workspace.state.current
        walked.append(uid)
        at = tab.stage.marks.at.get(uid)
        if at is not None:
            low, high = tab.stage.marks.left[at], tab.stage.marks.right[at]
            assert tab.stage.window.first <= high
            assert low <= tab.stage.window.last
            assert tab.stage.spot_of(uid) or tab.stage.badge_of(uid)
        else:
            assert tab.stage.chip_of(uid)
    assert walked == ids
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Up)
    assert workspace.state.current == ids[-2]


def test_shift_and_drag_brushes_a_period_with_the_chosen_relation(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    tab.bar.relation.setCurrentIndex(1)
    port, stage, header = tab.canvas.viewport(), tab.stage, tab.canvas.look.header
    first = QPoint(int(header + stage.x_of(day_number(2002, 2, 1))), 200)
    last = QPoint(int(header + stage.x_of(day_number(2006, 11, 1))), 200)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, shift, first)
    qtbot.mouseMove(port, last)
    assert tab.canvas.look.brush is not None
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, shift, last)
    wanted = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), Relation.STARTS_IN)
    assert workspace.state.filter.get("period") == wanted
    workspace._publish()
    tab.bar.drop.click()
    assert workspace.state.filter.get("period") is None


def test_typed_dates_narrow_and_what_is_not_understood_does_not(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    qtbot.keyClicks(tab.bar.begin, "soonish")
    qtbot.keyClick(tab.bar.begin, Qt.Key.Key_Return)
    assert "not understood" in tab.bar.said.text()
    assert not workspace.state.filter.constraints
    tab.bar.begin.setText("c. 2013")
    tab.bar.end.setText("2014")
    qtbot.keyClick(tab.bar.end, Qt.Key.Key_Return)
    assert workspace.state.filter.get("period") == Period(
        day_number(2013, 1, 1), day_number(2014, 12, 31)
    )
    assert "about 2013" in tab.bar.said.text()
    tab.bar.date.setText("18th century")
    qtbot.keyClick(tab.bar.date, Qt.Key.Key_Return)
    assert tab.stage.window.meets(day_number(1750, 1, 1), day_number(1751, 1, 1))


def test_a_cluster_opens_by_zoom_or_by_all_rows_of_its_lane(tab: TimelineView):
    badges = list(tab.stage.scene().badges)
    assert badges
    hidden = sum(len(badge.cluster.members) for badge in badges)
    badge = badges[-1]
    tab.canvas.expand(badge)
    seen = {spot.placed.at for spot in tab.stage.scene().spots}
    assert tab.stage.window != tab.canvas.home or set(badge.cluster.members) <= seen
    tab.switches.all_rows.click()
    assert not tab.stage.scene().badges
    assert hidden


def test_an_empty_filter_says_so_and_a_narrow_tab_hides_the_list(
    workspace: Workspace, tab: TimelineView
):
    narrow(workspace, Filter((Words("zzzqqq"),)))
    assert tab._empty.isVisible()
    assert not tab.canvas.isVisible()
    narrow(workspace, Filter())
    assert tab.canvas.isVisible()
    tab.resize(450, 420)
    assert not tab.list.isVisible()
    tab.switches.list.click()
    assert tab.list.isVisible()


def test_the_same_state_draws_nothing_again(workspace: Workspace, tab: TimelineView):
    scene = tab.stage.scene()
    tab.show_state(workspace.state)
    workspace.go(tab.list.model.rows[60].id)
    workspace._publish()
    assert tab.stage.scene() is scene
