"""Compare: two periods, records or instruments side by side, what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.compare.pairs import Pair
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, pairs: list[Pair] | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.compare.page import CompareView

    return CompareView(workspace, theme, pairs)


def _prepare(reader: Reader) -> list[Pair]:
    from spexplorer.ui.views.compare.pairs import pairs_to_try

    return pairs_to_try(reader)


view = ViewSpec("compare", "Compare", "compare", 95, (), _make, _prepare)
