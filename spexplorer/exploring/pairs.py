"""Pairs and tallies: what stands on two sides, and how the sides stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, NamedTuple

from spexplorer.domain.concepts import Assessment, Crosswalk
from spexplorer.domain.counts import Count
from spexplorer.domain.fields import Field
from spexplorer.domain.happenings import AgreementDate
from spexplorer.domain.records import Evidence, NameForm
from spexplorer.domain.works import Contributor


class Sign(Enum):
    """How the two sides of a pair stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    LEFT = "only left"
    RIGHT = "only right"
    OPEN = "not certain"
    """Counts that may be equal or not: what is only possible decides."""


class Pair(NamedTuple):
    """What stands on the left and on the right; None is nothing."""

    left: Any
    right: Any

    @property
    def sign(self) -> Sign:
        """How the sides stand to each other."""
        if self.left == self.right:
            return Sign.SAME
        if self.right is None:
            return Sign.LEFT
        return Sign.RIGHT if self.left is None else Sign.DIFFERS


class Tally(NamedTuple):
    """How many records stand under a key on either side; `alike` when both count the very same."""

    key: str
    left: Count
    right: Count
    alike: bool = False

    @property
    def least(self) -> int:
        """By how much the right has more at the least; negative is fewer."""
        return 0 if self.alike else self.right.certain - self.left.possible

    @property
    def most(self) -> int:
        """By how much the right has more at the most; negative is fewer."""
        return 0 if self.alike else self.right.possible - self.left.certain

    @property
    def sign(self) -> Sign:
        """How the counts stand to each other for certain; OPEN where both may be or not be equal."""
        if self.least == self.most == 0:
            return Sign.SAME
        if self.least <= 0 <= self.most:
            return Sign.OPEN
        if not self.left.possible:
            return Sign.RIGHT
        return Sign.DIFFERS if self.right.possible else Sign.LEFT


class Tallies(NamedTuple):
    """Tallies of one property, the largest first; `more` further keys are not listed.

    `kind` is the kind that is counted, None where the keys are kinds.
    """

    facet: str
    kind: str | None
    rows: tuple[Tally, ...]
    more: int = 0

    def marked(self, *, alike: bool) -> Tallies:
        """These tallies, marked where both sides are one and the same."""
        return self._replace(rows=tuple(row._replace(alike=alike) for row in self.rows))


def aligned(
    left: Iterable[Any], right: Iterable[Any], meeting: Callable[[Any], Hashable]
) -> tuple[Pair, ...]:
    """Items paired where `meeting` gives the same for both; first those of the left, in its order.

    Equal items meet before those that only share what `meeting` gives.
    """
    ours, waiting = list(left), list(right)
    partners: list[Any] = [None] * len(ours)
    for same in (_itself, meeting):
        for at, item in enumerate(ours):
            if partners[at] is None:
                found = next((one for one in waiting if same(one) == same(item)), None)
                if found is not None:
                    partners[at] = found
                    waiting.remove(found)
    pairs = [Pair(item, partner) for item, partner in zip(ours, partners, strict=True)]
    return (*pairs, *(Pair(None, item) for item in waiting))


def _itself(item: Any) -> Any:
    return item


def meeting_of(field: Field) -> Callable[[Any], Hashable]:
    """By what items of a field meet: parts by what they are of, single values always, others by value."""
    if field.part is not None:
        return _part_key
    return _itself if field.repeats else (lambda _item: field.name)


def _part_key(part: Any) -> Any:
    match part:
        case Assessment():
            return part.verdict
        case Evidence():
            return part.passage
        case Contributor():
            return part.agent
        case AgreementDate():
            return part.type
        case Crosswalk():
            return part.scheme
        case NameForm():
            return part.form
    return part
