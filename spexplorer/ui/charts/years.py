"""Events by the year they begin in: certain, possible, earlier than the axis, and undated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.operations.measures import Measure
from spexplorer.ui.chart import ChartData, ChartSpec
from spexplorer.ui.text import counted, tr
from spexplorer.ui.year_bars import year_bars
from spexplorer.ui.year_keys import active_years, pick_years, year_label, year_tick

if TYPE_CHECKING:
    from spexplorer.operations.measures import Counts
    from spexplorer.ui.chart import Scene

_AXIS: Final = 32
"""Years drawn one by one, back from the latest; what is earlier shares one bar."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    bars = year_bars(counts, scene)
    return ChartData(
        title=tr("Events by year"),
        keys=bars.keys,
        labels=tuple(map(year_label, bars.keys)),
        ticks=tuple(map(year_tick, bars.keys)),
        series=bars.series,
        unit=tr("events"),
        total=tr("n = {n}", n=f"{scene.n:,}"),
        summary=counted(bars.placed, "{n} event certainly placed", "{n} events certainly placed")
        + "; "
        + tr("{n} could begin in any year (last bar)", n=f"{bars.undated:,}"),
        source=tr("Events of the library, earliest and latest beginning (EDTF)"),
        active=active_years(bars.keys, scene.state),
    )


chart = ChartSpec(
    "years", 10, _draw, measure=Measure("event", years=_AXIS), key="period", pick=pick_years
)
