"""The tab Source: a copy is read with what rests on it; selections become notes, places and evidence."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "anchoring"))

from copies import NOTE, SENTENCES, WORK
from damage import write_pdf

from spexplorer.operations.annotations import notes_on
from spexplorer.operations.attaching import attachments
from spexplorer.ui.views.source.page import SourceView
from spexplorer.ui.views.source.selection_bar import NoteDialog, ValuesDialog

OTHER = "The ferryman came late to the upper quay again, as ferrymen of that river always did."
TEXT = "\n\n".join(["Contents", *SENTENCES, f"1 {NOTE}", OTHER])


def attach(program, qtbot, file: Path) -> None:
    done: list[object] = []
    copies = program.workspace.copies
    copies.attach(WORK, file, done.append, pytest.fail, beside=False)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)


def read(program, qtbot, settle, record: str) -> SourceView:
    program.workspace.read_source(record)
    settle()
    view = program.window.current_view()
    assert isinstance(view, SourceView)
    return view


@pytest.fixture
def source(ferry, qtbot, settle, tmp_path: Path) -> SourceView:
    """The tab with a copy as text."""
    file = tmp_path / "copy.txt"
    file.write_text(TEXT, encoding="utf-8")
    attach(ferry, qtbot, file)
    return read(ferry, qtbot, settle, "event:ferry-late")


def select(view: SourceView, words: str) -> None:
    start = view.text.text.index(words)
    view.text.select(start, start + len(words))


def test_the_passage_of_the_current_record_is_marked_with_what_rests_on_it(
    ferry, source, settle
) -> None:
    assert source.text.text == TEXT
    marks = {mark.key: mark for mark in source.text.in_sight()}
    strong = [key for key, mark in marks.items() if mark.is_strong]
    assert strong == ["passage:ferry-1"]  # what states it comes before what supports it
    assert marks["passage:ferry-1"].figure == "1"
    assert "The ferry is late" in marks["passage:ferry-1"].tip
    assert SENTENCES[0] in source.sheet.toPlainText()
    source.text.chosen.emit(TEXT.index(SENTENCES[1]) + 4)
    settle()
    assert ferry.workspace.state.current == "passage:ferry-2"
    said = source.sheet.toPlainText()
    assert NOTE[:30] in said and "mark lost" in said and "The diary of the widow" in said
    labels = [getattr(one, "label", "") or one.words for one in source.outline.entries]
    assert labels == [
        "One",
        "¶ 1, 1",
        "¶ 1, 2",
        "Two",
        "¶ 1, 3",
        "¶ 1, 4",
        "Footnotes",
        "Footnote 1",
    ]


def test_without_a_copy_the_outline_is_there_and_the_way_to_attach_one(
    ferry, qtbot, settle
) -> None:
    view = read(ferry, qtbot, settle, "passage:ferry-3")
    assert "Marrow Press" in view.lack.where.text() and not view.lack.attach.isHidden()
    assert "no copy is open" in view.heading.text()
    assert len(view.outline.entries) == 8


def test_words_are_found_across_line_ends(source, qtbot, settle) -> None:
    source.tools.field.setText("the UPPER quay")
    assert source.tools.found.text() == "1 of 2"
    qtbot.keyClick(source.tools.field, Qt.Key.Key_Return)
    assert source.tools.found.text() == "2 of 2"
    source.tools.field.setText("nowhere at all")
    assert source.tools.found.text() == "not found"
    source.tools.field.clear()
    assert source.tools.found.isHidden()


def test_a_highlight_and_a_note_are_kept_listed_and_written_out(
    source, settle, tmp_path, monkeypatch
) -> None:
    select(source, "in a dry summer")
    source.bar.highlight.click()
    assert [one.exact for one in notes_on(WORK)] == ["in a dry summer"]
    select(source, "tariffs of the weir")
    source.bar.note.click()
    dialog = source.window().findChild(NoteDialog)
    dialog.field.setPlainText("how much?")
    dialog.keep.click()
    assert [one.body for one in source.acts.notes] == ["", "how much?"]
    source.lists.button("notes").click()
    shown = [(entry.label, entry.detail) for entry in source.notes.list.entries if entry.id]
    assert shown == [("in a dry summer", ""), ("how much?", "tariffs of the weir")]
    target = tmp_path / "notes.jsonld"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    source.notes.export_wanted.emit("jsonld")
    assert len(json.loads(target.read_text(encoding="utf-8"))["items"]) == 2
    source.acts.edit_note(source.acts.notes[0].id)
    source.window().findChildren(NoteDialog)[-1].remove.click()
    assert [one.body for one in notes_on(WORK)] == ["how much?"]


def test_notes_are_found_again_when_the_copy_is_replaced(
    ferry, source, qtbot, settle, tmp_path
) -> None:
    select(source, "in a dry summer")
    source.bar.highlight.click()
    file = tmp_path / "again.txt"
    file.write_text(f"Preface of a new edition\n\n{TEXT}", encoding="utf-8")
    attach(ferry, qtbot, file)
    settle()
    sha256 = attachments(WORK)[0].sha256
    qtbot.waitUntil(lambda: any(n.sha256 == sha256 for n in source.acts.notes), timeout=20_000)
    (note,) = source.acts.notes
    assert source.text.text[note.start : note.end] == "in a dry summer"


def test_a_passage_that_was_not_found_is_placed_by_hand(ferry, qtbot, settle, tmp_path) -> None:
    file = tmp_path / "copy.txt"
    file.write_text(TEXT.replace(SENTENCES[0], ""), encoding="utf-8")
    attach(ferry, qtbot, file)
    view = read(ferry, qtbot, settle, "passage:ferry-1")
    assert view.lists.button("orphans").text() == "Not found  1"
    assert "not found in your copy" in view.sheet.toPlainText()
    assert view.bar.place.isHidden()
    select(view, OTHER)
    assert not view.bar.place.isHidden()
    view.bar.place.click()
    settle()
    assert OTHER in view.sheet.toPlainText()
    assert attachments(WORK)[0].orphans == ()
    assert not view.bar.back.isHidden()
    view.bar.back.click()
    settle()
    assert attachments(WORK)[0].orphans == ("passage:ferry-1",)


def test_a_record_is_made_from_a_selection_with_what_was_found_in_it(
    ferry, source, qtbot, settle
) -> None:
    select(source, SENTENCES[3])
    source.bar.record_wanted.emit("event")
    qtbot.waitUntil(lambda: source.window().findChild(ValuesDialog) is not None, timeout=20_000)
    dialog = source.window().findChild(ValuesDialog)
    offered = [(value.sort, value.value) for _, value in dialog.boxes]
    assert offered == [("date", "1931-05"), ("amount", "1200000")]
    dialog.go_on.click()
    panel = ferry.window.record_panel
    qtbot.waitUntil(lambda: panel.form is not None, timeout=20_000)
    raw = panel.form.raw()
    assert raw["date"] == "1931-05"
    assert raw["evidence"] == [{"passage": "passage:ferry-4", "role": "states"}]
    panel._close(panel.form)


def test_a_selection_supports_the_current_record_by_a_new_passage(
    ferry, source, qtbot, settle
) -> None:
    select(source, OTHER)
    source.bar.support.click()

    def passages() -> list[str]:
        record = ferry.workspace.reader.record("event:ferry-late")
        return [one.passage for one in record.evidence]

    qtbot.waitUntil(lambda: len(passages()) == 3, timeout=20_000)
    made = ferry.workspace.reader.record(passages()[2])
    assert (made.work, made.section, made.token_count) == (WORK, "Two", 16)
    assert TEXT[slice(*attachments(WORK)[0].places[made.id])] == OTHER


def test_the_pages_of_a_pdf_with_small_ones_beside(ferry, qtbot, settle, tmp_path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, [SENTENCES[0], SENTENCES[1], f"{SENTENCES[2]}\n{SENTENCES[3]}\n1 {NOTE}"])
    attach(ferry, qtbot, file)
    view = read(ferry, qtbot, settle, "passage:ferry-4")
    pages = view.pages
    qtbot.waitUntil(lambda: pages.count == 3 and pages.wanted() is None, timeout=20_000)
    assert pages.current == "passage:ferry-4"
    view.lists.button("thumbnails").click()
    small = view.thumbnails
    qtbot.waitUntil(lambda: small.count == 3 and small.wanted() is None, timeout=20_000)
    view.tools.larger.click()
    assert pages.zoom == pytest.approx(1.1)
    view.tools.modes.button("text").click()
    assert SENTENCES[2] in view.text.text
    small.page_chosen.emit(1)
    settle()
    view.tools.modes.button("pages").click()
    assert view.text.text[view.text.at_top() :].startswith(SENTENCES[1][:10]) or pages.isVisible()
