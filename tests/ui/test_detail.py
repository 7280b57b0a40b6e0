"""A tab gives its drawing all the room until something is chosen, and says what choosing would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spexplorer.ui.view import WaitingView
from spexplorer.ui.widgets.panes import DetailSplitter

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from spexplorer.ui.shell.program import Program

TABS = [
    ("statistics", "statistic:trade-growth-stated"),
    ("claims", "claim:sensitivity-to-threat-talk"),
]


@pytest.mark.parametrize(("tab", "record"), TABS)
def test_the_detail_comes_with_the_first_choice(
    program: Program, settle: Callable[[], None], qtbot: QtBot, tab: str, record: str
) -> None:
    program.workspace.show_tab(tab)
    qtbot.waitUntil(lambda: program.window.tabs.seen(tab) is not None)
    qtbot.waitUntil(lambda: not isinstance(program.window.tabs.view(tab), WaitingView))
    settle()
    view = program.window.tabs.view(tab)
    split = view.findChild(DetailSplitter)
    assert split is not None
    assert not split.detail.isVisible()
    assert split.invitation.isVisible()
    assert split.invitation.text()
    program.workspace.go(record, stay=True)
    settle()
    assert split.detail.isVisible()
    assert split.detail.height() > 5 * view.fontMetrics().height()
    assert not split.invitation.isVisible()
