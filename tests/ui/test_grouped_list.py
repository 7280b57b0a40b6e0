"""The list in headed groups: whole words while it is short, rows of one height when it is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from spexplorer.ui.theme import load_theme
from spexplorer.ui.widgets.grouped_list import Entry, GroupedList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "A title of very many words that never stands in one line of a narrow pane " * 3


def shown(qtbot: QtBot, entries: list[Entry], width: int = 300) -> GroupedList:
    made = GroupedList("Groups", load_theme("light"))
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show()
    made.show_entries(entries, None)
    return made


def height(made: GroupedList, uid: str) -> int:
    return made.view.sizeHintForIndex(made.model.index_of(uid)).height()


def test_rows_are_as_high_as_their_words_at_every_width(qtbot: QtBot) -> None:
    made = shown(qtbot, [Entry("", "Group · 2"), Entry("a", "Short", "x"), Entry("b", LONG, "x")])
    narrow = height(made, "b")
    assert narrow > 2 * height(made, "a")
    made.resize(900, 400)
    assert height(made, "a") < height(made, "b") < narrow


def test_very_many_rows_are_of_one_height_and_whole_in_the_tooltip(qtbot: QtBot) -> None:
    made = shown(qtbot, [Entry(f"{n}", LONG if n % 2 else "Short", "x") for n in range(1000)])
    assert height(made, "1") == height(made, "2")
    assert LONG.strip() in made.model.index_of("1").data(Qt.ItemDataRole.ToolTipRole)
    assert not made.grab().isNull()
