"""The one state that every view is a function of."""

from __future__ import annotations

from typing import NamedTuple

from spexplorer.domain.filters import Filter, Mode, Period

Side = str | Period | None
"""One side of a comparison: a record by its id, a period, or nothing yet."""


def only(record_id: str | None) -> frozenset[str]:
    """The selection of who merely looks at a record: that record, or nothing."""
    return frozenset() if record_id is None else frozenset({record_id})


class LinkState(NamedTuple):
    """What every view is a function of: filter, selection, current record, tab, combine mode and sides.

    `selected` is highlighted everywhere; `current` is the one record the inspector shows; `mode` is how
    the next brush or click combines with what its property holds; `sides` are what is compared.
    """

    filter: Filter = Filter()
    selected: frozenset[str] = frozenset()
    current: str | None = None
    tab: str = "overview"
    mode: Mode = Mode.REPLACE
    sides: tuple[Side, Side] = (None, None)

    def at(self, record_id: str | None, tab: str | None = None) -> LinkState:
        """This state with another current record, shown on another tab when one is given."""
        return self._replace(current=record_id, selected=only(record_id), tab=tab or self.tab)

    def narrowed(self, wanted: Filter) -> LinkState:
        """This state with another filter."""
        return self._replace(filter=wanted)
