"""EndNote XML: the export of EndNote, which Bookends, Papers and others write too."""

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
    Unreadable,
    work_fields,
)
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.text_input import text_of
from spexplorer.formats.xml_input import (
    below,
    clean,
    elements_of,
    has_root,
    local_name,
    raw_of,
    words_of,
)

_TYPES: Final = {
    2: "graphic", 3: "motion_picture", 4: "bill", 5: "chapter", 6: "book", 7: "legal_case", 9:
    "software", 10: "paper-conference", 12: "webpage", 13: "document", 14: "hearing", 16:
    "webpage", 17: "article-journal", 19: "article-magazine", 20: "map", 21: "motion_picture", 23:
    "article-newspaper", 25: "patent", 26: "personal_communication", 27: "report", 28: "book", 31:
    "legislation", 32: "thesis", 34: "manuscript", 35: "pamphlet", 36: "manuscript", 37: "figure", 38:
    "figure", 39: "figure", 40: "chapter", 43: "article-journal", 44: "book", 45: "dataset", 46:
    "report", 47: "paper-conference", 48: "dataset", 49: "classic", 50: "legislation", 51: "legislation",
    52: "entry-dictionary", 53: "entry-encyclopedia", 54: "report", 55: "collection", 56: "post-weblog",
    57: "periodical", 58: "standard", 59: "dataset", 61: "musical_score", 62: "book", 63: "article",
}  # fmt: skip
"""The number of a type of reference -> type of work."""

_NUMBERS_OUT: Final = {
    "article-journal": (17, "Journal Article"), "article": (17, "Journal Article"), "review": (17,
    "Journal Article"), "review-book": (17, "Journal Article"), "article-magazine": (19, "Magazine Article"),
    "article-newspaper": (23, "Newspaper Article"), "bill": (4, "Bill"), "book": (6, "Book"), "chapter":
    (5, "Book Section"), "classic": (49, "Ancient Text"), "collection": (55, "Aggregated Database"),
    "dataset": (59, "Dataset"), "entry": (53, "Encyclopedia"), "entry-dictionary": (52, "Dictionary"),
    "entry-encyclopedia": (53, "Encyclopedia"), "figure": (37, "Figure"), "graphic": (2, "Artwork"),
    "hearing": (14, "Hearing"), "legal_case": (7, "Case"), "legislation": (31, "Statute"), "manuscript":
    (36, "Manuscript"), "map": (20, "Map"), "motion_picture": (21, "Film or Broadcast"), "broadcast": (21,
    "Film or Broadcast"), "musical_score": (61, "Music"), "pamphlet": (35, "Pamphlet"), "paper-conference":
    (47, "Conference Paper"), "patent": (25, "Patent"), "periodical": (57, "Serial"),
    "personal_communication": (26, "Personal Communication"), "post": (56, "Blog"), "post-weblog": (56,
    "Blog"), "regulation": (50, "Legal Rule or Regulation"), "report": (27, "Report"), "software": (9,
    "Computer Program"), "standard": (58, "Standard"), "thesis": (32, "Thesis"), "treaty": (31, "Statute"),
    "webpage": (12, "Web Page"),
}  # fmt: skip
_ROLES: Final = {
    "authors": "authors", "secondary-authors": "editors", "tertiary-authors": "series editors",
    "subsidiary-authors": "contributors", "translated-authors": "translators",
}  # fmt: skip
_ROLES_OUT: Final = {
    "author": "authors", "editor": "secondary-authors", "collection_editor": "tertiary-authors",
    "contributor": "subsidiary-authors", "translator": "translated-authors",
}  # fmt: skip
_RULES: Final = {
    "volume": "volume", "number": "issue", "edition": "edition", "section": "section", "num-vols":
    "number_of_volumes", "publisher": "publisher", "pub-location": "publisher_place", "isbn":
    "standard number", "electronic-resource-num": "DOI", "abstract": "abstracts", "notes": "notes",
    "research-notes": "notes", "language": "language name", "call-num": "call_number", "work-type":
    "genre", "remote-database-name": "source", "remote-database-provider": "source", "pages": "pages",
    "orig-pub": "original_title", "reprint-edition": "", "label": "", "accession-num": "",
    **dict.fromkeys(("database", "source-app", "rec-number", "foreign-keys", "ref-type"), "left out"),
}  # fmt: skip
_NUMBERED: Final = frozenset(("report", "patent", "standard", "legislation", "bill"))
"""Types whose number is their own, and not that of an issue."""
_SERIES: Final = frozenset(("book", "report", "thesis", "map", "standard"))


