"""RefWorks tagged format (RT, SR, ID, A1, T1 …); read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import Entry, Format, Unreadable
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.tagged_text import Block, Grammar, entries_of
from spexplorer.formats.text_input import text_of

_GRAMMAR: Final = Grammar(
    tag=r"\ufeff?([A-Z][A-Z0-9])(| .*)$",
    starts=frozenset({"RT"}),
    ends=frozenset({"ER"}),
    continued=r"\s*\S",
)
_TYPES: Final = {
    "abstract": "article-journal", "artwork": "graphic", "bills/resolutions": "bill", "book, edited":
    "book", "book, section": "chapter", "book, whole": "book", "case/court decisions": "legal_case",
    "computer program": "software", "conference proceedings": "paper-conference",
    "dissertation/thesis": "thesis", "dissertation/thesis, unpublished": "thesis", "generic":
    "document", "grant": "report", "hearing": "hearing", "journal": "article-journal",
    "journal article": "article-journal", "journal, electronic": "article-journal",
    "laws/statutes": "legislation", "magazine article": "article-magazine", "map": "map", "monograph":
    "book", "motion picture": "motion_picture", "music score": "musical_score", "newspaper article":
    "article-newspaper", "online discussion forum": "post", "patent": "patent",
    "personal communication": "personal_communication", "report": "report", "sound recording": "song",
    "unpublished material": "manuscript", "video/ dvd": "motion_picture", "web page": "webpage",
}  # fmt: skip
_RULES: Final = {
    "T1": "title", "TI": "title", "T3": "collection_title", "JF": "container_title", "JO":
    "container_title_short", "VO": "volume", "IS": "issue", "PB": "publisher", "PP":
    "publisher_place", "ED": "edition", "UL": "addresses", "LK": "addresses", "DB": "source", "DS":
    "source", "CL": "call_number", "OT": "original_title", "ST": "title_short", "SL": "archive", "A1":
    "authors", "A2": "editors", "A3": "editors", "A4": "contributors", "A5": "contributors", "AB":
    "abstracts", "NO": "notes", "K1": "keywords", "SN": "standard number", "DO": "DOI", "LA":
    "language name", "RD": "accessed",
    **dict.fromkeys(("RT", "YR", "FD", "SP", "OP", "EP", "SR", "ID"), "left out"),
}  # fmt: skip
_SERIES: Final = ("book", "report", "thesis")


class Refworks(Format):
    """What RefWorks saves as “RefWorks tagged format”."""

    code: ClassVar[str] = "refworks"
    label: ClassVar[str] = "RefWorks"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".rwf")
    writes: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Whether a line names the type of a reference as RefWorks does."""
        text = text_of(head)
        names = "|".join(re.escape(name) for name in _TYPES)
        return re.search(rf"(?im)^\ufeff?RT (?:{names})\s*$", text) is not None

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The references, one after another."""
        return entries_of(stream, _GRAMMAR, self.code, _fill, "RT")


FORMAT: Final = Refworks()


def _fill(builder: EntryBuilder, block: Block) -> None:
    name = block.first("RT").strip()
    kind = _TYPES.get(name.lower(), "document")
    builder.put("type", kind)
    year, day = block.first("YR"), block.first("FD")
    whole = next(
        (found for words in (f"{day} {year}", day, year) if (found := edtf_of(words.strip()))), ""
    )
    builder.date("issued", whole or year, "YR")
    start, end = block.first("SP"), block.first("OP", "EP")
    if kind == "book" and start.isdigit() and not end:
        builder.put("number_of_pages", start)
    else:
        builder.put("page", f"{start}-{end}" if start and end else start)
    for tag, value in block.values:
        rule = _RULES.get(tag)
        if tag == "T2":
            rule = "collection_title" if kind in _SERIES else "container_title"
        if value:
            follow(builder, rule, value, tag)
