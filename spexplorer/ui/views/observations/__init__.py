"""Observations: what the editors noticed in the source, on its map and as a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.observations.material import Material
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, material: Material | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.observations.page import ObservationsView

    return ObservationsView(workspace, theme, material)


def _prepare(reader: Reader) -> Material:
    from spexplorer.ui.views.observations.material import Material

    return Material(reader)


view = ViewSpec("observations", "Observations", "observations", 90, ("note",), _make, _prepare)
