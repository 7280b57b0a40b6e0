"""Instruments and concepts: the tree, the treemap and the assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.instruments.page import InstrumentsView

    return InstrumentsView(workspace, theme)


view = ViewSpec("instruments", "Instruments", "instruments", 30, ("instrument", "concept"), _make)
