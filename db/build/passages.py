"""Segment the OCR text of one paper into passages and print them as TOML.

    python db/build/passages.py PAPER.txt > db/kn2018/passages.toml

A developer's tool, run by hand on a local copy of the paper (Kuramayeva and Nurdavletova 2018);
its output carries locators, counts and fingerprints, never a sentence. The same input gives the
same bytes. ``--reading-aid FILE`` also writes ids with their text, for cataloguers, outside the
project.

What the OCR text looks like, and what is done about it:

* a page starts with a line that begins with one blank (the form feed was lost), or with the
  running head; one blank of that kind is a paragraph's indent instead (``INDENTS``);
* one folio is printed; the other pages are counted from it, backwards and forwards;
* footnotes stand at the foot of a page, often between two halves of a sentence: from the first
  footnote label after an empty line, the rest of the page is footnotes;
* an empty line or a page start ends a paragraph only where a sentence ends before it;
* a drop capital stands on the second line of its paragraph, and one line of the abstract's second
  column stands out of place (``DISPLACED``);
* footnote marks are misread in fifteen places and lost in three (``LOST_MARKS``); the true
  numbers follow from the order.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from spexplorer.anchoring.fingerprint import format_fingerprint, of_text

WORK = "work:kuramayeva-nurdavletova-2018"
PREFIX = "passage:kn2018"
FOOTNOTES = 18
HEADER = """\
# Passages of Kuramayeva and Nurdavletova 2018: one table per sentence in reading order, then one
# per footnote. Written by db/build/passages.py from a local copy of the paper; do not edit by hand.
#
# Ids are permanent: kn2018-SECTION-PARAGRAPH-SENTENCE, kn2018-fn-NUMBER. They are cited as evidence
# by other records and by readers' libraries and never change, whatever a later reading may find.
#
# Sections carry their headings; the longest goes without its article and subtitle. Paragraphs count
# within the section. Pages are counted from the one printed folio, 23. Sentences and footnotes
# stand here by place, count and fingerprint only; no text of the paper does.
# mark_as_printed holds what the OCR made of each footnote mark; "" where it lost the mark.
"""

# Printed opening of each heading, in reading order, and the name used for the section. The longest
# heading is carried without its article and subtitle.
HEADINGS = {
    "ABSTRACT": "Abstract",
    "KEYWORDS:": "Keywords",
    "Introduction": "Introduction",
    "Research Methods": "Research Methods",
    "The Concept of Soft Power": "Concept of Soft Power in International Relations",
    "China’s Soft Power Political Methods": "China’s Soft Power Political Methods in Kazakhstan",
    "Conclusion": "Conclusion",
}
INLINE_HEADING = "KEYWORDS:"
# Lines that begin with a blank without beginning a page.
INDENTS = ("In this paper",)
# Opening of a line out of place: the end of the line it follows.
DISPLACED = {"zakhstan and combine": "function in Ka-"}
# Last words before the closing quotation mark after which the OCR lost a footnote mark.
LOST_MARKS = ("inducements and approaches", "widely in recent years", "investments attracted")

RUNNING_HEAD = re.compile(r"Volume \d+ Issue \d+ \d{4} ")
FOLIO = re.compile(r"\d{1,3}")
FOOTNOTE_LABEL = re.compile(r"(?:[!¢']|'?\d{1,2}) ?(?=[A-Z“])")
TERMINATED = re.compile(r"[.?!][”’\"'®>*?!]*$")
MARK = re.compile(r"(?<=[.”])(?<!\w’)(?:[!>’®*'?\"]+)(?=\s|$)")
LOST = re.compile(rf"(?<!\w)(?:{'|'.join(LOST_MARKS)})\.”()(?=\s|$)")
SENTENCE_END = re.compile(r"[.?!][”’\"'®>*?!]*\s+(?=[“A-Z0-9])")
ABBREVIATION = re.compile(r"(?<![\w.])(?:[A-Z]|op|cit|pp?|vol|no|eds?)$", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line of body text; ``page`` counts from 0, ``gap`` is true after a blank or a page."""

    text: str
    page: int
    gap: bool


@dataclass(frozen=True)
class Page:
    """One page: its body lines, its footnotes' lines, and the folio if one is printed."""

    body: list[Line]
    foot: list[str]
    folio: int | None


