"""Overview: the questions of the library with their answers, its counts, the map of its source."""

from __future__ import annotations

from spexplorer.ui.view import ViewSpec
from spexplorer.ui.views.overview.page import OverviewView

view = ViewSpec("overview", "Overview", "overview", 10, (), OverviewView)
