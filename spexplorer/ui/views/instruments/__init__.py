"""Instruments and concepts: who judges which instrument how, in the tree they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.instruments.matrix import ConceptTrees
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, trees: ConceptTrees | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.instruments.page import InstrumentsView

    return InstrumentsView(workspace, theme, trees)


def _prepare(reader: Reader) -> ConceptTrees:
    from spexplorer.readings.instruments.matrix import ConceptTrees

    return ConceptTrees(reader)


view = ViewSpec(
    "instruments", "Instruments", "instruments", 30, ("instrument", "concept"), _make, _prepare
)
