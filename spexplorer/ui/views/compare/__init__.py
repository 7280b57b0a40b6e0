"""Compare: two periods, records or instruments side by side, what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.compare.page import CompareView

    return CompareView(workspace, theme)


view = ViewSpec("compare", "Compare", "compare", 95, (), _make)
