"""The tab of events in time: lanes, spans with their uncertainty, clusters, a range brush."""

from __future__ import annotations

from spexplorer.ui.view import ViewSpec
from spexplorer.ui.views.timeline.page import TimelineView

__all__ = ["TimelineView", "view"]

view = ViewSpec("timeline", "Timeline", "timeline", 20, ("event",), TimelineView)
