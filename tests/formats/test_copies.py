"""Copies of every format are read; what is hostile or broken is told in a sentence, in bounded time."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "anchoring"))

from damage import html_page, write_docx, write_epub, write_pdf

from spexplorer.formats.copies import pdf
from spexplorer.formats.copies.copy_text import CopyError
from spexplorer.formats.copies.reading import read_copy

LINES = ["The ferry was late that morning.", "Nobody asked the bargeman why."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_in_any_encoding_keeps_every_code_point(tmp_path: Path, encoding: str) -> None:
    text = "Паром опоздал в то утро.\r\nНикто не спросил почему.\f\n" * 20
    file = tmp_path / "copy.txt"
    file.write_bytes(text.encode(encoding))
    assert read_copy(file).text.text == text


def test_pages_of_a_pdf(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, LINES)
    copy = read_copy(file).text
    assert [copy.page_of(copy.text.index(line)) for line in LINES] == [1, 2]


def test_a_docx_without_what_was_deleted(tmp_path: Path) -> None:
    file = tmp_path / "copy.docx"
    write_docx(file, LINES)
    assert read_copy(file).text.text.split("\n")[:2] == LINES


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_html_without_scripts(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "copy.html"
    file.write_bytes(html_page(LINES).encode(encoding))
    assert read_copy(file).text.text.split("\n") == [
        "",
        "",
        *"\n\n".join(LINES).split("\n"),
        "",
        "",
    ]


def test_an_epub_in_the_order_of_its_spine(tmp_path: Path) -> None:
    file = tmp_path / "copy.epub"
    write_epub(file, [LINES[:1], LINES[1:]])
    assert [one for one in read_copy(file).text.text.split("\n") if one] == LINES


def test_an_entity_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    file = tmp_path / "copy.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY e SYSTEM "file://{secret}">]><d><p><t>a&e;b</t></p></d>',
        )
    try:
        assert "secret" not in read_copy(file).text.text
    except CopyError:
        pass


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


PDF_HEAD = b"%PDF-1.4\n"
HOSTILE = {
    "empty": b"",
    "zeros": bytes(10_000),
    "binary": bytes(range(256)) * 50,
    "pdf cut short": PDF_HEAD + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>",
    "pdf of noise": PDF_HEAD + os.urandom(20_000),
    "pdf in a circle": PDF_HEAD
    + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj\n<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\n"
    b"trailer<</Root 1 0 R>>",
    "zip cut short": zipped(word__document_xml=b"<d>" + b"x" * 9000 + b"</d>")[:60],
    "zip of something": zipped(notes=b"x"),
    "bomb": zipped(word__document_xml=b"<d>" + b" " * (80 << 20) + b"</d>"),
    "docx of noise": zipped(word__document_xml=os.urandom(300)),
    "billion laughs": zipped(
        word__document_xml=b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b"]><d><t>&j;</t></d>"
    ),
    "epub without pages": zipped(**{"META-INF__container_xml": b"<container/>"}),
    "office": b"\xd0\xcf\x11\xe0" + bytes(500),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    file = tmp_path / "copy"
    file.write_bytes(HOSTILE[name])
    began = time.monotonic()
    with pytest.raises(CopyError) as told:
        read_copy(file)
    assert time.monotonic() - began < 20
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_a_pdf_without_text_is_told_to_be_scanned(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, ["", ""])
    with pytest.raises(CopyError, match="no text layer"):
        read_copy(file)


def test_a_pdf_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, LINES * 2000)
    with pytest.raises(CopyError, match=r"too long|damaged"):
        pdf.read(file.read_bytes(), seconds=0)


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", tmp_path, tmp_path / "nothing"):
        with pytest.raises(CopyError):
            read_copy(place)


def test_html_nested_deeply_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "copy.html"
    file.write_text("<html>" + "<div>" * 100_000 + "words")
    try:
        assert len(read_copy(file).text.text) < 1_000_000
    except CopyError:
        pass


def test_pages_are_drawn_and_the_boxes_of_a_sentence_are_known(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, LINES)
    copy = read_copy(file).text
    start = copy.text.index(LINES[1]) - copy.pages[1]
    pages = pdf.PdfPages(file)
    try:
        assert [(round(w), round(h)) for w, h in pages.sizes()] == [(595, 842)] * 2
        picture = pages.picture(1, 300)
        assert (picture.width, len(picture.pixels)) == (300, 300 * picture.height * 4)
        (boxes,) = pages.boxes(1, [(start, start + len(LINES[1]))])
        left, top, right, bottom = boxes[0]
        assert len(boxes) == 1 and left == pytest.approx(40 / 595, abs=0.01)
        dark = [
            (x, y)
            for y in range(picture.height)
            for x in range(300)
            if picture.pixels[(y * 300 + x) * 4] < 100
        ]
        assert dark, "the letters are drawn"
        for x, y in dark:  # all that is drawn lies in the box of the sentence
            assert left - 0.02 < x / 300 < right + 0.02, (x, boxes)
            assert top - 0.01 < y / picture.height < bottom + 0.01, (y, boxes)
    finally:
        pages.close()


def test_a_worker_that_crashes_is_one_sentence_and_the_next_page_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "copy.pdf"
    write_pdf(file, LINES)
    pages = pdf.PdfPages(file)
    try:
        pages.sizes()
        assert pages._worker is not None
        pages._worker.stop()
        with pytest.raises(CopyError, match="damaged"):
            pages.picture(0, 100)
        assert pages.picture(0, 100).width == 100
        with pytest.raises(CopyError):
            pages.picture(99, 100)
        file.unlink()
        assert pages.picture(1, 100).width == 100
    finally:
        pages.close()
    with pytest.raises(CopyError):
        pages.picture(0, 100)


def test_reading_a_pdf_can_be_called_off(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def told(done: int, of: int) -> None:
        assert of == 40
        raise Stop

    file = tmp_path / "copy.pdf"
    write_pdf(file, LINES * 20)
    with pytest.raises(Stop):
        read_copy(file, told)
