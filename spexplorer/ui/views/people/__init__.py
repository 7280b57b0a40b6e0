"""People & places: the authority file of everyone and everywhere the library names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.names.uses import NamesReading
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, reading: NamesReading | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.people.page import PeopleView

    return PeopleView(workspace, theme, reading)


def _prepare(reader: Reader) -> NamesReading:
    from spexplorer.readings.names.uses import NamesReading

    return NamesReading(reader)


view = ViewSpec("people", "Names", "people", 80, ("agent", "place"), _make, _prepare)
