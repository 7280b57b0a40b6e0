"""Charts over years: their keys, what a brush over them asks for, and bars certain and possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.filters import Period, Relation
from spexplorer.domain.year_keys import UNDATED, is_within_axis, years_of
from spexplorer.ui.drawing.chart import ChartData, Series, active_keys
from spexplorer.ui.translation import tr
from spexplorer.words.year_keys import year_key_label, year_key_tick

if TYPE_CHECKING:
    from spexplorer.domain.filters import Values, Words
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene


def shown_years(whole: Counts) -> tuple[str, ...]:
    """The keys of a measure whose last part is a year; “undated” last where anything has no date.

    Undated ones have a bar where nothing is dated either, so that a chart is never without one.
    """
    keys = tuple(dict.fromkeys(key[-1] for key in whole.keys))
    undated = any(
        possible
        for key, possible in zip(whole.keys, whole.possible.tolist(), strict=True)
        if key[-1] == UNDATED
    )
    return keys if undated or len(keys) <= 1 else keys[:-1]


def year_labels(keys: Sequence[str]) -> tuple[str, ...]:
    """The keys in words."""
    return tuple(year_key_label(tr, key) for key in keys)


def year_ticks(keys: Sequence[str]) -> tuple[str, ...]:
    """The keys as they stand on the axis."""
    return tuple(year_key_tick(tr, key) for key in keys)


def bar_width_words(keys: Sequence[str]) -> str:
    """How many years a bar is, where it is more than one."""
    span = next((years_of(key) for key in keys if is_within_axis(key)), None)
    if span is None or span.first is None or span.last is None or span.first == span.last:
        return ""
    years = span.last - span.first + 1
    return tr.counted(years, "One bar is {n} year", "One bar is {n} years")


def active_years(keys: Sequence[str], state: LinkState) -> frozenset[str]:
    """The keys that the period of a state's filter keeps; none when it has no period."""
    return active_keys(state.filter.get("period"), keys, _is_in_period)


def _is_in_period(stroke: Values | Period | Words, key: str) -> bool:
    span = years_of(key)
    if not isinstance(stroke, Period) or span is None:
        return False
    first, last = span.days()
    return stroke.first <= last and first <= stroke.last


def pick_years(keys: Sequence[str]) -> Period | None:
    """The constraint of a range of years: what begins in them. None where no key has a year."""
    spans = [span for key in keys if (span := years_of(key)) is not None]
    if not spans:
        return None
    return Period(spans[0].days()[0], spans[-1].days()[1], Relation.STARTS_IN)


def year_edges(keys: Sequence[str]) -> list[int]:
    """The days at which a brush over these years may begin or end."""
    spans = [span.days() for key in keys if (span := years_of(key)) is not None]
    return sorted({day for first, last in spans for day in (first, last + 1)})


class YearWords(NamedTuple):
    """The words of a chart of years. `summary` is given how many have a certain bar, and no date."""

    title: str
    unit: str
    summary: Callable[[int, int], str]
    source: str
    note: str = ""


def year_chart(counts: Counts, scene: Scene, words: YearWords) -> ChartData:
    """The chart of a measure that counts years alone."""
    keys = shown_years(scene.whole or counts)
    certain = counts.certain.tolist()[: len(keys)]
    possible = counts.possible.tolist()[: len(keys)]
    undated = certain[-1] if keys and keys[-1] == UNDATED else 0
    maybe = tuple(float(high - low) for low, high in zip(certain, possible, strict=True))
    colour = scene.theme.colour("certain")
    return ChartData(
        title=words.title,
        keys=keys,
        labels=year_labels(keys),
        ticks=year_ticks(keys),
        series=(
            Series(tr("certain"), colour, tuple(map(float, certain))),
            Series(tr("possible"), colour, maybe, faint=True),
        ),
        unit=words.unit,
        total=scene.total(),
        doubt=scene.doubt(),
        summary=words.summary(sum(certain) - undated, undated),
        source=words.source,
        note=". ".join(filter(None, (words.note, bar_width_words(keys)))),
        active=active_years(keys, scene.state),
    )
