"""The list in headed groups: whole words while it is short, rows of one height when it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from spexplorer.readings.tables import ListEntry
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.view import WaitingView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from spexplorer.ui.shell.program import Program

LONG = "A title of very many words that never stands in one line of a narrow pane " * 3


def shown(qtbot: QtBot, entries: list[ListEntry], width: int = 300) -> GroupedList:
    made = GroupedList("Groups", load_theme("light"))
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show()
    made.show_entries(entries, None)
    return made


def height(made: GroupedList, uid: str) -> int:
    return made.view.rowHeight(made.model.index_of(uid).row())


def test_rows_are_as_high_as_their_words_at_every_width(qtbot: QtBot) -> None:
    made = shown(
        qtbot, [ListEntry("", "Group · 2"), ListEntry("a", "Short", "x"), ListEntry("b", LONG, "x")]
    )
    narrow = height(made, "b")
    assert narrow > 2 * height(made, "a")
    made.resize(900, 400)
    assert height(made, "a") < height(made, "b") < narrow


def test_very_many_rows_are_of_one_height_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    made = shown(qtbot, [ListEntry(f"{n}", LONG if n % 2 else "Short", "x") for n in range(1000)])
    assert height(made, "1") == height(made, "2")
    assert LONG.strip() in made.model.index_of("1").data(Qt.ItemDataRole.ToolTipRole)
    assert not made.grab().isNull()


def test_words_narrow_the_list_under_its_headings_and_the_mark_stays(qtbot: QtBot) -> None:
    entries = [
        ListEntry("", "One · 2"), ListEntry("a", "Confucius Institutes"),
        ListEntry("b", "Trade", tip="торговля"),
        ListEntry("", "Two · 1"), ListEntry("c", "Trade turnover"),
    ]  # fmt: skip
    made = shown(qtbot, entries)
    made.show_current("c")
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    made.field.setText("TURN trade")
    assert [entry.label for entry in made.entries] == ["Two · 1", "Trade turnover"]
    assert made.view.currentIndex() == made.model.index_of("c")
    assert made.found.text().startswith("1 of 3")
    made.field.setText("торг")
    assert [entry.id for entry in made.entries if entry.id] == ["b"]
    made.show_current("a")  # chosen elsewhere
    assert not made.field.text()
    assert made.view.currentIndex() == made.model.index_of("a")
    assert made.entries == entries
    assert not made.found.isVisible()
    assert not chosen


@pytest.mark.parametrize("tab", ["citations", "claims", "statistics", "people", "observations"])
def test_ctrl_f_finds_in_the_list_of_the_tab(
    program: Program, settle: Callable[[], None], qtbot: QtBot, tab: str
) -> None:
    program.workspace.show_tab(tab)
    qtbot.waitUntil(lambda: not isinstance(program.window.tabs.seen(tab), WaitingView | None))
    settle()
    view = program.window.tabs.view(tab)
    within = view.findChild(QAbstractItemView)
    assert within is not None
    within.setFocus()
    qtbot.keyClick(within, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    focus = program.window.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert view.isAncestorOf(focus)
