"""Events by the year they begin in: certain, possible, beyond the axis, and undated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec
from spexplorer.ui.drawing.year_chart import YearWords, pick_years, year_chart
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_MOST_BARS: Final = 36


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
    if undated:
        return tr(
            "{placed} certain of their year, {undated} undated (last bar)",
            placed=tr.number(placed),
            undated=tr.number(undated),
        )
    return tr("{placed} certain of their year", placed=tr.number(placed))


chart = ChartSpec(
    "years",
    10,
    _draw,
    measure=Measure("event", years=_MOST_BARS),
    key="period",
    pick=pick_years,
    tabs=("overview", "timeline", "compare"),
)
