"""Agreements by the year of their first date, stacked by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec, Series, certain_bars, stacked
from spexplorer.ui.drawing.year_keys import (
    UNDATED,
    active_years,
    pick_years,
    shown_years,
    year_label,
    year_tick,
)
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_AXIS: Final = 17


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    whole = scene.whole or counts
    keys = shown_years(whole)
    layers = stacked(counts, whole, keys, layer=0, axis=1)
    undated = round(sum(values[-1] for values in layers.values() if keys[-1] == UNDATED))
    names = scene.reader.terms("level")
    return ChartData(
        title=tr("Agreements by year"),
        keys=keys,
        labels=tuple(map(year_label, keys)),
        ticks=tuple(map(year_tick, keys)),
        series=tuple(
            Series(names.get(level, level), scene.theme.series(at), values)
            for at, (level, values) in enumerate(layers.items())
        ),
        unit=tr("agreements"),
        total=scene.total(),
        doubt=scene.doubt(),
        summary=tr("{n} without a date (last bar)", n=f"{undated:,}")
        if undated
        else tr("all dated"),
        source=tr("first dates of agreements"),
        note=tr("Binding force is not implied"),
        certain=certain_bars(counts, keys, axis=1),
        active=active_years(keys, scene.state),
    )


chart = ChartSpec(
    "agreements",
    30,
    _draw,
    measure=Measure("agreement", ("level",), years=_AXIS),
    key="period",
    pick=pick_years,
    axis=-1,
)
