"""Eras: the long political and historical events of a library, as bands behind all others.

They are records like any other, so that each stands on its own evidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from spexplorer.domain.time_window import YEAR

if TYPE_CHECKING:
    from spexplorer.readings.timeline.events import Events

_ROWS: Final = 2
_TYPES: Final = ("political", "historical")
_LEAST: Final = 3 * YEAR
_MOST: Final = 40
"""How many eras an axis shows."""
_TRIED: Final = 400
"""How many of the longest events are tried."""


class EraBand(NamedTuple):
    """An event that serves as an era: its place in the list order, its row, the days it surely holds.

    `left`..`right` is all it may hold; infinite where it is known to go on.
    """

    at: int
    row: int
    first: float
    last: float
    left: float
    right: float


def eras_of(events: Events) -> Sequence[EraBand]:
    """The longest events of known beginning that make eras, none over another in its row.

    Those whose dates nobody doubts come first, others only where there is none: a boundary that is not
    known would stand beside one that is. Events of the same days are one era. What is still open must
    go on from what has ended, or anything that ever began would reach to the end of the axis.
    """
    codes = [at for at, name in enumerate(events.types) if name in _TYPES]
    drawn = events.drawn
    fits = np.isin(events.type_code, codes) & ~drawn.moment & ~drawn.fade_left
    lasts = np.where(np.isfinite(drawn.right), drawn.right, events.days()[1] + 1) - drawn.left
    fits &= np.isfinite(drawn.left) & (lasts >= _LEAST) & (drawn.sure_left < drawn.sure_right)
    places = np.flatnonzero(fits)
    # Those of known end come first: what is still open leaves room for no other.
    order = np.lexsort((-lasts[places], np.isinf(drawn.right[places]), drawn.doubtful[places]))
    rows: list[list[EraBand]] = [[] for _ in range(_ROWS)]
    held: set[tuple[float, float]] = set()
    for at in places[order][:_TRIED].tolist():
        first, last = float(drawn.sure_left[at]), float(drawn.sure_right[at])
        doubted = drawn.doubtful[at] and not _is_free(first, last, [*chain(*rows)])
        if doubted or (first, last) in held:
            continue
        for number, row in enumerate(rows):
            if _fits(first, last, row):
                outer = float(drawn.left[at]), float(drawn.right[at])
                row.append(EraBand(at, number, first, last, *outer))
                held.add((first, last))
                break
        if sum(map(len, rows)) == _MOST:
            break
    return [era for row in rows for era in sorted(row, key=lambda era: era.first)]


def _fits(first: float, last: float, row: Sequence[EraBand]) -> bool:
    """Whether days are free in a row; without an end, whether they follow on another era there."""
    free = _is_free(first, last, row)
    if math.isfinite(last) or not row:
        return free
    return free and any(0 <= first - other.last < YEAR for other in row)


def _is_free(first: float, last: float, others: Sequence[EraBand]) -> bool:
    return all(last <= other.first or first >= other.last for other in others)


def strip_rows(eras: Sequence[EraBand]) -> int:
    """How many rows the eras take."""
    return max((era.row + 1 for era in eras), default=0)
