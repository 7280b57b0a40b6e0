"""Events by the year they begin in: certain, possible, earlier than the axis, and undated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec
from spexplorer.ui.drawing.year_bars import YearWords, year_chart
from spexplorer.ui.drawing.year_keys import pick_years
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_AXIS: Final = 32
"""Years drawn one by one, back from the latest; what is earlier shares one bar."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    words = YearWords(
        tr("Events by year"),
        tr("events"),
        _summary,
        tr("dates of events (EDTF)"),
        tr(
            "Certain by the earliest and latest beginning; an event is counted in every year it may begin"
        ),
    )
    return year_chart(counts, scene, words)


def _summary(placed: int, undated: int) -> str:
    sure = tr("{n} certain of their year", n=f"{placed:,}")
    return f"{sure}, {tr('{n} undated (last bar)', n=f'{undated:,}')}" if undated else sure


chart = ChartSpec(
    "years", 10, _draw, measure=Measure("event", years=_AXIS), key="period", pick=pick_years
)
