"""Bars by year, in two layers: what certainly begins in a year, and what only may."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.ui.chart import Series
from spexplorer.ui.text import tr
from spexplorer.ui.year_keys import UNDATED, shown_years

if TYPE_CHECKING:
    from spexplorer.operations.measures import Counts
    from spexplorer.ui.chart import Scene


class YearBars(NamedTuple):
    """The bars, how many records are certainly placed in one of them, and how many in none."""

    keys: tuple[str, ...]
    series: tuple[Series, Series]
    placed: int
    undated: int


def year_bars(counts: Counts, scene: Scene) -> YearBars:
    """The bars of a measure that counts years alone."""
    keys = shown_years(scene.whole or counts)
    # The years come in order and what is left out stands in front: cut the rest off in one go.
    certain = counts.certain.tolist()[-len(keys) :]
    possible = counts.possible.tolist()[-len(keys) :]
    maybe = tuple(float(high - low) for low, high in zip(certain, possible, strict=True))
    colour = scene.theme.colour("certain")
    series = (
        Series(tr("certain"), colour, tuple(map(float, certain))),
        Series(tr("possible"), colour, maybe, faint=True),
    )
    undated = certain[-1] if keys[-1] == UNDATED else 0
    return YearBars(keys, series, sum(certain) - undated, undated)
