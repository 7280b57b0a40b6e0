"""BibLaTeX: written with its own types and fields; reading is that of BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from spexplorer.domain.works import Work
from spexplorer.formats.bibtex import Bibtex, extension_out, names_out, pages_out, verbatim, written
from spexplorer.formats.bibtex_entries import EXTENSION, TEXTS, TYPES
from spexplorer.formats.interchange import LookUp, work_fields
from spexplorer.formats.latex_text import escaped, with_capitals_kept
from spexplorer.formats.text_input import text_of

_TYPES_OUT: Final = {work_type: name for name, work_type in reversed(TYPES.items())} | {
    "article-journal": "article", "article": "article", "article-magazine": "article",
    "article-newspaper": "article", "book": "book", "chapter": "incollection", "document": "misc",
    "entry": "inreference", "entry-dictionary": "inreference", "entry-encyclopedia": "inreference",
    "graphic": "artwork", "manuscript": "unpublished", "motion_picture": "movie", "pamphlet":
    "booklet", "paper-conference": "inproceedings", "post": "online", "post-weblog": "online",
    "report": "report", "review": "review", "review-book": "review", "song": "audio", "thesis":
    "thesis", "treaty": "legal", "webpage": "online",
}  # fmt: skip
_FIELDS_OUT: Final = {
    "title_short": "shorttitle", "container_title_short": "shortjournal", "collection_title":
    "series", "volume": "volume", "publisher_place": "location", "edition": "edition",
    "chapter_number": "chapter", "part_number": "part", "number_of_volumes": "volumes",
    "number_of_pages": "pagetotal", "abstract": "abstract", "annote": "annotation", "note": "note",
    "archive": "library", "original_title": "origtitle", "original_publisher": "origpublisher",
    "original_publisher_place": "origlocation", "event_title": "eventtitle", "event_place":
    "venue", "version": "version", "publication_status": "pubstate", "language": "langid",
    "genre": "type",
}  # fmt: skip
_DATES_OUT: Final = {
    "issued": "date", "accessed": "urldate", "original_date": "origdate", "event_date": "eventdate",
}  # fmt: skip

_OWN: Final = (
    r"(?im)@(?:online|report|thesis|collection|periodical|inreference|dataset|legal)\s*\{"
    r"|^\s*(?:date|journaltitle|location|urldate|langid)\s*="
)


class Biblatex(Bibtex):
    """BibLaTeX as biber reads it; what it has no field for stands in a field of this program."""

    code: ClassVar[str] = "biblatex"
    label: ClassVar[str] = "BibLaTeX"
    carried: ClassVar[frozenset[str]] = work_fields(
        "title container_title issue page url doi isbn issn publisher issued accessed original_date "
        "event_date type contributors abstract tags"
    ) | frozenset(_FIELDS_OUT)
    extends: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Whether it has entries, and a type or field that BibTeX has not."""
        return super().recognises(head) and re.search(_OWN, text_of(head)) is not None

    def entry_type(self, work: Work) -> str:
        """What the entry is called."""
        return _TYPES_OUT.get(work.type, "misc")

    def entry(self, work: Work, look_up: LookUp) -> str:
        """A work as an entry, with the rest in a field of its own."""
        kind, fields = self.entry_type(work), list(self.fields(work, look_up))
        rest = extension_out(work, written(kind, work, fields), look_up)
        return written(kind, work, [*fields, (EXTENSION, rest)])

    def fields(self, work: Work, look_up: LookUp) -> Iterator[tuple[str, str]]:
        """The fields of a work with their values, escaped."""
        kind = self.entry_type(work)
        yield "title", with_capitals_kept(work.title)
        for role, name in (
            ("author", "author"), ("editor", "editor"), ("translator", "translator"),
            ("container_author", "bookauthor"),
        ):  # fmt: skip
            yield name, names_out(work, role, look_up)
        if work.type in ("article-magazine", "article-newspaper"):
            yield "entrysubtype", work.type.removeprefix("article-")
        in_journal = kind in ("article", "review", "suppperiodical")
        yield ("journaltitle" if in_journal else "booktitle"), escaped(work.container_title or "")
        held = {"report": "institution", "thesis": "institution"}.get(kind, "publisher")
        yield held, escaped(work.publisher or "")
        for field, name in _DATES_OUT.items():
            yield name, verbatim(getattr(work, field))
        for field, name in _FIELDS_OUT.items():
            yield name, escaped(getattr(work, field) or "")
        yield ("number" if kind == "article" else "issue"), escaped(work.issue or "")
        yield "pages", pages_out(work.page)
        for name in ("doi", "isbn", "issn", "url"):
            yield name, verbatim(getattr(work, name))
        yield "keywords", ", ".join(map(escaped, work.tags))


FORMAT: Final = Biblatex()

assert set(_FIELDS_OUT.values()) <= set(TEXTS), "every field that is written is read"
