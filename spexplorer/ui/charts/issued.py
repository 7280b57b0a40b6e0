"""Works by the five years they came out in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spexplorer.exploring.measures import Measure
from spexplorer.ui.drawing.chart import ChartData, ChartSpec
from spexplorer.ui.drawing.year_bars import YearWords, year_chart
from spexplorer.ui.drawing.year_keys import pick_years
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.filters import Period
    from spexplorer.exploring.measures import Counts
    from spexplorer.ui.drawing.chart import Scene

_AXIS: Final = 34
_STEP: Final = 5
"""Five years a bar: a library of old books fits, and one of recent papers still shows its course."""


def _draw(counts: Counts | None, scene: Scene) -> ChartData:
    assert counts is not None
    words = YearWords(
        tr("Works by issue date"),
        tr("works"),
        _summary,
        tr("issue dates (EDTF)"),
        tr("Five years a bar"),
    )
    return year_chart(counts, scene, words, _STEP)


def _summary(placed: int, undated: int) -> str:
    sure = tr("{n} certain of their date", n=f"{placed:,}")
    return f"{sure}, {tr('{n} undated (last bar)', n=f'{undated:,}')}" if undated else sure


def _pick(keys: Sequence[str]) -> Period | None:
    return pick_years(keys, _STEP)


chart = ChartSpec(
    "issued", 45, _draw, measure=Measure("work", years=_AXIS, step=_STEP), key="period", pick=_pick
)
