"""Network: actors, instruments, agreements and sources, and the links between them, as a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.network.page import NetworkView

    return NetworkView(workspace, theme)


view = ViewSpec("network", "Network", "network", 85, (), _make)
