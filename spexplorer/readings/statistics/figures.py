"""The figures of a library by series and unit, and each of them in words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from spexplorer.domain.findings import Statistic
from spexplorer.words.dates import in_words
from spexplorer.words.labels import value_words, with_unit
from spexplorer.words.language import Language

Term = Callable[[str, str], str]
"""The label of a vocabulary term, by scheme and code."""

RANK: Final = "rank"
_NO_COMMON_AXIS: Final = frozenset({RANK, "per-unit"})
"""Units that name different quantities each time (per country, per class): one axis would lie."""

_MULTIPLES: Final = {100: "several hundred", 1000: "several thousand", 1_000_000: "several million"}


class FigureMode:
    """What the segmented control lets through."""

    ALL, STATED, DERIVED, RANKS = "all", "stated", "derived", "ranks"


class UnitGroup(NamedTuple):
    """Figures of one series in one unit; `top` is the end of their axis, None where they have none."""

    unit: str
    figures: tuple[Statistic, ...]
    top: float | None


class SeriesPanel(NamedTuple):
    """One series, its figures by unit."""

    series: str
    groups: tuple[UnitGroup, ...]

    @property
    def figures(self) -> tuple[Statistic, ...]:
        """Every figure of the panel in the order it is drawn."""
        return tuple(found for group in self.groups for found in group.figures)


# -- words ---------------------------------------------------------------------------------------


def number_words(tr: Language, record: Statistic, term: Term, unit: str = "") -> str:
    """The value with its qualifier: “over 28.6”, “10–12”, “#2”; with its unit where one is given."""
    if record.value is None:
        return tr("no value")
    derived = record.derived_from is not None
    if is_rank(record):
        badge = tr("#{place}", place=value_words(tr, record.value, derived=derived))
        return tr("{rank} or lower", rank=badge) if record.qualifier == "at_least" else badge
    if record.qualifier == "several" and record.value in _MULTIPLES:
        times = tr(_MULTIPLES[int(record.value)])
        return with_unit(tr, times, unit) if unit else times
    number = value_words(tr, record.value, derived=derived)
    if record.value_high is not None:
        high = value_words(tr, record.value_high, derived=derived)
        number = tr("{low}–{high}", low=number, high=high)
    if unit:
        number = with_unit(tr, number, unit)
    if record.qualifier in ("exact", "range"):
        return number
    qualifier = term("qualifier", record.qualifier)
    return tr("{qualifier} {number}", qualifier=qualifier, number=number)


def full_words(tr: Language, record: Statistic, term: Term) -> str:
    """The value with its qualifier and unit."""
    if is_rank(record):
        return tr("rank {badge}", badge=number_words(tr, record, term))
    return number_words(tr, record, term, term("unit", record.unit))


def date_words(tr: Language, record: Statistic) -> str:
    """As of when, in words; empty where the source gives no date."""
    return in_words(tr, record.as_of) if record.as_of else ""


# -- grouping ------------------------------------------------------------------------------------


def is_rank(record: Statistic) -> bool:
    """Whether it is a place in an order, not a quantity."""
    return RANK in (record.unit, record.qualifier)


def lets_through(mode: str, record: Statistic) -> bool:
    """Whether a mode of the segmented control shows a figure."""
    match mode:
        case FigureMode.STATED:
            return record.derived_from is None
        case FigureMode.DERIVED:
            return record.derived_from is not None
        case FigureMode.RANKS:
            return is_rank(record)
    return True


def series_order(records: Iterable[Statistic]) -> dict[str, int]:
    """Series -> its place: those with most figures first, and always in the same place."""
    counts = Counter(record.series or "" for record in records)
    return {name: at for at, name in enumerate(sorted(counts, key=lambda s: (-counts[s], s)))}


def panels(records: Iterable[Statistic], order: Mapping[str, int]) -> list[SeriesPanel]:
    """The figures by series and unit, stated ones before those computed."""
    sorted_in: dict[str, dict[str, list[Statistic]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        unit = RANK if is_rank(record) else record.unit
        sorted_in[record.series or ""][unit].append(record)
    found = []
    for series in sorted(sorted_in, key=lambda name: order.get(name, len(order))):
        groups = [_group(unit, figures) for unit, figures in sorted_in[series].items()]
        groups.sort(
            key=lambda g: (
                g.top is None,
                g.unit == RANK,
                _first_derived(g),
                -len(g.figures),
                g.unit,
            )
        )
        found.append(SeriesPanel(series, tuple(groups)))
    return found


def _group(unit: str, figures: list[Statistic]) -> UnitGroup:
    figures.sort(
        key=lambda r: (r.derived_from is not None, r.as_of or "~", -(r.value or 0), r.measure)
    )
    return UnitGroup(unit, tuple(figures), None if unit in _NO_COMMON_AXIS else axis_top(figures))


def _first_derived(group: UnitGroup) -> bool:
    return group.figures[0].derived_from is not None


def extent(record: Statistic) -> tuple[float, float]:
    """From where to where a figure is drawn: a range by its ends, anything else from zero."""
    value = record.value or 0.0
    return (value, record.value_high) if record.value_high is not None else (0.0, value)


def axis_top(records: Sequence[Statistic]) -> float:
    """The end of an axis that starts at zero and holds the figures: 1, 2, 2.5, 4, 5 or 8 × 10ⁿ."""
    highest = max((extent(record)[1] for record in records), default=0.0)
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    steps = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return next((step * power for step in steps if step * power >= highest * 0.9999), highest)
