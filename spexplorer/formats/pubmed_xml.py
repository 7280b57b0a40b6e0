"""PubMed XML (PubmedArticle, PubmedBookArticle) as the National Library of Medicine gives it; read only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, ClassVar, Final

from spexplorer.domain.records import Identifier
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.interchange import HEAD, Entry, FilePlace, Format, Unreadable
from spexplorer.formats.language_codes import tag_of
from spexplorer.formats.printed_names import PrintedName, body_of
from spexplorer.formats.pubmed import WORK_TYPES, full_range
from spexplorer.formats.xml_input import (
    below,
    elements_of,
    has_root,
    local_name,
    raw_of,
    text_in,
    words_of,
)

_ARTICLES: Final = (
    "PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle",
)  # fmt: skip
_CITATIONS: Final = ("MedlineCitationSet", "MedlineCitation")
_NUMBERS: Final = {"pubmed": "PMID", "pmc": "PMCID", "doi": "DOI", "pii": "PII", "mid": "NIHMSID"}
_MONTHS: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_NAME_SCHEMES: Final = ("ORCID", "ISNI", "GRID")


class PubmedXml(Format):
    """What PubMed's download and its web service give as XML."""

    code: ClassVar[str] = "pubmed-xml"
    label: ClassVar[str] = "PubMed XML"
    suffixes: ClassVar[tuple[str, ...]] = (".xml",)
    writes: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Whether its first element is one of PubMed's."""
        return has_root(head, _ARTICLES + _CITATIONS)

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The citations, one after another."""
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        names = _CITATIONS if has_root(head, _CITATIONS) else ("PubmedArticle", "PubmedBookArticle")
        for element, place in elements_of(stream, names):
            if local_name(element) != "MedlineCitationSet":
                yield _entry(element, place)


FORMAT: Final = PubmedXml()


def _entry(element: Any, place: FilePlace) -> Entry:
    builder = EntryBuilder(FORMAT.code)
    whole, raw = element, raw_of(element)
    inner = (one for name in ("MedlineCitation", "BookDocument") for one in below(whole, name))
    element = next(inner, whole)
    builder.identifier("PMID", text_in(element, "PMID"))
    if local_name(element) == "BookDocument":
        _book(builder, element)
    else:
        _article(builder, next(below(element, "Article"), element))
        for heading in below(element, "MeshHeadingList", "MeshHeading"):
            parts = [words_of(part) for part in heading if local_name(part) != "Comment"]
            builder.subject("MeSH", "--".join(filter(None, parts)))
    for data in ("PubmedData", "PubmedBookData"):
        for number in below(whole, data, "ArticleIdList", "ArticleId"):
            kind = str(number.get("IdType") or "PubMed")
            builder.identifier(_NUMBERS.get(kind, kind), words_of(number))
    for word in below(element, "KeywordList", "Keyword"):
        builder.tag(words_of(word))
    for number in below(element, "OtherID"):
        builder.identifier(str(number.get("Source") or "PubMed"), words_of(number))
    for name in ("CommentsCorrectionsList", "GeneralNote", "CitationSubset", "SpaceFlightMission"):
        for one in below(element, name):
            builder.keep(name, words_of(one))
    return builder.entry(place, raw)


def _article(builder: EntryBuilder, article: Any) -> None:
    _kind(builder, article, "article-journal")
    builder.put("title", _title(article, "ArticleTitle"))
    builder.put("title_original", _title(article, "VernacularTitle"))
    builder.put("container_title", text_in(article, "Journal", "Title"))
    builder.put("container_title_short", text_in(article, "Journal", "ISOAbbreviation"))
    for number in below(article, "Journal", "ISSN"):
        builder.identifier("ISSN", words_of(number))
    builder.put("volume", text_in(article, "Journal", "JournalIssue", "Volume"))
    builder.put("issue", text_in(article, "Journal", "JournalIssue", "Issue"))
    for day in below(article, "Journal", "JournalIssue", "PubDate"):
        _date(builder, "issued", day)
    for day in below(article, "ArticleDate"):
        _date(builder, "available_date", day)
    _common(builder, article)


def _book(builder: EntryBuilder, document: Any) -> None:
    book = next(below(document, "Book"), document)
    chapter, whole = _title(document, "ArticleTitle"), _title(book, "BookTitle")
    _kind(builder, document, "chapter" if chapter and whole else "book")
    builder.put("title", chapter or whole)
    if chapter:
        builder.put("container_title", whole)
    builder.put("publisher", text_in(book, "Publisher", "PublisherName"))
    builder.put("publisher_place", text_in(book, "Publisher", "PublisherLocation"))
    builder.put("collection_title", text_in(book, "CollectionTitle"))
    builder.put("edition", text_in(book, "Edition"))
    builder.put("volume", text_in(book, "Volume"))
    builder.put("medium", text_in(book, "Medium"))
    for number in below(book, "Isbn"):
        builder.identifier("ISBN", words_of(number))
    for day in below(book, "PubDate"):
        _date(builder, "issued", day)
    for number in below(document, "ArticleIdList", "ArticleId"):
        kind = str(number.get("IdType") or "PubMed")
        builder.identifier(_NUMBERS.get(kind, kind), words_of(number))
    if book is not document:
        _names(builder, book)
        _numbers(builder, book)
    _common(builder, document)


def _common(builder: EntryBuilder, element: Any) -> None:
    """What articles and chapters have in common."""
    _names(builder, element)
    _numbers(builder, element)
    pages = text_in(element, "Pagination", "MedlinePgn")
    if not pages:
        ends = [text_in(element, "Pagination", name) for name in ("StartPage", "EndPage")]
        pages = "-".join(filter(None, ends))
    builder.put("page", full_range(pages))
    for part in below(element, "Abstract", "AbstractText"):
        label = str(part.get("Label") or "")
        builder.append("abstract", f"{label}: {words_of(part)}" if label else words_of(part))
    builder.put("license", text_in(element, "Abstract", "CopyrightInformation"))
    languages = [words_of(one) for one in below(element, "Language")]
    if languages:
        builder.put("language", tag_of(languages[0]))
    for further in languages[1:]:
        builder.keep("Language", further)


def _title(element: Any, name: str) -> str:
    text = text_in(element, name)
    if text.startswith("[") and text.rstrip(".").endswith("]"):
        text = text.rstrip(".")[1:-1]  # a title that PubMed translated
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _kind(builder: EntryBuilder, element: Any, usual: str) -> None:
    kinds = [
        words_of(one)
        for path in (("PublicationTypeList", "PublicationType"), ("PublicationType",))
        for one in below(element, *path)
    ]
    known = (WORK_TYPES[kind.lower()] for kind in kinds if kind.lower() in WORK_TYPES)
    builder.put("type", usual if usual in ("book", "chapter") else next(known, usual))
    for kind in kinds:
        if kind.lower() not in (*WORK_TYPES, "journal article"):
            builder.keep("PublicationType", kind)


def _names(builder: EntryBuilder, element: Any) -> None:
    for people in below(element, "AuthorList"):
        role = "editor" if "editor" in str(people.get("Type") or "").lower() else "author"
        for author in below(people, "Author"):
            if body := text_in(author, "CollectiveName"):
                builder.name(role, body_of(body))
                continue
            family = text_in(author, "LastName")
            given = text_in(author, "ForeName") or text_in(author, "Initials")
            name = PrintedName(family=family, given=given, suffix=text_in(author, "Suffix"))
            builder.name(role, name, identifiers=tuple(_name_numbers(author)))


def _name_numbers(author: Any) -> Iterator[Identifier]:
    for number in below(author, "Identifier"):
        scheme = str(number.get("Source") or "").upper()
        if scheme in _NAME_SCHEMES and words_of(number):
            yield Identifier(scheme=scheme, value=words_of(number).rpartition("/")[2])


def _numbers(builder: EntryBuilder, element: Any) -> None:
    for number in below(element, "ELocationID"):
        if number.get("ValidYN") != "N":
            scheme = str(number.get("EIdType") or "ELocationID").upper()
            builder.identifier(scheme, words_of(number))


def _date(builder: EntryBuilder, field: str, element: Any) -> None:
    if words := text_in(element, "MedlineDate"):
        builder.date(field, words, "MedlineDate")
        return
    year, month, day = (text_in(element, name) for name in ("Year", "Month", "Day"))
    if month[:3].lower() in _MONTHS:
        month = f"{_MONTHS.index(month[:3].lower()) + 1}"
    if season := text_in(element, "Season"):
        builder.date(field, f"{season} {year}", "PubDate")
    elif not month.isdecimal():
        builder.date(field, f"{month} {year}".strip(), "PubDate")
    else:
        parts = [year, month.zfill(2), *([day.zfill(2)] if day.isdecimal() else [])]
        builder.date(field, "-".join(parts), "PubDate")
