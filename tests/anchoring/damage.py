"""Copies of a text with the damage that real copies have, and where each sentence stands in them."""

from __future__ import annotations

import random
import string
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HEAD = "Papers of the River Society   Vol. 12   No. 4   1931   {page}"
LETTERS = string.ascii_lowercase + " .,1"


class Sentence(NamedTuple):
    key: str
    text: str


@dataclass
class Copy:
    text: str
    truth: dict[str, tuple[int, int]]

    def noisy(self, rate: float, rng: random.Random) -> Copy:
        """Random character errors: three fifths replaced, one fifth each lost and inserted."""
        out, places, length = [], [], 0
        for letter in self.text:
            places.append(length)
            kind = rng.random() if rng.random() < rate else 1.0
            piece = letter
            if kind < 0.6:
                piece = rng.choice(LETTERS)
            elif kind < 0.8:
                piece = ""
            elif kind < 1.0:
                piece = letter + rng.choice(LETTERS)
            out.append(piece)
            length += len(piece)
        places.append(length)
        moved = {key: (places[start], places[end]) for key, (start, end) in self.truth.items()}
        return Copy("".join(out), moved)

    def swapped(self) -> Copy:
        """The second half before the first, cut between two sentences."""
        cut = sorted(start for start, _ in self.truth.values())[len(self.truth) // 2]
        after = len(self.text) - cut + 1
        moved = {
            key: (start - cut, end - cut) if start >= cut else (start + after, end + after)
            for key, (start, end) in self.truth.items()
        }
        return Copy(f"{self.text[cut:]}\n{self.text[:cut]}", moved)


def plain(sentences: Sequence[Sentence]) -> Copy:
    """The sentences one after another."""
    return wrapped(sentences, width=10**9)


def wrapped(
    sentences: Sequence[Sentence], width: int = 70, page: int = 0, notes: Sequence[str] = ()
) -> Copy:
    """Lines of a width with hyphenated words; `page` lines make a page with a footnote and a head."""
    parts: list[str] = []
    truth = {}
    length = column = line = pages = 0

    def put(piece: str) -> None:
        nonlocal length
        parts.append(piece)
        length += len(piece)

    for key, text in sentences:
        start = None
        for word in text.split():
            rest = word
            if column + len(word) > width:
                if len(word) > 7 and word.isalpha():
                    start = length if start is None else start
                    put(f"{word[:4]}-")
                    rest = word[4:]
                put("\n")
                column, line = 0, line + 1
                if page and line % page == 0:
                    note = f"\n{pages + 1} {notes[pages]}\n" if pages < len(notes) else ""
                    pages += 1
                    put(f"{note}\n{HEAD.format(page=pages)}\n\n")
            start = length if start is None else start
            put(rest)
            end = length
            put(" ")
            column += len(rest) + 1
        assert start is not None
        truth[key] = (start, end)
    return Copy("".join(parts), truth)


def write_pdf(path: Path, pages: Sequence[str]) -> None:
    """A PDF with a text layer in Helvetica; letters beyond Latin-1 become question marks."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    kids = []
    for page in pages:
        lines = [
            line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            for line in page.split("\n")
        ]
        stream = (
            "BT /F1 9 Tf 11 TL 40 800 Td " + " ".join(f"({one}) Tj T*" for one in lines) + " ET"
        )
        size = len(stream.encode("cp1252", "replace"))
        objects.append(f"<</Length {size}>>\nstream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("cp1252", "replace")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    path.write_bytes(data + f"{end}startxref\n{len(data)}\n%%EOF".encode())


def write_docx(path: Path, paragraphs: Sequence[str]) -> None:
    """A DOCX with a run in every paragraph, and deleted text that does not count."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f"<w:p><w:r><w:t>{one}</w:t></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
        for one in paragraphs
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>"
        )


def html_page(paragraphs: Sequence[str]) -> str:
    """A page with a script and a style that are no text."""
    body = "".join(f"<p>{one[:9]}<b>{one[9:]}</b></p>" for one in paragraphs)
    head = "<head><title>no</title><style>p</style></head>"
    return f"<!DOCTYPE html><html>{head}<body><script>no</script>{body}</body></html>"


def write_epub(path: Path, chapters: Sequence[Sequence[str]]) -> None:
    """An EPUB of some chapters; the files lie in another order than they are read in."""
    items = "".join(
        f'<item id="c{i}" href="c%20{i}.xhtml"/>' for i in reversed(range(len(chapters)))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "O/p.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>"
        )
        for i, chapter in enumerate(chapters):
            archive.writestr(f"O/c {i}.xhtml", html_page(chapter))
