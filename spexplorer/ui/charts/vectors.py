"""Instruments by vector of soft power."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.filters import Values
from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec, Series, active_values
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene
    from spexplorer.ui.style.theme import Theme

_FACET = "vector"


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    sure, found = (
        {key[0]: number for key, number in zip(counts.keys, numbers.tolist(), strict=True)}
        for numbers in (counts.certain, counts.possible)
    )
    terms = scene.reader.terms(_FACET)
    keys = _ranked(scene.whole or counts)
    labels = tuple(terms.get(key, key) for key in keys)
    most = max(keys, key=lambda key: found[key], default="")
    return ChartData(
        title=tr("Instruments by vector"),
        keys=keys,
        labels=labels,
        series=_layers(scene.theme, keys, sure, found),
        unit=tr("instruments"),
        total=scene.total(),
        doubt=scene.doubt(),
        summary=tr("most are in {vector}", vector=terms.get(most, most))
        if found.get(most)
        else tr("none passes the filter"),
        source=tr("vectors of instruments"),
        note=tr("Each instrument is counted once, under its own vector"),
        horizontal=True,
        active=active_values(scene.state, _FACET, keys),
    )


def _layers(
    theme: Theme, keys: tuple[str, ...], sure: dict[str, int], found: dict[str, int]
) -> tuple[Series, ...]:
    """One layer; a faint one beside it for what is only possible, where there is any."""
    accent = theme.colour("accent")
    colours = tuple(theme.vector(key) for key in keys)
    certain = tuple(float(sure[key]) for key in keys)
    if sure == found:
        return (Series(tr("instruments"), accent, certain, colours=colours),)
    maybe = tuple(float(found[key] - sure[key]) for key in keys)
    return (
        Series(tr("certain"), accent, certain, colours=colours),
        Series(tr("possible"), accent, maybe, colours=colours, faint=True),
    )


def _ranked(whole: Counts) -> tuple[str, ...]:
    """The vectors that occur, the most frequent first."""
    pairs = zip(whole.possible.tolist(), (key[0] for key in whole.keys), strict=True)
    return tuple(key for high, key in sorted(pairs, key=lambda p: (-p[0], p[1])) if high)


def _pick(keys: Sequence[str]) -> Values:
    return Values(_FACET, frozenset(keys))


chart = ChartSpec(
    "vectors", 20, _draw, measure=Measure("instrument", (_FACET,)), key=_FACET, pick=_pick
)
