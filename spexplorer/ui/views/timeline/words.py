"""Days, ranges and ticks in words; years before 1 are BCE, as no datetime can say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.edtf import civil, read_words
from spexplorer.domain.time_window import YEAR, Step, Tick, Window
from spexplorer.ui.translation import counted, tr
from spexplorer.words.dates import in_words

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.ui.views.timeline.scene import Badge
    from spexplorer.ui.views.timeline.stage import Stage

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year_words(year: int) -> str:
    """An astronomical year as people count: 1987, 44 BCE."""
    return str(year) if year > 0 else tr("{year} BCE", year=1 - year)


def tick_words(tick: Tick, step: Step) -> str:
    """What stands at a tick: the year, the month or the day; a larger unit where it begins."""
    if step.unit == "year" or (step.unit == "month" and tick.month == 1):
        return year_words(tick.year)
    if step.unit == "month" or tick.day_of_month == 1:
        return tr(_MONTHS[tick.month - 1])
    return str(tick.day_of_month)


def context_words(day: float, step: Step) -> str:
    """What the axis has to say of its left end that the ticks do not: “2013”, “June 2013”."""
    year, month, _ = civil(int(day))
    if step.unit == "year":
        return ""
    return (
        year_words(year) if step.unit == "month" else f"{tr(_MONTHS[month - 1])} {year_words(year)}"
    )


def day_words(day: int) -> str:
    """A day in full: 3 June 2003."""
    year, month, day_of_month = civil(day)
    return f"{day_of_month} {tr(_MONTHS[month - 1])} {year_words(year)}"


def range_words(first: int, last: int) -> str:
    """A range of days, both included; whole years as years."""
    begin, end = civil(first), civil(last)
    if begin[1:] == (1, 1) and end[1:] == (12, 31):
        one = year_words(begin[0])
        return one if begin[0] == end[0] else f"{one}–{year_words(end[0])}"
    return day_words(first) if first == last else f"{day_words(first)} – {day_words(last)}"


def several_words(periods: Sequence[tuple[Period, bool]]) -> str:
    """Several periods of a filter, those that are taken away with a minus."""
    parts = [
        tr("not {range}", range=range_words(period.first, period.last))
        if away
        else range_words(period.first, period.last)
        for period, away in periods
    ]
    return tr("Several ranges: {ranges}", ranges="; ".join(parts))


def span_words(window: Window) -> str:
    """A window in words; in years where it shows several."""
    first, last = int(window.first), max(int(window.first), int(window.last) - 1)
    if window.days < 4 * YEAR:
        return range_words(first, last)
    return f"{year_words(civil(first)[0])}–{year_words(civil(last)[0])}"


def heading_words(stage: Stage, *, narrowed: bool) -> str:
    """What the drawing shows: how many events pass, how many of them are in sight, of when."""
    shown = stage.shown
    total = counted(len(shown.rows), "{n} event", "{n} events")
    if narrowed:
        total = tr("{events} of {all} pass", events=total, all=f"{len(stage.events):,}")
        possibly = len(shown.rows) - int(shown.certain.sum())
        if possibly:
            total += tr(" ({n} only possibly, in italics)", n=f"{possibly:,}")
    return tr(
        "{total} · in sight: {n}, {range}",
        total=total,
        n=f"{stage.within():,}",
        range=span_words(stage.window),
    )


def stroke_words(stage: Stage, period: Period) -> str:
    """A period that is being brushed, and how many of the events that are shown stand to it so."""
    certain, possible = stage.events.counted_in(period, stage.shown.shown)
    words = tr(
        "{range}: {events}",
        range=range_words(period.first, period.last),
        events=counted(possible, "{n} event", "{n} events"),
    )
    if possible > certain:
        words += tr(" ({n} only possibly)", n=f"{possible - certain:,}")
    return words


_NAMED = 6
"""So many events of a count are named when it is pointed at."""


def badge_words(badge: Badge, stage: Stage) -> str:
    """What a count stands for: how many events, of when, and the names of the first."""
    anchors = stage.events.anchor[badge.members]
    first, last = int(anchors.min()), int(anchors.max())
    lines = [tr("{events}, {range}", events=passing_words(badge), range=range_words(first, last))]
    named = badge.members[:_NAMED].tolist()
    lines += [row.label for row in stage.titles.rows(named)]
    if badge.shown > len(named):
        lines.append(tr("and {n} more", n=f"{badge.shown - len(named):,}"))
    return "\n".join([*lines, tr("Click to see them apart.")])


def passing_words(badge: Badge) -> str:
    """How many events of a count pass, certainly and possibly, and how many lie outside of the period."""
    words = counted(badge.possible, "{n} event", "{n} events")
    if badge.possible > badge.certain:
        words += tr(" ({n} only possibly)", n=f"{badge.possible - badge.certain:,}")
    if badge.shown > badge.possible:
        words += tr(" and {n} outside of the period", n=f"{badge.shown - badge.possible:,}")
    return words


class Typed(NamedTuple):
    """A typed range as understood: its days (both included), or only what is wrong with it."""

    first: int | None
    last: int | None
    words: str


def typed_range(begin: str, end: str, least: int, most: int) -> Typed:
    """What a person means by two boxes; an empty one is the limit of the library on that side."""
    begin, end = begin.strip(), end.strip()
    first, last, parts = least, most, []
    for text in (begin, end):
        if text and read_words(text) is None:
            return Typed(None, None, _not_understood(text))
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
        return Typed(None, None, tr("The range runs backwards: swap the two dates."))
    words = tr("Read as {typed}: {range}", typed=" ".join(parts), range=range_words(first, last))
    return Typed(first, last, words)


def _not_understood(text: str) -> str:
    return tr(
        "“{typed}” is not understood as a date. Try 2013, 2013-06-03, c. 2013, autumn 2015, 1990s "
        "or 2002/2006.", typed=text,
    )  # fmt: skip


def typed_date(text: str) -> Typed:
    """What a person means by one date to go to."""
    edtf = read_words(text.strip())
    if edtf is None:
        return Typed(None, None, _not_understood(text.strip()))
    words = tr("Went to {date}", date=in_words(tr, edtf))
    low, high = edtf.bounds.earliest, edtf.bounds.latest
    return Typed(low if low is not None else high, high if high is not None else low, words)
