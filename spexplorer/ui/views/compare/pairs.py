"""Pairs of sides that show what a comparison is, read from a library; no Qt, so that a worker can."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.findings import Claim
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.link_state import Side
from spexplorer.operations.comparison import period_of

if TYPE_CHECKING:
    from spexplorer.operations.reader import Reader

_PERIODS = ("2002–2006", "2013–2017")

_LOOKED_AT = 200
"""So many records of a kind are looked at for the two that most is linked to."""


class Pair(NamedTuple):
    """Two sides to try, and what they are in a word, to be translated."""

    sort: str
    left: Side
    right: Side


def pairs_to_try(reader: Reader) -> list[Pair]:
    """Two periods, two records of a kind that much is linked to, and two claims that contradict."""
    found = []
    if reader.counts.get("event"):
        found.append(Pair("Two periods", *(period_of(words) for words in _PERIODS)))
    for kind, sort in (("instrument", "Two instruments"), ("agreement", "Two agreements")):
        rows = reader.first_rows(kind, _LOOKED_AT)
        counts = reader.link_counts(row.number for row in rows)
        first = sorted(rows, key=lambda row: -counts.get(row.number, 0))[:2]
        if len(first) == 2:
            found.append(Pair(sort, first[0].id, first[1].id))
    for row in reader.first_rows("claim", _LOOKED_AT):
        claim = reader.record(row.id)
        against = claim.contradicts if isinstance(claim, Claim) else ()
        if other := next((uid for uid in against if kind_of(uid) == "claim"), None):
            found.append(Pair("Two claims against one another", row.id, other))
            break
    return found
