"""Works by the years they came out in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec
from spexplorer.ui.drawing.year_chart import YearWords, pick_years, year_chart
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_MOST_BARS: Final = 34


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    words = YearWords(tr("Works by year of issue"), tr("works"), _summary, tr("issue dates (EDTF)"))
    return year_chart(counts, scene, words)


def _summary(placed: int, undated: int) -> str:
    if undated:
        return tr(
            "{placed} certain of their date, {undated} undated (last bar)",
            placed=tr.number(placed),
            undated=tr.number(undated),
        )
    return tr("{placed} certain of their date", placed=tr.number(placed))


chart = ChartSpec(
    "issued",
    45,
    _draw,
    measure=Measure("work", years=_MOST_BARS),
    key="period",
    pick=pick_years,
    tabs=("library", "citations"),
)
