"""Claims: who says what in which stance, what supports it and what stands against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.claims.arguments import Arguments
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, arguments: Arguments | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.claims.page import ClaimsView

    return ClaimsView(workspace, theme, arguments)


def _prepare(reader: Reader) -> Arguments:
    from spexplorer.readings.claims.arguments import Arguments

    return Arguments(reader)


view = ViewSpec("claims", "Claims", "claims", 70, ("claim",), _make, _prepare)
