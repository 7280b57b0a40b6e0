"""Sources come into the window and leave it: previewed, imported, cited, listed, exported, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from activation import in_front
from editing import settled, window_on
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QMessageBox,
)

from spexplorer.domain.vocabularies import Term
from spexplorer.domain.works import Work
from spexplorer.operations.editing import add_term, set_fields, undo
from spexplorer.operations.export import export_library, records_of
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.shell.bibliography_dialog import BibliographyDialog
from spexplorer.ui.shell.columns_dialog import ColumnsDialog
from spexplorer.ui.shell.export_dialog import ExportDialog
from spexplorer.ui.shell.import_dialog import ImportDialog, show_import
from spexplorer.ui.shell.library_import import LibraryImportDialog
from spexplorer.ui.shell.program import Program
from spexplorer.ui.shell.sources_help import SourcesHelp
from spexplorer.ui.views.library.page import LibraryView
from spexplorer.ui.widgets.text import TextPage

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly

RIS = """TY  - JOUR
TI  - Railways of the steppe
AU  - Nye, Joseph S.
AU  - Омарова, Айгүл
PY  - 2019
JO  - Journal of Routes
SP  - 1
EP  - 9
ER  -

TY  - BOOK
TI  - China’s Soft Power Methods Applied in Central Asian Countries (The Case of Kazakhstan)
PY  - 2018
SP  - 17
EP  - 25
ER  -

