"""The trade figures: the end points stated, the growth they imply, and the growth that is stated."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.edtf import civil
from spexplorer.domain.figures import figure
from spexplorer.domain.listing import SeriesFigure
from spexplorer.ui.chart import ChartData, ChartSpec, Series
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_SERIES = "trade"


class _Figures(NamedTuple):
    """Year -> stated value, and the stated growth per year in per cent (low, high)."""

    points: dict[int, SeriesFigure]
    growth: SeriesFigure | None


def _figures(workspace: Workspace) -> _Figures:
    stated = [figure for figure in workspace.reader.figures(_SERIES) if not figure.derived]
    points = {
        civil(one.day)[0]: one
        for one in stated
        if one.unit == "us-dollar-billion" and one.value is not None and one.day is not None
    }
    growth = [one for one in stated if one.unit == "percent-per-year"]
    return _Figures(points, growth[0] if growth else None)


def _data(workspace: Workspace, theme: Theme, _state: LinkState) -> ChartData:
    points, growth = _figures(workspace)
    if len(points) < 2:
        return ChartData(
            tr("Stated and implied growth"), (), (), (), "", tr("No figures to compare."), ""
        )
    first, last = min(points), max(points)
    years = range(first, last + 1)
    start, end = points[first].value or 0.0, points[last].value or 0.0
    implied = (end / start) ** (1 / (last - first)) - 1
    series = [
        Series(
            tr("stated"),
            theme.colour("text"),
            tuple(points[y].value if y in points else None for y in years),
            line=True,
        ),
        Series(
            tr("at the implied {rate} % a year", rate=figure(round(implied * 100, 1))),
            theme.colour("accent"),
            _path(start, implied, len(years)),
            line=True,
            faint=True,
        ),
    ]
    rates = sorted({growth.value, growth.value_high} - {None}) if growth else []  # type: ignore[type-var]
    for at, rate in enumerate(rates):
        assert rate is not None
        series.append(
            Series(
                tr("at the stated {rate} % a year", rate=figure(rate)),
                theme.series(at),
                _path(start, rate / 100, len(years)),
                line=True,
                faint=True,
            )
        )
    stated = "–".join(figure(rate) for rate in rates if rate is not None)
    return ChartData(
        title=tr("Trade: stated and implied growth"),
        keys=tuple(str(year) for year in years),
        labels=tuple(str(year) for year in years),
        series=tuple(series),
        unit=workspace.reader.term("unit", points[first].unit),
        summary=tr(
            "The end points imply {implied} % a year; {stated} % is stated",
            implied=figure(round(implied * 100, 1)),
            stated=stated or tr("nothing"),
        ),
        source=tr("Statistics of the series “{name}”; dashed lines are computed", name=_SERIES),
        from_zero=False,
    )


def _path(start: float, rate: float, years: int) -> tuple[float, ...]:
    return tuple(round(start * (1 + rate) ** at, 2) for at in range(years))


def _pick(workspace: Workspace, keys: Sequence[str]) -> None:
    """A click on a year opens the figure stated for it, elsewhere the growth that is stated."""
    points, growth = _figures(workspace)
    record = points.get(int(keys[-1]), growth)
    if record is not None:
        workspace.go(record.id)


chart = ChartSpec("growth", 50, _data, _pick)
