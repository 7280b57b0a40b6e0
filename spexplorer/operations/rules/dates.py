"""Dates that cannot be: later than today, or one before another that must come first."""

from __future__ import annotations

from collections.abc import Iterator

from spexplorer.domain.authorities import Agent
from spexplorer.domain.calendar_days import day_number
from spexplorer.domain.edtf import parse
from spexplorer.domain.happenings import Agreement
from spexplorer.domain.records import Record
from spexplorer.domain.works import Work
from spexplorer.operations.rules.base.record_check import Found, RecordCheck

_AFTER_SIGNING = ("in_force", "ratified", "terminated", "amended", "expired")


class ImpossibleDates(RecordCheck):
    """Tells only what is certain: the earliest day of the one lies after the latest of the other."""

    severity = "error"

    def look(self, record: Record) -> Iterator[Found]:
        match record:
            case Work():
                yield from self._reversed(record, record.issued, record.accessed, "accessed")
                yield from self._future(record, record.issued, "issued")
                yield from self._future(record, record.accessed, "accessed")
                yield from self._reversed(record, record.original_date, record.issued, "issued")
                yield from self._reversed(record, record.submitted, record.issued, "issued")
            case Agent():
                for office in record.offices:
                    yield from self._reversed(record, office.since, office.until, "offices")
                    yield from self._reversed(record, record.existed, office.since, "offices")
            case Agreement():
                signed = next((one.date for one in record.dates if one.type == "signed"), None)
                for one in record.dates:
                    if one.type in _AFTER_SIGNING:
                        yield from self._reversed(record, signed, one.date, "dates")

    def _reversed(
        self, record: Record, first: str | None, second: str | None, field: str
    ) -> Iterator[Found]:
        if not first or not second:
            return
        start, end = _earliest(first), _latest(second)
        if start is not None and end is not None and end < start:
            words = self.tr("{second} lies before {first}.", second=second, first=first)
            yield Found(record.id, field, words)

    def _future(self, record: Record, date: str | None, field: str) -> Iterator[Found]:
        earliest = _earliest(date) if date else None
        if earliest is not None and earliest > day_number(self.context.year + 1, 12, 31):
            yield Found(record.id, field, self.tr("{date} lies in the future.", date=date))


def _earliest(text: str) -> int | None:
    bounds = parse(text).bounds
    return bounds.start_min


def _latest(text: str) -> int | None:
    bounds = parse(text).bounds
    return None if bounds.open_end else bounds.end_max


RULE = ImpossibleDates
