"""Find the records of a library that may be the same, in groups, each with how sure it is and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple

from spexplorer.domain.kinds import COMPARED
from spexplorer.operations.duplicates.blocks import pairs
from spexplorer.operations.duplicates.candidates import Candidate, candidate_of
from spexplorer.operations.duplicates.likeness import ALIKE, Likeness, likeness
from spexplorer.storage.distinct import distinct_pairs
from spexplorer.storage.snapshot import Source, connected
from spexplorer.storage.traits import traits_of_kind

Progress = Callable[[int, int], object]
"""Told how many records of how many were compared; raises what calls the search off."""

_EVERY: Final = 2_000
_DRIFT: Final = 0.1
"""By how much the first records of two groups may be less alike than the ones that bring them together."""


class DuplicateGroup(NamedTuple):
    """Records that may be one, in the order of lists, and the weakest likeness that holds them together."""

    records: tuple[str, ...]
    likeness: Likeness

    @property
    def score(self) -> float:
        """How sure it is that they are one, from 0 to 1."""
        return self.likeness.score


def find_duplicates(
    source: Source, kind: str | None = None, told: Progress = lambda _done, _all: None
) -> list[DuplicateGroup]:
    """The groups of records that may be the same, the surest first; of all kinds or of one.

    Records that were said not to be the same never stand in one group.
    """
    found: list[DuplicateGroup] = []
    with connected(source) as connection:
        apart = distinct_pairs(connection)
        kinds = [one for one in COMPARED if kind in (None, one)]
        listed = {one: traits_of_kind(connection, one) for one in kinds}
    total, done = sum(map(len, listed.values())), 0
    for one, traits in listed.items():
        candidates = []
        for at, of in enumerate(traits):
            if at % _EVERY == 0:
                told(done, total)
            candidates.append(candidate_of(one, of))
        share = partial(_tell_share, told, done, len(traits), total)
        found += _groups(candidates, apart, share)
        done += len(traits)
    told(total, total)
    return sorted(found, key=lambda group: (-group.score, group.records))


def _tell_share(told: Progress, before: int, number: int, total: int, share: float) -> None:
    told(before + round(number * share), total)


def _groups(
    candidates: Sequence[Candidate],
    apart: Collection[tuple[str, str]],
    told: Callable[[float], object],
) -> list[DuplicateGroup]:
    clusters = _Clusters(candidates, apart)
    for first, second, like in sorted(_links(candidates, told), key=lambda link: -link[2].score):
        clusters.join(first, second, like)
    return clusters.groups()


def _links(
    candidates: Sequence[Candidate], told: Callable[[float], object]
) -> Iterable[tuple[int, int, Likeness]]:
    """The pairs of candidates that are alike."""
    seen: set[int] = set()
    size = len(candidates)
    expected = max(1, 12 * size)
    for number, (first, second) in enumerate(pairs(candidates)):
        if number % _EVERY == 0:
            told(min(1.0, number / expected))
        key = first * size + second
        if first == second or key in seen:
            continue
        seen.add(key)
        like = likeness(candidates[first], candidates[second])
        if like is not None:
            yield first, second, like


class _Clusters:
    """Joins candidates that are alike, the most alike first, but never two that are known to differ."""

    def __init__(self, candidates: Sequence[Candidate], apart: Collection[tuple[str, str]]) -> None:
        self._candidates, self._apart = candidates, apart
        self._of: dict[int, list[int]] = {}
        self._weakest: dict[int, Likeness] = {}

    def join(self, first: int, second: int, like: Likeness) -> None:
        left, right = self._of.get(first, [first]), self._of.get(second, [second])
        if left is right or not self._may_join(left, right, like):
            return
        joined = sorted((*left, *right))
        for at in joined:
            self._of[at] = joined
        known = (self._weakest.get(left[0]), self._weakest.get(right[0]), like)
        weakest = min((one for one in known if one is not None), key=lambda one: one.score)
        for at in (left[0], right[0], joined[0]):
            self._weakest[at] = weakest

    def _may_join(self, left: list[int], right: list[int], like: Likeness) -> bool:
        ids = [[self._candidates[at].id for at in side] for side in (left, right)]
        if self._apart and any(pair_of(a, b) in self._apart for a in ids[0] for b in ids[1]):
            return False
        if len(left) == len(right) == 1:
            return True
        found = likeness(self._candidates[left[0]], self._candidates[right[0]])
        return found is not None and found.score >= max(ALIKE, like.score - _DRIFT)

    def groups(self) -> list[DuplicateGroup]:
        every = {id(cluster): cluster for cluster in self._of.values()}
        return [
            DuplicateGroup(
                tuple(self._candidates[at].id for at in cluster), self._weakest[cluster[0]]
            )
            for cluster in every.values()
        ]


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Two ids in their order: how a pair is remembered."""
    return (one, other) if one < other else (other, one)
