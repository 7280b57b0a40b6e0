"""MARC 21 bibliographic records read as works: what ISO 2709 and MARCXML have in common.

By the MARC 21 Format for Bibliographic Data (Library of Congress); original scripts stand in 880
fields that $6 links to the romanised ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from spexplorer.domain.records import Identifier, NameForm
from spexplorer.formats.entry_builder import EntryBuilder
from spexplorer.formats.extension import NAME, with_rest
from spexplorer.formats.interchange import Entry, FilePlace
from spexplorer.formats.language_codes import tag_of
from spexplorer.formats.printed_dates import edtf_of
from spexplorer.formats.printed_names import PrintedName, body_of

if TYPE_CHECKING:
    from pymarc import Field, Record

EXTENSION_TAG: Final = "996"
"""The local field in which the rest travels: $a names the program, $b is a piece of JSON."""

RELATORS: Final = {
    "aut": "author", "edt": "editor", "trl": "translator", "com": "compiler", "cmp": "composer",
    "ctb": "contributor", "drt": "director", "ill": "illustrator", "ive": "interviewee", "ivr":
    "interviewer", "nrt": "narrator", "prf": "performer", "pro": "producer", "spk": "speaker",
    "pbl": "publisher", "isb": "issuing_body", "org": "organizer", "cur": "curator", "hst": "host",
    "rcp": "recipient", "pbd": "editorial_director", "aus": "script_writer", "chr": "contributor",
}  # fmt: skip
_RELATOR_WORDS: Final = {
    "author": "author", "editor": "editor", "ed.": "editor", "eds.": "editor", "editors": "editor",
    "joint author": "author", "translator": "translator", "tr.": "translator", "trans.":
    "translator", "comp.": "compiler", "compiler": "compiler", "ill.": "illustrator", "illustrator":
    "illustrator", "interviewer": "interviewer", "interviewee": "interviewee", "publisher":
    "publisher", "issuing body": "issuing_body", "speaker": "speaker", "director": "director",
    "film director": "director", "producer": "producer", "narrator": "narrator", "performer":
    "performer", "host": "host", "composer": "composer", "редактор": "editor", "ред.": "editor",
    "автор": "author", "переводчик": "translator", "пер.": "translator",
}  # fmt: skip

_SCRIPTS: Final = {
    "(N": "Cyrl",
    "$1": "Hani",
    "(3": "Arab",
    "(2": "Hebr",
    "(S": "Grek",
    "(B": "Latn",
}

_SUBJECT_SCHEMES: Final = {
    "0": "LCSH", "1": "LCSHac", "2": "MeSH", "3": "NAL", "5": "CSH", "6": "RVM",
}  # fmt: skip
_CLASSES: Final = {"050": "LCC", "060": "NLM", "080": "UDC", "082": "DDC", "086": "GovDoc"}

Handler = Callable[[EntryBuilder, "Field", "_Linked"], None]


class _Linked:
    """The 880 fields of a record by the number that links them to the field they repeat."""

    def __init__(self, record: Record) -> None:
        self._by_number: dict[tuple[str, str], Field] = {}
        for field in record.get_fields("880"):
            if match := re.match(r"([0-9]{3})-([0-9]{2})", _first(field, "6")):
                self._by_number.setdefault((match[1], match[2]), field)
        self.used: set[int] = set()

    def of(self, field: Field) -> Field | None:
        """The field that gives another one in its original script."""
        match = re.match(r"880-([0-9]{2})", _first(field, "6"))
        found = self._by_number.get((field.tag, match[1])) if match and match[1] != "00" else None
        if found is not None:
            self.used.add(id(found))
        return found

    @staticmethod
    def script(field: Field) -> str | None:
        """The script of an 880 field by ISO 15924, as far as $6 says it."""
        match = re.match(r"[0-9]{3}-[0-9]{2}/([^/]+)", _first(field, "6"))
        return _SCRIPTS.get(match[1]) if match else None


_LONGEST_PLACE: Final = 1_000
"""Characters of an address, or of the place within a journal, that are looked at."""


def entry_of(record: Record, code: str, place: FilePlace, raw: str) -> Entry:
    """The entry that a MARC record describes."""
    builder, linked = EntryBuilder(code), _Linked(record)
    builder.put("type", _type_of(record))
    _fixed_fields(builder, record)
    rest: list[str] = []
    for field in record.fields:
        if field.tag == EXTENSION_TAG and _first(field, "a") == NAME:
            rest.append(_first(field, "b"))
        elif field.tag in _HANDLERS:
            _HANDLERS[field.tag](builder, field, linked)
        elif field.tag not in _LEFT_OUT and not field.is_control_field() and field.tag != "880":
            _keep(builder, field)
    for field in record.get_fields("880"):
        if id(field) not in linked.used:
            _keep(builder, field)
    entry = builder.entry(place, raw)
    return with_rest(entry, "".join(rest)) if rest else entry


_LEFT_OUT: Final = frozenset(("005", "006", "007", "336", "337", "338", "040", "034", "066"))
"""What a record says of itself as a record, or what is said again elsewhere."""


# -- the kind of work ------------------------------------------------------------------------------

_BY_LEADER: Final = {
    "c": "musical_score", "d": "musical_score", "e": "map", "f": "map", "g": "motion_picture",
    "i": "song", "j": "song", "k": "graphic", "m": "software", "o": "document", "p": "collection",
    "r": "graphic", "t": "manuscript",
}  # fmt: skip


def _type_of(record: Record) -> str:
    leader = str(record.leader)
    kind, level = leader[6:7], leader[7:8]
    if kind not in ("a", "t", " ") and kind in _BY_LEADER:
        return _BY_LEADER[kind]
    if _is_treaty(record):
        return "treaty"
    if record.get_fields("502"):
        return "thesis"
    if level in ("a", "b"):
        return _part_of(record, level)
    if level == "s":
        return "periodical"
    if level == "i":
        return "webpage"
    if level == "c":
        return "collection"
    if record.get_fields("027", "088"):
        return "report"
    if kind == "t":
        return "manuscript"
    return "book"


def _part_of(record: Record, level: str) -> str:
    host = next(iter(record.get_fields("773")), None)
    if (
        level == "b"
        or host is None
        or _first(host, "x")
        or re.search(r"(?i)vol|no\.|т\.|№", _all(host, "g"))
    ):
        return "article-journal"
    return "chapter" if _first(host, "z") or _first(host, "7").endswith("m") else "article-journal"


def _is_treaty(record: Record) -> bool:
    for field in record.get_fields("240", "655", "110", "130", "710"):
        words = " ".join(value for _, value in field.subfields).lower()
        if "treaties, etc" in words or (
            field.tag == "655" and re.search(r"\btreat(?:y|ies)\b", words)
        ):
            return True
    return False


def _fixed_fields(builder: EntryBuilder, record: Record) -> None:
    if number := next((f.data for f in record.get_fields("001") if f.data), ""):
        whose = next((f.data for f in record.get_fields("003") if f.data), "")
        builder.identifier((whose or "Control number").strip(), number)
    fixed = next((f.data or "" for f in record.get_fields("008")), "")
    if not record.get_fields("260", "264", "046", "773") and re.match(r"[0-9u]{4}", fixed[7:11]):
        builder.date("issued", fixed[7:11].replace("u", "X"), "008")
    code = fixed[35:38].strip()
    if re.fullmatch(r"[a-z]{3}", code) and code not in ("und", "mul", "zxx"):
        builder.put("language", tag_of(code))


# -- fields ----------------------------------------------------------------------------------------


def _marks(field: Field) -> tuple[str, str]:
    """The two indicators of a field."""
    return (field.indicators[0], field.indicators[1]) if field.indicators else (" ", " ")


def _first(field: Field, code: str) -> str:
    return next((value for name, value in field.subfields if name == code), "")


def _all(field: Field, codes: str, separator: str = " ") -> str:
    return separator.join(value.strip() for name, value in field.subfields if name in codes)


def _bare(text: str) -> str:
    """A value without the punctuation that cataloguing rules (ISBD) put between the parts."""
    tidied = text.strip().rstrip("/:;,=").rstrip()
    ends_a_word = re.search(r"[^\s.A-ZА-ЯЁ]{2}\.$", tidied) is not None
    return tidied[:-1] if ends_a_word and not tidied.endswith("..") else tidied


def _keep(builder: EntryBuilder, field: Field) -> None:
    """Keep a field whole: its tag, its indicators, its subfields as $a…$b…."""
    indicators = "".join(mark if mark.strip() else "#" for mark in _marks(field))
    text = "".join(f"${code}{value}" for code, value in field.subfields)
    builder.keep(f"{field.tag} {indicators}", text)


def _title(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    title = _title_of(field)
    original = linked.of(field)
    builder.put("title", title, "245")
    if original is not None:
        builder.put("title_original", _title_of(original))
        builder.put("script", linked.script(original) or "")
    if statement := _first(field, "c"):
        builder.keep("245 $c", statement)
    if medium := _first(field, "h"):
        builder.put("medium", _bare(medium.strip("[] ")).strip("[]"))


def _title_of(field: Field) -> str:
    """$a and $b with a colon between them (= for a parallel title), then number and name of a part."""
    text, joint = "", ": "
    for code, value in field.subfields:
        part = _bare(value)
        if code in "ab" and part:
            text = f"{text}{joint}{part}" if text else part
            joint = " = " if value.rstrip().endswith("=") else ": "
        elif code in "np" and part:
            text = f"{text}. {part}" if text else part
    return text


def _name(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    if _first(field, "t"):
        _keep(builder, field)
        return
    printed = _printed(field)
    original = linked.of(field)
    forms: tuple[NameForm, ...] = ()
    if original is not None and (form := _printed(original).filed):
        forms = (NameForm(form=form, script=linked.script(original), basis="printed"),)
    builder.name(_role(field), printed, forms=forms, identifiers=tuple(_authority(field)))


def _printed(field: Field) -> PrintedName:
    tag = _first(field, "6")[:3] if field.tag == "880" else field.tag
    if tag[1:] in ("10", "11"):
        # A subordinate body stands behind a full stop: Kazakhstan. Ministry of Roads.
        words = [
            f"{'. ' if code == 'b' else ' '}{_bare(value)}"
            for code, value in field.subfields
            if code in "abcn"
        ]
        return body_of("".join(words).lstrip(" ."))
    name, numeral = _bare(_first(field, "a")), _first(field, "b").strip(" ,")
    titles = _bare(_first(field, "c"))
    suffix = titles if re.fullmatch(r"(?i)jr\.?|sr\.?|I{2,3}|IV", titles) else ""
    if _marks(field)[0] == "1" and "," in name:
        family, _, given = name.partition(",")
        return PrintedName(family=family.strip(), given=given.strip(), suffix=suffix)
    return PrintedName(literal=" ".join(filter(None, (name, numeral))))


def _role(field: Field) -> str:
    for code, value in field.subfields:
        if code == "4" and (role := RELATORS.get(value.strip().rpartition("/")[2].lower()[:3])):
            return role
    for code, value in field.subfields:
        if code in "ej" and (
            role := _RELATOR_WORDS.get(value.strip(" ,").rstrip(".").lower())
            or _RELATOR_WORDS.get(value.strip(" ,").lower())
        ):
            return role
    if field.tag.startswith("7"):
        return "contributor" if field.tag in ("710", "711") else "author"
    return "author"


_AUTHORITY_ADDRESS: Final = r"(viaf|isni|wikidata|orcid|id\.loc)\.\w+/(?:.*/)?([^/\s]+)$"


def _authority(field: Field) -> Iterable[Identifier]:
    for code, value in field.subfields:
        if code in "01" and (match := re.match(r"\(([^)]+)\)\s*(\S+)", value)):
            yield Identifier(scheme=match[1], value=match[2])
        elif code in "01" and (
            match := re.search(
                r"(viaf|isni|wikidata|orcid|id\.loc)\.\w+/(?:.*/)?([^/\s]+)$",
                value[:_LONGEST_PLACE],
            )
        ):
            scheme = {"id.loc": "LCNAF", "wikidata": "Wikidata"}.get(match[1], match[1].upper())
            yield Identifier(scheme=scheme, value=match[2])


def _imprint(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    if field.tag == "264" and _marks(field)[1] not in ("1", " ", "0"):
        if _marks(field)[1] != "4":
            _keep(builder, field)
        return
    builder.put("publisher_place", _bare(_first(field, "a")).strip("[]"), "264 $a")
    builder.put("publisher", _bare(_first(field, "b")).strip("[]"), "264 $b")
    if (date := _first(field, "c").strip(" .")) and not builder.has("issued"):
        # A copyright date beside the date of publication says nothing more.
        before = re.sub(r",?\s*(?:c|©|cop\.)\s*[0-9]{4}$", "", date)
        builder.date("issued", before or date, "264 $c")


def _coded_date(builder: EntryBuilder, field: Field, _linked: _Linked) -> None:
    start, end = _first(field, "k"), _first(field, "l")
    if start and not builder.has("issued"):
        builder.date("issued", f"{start}/{end}" if end else start, "046")


def _host(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    builder.put("container_title", _bare(_first(field, "t") or _first(field, "a")), "773 $t")
    for code, scheme in (("x", "ISSN"), ("z", "ISBN")):
        if number := _first(field, code):
            builder.identifier(scheme, number)
    related = _all(field, "g", "; ")[:_LONGEST_PLACE]
    if match := re.match(r"([^:<]*)(?::([^:<]*))?(?::[^<]*)?<(.+)", _first(field, "q")):
        builder.put("volume", match[1])
        builder.put("issue", match[2] or "")
        builder.put("page", match[3])
    else:
        _enumeration(builder, related)
    if (year := re.search(r"\b(1[5-9]\d\d|20\d\d)\b", related)) and not builder.has("issued"):
        within = re.search(r"\(([^()]*\d{4}[^()]*)\)", related)
        builder.date("issued", edtf_of(within[1]) or year[1] if within else year[1])


def _enumeration(builder: EntryBuilder, text: str) -> None:
    for field, pattern in (
        ("volume", r"(?:vol(?:ume)?|v|bd|т|том)\.?\s*(\w+)"),
        ("issue", r"(?:no|nr|issue|iss|heft|вып|n|№)[.:]?\s*(\w[\w/-]*)"),
        ("page", r"(?:pages?|pp?|seiten?|стр|s|с)(?![^\W\d_])[.:]?\s*(\w+(?:\s*[-–]\s*\w+)?)"),
    ):
        match = re.search(r"(?i)(?<!\w)" + pattern, text)
        if match:
            builder.put(field, match[1].replace(" ", "").replace("–", "-"))


def _series(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    title = _bare(_first(field, "t") or _first(field, "a"))
    if title == builder.get("collection_title"):
        return
    builder.put("collection_title", title, f"{field.tag} $a")
    builder.put("collection_number", _bare(_first(field, "v")), f"{field.tag} $v")
    builder.identifier("ISSN", _bare(_first(field, "x")))


def _subject(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    if field.tag == "653":
        for code, value in field.subfields:
            if code == "a":
                builder.tag(_bare(value))
        return
    parts = [_bare(value) for code, value in field.subfields if code in "abcdpqtvxyz"]
    named = _first(field, "2") if _marks(field)[1] == "7" else ""
    scheme = named or _SUBJECT_SCHEMES.get(_marks(field)[1], "Subject")
    builder.subject(scheme, "--".join(parts))


def _class(builder: EntryBuilder, field: Field, _linked: _Linked) -> None:
    scheme = _first(field, "2") if field.tag == "084" else _CLASSES[field.tag]
    builder.subject(scheme or "Class", _all(field, "ab"))


def _number(builder: EntryBuilder, field: Field, _linked: _Linked) -> None:
    value = _first(field, "a").strip()
    if field.tag == "020":
        if match := re.match(r"[0-9Xx-]+", value):
            builder.identifier("ISBN", match[0])
    elif field.tag == "022":
        builder.identifier("ISSN", value)
    elif field.tag == "024":
        schemes = {"0": "ISRC", "1": "UPC", "2": "ISMN", "3": "EAN"}
        scheme = (
            _first(field, "2") if _marks(field)[0] == "7" else schemes.get(_marks(field)[0], "")
        )
        builder.identifier(
            {"doi": "DOI", "hdl": "Handle"}.get(scheme, scheme) or "Identifier", value
        )
    elif field.tag == "035":
        match = re.match(r"\(([^)]+)\)\s*(.+)", value)
        builder.identifier(match[1] if match else "System number", match[2] if match else value)
    elif field.tag in ("027", "088"):
        builder.put("number", value, field.tag)
    elif field.tag == "010":
        builder.identifier("LCCN", value)


def _language(builder: EntryBuilder, field: Field, _linked: _Linked) -> None:
    code = _first(field, "a")
    if code and not builder.has("language"):
        builder.put("language", tag_of(code[:3]))
    if original := _first(field, "h"):
        builder.keep("041 $h", original)


_VIEWED: Final = r"(?i)\(?(?:viewed|accessed|дата обращения:?)(?: on)? ([^)]+)"


def _note(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    other = linked.of(field)
    text = _all(field, "abcdu")
    match field.tag:
        case "520":
            builder.append("abstract", text, "\n\n")
        case "502":
            builder.put("genre", _bare(_first(field, "b")), "502 $b")
            builder.put("publisher", _bare(_first(field, "c")), "502 $c")
            if _first(field, "d"):
                builder.date("issued", _first(field, "d"), "502 $d")
            builder.append("note", _first(field, "a"))
        case "588" if viewed := re.search(_VIEWED, text):
            builder.date("accessed", viewed[1], "588")
        case "242":
            builder.put("title_translated", _title_of(field))
        case _:
            builder.append("note", text)
    if other is not None:
        builder.append("abstract" if field.tag == "520" else "note", _all(other, "abc"))


def _variant(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    builder.variant(NameForm(form=_title_of(field), basis="printed"))


def _address(builder: EntryBuilder, field: Field, _linked: _Linked) -> None:
    builder.put("url", _first(field, "u"), "856 $u")


def _extent(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
    linked.of(field)
    extent = _bare(_first(field, "a"))
    if match := re.fullmatch(
        r"(?:[ivxlc]+,\s*)?(\d+)\s*(?:p|pages|s|с|стр|页|pp)\.?(?:\s*[:;].*)?", extent
    ):
        builder.put("number_of_pages", match[1])
    elif match := re.fullmatch(r"(\d+)\s*(?:v|vol|volumes|т)\.?", extent):
        builder.put("number_of_volumes", match[1])
    if not re.fullmatch(r"\d+\s*(?:p|pages)\.?", extent):
        builder.put("dimensions", extent, "300 $a")


def _plain_field(name: str, codes: str = "a") -> Handler:
    def handle(builder: EntryBuilder, field: Field, linked: _Linked) -> None:
        linked.of(field)
        builder.put(name, _bare(_all(field, codes)), field.tag)

    return handle


_HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("010", "020", "022", "024", "027", "035", "088"), _number),
    "041": _language, "046": _coded_date,
    **dict.fromkeys(("050", "060", "080", "082", "084", "086"), _class),
    "090": _plain_field("call_number", "ab"), "099": _plain_field("call_number"),
    "852": _plain_field("call_number", "hi"),
    **dict.fromkeys(("100", "110", "111", "700", "710", "711"), _name),
    "242": _note, "245": _title, "246": _variant, "210": _plain_field("container_title_short"),
    "250": _plain_field("edition"), "260": _imprint, "264": _imprint, "300": _extent,
    "490": _series, "440": _series, "830": _series, "255": _plain_field("scale"),
    **dict.fromkeys(("500", "504", "505", "506", "510", "511", "518", "520", "530"), _note),
    **dict.fromkeys(("533", "534", "536", "538", "540", "546", "502", "588", "545"), _note),
    **dict.fromkeys(("600", "610", "611", "630", "648", "650", "651", "653"), _subject),
    "655": _plain_field("genre"), "773": _host, "856": _address,
}  # fmt: skip
