"""Entries of BibTeX and BibLaTeX, read from text: both dialects as one.

Values are read as they stand and decoded last: braces tell bodies from persons, and dates, addresses
and DOIs are never markup.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from spexplorer.domain.calendar_days import MONTHS
from spexplorer.formats.bibtex_names import names_of
from spexplorer.formats.entry_builder import LONGEST, EntryBuilder
from spexplorer.formats.extension import with_rest
from spexplorer.formats.interchange import Entry, FilePlace, Remark, Unreadable
from spexplorer.formats.latex_text import plain, split_outside_braces
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.text_input import lines_of

TYPES: Final = {
    "article": "article-journal", "artwork": "graphic", "audio": "song", "book": "book",
    "bookinbook": "chapter", "booklet": "pamphlet", "collection": "book", "conference":
    "paper-conference", "dataset": "dataset", "electronic": "webpage", "image": "graphic",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia", "jurisdiction": "legal_case", "legal": "treaty",
    "legislation": "legislation", "letter": "personal_communication", "manual": "report",
    "mastersthesis": "thesis", "misc": "document", "movie": "motion_picture", "music": "song",
    "mvbook": "book", "mvcollection": "book", "mvproceedings": "book", "mvreference": "book",
    "newspaper": "article-newspaper", "online": "webpage", "patent": "patent", "performance":
    "performance", "periodical": "periodical", "phdthesis": "thesis", "proceedings": "book",
    "reference": "book", "report": "report", "review": "review", "software": "software",
    "standard": "standard", "suppbook": "chapter", "suppcollection": "chapter", "suppperiodical":
    "article-journal", "techreport": "report", "thesis": "thesis", "unpublished": "manuscript",
    "video": "motion_picture", "www": "webpage",
}  # fmt: skip

ROLES: Final = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor":
    "container_author", "editora": "editor", "editorb": "editor", "editorc": "editor", "annotator":
    "contributor", "commentator": "contributor", "introduction": "contributor", "foreword":
    "contributor", "afterword": "contributor", "holder": "contributor", "origauthor":
    "original_author",
}  # fmt: skip

TEXTS: Final = {
    "journal": "container_title", "journaltitle": "container_title", "booktitle":
    "container_title", "maintitle": "container_title", "shortjournal": "container_title_short",
    "shorttitle": "title_short", "series": "collection_title", "volume": "volume", "publisher":
    "publisher", "address": "publisher_place", "location": "publisher_place", "institution":
    "publisher", "school": "publisher", "organization": "publisher", "edition": "edition",
    "chapter": "chapter_number", "part": "part_number", "volumes": "number_of_volumes", "pagetotal":
    "number_of_pages", "numpages": "number_of_pages", "abstract": "abstract", "annote": "annote",
    "annotation": "annote", "note": "note", "howpublished": "medium", "type": "genre", "library":
    "archive", "origtitle": "original_title", "origpublisher": "original_publisher",
    "origlocation": "original_publisher_place", "eventtitle": "event_title", "venue":
    "event_place", "version": "version", "pubstate": "publication_status", "langid": "language",
    "language": "language", "lccn": "call_number", "titleaddon": "annote", "translatedtitle":
    "title_translated", "jurisdiction": "jurisdiction",
}  # fmt: skip
"""Field of BibTeX or BibLaTeX -> field of a work."""

_IDENTIFIERS: Final = {
    "doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "isrn": "ISRN", "ismn": "ISMN", "pmid": "PMID",
    "pmcid": "PMCID", "mrnumber": "MR", "zblnumber": "Zbl",
}  # fmt: skip

_DATES: Final = {
    "date": "issued", "urldate": "accessed", "origdate": "original_date", "eventdate":
    "event_date", "lastchecked": "accessed", "lastaccessed": "accessed",
}  # fmt: skip

_HANDLED: Final = frozenset(
    (
        "title",
        "subtitle",
        "booksubtitle",
        "entrysubtype",
        "year",
        "month",
        "day",
        "number",
        "issue",
        "eid",
        "pages",
    )
)

EXTENSION: Final = "spexplorer"
"""The field in which the rest travels."""

_BATCH: Final = 400
"""Entries that are parsed at once."""

_MONTH_MACROS: Final = {month[:3].lower(): month for month in MONTHS}


def entries_of(stream: BinaryIO, code: str) -> Iterator[Entry | Unreadable]:
    """The entries of a file; what others refer to by crossref or xdata is looked up in all of it first."""
    start = stream.tell()
    parents = _parents(stream)
    stream.seek(start)
    strings: dict[str, str] = dict(_MONTH_MACROS)
    for first_line, text in _batches(lines_of(stream)):
        for block in _blocks(text, strings):
            place = FilePlace("line", first_line + (block.start_line or 0))
            if (found := _read_block(block, place, strings, parents, code)) is not None:
                yield found


def _batches(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Text of some hundred entries at a time with the number of its first line; none is cut in two."""
    begins = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
    held: list[str] = []
    first, entries, ended = 1, 0, True
    for number, line in enumerate(lines, 1):
        if begins.match(line):
            entries += 1
            if entries > _BATCH and ended:
                yield first, "\n".join(held)
                held, first, entries = [], number, 1
        held.append(line)
        if line.strip():
            ended = line.rstrip().endswith(("}", ")"))
    if any(line.strip() for line in held):
        yield first, "\n".join(held)


