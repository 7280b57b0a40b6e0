"""Citations by the real pandoc: styles, languages, locators, what stands behind a figure, and without it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from spexplorer.citing import documents, pandoc
from spexplorer.citing.items import Cited, pages_of
from spexplorer.citing.styles import read_style, style_named, styles
from spexplorer.domain.records import Record
from spexplorer.domain.works import Passage, Work
from spexplorer.operations.citing import OWN, Citer
from spexplorer.operations.export import records_of
from spexplorer.support.errors import AppError

BOOK = {
    "id": "work:nye", "type": "book", "title": "Soft Power", "language": "en", "issued": "2004",
    "author": [{"family": "Nye", "given": "Joseph S."}], "publisher": "PublicAffairs",
}  # fmt: skip
RUSSIAN = {
    "id": "work:syr", "type": "article-journal", "title": "Мягкая сила Китая", "language": "ru",
    "author": [{"family": "Сыроежкин", "given": "К. Л."}], "container-title": "Казахстан-Спектр",
    "volume": "3", "page": "12-20", "issued": "2010",
}  # fmt: skip
CHINESE = {
    "id": "work:zh", "type": "book", "title": "软实力", "language": "zh", "issued": "2008",
    "author": [{"literal": "门洪华"}], "publisher": "浙江人民出版社",
}  # fmt: skip
ROMANISED = RUSSIAN | {"id": "work:rom", "title": "Miagkaia sila Kitaia"}


@pytest.fixture(scope="module")
def library(bundled: Path) -> dict[str, Record]:
    """Every record of the bundled library by its id."""
    return {record.id: record for record in records_of(bundled)}


@pytest.fixture(scope="module")
def citer(bundled: Path) -> Citer:
    """Cites from the bundled library."""
    return Citer(bundled)


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.code)
def test_every_style_lists_every_work_of_the_paper_once(style, citer: Citer, library) -> None:
    works = [record.id for record in library.values() if isinstance(record, Work)]
    entries = citer.bibliography(None, style)
    assert sorted(entry.item for entry in entries) == sorted(works)
    assert all(entry.html and "<div" not in entry.html for entry in entries)


@pytest.mark.parametrize("style", styles(), ids=lambda style: style.code)
def test_the_eighteen_footnotes_can_be_shown_in_any_style(style, citer: Citer, library) -> None:
    footnotes = sorted(uid for uid in library if uid.startswith("citation:"))
    notes = citer.notes(footnotes, style)
    assert len(notes) == 18
    assert all(note.text for note in notes)


def test_each_entry_has_the_terms_of_its_own_language() -> None:
    entries = documents.bibliography([CHINESE, RUSSIAN, BOOK, ROMANISED], style_named("apa"), OWN)
    by_id = {entry.item: entry.html for entry in entries}
    # Latin, Cyrillic, Han: by script, and within one by the letters entries begin with.
    assert [entry.item for entry in entries] == ["work:nye", "work:rom", "work:syr", "work:zh"]
    assert "12–20" in by_id["work:syr"]
    locked = documents.bibliography([RUSSIAN, BOOK], style_named("harvard"), "en")
    assert len(locked) == 2


def test_romanised_titles_keep_their_small_letters_in_chicago() -> None:
    (entry,) = documents.bibliography([ROMANISED], style_named("chicago-notes"), OWN)
    assert "Miagkaia sila Kitaia" in entry.html


def test_a_title_without_a_language_keeps_its_small_letters_where_its_words_tell_it() -> None:
    german = {
        "id": "work:de",
        "type": "book",
        "title": "China und die Seidenstraße",
        "issued": "2011",
    }
    english = {"id": "work:en", "type": "book", "title": "China and the road", "issued": "2011"}
    style = style_named("chicago-notes")
    entries = documents.bibliography([german, english], style, "own")
    text = " ".join(entry.html for entry in entries)
    assert "China und die Seidenstraße" in text
    assert "China and the Road" in text


def test_numbered_styles_count_through_lists_in_several_languages() -> None:
    for code in ("gost", "gost-numeric", "vancouver"):
        entries = documents.bibliography([BOOK, RUSSIAN, CHINESE], style_named(code), OWN)
        numbers = [entry.html.partition(".")[0] for entry in entries]
        assert numbers == ["1", "2", "3"], code


def test_the_first_source_of_a_numbered_list_gives_others_no_language() -> None:
    article = RUSSIAN | {"id": "work:en", "title": "Roads", "language": "en", "author": []}
    for code in ("gost", "gost-numeric", "vancouver"):
        entries = documents.bibliography([CHINESE, RUSSIAN, article], style_named(code), OWN)
        found = {entry.item: entry.html for entry in entries}
        assert not re.search("[年卷页～]", found["work:en"] + found["work:syr"]), found
        assert len(found) == 3


def test_repeated_notes_are_short_and_locators_are_pages() -> None:
    style = style_named("chicago-notes")
    first, again = documents.notes([[Cited(BOOK, "23-25")], [Cited(BOOK, "7")]], style, "en")
    assert "PublicAffairs" in first
    assert "23–25" in first
    assert again.startswith("Nye, ")
    assert "PublicAffairs" not in again


def test_gost_never_prints_a_chapter_as_a_page() -> None:
    (note,) = documents.notes([[Cited(BOOK, "гл. 3")]], style_named("gost"), "ru")
    assert "гл. 3" in note
    assert "с. 3" not in note
    (paged,) = documents.notes([[Cited(BOOK, "3")]], style_named("gost"), "ru")
    assert "с. 3" in paged


def test_a_figure_is_cited_by_the_work_behind_its_sentence_and_its_page(citer, library) -> None:
    figure = next(
        record
        for record in library.values()
        if record.id.startswith("statistic:")
        and any(one.quoted_in for one in citer.cited(record.id))
    )
    (note,) = citer.notes([figure.id], style_named("chicago-notes"))
    assert "quoted in Gulnaz Kuramayeva" in note.text


def test_an_agreement_is_cited_as_a_treaty_of_its_parties(citer: Citer, library) -> None:
    agreement = next(
        record
        for record in library.values()
        if record.id.startswith("agreement:") and len(getattr(record, "parties", ())) == 2
    )
    (note,) = citer.notes([agreement.id], style_named("chicago-notes"))
    assert library[agreement.id].title.split()[0] in note.text  # type: ignore[attr-defined]


def test_pages_are_joined_to_runs() -> None:
    places = [
        Passage(
            id=f"passage:p{page}", work="work:w", section="s", section_number=1, paragraph=1, sentence=1,
            token_count=1, fingerprint="", page=page,
        )
        for page in ("18", "17", "22", None)
    ]  # fmt: skip
    assert pages_of(places) == "17-18, 22"


def test_documents_are_what_they_are_said_to_be(citer: Citer) -> None:
    entries = citer.bibliography(["work:kuramayeva-nurdavletova-2018"], style_named("apa"))
    docx, odt = (citer.document(entries, to, "Sources") for to in ("docx", "odt"))
    assert "Kuramayeva" in zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    assert "Kuramayeva" in zipfile.ZipFile(io.BytesIO(odt)).read("content.xml").decode()
    assert citer.document(entries, "rtf").startswith(b"{\\rtf")
    assert b"*Central Asia and the Caucasus*" in citer.document(entries, "markdown")
    assert b"<i>" not in citer.document(entries, "plain")


def test_a_style_of_the_user_is_one_file(home: Path, tmp_path: Path) -> None:
    own = home / "data" / "styles" / "mine.csl"
    own.parent.mkdir(parents=True)
    own.write_bytes(style_named("apa").path.read_bytes())
    assert style_named("mine").path == own
    for content in (b"", b"<style/>", b"\x00\x01", b"<!DOCTYPE x [<!ENTITY a 'b'>]><style/>"):
        broken = tmp_path / "broken.csl"
        broken.write_bytes(content)
        with pytest.raises(AppError, match="no citation style"):
            read_style(broken)
    with pytest.raises(AppError, match="choose one of"):
        style_named("nothing")


def test_without_pandoc_there_is_a_plain_form_marked_as_such(citer, monkeypatch) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: None)
    (note,) = citer.notes(["work:kuramayeva-nurdavletova-2018"], style_named("apa"))
    assert note.is_plain_form
    assert "Kuramayeva, Gulnaz" in note.text
    assert len(citer.bibliography(None, style_named("apa"))) > 40
    with pytest.raises(AppError, match="pandoc"):
        citer.document(citer.bibliography(None, style_named("apa")), "docx")


def test_what_was_formatted_once_is_remembered(citer, monkeypatch) -> None:
    style = style_named("mla")
    before = citer.notes(["work:kuramayeva-nurdavletova-2018"], style)

    def fails(*_: object) -> bytes:
        raise AssertionError("pandoc was asked again")

    monkeypatch.setattr(pandoc, "run", fails)
    assert citer.notes(["work:kuramayeva-nurdavletova-2018"], style) == before


@pytest.mark.parametrize("wrong", [["work:none"], ["not an id"]])
def test_unknown_records_are_told_of(citer: Citer, wrong: list[str]) -> None:
    with pytest.raises(AppError, match="no record"):
        citer.notes(wrong, style_named("apa"))


@pytest.mark.parametrize(
    "naughty", ["](x)", "@k1", "$x$", "`rm`", "<b>", "\\input{x}", "[^1]", "%"]
)
def test_no_title_is_taken_for_markup(naughty: str) -> None:
    item = BOOK | {"title": f"A {naughty} B"}
    (entry,) = documents.bibliography([item], style_named("apa"), "en")
    assert "A " in entry.html
    assert " B" in entry.html
    (note,) = documents.notes([[Cited(item, naughty)]], style_named("apa"), "en")
    assert "Nye" in note
