"""Instruments and concepts: the tree, the treemap and the assessments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.instruments.material import Material
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, material: Material | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.instruments.page import InstrumentsView

    return InstrumentsView(workspace, theme, material)


def _prepare(reader: Reader) -> Material:
    from spexplorer.ui.views.instruments.material import Material

    return Material(reader)


view = ViewSpec(
    "instruments", "Instruments", "instruments", 30, ("instrument", "concept"), _make, _prepare
)
