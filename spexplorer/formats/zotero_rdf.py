"""Zotero RDF: what Zotero exports with notes and relations; read only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import Entry, FilePlace, Format, NotOfThisFormat, Unreadable
from spexplorer.formats.printed_names import PrintedName, body_of
from spexplorer.formats.text_input import text_of
from spexplorer.formats.xml_input import below, local_name, parsed_whole, raw_of, text_in, words_of

_HOSTS: Final = 8
"""Journals, series and the like that are looked at above a source."""
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

_TYPES: Final = {
    "artwork": "graphic", "audioRecording": "song", "bill": "bill", "blogPost": "post-weblog", "book":
    "book", "bookSection": "chapter", "case": "legal_case", "computerProgram": "software",
    "conferencePaper": "paper-conference", "dataset": "dataset", "dictionaryEntry": "entry-dictionary",
    "document": "document", "email": "personal_communication", "encyclopediaArticle":
    "entry-encyclopedia", "film": "motion_picture", "forumPost": "post", "hearing": "hearing",
    "instantMessage": "personal_communication", "interview": "interview", "journalArticle":
    "article-journal", "letter": "personal_communication", "magazineArticle": "article-magazine",
    "manuscript": "manuscript", "map": "map", "newspaperArticle": "article-newspaper", "patent": "patent",
    "podcast": "song", "preprint": "article", "presentation": "speech", "radioBroadcast": "broadcast",
    "report": "report", "standard": "standard", "statute": "legislation", "thesis": "thesis",
    "tvBroadcast": "broadcast", "videoRecording": "motion_picture", "webpage": "webpage",
}  # fmt: skip
_ITEMS: Final = frozenset(
    (
        *(
            "Article",
            "Book",
            "BookSection",
            "Document",
            "Thesis",
            "Patent",
            "Legislation",
            "Letter",
        ),
        *(
            "Report",
            "Manuscript",
            "Recording",
            "Image",
            "Interview",
            "Memo",
            "Data",
            "MotionPicture",
        ),
    )
)
_ROLES: Final = {
    "authors": "author", "editors": "editor", "translators": "translator", "contributors": "contributor",
    "seriesEditors": "collection_editor", "bookAuthors": "container_author", "reviewedAuthors":
    "reviewed_author", "interviewers": "interviewer", "interviewees": "interviewee", "directors":
    "director", "composers": "composer", "presenters": "speaker", "producers": "producer", "recipients":
    "recipient", "scriptwriters": "script_writer", "inventors": "author", "artists": "author",
    "performers": "performer", "programmers": "author", "podcasters": "host", "guests": "guest",
}  # fmt: skip
_RULES: Final = {
    "title": "title", "shortTitle": "title_short", "abstract": "abstracts", "description": "notes",
    "pages": "pages", "language": "language name", "rights": "license", "edition": "edition",
    "volume": "volume", "number": "number", "issue": "issue", "numberOfVolumes": "number_of_volumes",
    "numPages": "number_of_pages", "libraryCatalog": "source", "archive": "archive",
    "archiveLocation": "archive_location", "coverage": "archive_location", "type": "genre", "medium":
    "medium", "alternative":
    "container_title_short", "meetingName": "event_title", "conferenceName": "event_title",
    **dict.fromkeys(("itemType", "citationKey", "link", "automatic"), "left out"),
}  # fmt: skip


class ZoteroRdf(Format):
    """The RDF of Zotero, which joins items, journals, notes and attachments by addresses."""

    code: ClassVar[str] = "zotero-rdf"
    label: ClassVar[str] = "Zotero RDF"
    suffixes: ClassVar[tuple[str, ...]] = (".rdf",)
    writes: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Whether it is RDF with the namespace of Zotero."""
        return b"zotero.org/namespaces/export" in head or "zotero.org/namespaces/export" in text_of(
            head
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The items in the order of the file; notes and journals are put where they belong."""
        root = parsed_whole(stream)
        if local_name(root) != "RDF":
            raise NotOfThisFormat("The file is no RDF of Zotero; export it from Zotero again.")
        by_address = {
            child.get(f"{_RDF}about"): child for child in root if child.get(f"{_RDF}about")
        }
        for child in root:
            kind = text_in(child, "itemType")
            if kind and kind not in ("note", "attachment", "annotation"):
                yield _entry(child, kind, by_address)
            elif (
                not kind
                and local_name(child) in _ITEMS
                and next(below(child, "title"), None) is not None
            ):
                yield _entry(child, "", by_address)


FORMAT: Final = ZoteroRdf()


def _entry(element: Any, kind: str, by_address: dict[str, Any]) -> Entry:
    builder = EntryBuilder("zotero-rdf")
    if kind and kind not in _TYPES:
        builder.keep("itemType", kind)
    builder.put("type", _TYPES.get(kind, "document"))
    address = element.get(f"{_RDF}about") or ""
    if re.match(r"https?://", address):
        builder.put("url", address)
    for child in element:
        _take(builder, child, by_address)
    return builder.entry(FilePlace("line", element.sourceline or 0), raw_of(element))


def _take(builder: EntryBuilder, child: Any, by_address: dict[str, Any]) -> None:
    name, words = local_name(child), words_of(child)
    match name:
        case _ if name in _ROLES:
            _names(builder, child, _ROLES[name])
        case "isPartOf":
            _host(builder, child, by_address)
        case "publisher":
            builder.put("publisher", text_in(child, "Organization", "name") or words, name)
            place = text_in(child, "Organization", "adr", "Address", "locality")
            builder.put("publisher_place", place)
        case "date":
            builder.date("issued", words, name)
        case "dateSubmitted":
            builder.date("accessed", words.partition(" ")[0], name)
        case "subject":
            builder.tag(words)
        case "identifier":
            _identifier(builder, words)
        case "isReferencedBy":
            note = by_address.get(child.get(f"{_RDF}resource") or "")
            if note is not None:
                builder.append("annote", _plain(text_in(note, "value")), "\n\n")
        case "presentedAt":
            builder.put("event_title", text_in(child, "Conference", "title") or words, name)
        case _ if words:
            follow(builder, _RULES.get(name), words, name)


def _names(builder: EntryBuilder, element: Any, role: str) -> None:
    for person in below(element, "Seq", "li", "Person"):
        family = text_in(person, "surname")
        given = text_in(person, "givenName") or text_in(person, "givenname")
        if family and given:
            builder.name(role, PrintedName(family=family, given=given))
        elif family or given:
            builder.name(role, body_of(family or given))


def _host(builder: EntryBuilder, child: Any, by_address: dict[str, Any], above: int = 0) -> None:
    """What a source is part of, and that of; entries may name each other in a circle."""
    if above > _HOSTS:
        return
    held = by_address.get(child.get(f"{_RDF}resource") or "")
    for host in [held] if held is not None else list(child):
        in_series = local_name(host) == "Series"
        for part in host:
            words, name = words_of(part), local_name(part)
            match name:
                case "title":
                    builder.put("collection_title" if in_series else "container_title", words, name)
                case "number":
                    builder.put("collection_number" if in_series else "issue", words, name)
                case "alternative":
                    builder.put("container_title_short", words, name)
                case "identifier":
                    _identifier(builder, words)
                case "volume" | "issue":
                    builder.put(name, words, name)
                case "isPartOf":
                    _host(builder, part, by_address, above + 1)


def _identifier(builder: EntryBuilder, words: str) -> None:
    match = re.match(r"(ISBN|ISSN|DOI|PMID|PMCID)[: ]\s*(.+)", words)
    if match:
        builder.identifier(match[1], match[2])
    elif re.match(r"https?://", words):
        builder.put("url", words, "identifier")
    else:
        builder.keep("identifier", words)


def _plain(html: str) -> str:
    """The words of a note that Zotero keeps as HTML."""
    return re.sub(r"[ \t]+", " ", re.sub(r"<[^<>]*>", " ", html)).strip()
