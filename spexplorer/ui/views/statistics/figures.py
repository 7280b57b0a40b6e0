"""What the statistics tab draws, without a word about drawing: panels, extents, disagreements."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from spexplorer.domain.figures import figure
from spexplorer.domain.findings import Claim, Statistic
from spexplorer.domain.records import RecordId
from spexplorer.ui.translation import tr
from spexplorer.words.dates import in_words

Term = Callable[[str, str], str]
"""The label of a vocabulary term, by scheme and code."""

RANK: Final = "rank"
_NO_COMMON_AXIS: Final = frozenset({RANK, "per-unit"})
"""Units that name different quantities each time (per country, per class): one axis would lie."""

_ABOUT: Final = 0.1
"""How far off, as a share, an approximate figure may be before it counts as another figure."""

_MULTIPLES: Final = {100: "several hundred", 1000: "several thousand", 1_000_000: "several million"}
_BOUNDED_BELOW: Final = ("over", "at_least")
_BOUNDED_ABOVE: Final = ("up_to", "under")


class Mode:
    """What the segmented control lets through."""

    ALL, STATED, DERIVED, RANKS = "all", "stated", "derived", "ranks"


class Group(NamedTuple):
    """Figures of one series in one unit; `top` is the end of their axis, None where they have none."""

    unit: str
    figures: tuple[Statistic, ...]
    top: float | None


class Panel(NamedTuple):
    """One series, its figures by unit."""

    series: str
    groups: tuple[Group, ...]

    @property
    def figures(self) -> tuple[Statistic, ...]:
        """Every figure of the panel in the order it is drawn."""
        return tuple(found for group in self.groups for found in group.figures)


class Comparison(NamedTuple):
    """A stated figure and what others of the same series give for it, in the same unit."""

    stated: Statistic
    computed: tuple[Statistic, ...]
    top: float


# -- words ---------------------------------------------------------------------------------------


def number_words(record: Statistic, term: Term) -> str:
    """The value with its qualifier, without its unit: “over 28.6”, “10–12”, “#2”."""
    if record.value is None:
        return tr("no value")
    if is_rank(record):
        badge = f"#{figure(record.value)}"
        return tr("{rank} or lower", rank=badge) if record.qualifier == "at_least" else badge
    if record.qualifier == "several" and record.value in _MULTIPLES:
        return tr(_MULTIPLES[int(record.value)])
    number = figure(record.value)
    if record.value_high is not None:
        number = f"{number}–{figure(record.value_high)}"
    if record.qualifier in ("exact", "range"):
        return number
    return f"{term('qualifier', record.qualifier)} {number}"


def full_words(record: Statistic, term: Term) -> str:
    """The value with its qualifier and unit."""
    if is_rank(record):
        return tr("rank {badge}", badge=number_words(record, term))
    return f"{number_words(record, term)} {term('unit', record.unit)}"


def date_words(record: Statistic) -> str:
    """As of when, in words; empty where the source gives no date."""
    return _in_words(record.as_of) if record.as_of else ""


@lru_cache(maxsize=8192)
def _in_words(text: str) -> str:
    return in_words(tr, text)


# -- grouping ------------------------------------------------------------------------------------


def is_rank(record: Statistic) -> bool:
    """Whether it is a place in an order, not a quantity."""
    return RANK in (record.unit, record.qualifier)


def lets_through(mode: str, record: Statistic) -> bool:
    """Whether a mode of the segmented control shows a figure."""
    match mode:
        case Mode.STATED:
            return record.derived_from is None
        case Mode.DERIVED:
            return record.derived_from is not None
        case Mode.RANKS:
            return is_rank(record)
    return True


def series_order(records: Iterable[Statistic]) -> dict[str, int]:
    """Series -> its place: those with most figures first, and always in the same place."""
    counts = Counter(record.series or "" for record in records)
    return {name: at for at, name in enumerate(sorted(counts, key=lambda s: (-counts[s], s)))}


def panels(records: Iterable[Statistic], order: Mapping[str, int]) -> list[Panel]:
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
        found.append(Panel(series, tuple(groups)))
    return found


def _group(unit: str, figures: list[Statistic]) -> Group:
    figures.sort(
        key=lambda r: (r.derived_from is not None, r.as_of or "~", -(r.value or 0), r.measure)
    )
    return Group(unit, tuple(figures), None if unit in _NO_COMMON_AXIS else axis_top(figures))


def _first_derived(group: Group) -> bool:
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


# -- figures that do not agree -------------------------------------------------------------------


