"""Bars by year, in two layers: what certainly begins in a year, and what only may."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.ui.drawing.chart import ChartData, Series
from spexplorer.ui.drawing.year_keys import (
    UNDATED,
    active_years,
    shown_years,
    year_label,
    year_tick,
)
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene


class YearWords(NamedTuple):
    """What a chart of years says. `summary` is given how many are certainly placed, and in no year at all."""

    title: str
    unit: str
    summary: Callable[[int, int], str]
    source: str
    note: str


def year_chart(counts: Counts, scene: Scene, words: YearWords, step: int = 1) -> ChartData:
    """The chart of a measure that counts years alone."""
    keys = shown_years(scene.whole or counts)
    # The years come in order and what is left out stands in front: cut the rest off in one go.
    certain = counts.certain.tolist()[-len(keys) :]
    possible = counts.possible.tolist()[-len(keys) :]
    undated = certain[-1] if keys[-1] == UNDATED else 0
    return ChartData(
        title=words.title,
        keys=keys,
        labels=tuple(year_label(key, step) for key in keys),
        ticks=tuple(map(year_tick, keys)),
        series=_layers(scene, certain, possible),
        unit=words.unit,
        total=scene.total(),
        doubt=scene.doubt(),
        summary=words.summary(sum(certain) - undated, undated),
        source=words.source,
        note=words.note,
        active=active_years(keys, scene.state, step),
    )


def _layers(scene: Scene, certain: list[int], possible: list[int]) -> tuple[Series, Series]:
    maybe = tuple(float(high - low) for low, high in zip(certain, possible, strict=True))
    colour = scene.theme.colour("certain")
    return (
        Series(tr("certain"), colour, tuple(map(float, certain))),
        Series(tr("possible"), colour, maybe, faint=True),
    )
