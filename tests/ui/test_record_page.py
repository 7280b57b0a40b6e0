"""The page of a record stays readable, however much refers to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spexplorer.operations.reading import Link, Reader
from spexplorer.ui.record_page import RecordPage
from spexplorer.ui.theme import load_theme

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
    many = [
        Link("claim.holder", False, "", row._replace(id=f"claim:{at}", kind="claim"))
        for at in range(1_700)
    ]
    monkeypatch.setattr(page._reader, "links", lambda _: many)
    key = page.html(record).split('href="unfold:')[1].split('"')[0]
    page.unfolded.add(key)
    html = page.html(record)
    assert html.count('href="record:claim:') == 500
    assert "and 1,200 more" in html
