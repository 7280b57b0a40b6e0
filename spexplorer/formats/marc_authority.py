"""MARC 21 authority records read as agents: the preferred name, other forms, dates and identifiers.

By the MARC 21 Format for Authority Data (Library of Congress): a heading in 1XX, forms that are not used in
4XX, related headings in 5XX, coded dates in 046, sources in 670.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from spexplorer.domain.authorities import Agent
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.records import EdtfText, Identifier, NameForm, RecordId
from spexplorer.formats.interchange import Entry, FilePlace, Remark, Unreadable
from spexplorer.formats.marc_reading import entry_of

if TYPE_CHECKING:
    from pymarc import Field, Record

TYPES: Final = {"100": "person", "110": "organisation", "111": "organisation", "151": "state"}
"""Tag of a heading -> type of the agent, the usual tag of each type first."""

SCRIPTS: Final = {"(N": "Cyrl", "$1": "Hani", "(3": "Arab", "(2": "Hebr", "(S": "Grek"}
"""Code of a script in MARC -> its ISO 15924 code."""

SCHEMES: Final = {
    "isni": "ISNI", "viaf": "VIAF", "wikidata": "Wikidata", "orcid": "ORCID", "gnd": "GND",
    "lcnaf": "LCNAF", "uri": "URI",
}  # fmt: skip
"""The source of an identifier in MARC -> its scheme."""


def described(record: Record, code: str, place: FilePlace, raw: str) -> Entry | Unreadable:
    """What a record describes: a work, or the agent of an authority record."""
    is_authority = str(record.leader)[6:7] == "z"
    return _agent(record, place, raw) if is_authority else entry_of(record, code, place, raw)


def _agent(record: Record, place: FilePlace, raw: str) -> Entry | Unreadable:
    """The agent of an authority record; headings of subjects and titles are none."""
    heading = next(iter(record.get_fields(*TYPES)), None)
    if heading is None or _value(heading, "t") or not _name(heading):
        return Unreadable(place, raw, Remark("It describes no person, body or country."))
    name = _name(heading)
    is_person = heading.tag == "100"
    family, comma, given = name.partition(", ")
    is_inverted = is_person and bool(comma) and (heading.indicators or " ")[0] == "1"
    forms = dict.fromkeys(_forms(record, heading))
    agent = Agent(
        id=RecordId("agent:entry"),
        agent_type=TYPES[heading.tag],
        name=name,
        family=family if is_inverted else None,
        given=given if is_inverted else None,
        variants=tuple(form for form in forms if form.form != name),
        existed=_existed(record, heading),
        identifiers=tuple(dict.fromkeys(_identifiers(record))),
        description="\n".join(_notes(record)) or None,
    )
    return Entry((agent,), place, raw)


def _value(field: Field, code: str) -> str:
    return next((value.strip() for name, value in field.subfields if name == code), "")


def _name(field: Field) -> str:
    """The name of a heading without its dates, relators and closing punctuation."""
    tag = _value(field, "6")[:3] if field.tag == "880" else field.tag
    codes = "abcq" if tag.endswith("00") else "abcng"
    parts = [value.strip() for code, value in field.subfields if code in codes]
    text = re.sub(r"\s+", " ", " ".join(parts))
    return re.sub(r"\s*[,;:/]$", "", text)


def _forms(record: Record, heading: Field) -> Iterator[NameForm]:
    """Forms that are not used, and those in other scripts."""
    for field in record.get_fields("400", "410", "411", "451"):
        if (form := _name(field)) and not _value(field, "t"):
            yield NameForm(form=form)
    for field in record.get_fields("880"):
        link = re.match(r"([0-9]{3})-[0-9]{2}(?:/([^/]+))?", _value(field, "6"))
        if link and link[1] in (heading.tag, "400", "410", "411", "451") and (form := _name(field)):
            yield NameForm(form=form, script=SCRIPTS.get(link[2] or ""))
    for field in record.get_fields("700", "710", "751"):
        if form := _name(field):  # the heading of another authority file
            yield NameForm(form=form)


def _existed(record: Record, heading: Field) -> EdtfText | None:
    for field in record.get_fields("046"):
        start = _value(field, "f") or _value(field, "s")
        end = _value(field, "g") or _value(field, "t")
        if date := _span(start, end):
            return date
    # 1937-2020, 1937-, b. 1937, approximately 1400-1468?
    match = re.search(r"(\d{4})?\??\s*-\s*(?:ca\. ?|approximately )?(\d{4})?", _value(heading, "d"))
    return _span(match[1] or "", match[2] or "") if match else None


def _span(start: str, end: str) -> EdtfText | None:
    """Two dates as one interval; what is open or unknown stays empty."""
    days = [re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", day.strip()) for day in (start, end)]
    if not any(days):
        return None
    try:
        return EdtfText(str(parse("/".join(days))))
    except EdtfError:
        return None


def _identifiers(record: Record) -> Iterator[Identifier]:
    for field in record.get_fields("024"):
        scheme, value = _value(field, "2"), _value(field, "a")
        if value:
            yield Identifier(scheme=SCHEMES.get(scheme.lower(), scheme or "URI"), value=value)
    for field in record.get_fields("010"):
        if value := _value(field, "a").replace(" ", ""):
            yield Identifier(scheme="LCNAF", value=value)
    for field in record.get_fields("035"):
        if match := re.match(r"\(([^)]+)\)\s*(\S+)", _value(field, "a")):
            yield Identifier(scheme=match[1], value=match[2])


def _notes(record: Record) -> Iterator[str]:
    """What is said of it, what it is related to, and where that was found."""
    for field in record.get_fields("678", "680"):
        yield " ".join(value.strip() for code, value in field.subfields if code in "aib")
    for field in record.get_fields("500", "510", "511", "551"):
        if name := _name(field):
            yield f"See also: {name}"
    for field in record.get_fields("670"):
        words = ": ".join(value.strip() for code, value in field.subfields if code in "ab")
        if words:
            yield f"Source: {words}"
