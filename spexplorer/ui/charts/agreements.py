"""Agreements by the year of their first date, stacked by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.domain.year_keys import UNDATED
from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec, Series, certain_bars, stacked
from spexplorer.ui.drawing.glyphs import code_colour
from spexplorer.ui.drawing.year_chart import (
    active_years,
    bar_width_words,
    pick_years,
    shown_years,
    year_labels,
    year_ticks,
)
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_MOST_BARS: Final = 24
_FACET: Final = "level"


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    whole = scene.whole or counts
    keys = shown_years(whole)
    layers = stacked(counts, whole, keys, layer=0, axis=1)
    undated = round(sum(values[-1] for values in layers.values() if keys[-1] == UNDATED))
    names = scene.reader.terms(_FACET)
    places = {code: at for at, code in enumerate(names)}
    return ChartData(
        title=tr("Agreements by year"),
        keys=keys,
        labels=year_labels(keys),
        ticks=year_ticks(keys),
        series=tuple(
            Series(
                names.get(level, level),
                code_colour(scene.theme, _FACET, level, places.get(level)),
                values,
            )
            for level, values in layers.items()
        ),
        unit=tr("agreements"),
        total=scene.total(),
        doubt=scene.doubt(),
        summary=tr("{n} without a date (last bar)", n=tr.number(undated))
        if undated
        else tr("all dated"),
        source=tr("first dates of agreements"),
        note=". ".join(filter(None, (tr("Binding force is not implied"), bar_width_words(keys)))),
        certain=certain_bars(counts, keys, axis=1),
        active=active_years(keys, scene.state),
    )


chart = ChartSpec(
    "agreements",
    30,
    _draw,
    measure=Measure("agreement", (_FACET,), years=_MOST_BARS),
    key="period",
    pick=pick_years,
    axis=-1,
    tabs=("agreements",),
)
