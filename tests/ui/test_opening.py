"""From the first paint to the last tab: nothing moves, flashes or is painted without need."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.bootstrap import make_application
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.drawing.chart_card import ChartCard
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.widgets.turns import Turns
from spexplorer.workspace import library_answers as asking
from spexplorer.workspace.settings import Session
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    Started = Callable[[Session], Program]


class Heard(QObject):
    """Counts what one widget is told, by event type; paints of most of it only."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.counts: Counter[QEvent.Type] = Counter()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and not _is_small(watched, event):
            self.counts[event.type()] += 1
        return False


def _is_small(widget: QWidget, event: QEvent) -> bool:
    """Whether less than half of a widget is to be painted."""
    if not isinstance(event, QPaintEvent):
        return False
    painted = event.rect()
    return 2 * painted.width() * painted.height() < widget.width() * widget.height()


ALL_PANELS = "facets inspector charts"


@pytest.fixture
def start(qapp: QApplication, home: Path, bundled: Path) -> Iterator[Started]:
    """Starts a program, which is not ready yet."""
    programs: list[Program] = []

    def started(session: Session) -> Program:
        program = Program(Appearance(make_application()), Reader(bundled), Trace(), session)
        programs.append(program)
        program.show()
        return program

    yield started
    for program in programs:
        program.window.close()
        qapp.processEvents()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled library counts as a large one."""
    monkeypatch.setattr(asking, "_LARGE", 1)


def test_no_panel_moves_once_the_window_is_painted(start: Started, qtbot: QtBot) -> None:
    program = start(Session())
    program.window.resize(1280, 720)  # as wide as the strip needs without a scroll bar
    qtbot.waitUntil(lambda: program.is_painted)
    before = [dock.geometry() for dock in program.window.docks()]
    assert before[2].height() > 50  # else the strip of charts would have no room yet
    qtbot.waitUntil(lambda: program.is_furnished, timeout=30_000)
    qtbot.wait(50)
    assert [dock.geometry() for dock in program.window.docks()] == before


def test_panels_are_as_high_as_they_were_left(start: Started, qtbot: QtBot) -> None:
    first = start(Session(panels=ALL_PANELS))
    qtbot.waitUntil(lambda: first.is_furnished, timeout=30_000)
    charts = first.window.charts_dock
    first.window.charts.set_open(True)
    qtbot.wait(50)
    wanted = charts.height() + 70
    first.window.resizeDocks([charts], [wanted], Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: charts.height() == wanted)
    second = start(first.session_now())
    qtbot.waitUntil(lambda: second.is_furnished, timeout=30_000)
    qtbot.wait(50)
    assert second.window.charts_dock.height() == wanted


def test_a_theme_that_changes_before_the_window_is_furnished_is_worn(
    start: Started, qtbot: QtBot
) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_painted)
    program.appearance.choose("dark")
    qtbot.waitUntil(lambda: program.is_furnished, timeout=30_000)
    assert program.window.theme.dark
    assert not program.window.message.isVisible()
    program.appearance.choose("light")


def test_no_other_window_takes_its_place_while_tabs_are_made(start: Started, qtbot: QtBot) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_painted)
    heard = Heard(program.window)  # which loses its rank to a page that is made without a parent
    qtbot.waitUntil(lambda: program.window.tabs.is_rehearsed, timeout=60_000)
    assert heard.counts[QEvent.Type.WindowDeactivate] == 0


def test_the_window_is_not_polished_again(start: Started, qtbot: QtBot) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_painted)
    heard = Heard(program.window)
    qtbot.waitUntil(lambda: program.window.tabs.is_rehearsed, timeout=60_000)
    # Once, when its tool bars are laid out with their icons; a style sheet that is set anew would polish
    # it at every step.
    assert heard.counts[QEvent.Type.Polish] <= 1
    assert heard.counts[QEvent.Type.Paint] > 0


def test_the_tab_in_sight_is_not_painted_while_others_are_made(
    start: Started, qtbot: QtBot
) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_ready, timeout=30_000)
    heard = Heard(program.window.current_view())
    qtbot.waitUntil(lambda: program.window.tabs.is_rehearsed, timeout=60_000)
    assert heard.counts[QEvent.Type.Paint] <= 6


def test_a_page_that_needs_more_room_is_given_it(program: Program, qtbot: QtBot) -> None:
    window = program.window
    window.current_view().setMinimumHeight(900)
    qtbot.waitUntil(lambda: window.current_view().height() >= 900, timeout=5_000)


@pytest.mark.usefixtures("large")
def test_tabs_wait_for_the_workers_of_a_large_library(start: Started, qtbot: QtBot) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_ready, timeout=30_000)
    going = [True]

    def work() -> None:
        while going[0]:
            time.sleep(0.01)

    program.workspace.tasks.start(work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: program.is_furnished, timeout=30_000)
    qtbot.wait(500)
    tabs = program.window.tabs
    assert [v for v in tabs.view_ids() if tabs.seen(v) is not None] == ["overview"]
    going[0] = False
    qtbot.waitUntil(lambda: tabs.is_rehearsed, timeout=60_000)
    assert all(tabs.seen(view_id) is not None for view_id in tabs.view_ids())


def test_other_timers_come_between_two_turns(qtbot: QtBot) -> None:
    order: list[str] = []
    parent = QObject()
    beat = QTimer(parent)
    beat.timeout.connect(lambda: order.append("beat"))
    beat.start(1)

    def steps() -> Iterator[None]:
        for _ in range(5):
            time.sleep(0.005)
            order.append("step")
            yield

    Turns(steps(), parent)
    qtbot.waitUntil(lambda: order.count("step") == 5)
    assert "step,step" not in ",".join(order)


def test_a_step_may_end_its_own_turns(qtbot: QtBot) -> None:
    parent = QObject()
    taken: list[int] = []
    turns: list[Turns] = []

    def steps() -> Iterator[None]:
        for number in range(5):
            taken.append(number)
            if number == 1:
                turns[0].stop()
            yield

    turns.append(Turns(steps(), parent))
    qtbot.wait(60)
    assert taken == [0, 1]


@pytest.mark.usefixtures("large")
def test_the_first_key_lets_tasks_of_a_large_library_work_side_by_side(
    start: Started, qtbot: QtBot
) -> None:
    program = start(Session())
    qtbot.waitUntil(lambda: program.is_furnished, timeout=30_000)
    tasks = program.workspace.tasks
    assert not tasks._side_by_side
    qtbot.keyClick(program.window.windowHandle(), Qt.Key.Key_Shift)
    assert tasks._side_by_side


@pytest.mark.usefixtures("large")
def test_menus_and_panels_of_a_large_library_come_while_its_index_is_built(
    start: Started, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = Workspace.take_index
    kept: list[object] = []
    monkeypatch.setattr(Workspace, "take_index", lambda _self, answers: kept.append(answers))
    program = start(Session(panels=ALL_PANELS))
    window = program.window
    qtbot.waitUntil(lambda: "theme-dark" in window.actions_by_name, timeout=30_000)
    assert window.charts_dock.findChildren(ChartCard)
    qtbot.waitUntil(lambda: bool(kept), timeout=30_000)
    assert not program.is_ready
    built(program.workspace, kept[0])  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: program.is_ready, timeout=30_000)
    qtbot.waitUntil(lambda: all(card.data for card in window.charts_dock.findChildren(ChartCard)))
