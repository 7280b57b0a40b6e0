"""Every tab is found again where it was scrolled to."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from spexplorer.bootstrap import make_application
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.translation import tr
from spexplorer.ui.view import WaitingView
from spexplorer.workspace.settings import Session

TABS = ("library", "timeline", "overview")


@pytest.fixture
def start(qapp, qtbot, bundled: Path) -> Callable[[], Program]:
    def started() -> Program:
        program = Program(Appearance(make_application()), Reader(bundled, tr), Trace(), Session())
        program.window.resize(1000, 600)
        program.show()
        qtbot.waitUntil(lambda: program.is_furnished, timeout=60_000)
        return program

    yield started
    gc.collect()


def seen(program: Program, tab: str, qtbot) -> list[QAbstractScrollArea]:
    """The parts of a tab that can be scrolled, once it is shown."""
    program.workspace.show_tab(tab)

    def is_there() -> bool:
        view = program.window.tabs.seen(tab)
        return view is not None and view.isVisible() and not isinstance(view, WaitingView)

    qtbot.waitUntil(is_there, timeout=30_000)
    return program.window.tabs.view(tab).findChildren(QAbstractScrollArea)


def places(areas: list[QAbstractScrollArea]) -> list[int]:
    return [area.verticalScrollBar().value() for area in areas]


def longest(areas: list[QAbstractScrollArea], qtbot) -> QScrollBar:
    """The scroll bar of the longest part, once there is something to scroll."""
    bars = [area.verticalScrollBar() for area in areas]
    qtbot.waitUntil(lambda: max(bar.maximum() for bar in bars) > 20, timeout=20_000)
    return max(bars, key=lambda bar: bar.maximum())


def test_tabs_are_found_where_they_were_left(start, qtbot) -> None:
    first, left = start(), {}
    for tab in TABS:
        areas = seen(first, tab, qtbot)
        longest(areas, qtbot)
        for area in areas:
            bar = area.verticalScrollBar()
            bar.setValue(bar.maximum() * 2 // 3)
        left[tab] = places(areas)
        assert any(left[tab]), tab
    first.window.close()

    second = start()
    assert second.workspace.state.tab == TABS[-1]
    for tab in reversed(TABS):
        areas = seen(second, tab, qtbot)
        qtbot.waitUntil(lambda: places(areas) == left[tab], timeout=20_000)  # noqa: B023
    second.window.close()


def test_a_tab_that_was_not_seen_again_keeps_its_place(start, qtbot) -> None:
    first = start()
    bar = longest(seen(first, "library", qtbot), qtbot)
    bar.setValue(15)
    first.workspace.show_tab("overview")
    qtbot.waitUntil(lambda: first.window.tabs.view("overview").isVisible())
    first.window.close()
    start().window.close()
    third = start()
    assert third.workspace.state.tab == "overview"
    areas = seen(third, "library", qtbot)
    qtbot.waitUntil(lambda: max(places(areas)) == 15, timeout=20_000)
    third.window.close()


def test_who_goes_elsewhere_is_not_pulled_back(start, qtbot) -> None:
    first = start()
    bar = longest(seen(first, "library", qtbot), qtbot)
    bar.setValue(bar.maximum())
    first.workspace.show_tab("overview")
    first.window.close()
    second = start()
    work = second.workspace.reader.rows("work")[0].id
    second.workspace.go(work)
    areas = seen(second, "library", qtbot)
    bar = longest(areas, qtbot)
    qtbot.wait(300)
    assert bar.value() < bar.maximum()
    second.window.close()
