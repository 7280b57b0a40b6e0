"""The page of a record stays readable, however much refers to it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from spexplorer.operations.reader import Link, LinkSort, Reader
from spexplorer.ui.panels.record_page import RecordPage
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
