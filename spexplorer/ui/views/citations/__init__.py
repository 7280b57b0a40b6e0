"""Citations: sentence ← mark → footnote → work, and everything that rests on each footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.citations.uses import ApparatusReading
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, material: ApparatusReading | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.citations.page import CitationsView

    return CitationsView(workspace, theme, material)


def _prepare(reader: Reader) -> ApparatusReading:
    from spexplorer.readings.citations.uses import ApparatusReading

    return ApparatusReading(reader)


view = ViewSpec(
    "citations",
    "Citations",
    "citations",
    50,
    ("citation", "work"),
    _make,
    _prepare,
    imports=("spexplorer.workspace.copies",),
)
