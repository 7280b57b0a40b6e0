"""Web of Science: the tagged export of Clarivate (formerly ISI); read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import Entry, Format, Unreadable
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.printed_names import name_of
from spexplorer.formats.tagged_text import Block, Grammar, entries_of, remark_where_cut_off
from spexplorer.formats.text_input import text_of

_GRAMMAR: Final = Grammar(
    tag=r"\ufeff?([A-Z][A-Z0-9])(?: {1,2}- ?| |$)(.*)$",
    starts=frozenset({"PT"}),
    ends=frozenset({"ER"}),
    continued=r"\s{2,}\S",
    ignored=frozenset({"FN", "VR", "EF"}),
)
_TYPES: Final = {
    "J": "article-journal", "B": "book", "S": "book", "P": "patent", "C": "paper-conference",
    "journal": "article-journal", "book in series": "book",
}  # fmt: skip
_DOCUMENTS: Final = {
    "proceedings paper": "paper-conference", "book review": "review-book", "book chapter": "chapter",
    "review": "article-journal", "book": "book", "news item": "article-newspaper", "letter":
    "article-journal", "editorial material": "article-journal", "dataset": "dataset",
}  # fmt: skip
_RULES: Final = {
    "VL": "volume", "IS": "issue", "PU": "publisher", "PI": "publisher_place", "CT": "event_title",
    "CL": "event_place",
    "SE": "collection_title", "PN": "part_number", "SU": "supplement_number", "UR": "addresses",
    "DI": "DOI", "SN": "ISSN", "EI": "ISSN", "BN": "standard number", "UT": "WoS", "PM": "PMID",
    "LA": "language name", "DE": "keywords", "ID": "keywords", "BQ": "keywords", "AB": "abstracts",
    "CY": "event_date", "CA": "bodies", "GP": "bodies",
    **dict.fromkeys(("PT", "DT", "AU", "AF", "BA", "BF", "J9", "JI", "ED", "BE", "PY",
                     "PD", "BP", "EP", "AR", "PG"), "left out"),
}  # fmt: skip
_ORDINARY_CAPITALS: Final = 0.8


class WebOfScience(Format):
    """Plain text and tagged exports of Web of Science, and of the databases beside it."""

    code: ClassVar[str] = "wos"
    label: ClassVar[str] = "Web of Science"
    suffixes: ClassVar[tuple[str, ...]] = (".isi", ".ciw", ".txt")
    writes: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Whether it has the first line of an export, or an entry of a publication type."""
        text = text_of(head)
        return re.search(
            r"(?m)^\ufeff?\s*FN (?:ISI|Clarivate|Thomson|Medline)", text
        ) is not None or (
            re.search(r"(?m)^\ufeff?PT [JBSPCA]\b|^PT (?:Journal|Book)", text) is not None
            and re.search(r"(?m)^(?:AU|TI|SO) ", text) is not None
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The records, one after another."""
        return entries_of(stream, _GRAMMAR, self.code, _fill, "PT")


FORMAT: Final = WebOfScience()


def _fill(builder: EntryBuilder, block: Block) -> None:
    remark_where_cut_off(builder, block)
    documents = [part.strip().lower() for part in block.first("DT").split(";")]
    kind = next((_DOCUMENTS[name] for name in documents if name in _DOCUMENTS), "")
    base = block.first("PT")
    if base in ("J", "Journal") and "article" in documents:
        kind = "article-journal"  # an article that was read at a conference, too
    builder.put("type", kind or _TYPES.get(base, _TYPES.get(base.lower(), "article-journal")))
    names = block.all("AF") or block.all("BF") or block.all("AU") or block.all("BA")
    for line in "\n".join(names).split("\n"):
        builder.name("author", name_of(line), line)
    for title in [*block.all("JI"), *block.all("J9")]:
        builder.put("container_title_short", title, "J9")
    for line in "\n".join(block.all("BE") or block.all("ED")).split("\n"):
        builder.name("editor", name_of(line), line)
    _date(builder, block)
    _pages(builder, block)
    for tag, value in block.values:
        if tag in ("TI", "SO", "JO") and value:
            field = "title" if tag == "TI" else "container_title"
            builder.put(field, _lowered(" ".join(value.split())), tag)
        elif value:
            follow(builder, _RULES.get(tag), value, tag)


def _date(builder: EntryBuilder, block: Block) -> None:
    year, day = block.first("PY"), block.first("PD")
    for words in (f"{day} {year}", f"{year} {day}", year):
        if words.strip() and (edtf := edtf_of(words.strip())):
            builder.put("issued", edtf)
            if words == year and day:
                builder.keep("PD", day)
            return
    builder.date("issued", year, "PY")
    builder.keep("PD", day)


def _pages(builder: EntryBuilder, block: Block) -> None:
    start, end = block.first("BP"), block.first("EP")
    whole = block.first("PG") if "-" in block.first("PG") else ""
    builder.put(
        "page",
        f"{start}-{end}" if start and end and start != end else start or block.first("AR") or whole,
    )
    if block.first("PG") and not whole:
        builder.put("number_of_pages", block.first("PG"))


def _lowered(text: str) -> str:
    """A title in capitals alone as a title: older exports have no small letters."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < len("Title") or sum(map(str.isupper, letters)) < _ORDINARY_CAPITALS * len(
        letters
    ):
        return text
    small = {
        "and",
        "of",
        "the",
        "in",
        "for",
        "on",
        "to",
        "a",
        "an",
        "with",
        "by",
        "from",
        "et",
        "de",
    }
    words = text.lower().split(" ")
    return " ".join(
        word if at and word in small else re.sub(r"(?<![^\W_])[^\W_]", lambda m: m[0].upper(), word)
        for at, word in enumerate(words)
    )
