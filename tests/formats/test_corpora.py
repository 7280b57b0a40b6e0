"""Files that other programs' tests read: none crashes, and what JabRef makes of them is made here as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spexplorer.domain.authorities import Agent
from spexplorer.domain.works import Work
from spexplorer.formats.interchange import (
    HEAD,
    Entry,
    Format,
    Unreadable,
    discover,
    recognised,
)
from spexplorer.support.errors import AppError

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
JABREF = CORPORA / "jabref/org/jabref/logic/importer/fileformat"

pytestmark = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the test files of other programs lie beside the project only"
)

SUITES = ("bibtexparser", "bolognese", "citation_js", "jabref", "marc2bibframe2", "pymarc", "rispy")

READ_AT_LEAST = {
    "bibtex": 1_000, "biblatex": 300, "csl-json": 50, "endnote-xml": 14, "marc": 60, "marcxml": 160,
    "mods": 14, "nbib": 12, "pubmed-xml": 9, "refer": 10, "ris": 45, "wos": 12,
}  # fmt: skip
"""Entries that the files of a format have together; those of BibTeX may be told as either of the two."""

OWN_HABITS = {
    "MODSImporterTestAllFields.xml": "JabRef takes the abbreviated title for the title",
    "MODSImporterTestMonographicBookFallback.xml": "the first of two ISBN comes first here",
    "NbibImporterTest.nbib": "the series of a journal article is not the journal",
    "MedlineImporterTestBookArticleSet.xml": "JabRef takes the book for the chapter in it",
    "MedlineImporterTestKeywordSingleEntry.xml": "JabRef takes whom it is about for the author",
    "RisImporterTest7.ris": "A2 of a book are the editors of its series, by the specification of 2012",
    "RisImporterTest1.ris": "one entry here is none: nine types and several titles in a heap",
}
"""Files in which single fields differ, and why."""


def files() -> Iterator[Path]:
    """Every file of the suites."""
    for suite in SUITES:
        yield from (one for one in sorted((CORPORA / suite).rglob("*")) if one.is_file())


def read(path: Path, fmt: Format) -> list[Entry]:
    """The entries of a file; refusing it in a sentence gives none."""
    found: list[Entry] = []
    refusal = "."
    try:
        with path.open("rb") as stream:
            for one in fmt.read(stream):
                if isinstance(one, Unreadable):
                    assert one.raw.strip() or one.place.number, path
                    assert one.remark.sentence.strip(), path
                    continue
                head = one.records[0]
                assert not isinstance(head, Work) or head.title.strip(), path
                found.append(one)
    except AppError as error:
        refusal = str(error)
    assert refusal.endswith("."), path
    return found


@pytest.mark.timeout(240)
def test_every_file_is_read_or_refused() -> None:
    counts: Counter[str] = Counter()
    looked_at = 0
    for path in files():
        head = path.read_bytes()[:HEAD]
        looked_at += 1
        fmt = recognised(head, path.name)
        if fmt is not None:
            counts[fmt.code] += len(read(path, fmt))
    assert looked_at > 600
    assert counts["bibtex"] + counts["biblatex"] >= READ_AT_LEAST["bibtex"]
    for code, least in READ_AT_LEAST.items():
        assert code == "bibtex" or counts[code] >= least, (code, counts)


@pytest.mark.timeout(240)
def test_every_format_survives_every_file() -> None:
    """A file may be given to the wrong reader: it is refused, or what can be read of it is."""
    small = [path for path in files() if path.stat().st_size < 12_000][::9]
    assert len(small) > 40
    for path in small:
        for fmt in discover().values():
            if fmt.reads:
                read(path, fmt)


def folded(text: str | None) -> str:
    """A value without case, spaces and punctuation, TeX's braces among them."""
    return re.sub(r"[^\w]+", "", (text or "").casefold())


