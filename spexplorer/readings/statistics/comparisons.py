"""Figures that do not agree: what is stated beside what follows from other figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.findings import Claim, Statistic
from spexplorer.domain.records import RecordId
from spexplorer.readings.statistics.figures import (
    Term,
    axis_top,
    full_words,
    is_rank,
    series_order,
)
from spexplorer.words.labels import value_words, with_unit

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_ABOUT: Final = 0.1
"""How far off, as a share, an approximate figure may be before it counts as another figure."""

_BOUNDED_BELOW: Final = ("over", "at_least")
_BOUNDED_ABOVE: Final = ("up_to", "under")


class Comparison(NamedTuple):
    """A stated figure and what others of the same series give for it, in the same unit."""

    stated: Statistic
    computed: tuple[Statistic, ...]
    top: float


class FiguresReading:
    """All figures of a library by id, the order of their series, and the comparisons that fail."""

    def __init__(self, reader: Reader) -> None:
        self.records: dict[str, Statistic] = {
            record.id: record
            for record in reader.records("statistic")
            if isinstance(record, Statistic)
        }
        self.rows = reader.rows("statistic")
        self.order = series_order(self.records.values())
        claims = [record for record in reader.records("claim") if isinstance(record, Claim)]
        self.comparisons = comparisons(list(self.records.values()), claims)


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


def verdict(tr: Language, comparison: Comparison, term: Term) -> str:
    """The disagreement in a sentence, with what stays open said."""
    stated, computed = comparison.stated, comparison.computed
    low, high = bounds(computed)
    worked = full_words(tr, computed[0], term)
    if len(computed) > 1:
        ends = (value_words(tr, end, derived=True) for end in (low, high))
        worked = with_unit(tr, "–".join(ends), term("unit", stated.unit))
    more = bounds((stated,))[0] > low
    times = _rounded(tr, *(factor(comparison) or (1.0, 1.0)))
    pattern = (
        tr(
            "Stated {given}, computed {worked}: the stated figure is {times} times the computed one."
        )
        if more
        else tr(
            "Stated {given}, computed {worked}: the computed figure is {times} times the stated one."
        )
    )
    words = pattern.format(given=full_words(tr, stated, term), worked=worked, times=times)
    return words + _left_open(tr, comparison, stated_is_more=more)


def brief_verdict(tr: Language, comparison: Comparison, term: Term) -> str:
    """What is stated, and what follows from other figures, without the rest of the verdict."""
    worked = [full_words(tr, one, term) for one in comparison.computed]
    given = full_words(tr, comparison.stated, term)
    return tr(
        "Stated: {given}. What follows from other figures: {worked}.",
        given=given,
        worked=tr.joined(worked),
    )


def _rounded(tr: Language, low: float, high: float) -> str:
    ends = list(dict.fromkeys(tr.number(round(end, 1)) for end in (low, high)))
    return "–".join(ends)


def _left_open(tr: Language, comparison: Comparison, *, stated_is_more: bool) -> str:
    """What a qualifier leaves open: a lower figure that is only a lower bound may be higher."""
    less = comparison.computed if stated_is_more else (comparison.stated,)
    more = (comparison.stated,) if stated_is_more else comparison.computed
    if any(record.qualifier in _BOUNDED_BELOW for record in less):
        return " " + tr("The smaller one is a lower bound, so it may be more.")
    if any(record.qualifier in _BOUNDED_ABOVE for record in more):
        return " " + tr("The greater one is an upper bound, so it may be less.")
    return ""
