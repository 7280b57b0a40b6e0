"""Events by the year they begin in: certain, possible, earlier than the axis, and undated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from spexplorer.ui.chart import ChartData, ChartSpec, Series
from spexplorer.ui.text import counted, tr
from spexplorer.ui.year_keys import active_years, pick_years, year_label

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_AXIS: Final = 32
"""Years drawn one by one, back from the latest; what is earlier shares one bar."""


def _data(workspace: Workspace, theme: Theme, state: LinkState) -> ChartData:
    index, passing = workspace.index, workspace.passing(without="period")
    assert index is not None
    assert passing is not None
    years = index.years_begun("event", passing, _AXIS)
    keys = tuple(years)
    sure = sum(count.certain for count in years.values())
    return ChartData(
        title=tr("Events by year"),
        keys=keys,
        labels=tuple(year_label(key) for key in keys),
        series=(
            Series(
                tr("certain"),
                theme.colour("certain"),
                tuple(float(c.certain) for c in years.values()),
            ),
            Series(
                tr("possible"),
                theme.colour("certain"),
                tuple(float(c.only_possible) for c in years.values()),
                faint=True,
            ),
        ),
        unit=tr("events"),
        summary=counted(sure, "{n} event certainly placed", "{n} events certainly placed")
        + "; "
        + tr("{n} could begin in any year (last bar)", n=years["undated"].possible),
        source=tr("Events of the library, earliest and latest beginning (EDTF)"),
        active=active_years(keys, state),
    )


chart = ChartSpec("years", 10, _data, pick_years, ordered=True)
