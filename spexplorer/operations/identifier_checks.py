"""Identifiers that cannot be right: a check digit or the shape is wrong. They are told of, never refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from spexplorer.domain.identifiers import doi_key
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.words.language import Language

_FIELDS: Final = {"doi": "DOI", "isbn": "ISBN", "issn": "ISSN"}
_DOI: Final = re.compile(r"10\.\d{4,9}(\.\d+)*/\S+$")
_NEXT: Final = re.compile(r"[;,]\s*|\s+(?=97[89][-\d])|\s+(?=\d{4}-?\d{3}[\dXx]\b)")
_NOTE: Final = re.compile(
    r"\s*\(.*?\)|^(?:isbn|issn|ismn|orcid|isni)(?:-1[03])?:?\s*", re.IGNORECASE
)

SENTENCE: Final = "{value} is no {scheme}: a digit or its shape is wrong."
"""What is said of such an identifier."""


class WrongIdentifier(NamedTuple):
    """An identifier that cannot be right, and the field it stands in."""

    field: str
    scheme: str
    value: str

    def words(self, tr: Language) -> str:
        """What is to be said of it."""
        return tr(SENTENCE, value=self.value, scheme=self.scheme)


@cache
def _checks() -> Mapping[str, Callable[[str], bool]]:
    from stdnum import isbn, ismn, isni, issn  # imported when the first is checked

    def is_isni(value: str) -> bool:
        return isni.is_valid(value.rstrip("/").rpartition("/")[2])

    return {
        "isbn": isbn.is_valid,
        "issn": issn.is_valid,
        "eissn": issn.is_valid,
        "ismn": ismn.is_valid,
        "orcid": is_isni,
        "isni": is_isni,
        "doi": lambda value: _DOI.match(doi_key(value)) is not None,
    }


def wrong_parts(scheme: str, text: str) -> Iterator[str]:
    """Those of the identifiers in a text that cannot be of a scheme; none where the scheme is not known."""
    is_valid = _checks().get(scheme.strip().casefold())
    if is_valid is None:
        return
    for part in [text] if scheme.casefold() == "doi" else _NEXT.split(text):
        if (one := _NOTE.sub("", part).strip()) and not is_valid(one):
            yield one


def wrong_in_values(values: Mapping[str, Any]) -> Iterator[WrongIdentifier]:
    """The wrong identifiers among the plain values of a record, or what is typed in its form."""
    for field, scheme in _FIELDS.items():
        if isinstance(text := values.get(field), str):
            for one in wrong_parts(scheme, text):
                yield WrongIdentifier(field, scheme, one)
    for row in values.get("identifiers") or ():
        scheme, value = str(row.get("scheme") or ""), str(row.get("value") or "")
        for one in wrong_parts(scheme, value):
            yield WrongIdentifier("identifiers", scheme, one)


def wrong_identifiers(record: Record) -> Iterator[WrongIdentifier]:
    """The wrong identifiers of a record."""
    listed = getattr(record, "identifiers", ())
    values: dict[str, Any] = {}
    if isinstance(record, Work):
        values = {"doi": record.doi, "isbn": record.isbn, "issn": record.issn}
    if listed or any(values.values()):
        values["identifiers"] = [{"scheme": one.scheme, "value": one.value} for one in listed]
        yield from wrong_in_values(values)
