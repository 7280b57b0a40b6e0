"""Source: the reader's own copy of a source, with all that rests on its sentences in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.view import View, ViewSpec
from spexplorer.workspace.workspace import SOURCE_TAB

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.readings.source import SourceReading
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _make(workspace: Workspace, theme: Theme, reading: SourceReading | None = None) -> View:
    """The tab is read in when it is first opened, so that it costs the start nothing."""
    from spexplorer.ui.views.source.page import SourceView

    return SourceView(workspace, theme, reading)


def _prepare(reader: Reader) -> SourceReading:
    from spexplorer.readings.source import SourceReading

    return SourceReading(reader)


view = ViewSpec(
    SOURCE_TAB,
    "Source",
    "source",
    82,
    ("passage",),
    _make,
    _prepare,
    imports=("spexplorer.workspace.copies",),
)
