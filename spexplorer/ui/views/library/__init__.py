"""Library: the register of works, or of any other kind, as a table of however many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec
from spexplorer.workspace.workspace import UNCITED

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.library.page import LibraryView

    return LibraryView(workspace, theme)


view = ViewSpec("library", "Library", "library", 15, (UNCITED,), _make)
