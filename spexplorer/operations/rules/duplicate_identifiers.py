"""Identifiers that several records of a kind bear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.operations.rules.base.record_check import Context, Found, RecordCheck


class DuplicateIdentifiers(RecordCheck):
    """A DOI or an authority's number stands for one thing; chapters share the ISBN of their book."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._bearers: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)

    def look(self, record: Record) -> Iterator[Found]:
        kind = kind_of(record.id)
        for one in getattr(record, "identifiers", ()):
            key = (kind, one.scheme.casefold(), _bare(one.value))
            self._bearers[key][record.id] = "identifiers"
        if isinstance(record, Work):
            if record.doi:
                self._bearers[kind, "doi", _bare(record.doi)][record.id] = "doi"
            if record.isbn and record.type == "book":
                self._bearers[kind, "isbn", _bare(record.isbn)][record.id] = "isbn"
        return iter(())

    def end(self) -> Iterator[Found]:
        for (_, scheme, value), bearers in self._bearers.items():
            if len(bearers) < 2:
                continue
            for uid, field in bearers.items():
                others = self.tr.joined([other for other in bearers if other != uid])
                words = self.tr(
                    "{scheme} {value} is also that of {others}.",
                    scheme=scheme.upper(),
                    value=value,
                    others=others,
                )
                yield Found(uid, field, words)


def _bare(value: str) -> str:
    """An identifier without its address, spaces and hyphens."""
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:|isbn:?)\s*", "", value.strip().casefold())
    return re.sub(r"[\s\-‐–]", "", bare) if not bare.startswith("10.") else bare


RULE = DuplicateIdentifiers