class EndnoteXml(Format):
    """EndNote XML, with or without style elements."""

    code: ClassVar[str] = "endnote-xml"
    label: ClassVar[str] = "EndNote XML"
    suffixes: ClassVar[tuple[str, ...]] = (".xml",)
    carried: ClassVar[frozenset[str]] = work_fields(
        "title title_short title_translated container_title container_title_short collection_title "
        "publisher publisher_place issued volume issue page edition number_of_volumes section url doi "
        "isbn issn language call_number abstract note tags genre source"
    )

    def recognises(self, head: bytes) -> bool:
        """Whether there are records with a type of reference or contributors."""
        text = text_of(head)
        return (
            has_root(head, ("xml", "records", "record"))
            and re.search(r"<(?:ref-type|contributors|source-app|titles)[\s>]", text) is not None
        )

    def losses(self, record: Record) -> tuple[str, ...]:
        """As for every format; types and roles that EndNote has no number or element for."""
        lost = set(super().losses(record)) - {"type", "contributors"}
        if isinstance(record, Work):
            number, _ = _NUMBERS_OUT.get(record.type, (13, ""))
            if _TYPES[number] != record.type:
                lost.add("type")
            if any(part.role not in _ROLES_OUT for part in record.contributors):
                lost.add("contributors")
            if record.type in _SERIES and record.container_title:
                lost.add("container_title")
            if _TYPES[number] in _NUMBERED and record.issue:
                lost.add("issue")
            if record.type in ("book", "thesis") and (record.page or "").isdigit():
                lost.add("page")  # a single figure is the number of pages there
        return tuple(sorted(lost))

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The records, one after another."""
        for element, place in elements_of(stream, ("record",)):
            yield _entry(element, place)

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as one list of records."""
        from lxml import etree

        stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<xml><records>\n')
        for record in records:
            if isinstance(record, Work):
                stream.write(etree.tostring(_written(record, look_up), encoding="utf-8") + b"\n")
        stream.write(b"</records></xml>\n")


FORMAT: Final = EndnoteXml()


# -- reading ---------------------------------------------------------------------------------------


def _entry(element: Any, place: FilePlace) -> Entry:
    builder = EntryBuilder("endnote-xml")
    kind = _type(builder, element)
    for child in element:
        name = local_name(child)
        match name:
            case "contributors":
                _contributors(builder, child)
            case "titles":
                _titles(builder, child, kind)
            case "periodical":
                _periodical(builder, child)
            case "dates":
                _dates(builder, child)
            case "urls":
                _addresses(builder, child)
            case "keywords":
                for word in below(child, "keyword"):
                    builder.tag(words_of(word))
            case "access-date":
                builder.date("accessed", words_of(child), name)
            case _ if name:
                _field(builder, child, kind)
    return builder.entry(place, raw_of(element))


def _type(builder: EntryBuilder, element: Any) -> str:
    given = next(below(element, "ref-type"), None)
    number = words_of(given) if given is not None else ""
    kind = _TYPES.get(int(number)) if re.fullmatch(r"[0-9]{1,3}", number) else None
    if kind is None and given is not None:
        builder.keep("ref-type", given.get("name") or number)
    builder.put("type", kind or "document")
    return kind or "document"


def _contributors(builder: EntryBuilder, element: Any) -> None:
    for group in element:
        for author in below(group, "author"):
            follow(builder, _ROLES.get(local_name(group)), words_of(author), local_name(group))


def _titles(builder: EntryBuilder, element: Any, kind: str) -> None:
    for child in element:
        words, name = words_of(child), local_name(child)
        if name == "secondary-title":
            field = "collection_title" if kind in _SERIES else "container_title"
            builder.put(field, words, name)
        else:
            fields = {
                "title": "title", "tertiary-title": "collection_title", "short-title": "title_short",
                "alt-title": "container_title_short", "translated-title": "title_translated",
            }  # fmt: skip
            follow(builder, fields.get(name), words, name)


def _periodical(builder: EntryBuilder, element: Any) -> None:
    for child in element:
        words = words_of(child)
        if local_name(child) == "full-title" and builder.get("collection_title") != words:
            builder.put("container_title", words, "periodical")
        elif local_name(child).startswith("abbr"):
            builder.put("container_title_short", words, "periodical")


