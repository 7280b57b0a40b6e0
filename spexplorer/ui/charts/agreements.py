"""Agreements by the year of their first date, stacked by level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.domain.filters import Filter, Values
from spexplorer.ui.chart import ChartData, ChartSpec, Series
from spexplorer.ui.text import counted, tr
from spexplorer.ui.year_keys import active_years, pick_years, year_label

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_AXIS = 17


def _data(workspace: Workspace, theme: Theme, state: LinkState) -> ChartData:
    index, passing = workspace.index, workspace.passing(without="period")
    assert index is not None
    assert passing is not None
    keys: tuple[str, ...] = ()
    series = []
    for at, level in enumerate(index.facet_values("level")):
        of_level = index.passing(Filter((Values("level", frozenset({level})),)))
        both = type(passing)(
            passing.certain & of_level.certain, passing.possible & of_level.possible
        )
        years = index.years_begun("agreement", both, _AXIS)
        keys = tuple(years)
        values = tuple(float(count.possible) for count in years.values())
        if any(values):
            name = workspace.reader.term("level", level)
            series.append(Series(name, theme.series(at), values))
    total = int(sum(value or 0 for one in series for value in one.values))
    return ChartData(
        title=tr("Agreements by year"),
        keys=keys,
        labels=tuple(year_label(key) for key in keys),
        series=tuple(series),
        unit=tr("agreements"),
        summary=counted(
            total, "{n} agreement or decision", "{n} agreements, decisions and programmes"
        ),
        source=tr("Agreements of the library by their first date; binding force is not implied"),
        active=active_years(keys, state),
    )


chart = ChartSpec("agreements", 30, _data, pick_years, ordered=True)
