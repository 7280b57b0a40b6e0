"""Yearly growth as stated against the growth between the end points of the same series."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spexplorer.domain.edtf import parse
from spexplorer.domain.findings import Statistic
from spexplorer.operations.audit_rules.base.audit_rule import AuditRule, Catalogue, Suspicion

_ROUNDING: Final = 0.5
"""Percentage points by which figures may differ for rounding alone."""


class ContradictedGrowth(AuditRule):
    """Compares figures as printed; what an editor computed is left aside."""

    severity = "error"
    title = "Growth that the end points contradict"
    looks_for = (
        "Yearly growth as stated, against the growth computed from the first and last figure "
        "of the same series."
    )
    may_err = (
        "The rate may be meant for other years or another measure than the figures; half a "
        "point is allowed for rounding."
    )

    def look(self, catalogue: Catalogue) -> Iterator[Suspicion]:
        printed = [one for one in catalogue.statistics.values() if not one.derived_from]
        for stated in printed:
            if stated.unit != "percent-per-year" or stated.value is None or not stated.series:
                continue
            for first, last, years in _end_points(
                [p for p in printed if p.series == stated.series]
            ):
                assert first.value is not None
                assert last.value is not None
                growth = ((last.value / first.value) ** (1 / years) - 1) * 100
                high = stated.value if stated.value_high is None else stated.value_high
                if stated.value - _ROUNDING <= growth <= high + _ROUNDING:
                    continue
                words = self.tr(
                    "Growth is stated as {stated} % a year, but from {first} to {last} in {years} years"
                    " it is {growth} %.",
                    stated=self._range(stated.value, high),
                    first=self.tr.number(first.value),
                    last=self.tr.number(last.value),
                    years=years,
                    growth=self.tr.number(growth, 2),
                )
                yield Suspicion((stated.id, first.id, last.id), words)

    def _range(self, low: float, high: float) -> str:
        numbers = [
            self.tr.number(one, 0 if one.is_integer() else 2) for one in dict.fromkeys((low, high))
        ]
        return "–".join(numbers)


def _end_points(series: list[Statistic]) -> Iterator[tuple[Statistic, Statistic, int]]:
    """The first and the last figure of each measure of a series, with the years between them."""
    measures: dict[tuple[str, str], list[tuple[int, Statistic]]] = {}
    for one in series:
        if one.value and one.value > 0 and one.as_of and (year := _year(one.as_of)):
            key = (one.unit, re.sub(r"\d+", "", one.measure).casefold())
            measures.setdefault(key, []).append((year, one))
    for figures in measures.values():
        (start, first), (end, last) = min(figures, key=_by_year), max(figures, key=_by_year)
        if end > start:
            yield first, last, end - start


def _by_year(figure: tuple[int, Statistic]) -> int:
    return figure[0]


def _year(text: str) -> int | None:
    match = re.match(r"\d{4}", text) if parse(text).bounds.start_min is not None else None
    return int(match[0]) if match else None


RULE = ContradictedGrowth
