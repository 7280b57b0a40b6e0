"""Dublin Core: simple elements and DCMI terms, as OAI-PMH, repositories and web pages give them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.extension import agent_of
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import (
    Entry,
    FilePlace,
    Format,
    LookUp,
    Remark,
    Unreadable,
    work_fields,
)
from spexplorer.formats.printed_names import PrintedName, name_of
from spexplorer.formats.text_input import text_of
from spexplorer.formats.xml_input import (
    clean,
    elements_of,
    has_root,
    local_name,
    raw_of,
    words_of,
)

_ELEMENTS: Final = "http://purl.org/dc/elements/1.1/"
_TERMS: Final = "http://purl.org/dc/terms/"
_OAI: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"

_TYPES: Final = {
    "text": "document", "book": "book", "article": "article-journal", "journal article":
    "article-journal", "journalarticle": "article-journal", "book part": "chapter", "bookpart":
    "chapter", "book chapter": "chapter", "conference object": "paper-conference", "conferenceobject":
    "paper-conference", "conference paper": "paper-conference", "conference proceedings": "book",
    "thesis": "thesis", "doctoral thesis": "thesis", "doctoralthesis": "thesis", "master thesis":
    "thesis", "masterthesis": "thesis", "bachelor thesis": "thesis", "report": "report", "technical report":
    "report", "research report": "report", "working paper": "report", "workingpaper": "report",
    "preprint": "article", "dataset": "dataset", "software": "software", "image": "graphic",
    "still image": "graphic", "stillimage": "graphic", "moving image": "motion_picture", "movingimage":
    "motion_picture", "sound": "song", "map": "map", "interactive resource": "webpage", "web page":
    "webpage", "webpage": "webpage", "website": "webpage", "lecture": "speech", "review": "review",
    "book review": "review-book", "patent": "patent", "newspaper article": "article-newspaper",
    "interview": "interview", "manuscript": "manuscript", "treaty": "treaty", "legislation":
    "legislation", "periodical": "periodical", "collection": "collection", "event": "event",
    "speech": "speech", "document": "document", "broadcast": "broadcast", "magazine article":
    "article-magazine", "pamphlet": "pamphlet", "standard": "standard", "letter": "personal_communication",
}  # fmt: skip
_TYPES_OUT: Final = {kind: name for name, kind in reversed(_TYPES.items())} | {
    "article-journal": "journal article", "book": "book", "chapter": "book part", "document": "text",
    "paper-conference": "conference paper", "report": "report", "thesis": "thesis", "webpage": "web page",
}  # fmt: skip
_RULES: Final = {
    "title": "title", "alternative": "title_short", "publisher": "publisher", "language": "language name",
    "description": "abstracts", "abstract": "abstracts", "tableOfContents": "notes", "rights":
    "license", "accessRights": "license", "license": "license", "extent": "dimensions", "medium":
    "medium", "format": "medium", "issued": "issued", "date": "issued", "created": "issued", "available":
    "available_date", "dateSubmitted": "submitted", "source": "source", "isPartOf": "container_title",
    "provenance": "notes", "spatial": "keywords", "temporal": "keywords", "coverage": "keywords",
}  # fmt: skip


class DublinCore(Format):
    """Dublin Core in XML: oai_dc, RDF or a bare list of elements."""

    code: ClassVar[str] = "dc"
    label: ClassVar[str] = "Dublin Core"
    suffixes: ClassVar[tuple[str, ...]] = (".xml", ".dc", ".rdf")
    carried: ClassVar[frozenset[str]] = work_fields(
        "title title_short publisher language abstract license medium dimensions issued "
        "available_date submitted source container_title doi isbn issn url tags"
    )

    def recognises(self, head: bytes) -> bool:
        """Whether it has elements of Dublin Core and is neither MODS, MARCXML nor Zotero’s RDF."""
        text = text_of(head)
        return (
            (_ELEMENTS in text or _TERMS in text)
            and re.search(r"<(?:\w+:)?(?:title|creator|identifier)[\s>]", text) is not None
            and not (
                "zotero.org/namespaces" in text
                or has_root(head, ("mods", "modsCollection", "html", "package", "collection"))
            )
        )

    def losses(self, record: Record) -> tuple[str, ...]:
        """As for every format; types without a name here, and roles other than author and contributor."""
        lost = set(super().losses(record)) - {"type", "contributors"}
        if isinstance(record, Work):
            if _TYPES.get(_TYPES_OUT.get(record.type, "")) != record.type:
                lost.add("type")
            if any(part.role not in ("author", "contributor") for part in record.contributors):
                lost.add("contributors")
        return tuple(sorted(lost))

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The descriptions: elements whose children are Dublin Core, one after another."""
        names = (
            "dc",
            "dcx",
            "Description",
            "metadata",
            "record",
            "qualifieddc",
            "oai_dc",
            "resource",
        )
        for element, place in elements_of(stream, names):
            children = [child for child in element if _is_element(child)]
            if children:
                yield _entry(element, children, place)
            elif local_name(element) in ("dc", "Description"):
                remark = Remark("There is no element of Dublin Core in it.")
                yield Unreadable(place, raw_of(element), remark)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as a list of oai_dc elements, with DCMI terms where they say more."""
        from lxml import etree

        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        spaces = f'xmlns:oai_dc="{_OAI}" xmlns:dc="{_ELEMENTS}" xmlns:dcterms="{_TERMS}"'
        stream.write(f"<records {spaces}>\n".encode())
        for record in records:
            if isinstance(record, Work):
                root: Any = etree.fromstring(f"<oai_dc:dc {spaces}/>")
                for space, name, text in _elements(record, look_up):
                    if text:
                        etree.SubElement(root, f"{{{space}}}{name}").text = clean(text)
                stream.write(etree.tostring(root, encoding="utf-8") + b"\n")
        stream.write(b"</records>\n")


FORMAT: Final = DublinCore()


def _is_element(child: Any) -> bool:
    return isinstance(child.tag, str) and child.tag.startswith(
        (f"{{{_ELEMENTS}}}", f"{{{_TERMS}}}")
    )


def _entry(element: Any, children: list[Any], place: FilePlace) -> Entry:
    builder = EntryBuilder("dc")
    about = element.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    if about and about.startswith("http"):
        builder.put("url", about)
    for child in children:
        name, words = local_name(child), words_of(child)
        if words:
            _take(builder, name, words)
    return builder.entry(place, raw_of(element))


def _take(builder: EntryBuilder, name: str, words: str) -> None:
    match name:
        case "type":
            key = re.sub(r"^info:eu-repo/semantics/", "", words).lower()
            if key in _TYPES and not builder.has("type"):
                builder.put("type", _TYPES[key])
            elif key not in _TYPES:
                builder.keep("type", words)
        case "creator" | "contributor":
            made = name_of(words) if "," in words else _whole(words)
            builder.name("author" if name == "creator" else "contributor", made)
        case "subject":
            for word in words.split(";"):
                builder.tag(word)
        case "identifier" | "hasFormat" | "bibliographicCitation":
            _identifier(builder, name, words)
        case "isPartOf" if re.match(r"(?i)(?:urn:)?issn[: ]", words):
            builder.identifier("ISSN", re.sub(r"(?i)^(?:urn:)?issn[: ]+", "", words))
        case _:
            follow(builder, _RULES.get(name), words, name)


def _whole(words: str) -> PrintedName:
    made = name_of(words)
    return made if made.is_body else PrintedName(literal=words)


def _identifier(builder: EntryBuilder, name: str, words: str) -> None:
    if match := re.search(
        r"(?i)^(?:doi:|https?://(?:dx\.)?doi\.org/|info:doi/)?\s*(10\.\d{4,9}/\S+)$", words
    ):
        builder.identifier("DOI", match[1])
    elif match := re.match(r"(?i)(?:urn:)?(isbn|issn)[: ]\s*([0-9Xx -]+)", words):
        builder.identifier(match[1].upper(), match[2])
    elif re.match(r"https?://", words):
        builder.put("url", words, name)
    elif name == "identifier" and (match := re.match(r"([A-Za-z]{2,10}):(\S+)$", words)):
        builder.identifier(match[1], match[2])
    else:
        builder.keep(name, words)


def _elements(work: Work, look_up: LookUp) -> Iterator[tuple[str, str, str | None]]:
    yield _ELEMENTS, "title", work.title
    yield _TERMS, "alternative", work.title_short
    for part in work.contributors:
        agent = agent_of(look_up, part.agent)
        if agent is not None:
            yield _ELEMENTS, "creator" if part.role == "author" else "contributor", agent.name
    yield _ELEMENTS, "type", _TYPES_OUT.get(work.type, work.type)
    yield _ELEMENTS, "publisher", work.publisher
    yield _TERMS, "issued", work.issued
    yield _TERMS, "available", work.available_date
    yield _TERMS, "dateSubmitted", work.submitted
    yield _TERMS, "isPartOf", work.container_title
    yield _ELEMENTS, "language", work.language
    yield _TERMS, "abstract", work.abstract
    yield from ((_ELEMENTS, "subject", tag) for tag in work.tags)
    for scheme, value in (("doi", work.doi), ("isbn", work.isbn), ("issn", work.issn)):
        yield _ELEMENTS, "identifier", f"{scheme}:{value}" if value else None
    yield _ELEMENTS, "identifier", work.url
    yield _ELEMENTS, "source", work.source
    yield _ELEMENTS, "rights", work.license
    yield _TERMS, "medium", work.medium
    yield _TERMS, "extent", work.dimensions
