"""Identifiers whose check digit is wrong: ISBN, ISSN, ORCID, ISNI; DOIs of the wrong shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.operations.rules.base.record_check import Found, RecordCheck


class WrongIdentifiers(RecordCheck):
    """A number that was mistyped leads nowhere, or to something else."""

    def look(self, record: Record) -> Iterator[Found]:
        from stdnum import isbn, isni, issn

        known: dict[str, Callable[[str], bool]] = {
            "isbn": isbn.is_valid,
            "issn": issn.is_valid,
            "orcid": lambda value: isni.is_valid(value.rpartition("/")[2]),
            "isni": isni.is_valid,
            "doi": lambda value: bool(_DOI.match(value)),
        }
        given = [
            (one.scheme, one.value, "identifiers") for one in getattr(record, "identifiers", ())
        ]
        if isinstance(record, Work):
            fields = (("ISBN", record.isbn), ("ISSN", record.issn), ("DOI", record.doi))
            given += [(scheme, value, scheme.lower()) for scheme, value in fields if value]
        for scheme, value, field in given:
            is_valid = known.get(scheme.casefold())
            for one in re.split(r"[;,]\s*|\s+(?=\d{4}-?\d{3}[\dXx]\b)", value):
                if is_valid is not None and one.strip() and not is_valid(one.strip()):
                    words = self.tr("{value} is no {scheme}.", value=one.strip(), scheme=scheme)
                    yield Found(record.id, field, words)


_DOI = re.compile(r"(?i)(https?://(dx\.)?doi\.org/|doi:\s*)?10\.\d{4,9}/\S+$")


RULE = WrongIdentifiers
