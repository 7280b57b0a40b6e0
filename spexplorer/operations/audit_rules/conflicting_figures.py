"""Figures of one measure that cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

from spexplorer.domain.derivations import bounds_of
from spexplorer.domain.findings import Statistic
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_MOST: Final = 100
"""Figures of one name and time that are compared with each other."""
_STRICT: Final = frozenset({"over", "under"})
_EXACT: Final = frozenset({"exact", "range", "rank"})


class ConflictingFigures(AuditRule):
    """Compares figures as printed; what an editor computed is left aside."""

    severity = "error"
    title = "Figures that contradict each other"
    looks_for = (
        "Two stated figures of one measure, unit, place and time that exclude each other; and two figures"
        " that the catalogue relates of which one says “over 22” and the other 22."
    )
    may_err = "The measures may differ in a way that their names do not tell."

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        stated = {
            uid: one
            for uid, one in catalogue.statistics.items()
            if not one.derived_from and one.value is not None
        }
        for one, other in _pairs(stated):
            if _are_of_one_time(one, other) and _conflict(one, other):
                words = self.tr(
                    "“{one}” is {value}, but “{other}” is {second}.",
                    one=one.measure, value=self._figure(one),
                    other=other.measure, second=self._figure(other),
                )  # fmt: skip
                yield Suspicion((one.id, other.id), words)

    def _figure(self, figure: Statistic) -> str:
        ends = [figure.value, figure.value_high]
        number = "–".join(self.tr.number(end) for end in ends if end is not None)
        match figure.qualifier:
            case "over":
                return self.tr("over {number}", number=number)
            case "at_least":
                return self.tr("at least {number}", number=number)
            case "up_to":
                return self.tr("up to {number}", number=number)
            case "under":
                return self.tr("under {number}", number=number)
        return number


def _pairs(stated: Mapping[str, Statistic]) -> Iterator[tuple[Statistic, Statistic]]:
    """Figures of one unit and place that have one name and time, or that the catalogue relates; each once."""
    groups: dict[tuple[str | None, ...], list[Statistic]] = defaultdict(list)
    for one in stated.values():
        groups[one.measure.casefold(), one.unit, one.place, one.as_of].append(one)
    found: dict[frozenset[str], tuple[Statistic, Statistic]] = {}
    for group in groups.values():
        for one, other in combinations(group[:_MOST], 2):
            found[frozenset((one.id, other.id))] = one, other
    for one in stated.values():
        for uid in one.related:
            related = stated.get(uid)
            if related and (related.unit, related.place) == (one.unit, one.place):
                found.setdefault(frozenset((one.id, uid)), (one, related))
    yield from found.values()


def _are_of_one_time(one: Statistic, other: Statistic) -> bool:
    return one.as_of == other.as_of or not (one.as_of and other.as_of)


def _conflict(one: Statistic, other: Statistic) -> bool:
    same = one.measure.casefold() == other.measure.casefold()
    related = other.id in one.related or one.id in other.related
    if same and one.as_of == other.as_of and _are_apart(one, other):
        return True
    touching = one.value == other.value and one.value_high == other.value_high
    strict = {one.qualifier, other.qualifier}
    return (same or related) and touching and bool(strict & _STRICT) and bool(strict & _EXACT)


def _are_apart(one: Statistic, other: Statistic) -> bool:
    """Whether no value is left that both allow; what is “about” a number leaves room."""
    first, second = bounds_of(one), bounds_of(other)
    if first.about or second.about:
        return False
    return first.high < second.low or second.high < first.low


RULE = ConflictingFigures
