"""Observations: what the editors noticed in the source, on its map and as a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.observations import ObservationsReading
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, reading: ObservationsReading | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.observations.page import ObservationsView

    return ObservationsView(workspace, theme, reading)


def _prepare(reader: Reader) -> ObservationsReading:
    from spexplorer.readings.observations import ObservationsReading

    return ObservationsReading(reader)


view = ViewSpec("observations", "Observations", "observations", 90, ("note",), _make, _prepare)
