"""The page of a record stays readable, however much refers to it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import QMessageBox

from spexplorer.operations.reader import Link, LinkSort, Reader
from spexplorer.ui.panels.record_page import BREAK, RecordPage
from spexplorer.ui.style.theme import load_theme
from spexplorer.ui.translation import tr
from spexplorer.words.languages import language_label, script_label

UID = "agent:kn2018-authors"


@pytest.fixture
def page(qapp, bundled: Path) -> RecordPage:
    return RecordPage(Reader(bundled), load_theme("light"))


def shown(html: str) -> int:
    return html.count('href="record:')


def test_many_links_are_folded_and_unfold(page: RecordPage, bundled: Path) -> None:
    record = Reader(bundled).record(UID)
    assert record is not None
    folded = page.html(record)
    assert shown(folded) < 100
    keys = {part.split('"')[0] for part in folded.split('href="unfold:')[1:]}
    assert keys
    page.unfolded |= keys
    unfolded = page.html(record)
    assert shown(unfolded) > 200
    assert "unfold:" not in unfolded


def test_an_unfolded_list_of_thousands_ends_and_says_how_many_follow(
    page: RecordPage, bundled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Reader(bundled)
    record, row = reader.record(UID), reader.row(UID)
    assert record is not None
    assert row is not None
    first = tuple(
        Link("holder", False, "", row._replace(id=f"claim:{at}", kind="claim")) for at in range(500)
    )
    many = [LinkSort("holder", False, "claim", 1_700, first)]
    monkeypatch.setattr(page._reader, "linked", lambda *_: many)
    key = page.html(record).split('href="unfold:')[1].split('"')[0]
    page.unfolded.add(key)
    html = page.html(record)
    assert html.count('href="record:claim:') == 500
    assert "and 1,200 more" in html


def test_a_work_opens_where_it_is_met(program, settle) -> None:
    """What a footnote cites and the citing paper open in Citations, any other work in Library."""
    workspace = program.workspace
    reader = workspace.reader
    cited = {one.cited_work for one in reader.records("citation")} | {reader.about["main_work"]}
    works = [row.id for row in reader.rows("work")]
    free = next(uid for uid in works if uid not in cited)
    for uid, tab in (
        (next(uid for uid in works if uid in cited), "citations"),
        (free, "library"),
        (reader.about["main_work"], "citations"),
    ):
        workspace.go(uid)
        settle()
        assert (workspace.state.current, workspace.state.tab) == (uid, tab)
    workspace.go(free, stay=True)
    assert workspace.state.tab == "citations"


def test_codes_of_languages_and_scripts_are_named(page: RecordPage, bundled: Path) -> None:
    reader = Reader(bundled)
    html = page.html(reader.record("instrument:confucius-institutes"))
    assert "Other forms of the name (" in html and "(Russian, Cyrillic)" not in html
    page.turned.add("variants")
    html = page.html(reader.record("instrument:confucius-institutes"))
    for words in ("(Chinese, simplified characters)", "(Russian, Cyrillic)", "(Kazakh, Cyrillic)"):
        assert words in html
    record = reader.record("work:prc-mfa-statistical-data")
    assert record.language == "zh"
    html = page.html(record)
    assert ">Chinese<" in html
    assert ">zh<" not in html
    assert "Confucius institutes" in page.html(reader.record("statistic:confucius-learners-world"))


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "German"),
        ("ug", "Uyghur"),
        ("KK", "Kazakh"),
        ("kk-Latn", "Kazakh (Latin)"),
        ("zh-Hans-CN", "Chinese (simplified characters)"),
        ("kir", "Kyrgyz"),
        ("xx", "xx"),
    ],
)
def test_a_language_goes_by_its_name(tag: str, name: str) -> None:
    assert language_label(tr, tag) == name


def test_a_script_goes_by_its_name() -> None:
    assert [script_label(tr, code) for code in ("Cyrl", "Grek", "Xxxx")] == [
        "Cyrillic",
        "Greek",
        "Xxxx",
    ]


def test_a_remark_that_goes_by_its_own_words_says_them_once(
    page: RecordPage, bundled: Path
) -> None:
    record = Reader(bundled).record("note:contra-xi-or-hu")
    assert page.html(record).count(escape(record.explanation)) == 1


def text_of(html: str) -> str:
    document = QTextDocument()
    document.setHtml(html)
    return document.toPlainText()


def test_evidence_stands_first_and_groups_fold(page: RecordPage, bundled: Path) -> None:
    record = Reader(bundled).record("instrument:cultural-exchange")
    text = text_of(page.html(record))
    places = [
        text.index(words) for words in ("Instrument", "Annual cultural", "Evidence", "Details")
    ]
    assert places == sorted(places)
    assert "The text of the source is not part of the library." in text
    assert "▸ Other forms of the name (6)" in text and "wenhua jiaoliu" not in text
    page.turned |= {"variants", "evidence"}
    text = text_of(page.html(record))
    assert "wenhua jiaoliu" in text and "The text of the source" not in text


def test_a_work_shows_its_titles_its_uses_and_its_address(page: RecordPage, bundled: Path) -> None:
    reader = Reader(bundled)
    text = text_of(page.html(reader.record("work:huang-2013-chinas-soft-power-east-asia")))
    assert "China’s Soft Power in East Asia" in text
    assert "Footnotes that cite it" in text and "Huang, Chin-Hao" in text
    work = next(w for w in reader.records("work") if w.url and w.accessed)
    text = text_of(page.html(work))
    assert work.url in text.replace(BREAK, "") and "consulted" in text


@pytest.mark.parametrize(
    ("uid", "words"),
    [
        ("work:shustov-miagkaia-sila-drakona", "romanised"),
        ("work:2003-education-ministries-agreement", "as the source gives it"),
    ],
)
def test_only_a_romanisation_is_called_one(
    page: RecordPage, bundled: Path, uid: str, words: str
) -> None:
    reader = Reader(bundled)
    assert f"{reader.label(uid)}\n{words}" in text_of(page.html(reader.record(uid)))


def test_an_observation_shows_what_is_printed_beside_what_is_read(
    page: RecordPage, bundled: Path
) -> None:
    text = text_of(page.html(Reader(bundled).record("note:mark-13")))
    assert "As printed" in text and "“!®”" in text and "Read as" in text and "Known from" in text


def test_a_web_address_is_shown_whole_before_it_is_opened_and_can_be_copied(
    program, settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    reader = program.workspace.reader
    work = next(w for w in reader.records("work") if w.url)
    program.workspace.go(work.id)
    settle()
    panel = program.window.record
    panel.anchorClicked.emit(QUrl(f"web:{work.url.encode().hex()}"))
    box = program.window.findChild(QMessageBox)
    assert box.informativeText() == work.url
    assert opened == []
    press = {button.text(): button for button in box.buttons()}
    press["&Copy the address"].click()
    assert QGuiApplication.clipboard().text() == work.url and opened == []
    panel.anchorClicked.emit(QUrl(f"web:{work.url.encode().hex()}"))
    box = next(one for one in program.window.findChildren(QMessageBox) if one.isVisible())
    next(b for b in box.buttons() if b.text() == "&Open in the browser").click()
    assert opened == [work.url]


def test_the_panel_follows_back_and_forward(program, settle) -> None:
    panel = program.window.record
    program.workspace.go("citation:kn2018-08")
    settle()
    program.workspace.go("agent:xi-jinping")
    settle()
    assert "Xi Jinping" in panel.toPlainText()
    program.workspace.back()
    settle()
    assert program.workspace.state.current == "citation:kn2018-08"
    assert panel.toPlainText().startswith("Footnote")
