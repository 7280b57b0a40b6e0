"""The tabs as a whole: made ahead while nobody does anything, read on a worker where much is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from spexplorer.ui.shell.tab_host import TabHost
from spexplorer.ui.startup.tab_factory import discover
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.view import FailedView, WaitingView
from spexplorer.ui.views.claims.page import ClaimsView
from spexplorer.ui.widgets.labels import PageHeading

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from spexplorer.workspace.workspace import Workspace


@pytest.fixture
def host(qtbot: QtBot, workspace: Workspace) -> TabHost:
    specs = [spec for spec in discover() if spec.view_id in ("overview", "claims", "people")]
    made = TabHost(specs, workspace, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    workspace.changed.connect(made.show_state)
    made.show_state(workspace.state)
    return made


def test_tabs_are_made_while_nobody_does_anything(host, workspace, qtbot) -> None:
    shown = host.currentIndex()
    host.make_ahead()
    assert host.seen("people") is None
    qtbot.waitUntil(lambda: host.seen("people") is not None, timeout=10_000)
    assert host.currentIndex() == shown
    made = host.view("claims")
    workspace.show_tab("claims")
    qtbot.waitUntil(made.isVisible)
    assert host.view("claims") is made


def test_input_puts_the_work_off(host, workspace, qtbot) -> None:
    host.make_ahead()
    for _ in range(12):
        qtbot.keyClick(host.windowHandle(), Qt.Key.Key_Shift)
        qtbot.wait(50)
    assert host.seen("claims") is None


def test_a_tab_is_read_on_a_worker_while_its_page_waits(host, workspace, qtbot) -> None:
    seen = []
    # Looked at as soon as the tab is shown: what is imported already is read before one can wait for it.
    workspace.changed.connect(lambda _: seen.append(host.view("claims")))
    workspace.changed.connect(lambda _: seen.append(host.view("claims").findChild(QLabel).text()))
    workspace.show_tab("claims")
    qtbot.waitUntil(lambda: isinstance(host.seen("claims"), ClaimsView), timeout=10_000)
    assert isinstance(seen[0], WaitingView)
    assert seen[1] == ""  # words would only flash
    assert "164 claims" in host.view("claims").findChild(PageHeading).text()
    assert host.view("claims").isVisible()


def test_a_page_that_waits_long_says_why(qtbot: QtBot, workspace: Workspace) -> None:
    view = WaitingView(workspace, load_theme("dark"))
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view.findChild(QLabel).text() == "Reading…", timeout=5_000)


def test_a_tab_that_cannot_be_read_says_so_alone(qtbot: QtBot, workspace: Workspace) -> None:
    def fails(_reader: object) -> object:
        raise ValueError("a page of the library is torn")

    specs = [spec for spec in discover() if spec.view_id in ("overview", "claims")]
    host = TabHost([specs[0], specs[1]._replace(prepare=fails)], workspace, load_theme("light"))
    qtbot.addWidget(host)
    host.show()
    told: list[object] = []
    host.failed.connect(told.append)
    host.show_state(workspace.state._replace(tab="claims"))
    qtbot.waitUntil(lambda: isinstance(host.seen("claims"), FailedView), timeout=10_000)
    assert [str(error) for error in told] == ["a page of the library is torn"]
    host.show_state(workspace.state._replace(tab="overview"))
    assert not isinstance(host.view("overview"), FailedView)