def _dates(builder: EntryBuilder, element: Any) -> None:
    year = " ".join(words_of(one) for one in below(element, "year"))
    days = [words_of(one) for one in below(element, "pub-dates", "date") if words_of(one)]
    for day in days:
        for words in (day, f"{day} {year}", f"{year} {day}"):
            if (edtf := edtf_of(words)) and (not year or edtf.startswith(year)) and words != year:
                builder.put("issued", edtf)
                return
    builder.date("issued", year or " ".join(days), "year")
    for day in days if year else ():
        if day != year:
            builder.keep("pub-dates", day)


def _addresses(builder: EntryBuilder, element: Any) -> None:
    for group in element:
        for one in below(group, "url"):
            words = words_of(one)
            if local_name(group) == "pdf-urls":
                builder.keep("pdf-urls", words)
            else:
                follow(builder, "addresses", words, local_name(group))


def _field(builder: EntryBuilder, child: Any, kind: str) -> None:
    name = local_name(child)
    words = "".join(child.itertext()).strip() if name in ("abstract", "notes") else words_of(child)
    if not words:
        return
    rule = _RULES.get(name) or None
    if name == "number" and kind in _NUMBERED:
        rule = "number"
    elif name == "pages" and kind in ("book", "thesis") and re.fullmatch(r"\d+( ?p\.?)?", words):
        rule, words = "number_of_pages", words.rstrip("p. ")
    elif name == "isbn":
        words = "".join(child.itertext()).strip().replace("\r", "\n")
    follow(builder, rule, words, name)


# -- writing ---------------------------------------------------------------------------------------


def _added(parent: Any, name: str, text: str | None) -> None:
    """Add an element with a text, none where there is no text."""
    from lxml import etree

    if text:
        etree.SubElement(parent, name).text = clean(text)


def _written(work: Work, look_up: LookUp) -> Any:
    from lxml import etree

    root: Any = etree.Element("record")
    number, label = _NUMBERS_OUT.get(work.type, (13, "Generic"))
    etree.SubElement(root, "ref-type", name=label).text = str(number)
    _contributors_out(root, work, look_up)
    _titles_out(root, work)
    for name, text in (
        ("pages", work.page or work.number_of_pages), ("volume", work.volume),
        ("number", work.number if _TYPES[number] in _NUMBERED else work.issue),
        ("num-vols", work.number_of_volumes),
        ("edition", work.edition), ("section", work.section),
    ):  # fmt: skip
        _added(root, name, text)
    if work.tags:
        keywords = etree.SubElement(root, "keywords")
        for word in work.tags:
            _added(keywords, "keyword", word)
    _dates_out(root, work)
    for name, text in (
        ("pub-location", work.publisher_place), ("publisher", work.publisher), ("isbn", work.isbn),
        ("isbn", work.issn), ("call-num", work.call_number), ("abstract", work.abstract),
        ("notes", work.note), ("work-type", work.genre), ("electronic-resource-num", work.doi),
        ("remote-database-name", work.source), ("language", work.language),
        ("access-date", work.accessed),
    ):  # fmt: skip
        _added(root, name, text)
    if work.url:
        _added(etree.SubElement(etree.SubElement(root, "urls"), "related-urls"), "url", work.url)
    return root


def _contributors_out(root: Any, work: Work, look_up: LookUp) -> None:
    from lxml import etree

    groups: dict[str, Any] = {}
    contributors = etree.SubElement(root, "contributors")
    for part in work.contributors:
        agent, group = agent_of(look_up, part.agent), _ROLES_OUT.get(part.role)
        if agent is not None and group:
            if group not in groups:
                groups[group] = etree.SubElement(contributors, group)
            is_body = agent.agent_type != "person" and "," not in agent.name
            _added(groups[group], "author", agent.name + ("," if is_body else ""))


def _titles_out(root: Any, work: Work) -> None:
    from lxml import etree

    titles = etree.SubElement(root, "titles")
    in_series = work.type in _SERIES
    for name, text in (
        ("title", work.title),
        ("secondary-title", work.collection_title if in_series else work.container_title),
        ("tertiary-title", None if in_series else work.collection_title),
        ("alt-title", work.container_title_short),
        ("short-title", work.title_short),
        ("translated-title", work.title_translated),
    ):
        _added(titles, name, text)


def _dates_out(root: Any, work: Work) -> None:
    from lxml import etree

    if not work.issued:
        return
    dates = etree.SubElement(root, "dates")
    match = re.match(r"-?[0-9]{4}", work.issued)
    etree.SubElement(dates, "year").text = match[0] if match else work.issued
    if match and match[0] != work.issued:
        etree.SubElement(etree.SubElement(dates, "pub-dates"), "date").text = work.issued
