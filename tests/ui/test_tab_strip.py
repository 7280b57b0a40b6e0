"""The strip of tabs: the main ones always in sight, the last group under “More” where room is short."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

MAIN = ["timeline", "instruments", "agreements", "citations"]
FURTHER = {"network", "observations", "compare"}


def in_sight(program) -> list[str]:
    bar, ids = program.window.tabs.strip.bar, program.window.view_ids()
    return [ids[at] for at in range(bar.count()) if bar.isTabVisible(at)]


def open_menu() -> QMenu:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())


def fits(program) -> bool:
    """Whether everything in the strip is inside the window, and nothing over another."""
    strip = program.window.tabs.strip
    more = strip.more.geometry() if strip.more.isVisible() else None
    right = max(strip.bar.tabRect(at).right() for at in range(strip.bar.count()))
    whole = strip.bar.width() >= right and strip.bar.geometry().right() <= strip.width()
    return whole and (
        more is None
        or (more.left() > strip.bar.geometry().right() and more.right() <= strip.width())
    )


def test_at_1280_pixels_all_tabs_are_in_sight_with_icon_and_title(program, settle) -> None:
    program.window.resize(1280, 720)
    settle()
    assert in_sight(program) == program.window.view_ids()
    assert not program.window.tabs.strip.more.isVisible()
    assert fits(program)


@pytest.mark.parametrize(
    ("width", "scale"), [(1440, 2.0), (1280, 2.0), (1024, 1.5), (900, 1.0), (1440, 1.5), (800, 1.0)]
)
def test_only_the_last_group_ever_hides_and_all_tabs_are_named(
    program, settle, width: int, scale: float
) -> None:
    window, strip = program.window, program.window.tabs.strip
    program.appearance.resize_to(scale)
    window.resize(width, 720)
    settle()
    for view_id in ("timeline", "compare", "network"):
        program.workspace.show_tab(view_id)
        settle()
        shown = in_sight(program)
        assert view_id in shown
        assert set(window.view_ids()) - set(shown) <= FURTHER
        assert [tab for tab in shown if tab in MAIN] == MAIN
        assert fits(program)
    for at in range(strip.bar.count()):
        assert strip.bar.accessibleTabName(at)
        assert strip.bar.accessibleTabName(at) in strip.bar.tabToolTip(at)


def test_more_lists_what_is_hidden_and_leads_there(program, settle) -> None:
    window, strip = program.window, program.window.tabs.strip
    window.resize(900, 700)
    settle()
    assert strip.more.isVisible()
    assert "Network, Observations, Compare" in strip.more.toolTip()
    QTest.keyClick(strip.more, Qt.Key.Key_Space)
    menu = open_menu()
    assert [action.text() for action in menu.actions()] == ["Network", "Observations", "Compare"]
    menu.actions()[1].trigger()
    menu.close()
    settle()
    assert program.workspace.state.tab == "observations"
    assert "observations" in in_sight(program)
    assert "compare" not in in_sight(program)
    assert fits(program)


def test_the_strip_does_not_change_as_one_goes_through_the_tabs(program, settle) -> None:
    window, bar = program.window, program.window.tabs.strip.bar
    program.appearance.resize_to(2.0)
    window.resize(1440, 800)
    settle()
    places = set()
    for view_id in (*window.view_ids(), *reversed(window.view_ids())):
        program.workspace.show_tab(view_id)
        settle()
        places.add(tuple(bar.tabRect(window.view_ids().index(tab)).left() for tab in MAIN))
    assert len(places) == 1


def test_tabs_are_chosen_by_key_and_by_pointer(program, settle) -> None:
    window, bar = program.window, program.window.tabs.strip.bar
    for at, view_id in enumerate(window.view_ids()):
        window.actions_by_name[f"tab-{view_id}"].trigger()
        settle()
        assert bar.currentIndex() == window.tabs.currentIndex() == at
    window.actions_by_name["next-tab"].trigger()
    settle()
    assert bar.currentIndex() == 0
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    settle()
    assert program.workspace.state.tab == "timeline"
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Right)
    settle()
    assert program.workspace.state.tab == "instruments"
