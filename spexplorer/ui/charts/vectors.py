"""Instruments by vector of soft power."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.ui.chart import ChartData, ChartSpec, Series
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


def _data(workspace: Workspace, theme: Theme, state: LinkState) -> ChartData:
    index, passing = workspace.index, workspace.passing(without="vector")
    assert index is not None
    assert passing is not None
    counts = index.counts("vector", passing, kind="instrument")
    terms = workspace.reader.terms("vector")
    codes = sorted(counts, key=lambda code: (-counts[code].possible, code))
    labels = tuple(terms.get(code, code) for code in codes)
    most = labels[0] if codes and counts[codes[0]].possible else tr("none")
    return ChartData(
        title=tr("Instruments by vector"),
        keys=tuple(codes),
        labels=labels,
        series=(
            Series(
                tr("instruments"),
                theme.colour("accent"),
                tuple(float(counts[code].possible) for code in codes),
                colours=tuple(theme.vector(code) for code in codes),
            ),
        ),
        unit=tr("instruments"),
        summary=tr(
            "{n} instruments; most in: {vector}",
            n=sum(counts[code].possible for code in codes),
            vector=most,
        ),
        source=tr("Instruments of the library, each counted once, under its own vector"),
        horizontal=True,
        active=state.filter.values("vector"),
    )


def _pick(workspace: Workspace, keys: Sequence[str]) -> None:
    workspace.toggle("vector", keys[-1])


chart = ChartSpec("vectors", 20, _data, _pick)
