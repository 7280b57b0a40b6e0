"""The chronology as a text: events under their years, each with its date, its words and its sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from spexplorer.domain.calendar_days import civil
from spexplorer.domain.edtf import EdtfError, parse
from spexplorer.domain.happenings import Event
from spexplorer.operations.citing import Statement
from spexplorer.words.dates import in_words, year_in_words
from spexplorer.words.language import Language

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

_LONG_AGO: Final = -(10**15)
"""The day by which events are sorted whose beginning is not known."""

_UNDATED: Final = 10**15


def statements_of(tr: Language, reader: Reader, numbers: Iterable[int]) -> list[Statement]:
    """What is said of events, given by their record numbers, in the order of their beginning."""
    records = (reader.record(row.id) for row in reader.rows_at(numbers))
    events = [record for record in records if isinstance(record, Event)]
    found: list[Statement] = []
    before = ""
    for event in sorted(events, key=_beginning):
        heading = _heading(tr, _beginning(event))
        date = f"{in_words(tr, event.date)}." if event.date else ""
        shown = "" if heading == before else heading
        found.append(Statement(str(event.id), date, _words(event), shown))
        before = heading
    return found


def _beginning(event: Event) -> int:
    """The first day on which an event may have begun, or by which it had."""
    if not event.date:
        return _UNDATED
    try:
        bounds = parse(event.date).bounds
    except EdtfError:
        return _UNDATED
    known = (day for day in (bounds.start_min, bounds.start_max) if day is not None)
    return next(known, _LONG_AGO)


def _heading(tr: Language, beginning: int) -> str:
    if beginning == _UNDATED:
        return tr("Without a known date")
    if beginning == _LONG_AGO:
        return tr("Without a known beginning")
    return year_in_words(tr, civil(beginning)[0])


def _words(event: Event) -> str:
    """Title and description as sentences."""
    parts = [part.strip() for part in (event.title, event.description or "") if part.strip()]
    return " ".join(part if part[-1] in ".!?。" else f"{part}." for part in parts)
