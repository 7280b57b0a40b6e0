"""RIS: the tagged format of reference managers (Research Information Systems, 2001 and 2012).

Tags differ by type of reference and by program: JO, JF, J2 and T2 all name a journal; T2 of a chapter
is its book, of a book its series; Y2 is a day of access, in older files a second date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.field_rules import follow
from spexplorer.formats.interchange import (
    Entry,
    Format,
    LookUp,
    Unreadable,
    work_fields,
)
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.tagged_text import Block, Grammar, entries_of, remark_where_cut_off
from spexplorer.formats.text_input import text_of

_TYPES: Final = {
    "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "classic",
    "ART": "graphic", "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case",
    "CHAP": "chapter", "CHART": "figure", "CLSWK": "classic", "COMP": "software",
    "CONF": "paper-conference", "CPAPER": "paper-conference", "CTLG": "book", "DATA": "dataset",
    "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
    "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
    "EQUA": "figure", "FIGURE": "figure", "GEN": "document", "GOVDOC": "report", "GRANT": "report",
    "HEAR": "hearing", "ICOMM": "personal_communication", "INPR": "article-journal",
    "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "legislation",
    "MANSCPT": "manuscript", "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture",
    "MULTI": "webpage", "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet",
    "PAT": "patent", "PCOMM": "personal_communication", "PRESS": "article-newspaper",
    "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song", "STAND": "standard",
    "STAT": "legislation", "STD": "document", "THES": "thesis", "UNBILL": "bill",
    "UNPB": "manuscript", "UNPD": "manuscript", "VIDEO": "motion_picture", "WEB": "webpage",
}  # fmt: skip
_TYPES_OUT: Final = {
    "article-journal": "JOUR", "article": "JOUR", "review": "JOUR", "review-book": "JOUR",
    "article-magazine": "MGZN", "article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK",
    "broadcast": "VIDEO", "chapter": "CHAP", "classic": "CLSWK", "dataset": "DATA",
    "entry": "ENCYC", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE", "graphic": "ART", "hearing": "HEAR", "legal_case": "CASE",
    "legislation": "STAT", "manuscript": "UNPB", "map": "MAP", "motion_picture": "MPCT",
    "musical_score": "MUSIC", "pamphlet": "PAMP", "paper-conference": "CPAPER", "patent": "PAT",
    "periodical": "JFULL", "personal_communication": "PCOMM", "post": "ELEC",
    "post-weblog": "BLOG", "regulation": "STAT", "report": "RPRT", "software": "COMP",
    "song": "SOUND", "speech": "SLIDE", "standard": "STAND", "thesis": "THES", "treaty": "LEGAL",
    "webpage": "ELEC",
}  # fmt: skip

_GRAMMAR: Final = Grammar(
    # Some programs write one space or none before the hyphen, or end a line after it.
    tag=r"(?:\ufeff)?\s{0,3}([A-Z][A-Z0-9])\s{0,3}-((?:\s.*)?)$",
    starts=frozenset({"TY"}),
    ends=frozenset({"ER"}),
)

_PARTS_OF_BOOKS: Final = frozenset(
    ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia")
)
_SERIES: Final = frozenset(("book", "report", "thesis", "standard", "map", "software", "dataset"))
_ARTICLES: Final = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "article")
)

_TAGS_OUT: Final = {
    "author": "AU", "editor": "ED", "translator": "TA", "collection_editor": "A3",
    "contributor": "A4",
}  # fmt: skip

_RULES: Final = {
    "VL": "volume", "IS": "issue", "CP": "issue", "CY": "publisher_place", "PP": "publisher_place",
    "PB": "publisher", "ET": "edition", "AN": "call_number", "CN": "call_number", "LA":
    "language name", "M3": "genre", "DB": "source", "DP": "source", "AV": "archive_location", "NV":
    "number_of_volumes", "ST": "title_short", "TT": "title_translated", "SE": "section", "OP":
    "original_title", "RI": "reviewed_title", "AU": "authors", "A1": "authors", "ED": "editors", "A4":
    "contributors", "TA": "translators", "A3": "series editors", "KW": "keywords", "AB":
    "abstracts", "N2": "abstracts", "N1": "notes", "RN": "notes", "DO": "DOI", "DI": "DOI", "SN":
    "standard number", "UR": "addresses", "LK": "addresses",
}  # fmt: skip
"""What a tag means whatever the type of reference."""

_WHOLE: Final = frozenset(("book", "thesis", "report"))
_NUMBERED: Final = frozenset(("report", "patent", "standard", "bill", "legislation", "regulation"))


class Ris(Format):
    """RIS as EndNote, Zotero, Mendeley, publishers and library catalogues write it."""

    code: ClassVar[str] = "ris"
    label: ClassVar[str] = "RIS"
    suffixes: ClassVar[tuple[str, ...]] = (".ris",)
    carried: ClassVar[frozenset[str]] = work_fields(
        "type title title_short title_translated contributors container_title container_title_short "
        "collection_title publisher publisher_place issued accessed volume issue page number edition "
        "number_of_volumes number_of_pages url doi isbn issn call_number language abstract note tags "
        "source genre"
    )

    def losses(self, record: Record) -> tuple[str, ...]:
        """As for every format; contributors too, where there is no tag for what one did."""
        lost = set(super().losses(record))
        if isinstance(record, Work):
            if any(part.role not in _TAGS_OUT for part in record.contributors):
                lost.add("contributors")
            if record.number and record.type in _ARTICLES:
                lost.add("number")
            is_whole = record.type in _WHOLE
            if record.number_of_pages and not (
                is_whole and not record.page and record.number_of_pages.isdigit()
            ):
                lost.add("number_of_pages")
            if is_whole and (record.page or "").isdigit():
                lost.add("page")  # a single figure is the number of pages there
        return tuple(sorted(lost))

    def recognises(self, head: bytes) -> bool:
        """Whether a line begins an entry: TY, spaces, a hyphen and a type."""
        return (
            re.search(r"(?m)^\s{0,3}TY {0,3}-\s*[A-Za-z][\w ]{1,30}\s*$", text_of(head)) is not None
        )

    def read(self, stream: BinaryIO) -> Iterator[Entry | Unreadable]:
        """The entries; lines outside of one, and an entry that is cut off, come with a remark."""
        return entries_of(stream, _GRAMMAR, self.code, _fill, "TY")

    def write(self, records: Iterable[Record], look_up: LookUp, stream: BinaryIO) -> None:
        """Write works as the RIS of 2012, lines ended by CR and LF, a blank line after each."""
        for record in records:
            if isinstance(record, Work):
                lines = [f"{tag}  - {value}" for tag, value in _tagged(record, look_up)]
                stream.write(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8"))


FORMAT: Final = Ris()


def _fill(builder: EntryBuilder, block: Block) -> None:
    if not block.all("TY"):
        builder.remark("Its first line, with the type, is missing; it is taken for a document.")
    remark_where_cut_off(builder, block)
    code = block.first("TY").strip().upper()
    work_type = _TYPES.get(code, "document")
    if code and code not in _TYPES:
        builder.remark("The type “{type}” is not known; it is taken for a document.", type=code)
        builder.keep("TY", code)
    elif code and _TYPES_OUT.get(work_type) != code:
        builder.keep("TY", code)
    builder.put("type", work_type)
    _titles(builder, block, work_type)
    _dates(builder, block)
    _pages(builder, block, work_type)
    handled = {"TY", *_TITLE_TAGS, *_DATE_TAGS, "SP", "EP"}
    if work_type == "paper-conference":
        handled.add("C3")
    for tag, value in block.values:
        if tag not in handled and value:
            _take(builder, tag, value, work_type)


_TITLE_TAGS: Final = frozenset(("T1", "TI", "CT", "BT", "T2", "T3", "JO", "JF", "JA", "J1", "J2"))


def _titles(builder: EntryBuilder, block: Block, work_type: str) -> None:
    """Titles by the type of reference: of the work, of what it stands in, of the series."""
    own = [*block.all("TI", "T1", "CT")]
    above, journals, short = block.all("BT"), block.all("JF", "JO"), block.all("JA", "J1", "J2")
    if full := [*block.all("T2"), *block.all("JF")]:
        # JO is the full title in some programs, the abbreviated one in others.
        short += [title for title in block.all("JO") if len(title) < len(full[0])]
        journals = [title for title in journals if title not in short]
    if not own and work_type in ("book", "document"):
        own, above = above, []
    for title in own:
        builder.put("title", title, "TI")
    containers = [*above, *block.all("T2"), *journals]
    if work_type == "paper-conference" and (proceedings := block.all("C3")):
        # EndNote: T2 is the conference, C3 the book of its papers.
        builder.put("event_title", block.first("T2"), "T2")
        containers = [*proceedings, *above, *journals]
    if work_type in _SERIES and not block.all("JF", "JO"):
        for title in above:
            builder.put("container_title", title, "BT")
        for title in [*block.all("T2"), *block.all("T3")]:
            builder.put("collection_title", title, "T2")
    else:
        for title in containers:
            builder.put("container_title", title, "T2")
        for title in block.all("T3"):
            builder.put("collection_title", title, "T3")
    _short_titles(builder, short, work_type)


def _short_titles(builder: EntryBuilder, short: list[str], work_type: str) -> None:
    for title in short:
        if work_type in _ARTICLES and not builder.has("container_title"):
            builder.put("container_title", title)
        elif title != builder.get("container_title"):
            builder.put("container_title_short", title, "J2")


_DATE_TAGS: Final = frozenset(("PY", "Y1", "DA", "Y2"))


def _dates(builder: EntryBuilder, block: Block) -> None:
    """The fullest of the dates of publication is taken: PY often has only the year of DA."""
    dates = [(tag, value) for tag, value in block.values if tag in ("DA", "Y1", "PY") and value]
    understood = [(_ris_date(value) or edtf_of(value) or "", tag, value) for tag, value in dates]
    known = [date for date, _, _ in understood if date]
    best = max(known, key=len, default="")
    if best:
        builder.date("issued", best)
        for date, tag, value in understood:
            if not date or not best.startswith(date):
                builder.keep(tag, value)
    else:
        for _, tag, value in understood:
            builder.date("issued", value, tag)
    for value in block.all("Y2"):
        builder.date("accessed", _ris_date(value) or value, "Y2")


def _ris_date(value: str) -> str:
    """YYYY/MM/DD/other as EDTF as far as its parts are there; "" for anything else."""
    match = re.fullmatch(
        r"([0-9]{4})(?:[/.-]([0-9]{0,2}))?(?:[/.-]([0-9]{0,2}))?(?:[/.-](.*))?", value.strip()
    )
    last_day = (match[4] or "").strip() if match is not None else ""
    if match is None or (last_day and not re.fullmatch(r"-?[0-9]{1,2}", last_day)):
        return ""
    parts = [match[1]]
    for part in (match[2], match[3]):
        if not part or int(part) == 0:
            break
        parts.append(part.zfill(2))
    date = "-".join(parts)
    if last_day and len(parts) == len(("year", "month", "day")):
        date = f"{date}/{match[1]}-{parts[1]}-{last_day.lstrip('-').zfill(2)}"
    try:
        return str(parse(date))
    except EdtfError:
        return ""


def _pages(builder: EntryBuilder, block: Block, work_type: str) -> None:
    start, end = block.first("SP"), block.first("EP")
    if work_type in _WHOLE and start.isdigit() and not end:
        builder.put("number_of_pages", start)
        return
    if start and end and end != start and "-" not in start and "–" not in start:
        builder.put("page", f"{start}-{end}")
    else:
        builder.put("page", (start or end).replace("--", "-"))


def _take(builder: EntryBuilder, tag: str, value: str, work_type: str) -> None:
    """A value by its tag; some mean another field in some types of reference."""
    rule = _RULES.get(tag)
    if tag == "A2":
        rule = "series editors" if work_type in ("book", "report") else "editors"
    elif (tag == "M1" and work_type not in _ARTICLES) or (
        tag == "SN" and work_type in _NUMBERED and not _is_standard(value)
    ):
        rule = "number"
    elif tag == "M3" and value.lower().startswith("doi:"):
        rule = "DOI"
    elif tag == "L2" and value.startswith("http"):
        rule = "addresses"
    elif tag == "N1" and (kind := re.fullmatch(r"type: ([a-z_-]+)", value)):
        builder.replace("type", kind[1])
        return
    follow(builder, rule, value, tag)


def _is_standard(value: str) -> bool:
    return len(re.sub(r"[^0-9Xx]", "", value)) in (8, 10, 13)


# -- writing ---------------------------------------------------------------------------------------


def _tagged(work: Work, look_up: LookUp) -> Iterator[tuple[str, str]]:
    kept = {part.name: part.value for part in work.unmapped if part.format == "ris"}
    yield "TY", kept.pop("TY", _TYPES_OUT.get(work.type, "GEN"))
    for tag, value in _lines(work, look_up):
        if text := " ".join((value or "").split("\r\n")).replace("\n", " ").strip():
            yield tag, text
    for part in work.unmapped:
        if part.format == "ris" and part.name != "TY" and re.fullmatch(r"[A-Z][A-Z0-9]", part.name):
            yield part.name, part.value.replace("\n", " ")
    if _TYPES.get(_TYPES_OUT.get(work.type, "GEN")) != work.type:
        yield "N1", f"type: {work.type}"
    yield "ER", ""


def _lines(work: Work, look_up: LookUp) -> Iterator[tuple[str, str | None]]:
    yield "TI", work.title
    yield "ST", work.title_short
    yield "TT", work.title_translated
    yield from _names_out(work, look_up)
    series = work.type in _SERIES
    yield ("BT" if series else "T2"), work.container_title
    yield ("T2" if series else "T3"), work.collection_title
    yield "J2", work.container_title_short
    if work.issued:
        yield from _issued(work.issued)
    yield "Y2", _slashes(work.accessed) if work.accessed else None
    yield from zip(("SP", "EP"), _ends(work.page), strict=False)
    if not work.page:
        yield "SP", work.number_of_pages
    for tag, field in (
        ("VL", "volume"), ("IS", "issue"), ("M1", "number"), ("ET", "edition"),
        ("NV", "number_of_volumes"), ("PB", "publisher"), ("CY", "publisher_place"),
        ("M3", "genre"), ("LA", "language"), ("DO", "doi"), ("SN", "isbn"), ("SN", "issn"),
        ("UR", "url"), ("CN", "call_number"), ("DB", "source"), ("AB", "abstract"), ("N1", "note"),
    ):  # fmt: skip
        yield tag, getattr(work, field)
    yield from (("KW", tag) for tag in work.tags)


def _names_out(work: Work, look_up: LookUp) -> Iterator[tuple[str, str | None]]:
    editor = "ED" if work.type in ("book", "report") else "A2"
    for part in work.contributors:
        tag = editor if part.role == "editor" else _TAGS_OUT.get(part.role)
        agent = look_up(part.agent)
        if tag and isinstance(agent, Agent):
            is_body = agent.agent_type != "person" and "," not in agent.name
            yield tag, agent.name + ("," if is_body else "")


def _issued(edtf: str) -> Iterator[tuple[str, str | None]]:
    yield "PY", match[0] if (match := re.match(r"-?[0-9]{4}", edtf)) else None
    yield "DA", _slashes(edtf)


def _slashes(edtf: str) -> str | None:
    """A plain date as RIS writes it, anything else as EDTF: readers keep what they do not know."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", edtf):
        return edtf.replace("-", "/")
    return edtf


def _ends(page: str | None) -> tuple[str, ...]:
    parts = re.split(r"\s*[-–—]+\s*", page or "")
    two = 2
    return (
        tuple(parts)
        if len(parts) == two and all(parts) and "," not in (page or "")
        else (page or "",)
    )
