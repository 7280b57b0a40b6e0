"""The one state that every view is a function of."""

from __future__ import annotations

from typing import Final, NamedTuple

from spexplorer.domain.filters import Filter, Mode, Period

Side = str | Period | None
"""One side of a comparison: a record by its id, a period, or nothing yet."""


def only(record_id: str | None) -> frozenset[str]:
    """The selection of who merely looks at a record: that record, or nothing."""
    return frozenset() if record_id is None else frozenset({record_id})


WAYS: Final = ("whole", "ego", "path")
"""The ways of looking at the network: all of it, round one record, the shortest link of two."""

REACH: Final = (1, 2, 3)
"""So many links away the network is looked at round one record."""


class Network(NamedTuple):
    """How the network is looked at.

    `mode` is one of WAYS, `links` one of REACH, `ends` are the records of the shortest link, by their
    ids; `passages` lets it lead through passages; `only` leaves out what does not pass the filter
    rather than letting it fade.
    """

    mode: str = "whole"
    links: int = 1
    ends: tuple[str | None, str | None] = (None, None)
    passages: bool = False
    only: bool = False


class LinkState(NamedTuple):
    """What every view is a function of.

    `selected` is highlighted everywhere; `current` is the one record the inspector shows; `mode` is how
    the next brush or click combines with what its property holds; `sides` are what is compared, and
    `network` is how the network is looked at.
    """

    filter: Filter = Filter()
    selected: frozenset[str] = frozenset()
    current: str | None = None
    tab: str = "overview"
    mode: Mode = Mode.REPLACE
    sides: tuple[Side, Side] = (None, None)
    network: Network = Network()

    def at(self, record_id: str | None, tab: str | None = None) -> LinkState:
        """This state with another current record, shown on another tab when one is given."""
        return self._replace(current=record_id, selected=only(record_id), tab=tab or self.tab)

    def narrowed(self, wanted: Filter) -> LinkState:
        """This state with another filter."""
        return self._replace(filter=wanted)
