"""Authorities that no record names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.operations.rules.base.record_check import Found, RecordCheck

_NAMED: Final = frozenset({"agent", "place"})


class Orphans(RecordCheck):
    """People, bodies and places that nothing points at may be left over."""

    severity = "hint"

    def look(self, record: Record) -> Iterator[Found]:
        if kind_of(record.id) in _NAMED and record.id not in self.context.linked:
            yield Found(record.id, None, self.tr("No record points at it."))


RULE = Orphans
