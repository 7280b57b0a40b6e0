"""A calm first sight: the tab has the room, and every panel is one key and one button away."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from activation import in_front
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from spexplorer.bootstrap import make_application
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.workspace.settings import Session

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Start = Callable[..., Program]


@pytest.fixture
def start(qapp: QApplication, home: Path, bundled: Path) -> Iterator[Start]:
    """Opens a window as at a first start, or with what another session left."""
    made: list[Program] = []

    def started(
        size: tuple[int, int], scale: float = 1.0, session: Session | None = None
    ) -> Program:
        session = (session or Session())._replace(text_scale=scale)
        appearance = Appearance(make_application(), session.theme, scale)
        program = Program(appearance, Reader(bundled), Trace(), session)
        program.window.resize(*size)
        program.show()
        made.append(program)
        deadline = time.monotonic() + 30
        while not program.is_furnished and time.monotonic() < deadline:
            qapp.processEvents()
        for _ in range(5):
            qapp.processEvents()
        return program

    yield started
    for program in made:
        program.window.close()
        program.appearance.resize_to(1.0)
        qapp.processEvents()


def a_record(program: Program) -> str:
    return str(program.workspace.reader.rows("event")[0].id)


def open_panels(program: Program) -> list[str]:
    return [dock.objectName() for dock in program.window.docks() if dock.isVisible()]


@pytest.mark.parametrize(("size", "least"), [((1280, 720), 0.55), ((1440, 900), 0.60)])
def test_every_tab_has_most_of_the_window(start: Start, settle, size, least) -> None:
    program = start(size)
    window = program.window
    assert (window.width(), window.height()) == size
    for view_id in window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        page = window.current_view()
        share = page.width() * page.height() / (window.width() * window.height())
        assert share >= least, (view_id, share)


def test_a_panel_is_one_key_and_one_button_away(start: Start, settle, qtbot: QtBot) -> None:
    program = start((1440, 900))
    window = program.window
    in_front(qtbot, window)
    for name, key in (
        ("facets", Qt.Key.Key_F7),
        ("charts", Qt.Key.Key_F8),
        ("inspector", Qt.Key.Key_F9),
    ):
        action = window.actions_by_name[name]
        button = window.tools.widgetForAction(action)
        assert isinstance(button, QToolButton) and button.isVisible()
        assert action.shortcut().toString() in button.toolTip()
        was = name in open_panels(program)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()
        assert (name in open_panels(program)) is not was
        assert action.isChecked() is not was
        qtbot.keyClick(window, key)
        settle()
        assert (name in open_panels(program)) is was


def test_the_record_opens_when_one_is_chosen_until_it_is_closed(start: Start, settle) -> None:
    program = start((1280, 720))
    window, rows = program.window, program.workspace.reader.rows("event")
    assert "inspector" not in open_panels(program)
    program.workspace.go(rows[0].id)
    settle()
    assert "inspector" in open_panels(program)
    window.inspector_dock.titleBarWidget().findChild(QToolButton, "hide").click()
    program.workspace.go(rows[1].id)
    settle()
    assert "inspector" not in open_panels(program)


def test_panels_are_as_they_were_left(start: Start, settle) -> None:
    first = start((1440, 900))
    first.window.actions_by_name["facets"].trigger()
    first.workspace.go(a_record(first))
    settle()
    first.window.actions_by_name["inspector"].trigger()
    settle()
    left = open_panels(first)
    assert "facets" in left and "inspector" not in left
    geometry, docks, panels = first.window.saved_layout()
    second = start((1440, 900), session=Session(geometry=geometry, docks=docks, panels=panels))
    assert open_panels(second) == left
    second.workspace.go(a_record(second))
    settle()
    assert open_panels(second) == left


def test_panels_fold_where_there_is_no_room_and_come_back(start: Start, settle) -> None:
    program = start((1440, 900))
    window = program.window
    window.actions_by_name["facets"].trigger()
    program.workspace.go(a_record(program))
    settle()
    assert {"facets", "inspector"} <= set(open_panels(program))
    program.appearance.resize_to(2.0)
    settle()
    assert "facets" not in open_panels(program), "the record was opened last"
    assert "inspector" in open_panels(program)
    window.resize(900, 700)
    settle()
    assert open_panels(program) == []
    program.appearance.resize_to(1.0)
    window.resize(1440, 900)
    settle()
    assert {"facets", "inspector"} <= set(open_panels(program))


def test_a_panel_that_is_asked_for_is_there_in_any_window(start: Start, settle) -> None:
    program = start((1024, 700), 2.0)
    window = program.window
    assert open_panels(program) == []
    for name in ("facets", "inspector", "charts"):
        window.actions_by_name[name].trigger()
        settle()
        assert name in open_panels(program)
        window.actions_by_name[name].trigger()
        settle()
        assert name not in open_panels(program)


def test_what_has_no_room_is_not_forgotten(start: Start, settle) -> None:
    narrow = start((1440, 900))
    narrow.window.actions_by_name["facets"].trigger()
    settle()
    narrow.appearance.resize_to(3.0)
    settle()
    assert "facets" not in open_panels(narrow)
    _, docks, panels = narrow.window.saved_layout()
    narrow.appearance.resize_to(1.0)
    wide = start((1440, 900), session=Session(docks=docks, panels=panels))
    assert "facets" in open_panels(wide)