@dataclass
class Paragraph:
    """Joined lines; ``starts`` holds (offset in ``text``, page) for every line."""

    section: int
    text: str = ""
    starts: list[tuple[int, int]] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Append a line; the hyphen at its end goes, but before a capital or in an address."""
        address = self.text.rfind("[") > self.text.rfind("]")
        if self.text.endswith("-"):
            if line.text[:1].islower() and "/" not in self.text.rpartition(" ")[2]:
                self.text = self.text[:-1]
        elif self.text and not address:
            self.text += " "
        self.starts.append((len(self.text), line.page))
        self.text += line.text

    def page_at(self, offset: int) -> int:
        """Page (from 0) of the line that holds the character at ``offset``."""
        return max((start, page) for start, page in self.starts if start <= offset)[1]


@dataclass(frozen=True)
class Passage:
    """One sentence or footnote with its locators; ``marks`` are (number, OCR form) pairs."""

    key: str
    section: str
    section_number: int
    paragraph: int
    sentence: int
    pages: tuple[int, int]
    text: str
    reading: str
    marks: tuple[tuple[int, str], ...] = ()
    footnote: int | None = None


def split_pages(raw: str) -> list[list[str]]:
    """Lines of each page, in order; the running head is dropped."""
    pages: list[list[str]] = [[]]
    for line in raw.replace("\f", "").split("\n"):
        head = RUNNING_HEAD.match(line) is not None
        indent = re.match(r" \S", line) is not None and not line[1:].startswith(INDENTS)
        if (head or indent) and any(text.strip() for text in pages[-1]):
            pages.append([])
        if not head:
            pages[-1].append(line)
    return pages


def read_page(lines: list[str], page: int) -> Page:
    """Separate the body, the footnotes at the foot and the folio of one page."""
    body: list[Line] = []
    foot: list[str] = []
    folio: int | None = None
    gap = True
    for line in lines:
        text = line.strip()
        if not text:
            gap = True
            continue
        if FOLIO.fullmatch(text):
            folio = int(text)
        elif foot or (gap and FOOTNOTE_LABEL.match(text) and body):
            foot.append(text)
        else:
            body.append(Line(text, page, gap or line.startswith(" ")))
        gap = False
    return Page(body, foot, folio)


def restore_order(lines: list[Line]) -> list[Line]:
    """Put the displaced line after the line it continues, and the drop capital in its word."""
    moved = [line for line in lines if line.text.startswith(tuple(DISPLACED))]
    ordered = [line for line in lines if line not in moved]
    for line in moved:
        end = next(end for cue, end in DISPLACED.items() if line.text.startswith(cue))
        at = next(i for i, other in enumerate(ordered) if other.text.endswith(end))
        ordered.insert(at + 1, replace(line, gap=False))
    for i, (line, after) in enumerate(pairwise(ordered)):
        opens = i > 0 and line.gap and not TERMINATED.search(ordered[i - 1].text)
        if opens and line.text[0].islower() and re.match(r"[A-Z] ", after.text):
            ordered[i] = replace(line, text=after.text[0] + line.text)
            ordered[i + 1] = replace(after, text=after.text[2:])
    return ordered


def chunks(lines: list[Line]) -> Iterator[list[Line]]:
    """Runs of lines with no gap inside."""
    run: list[Line] = []
    for line in lines:
        if line.gap and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of the body in reading order; headings set the section and are left out."""
    found: list[Paragraph] = []
    section, cues = 0, list(HEADINGS)
    fresh = True
    for run in chunks(lines):
        if section < len(cues) and run[0].text.startswith(cues[section]):
            section += 1
            fresh = True
            if cues[section - 1] != INLINE_HEADING:
                continue
            run[0] = replace(run[0], text=run[0].text.removeprefix(INLINE_HEADING).strip())
        if fresh or TERMINATED.search(found[-1].text):
            found.append(Paragraph(section))
        fresh = False
        for line in run:
            found[-1].add(line)
    return found


def footnote_marks(text: str) -> list[tuple[int, int, str]]:
    """(start, end, OCR form) of every footnote mark in a paragraph; a lost mark has no form."""
    spans = {(m.start(), m.end(), m.group()) for m in MARK.finditer(text)}
    spans |= {(m.start(1), m.end(1), "") for m in LOST.finditer(text)}
    return sorted(spans)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of a paragraph, without the blanks between them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in SENTENCE_END.finditer(text):
        if not ABBREVIATION.search(text[start : match.start()]):
            spans.append((start, match.start() + len(match.group().rstrip())))
            start = match.end()
    return [*spans, (start, len(text))]


def cut(
    text: str, span: tuple[int, int], marks: list[tuple[int, tuple[int, int, str]]]
) -> tuple[str, str]:
    """(text without marks, text with each mark as ``[fn N]``) of one sentence.

    A straight quotation mark in a mark also stands for a curly one that an open quotation lacks.
    """
    bare, reading, at = "", "", span[0]
    for number, (start, end, form) in marks:
        before = text[span[0] : start]
        closing = "”" if form[:1] == '"' and before.count("“") > before.count("”") else ""
        bare += text[at:start] + closing
        reading += f"{text[at:start]}{closing} [fn {number}]"
        at = end
    return bare + text[at : span[1]], reading + text[at : span[1]]


