"""Statistics: small multiples by series, what is stated beside what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.statistics.comparisons import FiguresReading
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, reading: FiguresReading | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.statistics.page import StatisticsView

    return StatisticsView(workspace, theme, reading)


def _prepare(reader: Reader) -> FiguresReading:
    from spexplorer.readings.statistics.comparisons import FiguresReading

    return FiguresReading(reader)


view = ViewSpec("statistics", "Statistics", "statistics", 60, ("statistic",), _make, _prepare)
