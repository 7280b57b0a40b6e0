"""The real window on the bundled library, offscreen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from editing import Open, copied, window_on
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QCursor, QFont
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from spexplorer.bootstrap import make_application
from spexplorer.domain.filters import Filter
from spexplorer.exploring.answers import Answers
from spexplorer.exploring.index import Index
from spexplorer.operations.reader import Reader, build_index
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.style.fonts import FAMILIES, FIRST, LATER, load_fonts, with_fallbacks
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View, WaitingView
from spexplorer.workspace.settings import Session
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ALL_PANELS = "facets inspector charts"
"""Tests find every panel open; test_first_sight sees the window as it is at a first start."""

Settle = Callable[[], None]
Follow = Callable[[Workspace, View, tuple[int, int]], View]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with fonts of our own from the first test on: letters are as wide everywhere.

    Else a widget would be measured in whichever font the system has until a test makes a window.
    """
    load_fonts((*FIRST, *LATER))
    qapp.setFont(with_fallbacks(QFont(FAMILIES[0], 9)))
    return qapp


@pytest.fixture(autouse=True)
def _pointer_away(qapp: QApplication) -> None:
    """No window is born under the pointer that an earlier test left somewhere."""
    QCursor.setPos(5000, 5000)


@pytest.fixture(autouse=True)
def _no_motion(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeline is at once where it was told to be; test_timeline_motion tries the movement there."""
    monkeypatch.setattr("spexplorer.ui.views.timeline.motion.DURATION_MS", 0)


@pytest.fixture
def program(qapp: QApplication, home: Path, bundled: Path) -> Iterator[Program]:
    """A window that is ready."""
    made = Program(
        Appearance(make_application()), Reader(bundled, tr), Trace(), Session(panels=ALL_PANELS)
    )
    made.window.resize(1440, 900)
    made.show()
    deadline = time.monotonic() + 30
    while not made.is_furnished and time.monotonic() < deadline:
        qapp.processEvents()
    assert made.is_furnished
    yield made
    if isValid(made.window):  # else the test has closed it
        said = made.window.message.accessibleName()
        assert "unforeseen" not in said, said
        assert made.window.failures == []
        made.window.close()
    # Theme and text size belong to the application, which the next test shares.
    made.appearance.choose("light")
    made.appearance.resize_to(1.0)
    made.appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture(scope="session")
def index(bundled: Path) -> Index:
    """The index over the bundled library, built once; nothing a test does changes it."""
    return build_index(bundled)


@pytest.fixture
def workspace(qapp: QApplication, bundled: Path, index: Index) -> Iterator[Workspace]:
    """What one tab is made with, without the window about it."""
    made = Workspace(Reader(bundled, tr))
    made.take_index(Answers(index, Filter()))
    yield made
    made.close()


@pytest.fixture
def follow(qtbot: QtBot) -> Iterator[Follow]:
    """Shows a view as the window would: it follows the state of its workspace until the test is over."""
    shown: list[tuple[Workspace, View]] = []

    def show(workspace: Workspace, made: View, size: tuple[int, int]) -> View:
        qtbot.addWidget(made)
        made.resize(*size)
        workspace.changed.connect(made.show_state)
        made.show()
        made.show_state(workspace.state)
        shown.append((workspace, made))
        return made

    yield show
    for workspace, made in shown:
        workspace.changed.disconnect(made.show_state)


@pytest.fixture
def settle(qapp: QApplication) -> Settle:
    """Lets the event loop turn until what was asked for is shown."""

    def waits() -> bool:
        tops = [top for top in qapp.topLevelWidgets() if top.isVisible()]
        return any(page.isVisible() for top in tops for page in top.findChildren(WaitingView))

    def turn() -> None:
        for _ in range(5):
            qapp.processEvents()
        deadline = time.monotonic() + 10
        while waits() and time.monotonic() < deadline:
            qapp.processEvents()
            time.sleep(0.002)  # asleep between events as a window is: else workers hardly run
        for _ in range(5):
            qapp.processEvents()

    return turn


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    """A copy of the bundled library, which can be edited."""
    return copied(bundled, tmp_path)


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, own: Path) -> Iterator[Open]:
    """Opens a window on that copy, as often as asked for."""
    made: list[Program] = []

    def open_() -> Program:
        made.append(window_on(own, qtbot))
        return made[-1]

    yield open_
    for program in made:
        if not program.is_closed:
            program.window.close()
    qapp.processEvents()


@pytest.fixture
def ferry(qapp: QApplication, home: Path, tmp_path: Path) -> Iterator[Program]:
    """A window on a small library of one source (copies.py), which can be edited."""
    from copies import make_library

    library = make_library(tmp_path / "ferry.spex")
    made = Program(Appearance(make_application()), Reader(library, tr), Trace(), Session())
    made.window.resize(1280, 720)
    made.show()
    deadline = time.monotonic() + 30
    while not made.is_furnished and time.monotonic() < deadline:
        qapp.processEvents()
    assert made.is_furnished
    yield made
    assert made.window.failures == []
    made.window.close()
    made.appearance.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()
