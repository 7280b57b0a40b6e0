"""What a chart shows and how it answers: the one model that feeds drawing, table twin and summary."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spexplorer.domain.figures import figure

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.theme import Theme
    from spexplorer.workspace.workspace import Workspace


@dataclass(frozen=True)
class Series:
    """One layer of stacked bars, or one line: a value for each key of the chart (None: no value).

    `colours` gives every bar its own colour; `faint` marks what is only possible or implied.
    """

    name: str
    colour: QColor
    values: tuple[float | None, ...]
    colours: tuple[QColor, ...] = ()
    faint: bool = False
    line: bool = False


@dataclass(frozen=True)
class ChartData:
    """A chart: its keys in order, their labels, and the series over them.

    `unit` names what is counted, `summary` says the chart in a sentence, `source` where it is from.
    """

    title: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    summary: str
    source: str
    horizontal: bool = False
    from_zero: bool = True
    active: frozenset[str] = frozenset()

    def totals(self) -> list[float]:
        """The height of every stacked bar (lines left out)."""
        stacked = [series.values for series in self.series if not series.line]
        return [sum(values[at] or 0 for values in stacked) for at in range(len(self.keys))]

    def describe(self, at: int) -> str:
        """One bar or point in words: its label and every value."""
        values = [
            f"{series.name} {figure(value)}"
            for series in self.series
            if (value := series.values[at]) is not None and (value or len(self.series) == 1)
        ]
        return f"{self.labels[at]}: {', '.join(values) if values else '0'}"

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The accessible twin: a header and a row for every key."""
        header = ["", *(series.name for series in self.series)]
        rows = [
            [
                label,
                *("" if s.values[at] is None else figure(s.values[at] or 0) for s in self.series),
            ]
            for at, label in enumerate(self.labels)
        ]
        return header, rows


def _nothing(_workspace: Workspace, _keys: Sequence[str]) -> None:
    return


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """How a linked chart is registered: a module of `ui/charts` defines one as `chart`.

    `pick` answers a click on keys (a range when `ordered`), `data` gives what is drawn for a state.
    """

    chart_id: str
    order: int
    data: Callable[[Workspace, Theme, LinkState], ChartData]
    pick: Callable[[Workspace, Sequence[str]], None] = field(default=_nothing)
    ordered: bool = False


def discover() -> list[ChartSpec]:
    """The linked charts in their order."""
    from spexplorer.ui import charts

    found = []
    for module in pkgutil.iter_modules(charts.__path__):
        spec = getattr(importlib.import_module(f"{charts.__name__}.{module.name}"), "chart", None)
        if isinstance(spec, ChartSpec):
            found.append(spec)
    return sorted(found, key=lambda spec: spec.order)