TY  - QQQQ
PY  - sometime in spring
ER  -
"""
PAPER = "work:kuramayeva-nurdavletova-2018"


@pytest.fixture
def program(own: Path, qtbot) -> Iterator[Program]:
    """A window on it."""
    program = window_on(own, qtbot)
    yield program
    program.window.close()


@pytest.fixture
def ris(tmp_path: Path) -> Path:
    """A file of three entries: a new one, one that is here, one that says little."""
    path = tmp_path / "sources.txt"
    path.write_text(RIS, "utf-8")
    return path


def previewed(program: Program, qtbot, *paths: Path) -> ImportDialog:
    dialog = show_import(program.window, list(paths))
    qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=30_000)
    return dialog


def works(path: Path) -> dict[str, Work]:
    return {record.title: record for record in records_of(path) if isinstance(record, Work)}


def test_a_file_is_previewed_imported_as_one_step_and_taken_back(program, own, ris, qtbot) -> None:
    before = list(records_of(own))
    dialog = previewed(program, qtbot, ris)
    assert dialog.tree.topLevelItemCount() == 3
    assert "3 entries were read (RIS)." in dialog.summary.text()
    states = {dialog.tree.topLevelItem(at).text(4) for at in range(3)}
    assert states == {"new", "here already"}
    assert list(records_of(own)) == before  # nothing is written before it is wanted
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        dialog.import_button.click()
    settled(qtbot, program)
    work = works(own)["Railways of the steppe"]
    names = {record.id: record for record in records_of(own) if record.id.startswith("agent:")}
    assert [names[part.agent].name for part in work.contributors] == [
        "Nye, Joseph S.",
        "Омарова, Айгүл",
    ]
    assert work.contributors[0].agent == "agent:nye-joseph"  # the one that was here
    assert work.origin.startswith("sources.txt")
    program.workspace.writer.run(undo())
    settled(qtbot, program)
    assert list(records_of(own)) == before


def test_another_library_is_rehearsed_taken_in_as_one_step_and_taken_back(
    program, own, railways, tmp_path, qtbot
) -> None:
    export = tmp_path / "railways.json"
    with export.open("w", encoding="utf-8") as stream:
        export_library(railways, stream)
    before = {record.id for record in records_of(own)}
    new = {record.id for record in records_of(railways)} - before
    dialog = show_import(program.window, [export])
    assert isinstance(dialog, LibraryImportDialog)
    qtbot.waitUntil(dialog.import_button.isEnabled, timeout=30_000)
    said = re.search(r"(\d+) records are new here", dialog.summary.text())
    assert said is not None
    assert 0 < int(said[1]) <= len(new)
    assert dialog.import_button.text() == f"&Import {said[1]} records"
    assert {record.id for record in records_of(own)} == before
    dialog.import_button.click()
    added = int(said[1])
    qtbot.waitUntil(lambda: len(list(records_of(own))) == len(before) + added, timeout=30_000)
    assert {record.id for record in records_of(own)} - before <= new
    program.workspace.editing.undo(lambda _done: None)
    qtbot.waitUntil(lambda: {r.id for r in records_of(own)} == before, timeout=30_000)


def test_a_library_that_cannot_be_changed_offers_one_that_can(
    bundled, railways, tmp_path, qtbot
) -> None:
    export = tmp_path / "railways.json"
    with export.open("w", encoding="utf-8") as stream:
        export_library(railways, stream)
    program = window_on(bundled, qtbot)
    show_import(program.window, [export])
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QMessageBox)), timeout=30_000)
    (offer,) = program.window.findChildren(QMessageBox)
    assert "never changed" in offer.text()
    offer.reject()
    program.window.close()


def test_a_library_without_anything_new_is_said_to_be_so(program, own, tmp_path, qtbot) -> None:
    export = tmp_path / "same.json"
    with export.open("w", encoding="utf-8") as stream:
        export_library(own, stream)
    dialog = show_import(program.window, [export])
    qtbot.waitUntil(lambda: "nothing new" in dialog.summary.text(), timeout=30_000)
    assert not dialog.import_button.isEnabled()
    export.write_text(export.read_text("utf-8")[:-300], "utf-8")
    dialog = show_import(program.window, [export])
    qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=30_000)
    assert "nothing new" not in dialog.summary.text()
    assert "Reading" not in dialog.summary.text()
    show_import(program.window, [export]).reject()


def test_what_is_said_of_an_entry_and_its_text_are_read_below(program, ris, qtbot) -> None:
    dialog = previewed(program, qtbot, ris)
    dialog.shown.setCurrentIndex(dialog.shown.findData("remarks"))
    assert dialog.tree.topLevelItemCount() == 1
    words = dialog.raw.toPlainText()
    assert "QQQQ" in words
    assert "sometime in spring" in words
    dialog.reject()


def test_the_help_on_a_format_is_reached_from_the_preview_and_the_menu(program, ris, qtbot) -> None:
    dialog = previewed(program, qtbot, ris)
    dialog.help_button.click()
    page = dialog.findChild(SourcesHelp)
    assert page.isVisible()
    text, pages = page.findChild(TextPage), page.findChild(QListWidget)
    assert "RIS" in text.toPlainText().splitlines()[0]
    assert "What it cannot carry" in text.toPlainText()
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert text.toPlainText().startswith("Importing")
    QTest.keyClicks(page.findChild(QLineEdit), "Turtle")
    assert text.toPlainText().startswith("SKOS")
    QTest.keyClicks(page.findChild(QLineEdit), "zzqx")
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("zzqx" in words for words in said)
    page.reject()
    dialog.reject()
    program.window.actions_by_name["sources-help"].trigger()
    assert program.window.findChild(SourcesHelp, options=DIRECT).isVisible()


@pytest.mark.parametrize("make", [BibliographyDialog, ExportDialog], ids=lambda one: one.__name__)
def test_no_two_parts_of_a_dialog_have_the_same_key(make, program) -> None:
    different_keys(make(program.window))


def test_no_two_parts_of_the_preview_have_the_same_key(program, ris, qtbot) -> None:
    dialog = previewed(program, qtbot, ris)
    assert dialog.also_same.isVisible()
    different_keys(dialog)


def different_keys(dialog) -> None:
    parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    named = [QKeySequence.mnemonic(one.text()).toString() for one in parts]
    keys = [key for key in named if key]
    assert len(keys) > 2
    assert len(keys) == len(set(keys)), sorted(keys)


def test_what_came_has_the_keyboard(program, ris, qtbot) -> None:
    in_front(qtbot, program.window)
    program.window.search.setFocus()
    dialog = previewed(program, qtbot, ris)
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        dialog.import_button.click()
    settled(qtbot, program)
    qtbot.waitUntil(lambda: isinstance(program.window.focusWidget(), RecordTable), timeout=20_000)


def test_a_file_of_no_known_format_is_refused_in_a_sentence(program, own, tmp_path, qtbot) -> None:
    before = own.read_bytes()
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty.ris").write_bytes(b"")
    dialog = previewed(program, qtbot, tmp_path / "noise.bin", tmp_path / "empty.ris")
    assert "in no format that is known here" in dialog.summary.text()
    assert "is empty" in dialog.summary.text()
    assert not dialog.import_button.isEnabled()
    dialog.reject()
    assert own.read_bytes() == before


def test_the_clipboard_is_imported(program, qtbot) -> None:
    QGuiApplication.clipboard().setText("@book{k, title={From the clipboard}, year=2020}")
    program.window.actions_by_name["paste-sources"].trigger()
    (dialog,) = program.window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1, timeout=30_000)
    assert dialog.tree.topLevelItem(0).text(0) == "From the clipboard"
    dialog.reject()


def test_a_citation_is_copied_rich_and_plain(program, qtbot) -> None:
    program.workspace.go(PAPER)
    QGuiApplication.clipboard().clear()
    program.window.actions_by_name["copy-citation"].trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "Kuramayeva" in clipboard.text(), timeout=60_000)
    assert "<em>Central Asia and the Caucasus</em>" in clipboard.mimeData().html()
    assert "<" not in clipboard.text()


def test_a_bibliography_is_read_copied_and_saved(program, tmp_path, monkeypatch, qtbot) -> None:
    program.window.actions_by_name["bibliography"].trigger()
    (dialog,) = program.window.findChildren(BibliographyDialog)
    qtbot.waitUntil(lambda: bool(dialog.entries), timeout=60_000)
    assert "Kuramayeva" in dialog.page.toPlainText()
    first = dialog.page.toPlainText()
    dialog.entries = []
    dialog.style_box.setCurrentIndex(dialog.style_box.findData("apa"))
    dialog.style_box.activated.emit(dialog.style_box.currentIndex())
    qtbot.waitUntil(lambda: bool(dialog.entries), timeout=60_000)
    assert dialog.page.toPlainText() != first
    dialog.entries = []
    dialog.shown.setCurrentIndex(1)
    dialog.shown.activated.emit(1)
    qtbot.waitUntil(lambda: bool(dialog.entries), timeout=60_000)
    assert len(dialog.entries) == 18
    assert dialog.page.toPlainText().startswith("1. ")
    assert not dialog.scope.isEnabled()
    dialog.entries = []
    dialog.shown.setCurrentIndex(0)
    dialog.shown.activated.emit(0)
    qtbot.waitUntil(lambda: bool(dialog.entries), timeout=60_000)
    dialog.copy_button.click()
    assert "Kuramayeva" in QGuiApplication.clipboard().text()
    target = tmp_path / "list.rtf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "RTF (*.rtf)"))
    dialog.save_button.click()
    qtbot.waitUntil(target.exists, timeout=60_000)
    assert target.read_bytes().startswith(b"{\\rtf")
    dialog.reject()


def test_what_a_format_cannot_carry_is_said(program, tmp_path, monkeypatch, qtbot) -> None:
    program.window.actions_by_name["export-sources"].trigger()
    (dialog,) = program.window.findChildren(ExportDialog)
    dialog.format.setCurrentIndex(dialog.format.findData("ris"))
    target = tmp_path / "out.ris"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "RIS (*.ris)"))
    told: list[str] = []
    monkeypatch.setattr(program.window, "tell", lambda words: told.append(str(words)))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    assert "51 records" in told[0]
    assert "no place for" in told[0]
    assert target.read_text("utf-8").count("ER  - ") == 51


def test_all_of_it_is_reached_by_keys(program) -> None:
    actions = program.window.actions_by_name
    assert actions["import"].shortcut().toString() == "Ctrl+I"
    assert actions["copy-citation"].shortcut().toString() == "Ctrl+Shift+C"
    for name in ("import", "import-folder", "paste-sources", "export-sources", "bibliography"):
        assert actions[name].isEnabled()
        assert "&" in actions[name].text()


TABLE = (
    "Каталог отдела;;;;;\r\n"
    "Что;Кто;Когда;Где вышло;Шкаф;Цена\r\n"
    '"Мягкая сила соседа";"Иванов, И. И.; Ли, Вэй";2015;Вестник;"A 12";"12,50"\r\n'
    '"Новый путь";"Петрова, П.";2017;Известия;"B 7";"3,00"\r\n'
)
MEANINGS = ("title", "authors", "issued", "container_title", "call_number", "-")


def columns_of(qtbot, dialog: ImportDialog) -> ColumnsDialog:
    """The dialog of columns that an import opens by itself."""
    qtbot.waitUntil(lambda: dialog.findChild(ColumnsDialog) is not None, timeout=20_000)
    found = dialog.findChild(ColumnsDialog)
    assert isinstance(found, ColumnsDialog)
    return found


def choose(columns: ColumnsDialog, meanings: tuple[str, ...]) -> None:
    for at, meaning in enumerate(meanings):
        box = columns.table.cellWidget(at, 2)
        assert isinstance(box, QComboBox)
        assert box.accessibleName()
        box.setCurrentIndex(box.findData(meaning))


def test_the_columns_of_an_unknown_table_are_explained_once(program, own, tmp_path, qtbot) -> None:
    table = tmp_path / "shelf.csv"
    table.write_bytes(TABLE.encode("cp1251"))
    dialog = show_import(program.window, [table])
    columns = columns_of(qtbot, dialog)
    assert columns.separator.currentData() == ";"
    assert columns.table.item(0, 0).text() == "Что"
    assert "Мягкая сила соседа" in columns.table.item(0, 1).text()
    choose(columns, MEANINGS)
    columns.use_button.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=20_000)
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        dialog.import_button.click()
    settled(qtbot, program)
    work = works(own)["Мягкая сила соседа"]
    assert (work.issued, work.container_title, work.call_number) == ("2015", "Вестник", "A 12")
    assert len(work.contributors) == 2
    assert not work.unmapped  # the price was left out
    # What came is shown, and nothing else; the whole import can be filtered for later.
    (origin,) = program.workspace.state.filter.values("origin")
    assert origin == work.origin
    shelf = tmp_path / "next.csv"
    shelf.write_bytes(TABLE.replace("соседа", "моря").encode("utf-8"))
    again = show_import(program.window, [shelf])
    qtbot.waitUntil(lambda: again.tree.topLevelItemCount() == 2, timeout=20_000)
    assert again.tree.topLevelItem(0).text(0) == "Мягкая сила моря"
    again.reject()


def test_a_table_without_heads_is_taken_apart_by_hand(program, own, tmp_path, qtbot) -> None:
    table = tmp_path / "list.csv"
    table.write_text("2001|A first book|Nye\n2002|A second book|Kim\n", "utf-8")
    dialog = show_import(program.window, [table])
    columns = columns_of(qtbot, dialog)
    assert columns.separator.currentData() == "|"
    assert columns.heads_line.currentData() == -1
    choose(columns, ("issued", "title", "authors"))
    assert not columns.remembers.isEnabled()
    columns.use_button.click()
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=20_000)
    with qtbot.waitSignal(dialog.imported, timeout=30_000):
        dialog.import_button.click()
    settled(qtbot, program)
    work = works(own)["A first book"]
    assert work.issued == "2001"


def test_a_statement_is_copied_with_its_citation(program, qtbot) -> None:
    board = QGuiApplication.clipboard()
    board.clear()
    claim = next(iter(program.workspace.reader.records("claim")))
    program.window.record_commands(claim.id).copy_statement()
    qtbot.waitUntil(lambda: "Kuramayeva" in board.text(), timeout=30_000)
    assert board.text().startswith(claim.statement.rstrip("."))
    assert "Kuramayeva" in board.mimeData().html()


def test_a_citation_is_copied_in_any_style(program, qtbot) -> None:
    if not program.workspace.citer.has_pandoc:
        pytest.skip("pandoc is not installed")
    menu = program.window.record_menu(PAPER)
    styles = next(one for one in menu.findChildren(QMenu) if one.objectName() == "copy-citation-in")
    styles.aboutToShow.emit()
    apa = next(one for one in styles.actions() if "APA" in one.text())
    apa.trigger()
    board = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "Kuramayeva & Nurdavletova, 2018" in board.text(), timeout=30_000)
    menu.close()


def test_a_record_is_dragged_out_as_a_citation(program, qtbot, monkeypatch) -> None:
    program.workspace.show_tab("library")
    tabs = program.window.tabs
    qtbot.waitUntil(lambda: isinstance(tabs.seen("library"), LibraryView), timeout=20_000)
    table = tabs.view("library").table
    qtbot.waitUntil(lambda: table.records.rowCount() > 5, timeout=20_000)
    dropped: list[tuple[str, str]] = []

    def drop(drag: QDrag, *_actions: object) -> Qt.DropAction:
        dropped.append((drag.mimeData().text(), drag.mimeData().html()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", drop)
    at = next(
        row for row in range(table.records.rowCount()) if table.records.record_id(row) == PAPER
    )
    table.choose(at)
    table.scrollTo(table.records.index(at))
    middle = table.visualRect(table.records.index(at)).center()
    view = table.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    for down in (40, 60):
        to = QPointF(middle + QPoint(0, down))
        left, bare = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(
            QEvent.Type.MouseMove, to, view.mapToGlobal(to), Qt.MouseButton.NoButton, left, bare
        )
        QApplication.sendEvent(view, move)
    qtbot.waitUntil(lambda: bool(dropped), timeout=20_000)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle)
    plain, rich = dropped[0]
    assert "Kuramayeva" in plain
    assert "<p>" in rich
    assert "Kuramayeva" in rich


def test_a_collection_or_a_selection_is_exported(program, qtbot) -> None:
    works_here = sorted(one.id for one in program.workspace.reader.records("work"))
    two = (PAPER, next(one for one in works_here if one != PAPER))
    writer = program.workspace.writer
    writer.run(add_term("collection", Term("list", "Reading list")))
    for uid in two:
        writer.run(set_fields(uid, {"collections": ["list"]}))
    settled(qtbot, program)
    state = program.workspace.state
    program.workspace.set_state(state._replace(selected=frozenset(works_here[:3])))
    program.window.actions_by_name["export-sources"].trigger()
    (dialog,) = program.window.findChildren(ExportDialog)
    offered = [dialog.scope.itemText(at) for at in range(dialog.scope.count())]
    assert "The 3 selected records" in offered
    at = offered.index("Collection Reading list: 2 records")
    dialog.scope.setCurrentIndex(at)
    assert sorted(dialog.scope.ids() or ()) == sorted(two)
    dialog.scope.setCurrentIndex(offered.index("The 3 selected records"))
    assert sorted(dialog.scope.ids() or ()) == works_here[:3]
    dialog.reject()
