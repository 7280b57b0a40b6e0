"""Pairs that show what a comparison is, found in the library itself."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from spexplorer.domain.filters import Period
from spexplorer.domain.findings import Claim, Statistic
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.year_keys import YearSpan, years_of
from spexplorer.words.filters import period_in_words

if TYPE_CHECKING:
    from spexplorer.domain.counts import Count
    from spexplorer.domain.link_state import Side
    from spexplorer.operations.reader import Reader
    from spexplorer.words.language import Language

_SEARCHED: Final = 200
"""The most records of a kind that are searched for the two that most is linked to."""

_YEARS: Final = 5
"""The length of a period that is suggested."""


class SuggestedPair(NamedTuple):
    """Two sides to compare: what they are, and both by their names."""

    title: str
    left: Side
    right: Side
    left_words: str
    right_words: str


def record_pairs(tr: Language, reader: Reader) -> list[SuggestedPair]:
    """Two records of a kind that much is linked to, two claims against one another, two figures."""
    kinds = {
        "instrument": tr("Two instruments"),
        "agreement": tr("Two agreements"),
    }
    found = []
    for kind, title in kinds.items():
        rows = reader.first_rows(kind, _SEARCHED)
        counts = reader.link_counts(row.number for row in rows)
        first = sorted(rows, key=lambda row: -counts.get(row.number, 0))[:2]
        if len(first) == 2:
            names = (reader.label(row.id) for row in first)
            found.append(SuggestedPair(title, first[0].id, first[1].id, *names))
    return found + _figures_of_a_series(tr, reader) + _opposed_claims(tr, reader)


def _figures_of_a_series(tr: Language, reader: Reader) -> list[SuggestedPair]:
    """The first and the last figure of the series that has most of them in one unit."""
    series: dict[tuple[str, str], list[Statistic]] = {}
    for row in reader.first_rows("statistic", _SEARCHED):
        figure = reader.record(row.id)
        if isinstance(figure, Statistic) and figure.series and figure.as_of:
            series.setdefault((figure.series, figure.unit), []).append(figure)
    longest = max(series.values(), key=len, default=[])
    if len(longest) < 2:
        return []
    longest.sort(key=lambda figure: figure.as_of or "")
    first, last = longest[0], longest[-1]
    names = reader.label(first.id), reader.label(last.id)
    return [SuggestedPair(tr("Two figures"), first.id, last.id, *names)]


def _opposed_claims(tr: Language, reader: Reader) -> list[SuggestedPair]:
    for row in reader.first_rows("claim", _SEARCHED):
        claim = reader.record(row.id)
        against = claim.contradicts if isinstance(claim, Claim) else ()
        other = next((uid for uid in against if kind_of(uid) == "claim"), None)
        if other is not None:
            names = reader.label(row.id), reader.label(other)
            title = tr("Two claims against one another")
            return [SuggestedPair(title, row.id, other, *names)]
    return []


def period_pair(tr: Language, begun: Mapping[str, Count]) -> SuggestedPair | None:
    """The two stretches of five years or more in which most events begin.

    `begun` tells how many may begin in the years of a key (`domain.year_keys`).
    """
    counts = []
    for key, count in begun.items():
        first, last = years_of(key) or (None, None)
        if first is not None and last is not None:
            counts.append((first, last, count.possible))
    stretches = []
    for first, own_last, _ in counts:
        end = max(own_last, first + _YEARS - 1)
        total = sum(number for low, high, number in counts if first <= low and high <= end)
        if total:
            stretches.append((first, end, total))
    apart = [pair for pair in combinations(sorted(stretches), 2) if pair[0][1] < pair[1][0]]
    best = max(apart, key=lambda pair: pair[0][2] + pair[1][2], default=None)
    if best is None:
        return None
    left, right = (Period(*YearSpan(first, last).days()) for first, last, _ in best)
    words = (period_in_words(tr, period) for period in (left, right))
    return SuggestedPair(tr("Two periods"), left, right, *words)
