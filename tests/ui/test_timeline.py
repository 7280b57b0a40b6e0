"""The tab of events in time: the geometry without Qt, then what a person relies on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from activation import in_front
from event_loop import turn
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Combined, Filter, Mode, Period, Relation, Values, Words
from spexplorer.domain.happenings import Event
from spexplorer.domain.records import EdtfText, RecordId
from spexplorer.domain.time_window import Window, snapped, step_for, ticks
from spexplorer.exploring.answers import Answers
from spexplorer.formats.text_sources import read_vocabularies
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.timeline.events import Events, Extents
from spexplorer.readings.timeline.lanes import lanes_by
from spexplorer.readings.timeline.packing import LaneItem, PackingGaps, grouped, pack, pack_apart
from spexplorer.readings.timeline.scale import FoldedScale, dense_window, limits_of
from spexplorer.readings.timeline.words import typed_range
from spexplorer.storage.migrate import create
from spexplorer.storage.record_insertion import add_records
from spexplorer.storage.vocabulary import add_schemes
from spexplorer.support.folders import database_sources
from spexplorer.ui.lists.roles import ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline import view
from spexplorer.ui.views.timeline.hits import OneEvent
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.words.days import tick_words
from spexplorer.words.filters import filter_in_words
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GAPS = PackingGaps(gap=4, edge=1000)


# -- geometry without Qt ----------------------------------------------------------------------------


@pytest.fixture
def drawn(fresh, store, index_of):
    """Gives what is drawn of a date: a row of the extents of an event with it."""

    def of(date: str) -> Extents:
        with fresh() as connection:
            event = Event(
                id=RecordId("event:x"), title="x", event_type="media", date=EdtfText(date)
            )
            store(connection, [event])
            events = Events(index_of(connection))
            return Extents(*(column[0] for column in events.drawn))

    return of


def test_a_year_is_a_year_wide_and_bounds_that_are_not_known_fade(drawn):
    year = drawn("2013")
    assert (year.left, year.right) == (day_number(2013, 1, 1), day_number(2014, 1, 1))
    assert year.moment
    assert not year.exact
    assert drawn("2013-09").exact
    since = drawn("2013-09/..")
    assert since.right == np.inf
    assert since.sure_left == day_number(2013, 9, 30)
    before = drawn("[..2018]")
    assert before.fade_left
    assert before.left == before.right == day_number(2019, 1, 1)
    until = drawn("/2018")
    assert until.fade_left
    assert not until.fade_right
    assert drawn("2018~").doubtful
    lasting = drawn("2005/2009")
    assert lasting.sure_left < lasting.sure_right


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("1500", (1500, 1, 1), (1501, 1, 1)),
        ("-0199", (-199, 1, 1), (-198, 1, 1)),
        ("1871-03-02", (1871, 3, 2), (1871, 3, 3)),
        ("-0043/0014", (-43, 1, 1), (15, 1, 1)),
    ],
)
def test_dates_long_before_stand_where_they_belong(drawn, date, first, last):
    found = drawn(date)
    assert (found.left, found.right) == (day_number(*first), day_number(*last))


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
    assert [tick_words(tr, tick, step) for tick in ticks(window, step)] == [
        "400 BCE", "300 BCE", "200 BCE", "100 BCE", "1", "100", "200",
    ]  # fmt: skip


def some_items(seed: int) -> list[LaneItem]:
    """Marks of which those with a title come first, as a lane asks for them."""
    chance = random.Random(seed)
    items = []
    for at in range(chance.choice([3, 20, 120])):
        x0 = chance.uniform(0, 950)
        x1 = x0 + chance.choice([10, 10, 30, 400])
        items.append(LaneItem(at, x0, x1, chance.choice([0, chance.uniform(20, 300)])))
    return sorted(items, key=lambda item: not item.title)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("most", [1, 3, 6, None])
def test_a_packed_lane_loses_nothing_and_covers_nothing(seed: int, most: int | None):
    items = some_items(seed)
    packed = pack(items, GAPS, most)
    members = [mark.at for mark in packed.placed] + [item.at for item in packed.left_over]
    assert sorted(members) == list(range(len(items)))
    assert most is None or packed.rows <= most
    assert most is not None or not packed.left_over
    asked = {item.at: item.title for item in items}
    taken: dict[int, list[tuple[float, float]]] = {}
    for mark in packed.placed:
        low, high = mark.x0, mark.x1
        if mark.title:
            assert mark.title == asked[mark.at]  # whole, or not there
            low, high = min(low, mark.title_x), max(high, mark.title_x + mark.title)
            assert mark.title_x >= 0
            assert mark.title_x + mark.title <= GAPS.edge
        taken.setdefault(mark.row, []).append((low, high))
    for row in taken.values():
        row.sort()
        assert all(row[i][1] <= row[i + 1][0] + 1e-6 for i in range(len(row) - 1))


@pytest.mark.parametrize("seed", range(10))
def test_few_events_have_a_row_each_and_their_context_shares_one(seed: int):
    items = some_items(seed)
    packed = pack_apart(items, GAPS)
    rows = Counter(mark.row for mark in packed.placed if mark.lit)
    assert set(rows.values()) <= {1}
    assert [mark.at for mark in packed.placed] == [item.at for item in items]
    assert {mark.row for mark in packed.placed if not mark.lit} <= {packed.rows - 1}


def test_marks_without_a_place_are_grouped_near_where_they_are():
    items = [LaneItem(at, x, x + 5, 40) for at, x in enumerate((0, 12, 20, 300, 310, 600))]
    groups = grouped(items, lambda count: 20.0 + count, 4)
    assert [[item.at for item in group] for group in groups] == [[0, 1, 2], [3, 4], [5]]


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
    typed = typed_range(tr, "autumn 2015", "c. 2016", least, most)
    assert (typed.first, typed.last) == (day_number(2015, 9, 1), day_number(2016, 12, 31))
    assert "about 2016" in typed.words
    assert typed_range(tr, "2002/2006", "", least, most)[:2] == (
        day_number(2002, 1, 1),
        day_number(2006, 12, 31),
    )
    assert typed_range(tr, "", "1991", least, most)[:2] == (least, day_number(1991, 12, 31))
    assert typed_range(tr, "2006", "2002", least, most).first is None
    assert "soonish" in typed_range(tr, "soonish", "", least, most).words


# -- the tab ----------------------------------------------------------------------------------------


@pytest.fixture
def tab(follow, workspace: Workspace) -> TimelineView:
    return follow(workspace, TimelineView(workspace, load_theme("light")), (1000, 640))


@pytest.fixture
def crowd_workspace(qapp: QApplication, crowd_library: Path) -> Iterator[Workspace]:
    made = Workspace(Reader(crowd_library))
    made.take_index(Answers(build_index(crowd_library), Filter()))
    yield made
    # A tab that is closed but not yet deleted would read on when the type changes.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made.close()


@pytest.fixture
def crowded(crowd_workspace: Workspace, follow) -> TimelineView:
    """The tab on a library of 3,000 events, 100 of them without a date."""
    made = TimelineView(crowd_workspace, load_theme("light"))
    return follow(crowd_workspace, made, (1000, 640))


@pytest.fixture(scope="module")
def crowd_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(4)
    path = tmp_path_factory.mktemp("crowd") / "crowd.spex"
    db = create(path)
    db.table("origin").insert({"id": 1, "type": "user", "name": "Test", "version": "1"})
    add_schemes(db.conn, read_vocabularies(database_sources() / "vocabularies.toml").values())
    events = [crowd_event(chance, at) for at in range(3000)]
    add_records(db.conn, events, 1)
    db.conn.commit()
    db.close()
    return path


def crowd_event(chance: random.Random, at: int) -> Event:
    """One of many events: days, months, years, spans, some open or qualified, between 200 BCE and now."""
    year = chance.choice([-199, 1500, *[chance.randint(1900, 2020)] * 20])
    text = f"{year:05d}" if year < 0 else f"{year:04d}"
    date = chance.choice([
        text, f"{text}~", f"{text}-0{chance.randint(1, 9)}", f"{text}-05-{chance.randint(10, 28)}",
        f"{text}/2020", f"{text}/..", f"[..{text}]",
    ])  # fmt: skip
    return Event(
        id=RecordId(f"event:e{at:04d}"), title=f"Event {at}",
        event_type=chance.choice(["media", "cultural", "political"]),
        date=EdtfText(date) if at >= 100 else None,
    )  # fmt: skip


def narrow(workspace: Workspace, wanted: Filter) -> None:
    workspace.set_filter(wanted)
    turn()


def uid_of(tab: TimelineView, at: int) -> str:
    return tab.chronology.titles.row(at).id


def lit(tab: TimelineView) -> set[str]:
    """The ids of the dated events that pass."""
    places = np.flatnonzero(tab.chronology.shown.lit & ~tab.chronology.events.undated)
    return {uid_of(tab, at) for at in places.tolist()}


def listed(tab: TimelineView) -> list[str]:
    model = tab.list.model
    return [model.index(row).data(ID_ROLE) for row in range(model.rowCount())]


def some_events(tab: TimelineView, count: int = 1) -> list[int]:
    """Events whose marks can be clicked at without scrolling."""
    port = tab.canvas.viewport().rect().adjusted(0, int(tab.canvas.state.axis), 0, 0)
    found: list[int] = []
    for spot in tab.chronology.scene().spots:
        at = spot.placed.at
        place = tab.canvas.hits.place_of(at)
        on_it = place and tab.canvas.hits.target_at(place) == OneEvent(at)
        if on_it and port.contains(place.toPoint()) and at not in found:
            found.append(at)
    assert len(found) >= count
    return found[:count]


def click(qtbot: QtBot, tab: TimelineView, at: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    place = tab.canvas.hits.place_of(at)
    assert place is not None
    qtbot.mouseClick(tab.canvas.viewport(), Qt.MouseButton.LeftButton, keys, place.toPoint())
    turn()


def drag(
    qtbot: QtBot,
    tab: TimelineView,
    days: tuple[int, int],
    y: float,
    keys=Qt.KeyboardModifier.NoModifier,
) -> None:
    port, stage, header = tab.canvas.viewport(), tab.chronology, tab.canvas.state.header
    first, last = (QPoint(int(header + stage.x_of(day)), int(y)) for day in days)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, keys, first)
    qtbot.mouseMove(port, last)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, keys, last)
    turn()


def drawn_once(tab: TimelineView, lane: str) -> tuple[int, int]:
    """How many events of a lane that may be seen are marks, and how many are counted."""
    scene = tab.chronology.scene()
    marks = [spot.placed.at for spot in scene.spots_of.get(lane, ())]
    assert len(marks) == len(set(marks))
    counted = sum(badge.shown for badge in scene.pills if badge.lane == lane)
    return len(marks), counted


def test_it_is_the_home_of_events_and_opens_on_the_crowd(tab: TimelineView):
    assert view.kinds == ("event",)
    undated = tab.chronology.shown.undated.tolist()
    assert tab.list.model.rowCount() == len(lit(tab)) + len(undated) == len(tab.chronology.events)
    assert listed(tab) == [row.id for row in tab.workspace.reader.rows("event")]
    assert tab.chronology.window.first > day_number(1980, 1, 1)
    earlier, later = tab.chronology.beside()
    assert earlier > 0
    assert later == 0
    assert [chip.at for chip in tab.chronology.scene().chips] == undated


def words_in_sight(tab: TimelineView) -> list[str]:
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def test_before_the_index_is_there_the_tab_says_that_it_is_being_read(qtbot: QtBot, bundled: Path):
    workspace = Workspace(Reader(bundled))
    made = TimelineView(workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.show()
    made.show_state(workspace.state)
    assert any("being read" in words for words in words_in_sight(made))
    workspace.take_index(Answers(build_index(bundled), Filter()))
    made.show_state(workspace.state)
    assert made.canvas.isVisible()
    workspace.close()


def test_wheel_and_keys_zoom_within_the_limits(qtbot: QtBot, tab: TimelineView):
    canvas, x = tab.canvas, 300.0
    before = tab.chronology.day_at(x)
    point = QPointF(canvas.state.header + x, canvas.state.axis + 30)
    wheel = QWheelEvent(
        point, point, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    days = tab.chronology.window.days
    canvas.wheelEvent(wheel)
    assert tab.chronology.window.days < days
    assert tab.chronology.day_at(x) == pytest.approx(before, abs=1)
    for _ in range(60):
        qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert tab.chronology.window == tab.chronology.limits
    for _ in range(120):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert tab.chronology.window.days == pytest.approx(4)
    for _ in range(5):
        qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert tab.chronology.window == canvas.home
    canvas.grab()


def test_a_facet_narrows_drawing_and_list(workspace: Workspace, tab: TimelineView):
    everything = lit(tab)
    narrow(workspace, Filter((Values("vector", frozenset({"media"})),)))
    passing = {row.id for row in workspace.visible("event")}
    undated = {uid_of(tab, at) for at in tab.chronology.shown.undated.tolist()}
    assert lit(tab) == passing - undated
    assert 0 < len(lit(tab)) < len(everything)
    assert set(listed(tab)) == passing
    assert all(tab.chronology.shown.lit[spot.placed.at] for spot in tab.chronology.scene().spots)
    words = f"{len(passing)} of {len(tab.chronology.events)} events"
    assert words in tab.header.summary.words()


def test_a_period_keeps_its_context_and_marks_what_is_only_possible(
    workspace: Workspace, tab: TimelineView
):
    wanted = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    everything = lit(tab)
    narrow(workspace, Filter((wanted,)))
    assert [period for period, _ in tab.canvas.state.periods] == [wanted]
    assert tab.bar.begin.text() == "2002"
    assert tab.bar.end.text() == "2006"
    assert lit(tab) < everything
    model = tab.list.model
    shown_dated = tab.chronology.shown.shown & ~tab.chronology.events.undated
    assert int(shown_dated.sum()) == len(everything)
    possible = [
        model.index(row).data(ID_ROLE)
        for row in range(model.rowCount())
        if model.index(row).data(POSSIBLE_ROLE)
    ]
    assert possible
    assert all(not workspace.is_certain(uid) for uid in possible)
    uncertain = tab.canvas.viewport().grab().toImage()
    tab.chronology.shown = replace(tab.chronology.shown, certain=tab.chronology.shown.lit)
    tab.canvas.refresh()
    assert tab.canvas.viewport().grab().toImage() != uncertain


def test_a_click_goes_to_the_record_and_marks_it(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    at = some_events(tab)[0]
    uid, place = uid_of(tab, at), tab.canvas.hits.place_of(at)
    click(qtbot, tab, at)
    assert workspace.state.current == uid
    assert tab.canvas.state.current == at
    assert tab.list.view.currentIndex().data(ID_ROLE) == uid
    marked = tab.canvas.viewport().grab().toImage()
    tab.canvas.state.current, tab.canvas.state.selected = None, frozenset()
    assert tab.canvas.viewport().grab().toImage() != marked
    assert tab.canvas.hits.words_at(place).startswith(workspace.reader.label(uid))


def test_ctrl_and_shift_extend_the_selection_and_escape_or_a_click_on_nothing_clears_it(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    first, second = some_events(tab, 2)
    click(qtbot, tab, first)
    click(qtbot, tab, second, Qt.KeyboardModifier.ControlModifier)
    assert workspace.state.selected == {uid_of(tab, first), uid_of(tab, second)}
    click(qtbot, tab, second, Qt.KeyboardModifier.ControlModifier)
    assert workspace.state.selected == {uid_of(tab, first)}
    click(qtbot, tab, second, Qt.KeyboardModifier.ShiftModifier)
    ids = listed(tab)
    low, high = sorted((ids.index(uid_of(tab, first)), ids.index(uid_of(tab, second))))
    assert workspace.state.selected == set(ids[low : high + 1])
    assert workspace.state.filter == Filter()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    assert not workspace.state.selected
    narrow(workspace, Filter((Period(day_number(1995, 1, 1), day_number(2016, 12, 31)),)))
    click(qtbot, tab, some_events(tab)[0])
    empty = empty_place(tab)
    qtbot.mouseClick(tab.canvas.viewport(), Qt.MouseButton.LeftButton, pos=empty)
    assert workspace.state.current is None
    qtbot.mouseClick(tab.canvas.viewport(), Qt.MouseButton.LeftButton, pos=empty)
    assert workspace.state.filter.get("period") is None


def empty_place(tab: TimelineView) -> QPoint:
    look, port = tab.canvas.state, tab.canvas.viewport()
    for y in range(int(look.axis) + 2, port.height(), 5):
        for x in range(int(look.header) + 2, port.width(), 5):
            if tab.canvas.hits.target_at(QPointF(x, y)) is None:
                return QPoint(x, y)
    raise AssertionError("the drawing is full")


def test_an_event_of_several_lanes_is_drawn_in_each_and_selected_once(
    workspace: Workspace, tab: TimelineView
):
    tab.header.groupings["actor"].trigger()
    tab.header.all_rows.trigger()
    scene = tab.chronology.scene()
    lanes = Counter(spot.placed.at for spots in scene.spots_of.values() for spot in spots)
    at, times = lanes.most_common(1)[0]
    assert times > 1
    tab.canvas.chosen.emit(at)
    turn()
    assert workspace.state.selected == {uid_of(tab, at)}
    assert tab.canvas.state.current == at


@pytest.mark.parametrize("grouping", ["event_type", "vector", "instrument", "place", "actor"])
def test_every_dated_event_stands_in_a_lane(tab: TimelineView, grouping: str):
    index, events = tab.workspace.index, tab.chronology.events
    assert index is not None
    order = tuple(tab.workspace.reader.terms(grouping))
    lanes = lanes_by(grouping, index, events, order)
    seen = np.unique(np.concatenate([lane.members for lane in lanes]))
    assert seen.tolist() == np.flatnonzero(~events.undated).tolist()
    for lane in lanes:
        anchors = events.anchor[lane.members]
        assert (np.diff(anchors) >= 0).all()


def test_down_walks_in_time_order_and_brings_each_event_into_sight(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    ids = listed(tab)
    workspace.go(ids[0])
    turn()
    walked = [ids[0]]
    for at in range(1, len(ids)):
        qtbot.keyClick(tab.canvas, Qt.Key.Key_Down)
        turn()
        walked.append(workspace.state.current or "")
        scene, events = tab.chronology.scene(), tab.chronology.events
        if events.undated[at]:
            assert scene.chip_of(at)
        else:
            assert tab.chronology.window.first <= events.touch_right[at]
            assert events.touch_left[at] <= tab.chronology.window.last
            assert scene.spot_of(at) or scene.pill_of(at)
    assert walked == ids
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.state.selected == {ids[-1], ids[-2]}


def test_the_arrows_in_the_list_walk_and_scroll_the_drawing(qtbot: QtBot, crowded: TimelineView):
    ids = listed(crowded)
    crowded.canvas.show_window(Window(day_number(2010, 1, 1), day_number(2011, 1, 1)))
    crowded.list.view.setCurrentIndex(crowded.list.model.index(0))
    turn()
    qtbot.keyClick(crowded.list.view, Qt.Key.Key_Down)
    turn()
    assert crowded.workspace.state.current == ids[1]
    assert crowded.chronology.window.first <= crowded.chronology.events.touch_right[1]
    assert crowded.chronology.events.touch_left[1] <= crowded.chronology.window.last


def test_the_list_extends_the_selection_and_shows_what_is_current_chosen_and_pointed_at(
    qtbot: QtBot, tab: TimelineView
):
    tab.header.list.click()
    ids, view, workspace = listed(tab), tab.list.view, tab.workspace

    def click(row: int, keys: Qt.KeyboardModifier) -> None:
        place = view.visualRect(view.records.index(row)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, keys, place)
        turn()

    click(0, Qt.KeyboardModifier.NoModifier)
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert workspace.state.selected == {ids[0], ids[2]}
    assert view.selected_ids() == [ids[0], ids[2]]
    assert workspace.state.current == ids[2] == view.currentIndex().data(ID_ROLE)
    click(4, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_ids() == [ids[0], *ids[2:5]]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    turn()
    assert len(view.selected_ids()) == 5
    before = view.grab().toImage()
    tab.show_hovered(ids[1])
    assert view.grab().toImage() != before
    assert tab.canvas.state.pointed == tab.selection.place(ids[1])
    with qtbot.waitSignal(workspace.hovered) as heard:
        qtbot.mouseMove(view.viewport(), view.visualRect(view.records.index(3)).center())
        QTest.qWait(0)
    assert heard.args == [ids[3]]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    turn()
    assert not view.selected_ids()


def test_shift_and_drag_brushes_a_period_with_the_chosen_relation(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    tab.bar.relation.setCurrentIndex(1)
    drag(
        qtbot, tab, (day_number(2002, 2, 1), day_number(2006, 11, 1)), 200,
        Qt.KeyboardModifier.ShiftModifier,
    )  # fmt: skip
    wanted = Period(day_number(2002, 1, 1), day_number(2006, 12, 31), Relation.STARTS_IN)
    assert workspace.state.filter.get("period") == wanted
    tab.bar.drop.click()
    assert workspace.state.filter.get("period") is None


def test_events_that_only_possibly_stand_in_the_range_can_be_left_out(
    workspace: Workspace, tab: TimelineView
):
    tab.bar.begin.setText("2002")
    tab.bar.end.setText("2006")
    tab.bar.begin.returnPressed.emit()
    turn()
    with_possible = workspace.total(("event",))
    tab.bar.surely.click()
    turn()
    surely = workspace.total(("event",))
    assert with_possible.possible > with_possible.certain
    assert (surely.certain, surely.possible) == (with_possible.certain, with_possible.certain)
    chips = filter_in_words(tr, workspace.reader, workspace.state.filter)
    assert chips == "certainly 2002–2006"


@pytest.mark.parametrize(
    ("first", "last", "relation", "words"),
    [
        (None, 2018, Relation.STARTS_IN, "begins before 2019"),
        (2002, None, Relation.STARTS_IN, "begins from 2002 on"),
        (2002, 2006, Relation.STARTS_IN, "begins in 2002–2006"),
        (None, 2018, Relation.ENDS_IN, "ends before 2019"),
        (None, 2018, Relation.OVERLAPS, "before 2019"),
    ],
)
def test_a_period_without_a_beginning_or_an_end_is_said_as_a_person_would(
    workspace: Workspace, first: int | None, last: int | None, relation: Relation, words: str
):
    period = Period(
        day_number(-9999 if first is None else first, 1, 1),
        day_number(9999 if last is None else last, 12, 31),
        relation,
    )
    assert filter_in_words(tr, workspace.reader, Filter((period,))) == words


def test_dragging_on_the_axis_brushes_and_tells_the_charts_on_the_way(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    told: list[object] = []
    tab.canvas.brushing_moved.connect(told.append)
    port, stage, header = tab.canvas.viewport(), tab.chronology, tab.canvas.state.header
    years = [int(header + stage.x_of(day_number(year, 2, 1))) for year in (2002, 2004, 2007)]
    y = int(tab.canvas.state.axis) - 6
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(years[0], y))
    qtbot.mouseMove(port, QPoint(years[1], y))
    assert tab.canvas.state.brush is not None
    assert "2002–2003" in tab.canvas.state.brush_words
    assert workspace.state.filter == Filter()
    qtbot.mouseMove(port, QPoint(years[2], y))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(years[2], y))
    assert len(told) >= 2
    held = workspace.state.filter.get("period")
    assert held == Period(day_number(2002, 1, 1), day_number(2006, 12, 31))


@pytest.mark.parametrize(
    ("key", "mode"),
    [
        (Qt.KeyboardModifier.ShiftModifier, Mode.ADD),
        (Qt.KeyboardModifier.ControlModifier, Mode.INTERSECT),
        (Qt.KeyboardModifier.AltModifier, Mode.SUBTRACT),
    ],
)
def test_keys_held_while_brushing_combine(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView, key: Qt.KeyboardModifier, mode: Mode
):
    held = Period(day_number(1995, 1, 1), day_number(2004, 12, 31))
    narrow(workspace, Filter((held,)))
    before = lit(tab)
    days = day_number(2002, 2, 1), day_number(2006, 11, 1)
    drag(qtbot, tab, days, tab.canvas.state.axis - 6, key)
    stroke = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    assert workspace.state.filter.get("period") == Combined(mode, held, stroke)
    passing = {row.id for row in workspace.visible("event")}
    assert lit(tab) == passing
    assert lit(tab) > before if mode is Mode.ADD else lit(tab) < before
    assert [away for _, away in tab.canvas.state.periods] == [False, mode is Mode.SUBTRACT]
    assert "Several ranges" in tab.bar.said.text()
    tab.canvas.viewport().grab()


def test_escape_calls_a_brush_off(qtbot: QtBot, workspace: Workspace, tab: TimelineView):
    port, y = tab.canvas.viewport(), int(tab.canvas.state.axis) - 6
    begin = int(tab.canvas.state.header) + 40
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(begin, y))
    qtbot.mouseMove(port, QPoint(begin + 200, y))
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(begin + 200, y))
    assert tab.canvas.state.brush is None
    assert workspace.state.filter == Filter()


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
    assert tab.chronology.window.meets(day_number(1750, 1, 1), day_number(1751, 1, 1))


def test_a_cluster_opens_by_zoom_or_by_all_rows_of_its_lane(tab: TimelineView):
    badges = list(tab.chronology.scene().pills)
    assert badges
    badge = badges[-1]
    tab.canvas.expand(badge)
    seen = {spot.placed.at for spot in tab.chronology.scene().spots}
    assert tab.chronology.window != tab.canvas.home or set(badge.members.tolist()) <= seen
    tab.canvas.show_window(tab.canvas.home)
    tab.header.all_rows.trigger()
    assert not tab.chronology.scene().pills


def test_in_a_crowd_marks_and_counts_add_up_to_what_passes(crowded: TimelineView):
    stage = crowded.chronology
    crowded.canvas.show_window(stage.limits)
    assert stage.scene().dense
    for crowd in stage.shown.lanes:
        marks, counted = drawn_once(crowded, crowd.key)
        assert marks + counted == len(crowd.members) == crowd.passing()
    assert stage.within() == 2900
    assert "2,900" in crowded.header.summary.words()


def test_in_a_crowd_certain_and_possible_are_counted_apart(crowded: TimelineView):
    crowded.canvas.show_window(crowded.chronology.limits)
    plain = crowded.canvas.viewport().grab().toImage()
    narrow(crowded.workspace, Filter((Period(day_number(1950, 3, 1), day_number(1990, 3, 31)),)))
    passing, stage = crowded.workspace.passing(), crowded.chronology
    assert passing is not None
    events, scene = stage.events, stage.scene()
    for crowd in stage.shown.lanes:
        marks = np.array([s.placed.at for s in scene.spots_of.get(crowd.key, ())], dtype=np.int64)
        badges = [badge for badge in scene.pills if badge.lane == crowd.key]
        positions = events.position[crowd.members]
        for counted, mask, known in (
            (sum(b.certain for b in badges), passing.certain, stage.shown.certain),
            (sum(b.possible for b in badges), passing.possible, stage.shown.lit),
        ):
            assert counted + int(known[marks].sum()) == int(mask[positions].sum())
    assert any(0 < b.certain < b.possible < b.shown for b in scene.pills)
    assert "certainly in 1 Mar 1950 – 31 Mar 1990" in crowded.header.summary.words()
    assert crowded.canvas.viewport().grab().toImage() != plain


def test_zooming_into_a_count_resolves_it_and_no_two_things_overlap(
    qtbot: QtBot, crowded: TimelineView
):
    canvas, stage = crowded.canvas, crowded.chronology
    canvas.show_window(stage.limits)
    badge = max(stage.scene().pills, key=lambda b: b.shown)
    x = badge.x0 - stage.shift + (badge.x1 - badge.x0) / 2 + canvas.state.header
    y = badge.y + stage.measures.row / 2 + canvas.state.axis - canvas.verticalScrollBar().value()
    before = stage.window.days
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(x), int(y)))
    assert stage.window.days < before
    for _ in range(60):
        canvas.zoom(0.8)
        rows: dict[float, list[tuple[float, float]]] = {}
        for spot in stage.scene().spots:
            p = spot.placed
            low, high = p.x0, p.x1
            if p.title:
                low, high = min(low, p.title_x), max(high, p.title_x + p.title)
            rows.setdefault(spot.y, []).append((low, high))
        for taken in rows.values():
            taken.sort()
            pairs = pairwise(taken)
            assert all(one[1] <= other[0] + 1e-6 for one, other in pairs)
    assert stage.window.days == pytest.approx(4)
    assert not any(badge.shown > 40 for badge in stage.scene().pills)


@pytest.mark.parametrize("year", [2005, 2022])
def test_what_began_before_the_window_is_told_not_lost(crowded: TimelineView, year: int):
    stage = crowded.chronology
    crowded.canvas.show_window(Window(day_number(year, 1, 1), day_number(year, 3, 1)))
    events, lit_ = stage.events, stage.shown.lit
    for crowd in stage.shown.lanes:
        members = crowd.members[lit_[crowd.members]]
        here = members[
            (events.anchor[members] < stage.window.first)
            & (events.touch_right[members] > stage.window.first)
        ]
        assert crowd.going_on(stage.window.first) == len(here)
        told = stage.going_on(crowd.key)
        drawn = {spot.placed.at for spot in stage.scene().spots_of.get(crowd.key, ())}
        assert told == len(set(here.tolist()) - drawn)
    assert any(stage.going_on(crowd.key) for crowd in stage.shown.lanes)


def test_the_undated_stand_in_a_strip_that_counts_them_all(qtbot: QtBot, crowded: TimelineView):
    scene = crowded.chronology.scene()
    strip = scene.lanes[-1]
    assert strip.events == len(crowded.chronology.shown.undated) == 100
    assert len(scene.chips) + scene.more_undated == 100
    canvas = crowded.canvas
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    chip = scene.chips[0]
    y = chip.y + 4 + canvas.state.axis - canvas.verticalScrollBar().value()
    point = QPoint(int(chip.x + 6 + canvas.state.header), int(y))
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert crowded.workspace.state.current == uid_of(crowded, chip.at)
    canvas.open_lane("undated")
    assert len(crowded.chronology.scene().chips) == 100


def test_years_before_our_era_are_in_time_order_and_on_the_axis(crowded: TimelineView):
    first = crowded.chronology.titles.row(0)
    assert "200 BCE" in first.detail
    crowded.canvas.show_window(Window(day_number(-250, 1, 1), day_number(-150, 1, 1)))
    assert "BCE" in crowded.header.summary.words()
    assert crowded.chronology.within() > 0
    crowded.canvas.viewport().grab()


def test_a_folded_lane_keeps_its_counts(qtbot: QtBot, crowded: TimelineView):
    canvas, stage = crowded.canvas, crowded.chronology
    canvas.show_window(stage.limits)
    lane = stage.scene().lanes[0]
    point = QPoint(6, int(lane.top + 6 + canvas.state.axis))
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    folded = stage.scene().lanes[0]
    assert folded.folded
    assert folded.height < lane.height
    assert drawn_once(crowded, lane.key) == (0, lane.events)
    qtbot.keyClick(canvas, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert not any(lane.folded for lane in stage.scene().lanes)


def test_eras_are_records_with_their_own_evidence(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    tab.header.eras.trigger()
    names = {tab.chronology.titles.row(era.at).label for era in tab.canvas.state.eras}
    assert {
        "Leadership of Hu Jintao",
        "Leadership of Xi Jinping joins hard and soft methods",
    } <= names
    rows: dict[int, list[tuple[float, float]]] = {}
    for era in tab.canvas.state.eras:
        rows.setdefault(era.row, []).append((era.first, era.last))
    for row in rows.values():
        row.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(row))
    era = next(e for e in tab.canvas.state.eras if e.first > tab.chronology.window.first)
    look = tab.canvas.state
    x = look.header + tab.chronology.x_of(era.first) + 8
    y = look.axis - look.strip + era.row * tab.chronology.measures.row + 6
    point = QPoint(int(x), int(y))
    qtbot.mouseClick(tab.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert workspace.state.current == uid_of(tab, era.at)
    tab.header.eras.trigger()
    assert not tab.canvas.state.eras


def test_an_empty_filter_says_so(workspace: Workspace, tab: TimelineView):
    narrow(workspace, Filter((Words("zzzqqq"),)))
    assert not tab.canvas.isVisible()
    assert any("Clear" in words for words in words_in_sight(tab))
    narrow(workspace, Filter())
    assert tab.canvas.isVisible()


def test_the_range_appears_when_it_is_asked_for_or_held(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    assert not tab.bar.isVisible()
    narrow(workspace, Filter((Period(day_number(2002, 1, 1), day_number(2006, 12, 31)),)))
    assert tab.bar.isVisible()
    tab.bar.drop.click()
    turn()
    assert not tab.bar.isVisible()
    in_front(qtbot, tab)
    tab.canvas.setFocus()
    qtbot.keyClick(tab.canvas, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert tab.bar.isVisible()
    tab.header.range.click()
    assert tab.bar.isVisible()


def test_the_list_is_one_click_away(tab: TimelineView):
    assert not tab.list.isVisible()
    tab.header.list.click()
    assert tab.list.isVisible()
    assert tab.list.width() < tab.canvas.width()


def test_the_same_state_draws_nothing_again(workspace: Workspace, tab: TimelineView):
    scene = tab.chronology.scene()
    tab.show_state(workspace.state)
    workspace.go(listed(tab)[60])
    turn()
    assert tab.chronology.scene() is scene


def test_a_tab_made_ahead_is_laid_out_before_it_has_events(workspace: Workspace, qtbot: QtBot):
    waiting = Workspace(Reader(workspace.reader.path))
    tab = view.make(waiting, load_theme("light"))
    qtbot.addWidget(tab)
    tab.resize(900, 500)
    tab.canvas.resize(600, 300)
    assert not tab.chronology.scene().spots_of
    waiting.close()


def test_the_controls_take_one_line_and_nothing_is_clipped(program, settle):
    program.workspace.show_tab("timeline")
    window = program.window
    for width in (1440, 1050, 900, 1100):
        window.resize(width, 800)
        settle()
        tab = window.current_view()
        buttons = tab.header.findChildren(QToolButton)
        assert width < 1400 or tab.header.height() < 2 * buttons[0].height()
        for part in buttons:
            assert part.isVisible()
            assert part.visibleRegion().boundingRect().size() == part.size(), part.accessibleName()
    many = len(program.workspace.visible("event"))
    assert tab.header.summary.words().startswith(f"{many} events")
    tab.header.range.click()
    settle()
    example = tab.bar.date.fontMetrics().horizontalAdvance(tab.bar.date.placeholderText())
    assert tab.bar.date.width() >= example + 20  # the style's padding
