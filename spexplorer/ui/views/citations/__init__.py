"""Citations: sentence ← mark → footnote → work, and everything that rests on each footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.citations.gather import Material
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, material: Material | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.citations.page import CitationsView

    return CitationsView(workspace, theme, material)


def _prepare(reader: Reader) -> Material:
    from spexplorer.ui.views.citations.gather import Material

    return Material(reader)


view = ViewSpec("citations", "Citations", "citations", 50, ("citation", "work"), _make, _prepare)