def sentences(found: list[Paragraph]) -> list[Passage]:
    """Passages of the body, in reading order."""
    names = list(HEADINGS.values())
    passages: list[Passage] = []
    number, order, section = 0, 0, 0
    for paragraph in found:
        order = order + 1 if paragraph.section == section else 1
        section = paragraph.section
        marks = list(enumerate(footnote_marks(paragraph.text), number + 1))
        number += len(marks)
        for i, span in enumerate(sentence_spans(paragraph.text), 1):
            mine = [mark for mark in marks if span[0] <= mark[1][0] <= span[1]]
            text, reading = cut(paragraph.text, span, mine)
            passages.append(
                Passage(
                    key=f"{PREFIX}-{section}-{order:02}-{i}",
                    section=names[section - 1],
                    section_number=section,
                    paragraph=order,
                    sentence=i,
                    pages=(paragraph.page_at(span[0]), paragraph.page_at(span[1] - 1)),
                    text=text,
                    reading=reading,
                    marks=tuple((n, form) for n, (_, _, form) in mine),
                )
            )
    if number != FOOTNOTES:
        raise ValueError(f"{number} footnote marks found, {FOOTNOTES} expected")
    return passages


def footnotes(pages: list[Page]) -> list[Passage]:
    """Passages of the footnotes, in order; the label is left out."""
    notes: list[Paragraph] = []
    for page, lines in enumerate(page.foot for page in pages):
        for line in lines:
            label = FOOTNOTE_LABEL.match(line)
            if label:
                notes.append(Paragraph(0))
            notes[-1].add(Line(line[label.end() :] if label else line, page, False))
    if len(notes) != FOOTNOTES:
        raise ValueError(f"{len(notes)} footnotes found, {FOOTNOTES} expected")
    return [
        Passage(
            key=f"{PREFIX}-fn-{n:02}",
            section="Footnotes",
            section_number=0,
            paragraph=n,
            sentence=1,
            pages=(note.starts[0][1], note.starts[-1][1]),
            text=note.text,
            reading=note.text,
            footnote=n,
        )
        for n, note in enumerate(notes, 1)
    ]


def first_folio(pages: list[Page]) -> int:
    """The number of the first page, counted back from the printed folio."""
    firsts = {page.folio - i for i, page in enumerate(pages) if page.folio is not None}
    if len(firsts) != 1:
        raise ValueError(f"the printed folios give {len(firsts)} numbers for the first page, not 1")
    return firsts.pop()


def read_paper(raw: str) -> tuple[list[Page], list[Passage]]:
    """Pages, and passages in reading order with the footnotes at the end."""
    pages = [read_page(lines, i) for i, lines in enumerate(split_pages(raw))]
    body = restore_order([line for page in pages for line in page.body])
    return pages, [*sentences(paragraphs(body)), *footnotes(pages)]


def quoted(value: str) -> str:
    """A TOML basic string."""
    return json.dumps(value, ensure_ascii=False)


def table(passage: Passage, pages: list[Page], first: int) -> str:
    """The TOML table of one passage."""
    start, end = passage.pages
    page = str(first + start) if start == end else f"{first + start}-{first + end}"
    printed = all(pages[i].folio is not None for i in (start, end))
    fingerprint = of_text(passage.text)
    lines = [
        f"[{quoted(passage.key)}]",
        f"work = {quoted(WORK)}",
        f"section = {quoted(passage.section)}",
        f"section_number = {passage.section_number}",
        f"paragraph = {passage.paragraph}",
        f"sentence = {passage.sentence}",
        f"page = {quoted(page)}",
        f"page_basis = {quoted('printed' if printed else 'inferred')}",
    ]
    if passage.footnote is not None:
        lines.append(f"footnote = {passage.footnote}")
    lines.append(f"token_count = {fingerprint.token_count}")
    lines.append(f"fingerprint = {quoted(format_fingerprint(fingerprint))}")
    if passage.marks:
        lines.append(f"footnote_marks = [{', '.join(str(n) for n, _ in passage.marks)}]")
        lines.append(f"mark_as_printed = [{', '.join(quoted(form) for _, form in passage.marks)}]")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> None:
    """Print the tables of a paper's passages; see the module's docstring."""
    parser = argparse.ArgumentParser(description="segment the OCR text of the paper into passages")
    parser.add_argument("paper", type=Path, help="the OCR text, UTF-8")
    parser.add_argument("--reading-aid", type=Path, help="also write ids and text, tab-separated")
    options = parser.parse_args(arguments)
    pages, passages = read_paper(options.paper.read_text(encoding="utf-8"))
    first = first_folio(pages)
    tables = [table(passage, pages, first) for passage in passages]
    sys.stdout.buffer.write("\n".join([HEADER, *tables]).encode())
    if options.reading_aid is not None:
        lines = [f"{passage.key}\t{passage.reading}\n" for passage in passages]
        options.reading_aid.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
