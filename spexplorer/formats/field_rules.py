"""What is done with the value of a field that means the same in several formats, by a name for it.

A format gives a rule for each of its tags: the name of a field of a work, or one of `RULES`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from spexplorer.formats.entry_builder import DATES, EntryBuilder
from spexplorer.formats.language_codes import tag_of
from spexplorer.formats.printed_names import body_of, name_of

Rule = Callable[[EntryBuilder, str, str], None]

_ISSN: Final = len("12345678")


def follow(builder: EntryBuilder, rule: str | None, value: str, source: str) -> None:
    """Do with a value what the rule says; without one it is kept under the name of its field."""
    if rule is None:
        builder.keep(source, value)
    elif rule in RULES:
        RULES[rule](builder, value, source)
    elif rule in DATES:
        builder.date(rule, value, source)
    else:
        builder.put(rule, " ".join(value.split()), source)


def _names(role: str) -> Rule:
    """Names, one a line; a comma at the end marks a body, as in EndNote."""

    def rule(builder: EntryBuilder, value: str, _source: str) -> None:
        for line in value.split("\n"):
            text = line.strip()
            name = body_of(text[:-1]) if text.endswith(",") else name_of(text)
            builder.name(role, name, text.rstrip(","))

    return rule


def _bodies(builder: EntryBuilder, value: str, _source: str) -> None:
    for line in value.split("\n"):
        builder.name("author", body_of(line))


def _standard_number(builder: EntryBuilder, value: str, source: str) -> None:
    for number in re.split(r"[\n;,]|\s(?=\d{4}-)|(?<=\))\s+(?=\d)", value):
        digits = re.sub(r"[^0-9Xx]", "", number)
        if len(digits) in (10, 13):
            builder.identifier("ISBN", re.sub(r"^\D+|\s*\(.*\)", "", number.strip()))
        elif len(digits) == _ISSN:
            builder.identifier("ISSN", number.strip().partition(" ")[0])
        else:
            builder.keep(source, number)


def _doi(builder: EntryBuilder, value: str, source: str) -> None:
    if match := re.search(r"10\.\d{4,9}/\S+", value):
        builder.identifier("DOI", match[0])
    else:
        builder.keep(source, value)


def _keywords(builder: EntryBuilder, value: str, _source: str) -> None:
    for word in re.split(r"[\n;]" if ";" in value or "\n" in value else r"[\n;,]", value):
        builder.tag(word.strip().strip("*"))


def _abstract(builder: EntryBuilder, value: str, _source: str) -> None:
    if value != builder.get("abstract"):
        builder.append("abstract", value, "\n\n")


def _note(builder: EntryBuilder, value: str, _source: str) -> None:
    builder.append("note", value)


def _language(builder: EntryBuilder, value: str, source: str) -> None:
    builder.put("language", tag_of(value), source)


def _page(builder: EntryBuilder, value: str, source: str) -> None:
    builder.put("page", re.sub(r"\s*(?:--+|–|—)\s*", "-", value), source)


def _address(builder: EntryBuilder, value: str, source: str) -> None:
    for address in re.split(r"\n|;(?=\s*https?:|\s*$)", value):
        text = address.strip().strip("<>")
        match = re.fullmatch(r"https?://(?:dx\.)?doi\.org/(10\.\S+)", text)
        if match and not builder.has("doi"):
            builder.identifier("DOI", match[1])
        builder.put("url", text, source)


def _identifier(scheme: str) -> Rule:
    def rule(builder: EntryBuilder, value: str, _source: str) -> None:
        builder.identifier(scheme, value)

    return rule


def _left_out(_builder: EntryBuilder, _value: str, _source: str) -> None:
    """What a format says of its own bookkeeping."""


RULES: Final[dict[str, Rule]] = {
    "authors": _names("author"),
    "editors": _names("editor"),
    "series editors": _names("collection_editor"),
    "translators": _names("translator"),
    "contributors": _names("contributor"),
    "bodies": _bodies,
    "standard number": _standard_number,
    "DOI": _doi,
    "keywords": _keywords,
    "abstracts": _abstract,
    "notes": _note,
    "language name": _language,
    "pages": _page,
    "addresses": _address,
    "left out": _left_out,
    **{scheme: _identifier(scheme) for scheme in ("ISBN", "ISSN", "PMID", "PMCID", "WoS", "PII")},
}