def comparisons(records: Sequence[Statistic], claims: Iterable[Claim]) -> list[Comparison]:
    """Stated figures against those computed from others of the same series, in the same unit.

    A pair is compared when the library itself sets the two against each other: a claim that rests
    on one contradicts the other, or a claim resting on the other, or one names the other as
    related. A figure is never held against one computed from it. Widest apart first.
    """
    by_id = {record.id: record for record in records}
    opposed = _opposed(by_id, claims)
    partners: dict[RecordId, list[Statistic]] = defaultdict(list)
    for one, other in opposed:
        stated, computed = by_id[one], by_id[other]
        if _comparable(stated, computed) and stated.id not in _sources(computed, by_id):
            partners[stated.id].append(computed)
    found = []
    for uid, computed_ones in partners.items():
        computed_ones.sort(key=lambda record: (record.value or 0, record.id))
        every = (by_id[uid], *computed_ones)
        comparison = Comparison(by_id[uid], tuple(computed_ones), axis_top(every))
        if _disagrees(comparison):
            found.append(comparison)
    return sorted(found, key=lambda c: (-(factor(c) or (0, 0))[0], c.stated.id))


def _comparable(stated: Statistic, computed: Statistic) -> bool:
    """Whether one is a stated quantity and the other a computed one of its series and unit."""
    alike = (stated.series, stated.unit) == (computed.series, computed.unit) and not is_rank(stated)
    ways = stated.derived_from is None and computed.derived_from is not None
    return alike and ways and stated.value is not None and computed.value is not None


def _opposed(
    by_id: Mapping[RecordId, Statistic], claims: Iterable[Claim]
) -> set[tuple[RecordId, RecordId]]:
    """Pairs of statistics that the library sets against each other, both ways round."""
    held = {claim.id: claim for claim in claims}
    found = set()
    for claim in held.values():
        against = set(claim.contradicts)
        for target in claim.contradicts:
            against |= set(held[target].supported_by) if target in held else set()
        found |= {(one, other) for one in claim.supported_by for other in against}
    found |= {(record.id, other) for record in by_id.values() for other in record.related}
    found |= {(other, one) for one, other in found}
    return {pair for pair in found if pair[0] in by_id and pair[1] in by_id}


def _sources(record: Statistic, by_id: Mapping[RecordId, Statistic]) -> set[str]:
    """Everything a figure is computed from, through all steps."""
    found: set[str] = set()
    waiting = [record]
    while waiting:
        derivation = waiting.pop().derived_from
        for uid in derivation.inputs if derivation else ():
            if uid not in found:
                found.add(uid)
                source = by_id.get(RecordId(uid))
                waiting += [source] if source else []
    return found


def _disagrees(comparison: Comparison) -> bool:
    """Whether the figures stay apart even when those said to be “about” are a tenth off."""
    low, high = _apart(comparison)
    every = (comparison.stated, *comparison.computed)
    slack = _ABOUT if any(record.qualifier == "about" for record in every) else 0.0
    return high[0] > low[1] * (1 + slack) and low[0] > 0


def bounds(records: Sequence[Statistic]) -> tuple[float, float]:
    """The least and the greatest value that some figures give, qualifiers left aside."""
    ends = [end for r in records for end in (r.value, r.value_high) if end is not None]
    return min(ends), max(ends)


def factor(comparison: Comparison) -> tuple[float, float] | None:
    """How many times the greater is the smaller, from – to; None where the two overlap or touch zero."""
    low, high = _apart(comparison)
    if high[0] <= low[1] or low[0] <= 0:
        return None
    return high[0] / low[1], high[1] / low[0]


def gap(comparison: Comparison) -> tuple[float, float] | None:
    """From where to where on the axis neither reaches; None where the two overlap."""
    low, high = _apart(comparison)
    return (low[1], high[0]) if high[0] > low[1] else None


def _apart(comparison: Comparison) -> list[tuple[float, float]]:
    return sorted([bounds((comparison.stated,)), bounds(comparison.computed)])


def verdict(comparison: Comparison, term: Term) -> str:
    """The disagreement in a sentence, with what stays open said."""
    stated, computed = comparison.stated, comparison.computed
    low, high = bounds(computed)
    worked = full_words(computed[0], term)
    if len(computed) > 1:
        worked = f"{figure(low)}–{figure(high)} {term('unit', stated.unit)}"
    more = bounds((stated,))[0] > low
    times = _rounded(*(factor(comparison) or (1.0, 1.0)))
    pattern = (
        tr(
            "Stated {given}, computed {worked}: the stated figure is {times} times the computed one."
        )
        if more
        else tr(
            "Stated {given}, computed {worked}: the computed figure is {times} times the stated one."
        )
    )
    words = pattern.format(given=full_words(stated, term), worked=worked, times=times)
    return words + _left_open(comparison, more)


def _rounded(low: float, high: float) -> str:
    ends = list(dict.fromkeys((figure(round(low, 1)), figure(round(high, 1)))))
    return "–".join(ends)


def _left_open(comparison: Comparison, stated_is_more: bool) -> str:
    """What a qualifier leaves open: a lower figure that is only a lower bound may be higher."""
    less = comparison.computed if stated_is_more else (comparison.stated,)
    more = (comparison.stated,) if stated_is_more else comparison.computed
    if any(record.qualifier in _BOUNDED_BELOW for record in less):
        return " " + tr("The smaller one is a lower bound, so it may be more.")
    if any(record.qualifier in _BOUNDED_ABOVE for record in more):
        return " " + tr("The greater one is an upper bound, so it may be less.")
    return ""
