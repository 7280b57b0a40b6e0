"""Years as the keys of a chart: “2013”, “<1987” for what is earlier, “undated”."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Period, Relation
from spexplorer.ui.drawing.chart import active_keys
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.filters import Values, Words
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.measures import Counts

UNDATED = "undated"

_EARLIEST = day_number(-9999, 1, 1)
"""Where what lies before the axis begins."""


def year_label(key: str, step: int = 1) -> str:
    """A key in words: “2013”, “1990–1994”, “before 1987”."""
    if key == UNDATED:
        return tr("not known")
    if key.startswith("<"):
        return tr("before {year}", year=key[1:])
    return key if step == 1 else f"{key}–{int(key) + step - 1}"


def year_tick(key: str) -> str:
    """A key as it is written on an axis."""
    return "?" if key == UNDATED else key


def shown_years(whole: Counts, axis: int = -1) -> tuple[str, ...]:
    """The years of a measure from the first that anything in the library may begin in; “undated” last."""
    keys = list(dict.fromkeys(key[axis] for key in whole.keys))
    filled = {
        key[axis]
        for key, low, high in zip(*whole, strict=True)
        if (low or high) and key[axis] != UNDATED
    }
    first = next((at for at, key in enumerate(keys) if key in filled), len(keys) - 1)
    return tuple(keys[first:])


def active_years(keys: Sequence[str], state: LinkState, step: int = 1) -> frozenset[str]:
    """The keys that the period of a state's filter keeps; none when it has no period."""
    return active_keys(state.filter.get("period"), keys, partial(_in_period, step))


def _in_period(step: int, stroke: Values | Period | Words, key: str) -> bool:
    if not isinstance(stroke, Period) or key == UNDATED:
        return False
    first, last = _days(key, step)
    return stroke.first <= last and first <= stroke.last


def _days(key: str, step: int) -> tuple[int, int]:
    """The first and the last day of a key."""
    if key.startswith("<"):
        return _EARLIEST, day_number(int(key[1:]), 1, 1) - 1
    return day_number(int(key), 1, 1), day_number(int(key) + step, 1, 1) - 1


def pick_years(keys: Sequence[str], step: int = 1) -> Period | None:
    """What is asked for by a range of years: what begins in them. What has no year cannot be asked for."""
    years = [key for key in keys if key != UNDATED]
    if not years:
        return None
    return Period(_days(years[0], step)[0], _days(years[-1], step)[1], Relation.STARTS_IN)


def year_edges(keys: Sequence[str], step: int = 1) -> list[int]:
    """The days at which a brush over these years may begin or end."""
    spans = [_days(key, step) for key in keys if key != UNDATED]
    return sorted({day for first, last in spans for day in (first, last + 1)})
