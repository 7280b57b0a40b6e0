"""What a chart shows and how it answers: the one model that feeds drawing, table twin and summary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.figures import figure
from spexplorer.domain.filters import Combined, Mode, Values
from spexplorer.ui.translation import tr
from spexplorer.words.facets import count_said, n_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from spexplorer.domain.counts import Count
    from spexplorer.domain.filters import Constraint, Period, Words
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.measures import Counts, Measure
    from spexplorer.operations.reader import Reader
    from spexplorer.ui.style.theme import Theme


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

    `unit` names what is counted, `summary` says the chart in a sentence, `source` where it is from, in a
    few words, and `note` what else must be known of it.
    `total` is the n of the chart in words, `doubt` says in a sentence what of it is only possible.
    `certain` gives of each stacked bar how many are certain, where some are not and no layer of their
    own shows it. `ticks` are shorter labels for the axis. Where a mark is one
    record (or says what one record says), `records` names it. `alternatives` are the records of points
    that several give.
    """

    title: str
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str
    summary: str
    source: str
    total: str = ""
    horizontal: bool = False
    from_zero: bool = True
    active: frozenset[str] = frozenset()
    ticks: tuple[str, ...] = ()
    records: tuple[str | None, ...] = ()
    note: str = ""
    doubt: str = ""
    certain: tuple[float, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @property
    def provenance(self) -> str:
        """Where it is from, with all that must be known of it."""
        return ". ".join(filter(None, (self.source, self.note)))

    def totals(self) -> list[float]:
        """The height of every stacked bar (lines left out)."""
        stacked = [series.values for series in self.series if not series.line]
        return [sum(values[at] or 0 for values in stacked) for at in range(len(self.keys))]

    def line_values(self) -> list[float]:
        """Every value that lies on a line."""
        return [v for s in self.series if s.line for v in s.values if v is not None]

    def describe(self, at: int) -> str:
        """One bar or point in words: its label and every value."""
        values = [
            f"{series.name} {figure(value)}"
            for series in self.series
            if (value := series.values[at]) is not None and (value or len(self.series) == 1)
        ]
        if self.certain and self.certain[at] < self.totals()[at]:
            values.append(tr("{n} of them certain", n=figure(self.certain[at])))
        return f"{self.labels[at]}: {', '.join(values) if values else '0'}"

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The accessible twin: a header and a row for every key."""
        names, columns = self.columns()
        rows = [
            [label, *("" if one[at] is None else figure(one[at] or 0) for one in columns)]
            for at, label in enumerate(self.labels)
        ]
        return ["", *names], rows

    def columns(self) -> tuple[list[str], list[tuple[float | None, ...]]]:
        """The names and values of the series, then how many are certain where that has no series."""
        names, values = [one.name for one in self.series], [one.values for one in self.series]
        if self.certain:
            return [*names, tr("certain of these")], [*values, self.certain]
        return names, values

    def shaped_like(self, other: ChartData) -> bool:
        """Whether only heights and what is chosen differ: then axes and legend stay as they are."""
        return (
            self.keys == other.keys
            and self.labels == other.labels
            and self.horizontal == other.horizontal
            and len(self.series) == len(other.series)
            and all(
                (a.name, a.colour, a.colours) == (b.name, b.colour, b.colours)
                and (a.line == b.line and (a.values == b.values or not a.line))
                for a, b in zip(self.series, other.series, strict=True)
            )
        )


class Alternative(NamedTuple):
    """One of several records that a point can be drawn with, and the reason where it is preferred."""

    key: str
    record: str
    words: str
    is_drawn: bool
    reason: str = ""


class Scene(NamedTuple):
    """What a chart is drawn from beside its counts.

    `whole` are the counts of the whole library: what is on the axes follows them, so that they stand
    still while a brush moves. `n` is how many records are counted, each once, certainly and possibly.
    `chosen` are the records that a person wants points (by their keys) to be drawn with.
    """

    theme: Theme
    state: LinkState
    reader: Reader
    whole: Counts | None = None
    n: Count | None = None
    chosen: Mapping[str, str] = MappingProxyType({})

    def total(self) -> str:
        """The n of the chart in words."""
        return n_in_words(tr, self.n) if self.n is not None else ""

    def doubt(self) -> str:
        """What of the n is only possible, as a sentence; nothing where all is certain."""
        return count_said(tr, self.n) if self.n is not None and self.n.only_possible else ""


class Stroke(NamedTuple):
    """Keys that a person clicked or brushed; a mode when a key held down asked for one.

    A second `click` on what is chosen already takes the choice away; a brush never does.
    """

    keys: tuple[str, ...]
    mode: Mode | None = None
    click: bool = False


def _nothing(_keys: Sequence[str]) -> Constraint | None:
    return None


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """How a linked chart is registered: a module of `ui/charts` defines one as `chart`.

    `draw` makes the chart from the counts of `measure` (None when it counts nothing); `pick` is what
    the filter asks for when keys are chosen. `key` names that constraint: a chart leaves out its own.
    `axis` is where the chart's keys stand in a cell of the measure (-1 is the last). In `tabs` the chart
    stands before the others.
    """

    chart_id: str
    order: int
    draw: Callable[[Counts | None, Scene], ChartData]
    measure: Measure | None = None
    key: str = ""
    pick: Callable[[Sequence[str]], Constraint | None] = field(default=_nothing)
    axis: int = 0
    tabs: tuple[str, ...] = ()


def ordered_for(specs: Iterable[ChartSpec], tab: str) -> list[ChartSpec]:
    """The charts in the order in which they stand beside a tab."""
    return sorted(specs, key=lambda spec: (tab not in spec.tabs, spec.order))


def measures_of(specs: Iterable[ChartSpec]) -> list[tuple[Measure, str]]:
    """What charts count, and what of it is counted once a record, each with the key it leaves out."""
    counted = [(spec.measure, spec.key) for spec in specs if spec.measure is not None]
    totals = [(measure.total(), key) for measure, key in counted]
    return list(dict.fromkeys((*counted, *totals)))


def active_keys(
    constraint: Constraint | None,
    keys: Sequence[str],
    holds: Callable[[Values | Period | Words, str], bool],
) -> frozenset[str]:
    """The keys that a constraint keeps; `holds` tells it for one stroke. None when it keeps all."""
    if constraint is None:
        return frozenset()
    return frozenset(key for key in keys if _kept(constraint, key, holds))


def _kept(
    constraint: Constraint | None, key: str, holds: Callable[[Values | Period | Words, str], bool]
) -> bool:
    if constraint is None:
        return True
    if not isinstance(constraint, Combined):
        return holds(constraint, key)
    left = _kept(constraint.left, key, holds)
    right = _kept(constraint.right, key, holds)
    match constraint.mode:
        case Mode.ADD:
            return left or right
        case Mode.SUBTRACT:
            return left and not right
        case Mode.INTERSECT:
            return left and right
    return right


def active_values(state: LinkState, facet: str, keys: Sequence[str]) -> frozenset[str]:
    """The keys that the values of a facet in a state's filter keep."""
    return active_keys(state.filter.get(facet), keys, _is_among)


def _is_among(stroke: Values | Period | Words, key: str) -> bool:
    return isinstance(stroke, Values) and key in stroke.values


def stacked(
    counts: Counts, whole: Counts, keys: Sequence[str], *, layer: int, axis: int, most: int = 99
) -> dict[str, tuple[float, ...]]:
    """Layers of bars from the cells of two properties: value of the layer -> a height for every key.

    `layer` and `axis` say where the two stand in a cell. Which layers there are, the largest first,
    follows the whole library; from `most` on they share one, named "".
    """
    sums: dict[str, int] = {}
    for cell, high in zip(whole.keys, whole.possible.tolist(), strict=True):
        sums[cell[layer]] = sums.get(cell[layer], 0) + high
    ranked = sorted((name for name in sums if sums[name]), key=lambda name: (-sums[name], name))
    own = ranked if len(ranked) <= most else ranked[: most - 1]
    rows = {name: [0.0] * len(keys) for name in (own if own is ranked else [*own, ""])}
    place = {key: at for at, key in enumerate(keys)}
    for cell, high in zip(counts.keys, counts.possible.tolist(), strict=True):
        at = place.get(cell[axis])
        if high and at is not None:
            rows[cell[layer] if cell[layer] in rows else ""][at] += high
    return {name: tuple(row) for name, row in rows.items()}


def certain_bars(counts: Counts, keys: Sequence[str], axis: int) -> tuple[float, ...]:
    """How many of each bar are certain; nothing where all are. `axis` as in `stacked`."""
    sure = dict.fromkeys(keys, 0.0)
    for cell, low in zip(counts.keys, counts.certain.tolist(), strict=True):
        if cell[axis] in sure:
            sure[cell[axis]] += low
    return tuple(sure.values()) if (counts.certain < counts.possible).any() else ()
