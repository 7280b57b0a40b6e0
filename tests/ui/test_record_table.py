"""The one table and the grouped list: models that keep Qt's contract, keyboard, large and leaving rows."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from spexplorer.domain.listing import Row
from spexplorer.readings.tables import (
    Column,
    GroupHeading,
    ListedLines,
    ListEntry,
    SortKey,
    TableContent,
    TableLine,
)
from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.lists.record_list import ListedRows
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import load_theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COLUMNS = [Column("name", "Name", 20), Column("form", "Form", 12), Column("year", "Year", 6)]
LONG = "words that wrap in a narrow column " * 6


def line(uid: str, form: str, year: str, **more: Any) -> TableLine:
    cells = {"name": f"Record {uid}", "form": form, "year": year}
    badges = {"form": ("form", form)}
    return TableLine(uid, cells, badges=badges, spoken=f"{uid}, {form}, {year}", **more)


LINES = [
    line("a", "treaty", "2001"), line("b", "protocol", "1999"), line("c", "treaty", ""),
    line("d", "protocol", "2005", possible=True), line("e", "treaty", "1990"),
]  # fmt: skip


def by_form(one: TableLine) -> tuple[int, str]:
    return ("treaty", "protocol").index(one.cells["form"]), one.cells["form"]


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def shown(qtbot: QtBot, **kind: bool) -> RecordTable:
    made = RecordTable("Records", load_theme("light"), **kind)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show_columns(COLUMNS, "")
    made.show()
    return made


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = shown(qtbot, folds=True)
    made.show_lines(ListedLines(LINES, group_of=by_form, title="name"))
    made.setFocus()
    return made


def words(table: RecordTable) -> list[str]:
    records = table.records
    return [records.index(at, 0).data() for at in range(records.rowCount())]


def test_the_model_keeps_the_contract_of_qt(table: RecordTable) -> None:
    tester = watched(table.records)
    table.sort_by((SortKey("year"),))
    table.show_lines(ListedLines(LINES[:2]))
    table.show_content(TableContent(), (), None)
    table.show_columns(COLUMNS[:1], "")
    table.show_lines(ListedLines(LINES, group_of=by_form))
    assert tester.model() is table.records


def test_groups_fold_by_click_and_by_keys_and_open_for_a_record_chosen_elsewhere(
    table: RecordTable,
) -> None:
    assert words(table) == ["treaty · 3", "Record a", "Record c", "Record e",
                            "protocol · 2", "Record b", "Record d"]  # fmt: skip
    at = table.visualRect(table.records.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert words(table) == ["treaty · 3", "protocol · 2", "Record b", "Record d"]
    table.show_record("c")
    assert table.records.record_id(table.currentIndex().row()) == "c"
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Left)
    assert len(words(table)) == 4
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert len(words(table)) == 7


def test_rows_in_memory_are_sorted_at_once_with_what_is_not_known_last(
    table: RecordTable,
) -> None:
    table.show_lines(ListedLines(LINES))
    table.ask_for_order("year")
    assert [table.records.record_id(at) for at in range(5)] == ["e", "b", "a", "d", "c"]
    table.ask_for_order("year")
    assert [table.records.record_id(at) for at in range(5)] == ["d", "a", "b", "e", "c"]
    table.ask_for_order("form", further=True)
    assert table.records.order == (SortKey("year", descending=True), SortKey("form"))


def test_a_badge_narrows_by_click_and_by_space_and_the_current_record_stays(
    table: RecordTable, qtbot: QtBot
) -> None:
    table.show_record("a")
    told: list[tuple[str, str]] = []
    chosen: list[str] = []
    table.toggled.connect(lambda facet, value: told.append((facet, value)))
    table.chosen.connect(chosen.append)
    cell = table.visualRect(table.records.index_of("c", 1))
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=cell.topLeft() + QPoint(14, cell.height() // 2),
    )
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert told == [("form", "treaty")] * 2
    assert "c" not in chosen


def test_walking_choosing_and_selecting_tell_the_records(table: RecordTable) -> None:
    chosen: list[str] = []
    picked: list[tuple[str, frozenset[str]]] = []
    table.chosen.connect(chosen.append)
    table.picked.connect(lambda current, ids: picked.append((current, ids)))
    table.show_record("a")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen[-1] == "c"
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert picked[-1] == ("e", frozenset({"c", "e"}))
    table.show_selected("b", ["b", "d"])
    assert table.selected_ids() == ["b", "d"]
    assert picked[-1][0] == "e"  # what is shown is not announced


def test_typing_looks_in_the_titles_and_copying_takes_the_shown_columns(
    table: RecordTable,
) -> None:
    QTest.keyClicks(table, "record d")
    assert table.records.record_id(table.currentIndex().row()) == "d"
    table.layout_of.show(1, shown=False)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tYear\nRecord d\t2005"


def test_every_row_is_said_whole_with_its_doubt(table: RecordTable) -> None:
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert table.records.index_of("d").data(spoken) == "d, protocol, 2005, possibly"
    assert table.records.index(0, 0).data(spoken) == "Group treaty · 3, open"
    assert table.records.index_of("c", 2).data(spoken) == "not stated"
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "Records"


def test_rows_wrap_where_there_are_few_and_follow_the_width(qtbot: QtBot) -> None:
    made = shown(qtbot, wraps=True)
    made.show_lines(
        ListedLines([TableLine("a", {"name": LONG}), TableLine("b", {"name": "short"})])
    )
    narrow = made.rowHeight(0)
    assert narrow > made.rowHeight(1)
    made.resize(1400, 300)
    assert made.rowHeight(1) < made.rowHeight(0) < narrow
    every = [TableLine(f"{n}", {"name": LONG}) for n in range(1_000)]
    made.show_lines(ListedLines(every))
    assert {made.rowHeight(at) for at in (0, 1, 999)} == {
        made.verticalHeader().defaultSectionSize()
    }
    made.show_lines(ListedLines(every[:3]))
    assert made.rowHeight(0) > made.verticalHeader().defaultSectionSize()


def test_records_that_go_away_leave_no_mark(table: RecordTable) -> None:
    table.show_record("b")
    table.show_pointed("d")
    table.show_lines(ListedLines(LINES[:1]), "b")
    assert not table.currentIndex().isValid()
    assert table.cells.pointed == -1
    table.show_record("b")
    table.show_selected("b", ["b", "gone"])
    assert table.selected_ids() == []
    assert not table.grab().isNull()


class _Million(TableContent):
    """A million rows, made when they are asked for."""

    asked = 0

    def __len__(self) -> int:
        return 1_000_000

    def rows(self, first: int, last: int) -> Sequence[Row]:
        type(self).asked += last - first
        return [Row(n, f"work:{n}", "work", f"Work {n:07d}", "") for n in range(first, last)]

    def text(self, at: int, row: Any, column: str) -> str:
        return str(row.label)


def test_a_million_rows_are_shown_walked_and_selected_at_once(qtbot: QtBot) -> None:
    made = shown(qtbot)
    begun = time.perf_counter()
    made.show_content(_Million(), (), 700_000)
    made.viewport().repaint()
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_End)
    made.viewport().repaint()
    QTest.keyClick(made, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    made.viewport().repaint()
    assert made.currentIndex().row() == 999_999
    assert 999_999 in made.rows_in_sight()
    assert sum(map(len, made.selected_rows())) == 1_000_000
    font = made.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    made.setFont(font)
    made.viewport().repaint()
    assert 999_999 in made.rows_in_sight()
    took = time.perf_counter() - begun
    assert _Million.asked < 2_000
    assert took < 1.0


def test_the_lists_keep_the_contract_of_qt_too(qtbot: QtBot) -> None:
    made = GroupedList("Groups", load_theme("dark"))
    qtbot.addWidget(made)
    tester = watched(made.model)
    made.show()
    heading = GroupHeading("one", "One", 2, "all of them")
    made.show_entries([heading, ListEntry("a", "A", "x", aside="1"), ListEntry("b", "B")], "b")
    made.field.setText("a")
    assert not made.grab().isNull()
    made.field.clear()
    made.show_entries([], None)
    rows = RecordTable("Rows", load_theme("dark"), headed=False, details=True)
    qtbot.addWidget(rows)
    second = watched(rows.records)
    rows.show_content(ListedRows([Row(1, "event:a", "event", "A", "2001")]), (), 0)
    assert tester.model() is made.model and second.model() is rows.records


def test_arrow_keys_pass_over_headings_that_do_nothing(qtbot: QtBot) -> None:
    made = GroupedList("Groups", load_theme("light"))
    qtbot.addWidget(made)
    made.show()
    entries = [ListEntry("", "One"), ListEntry("a", "A"), ListEntry("", "Two"), ListEntry("b", "B")]
    made.show_entries(entries, None)
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    made.view.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End):
        QTest.keyClick(made.view, key)
    assert chosen == ["a", "b", "a", "b"]
