"""What of the timeline is in sight: titles, signs, eras, the strip below, and what the next start finds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Period
from spexplorer.domain.time_window import Window
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.timeline.event_menu import event_menu
from spexplorer.ui.views.timeline.page import TimelineView
from spexplorer.ui.views.timeline.standing import FOOTNOTED, OBSERVED
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


def test_titles_stay_in_the_window_and_cover_nothing(tab: TimelineView):
    stage = tab.stage
    for step in range(60):
        first = day_number(1985, 1, 1) + step * 200
        tab.canvas.show_window(Window(first, first + 400 * (1 + step % 9)))
        rows: dict[float, list[tuple[float, float]]] = {}
        for (mark, y), label in stage.seen():
            x0, x1 = mark.x0 - stage.shift, mark.x1 - stage.shift
            if label is not None:
                assert label.x >= 0
                assert label.x + label.width <= stage.width
                x0, x1 = min(x0, label.x), max(x1, label.x + label.width)
            rows.setdefault(y, []).append((x0, x1))
        for badge in stage.scene().badges:
            x = stage.badge_x(badge)
            if 0 < x < stage.width and badge.y in rows:
                rows[badge.y].append((x, x + badge.x1 - badge.x0))
        for taken in rows.values():
            assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(sorted(taken)))


def test_a_title_that_the_window_would_cut_goes_where_it_is_whole(tab: TimelineView):
    stage, at = tab.stage, place_of(tab, "Neighbourly ties since antiquity")
    tab.canvas.show_window(tab.canvas.home)
    label = next(label for (mark, _), label in stage.seen() if mark.at == at)
    assert label is not None
    assert label.width >= stage.measures.width(stage.titles.title(at))
    middle = QPointF(tab.canvas.look.header + label.x + label.width / 2, 0)
    spot = next(spot for spot, _ in stage.seen() if spot.placed.at == at)
    middle.setY(spot.y + stage.measures.row / 2 + tab.canvas.look.axis)
    assert getattr(tab.canvas.target_at(middle), "at", None) == at


def test_signs_tell_what_an_event_rests_on_and_the_tip_names_the_sentence(tab: TimelineView):
    titles = tab.stage.titles
    doubted = place_of(tab, "Chinese language centres abroad begin")
    assert OBSERVED in titles.sign(doubted)
    assert "observation" in titles.sign_words(doubted)
    told = "\n".join(titles.told(doubted))
    assert "sentence 9, p. 21" in told
    assert "Doubtful date" in told
    assert any(titles.sign(at) == FOOTNOTED for at in range(len(tab.stage.events)))
    assert "rests on a footnote" in tab.legend.accessibleName()


def test_eras_follow_one_another_and_the_doubtful_do_not_lie_over_them(tab: TimelineView):
    tab.switches.eras.click()
    names = [[], []]
    for era in tab.canvas.look.eras:
        names[era.row].append(tab.stage.titles.row(era.at).label)
    assert names[0][-2:] == [
        "Leadership of Hu Jintao",
        "Leadership of Xi Jinping joins hard and soft methods",
    ]
    assert "Soft power in PRC foreign policy before the term" not in names[0] + names[1]
    days = [(era.first, era.last) for era in tab.canvas.look.eras]
    assert len(days) == len(set(days))
    era = next(e for e in tab.canvas.look.eras if e.first > tab.stage.window.first)
    look = tab.canvas.look
    x = look.header + tab.stage.x_of(era.first) + 8
    y = look.axis - look.strip + era.row * tab.stage.measures.row + 6
    assert "Evidence (E): " in tab.canvas.words_at(QPointF(x, y))


def test_a_click_on_the_strip_goes_there_by_a_way_and_a_drag_follows_the_hand(
    tab: TimelineView, monkeypatch: pytest.MonkeyPatch
):
    ways: list[tuple[Window, Window]] = []
    go = tab.canvas._glide.go
    monkeypatch.setattr(
        tab.canvas._glide, "go", lambda start, end: (ways.append((start, end)), go(start, end))
    )
    strip, middle = tab.minimap, tab.minimap.height() // 3
    there = QPoint(int(strip.x_of(day_number(1950, 1, 1))), middle)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=there)
    assert len(ways) == 1
    assert tab.stage.window.first < day_number(1950, 1, 1) < tab.stage.window.last
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=there)
    QTest.mouseMove(strip, there + QPoint(60, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=there + QPoint(60, 0))
    assert len(ways) == 1


def test_the_buttons_walk_in_time_order(tab: TimelineView):
    order = [row.id for row in tab.workspace.reader.rows("event")]
    tab.tools.buttons["later"].click()
    tab.workspace._publish()
    first = order.index(str(tab.workspace.state.current))
    tab.tools.buttons["later"].click()
    tab.workspace._publish()
    assert order.index(str(tab.workspace.state.current)) == first + 1
    tab.tools.buttons["earlier"].click()
    tab.workspace._publish()
    assert order.index(str(tab.workspace.state.current)) == first


def test_ctrl_a_selects_what_is_in_sight(qtbot: QtBot, tab: TimelineView):
    tab.canvas.show_window(Window(day_number(2003, 1, 1), day_number(2004, 1, 1)))
    before = tab.stage.window
    qtbot.keyClick(tab.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    tab.workspace._publish()
    assert len(tab.workspace.state.selected) == tab.stage.within() > 1
    assert tab.workspace.state.current in tab.workspace.state.selected
    assert tab.stage.window == before
    qtbot.keyClick(tab.canvas, Qt.Key.Key_Escape)
    tab.workspace._publish()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    tab.workspace._publish()
    assert len(tab.workspace.state.selected) == tab.stage.within()


def test_the_menu_of_an_event_copies_it_and_shows_what_happened_meanwhile(tab: TimelineView):
    at = place_of(tab, "Leadership of Hu Jintao")
    menu = event_menu(tab, at)
    actions = {action.text(): action for action in menu.actions()}
    actions["Copy title and date"].trigger()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("Leadership of Hu Jintao, from November 2002")
    actions["Show what happened meanwhile"].trigger()
    tab.workspace._publish()
    period = tab.workspace.state.filter.get("period")
    assert isinstance(period, Period)
    assert (period.first, period.last) == (day_number(2002, 11, 1), day_number(2012, 11, 30))
    assert any("P&DF" in text for text in actions)
    menu.close()
    tab.workspace.go(tab.stage.titles.row(at).id)
    tab.workspace._publish()
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
    tab.switches.eras.click()
    tab.switches.legend.click()
    legend = tab.switches.legend.isChecked()
    tab.grouping.setCurrentIndex(tab.grouping.findData("place"))
    tab.grouping.activated.emit(tab.grouping.currentIndex())
    tab.canvas.show_window(Window(day_number(2001, 1, 1), day_number(2009, 1, 1)))
    tab.hide()
    again = made(qtbot, workspace)
    workspace.changed.disconnect(again.show_state)
    assert again.stage.grouping == "place"
    assert again.canvas.look.eras
    assert again.switches.legend.isChecked() == legend == again.legend.isVisible()
    assert again.stage.window.first == pytest.approx(day_number(2001, 1, 1), abs=0.1)
    assert again.stage.window.last == pytest.approx(day_number(2009, 1, 1), abs=0.1)