def names(entry: Entry, *roles: str) -> str:
    """The family names of contributors in some roles."""
    agents = {one.id: one for one in entry.records[1:] if isinstance(one, Agent)}
    head = entry.records[0]
    assert isinstance(head, Work)
    named = (agents[part.agent] for part in head.contributors if part.role in roles)  # type: ignore[index]
    return folded(" ".join(agent.family or agent.name for agent in named))


def long_range(page: str) -> str:
    """The pages 454-81 as 454-481."""
    match = re.fullmatch(r"(\d+)-+(\d+)", page)
    if match is None or len(match[2]) >= len(match[1]):
        return page
    return f"{match[1]}-{match[1][: len(match[1]) - len(match[2])]}{match[2]}"


def compared(ours: Entry, theirs: Entry) -> Iterator[tuple[str, bool, bool]]:
    """Each field that the expected entry has: its name, whether both agree to the letter, and but for habits.

    Habits of JabRef: it puts an ISSN into `isbn` and the words about it too, takes the abbreviated title
    of a journal before the full one, the second title of a book (its series) for a book's title, and the
    editors of a book for its authors; PubMed leaves out figures of the last page that repeat.
    """
    work, wanted = ours.records[0], theirs.records[0]
    assert isinstance(work, Work)
    assert isinstance(wanted, Work)
    numbers = [work.isbn, work.issn, *(one.value for one in work.identifiers)]
    containers = {
        folded(one)
        for one in (
            work.container_title, work.container_title_short, work.collection_title, work.event_title,
        )
    }  # fmt: skip

    def number_agrees(value: str) -> bool:
        digits = {re.sub(r"\W", "", one).upper() for one in numbers if one}
        found = re.findall(r"(?:97[89]-?)?\d[\d-]{8,11}[\dXx]|\d{4}-\d{3}[\dXx]", value)
        return bool(found) and {re.sub(r"\W", "", one).upper() for one in found} <= digits

    for field in ("title", "issued", "doi"):
        if value := getattr(wanted, field):
            own = getattr(work, field) or ""
            same = (
                folded(own[:4]) == folded(value[:4])
                if field == "issued"
                else folded(own) == folded(value)
            )
            yield field, same, same
    if value := wanted.container_title:
        yield (
            "container_title",
            folded(work.container_title) == folded(value),
            folded(value) in containers,
        )
    if value := wanted.page:
        own = work.page or ""
        yield (
            "page",
            folded(own) == folded(value),
            folded(long_range(own)) == folded(long_range(value)),
        )
    for field in ("isbn", "issn"):
        if value := getattr(wanted, field):
            yield field, folded(getattr(work, field)) == folded(value), number_agrees(value)
    if value := names(theirs, "author"):
        both = {names(ours, "author"), names(ours, "author", "editor"), names(ours, "editor")}
        bodies = names(ours, "author").startswith(
            value
        )  # a body after the authors, which JabRef leaves out
        yield "names", names(ours, "author") == value, value in both or bodies


@pytest.mark.timeout(120)
def test_the_expected_results_of_others_agree() -> None:
    to_the_letter: Counter[bool] = Counter()
    but_for_habits: Counter[bool] = Counter()
    differing: dict[str, set[str]] = {}
    bibtex = discover()["bibtex"]
    for path in sorted(JABREF.iterdir()):
        expected = path.with_suffix(".bib")
        fmt = recognised(path.read_bytes()[:HEAD], path.name)
        if path == expected or not expected.exists() or fmt is None:
            continue
        # JabRef reads the nine types of one damaged RIS entry as one, and three entries as none for
        # want of a field that it asks for: those are left out by the shorter list.
        for ours, theirs in zip(read(path, fmt), read(expected, bibtex), strict=False):
            for field, exactly, nearly in compared(ours, theirs):
                to_the_letter[exactly] += 1
                but_for_habits[nearly] += 1
                if not nearly:
                    differing.setdefault(path.name, set()).add(field)
    total = sum(to_the_letter.values())
    assert total > 250
    assert to_the_letter[True] / total > 0.87
    assert but_for_habits[True] / total > 0.95
    assert set(differing) <= set(OWN_HABITS), differing
