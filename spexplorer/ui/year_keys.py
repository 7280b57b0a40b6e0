"""Years as the keys of a chart: “2013”, “<1987” for what is earlier, “undated”."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spexplorer.domain.edtf import civil, day_number
from spexplorer.domain.filters import Period, Relation
from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace


def year_label(key: str) -> str:
    """A key as it is written on an axis."""
    if key == "undated":
        return tr("not known")
    return tr("before {year}", year=key[1:]) if key.startswith("<") else key


def active_years(keys: Sequence[str], state: LinkState) -> frozenset[str]:
    """The keys that lie in the period of a state's filter; none when it has no period."""
    period = state.filter.get("period")
    if not isinstance(period, Period):
        return frozenset()
    return frozenset(key for key in keys if _within(key, period))


def _within(key: str, period: Period) -> bool:
    if key == "undated":
        return False
    if key.startswith("<"):
        return period.first < day_number(int(key[1:]), 1, 1)
    year = int(key)
    return period.first <= day_number(year, 12, 31) and day_number(year, 1, 1) <= period.last


def pick_years(workspace: Workspace, keys: Sequence[str]) -> None:
    """A brushed range of years becomes a period; the same range again takes it away."""
    years = [key for key in keys if key != "undated"]
    if not years:
        return
    low, high = years[0], years[-1]
    first = day_number(-9999, 1, 1) if low.startswith("<") else day_number(int(low), 1, 1)
    last_year = int(high[1:]) - 1 if high.startswith("<") else int(high)
    wanted = Period(first, day_number(last_year, 12, 31), Relation.STARTS_IN)
    if workspace.state.filter.get("period") == wanted:
        workspace.widen("period")
    else:
        workspace.narrow(wanted)


def period_in_words(period: Period) -> str:
    """A period as years: “2002–2006”, “before 1987”."""
    first, last = civil(period.first)[0], civil(period.last)[0]
    if first <= -9000:
        return tr("before {year}", year=last + 1)
    return str(first) if first == last else f"{first}–{last}"
