"""What leads in a count, without saying more than the numbers do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spexplorer.words.language import Language

_NAMED: Final = 3
"""Of more that tie, only how many they are is said."""


def leader_in_words(tr: Language, counts: Mapping[str, int], total: int) -> str:
    """The label that has the most of a total; “most” only for more than half, and ties are named.

    Empty where nothing is counted.
    """
    highest = max(counts.values(), default=0)
    if not highest:
        return ""
    leaders = [label for label, count in counts.items() if count == highest]
    numbers = {"n": tr.number(highest), "all": tr.number(total)}
    if len(leaders) > _NAMED:
        return tr.counted(
            len(leaders),
            "{n} value leads, with {highest}",
            "{n} values lead alike, with {highest} each",
            highest=tr.number(highest),
        )
    if len(leaders) > 1:
        return tr("{names} lead alike, with {n} each", names=tr.joined(leaders), **numbers)
    if 2 * highest > total:
        return tr("most are in {name}: {n} of {all}", name=leaders[0], **numbers)
    return tr("{name} leads, with {n} of {all}", name=leaders[0], **numbers)
