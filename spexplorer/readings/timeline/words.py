"""What the timeline says: of what is shown, of a brush, of a count, of an event, of a typed date."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.edtf import civil, read_words
from spexplorer.readings.timeline.lanes import OTHERS
from spexplorer.readings.timeline.scene import UNDATED
from spexplorer.words.dates import in_words
from spexplorer.words.days import day_words, range_words, window_words, year_words

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.readings.timeline.chronology import Chronology
    from spexplorer.readings.timeline.scene import CountPill, LaneBox
    from spexplorer.words.language import Language

_WIDE: Final = 76
"""Letters of a line that is read at a glance; Qt breaks no plain words under a pointer."""
_NAMED: Final = 6
"""How many events of a count are named when it is pointed at."""


def lanes_words(tr: Language, grouping: str) -> str:
    """What the lanes are made by."""
    return {
        "event_type": tr("lanes by type"), "vector": tr("lanes by field of influence"),
        "instrument": tr("lanes by instrument"), "place": tr("lanes by place"),
        "actor": tr("lanes by actor"),
    }[grouping]  # fmt: skip


def summary_words(
    tr: Language, chronology: Chronology, held: Sequence[tuple[Period, bool]], *, narrowed: bool
) -> str:
    """How many events pass, and how many of them for certain: “47 events, 16 certainly from 2002 to 2006”."""
    shown = chronology.shown
    count, certain = len(shown.rows), int(shown.certain.sum())
    events = tr.counted(count, "{n} event", "{n} events")
    if not narrowed:
        return events
    if len(held) == 1 and not held[0][1] and certain < count:
        return tr(
            "{events}, {n} certainly in {range}",
            events=events,
            n=tr.number(certain),
            range=range_words(tr, held[0][0].first, held[0][0].last),
        )
    if certain < count:
        return tr("{events}, {n} only possibly", events=events, n=tr.number(count - certain))
    return tr("{n} of {events}", n=tr.number(count), events=all_words(tr, chronology))


def all_words(tr: Language, chronology: Chronology) -> str:
    """How many events the library has."""
    return tr.counted(len(chronology.events), "{n} event", "{n} events")


def sight_words(tr: Language, chronology: Chronology) -> str:
    """How many events are in sight, of when."""
    return tr(
        "{n} in sight, {range}",
        n=tr.number(chronology.within()),
        range=window_words(tr, chronology.window),
    )


def stroke_words(tr: Language, chronology: Chronology, period: Period) -> str:
    """A period that is being brushed, and how many of the events that are shown stand to it so."""
    certain, possible = chronology.events.counted_in(period, chronology.shown.shown)
    span = range_words(tr, period.first, period.last)
    events = tr.counted(possible, "{n} event", "{n} events")
    if possible == certain:
        return tr("{range}: {events}", range=span, events=events)
    return tr(
        "{range}: {events}, {n} only possibly",
        range=span, events=events, n=tr.number(possible - certain),
    )  # fmt: skip


def several_words(tr: Language, periods: Sequence[tuple[Period, bool]]) -> str:
    """Several periods of a filter, those that are taken away with “not”."""
    ranges = [(range_words(tr, period.first, period.last), away) for period, away in periods]
    parts = [tr("not {range}", range=words) if away else words for words, away in ranges]
    return tr("Several ranges: {ranges}", ranges="; ".join(parts))


def count_words(tr: Language, chronology: Chronology, pill: CountPill) -> str:
    """What a count stands for: how many events, of when, and the names of the first."""
    anchors = chronology.events.anchor[pill.members]
    first, last = int(anchors.min()), int(anchors.max())
    events, possibly = _passing_words(tr, pill), pill.possible - pill.certain
    lines = [tr("{events}, {range}", events=events, range=range_words(tr, first, last))]
    if possibly:
        lines.append(tr("{n} of them only possibly", n=tr.number(possibly)))
    named = pill.members[:_NAMED].tolist()
    lines += [row.label for row in chronology.titles.rows(named)]
    if pill.shown > len(named):
        lines.append(tr("and {n} more", n=tr.number(pill.shown - len(named))))
    return "\n".join([*lines, tr("Click to see them apart.")])


def _passing_words(tr: Language, pill: CountPill) -> str:
    """How many events of a count pass, and how many lie outside of the period."""
    events = tr.counted(pill.possible, "{n} event", "{n} events")
    outside = pill.shown - pill.possible
    if not outside:
        return events
    return tr("{events} and {n} outside of the period", events=events, n=tr.number(outside))


def lane_words(tr: Language, lane: LaneBox) -> str:
    """What is said of a lane when its name is pointed at."""
    if lane.key == UNDATED:
        return ""
    events = tr.counted(lane.events, "{n} event", "{n} events")
    if lane.key == OTHERS:
        return tr("{lane}: {events}. The arrow (F) folds the lane.", lane=lane.label, events=events)
    return tr(
        "{lane}: {events}. Click to narrow to them; the arrow (F) folds the lane.",
        lane=lane.label,
        events=events,
    )


def event_words(tr: Language, chronology: Chronology, at: int) -> str:
    """What is said of an event when it is pointed at: title, date, evidence, how it passes."""
    row, titles = chronology.titles.row(at), chronology.titles
    lines = [row.label, row.detail, *titles.told(at)]
    if chronology.events.undated[at]:
        lines.append(tr("no date"))
    elif not chronology.shown.lit[at]:
        lines.append(tr("outside of the period of the filter"))
    elif not chronology.shown.certain[at]:
        lines.append(tr("passes the filter only possibly"))
    return "\n".join(fill(line, _WIDE) for line in lines if line)


class TypedDates(NamedTuple):
    """A typed range as understood: its days (both included), or only what is wrong with it."""

    first: int | None
    last: int | None
    words: str


def typed_range(tr: Language, begin: str, end: str, least: int, most: int) -> TypedDates:
    """What a person means by two boxes; an empty one is the limit of the library on that side."""
    begin, end = begin.strip(), end.strip()
    first, last, parts = least, most, []
    for text in (begin, end):
        if text and read_words(text) is None:
            return TypedDates(None, None, _not_understood(tr, text))
    if begin:
        edtf = read_words(begin)
        assert edtf is not None
        parts.append(tr("from {date}", date=in_words(tr, edtf)))
        first = least if edtf.bounds.earliest is None else edtf.bounds.earliest
        if edtf.is_interval and not end:
            last = most if edtf.bounds.latest is None else edtf.bounds.latest
            parts = [in_words(tr, edtf)]
    if end:
        edtf = read_words(end)
        assert edtf is not None
        parts.append(tr("to {date}", date=in_words(tr, edtf)))
        last = most if edtf.bounds.latest is None else edtf.bounds.latest
    if first > last:
        return TypedDates(None, None, tr("The range runs backwards: swap the two dates."))
    words = tr(
        "Read as {typed}: {range}", typed=" ".join(parts), range=range_words(tr, first, last)
    )
    return TypedDates(first, last, words)


def _not_understood(tr: Language, text: str) -> str:
    return tr(
        "“{typed}” is not understood as a date. Try 2013, 2013-06-03, c. 2013, autumn 2015, 1990s "
        "or 2002/2006.", typed=text,
    )  # fmt: skip


def typed_date(tr: Language, text: str) -> TypedDates:
    """What a person means by one date to go to."""
    edtf = read_words(text.strip())
    if edtf is None:
        return TypedDates(None, None, _not_understood(tr, text.strip()))
    words = tr("Went to {date}", date=in_words(tr, edtf))
    low, high = edtf.bounds.earliest, edtf.bounds.latest
    return TypedDates(low if low is not None else high, high if high is not None else low, words)


def typed_words(tr: Language, day: int, *, begins: bool) -> str:
    """A day as it would be typed; a year alone where the range begins or ends with it."""
    year, month, day_of_month = civil(day)
    if (month, day_of_month) == ((1, 1) if begins else (12, 31)):
        return year_words(tr, year)
    return day_words(tr, day)