def _blocks(text: str, strings: dict[str, str]) -> Iterator[Any]:
    """The entries of a text and what could not be read of it; its macros are added to `strings`."""
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    doubled = (model.DuplicateBlockKeyBlock, model.DuplicateFieldKeyBlock)
    logger = logging.getLogger("bibtexparser.splitter")
    was, logger.disabled = logger.disabled, True  # what it says of damage stands in the remarks
    try:
        blocks = parse_string(text, parse_stack=[]).blocks
    finally:
        logger.disabled = was
    for block in blocks:
        whole = block.ignore_error_block if isinstance(block, doubled) else block
        if isinstance(whole, model.String):
            strings[whole.key.lower()] = _value(str(whole.value), strings)
        elif isinstance(whole, model.Entry | model.ParsingFailedBlock):
            yield whole


def _parents(stream: BinaryIO) -> dict[str, dict[str, str]]:
    """Key -> the fields of the entries that others refer to by crossref or xdata."""
    refers = re.compile(r"(?i)\b(?:crossref|xdata)\s*=\s*[{\"]\s*([^}\"]+)")
    start = stream.tell()
    wanted = {
        key.strip().lower()
        for line in lines_of(stream)
        for match in refers.finditer(line)
        for key in match[1].split(",")
    }
    found: dict[str, dict[str, str]] = {}
    if wanted:
        stream.seek(start)
        strings: dict[str, str] = dict(_MONTH_MACROS)
        for _, text in _batches(lines_of(stream)):
            for block in _blocks(text, strings):
                listed = getattr(block, "fields", None)  # a broken block may have a key, too
                if listed and str(getattr(block, "key", "")).lower() in wanted:
                    fields = {f.key.lower(): _value(str(f.value), strings) for f in listed}
                    found.setdefault(block.key.lower(), fields)
    return found


def _read_block(
    block: Any,
    place: FilePlace,
    strings: Mapping[str, str],
    parents: Mapping[str, Mapping[str, str]],
    code: str,
) -> Entry | Unreadable | None:
    from bibtexparser import model

    raw = block.raw or ""
    if isinstance(block, model.ParsingFailedBlock):
        reason = " ".join(str(block.error).split())
        remark = (
            Remark("The entry is broken: {reason}", (("reason", reason[:300]),))
            if reason.strip()
            else Remark("The entry is broken: a brace or quotation mark is not closed.")
        )
        return Unreadable(place, raw[:2000], remark)
    if str(block.entry_type).lower() == "xdata":
        return None
    return _entry(block, place, raw, strings, parents, code)


_NOT_INHERITED: Final = frozenset(
    (
        *("title", "subtitle", "shorttitle", "crossref", "xdata", "xref", "ids", "entryset"),
        *(
            "keywords",
            "citationkey",
            "label",
            "abstract",
            "note",
            "annotation",
            "doi",
            "url",
            "pages",
        ),
    )
)


def _inherit(fields: dict[str, str], kind: str, parents: Mapping[str, Mapping[str, str]]) -> None:
    """What an entry has from the one it refers to: titles of that are titles of what it stands in."""
    for name in ("xdata", "crossref"):
        for key in fields.get(name, "").split(","):
            parent = parents.get(key.strip().lower())
            if parent is None or parent is fields:
                continue
            container = "journaltitle" if kind in ("article", "suppperiodical") else "booktitle"
            if name == "xdata":
                for field, value in parent.items():
                    fields.setdefault(field, value)
                continue
            if parent.get("title") and not fields.get("booktitle") and not fields.get("journal"):
                fields.setdefault(container, parent["title"])
            for field, value in parent.items():
                if field not in _NOT_INHERITED and not (field == "author" and kind != "inbook"):
                    fields.setdefault("bookauthor" if field == "author" else field, value)


def _value(text: str, strings: Mapping[str, str]) -> str:
    """A value without its outer braces or quotes; macros are put in, parts joined by # are joined."""
    parts = []
    for part in split_outside_braces(text.strip(), r"\s*#\s*") if "#" in text else [text.strip()]:
        if (part[:1] == "{" and part[-1:] == "}") or (len(part) > 1 and part[0] == part[-1] == '"'):
            parts.append(part[1:-1])
        else:
            parts.append(strings.get(part.lower(), part))
    return "".join(parts)[:LONGEST]  # macros made of macros double a text with every line


