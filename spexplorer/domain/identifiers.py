"""Identifiers in one spelling, so that the same DOI, ISBN or address is known again however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote

_BEFORE_DOI: Final = re.compile(
    r"^(?:https?://[^/\s]+/|(?:dx\.)?doi\.org/|doi:?\s*)+(?=10\.)", re.IGNORECASE
)
_DOI_AFTER: Final = ".,;)]}>\"'”’ "
_ISBN: Final = re.compile(r"(?<![0-9])(?:97[89][-‐–\s]?)?(?:[0-9][-‐–\s]?){9}[0-9Xx](?![0-9])")
_ISSN: Final = re.compile(r"(?<![0-9])[0-9]{4}[-‐–\s]?[0-9]{3}[0-9Xx](?![0-9])")
_ADDRESS: Final = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?:www\.)?", re.IGNORECASE)
_TRACKING: Final = re.compile(r"(?:(?<=[?&])|^)(?:utm_[a-z]+|fbclid|gclid)=[^&]*&?", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[\s\-‐–]")
_LAST: Final = re.compile(r"^https?://\S+[/=]([^/=?#\s]+)/?$", re.IGNORECASE)
_LETTERS_OF_ISBN10: Final = 10


def doi_key(text: str) -> str:
    """A DOI without the address before it, in small letters; "" where it is none."""
    bare = unquote(_BEFORE_DOI.sub("", text.strip())).strip(_DOI_AFTER).casefold()
    return bare if bare.startswith("10.") and "/" in bare else ""


def isbn_keys(text: str) -> Iterator[str]:
    """The ISBNs that a text names, as thirteen digits; a number of ten is written as the one it became."""
    for found in _ISBN.findall(text):
        digits = re.sub(r"[^0-9Xx]", "", found).upper()
        yield _as_thirteen(digits) if len(digits) == _LETTERS_OF_ISBN10 else digits


def _as_thirteen(isbn10: str) -> str:
    body = f"978{isbn10[:9]}"
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


def issn_keys(text: str) -> Iterator[str]:
    """The ISSNs that a text names, without hyphens."""
    for found in _ISSN.findall(text):
        yield _PLAIN.sub("", found).upper()


def url_key(text: str) -> str:
    """An address without what two spellings of it differ in: protocol, www, tracking, a last slash."""
    head, _, query = text.strip().partition("#")[0].partition("?")
    host, slash, path = _ADDRESS.sub("", head).partition("/")
    if "." not in host:
        return ""
    query = _TRACKING.sub("", query).strip("&")
    bare = f"{host.casefold()}{slash}{path}".rstrip("/")
    return f"{bare}?{query}" if query else bare


def other_key(value: str) -> str:
    """Any other identifier: the last part of an address, without spaces and hyphens."""
    found = _LAST.match(value.strip())
    return _PLAIN.sub("", found[1] if found else value).casefold()


def identifier_keys(scheme: str, value: str) -> Iterator[tuple[str, str]]:
    """An identifier as pairs of scheme and key: a text may name several, or none that is whole."""
    name = scheme.strip().casefold()
    found: Iterable[str]
    match name:
        case "doi":
            found = filter(None, (doi_key(value),))
        case "isbn":
            found = isbn_keys(value)
        case "issn" | "eissn":
            name, found = "issn", issn_keys(value)
        case "url" | "uri":
            name, found = "url", filter(None, (url_key(value),))
        case _:
            found = filter(None, (other_key(value),))
    for key in found:
        yield name, key
