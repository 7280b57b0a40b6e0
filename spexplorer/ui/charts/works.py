"""Works by type of source, stacked by language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.facets import LANGUAGE_LABELS
from spexplorer.ui.chart import ChartData, ChartSpec, Series
from spexplorer.ui.text import counted, tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _data(workspace: Workspace, theme: Theme, state: LinkState) -> ChartData:
    index, passing = workspace.index, workspace.passing(without="source_type")
    assert index is not None
    assert passing is not None
    cells = index.crossed("source_type", "language", passing, "work")
    types = [
        code for code in workspace.reader.terms("source_type") if any(c[0] == code for c in cells)
    ]
    languages = sorted({language for _, language in cells})
    series = tuple(
        Series(
            LANGUAGE_LABELS.get(language, language),
            theme.series(at),
            tuple(float(cells[code, language]) for code in types),
        )
        for at, language in enumerate(languages)
    )
    total = sum(cells.values())
    return ChartData(
        title=tr("Works by source type"),
        keys=tuple(types),
        labels=tuple(workspace.reader.term("source_type", code) for code in types),
        series=series,
        unit=tr("works"),
        summary=counted(total, "{n} work named in the source", "{n} works named in the source"),
        source=tr("Works of the library; the language is that of the work itself"),
        horizontal=True,
        active=state.filter.values("source_type"),
    )


def _pick(workspace: Workspace, keys: Sequence[str]) -> None:
    workspace.toggle("source_type", keys[-1])


chart = ChartSpec("works", 40, _data, _pick)
