"""Tabs where there is little room: none is lost, the current one is always in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton


def in_sight(program) -> list[int]:
    bar = program.window.tabs.tabBar()
    return [at for at in range(bar.count()) if bar.isTabVisible(at)]


def more(program) -> QToolButton | None:
    button = program.window.tabs.findChild(QToolButton, "moretabs")
    return button if button is not None and button.isVisible() else None


def test_with_both_panels_open_every_tab_is_in_sight_at_1440(program, settle) -> None:
    program.window.resize(1440, 860)
    settle()
    assert program.window.facets_dock.isVisible() and program.window.inspector_dock.isVisible()
    assert in_sight(program) == list(range(len(program.window.view_ids())))
    assert more(program) is None


@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (900, 1.0), (1440, 2.0)])
def test_what_has_no_room_is_counted_and_listed_with_its_keys(
    program, settle, qtbot, width: int, scale: float
) -> None:
    window, bar = program.window, program.window.tabs.tabBar()
    program.appearance.resize_to(scale)
    window.resize(width, 800)
    settle()
    shown, button = in_sight(program), more(program)
    if len(shown) == bar.count():
        assert button is None
        return
    assert button is not None
    assert button.text().startswith(f"+{bar.count() - len(shown)}")
    for at in shown:  # whole, and beside the button
        assert bar.tabRect(at).right() <= button.x()
    QTest.keyClick(button, Qt.Key.Key_Space)
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    assert len(menu.actions()) == bar.count()
    assert menu.actions()[1].text() == "Library\tCtrl+2"
    assert [action.isChecked() for action in menu.actions()].index(True) == bar.currentIndex()
    last = bar.count() - 1
    menu.actions()[last].trigger()
    menu.close()
    settle()
    assert program.workspace.state.tab == window.view_ids()[last]
    assert bar.currentIndex() == last and bar.isTabVisible(last)
    assert bar.tabRect(last).right() <= more(program).x()
    assert len(in_sight(program)) < bar.count()


def test_tabs_in_sight_are_drawn_at_every_step_of_text_and_window(program, settle) -> None:
    window, bar = program.window, program.window.tabs.tabBar()
    window.resize(1276, 760)
    for scale in (1.1, 1.21, 1.33, 1.46, 1.61, 1.77, 1.95):
        program.appearance.resize_to(scale)
        settle()
        widths = [bar.tabRect(at).width() for at in in_sight(program)]
        assert all(width > 20 for width in widths), (scale, widths)
    for width in (1300, 1250, 1180, 1100, 1180, 1250, 1400, 1900):
        window.resize(width, 760)
        settle()
        assert all(bar.tabRect(at).width() > 20 for at in in_sight(program)), width


def test_every_tab_is_reached_by_its_keys_and_in_sight_then(program, settle) -> None:
    window = program.window
    window.resize(900, 700)
    settle()
    assert more(program) is not None
    for at, view_id in enumerate(window.view_ids()):
        window.actions_by_name[f"tab-{view_id}"].trigger()
        settle()
        assert window.tabs.currentIndex() == at
        assert at in in_sight(program)
    window.actions_by_name["next-tab"].trigger()
    settle()
    assert window.tabs.currentIndex() == 0
    window.resize(1900, 800)
    settle()
    assert more(program) is None
    assert len(in_sight(program)) == len(window.view_ids())


def test_a_tab_that_takes_the_place_of_another_leaves_the_first_one_whole(program, settle) -> None:
    window, bar = program.window, program.window.tabs.tabBar()
    program.appearance.resize_to(2.0)
    window.resize(1100, 700)
    settle()
    ids = window.view_ids()
    for view_id in (*ids, *reversed(ids)):
        program.workspace.show_tab(view_id)
        settle()
        shown = in_sight(program)
        assert bar.tabRect(shown[0]).left() == 0, view_id
        assert bar.tabRect(shown[-1]).right() <= more(program).x(), view_id
