"""Two sides of a comparison: values and counts in pairs, and what is the same or differs."""

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


class PairSign(Enum):
    """Whether the two sides of a pair are the same, differ, or one of them is missing."""

    SAME = "same"
    DIFFERS = "differs"
    LEFT = "only left"
    RIGHT = "only right"
    OPEN = "not certain"
    """Counts that may be equal or not: what is only possible decides."""


class ValuePair(NamedTuple):
    """What stands on the left and on the right; None is nothing."""

    left: Any
    right: Any

    @property
    def sign(self) -> PairSign:
        """Whether the sides are the same."""
        if self.left == self.right:
            return PairSign.SAME
        if self.right is None:
            return PairSign.LEFT
        return PairSign.RIGHT if self.left is None else PairSign.DIFFERS


class CountPair(NamedTuple):
    """How many records have a key on either side; `alike` when both count the very same records."""

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
    def sign(self) -> PairSign:
        """What is certain of the counts; OPEN where they may be equal or not."""
        if self.least == self.most == 0:
            return PairSign.SAME
        if self.least <= 0 <= self.most:
            return PairSign.OPEN
        if not self.left.possible:
            return PairSign.RIGHT
        return PairSign.DIFFERS if self.right.possible else PairSign.LEFT


class CountPairs(NamedTuple):
    """CountPairs of one property, the largest first; `more` further keys are not listed.

    `kind` is the kind that is counted, None where the keys are kinds.
    """

    facet: str
    kind: str | None
    rows: tuple[CountPair, ...]
    more: int = 0

    def marked(self, *, alike: bool) -> CountPairs:
        """These counts, marked where both sides are one and the same."""
        return self._replace(rows=tuple(row._replace(alike=alike) for row in self.rows))


def pair_up(
    left: Iterable[Any], right: Iterable[Any], match_key: Callable[[Any], Hashable]
) -> tuple[ValuePair, ...]:
    """Items paired where `match_key` gives the same for both; first those of the left, in its order.

    Equal items are paired before those that only share what `match_key` gives.
    """
    ours, waiting = list(left), list(right)
    partners: list[Any] = [None] * len(ours)
    for key_of in (_itself, match_key):
        for at, item in enumerate(ours):
            if partners[at] is None:
                found = next((one for one in waiting if key_of(one) == key_of(item)), None)
                if found is not None:
                    partners[at] = found
                    waiting.remove(found)
    pairs = [ValuePair(item, partner) for item, partner in zip(ours, partners, strict=True)]
    return (*pairs, *(ValuePair(None, item) for item in waiting))


def _itself(item: Any) -> Any:
    return item


def match_key_of(field: Field) -> Callable[[Any], Hashable]:
    """What pairs the items of a field: parts by what they are of, single values always, others by value."""
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
