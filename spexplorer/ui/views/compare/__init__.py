"""Compare: two periods, records or instruments side by side, what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.comparison.suggestions import SuggestedPair
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, pairs: list[SuggestedPair] | None = None) -> View:
    # Imported when the tab is first seen: the window opens without paying for it.
    from spexplorer.ui.views.compare.page import CompareView

    return CompareView(workspace, theme, pairs)


def _prepare(reader: Reader) -> list[SuggestedPair]:
    from spexplorer.readings.comparison.suggestions import record_pairs
    from spexplorer.ui.translation import tr

    return record_pairs(tr, reader)


view = ViewSpec("compare", "Compare", "compare", 95, (), _make, _prepare)
