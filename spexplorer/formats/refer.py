"""Refer and BibIX: lines that begin with % and a letter, as EndNote and many databases still write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.extension import agent_of
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import (
    Entry,
    Format,
    LookUp,
    Unreadable,
    work_fields,
)
from spexplorer.formats.tagged_text import Block, Grammar, entries_of
from spexplorer.formats.text_input import text_of

_TYPES: Final = {
    "artwork": "graphic", "audiovisual material": "motion_picture", "bill": "bill", "blog":
    "post-weblog", "book": "book", "book section": "chapter", "case": "legal_case", "chart or table":
    "figure", "classical work": "classic", "computer program": "software", "conference":
    "paper-conference", "conference paper": "paper-conference", "conference proceedings":
    "paper-conference", "dataset": "dataset", "dictionary": "entry-dictionary", "edited book":
    "book", "electronic article": "article-journal", "electronic book": "book", "electronic source":
    "webpage", "encyclopedia": "entry-encyclopedia", "figure": "figure", "film or broadcast":
    "motion_picture", "generic": "document", "government document": "report", "hearing": "hearing",
    "journal": "article-journal", "journal article": "article-journal", "legal rule or regulation":
    "regulation", "magazine article": "article-magazine", "manuscript": "manuscript", "map": "map",
    "newspaper article": "article-newspaper", "online database": "dataset", "pamphlet": "pamphlet",
    "patent": "patent", "personal communication": "personal_communication", "report": "report",
    "review": "review", "serial": "periodical", "standard": "standard", "statute": "legislation",
    "thesis": "thesis", "unpublished work": "manuscript", "web page": "webpage",
}  # fmt: skip
_TYPES_OUT: Final = {kind: name for name, kind in reversed(_TYPES.items())} | {
    "article-journal": "Journal Article", "book": "Book", "chapter": "Book Section", "report":
    "Report", "webpage": "Web Page", "paper-conference": "Conference Paper", "manuscript":
    "Unpublished Work", "dataset": "Dataset",
}  # fmt: skip
_GRAMMAR: Final = Grammar(
    tag=r"\ufeff?\s{0,3}%([0-9A-Za-z?@!#$&()*+,.:;<=>\[\]^~|-])(|\s.*)$",
    starts=frozenset({"0"}),
    blank_ends=True,
)
_RULES: Final = {
    "A": "authors", "E": "editors", "Y": "series editors", "?": "translators", "T": "title", "J":
    "container_title", "S": "collection_title", "V": "volume", "C": "publisher_place", "I":
    "publisher", "7": "edition", "6": "number_of_volumes", "G": "language name", "L": "call_number",
    "U": "addresses", "W": "archive", "*": "license", "!": "title_short", "&": "section", "9":
    "genre", "Q": "title_translated", "~": "source", "(": "original_title", "R": "DOI", "@":
    "standard number", "X": "abstracts", "Z": "notes", "O": "notes", "<": "notes", "K": "keywords",
    "[": "accessed", "N": "issue", "P": "pages",
}  # fmt: skip
_ROLES: Final = {"A": "author", "E": "editor", "Y": "collection_editor", "?": "translator"}
_SERIES: Final = frozenset(("book", "report", "thesis", "map", "standard"))


class Refer(Format):
    """Refer/BibIX (.enw): a blank line ends an entry."""

    code: ClassVar[str] = "refer"
    label: ClassVar[str] = "Refer/BibIX (EndNote)"
    suffixes: ClassVar[tuple[str, ...]] = (".enw", ".ref", ".refer")
    carried: ClassVar[frozenset[str]] = work_fields(
        "title title_short title_translated contributors container_title collection_title publisher "
        "publisher_place issued volume issue page edition number_of_volumes url doi isbn issn "
        "language call_number abstract note tags genre source"
    )

    def recognises(self, head: bytes) -> bool:
        """Whether it has lines of a type, or of an author and a title."""
        text = text_of(head)
        return re.search(r"(?m)^\s{0,3}\ufeff?%0 \S", text) is not None or (
            re.search(r"(?m)^%A \S", text) is not None
            and re.search(r"(?m)^%T \S", text) is not None
        )

    def losses(self, record: Record) -> tuple[str, ...]:
        """As for every format; names without a tag, and what a book or report stands in."""
        lost = set(super().losses(record))
        if isinstance(record, Work):
            if any(part.role not in _ROLES.values() for part in record.contributors):
                lost.add("contributors")
            if record.type in _SERIES and record.container_title:
                lost.add("container_title")
        return tuple(sorted(lost))

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The entries; one without a type is taken for what its tags tell."""
        return entries_of(stream, _GRAMMAR, self.code, _fill, "0")

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works, a blank line after each."""
        for record in records:
            if isinstance(record, Work):
                lines = [
                    f"%{tag} {' '.join(value.split())}" for tag, value in _lines(record, look_up)
                ]
                stream.write(("\n".join(lines) + "\n\n").encode("utf-8", "replace"))


FORMAT: Final = Refer()


def _fill(builder: EntryBuilder, block: Block) -> None:
    name = block.first("0").strip()
    if name and name.lower() not in _TYPES:
        builder.remark("The type “{type}” is not known; it is taken for a document.", type=name)
        builder.keep("0", name)
    guessed = "article-journal" if block.all("J") else "chapter" if block.all("B") else "document"
    guessed = "book" if guessed == "document" and block.all("I") else guessed
    kind = _TYPES.get(name.lower(), "document" if name else guessed)
    builder.put("type", kind)
    for tag, value in block.values:
        if tag != "0" and value:
            _take(builder, tag, value, kind)


def _take(builder: EntryBuilder, tag: str, value: str, kind: str) -> None:
    """A value by its tag; some mean another field in some types of reference."""
    rule = _RULES.get(tag)
    if tag in ("D", "8"):
        # %8 has month and day where %D has only the year.
        _date(builder, value)
        return
    if tag == "B":
        rule = "collection_title" if kind in _SERIES else "container_title"
    elif tag == "N" and kind in ("report", "patent"):
        rule = "number"
    elif tag == "P" and kind in ("book", "thesis") and re.fullmatch(r"\d+ ?p{0,2}\.?", value):
        rule, value = "number_of_pages", value.rstrip("p. ")
    follow(builder, rule, value, tag)


def _date(builder: EntryBuilder, value: str) -> None:
    before = builder.get("issued")
    if not before:
        builder.date("issued", value, "D")
        return
    joined = value if before in value else f"{value} {before}"
    trial = EntryBuilder("refer")
    if trial.date("issued", joined) and trial.get("issued").startswith(before):
        builder.replace("issued", trial.get("issued"))
    elif value != before:
        builder.keep("8", value)


# -- writing ---------------------------------------------------------------------------------------


def _lines(work: Work, look_up: LookUp) -> Iterator[tuple[str, str]]:
    kept = next((p.value for p in work.unmapped if p.format == "refer" and p.name == "0"), "")
    yield "0", kept or _TYPES_OUT.get(work.type, "Generic").title()
    for part in work.contributors:
        tag = next((tag for tag, role in _ROLES.items() if role == part.role), "")
        agent = agent_of(look_up, part.agent)
        if tag and agent is not None:
            is_body = agent.agent_type != "person" and "," not in agent.name
            yield tag, agent.name + ("," if is_body else "")
    in_journal = work.type.startswith("article") or work.type.startswith("review")
    for tag, value in (
        ("T", work.title), ("!", work.title_short), ("Q", work.title_translated),
        ("J" if in_journal else "B", None if work.type in _SERIES else work.container_title),
        ("S", work.collection_title), ("V", work.volume), ("N", work.issue or work.number),
        ("P", work.page or work.number_of_pages), ("I", work.publisher), ("C", work.publisher_place),
        ("D", work.issued), ("7", work.edition), ("6", work.number_of_volumes), ("@", work.isbn),
        ("@", work.issn), ("R", work.doi), ("U", work.url), ("[", work.accessed), ("G", work.language),
        ("L", work.call_number), ("9", work.genre), ("~", work.source), ("X", work.abstract),
        ("Z", work.note),
    ):  # fmt: skip
        if value:
            yield tag, value
    for word in work.tags:
        yield "K", word
