"""Someone who sees the window for the first time: the tour, help on the spot, an empty library."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from activation import in_front
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QTextBrowser

from spexplorer.bootstrap import make_application
from spexplorer.formats.interchange import discover
from spexplorer.operations.library_creation import new_library
from spexplorer.operations.reader import Reader
from spexplorer.support.folders import resources
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.empty_library import EmptyLibraryView
from spexplorer.ui.shell.help import HelpDialog
from spexplorer.ui.shell.program import Program
from spexplorer.ui.shell.sources_help import SourcesHelp
from spexplorer.ui.shell.tour import Tour
from spexplorer.ui.style.appearance import Appearance
from spexplorer.workspace.settings import Session, load_session


def opened(qapp, reader: Reader, session: Session) -> Program:
    program = Program(Appearance(make_application()), reader, Trace(), session)
    program.window.resize(1280, 720)
    program.show()
    deadline = time.monotonic() + 30
    while not program.is_furnished and time.monotonic() < deadline:
        qapp.processEvents()
    assert program.is_furnished
    return program


def press(widget, text: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text() == text).click()


# -- the tour -------------------------------------------------------------------------------------


def test_a_first_start_offers_a_tour_until_it_is_put_away(qapp, home, bundled, settle) -> None:
    assert load_session().offers_tour
    program = opened(qapp, Reader(bundled), load_session())
    try:
        tour = program.window.tour
        assert isinstance(tour, Tour) and tour.isVisible()
        seen = []
        for number in range(1, 6):
            assert tour.is_at == number
            assert program.window.rect().contains(tour.geometry())
            words = [label.text() for label in tour.findChildren(QLabel)]
            seen.append(words[0])
            assert all(label.isVisible() for label in tour.findChildren(QLabel))
            press(tour, "Next" if number < 5 else "Done")
            settle()
        assert len(set(seen)) == 5
        assert program.window.tour is None
        assert not load_session().offers_tour
        program.window.actions_by_name["tour"].trigger()
        assert program.window.tour.isVisible()
    finally:
        program.window.close()
        qapp.processEvents()


def test_the_tour_stops_nobody_and_is_reached_by_key(program, settle, qtbot) -> None:
    window = program.window
    in_front(qtbot, window)
    window.actions_by_name["tour"].trigger()
    settle()
    program.workspace.show_tab("timeline")
    settle()
    assert program.workspace.state.tab == "timeline"
    for _ in range(7):
        window.actions_by_name["next-pane"].trigger()
        if window.tour.isAncestorOf(window.focusWidget()):
            break
    assert window.tour.isAncestorOf(window.focusWidget())
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.tour is None


@pytest.mark.parametrize(("size", "scale"), [((1024, 700), 1.5), ((1280, 720), 2.0)])
def test_the_tour_is_whole_in_a_small_window(program, settle, size, scale) -> None:
    window = program.window
    program.appearance.resize_to(scale)
    window.resize(*size)
    settle()
    window.actions_by_name["tour"].trigger()
    for _ in range(4):
        settle()
        assert window.rect().contains(window.tour.geometry())
        for label in window.tour.findChildren(QLabel):
            if label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width())
        press(window.tour, "Next")
    window.tour.end()


# -- help -----------------------------------------------------------------------------------------


def shown_section(program) -> str:
    dialog = next(one for one in program.window.findChildren(HelpDialog) if one.isVisible())
    text = dialog.findChild(QTextBrowser).textCursor().selectedText()
    dialog.reject()
    return text


def test_f1_explains_the_tab_or_the_part_that_has_the_keyboard(program, settle, qtbot) -> None:
    window = program.window
    in_front(qtbot, window)
    titles = window.tab_titles()
    for view_id in window.view_ids():
        program.workspace.show_tab(view_id)
        settle()
        window.current_view().setFocus()
        window.actions_by_name["help"].trigger()
        assert shown_section(program) == titles[view_id]
    window.facets.findChild(QLineEdit).setFocus()
    window.actions_by_name["help"].trigger()
    assert shown_section(program) == "Facets"
    window.search.setFocus()
    window.actions_by_name["help"].trigger()
    assert shown_section(program) == "Search"


def test_the_glossary_explains_the_words_of_the_field() -> None:
    text = (resources() / "help" / "glossary.md").read_text(encoding="utf-8").casefold()
    for word in (
        "field of influence",
        "stance",
        "passage",
        "certain and possible",
        "edtf",
        "facet",
    ):
        assert f"## {word}" in text


# -- an empty library -----------------------------------------------------------------------------


def test_an_empty_library_says_so_and_what_to_do(qapp, home, tmp_path: Path, settle) -> None:
    file = tmp_path / "empty.spex"
    new_library(file)
    heard: list[str] = []

    def hear(mode: QtMsgType, _context: object, message: str) -> None:
        heard.append(message)

    before = qInstallMessageHandler(hear)
    session = Session(panels="facets inspector charts")
    program = opened(qapp, Reader(file), session)
    try:
        for view_id in program.window.view_ids():
            program.workspace.show_tab(view_id)
            settle()
            view = program.window.current_view()
            assert isinstance(view, EmptyLibraryView)
            assert "This library is empty" in [label.text() for label in view.findChildren(QLabel)]
        wanted: list[Path] = []
        program.window.path_wanted.disconnect()
        program.window.path_wanted.connect(wanted.append)
        chosen: list[bool] = []
        program.window.tools.new.triggered.disconnect()
        program.window.tools.new.triggered.connect(lambda: chosen.append(True))
        view.new.click()
        assert len(chosen) == 1, "the first record is written from here"
        view.bundled.click()
        assert [path.name for path in wanted] == ["library.spex"]
    finally:
        program.window.close()
        qapp.processEvents()
        qInstallMessageHandler(before)
    assert [words for words in heard if "propagateSizeHints" not in words] == []


def test_the_help_has_a_page_for_each_format_of_sources(program) -> None:
    text = (resources() / "help" / "sources.md").read_text(encoding="utf-8")
    told = set(re.findall(r"(?m)^## \{([\w-]+)\}", text))
    assert told == {"importing", "exporting", "citing", *discover()}
    program.window.actions_by_name["sources-help"].trigger()
    dialog = next(one for one in program.window.findChildren(SourcesHelp) if one.isVisible())
    pages = dialog.findChild(QListWidget)
    titles = [pages.item(row).text() for row in range(pages.count())]
    assert titles[3:] == [fmt.label for fmt in discover().values()]
    for row in range(pages.count()):
        pages.setCurrentRow(row)
        shown = dialog.findChild(QTextBrowser).toPlainText()
        assert shown.startswith(titles[row])
        assert len(shown) > 150
    dialog.reject()
