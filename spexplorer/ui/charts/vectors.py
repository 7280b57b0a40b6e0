"""Instruments by vector of soft power."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.filters import Values
from spexplorer.operations.measures import Measure
from spexplorer.ui.chart import ChartData, ChartSpec, Series, active_values
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.operations.measures import Counts
    from spexplorer.ui.chart import Scene

_FACET = "vector"


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    found = {key[0]: high for key, high in zip(counts.keys, counts.possible.tolist(), strict=True)}
    terms = scene.reader.terms(_FACET)
    keys = _ranked(scene.whole or counts)
    labels = tuple(terms.get(key, key) for key in keys)
    most = max(keys, key=lambda key: found[key], default="")
    return ChartData(
        title=tr("Instruments by vector"),
        keys=keys,
        labels=labels,
        series=(
            Series(
                tr("instruments"),
                scene.theme.colour("accent"),
                tuple(float(found[key]) for key in keys),
                colours=tuple(scene.theme.vector(key) for key in keys),
            ),
        ),
        unit=tr("instruments"),
        total=tr("n = {n}", n=f"{scene.n:,}"),
        summary=tr("most are in {vector}", vector=terms.get(most, most))
        if found.get(most)
        else tr("none passes the filter"),
        source=tr("vectors of instruments"),
        note=tr("Each instrument is counted once, under its own vector"),
        horizontal=True,
        active=active_values(scene.state, _FACET, keys),
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