def _entry(
    block: Any,
    place: FilePlace,
    raw: str,
    strings: Mapping[str, str],
    parents: Mapping[str, Mapping[str, str]],
    code: str,
) -> Entry:
    fields: dict[str, str] = {}
    builder = EntryBuilder(code)
    for field in block.fields:
        name, value = str(field.key).lower(), _value(str(field.value), strings)
        if name in fields and fields[name] != value:
            builder.keep(name, value)
        fields.setdefault(name, value)
    kind = str(block.entry_type).lower()
    _inherit(fields, kind, parents)
    if kind in TYPES:
        builder.put("type", TYPES[kind])
    else:
        builder.remark("The type “{type}” is not known; it is taken for a document.", type=kind)
        builder.keep("entrytype", kind)
    _subtype(builder, kind, fields)
    _title(builder, fields)
    _date(builder, fields)
    _numbers(builder, kind, fields)
    rest = fields.pop(EXTENSION, "")
    for name, value in fields.items():
        if name not in _HANDLED and value.strip():
            _take(builder, name, value)
    if block.key:
        builder.keep("citationkey", str(block.key))
    entry = builder.entry(place, raw)
    return with_rest(entry, rest) if rest else entry


def _subtype(builder: EntryBuilder, kind: str, fields: Mapping[str, str]) -> None:
    subtype = fields.get("entrysubtype", "").lower()
    if kind == "article" and subtype in ("newspaper", "magazine"):
        builder.replace("type", f"article-{subtype}")
    elif subtype:
        builder.keep("entrysubtype", subtype)
    if kind in ("mastersthesis", "phdthesis") and not fields.get("type"):
        builder.put("genre", "Master’s thesis" if kind == "mastersthesis" else "PhD thesis")


def _title(builder: EntryBuilder, fields: Mapping[str, str]) -> None:
    for main, sub, field in (
        ("title", "subtitle", "title"),
        ("booktitle", "booksubtitle", "container_title"),
    ):
        parts = [plain(fields[name]) for name in (main, sub) if fields.get(name, "").strip()]
        builder.put(field, ": ".join(parts), main)


def _date(builder: EntryBuilder, fields: dict[str, str]) -> None:
    if fields.get("date", "").strip():
        builder.date("issued", fields["date"], "date")
        fields.pop("date")
        if (year := plain(fields.get("year", ""))) and not builder.get("issued").startswith(year):
            builder.keep("year", year)
        return
    year, month, day = (plain(fields.get(name, "")).strip() for name in ("year", "month", "day"))
    if not year:
        builder.keep("month", month)
        return
    if re.fullmatch(r"\d{1,2}", month):
        month = MONTHS[int(month) - 1] if 1 <= int(month) <= len(MONTHS) else month
    words = " ".join(filter(None, (day, month, year)))
    if not (edtf := edtf_of(words)) and edtf_of(year):
        builder.keep("month", month)
        builder.keep("day", day)
        edtf = edtf_of(year)
    builder.date("issued", edtf or words, "year")


def _numbers(builder: EntryBuilder, kind: str, fields: Mapping[str, str]) -> None:
    number, issue = (plain(fields.get(name, "")) for name in ("number", "issue"))
    if kind in ("article", "periodical", "suppperiodical", "newspaper"):
        builder.put("issue", number, "number")
        builder.put("issue", issue, "issue")
    elif fields.get("series") and kind not in ("techreport", "report", "patent"):
        builder.put("collection_number", number, "number")
        builder.put("issue", issue, "issue")
    else:
        builder.put("number", number, "number")
        builder.put("issue", issue, "issue")
    pages = re.sub(r"\s*(?:-{1,3}|–|—)\s*", "-", plain(fields.get("pages", "")))
    builder.put("page", pages or plain(fields.get("eid", "")), "pages")


def _take(builder: EntryBuilder, name: str, value: str) -> None:
    address = re.search(r"(?:\\url\{)?(https?://[^\s{}]+)", value)
    if name in ("url", "howpublished") and address:
        builder.put("url", address[1].replace("\\", ""), name)
    elif name in ROLES:
        _names(builder, name, value)
    elif name in _DATES:
        builder.date(_DATES[name], value, name)
    elif name in _IDENTIFIERS:
        _identifier(builder, name, value)
    elif name in TEXTS and TEXTS[name] in ("note", "annote"):
        builder.append(TEXTS[name], plain(value))
    elif name in TEXTS:
        builder.put(TEXTS[name], plain(value), name)
    elif name == "eprint":
        _eprint(builder, value)
    elif name in ("keywords", "keyword"):
        for word in re.split(r"[,;]", value):
            builder.tag(plain(word))
    else:
        builder.keep(name, value)


def _names(builder: EntryBuilder, field: str, value: str) -> None:
    for printed in names_of(value):
        if printed is None:
            builder.keep(field, "others")
        else:
            builder.name(ROLES[field], printed)


def _identifier(builder: EntryBuilder, name: str, value: str) -> None:
    text = value.replace("\\_", "_").replace("{", "").replace("}", "")
    for number in re.split(r"[;,]\s*|\s+and\s+", text) if name in ("isbn", "issn") else [text]:
        builder.identifier(_IDENTIFIERS[name], number)


def _eprint(builder: EntryBuilder, value: str) -> None:
    is_arxiv = re.fullmatch(
        r"(?i)(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7})", value
    )
    if is_arxiv:
        builder.identifier("arXiv", is_arxiv[1])
    else:
        builder.keep("eprint", value)
