"""Instruments by the field they belong to (the library's scheme “vector”)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.domain.filters import Values
from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec, Series, active_values
from spexplorer.ui.drawing.glyphs import code_colour
from spexplorer.ui.translation import tr
from spexplorer.words.rankings import leader_in_words

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_FACET: Final = "vector"


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    sure, found = (
        {key[0]: number for key, number in zip(counts.keys, numbers.tolist(), strict=True)}
        for numbers in (counts.certain, counts.possible)
    )
    terms = scene.reader.terms(_FACET)
    keys = _ranked(scene.whole or counts)
    labels = tuple(terms.get(key, key) for key in keys)
    total = scene.n.possible if scene.n is not None else sum(found.values())
    leader = leader_in_words(tr, {terms.get(key, key): found[key] for key in keys}, total)
    return ChartData(
        title=tr("Instruments by field"),
        keys=keys,
        labels=labels,
        series=_layers(scene, keys, sure, found),
        unit=tr("instruments"),
        total=scene.total(),
        doubt=scene.doubt(),
        summary=leader or tr("none passes the filter"),
        source=tr("fields of instruments"),
        note=tr("Each instrument is counted once, under its own field"),
        horizontal=True,
        active=active_values(scene.state, _FACET, keys),
    )


def _layers(
    scene: Scene, keys: tuple[str, ...], sure: dict[str, int], found: dict[str, int]
) -> tuple[Series, ...]:
    """One layer; a faint one beside it for what is only possible, where there is any."""
    theme, accent = scene.theme, scene.theme.colour("accent")
    places = {code: at for at, code in enumerate(scene.reader.terms(_FACET))}
    colours = tuple(code_colour(theme, _FACET, key, places.get(key)) for key in keys)
    certain = tuple(float(sure[key]) for key in keys)
    if sure == found:
        return (Series(tr("instruments"), accent, certain, colours=colours),)
    maybe = tuple(float(found[key] - sure[key]) for key in keys)
    return (
        Series(tr("certain"), accent, certain, colours=colours),
        Series(tr("possible"), accent, maybe, colours=colours, faint=True),
    )


def _ranked(whole: Counts) -> tuple[str, ...]:
    """The values that occur, the most frequent first."""
    pairs = zip(whole.possible.tolist(), (key[0] for key in whole.keys), strict=True)
    return tuple(key for high, key in sorted(pairs, key=lambda p: (-p[0], p[1])) if high)


def _pick(keys: Sequence[str]) -> Values:
    return Values(_FACET, frozenset(keys))


chart = ChartSpec(
    "vectors",
    20,
    _draw,
    measure=Measure("instrument", (_FACET,)),
    key=_FACET,
    pick=_pick,
    tabs=("instruments", "overview"),
)
