"""Events by the year they begin in: certain, possible, earlier than the axis, and undated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.operations.measures import Measure
from spexplorer.ui.chart import ChartData, ChartSpec
from spexplorer.ui.text import counted, tr
from spexplorer.ui.year_bars import YearWords, year_chart
from spexplorer.ui.year_keys import pick_years

if TYPE_CHECKING:
    from spexplorer.operations.measures import Counts
    from spexplorer.ui.chart import Scene

_AXIS: Final = 32
"""Years drawn one by one, back from the latest; what is earlier shares one bar."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    words = YearWords(
        tr("Events by year"),
        tr("events"),
        _summary,
        tr("Events of the library, earliest and latest beginning (EDTF)"),
    )
    return year_chart(counts, scene, words)


def _summary(placed: int, undated: int) -> str:
    sure = counted(placed, "{n} event certainly placed", "{n} events certainly placed")
    return f"{sure}; {tr('{n} could begin in any year (last bar)', n=f'{undated:,}')}"


chart = ChartSpec(
    "years", 10, _draw, measure=Measure("event", years=_AXIS), key="period", pick=pick_years
)
