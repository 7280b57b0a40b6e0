"""Claims: who says what in which stance, what supports it and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.claims.page import ClaimsView

    return ClaimsView(workspace, theme)


view = ViewSpec("claims", "Claims", "claims", 70, ("claim",), _make)
