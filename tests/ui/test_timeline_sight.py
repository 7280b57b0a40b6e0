"""What of the timeline is in sight: titles, signs, eras, the strip below, and what the next start finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from event_loop import turn
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from spexplorer.domain.changes import ChangeSet
from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period
from spexplorer.domain.time_window import Window
from spexplorer.exploring.answers import Answers
from spexplorer.operations.reader import build_index
from spexplorer.readings.timeline.evidence import FOOTNOTED, OBSERVED
from spexplorer.readings.timeline.filtered import CONTEXT
from spexplorer.ui.lists.roles import ID_ROLE
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def made(qtbot: QtBot, workspace: Workspace) -> TimelineView:
    tab = TimelineView(workspace, load_theme("light"))
    qtbot.addWidget(tab)
    tab.resize(1000, 640)
    workspace.changed.connect(tab.show_state)
    tab.show()
    tab.show_state(workspace.state)
    return tab


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> Iterator[TimelineView]:
    shown = made(qtbot, workspace)
    yield shown
    workspace.changed.disconnect(shown.show_state)


def place_of(tab: TimelineView, title: str) -> int:
    rows = tab.workspace.reader.rows("event")
    return next(at for at, row in enumerate(rows) if row.label == title)


def test_titles_are_whole_stay_in_the_window_and_cover_nothing(tab: TimelineView):
    chronology = tab.chronology
    for step in range(60):
        first = day_number(1985, 1, 1) + step * 200
        tab.canvas.show_window(Window(first, first + 400 * (1 + step % 9)))
        rows: dict[float, list[tuple[float, float]]] = {}
        for (mark, y), title in chronology.seen():
            x0, x1 = mark.x0 - chronology.shift, mark.x1 - chronology.shift
            if title is not None:
                whole = chronology.measures.width(chronology.titles.title(mark.at))
                assert title.width == whole
                assert title.x >= 0
                assert title.x + title.width <= chronology.width
                if title.inside:
                    assert title.x > x0
                    assert title.x + title.width < x1
                else:  # never across an end of its own bar
                    assert title.x >= x1 or title.x + title.width <= x0
                x0, x1 = min(x0, title.x), max(x1, title.x + title.width)
            rows.setdefault(y, []).append((x0, x1))
        for taken in rows.values():
            assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(sorted(taken)))


def test_a_title_that_the_window_would_cut_goes_where_it_is_whole(tab: TimelineView):
    chronology, at = tab.chronology, place_of(tab, "Neighbourly ties since antiquity")
    tab.canvas.show_window(tab.canvas.home)
    spot, title = next(mark for mark in chronology.seen() if mark.spot.placed.at == at)
    assert title is not None
    middle = QPointF(tab.canvas.state.header + title.x + title.width / 2, 0)
    middle.setY(spot.y + chronology.measures.row / 2 + tab.canvas.state.axis)
    assert getattr(tab.canvas.hits.target_at(middle), "at", None) == at


def test_with_few_events_in_sight_each_has_a_row_of_its_own(tab: TimelineView):
    tab.canvas.show_window(Window(day_number(2003, 1, 1), day_number(2003, 9, 1)))
    scene = tab.chronology.scene()
    assert 0 < tab.chronology.within() < 32
    assert not scene.pills
    assert len({spot.y for spot in scene.spots}) == len(scene.spots)
    titled = [title for _, title in tab.chronology.seen() if title]
    assert len(titled) >= tab.chronology.within() * 0.8


def test_signs_tell_what_an_event_rests_on_and_the_tip_names_the_sentence(tab: TimelineView):
    titles = tab.chronology.titles
    doubted = place_of(tab, "Chinese language centres abroad begin")
    assert OBSERVED in titles.sign(doubted)
    assert "observation" in titles.sign_words(doubted)
    told = "\n".join(titles.told(doubted))
    assert "sentence 9, p. 21" in told
    assert "Doubtful date" in told
    assert any(titles.sign(at) == FOOTNOTED for at in range(len(tab.chronology.events)))
    assert "rests on a footnote" in tab.legend.accessibleName()


def test_eras_follow_one_another_and_the_doubtful_do_not_lie_over_them(tab: TimelineView):
    tab.header.eras.trigger()
    names = [[], []]
    for era in tab.canvas.state.eras:
        names[era.row].append(tab.chronology.titles.row(era.at).label)
    assert names[0][-2:] == [
        "Leadership of Hu Jintao",
        "Leadership of Xi Jinping joins hard and soft methods",
    ]
    assert "Soft power in PRC foreign policy before the term" not in names[0] + names[1]
    days = [(era.first, era.last) for era in tab.canvas.state.eras]
    assert len(days) == len(set(days))
    era = next(e for e in tab.canvas.state.eras if e.first > tab.chronology.window.first)
    look = tab.canvas.state
    x = look.header + tab.chronology.x_of(era.first) + 8
    y = look.axis - look.strip + era.row * tab.chronology.measures.row + 6
    assert "Evidence (E): " in tab.canvas.hits.words_at(QPointF(x, y))


def test_a_click_on_the_strip_goes_there_and_a_drag_follows_the_hand(tab: TimelineView):
    strip, middle = tab.minimap, tab.minimap.height() // 3
    there = QPoint(int(strip.x_of(day_number(1950, 1, 1))), middle)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=there)
    clicked = tab.chronology.window
    assert clicked.first < day_number(1950, 1, 1) < clicked.last
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=there)
    QTest.mouseMove(strip, there + QPoint(60, 0))
    assert tab.chronology.window.first > clicked.first
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=there + QPoint(60, 0))
    assert tab.chronology.window.first > clicked.first


def test_the_buttons_walk_in_time_order(tab: TimelineView):
    order = [row.id for row in tab.workspace.reader.rows("event")]
    tab.moves.buttons["later"].click()
    turn()
    first = order.index(str(tab.workspace.state.current))
    tab.moves.buttons["later"].click()
    turn()
    assert order.index(str(tab.workspace.state.current)) == first + 1
    tab.moves.buttons["earlier"].click()
    turn()
    assert order.index(str(tab.workspace.state.current)) == first


def test_ctrl_a_selects_what_is_in_sight(qtbot: QtBot, tab: TimelineView):
    tab.canvas.show_window(Window(day_number(2003, 1, 1), day_number(2004, 1, 1)))
    before = tab.chronology.window
    qtbot.keyClick(tab.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    turn()
    assert len(tab.workspace.state.selected) == tab.chronology.within() > 1
    assert tab.workspace.state.current in tab.workspace.state.selected
    assert tab.chronology.window == before
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    turn()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    turn()
    assert len(tab.workspace.state.selected) == tab.chronology.within()


def test_the_menu_of_an_event_copies_it_and_shows_what_happened_meanwhile(tab: TimelineView):
    at = place_of(tab, "Leadership of Hu Jintao")
    menu = tab.event_menu(at)
    actions = {action.text(): action for action in menu.actions()}
    actions["Copy title and date"].trigger()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("Leadership of Hu Jintao, from November 2002")
    actions["Show what happened meanwhile"].trigger()
    turn()
    period = tab.workspace.state.filter.get("period")
    assert isinstance(period, Period)
    assert (period.first, period.last) == (day_number(2002, 11, 1), day_number(2012, 11, 30))
    assert any("P&DF" in text for text in actions)
    menu.close()
    tab.workspace.go(tab.chronology.titles.row(at).id)
    turn()
    wanted: list[object] = []
    tab.canvas.menu_wanted.connect(lambda place, _: wanted.append(place))
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(tab.canvas, QContextMenuEvent(reason, QPoint(1, 1), QPoint(1, 1)))
    assert wanted == [at]
    for open_menu in tab.findChildren(QMenu):
        open_menu.close()


def test_the_next_start_finds_switches_lanes_and_window_as_they_were(
    qtbot: QtBot, workspace: Workspace, tab: TimelineView
):
    assert not tab.list.isVisible()
    tab.header.eras.trigger()
    tab.header.legend.click()
    tab.header.list.click()
    assert tab.list.isVisible()
    tab.header.groupings["place"].trigger()
    tab.canvas.show_window(Window(day_number(2001, 1, 1), day_number(2009, 1, 1)))
    tab.hide()
    again = made(qtbot, workspace)
    workspace.changed.disconnect(again.show_state)
    assert again.chronology.grouping == "place"
    assert "place" in again.header.lanes.text()
    assert again.canvas.state.eras
    assert again.legend.isVisible()
    assert again.list.isVisible()
    assert again.chronology.window.first == pytest.approx(day_number(2001, 1, 1), abs=0.1)
    assert again.chronology.window.last == pytest.approx(day_number(2009, 1, 1), abs=0.1)


def test_what_certainly_falls_into_the_period_comes_first(workspace: Workspace, tab: TimelineView):
    period = Period(day_number(2002, 1, 1), day_number(2006, 12, 31))
    workspace.set_filter(Filter((period,)))
    turn()
    shown, events = tab.chronology.shown, tab.chronology.events
    model = tab.list.model
    listed = [
        tab.selection.place(model.index(row).data(ID_ROLE)) for row in range(model.rowCount())
    ]
    assert sorted(listed) == shown.rows.tolist()
    certain = [bool(shown.certain[at]) for at in listed]
    assert any(certain)
    assert certain == sorted(certain, reverse=True)
    first, last = listed[0], listed[certain.index(False) - 1]
    assert events.touch_left[first] >= period.first  # not a bar that was there long before
    assert events.touch_left[last] < period.first
    assert events.touch_right[last] > period.last
    for lane, spots in tab.chronology.scene().spots_of.items():
        rows = sorted((spot.y, shown.rank[spot.placed.at]) for spot in spots)
        own = [rank for _, rank in rows if rank < CONTEXT]
        if len({y for y, _ in rows}) == len(rows):
            assert own == sorted(own), lane
    assert f"{sum(certain)} certainly in 2002–2006" in tab.header.summary.words()


def test_another_index_keeps_the_window_and_survives_records_that_are_gone(
    tab: TimelineView, workspace: Workspace, bundled: Path
):
    workspace.go("event:leadership-hu-jintao")
    turn()
    tab.canvas.show_window(Window(day_number(2001, 1, 1), day_number(2009, 1, 1)))
    before = tab.chronology.window
    titles = tab.chronology.titles
    assert tab.refresh(ChangeSet())
    tab.show_state(workspace.state)
    assert tab.chronology.titles is not titles  # read again
    workspace.take_index(Answers(build_index(bundled), Filter()))
    tab.show_state(workspace.state)
    assert tab.chronology.window == before
    workspace.set_state(workspace.state.at("event:gone-since"))
    turn()
    assert tab.canvas.state.current is None


def test_the_list_is_a_sound_model(qtbot: QtBot, tab: TimelineView):
    QAbstractItemModelTester(tab.list.model)
    assert tab.list.model.rowCount() == len(tab.chronology.events)
