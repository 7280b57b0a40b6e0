"""A copy of a source is attached in the window, and evidence shows its sentences."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "anchoring"))

from copies import NOTE, SENTENCES, WORK
from damage import write_pdf

from spexplorer.operations.attaching import attachments
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.panels.attach_dialog import AttachDialog, open_attach_dialog
from spexplorer.ui.panels.evidence_dialog import EvidenceDialog
from spexplorer.ui.shell.file_drop import FileDrop, is_copy
from spexplorer.ui.shell.program import Program
from spexplorer.ui.widgets.text import TextPage

EVENT = "event:ferry-late"
PAGES = [f"Contents\n{SENTENCES[0]}\n{SENTENCES[1]}", f"{SENTENCES[2]}\n{SENTENCES[3]}\n\n1 {NOTE}"]


@pytest.fixture(params=["txt", "pdf"])
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / f"my copy.{request.param}"
    if request.param == "pdf":
        write_pdf(file, PAGES)
    else:
        file.write_text("\n\n".join(PAGES), encoding="utf-8")
    return file


def attach(program: Program, qtbot, file: Path) -> AttachDialog:
    dialog = open_attach_dialog(program.workspace, program.window, file, WORK)
    dialog.attach_button.click()
    qtbot.waitUntil(lambda: not dialog.read_button.isHidden(), timeout=20_000)
    return dialog


def evidence(program: Program, settle, record: str) -> EvidenceDialog:
    program.workspace.go(record)
    settle()
    program.window.actions_by_name["evidence"].trigger()
    settle()
    return program.window.findChildren(EvidenceDialog)[-1]


def test_a_dropped_copy_is_attached_and_what_was_found_is_said(ferry, qtbot, settle, copy) -> None:
    urls = QMimeData()
    urls.setUrls([QUrl.fromLocalFile(str(copy))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(5, 5), actions, urls, buttons, Qt.KeyboardModifier.NoModifier)
    taker = ferry.window.findChild(FileDrop) or FileDrop(ferry.window)
    assert taker.eventFilter(ferry.window, drop)
    dialog = ferry.window.findChild(AttachDialog)
    assert dialog.file.words() == str(copy) and dialog.leave.isChecked()
    at = dialog.work.findData(WORK)
    dialog.work.setCurrentIndex(at)
    dialog.attach_button.click()
    qtbot.waitUntil(lambda: not dialog.read_button.isHidden(), timeout=20_000)
    assert dialog.outcome.text() == "5 of 5 sentences found; none left over."
    assert [one.path for one in attachments(WORK)] == [str(copy)]
    dialog.read_button.click()
    settle()
    assert ferry.workspace.state.current == WORK


def test_what_cannot_be_attached_is_one_sentence_and_nothing_is_kept(
    ferry, qtbot, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 and nothing else")
    dialog = open_attach_dialog(ferry.workspace, ferry.window, broken, WORK)
    dialog.attach_button.click()
    qtbot.waitUntil(lambda: "damaged" in dialog.outcome.text(), timeout=20_000)
    assert dialog.form.isEnabled() and attachments(WORK) == []
    dialog.work.setCurrentText("no work of this name")
    dialog.attach_button.click()
    assert "no work of this name" in dialog.outcome.text()
    dialog.reject()


def test_a_copy_beside_the_library(ferry, qtbot, copy, tmp_path: Path) -> None:
    dialog = open_attach_dialog(ferry.workspace, ferry.window, copy, WORK)
    dialog.beside.setChecked(True)
    dialog.attach_button.click()
    qtbot.waitUntil(lambda: not dialog.read_button.isHidden(), timeout=20_000)
    assert Path(attachments(WORK)[0].path).parent == tmp_path / "ferry-copies"
    dialog.reject()


def test_evidence_without_a_copy_says_where_the_source_is_and_offers_to_attach_it(
    ferry, qtbot, settle, copy
) -> None:
    dialog = evidence(ferry, settle, EVENT)
    assert "not part of this library" in dialog.view.lack.words.text()
    assert "Marrow Press" in dialog.view.lack.where.text()
    assert not dialog.quote.isEnabled()
    dialog.view.lack.attach.click()
    asked = dialog.findChild(AttachDialog)
    assert asked.work.currentData() == WORK
    asked._file = copy
    asked._show_file()
    asked.attach_button.click()
    qtbot.waitUntil(lambda: dialog.view.text == SENTENCES[0], timeout=20_000)
    dialog.reject()


def test_evidence_shows_sentences_in_order_of_strength_with_their_footnotes(
    ferry, qtbot, settle, copy
) -> None:
    attach(ferry, qtbot, copy).reject()
    dialog = evidence(ferry, settle, EVENT)
    assert [row.id for row in dialog.findChild(RecordList).rows] == [
        "passage:ferry-1",
        "passage:ferry-2",
    ]
    assert dialog.view.text == SENTENCES[0]
    dialog.findChild(RecordList).chosen.emit("passage:ferry-2")
    assert dialog.view.text == SENTENCES[1]
    page = dialog.findChild(TextPage)
    text = page.toPlainText()
    assert NOTE[:40] in text and "mark lost" in text and "The diary of the widow" in text
    page.anchorClicked.emit(QUrl("passage:passage:ferry-note"))
    assert NOTE[:40] in dialog.view.text
    dialog.back_button.click()
    assert dialog.view.text == SENTENCES[1]
    dialog.on_button.click()
    assert NOTE[:40] in dialog.view.text
    dialog.beside.setChecked(True)
    shown = [label.text() for label in dialog.cards.findChildren(type(dialog.view.sentence))]
    assert SENTENCES[0] in shown and SENTENCES[1] in shown
    dialog.quote.click()
    assert NOTE[:40] in QGuiApplication.clipboard().text()
    dialog.reject()


def test_the_page_of_a_pdf_is_drawn_with_the_sentence_marked(
    ferry, qtbot, settle, tmp_path: Path
) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, PAGES)
    attach(ferry, qtbot, file).reject()
    dialog = evidence(ferry, settle, EVENT)
    assert not dialog.view.shown_as.isHidden()
    dialog.view.shown_as.button("page").click()
    pages = dialog.view.pages
    qtbot.waitUntil(lambda: pages.count == 2 and pages.wanted() is None, timeout=20_000)
    assert pages.count == 2 and pages.current == "passage:ferry-1"
    boxes = [mark.boxes for mark in pages._marks[0]]
    assert len(boxes) == 1 and boxes[0]
    dialog.view.shown_as.button("sentence").click()
    dialog.reject()


def test_a_copy_that_is_gone_is_said_and_looked_for_again(ferry, qtbot, settle, copy) -> None:
    attach(ferry, qtbot, copy).reject()
    elsewhere = copy.with_name("moved away")
    copy.rename(elsewhere)
    ferry.workspace.copies.open_again(WORK)
    dialog = evidence(ferry, settle, EVENT)
    qtbot.waitUntil(lambda: "not there any more" in dialog.view.lack.words.text(), timeout=20_000)
    elsewhere.rename(copy)
    dialog.view.lack.again.click()
    qtbot.waitUntil(lambda: dialog.view.text == SENTENCES[0], timeout=20_000)
    assert any("Attach" in button.text() for button in dialog.findChildren(QPushButton))
    dialog.reject()


def test_entries_are_imported_and_texts_attached(tmp_path: Path) -> None:
    entries, prose = tmp_path / "list.txt", tmp_path / "prose.txt"
    entries.write_text("PMID- 1\nTI  - The ferry\nSO  - River. 1931\n\n", encoding="utf-8")
    prose.write_text(" ".join(SENTENCES), encoding="utf-8")
    assert not is_copy(entries) and is_copy(prose)
    assert is_copy(tmp_path / "any.PDF") and not is_copy(tmp_path / "any.ris")


def test_hits_of_a_search_show_the_sentence_once_a_copy_is_there(ferry, qtbot, copy) -> None:
    attach(ferry, qtbot, copy).reject()
    box = ferry.window.search
    box.setText("late")
    box.search_now()

    def details() -> list[str]:
        return [row.detail for row in box.hits.list.rows if row.id == EVENT]

    qtbot.waitUntil(lambda: bool(details()), timeout=20_000)
    assert SENTENCES[0] in details()[0]


def test_the_chain_of_a_footnote_shows_it_as_printed_and_leads_to_its_place(
    ferry, qtbot, settle, copy
) -> None:
    attach(ferry, qtbot, copy).reject()
    ferry.workspace.go("citation:ferry-1")
    settle()
    view = ferry.window.current_view()
    said = view.sheet.toPlainText()
    assert NOTE[:40] in said and SENTENCES[1] in said
    view.sheet.anchorClicked.emit(QUrl("unfold:source:passage:ferry-note"))
    settle()
    assert ferry.workspace.state.tab == "source"
    assert ferry.workspace.state.current == "passage:ferry-note"
