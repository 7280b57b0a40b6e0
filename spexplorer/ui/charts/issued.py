"""Works by the five years they came out in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.operations.measures import Measure
from spexplorer.ui.chart import ChartData, ChartSpec
from spexplorer.ui.text import counted, tr
from spexplorer.ui.year_bars import year_bars
from spexplorer.ui.year_keys import active_years, pick_years, year_label, year_tick

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.operations.measures import Counts
    from spexplorer.ui.chart import Scene

_AXIS: Final = 34
_STEP: Final = 5
"""Five years a bar: a library of old books fits, and one of recent papers still shows its course."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    bars = year_bars(counts, scene)
    return ChartData(
        title=tr("Works by date of issue"),
        keys=bars.keys,
        labels=tuple(year_label(key, _STEP) for key in bars.keys),
        ticks=tuple(map(year_tick, bars.keys)),
        series=bars.series,
        unit=tr("works"),
        total=tr("n = {n}", n=f"{scene.n:,}"),
        summary=counted(bars.placed, "{n} work certainly placed", "{n} works certainly placed")
        + "; "
        + tr("{n} without a date of issue (last bar)", n=f"{bars.undated:,}"),
        source=tr("Works of the library by date of issue (EDTF), five years a bar"),
        active=active_years(bars.keys, scene.state, _STEP),
    )


def _pick(keys: Sequence[str]) -> Period | None:
    return pick_years(keys, _STEP)


chart = ChartSpec(
    "issued", 45, _draw, measure=Measure("work", years=_AXIS, step=_STEP), key="period", pick=_pick
)
