"""PubMed and MEDLINE: the tagged format of the National Library of Medicine (.nbib); read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import Entry, Format, Unreadable
from spexplorer.formats.printed_names import body_of, name_of
from spexplorer.formats.tagged_text import Block, Grammar, entries_of
from spexplorer.formats.text_input import text_of

_GRAMMAR: Final = Grammar(
    tag=r"\ufeff?([A-Z][A-Z0-9]{1,3}) {0,3}- ?(.*)$",
    starts=frozenset({"PMID"}),
    blank_ends=True,
    continued=r"\s+\S",
)
WORK_TYPES: Final = {
    "book": "book", "book chapter": "chapter", "congress": "paper-conference", "dataset": "dataset",
    "interview": "interview", "legislation": "legislation", "news": "article-newspaper",
    "newspaper article": "article-newspaper", "technical report": "report", "patient education handout":
    "pamphlet", "video-audio media": "motion_picture", "webcasts": "broadcast", "preprint": "article",
    "address": "speech", "lecture": "speech", "legal case": "legal_case", "review": "article-journal",
}  # fmt: skip
_RULES: Final = {
    "BTI": "container_title", "CTI": "collection_title", "VI": "volume", "IP": "issue", "PB":
    "publisher", "PL": "publisher_place", "EN": "edition", "TT": "title_original", "JT":
    "container_title", "CI": "license", "DP": "issued", "TA": "container_title_short", "AB":
    "abstracts", "OAB": "abstracts", "IS": "ISSN", "ISBN": "standard number", "PMC": "PMCID", "LA":
    "language name", "OT": "keywords", "GN": "notes", "PMID": "PMID",
    **dict.fromkeys(("PT", "AU", "FAU", "ED", "FED", "CN", "OWN", "STAT", "JID"), "left out"),
}  # fmt: skip


class Pubmed(Format):
    """What PubMed saves as “PubMed” or sends to a citation manager."""

    code: ClassVar[str] = "nbib"
    label: ClassVar[str] = "PubMed (nbib)"
    suffixes: ClassVar[tuple[str, ...]] = (".nbib", ".txt")
    writes: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Whether a line begins with PMID and a hyphen, or OWN and STAT follow each other."""
        return re.search(r"(?m)^\ufeff?(?:PMID ?- ?\d|OWN {1,2}- \S)", text_of(head)) is not None

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The citations, one after another."""
        return entries_of(stream, _GRAMMAR, self.code, _fill)


FORMAT: Final = Pubmed()


def _fill(builder: EntryBuilder, block: Block) -> None:
    kinds = [value.lower() for value in block.all("PT")]
    found = next((WORK_TYPES[kind] for kind in kinds if kind in WORK_TYPES), "")
    if found in ("", "article-journal", "book") and block.all("BTI") and block.all("TI"):
        found = "chapter"
    builder.put("type", found or "article-journal")
    _names(builder, block)
    for tag, value in block.values:
        text = " ".join(value.split()).replace("((R))", "®").replace("((TM))", "™")
        if text:
            _take(builder, tag, text)


def _names(builder: EntryBuilder, block: Block) -> None:
    """Full names where there are any; a short name is another form of the full one before it."""
    for full, short, role in (("FAU", "AU", "author"), ("FED", "ED", "editor")):
        full_names = block.all(full)
        for printed in full_names or block.all(short):
            if "," in printed or full_names or " " not in printed.strip():
                builder.name(role, name_of(printed))
            else:
                family, _, initials = printed.strip().rpartition(" ")
                builder.name(role, name_of(f"{family}, {initials}"))
    for body in block.all("CN"):
        builder.name("author", body_of(" ".join(body.split())))


def _take(builder: EntryBuilder, tag: str, text: str) -> None:
    match tag:
        case "TI":
            builder.put("title", text[:-1] if text.endswith(".") else text, tag)
        case "PG":
            builder.put("page", full_range(text), tag)
        case "LID" | "AID" | "DOI":
            _identifier(builder, tag, text)
        case "IS":
            builder.identifier("ISSN", text.partition(" ")[0])
        case "MH":
            builder.subject("MeSH", text.replace("*", ""))  # a star marks what it is chiefly about
        case _:
            follow(builder, _RULES.get(tag), text, tag)


def _identifier(builder: EntryBuilder, tag: str, text: str) -> None:
    match = re.fullmatch(r"(?:doi:)?(\S+)(?: \[(doi|pii)\])?", text)
    if match and (match[2] == "doi" or match[1].startswith("10.")):
        builder.identifier("DOI", match[1])
    elif match and re.fullmatch(r"[Ss]?[\d()X-]{5,}|\w+", match[1]):
        builder.identifier("PII", match[1])
    else:
        builder.keep(tag, text)


def full_range(pages: str) -> str:
    """454-81 as 454-481, e700-9 as e700-e709: PubMed leaves out figures that both ends share."""
    match = re.fullmatch(r"([A-Za-z]*)(\d+)-(\d+)", pages)
    if match is None or len(match[3]) >= len(match[2]):
        return pages
    letters, first, last = match.groups()
    return f"{letters}{first}-{letters}{first[: len(first) - len(last)]}{last}"
