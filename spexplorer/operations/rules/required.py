"""Fields that a record of its kind should have, though it can be stored without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.domain.fields import fields_of
from spexplorer.domain.happenings import Event
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.operations.rules.base.record_check import Found, RecordCheck

_WANTED: Final = {
    "work": ("issued", "contributors", "language"),
    "event": ("date",),
    "agreement": ("dates", "parties"),
    "statistic": ("value", "as_of"),
    "claim": ("holder",),
    "concept": ("definition",),
    "note": ("target",),
}


class RequiredFields(RecordCheck):
    """Tells of every wanted field that is empty, but of no date that is known to be unknown."""

    severity = "hint"

    def look(self, record: Record) -> Iterator[Found]:
        labels = {one.key: one.info.label for one in fields_of(type(record))}
        for name in _WANTED.get(kind_of(record.id), ()):
            if getattr(record, name) not in (None, ()):
                continue
            if isinstance(record, Event) and record.date_basis == "undated":
                continue
            words = self.tr("{field} is not given.", field=self.tr(labels[name]))
            yield Found(record.id, name, words)


RULE = RequiredFields
