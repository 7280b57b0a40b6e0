"""Works by type of source, stacked by language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.domain.filters import Values
from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import (
    ChartData,
    ChartSpec,
    Series,
    active_values,
    certain_bars,
    stacked,
)
from spexplorer.ui.translation import tr
from spexplorer.words.facets import count_in_words
from spexplorer.words.languages import language_label

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_FACET: Final = "source_type"
_SHADES: Final = 6
"""So many languages have a colour of their own; the rarer ones share the last layer."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    whole = scene.whole or counts
    filled = {key[0] for key, high in zip(whole.keys, whole.possible.tolist(), strict=True) if high}
    terms = scene.reader.terms(_FACET)
    keys = (*(key for key in terms if key in filled), *sorted(filled - set(terms)))
    layers = stacked(counts, whole, keys, layer=1, axis=0, most=_SHADES)
    return ChartData(
        title=tr("Works by source type"),
        keys=keys,
        labels=tuple(terms.get(key, key) for key in keys),
        series=tuple(
            Series(
                language_label(tr, code) if code else tr("other languages"),
                scene.theme.series(at),
                values,
            )
            for at, (code, values) in enumerate(layers.items())
        ),
        unit=tr("works"),
        total=scene.total(),
        doubt=scene.doubt(),
        summary=tr("{n} placed", n=count_in_words(tr, counts.total())),
        source=tr("works of the library"),
        note=tr("Placed are works of known source type and language, that of the work itself"),
        horizontal=True,
        certain=certain_bars(counts, keys, axis=0),
        active=active_values(scene.state, _FACET, keys),
    )


def _pick(keys: Sequence[str]) -> Values:
    return Values(_FACET, frozenset(keys))


chart = ChartSpec(
    "works",
    40,
    _draw,
    measure=Measure("work", (_FACET, "language")),
    key=_FACET,
    pick=_pick,
    tabs=("citations", "library"),
)
