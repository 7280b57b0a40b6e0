"""The tab Library: one register for every kind, in any order, that stays where the reader is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from activation import in_front
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTextBrowser

from spexplorer.domain.edtf import day_number, parse
from spexplorer.domain.filters import Filter, Period, Values, Words
from spexplorer.exploring.answers import Answers
from spexplorer.operations.reader import Reader, build_index
from spexplorer.readings.library.columns import SPECS, years_in_words
from spexplorer.readings.tables import SortKey
from spexplorer.storage.migrate import create
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.views.library import view
from spexplorer.ui.views.library.page import LibraryView
from spexplorer.ui.widgets.choices import Dropdown
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown_in(qtbot: QtBot, workspace: Workspace) -> LibraryView:
    made = view.make(workspace, load_theme("light"))
    assert isinstance(made, LibraryView)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    workspace.changed.connect(made.show_state)
    workspace.indexed.connect(lambda: made.show_state(workspace.state))
    made.show()
    made.show_state(workspace.state)
    return made


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace) -> Iterator[LibraryView]:
    made = shown_in(qtbot, workspace)
    made.table.setFocus()
    yield made
    made.close()


def column(tab: LibraryView, key: str) -> int:
    return [c.key for c in tab.table.records.columns].index(key)


def cells(tab: LibraryView, key: str) -> list[str]:
    records = tab.table.records
    return [records.index(at, column(tab, key)).data() for at in range(records.rowCount())]


def ids(tab: LibraryView) -> list[str]:
    records = tab.table.records
    return [records.record(at).id for at in range(records.rowCount())]


def click_header(tab: LibraryView, key: str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    header = tab.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(column(tab, key)) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, modifiers, at)


def current(tab: LibraryView) -> str | None:
    row = tab.table.records.record(tab.table.currentIndex().row())
    return row.id if row else None


def in_sight(tab: LibraryView, record_id: str) -> bool:
    return record_id in [tab.table.records.record(at).id for at in tab.table.rows_in_sight()]


def test_the_register_opens_on_all_works_in_list_order(tab, workspace):
    assert cells(tab, "title") == [row.label for row in workspace.reader.rows("work")]
    assert (
        tab.heading.accessibleName()
        == "51 works: 41 documents, 10 newspapers, journals and portals, in list order"
    )


def test_details_sort_by_the_first_contributor_and_works_without_one_come_last(tab, workspace):
    """Their words begin with a name or a date, as the work has it: the names are what is sorted."""

    def first_name(record_id: str) -> str:
        work = workspace.reader.record(record_id)
        return workspace.reader.label(work.contributors[0].agent) if work.contributors else ""

    for descending in (False, True):
        click_header(tab, "detail")
        records = tab.table.records
        names = [first_name(records.record(at).id) for at in range(records.rowCount())]
        known = [name.casefold() for name in names if name]
        assert known == sorted(known, reverse=descending)
        assert not any(names[len(known) :])


@pytest.mark.parametrize(
    "key", [spec.key for spec in SPECS["work"] if spec.key not in ("days", "detail")]
)
def test_every_column_sorts_both_ways_with_what_is_not_known_last(tab, key):
    every = sorted(cells(tab, key))
    for descending in (False, True):
        click_header(tab, key)
        found = cells(tab, key)
        known = [text.lower() for text in found if text]
        assert known == sorted(known, reverse=descending)
        assert found[len(known) :] == [""] * (len(found) - len(known))
        assert sorted(found) == every


def test_issued_sorts_by_date_with_the_undated_last(tab, workspace):
    issued = {work.id: work.issued for work in workspace.reader.records("work")}
    for descending in (False, True):
        click_header(tab, "days")
        dates = [issued[uid] for uid in ids(tab)]
        known = [parse(date).bounds.start_min for date in dates if date]
        assert known == sorted(known, reverse=descending)
        assert dates[len(known) :] == [None] * (len(dates) - len(known))


def test_shift_click_adds_a_key_and_the_headers_and_heading_say_so(tab):
    click_header(tab, "language")
    click_header(tab, "days", Qt.KeyboardModifier.ShiftModifier)
    assert tab.table.records.order == (SortKey("language"), SortKey("days"))
    header = tab.table.records.headerData
    across = Qt.Orientation.Horizontal
    assert header(column(tab, "language"), across) == "Language ↑1"
    assert header(column(tab, "days"), across) == "Issued ↑2"
    spoken = header(column(tab, "days"), across, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Issued, sorted ascending (key 2)"
    assert "sorted by Language ascending, then Issued ascending" in tab.heading.accessibleName()


def test_the_keyboard_sorts_by_the_column_it_is_in(tab):
    QTest.keyClick(tab.table, Qt.Key.Key_Home)
    for _ in range(column(tab, "language")):
        QTest.keyClick(tab.table, Qt.Key.Key_Right)
    QTest.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert tab.table.records.order == (SortKey("language", descending=True),)
    assert cells(tab, "language")[0] == "Russian"
    QTest.keyClick(tab.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert cells(tab, "language")[0] == "Chinese"
    menu = tab.table.menus.sorting()
    next(action for action in menu.actions() if action.text() == "&List order").trigger()
    assert tab.table.records.order == ()


def test_the_current_work_stays_current_and_in_sight_through_sort_and_filter(
    tab, workspace, settle
):
    work = "work:shustov-miagkaia-sila-drakona"
    workspace.go(work, stay=True)
    settle()
    assert current(tab) == work and in_sight(tab, work)
    for key in ("days", "detail", "language", "type", "source_type", "title"):
        click_header(tab, key)
        assert current(tab) == work and in_sight(tab, work), key
    workspace.toggle("language", "ru")
    settle()
    assert current(tab) == work and in_sight(tab, work)
    assert workspace.state.current == work
    workspace.toggle("language", "zh")
    workspace.toggle("language", "ru")
    settle()
    assert work not in ids(tab) and current(tab) is None
    workspace.clear()
    settle()
    assert current(tab) == work and in_sight(tab, work)


def test_the_filter_is_followed_counted_and_its_doubt_is_told(tab, workspace, settle):
    workspace.narrow(Period(day_number(2013, 1, 1), day_number(2013, 12, 31)))
    settle()
    passing = workspace.passing()
    of = workspace.index.of_kind("work")
    certain, possible = int((passing.certain & of).sum()), int((passing.possible & of).sum())
    assert 0 < certain < possible < 51
    works = "51 works: 41 documents, 10 newspapers, journals and portals"
    passing = f"{possible} pass the filter ({possible - certain} possibly)"
    words = f"{works}, {passing}, in list order"
    assert tab.heading.accessibleName() == words
    assert set(ids(tab)) == {r.id for r in workspace.visible("work")}
    content = tab.table.records.content
    doubtful = {uid for at, uid in enumerate(ids(tab)) if not content.is_certain(at)}
    assert doubtful == {uid for uid in ids(tab) if not workspace.is_certain(uid)} != set()
    at = ids(tab).index(next(iter(doubtful)))
    spoken = tab.table.records.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", possibly")


def test_where_nothing_passes_a_sentence_says_so(tab, workspace, settle):
    workspace.narrow(Words("zzzzqqq"))
    settle()
    assert tab.table.records.rowCount() == 0
    assert not tab.table.isVisible()
    assert "0 pass the filter" in tab.heading.accessibleName()
    workspace.clear()
    settle()
    assert tab.table.isVisible()


def test_choosing_a_row_makes_it_current_everywhere_without_leaving_the_tab(tab, workspace, settle):
    workspace.announce_tabs({"work": "citations"})
    workspace.show_tab("library")
    at = tab.table.visualRect(tab.table.records.index(3, 1)).center()
    QTest.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert workspace.state.current == ids(tab)[3]
    assert workspace.state.tab == "library"
    assert tab.tools.row.text() == "Row 4 of 51"
    QTest.keyClick(tab.table, Qt.Key.Key_End)
    settle()
    assert workspace.state.current == ids(tab)[-1]
    QTest.keyClick(tab.table, Qt.Key.Key_Home)
    settle()
    assert workspace.state.current == ids(tab)[0]
    QTest.keyClick(tab.table, Qt.Key.Key_PageDown)
    settle()
    assert 5 < tab.table.currentIndex().row() < 50


def test_the_register_has_the_whole_tab_and_the_record_is_shown_in_its_panel_alone(
    program, settle, qtbot
):
    program.workspace.show_tab("library")
    program.workspace.go("work:heng-2010-mirror-mirror", stay=True)
    settle()
    tab = program.window.tabs.view("library")
    assert tab.table.width() > tab.width() * 0.95
    assert not tab.findChildren(QTextBrowser)
    panel = program.window.record
    qtbot.waitUntil(lambda: "Mirror, Mirror on the Wall" in panel.toPlainText())
    program.workspace.go("citation:kn2018-08", stay=True)
    settle()
    program.workspace.back()
    settle()
    assert "Mirror, Mirror on the Wall" in panel.toPlainText()
    assert current(tab) == "work:heng-2010-mirror-mirror"


def test_the_right_button_on_a_row_gives_the_menu_of_its_record_and_of_the_table(program, settle):
    program.workspace.show_tab("library")
    settle()
    tab = program.window.tabs.view("library")
    tab.table.choose(4)
    settle()
    at = tab.table.visualRect(tab.table.records.index(4)).center()
    where = tab.table.viewport().mapTo(program.window, at)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, where, program.window.mapToGlobal(where)
    )
    QApplication.sendEvent(program.window, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().replace("&", "") for action in menu.actions()]
    assert tab.table.records.record(4).label.startswith(texts[0].rstrip("…"))
    assert any(text.startswith("Show the evidence") for text in texts)
    assert texts[-3:] == ["Copy 1 row", "Sort by", "Columns"]
    menu.close()


def test_the_register_keeps_the_contract_of_qt_through_kinds_orders_and_filters(
    tab, workspace, settle
):
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(tab.table.records, fatal)
    click_header(tab, "days")
    workspace.narrow(Words("мягкая сила"))
    settle()
    tab.show_kind("event")
    workspace.clear()
    settle()
    workspace.narrow(Words("zzzzqqq"))
    settle()
    assert tester.model().rowCount() == 0


def test_an_empty_library_says_so_and_what_can_be_done(qtbot, tmp_path):
    create(tmp_path / "empty.spex").close()
    empty = Workspace(Reader(tmp_path / "empty.spex"))
    made = shown_in(qtbot, empty)
    said = [one.text() for one in made.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("This library is empty.") for words in said)
    assert not any("Nothing passes" in words for words in said)
    empty.take_index(Answers(build_index(tmp_path / "empty.spex"), Filter()))
    qtbot.waitUntil(lambda: made.heading.accessibleName() == "0 works, in list order")
    said = [one.text() for one in made.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("This library is empty.") for words in said)
    made.close()
    empty.close()


def test_typing_jumps_to_the_title_also_with_letters_that_are_keys_of_the_program(
    tab, workspace, settle
):
    QTest.keyClicks(tab.table, "mirr")
    settle()
    assert workspace.state.current == "work:heng-2010-mirror-mirror"
    tab.table._typing._last = 0.0
    QTest.keyClicks(tab.table, "th")
    settle()
    assert workspace.reader.label(workspace.state.current).startswith("The Soft Notion")
    tab.table._typing._last = 0.0
    QTest.keyClicks(tab.table, "qx")
    assert "No title here begins with “qx”" in tab.tools.said.text()


def test_the_same_letter_again_walks_through_the_titles_and_round(tab, workspace, settle):
    ks = [r.id for r in workspace.reader.rows("work") if r.label.casefold().startswith("k")]
    assert len(ks) > 2
    for expected in (*ks, ks[0]):
        QTest.keyClick(tab.table, Qt.Key.Key_K)
        settle()
        assert workspace.state.current == expected


def test_find_walks_through_what_is_found_in_any_script(tab, workspace, settle):
    tab.tools.field.setText("мягкая сила")
    found = []
    for _ in range(3):
        QTest.keyClick(tab.tools.field, Qt.Key.Key_Return)
        settle()
        found.append(workspace.state.current)
    hits = workspace.index.passing(Filter((Words("мягкая сила"),))).possible
    position = workspace.index.position
    assert len(set(found)) == 3 and all(hits[position[uid]] for uid in found)
    assert tab.tools.said.text().startswith("3 of ")
    QTest.keyClick(tab.tools.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert workspace.state.filter == Filter((Words("мягкая сила"),))
    assert set(ids(tab)) == {r.id for r in workspace.visible("work")}


def test_a_row_is_gone_to_by_its_number_and_a_wrong_one_is_answered(tab, workspace, settle):
    tab.tools.row.setText("20")
    QTest.keyClick(tab.tools.row, Qt.Key.Key_Return)
    settle()
    assert workspace.state.current == ids(tab)[19]
    for wrong in ("0", "99", "many"):
        tab.tools.row.setText(wrong)
        QTest.keyClick(tab.tools.row, Qt.Key.Key_Return)
        assert tab.tools.said.text() == "There are rows 1 to 51; type a number."
    assert tab.tools.row.text() == "Row 20 of 51"


def test_selected_rows_are_copied_as_a_table_of_the_columns_that_are_shown(tab, settle):
    tab.table.layout_of.show(column(tab, "type"), shown=False)
    QTest.keyClick(tab.table, Qt.Key.Key_Home)
    QTest.keyClick(tab.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle()
    QTest.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Title\tContributors, date, in\tIssued\tLanguage\tSource type"
    assert [line.split("\t")[0] for line in lines[1:]] == cells(tab, "title")[:2]
    assert all(line.count("\t") == 4 for line in lines)
    assert tab.tools.said.text() == "2 rows were copied."


def test_copying_without_a_selection_says_what_to_do(tab):
    QTest.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Choose one or several rows" in tab.tools.said.text()


def test_columns_are_remembered_with_their_widths_places_and_letters(tab, qtbot, workspace):
    table = tab.table
    header = table.horizontalHeader()
    table.setColumnWidth(column(tab, "language"), 200)
    header.moveSection(header.visualIndex(column(tab, "type")), 1)
    menu = table.menus.columns()
    next(a for a in menu.actions() if a.text() == "Issued").trigger()
    table.layout_of.remember()
    again = shown_in(qtbot, workspace)
    assert abs(again.table.columnWidth(column(again, "language")) - 200) <= 3
    titles = [c.title for c in again.table.shown_columns()]
    assert titles == ["Title", "Type", "Contributors, date, in", "Language", "Source type"]
    again.table.layout_of.reset()
    assert [c.key for c in again.table.shown_columns()] == [s.key for s in SPECS["work"]]


def test_damaged_settings_of_columns_leave_them_as_they_were_at_first(qtbot, workspace):
    from spexplorer.workspace.settings import settings

    settings().setValue(
        "columns/work", "title:nan:shown;language:-9:shown;type:x;;days:inf:hidden:"
    )
    made = shown_in(qtbot, workspace)
    assert [c.key for c in made.table.shown_columns()] == [s.key for s in SPECS["work"]]


@pytest.mark.parametrize("kind", SPECS)
def test_every_kind_has_its_register(tab, workspace, kind):
    tab.tools.kinds.activated.emit(tab.tools.kinds.findData(kind))
    assert cells(tab, "title") == [row.label for row in workspace.reader.rows(kind)]
    for spec in SPECS[kind]:
        assert any(cells(tab, spec.key)), spec.key
        every = sorted(ids(tab))
        click_header(tab, spec.key)
        assert tab.table.records.order[0].column == spec.key
        assert sorted(ids(tab)) == every


def test_pointing_elsewhere_marks_the_row(tab, workspace):
    tab.show_hovered(ids(tab)[2])
    assert tab.table.cells.pointed == 2
    tab.show_hovered(None)
    assert tab.table.cells.pointed == -1


def test_the_menu_of_a_row_names_how_many_are_copied(tab):
    QTest.keyClick(tab.table, Qt.Key.Key_Home)
    QTest.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    menu = tab.table.menus.rows()
    assert menu.actions()[0].text() == "&Copy 51 rows"


def test_ctrl_f_finds_in_the_register_while_the_tab_has_the_keyboard(program, settle, qtbot):
    program.workspace.show_tab("library")
    settle()
    tab = program.window.tabs.view("library")
    in_front(qtbot, program.window)
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert program.window.focusWidget() is tab.tools.field
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert program.window.focusWidget() is tab.tools.row


def test_years_are_said_as_far_as_they_are_known() -> None:
    assert years_in_words(2013, 2013, doubtful=False) == "2013"
    assert years_in_words(2013, 2013, doubtful=True) == "2013?"
    assert years_in_words(1990, 1999, doubtful=False) == "1990–1999"
    assert years_in_words(None, 2009, doubtful=False) == "–2009"
    assert years_in_words(2011, None, doubtful=False) == "2011–"
    assert years_in_words(None, None, doubtful=True) == ""


# A longer library

_LONG = 20_000


@pytest.fixture(scope="module")
def long_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Works numbered by their titles; every third without a language, every fifth undated."""
    path = tmp_path_factory.mktemp("long") / "long.spex"
    create(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO origin (type, name) VALUES ('user', 'Test')")
        numbers = range(1, _LONG + 1)
        # Record numbers run against the titles, so that list order is not the order of numbers.
        connection.executemany(
            "INSERT INTO record VALUES (?, 'work:w' || ?1, 'work', lower(?2), 1, '', '', 'draft')",
            [(n, f"Work {_LONG - n:05d}") for n in numbers],
        )
        connection.executemany(
            "INSERT INTO work (id, type, title, language) VALUES (?, 'book', ?, ?)",
            [
                (n, f"Work {_LONG - n:05d}", None if n % 3 == 0 else ("en", "ru")[n % 2])
                for n in numbers
            ],
        )
        connection.executemany(
            "INSERT INTO dating VALUES (NULL, ?, 'issued', 0, ?, 0, ?3, ?3, ?3, ?3, 0, 0, 0)",
            [(n, "2000", 700_000 + n * 7 % 9973) for n in numbers if n % 5],
        )
    return path


@pytest.fixture(params=["at once", "on workers"])
def long_tab(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    long_library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[LibraryView]:
    """The register of the longer library, also as it works when everything is done on workers."""
    if request.param == "on workers":
        monkeypatch.setattr("spexplorer.workspace.library_answers._LARGE", 1_000)
    workspace = Workspace(Reader(long_library))
    made = shown_in(qtbot, workspace)
    assert made.table.records.rowCount() == 200
    assert "the first 200 in list order" in made.heading.accessibleName()
    workspace.take_index(Answers(build_index(long_library), Filter()))
    qtbot.waitUntil(lambda: made.table.records.rowCount() == _LONG, timeout=20_000)
    yield made
    made.close()
    workspace.close()


def test_twenty_thousand_works_are_walked_from_end_to_end(long_tab, qtbot) -> None:
    table = long_tab.table
    assert cells(long_tab, "title") == [f"Work {n:05d}" for n in range(_LONG)]
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == _LONG - 1
    assert _LONG - 1 in table.rows_in_sight()
    QTest.keyClick(table, Qt.Key.Key_Home)
    seen, bar = set(table.rows_in_sight()), table.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        rows = table.rows_in_sight()
        assert table.records.record(rows[0]).label == f"Work {rows[0]:05d}"
        seen.update(rows)
    assert seen == set(range(_LONG))
    kept = sum(len(rows) for rows in table.records._pages.values())
    assert kept <= 8_192  # what has scrolled away is forgotten


def test_twenty_thousand_works_are_sorted_and_narrowed_and_stay_where_the_reader_is(
    long_tab, qtbot
) -> None:
    workspace = long_tab.workspace
    workspace.go("work:w777", stay=True)
    qtbot.waitUntil(lambda: current(long_tab) == "work:w777")
    for key in ("days", "language", "detail", "title"):
        for descending in (False, True):
            order = (SortKey(key, descending),)
            long_tab.table.sort_wanted.emit(order)
            qtbot.waitUntil(lambda o=order: long_tab.table.records.order == o, timeout=20_000)
            assert current(long_tab) == "work:w777" and in_sight(long_tab, "work:w777")
            assert len(set(ids(long_tab))) == _LONG
    long_tab.table.sort_wanted.emit((SortKey("language"), SortKey("days", descending=True)))
    qtbot.waitUntil(lambda: len(long_tab.table.records.order) == 2, timeout=20_000)
    languages = cells(long_tab, "language")
    assert languages == sorted(filter(None, languages)) + [""] * (_LONG // 3)
    workspace.narrow(Values("language", frozenset({"en"})))
    number = sum(1 for n in range(1, _LONG + 1) if n % 3 and n % 2 == 0)
    qtbot.waitUntil(lambda: long_tab.table.records.rowCount() == number, timeout=20_000)
    assert f"20,000 works, {number:,} pass the filter" in long_tab.heading.accessibleName()
    assert current(long_tab) is None
    assert set(cells(long_tab, "language")) == {"English"}


def test_thousands_of_rows_are_copied_on_a_worker(long_tab, qtbot) -> None:
    table = long_tab.table
    table.setFocus()
    table.selectAll()
    table.copy_wanted.emit()
    qtbot.waitUntil(lambda: "20,000 rows were copied" in long_tab.tools.said.text(), timeout=20_000)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == _LONG + 1 and lines[-1].startswith("Work 19999\t")


def test_a_letter_at_the_kinds_looks_for_one(program, settle, qtbot):
    program.workspace.show_tab("library")
    settle()
    box = program.window.current_view().findChild(Dropdown)
    in_front(qtbot, program.window)
    box.setFocus()
    QTest.keyClicks(box, "E")
    settle()
    assert box.currentText().startswith("Events")
    assert program.window.findChild(EvidenceDialog) is None
