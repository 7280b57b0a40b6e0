"""Timeline: lanes of events with their uncertainty, a minimap, a brush with typed dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.timeline.page import TimelineView

    return TimelineView(workspace, theme)


view = ViewSpec("timeline", "Timeline", "timeline", 20, ("event",), _make)
