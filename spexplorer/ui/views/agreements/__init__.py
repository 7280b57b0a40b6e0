"""Agreements: the register of what was agreed, decided or set up, beside a strip of its life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.agreements.material import Material
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, material: Material | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.agreements.page import AgreementsView

    return AgreementsView(workspace, theme, material)


def _prepare(reader: Reader) -> Material:
    from spexplorer.ui.views.agreements.material import Material

    return Material(reader)


view = ViewSpec("agreements", "Agreements", "agreements", 40, ("agreement",), _make, _prepare)
