"""Identifiers whose check digit or shape is wrong: ISBN, ISSN, ISMN, ORCID, ISNI, DOI."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.domain.records import Record
from spexplorer.operations.identifier_checks import wrong_identifiers
from spexplorer.operations.rules.base.record_check import Found, RecordCheck


class WrongIdentifiers(RecordCheck):
    """A number that was mistyped leads nowhere, or to something else."""

    def look(self, record: Record) -> Iterator[Found]:
        for one in wrong_identifiers(record):
            yield Found(record.id, one.field, one.words(self.tr))


RULE = WrongIdentifiers
