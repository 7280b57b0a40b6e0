"""Identifiers that several records of a kind bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from spexplorer.domain.identifiers import identifier_keys
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
        given = [(i.scheme, i.value, "identifiers") for i in getattr(record, "identifiers", ())]
        if isinstance(record, Work):
            given.append(("doi", record.doi or "", "doi"))
            if record.type == "book":
                given.append(("isbn", record.isbn or "", "isbn"))
        for scheme, text, field in given:
            for name, key in identifier_keys(scheme, text):
                self._bearers[kind, name, key][record.id] = field
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


RULE = DuplicateIdentifiers
