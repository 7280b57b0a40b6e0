"""Values that no passage of a source vouches for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spexplorer.domain.kinds import kind_of
from spexplorer.domain.records import Record
from spexplorer.operations.rules.base.record_check import Found, RecordCheck

_ASSERTED: Final = frozenset({"event", "agreement", "statistic", "claim", "instrument"})


class MissingEvidence(RecordCheck):
    """What a source asserts should name the passage that does."""

    severity = "hint"

    def look(self, record: Record) -> Iterator[Found]:
        if kind_of(record.id) in _ASSERTED and not record.evidence:
            yield Found(record.id, "evidence", self.tr("No passage is named that states it."))


RULE = MissingEvidence
