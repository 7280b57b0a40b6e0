"""Pictures of the network, made off the interface thread and kept for the states one comes back to."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from spexplorer.domain.filters import Filter
from spexplorer.domain.kinds import KINDS
from spexplorer.exploring.network import (
    LinkGraph,
    NetworkData,
    NetworkPicture,
    NetworkRequest,
    read_graph,
)
from spexplorer.exploring.network_fading import FilteredPaths, FilteredPicture, paths_of, picture_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.exploring.index import Index
    from spexplorer.workspace.tasks import Ticket
    from spexplorer.workspace.workspace import Workspace

_KEPT: Final = 24
"""So many pictures are kept."""


class Wish(NamedTuple):
    """What is to be drawn, and under which filter; `ego` and `ends` are record ids.

    `mode` is "whole", "ego" or "path"; `only` leaves out what does not pass rather than letting it
    fade; `passages` whether paths may lead through passages.
    """

    filter: Filter
    mode: str
    kinds: frozenset[str] = frozenset()
    limit: int = 300
    least: int = 0
    ego: str | None = None
    depth: int = 1
    ends: tuple[str, str] | None = None
    passages: bool = False
    only: bool = False

    def unfiltered(self) -> Wish:
        """The same without filter: the picture whose places are kept."""
        return self._replace(filter=Filter(), only=False)


class Desk(QObject):
    """`made` carries a wish and its result: a picture, or for a path a Shortest or None.

    A new wish calls the one before off; one that was fulfilled before is answered at once.
    """

    made = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._graph: LinkGraph | None = None
        self._index: Index | None = None
        self._wish: Wish | None = None
        self._kept: OrderedDict[Wish, Any] = OrderedDict()

    @property
    def graph(self) -> LinkGraph | None:
        """The links of the library, once they are read."""
        return self._graph

    def ask(self, wish: Wish) -> None:
        """Make what is wished for; `made` follows, at once when it is kept."""
        index = self._workspace.index
        if index is None:
            return
        self._wish = wish
        if index is not self._index:
            self._read(index)
        elif self._graph is not None:
            self._make(wish)

    def only_looks(self, wish: Wish) -> bool:
        """Whether nothing has to be laid out for a wish: its picture without filter is there."""
        base = self._kept.get(wish.unfiltered())
        cut = isinstance(base, NetworkPicture) and base.cut
        return base is not None and not wish.only and not cut

    def _read(self, index: Index) -> None:
        """Read the links; what is wished for by then is made after it."""
        self._index, self._graph = index, None
        self._kept.clear()
        tasks = self._workspace.tasks
        work = partial(read_graph, self._workspace.reader.snapshot)
        tasks.start(work, self._take_graph, self._fail, tasks.ticket("network links"), long=True)

    def _take_graph(self, graph: LinkGraph) -> None:
        self._graph = graph
        if self._wish is not None:
            self._make(self._wish)

    def _fail(self, error: Exception) -> None:
        self._index = None
        self._workspace.failed.emit(error)

    def _make(self, wish: Wish) -> None:
        tasks = self._workspace.tasks
        ticket = tasks.ticket("network")
        if wish in self._kept:
            self._kept.move_to_end(wish)
            self.made.emit(wish, self._kept[wish])
            return
        work = self._work(wish, ticket)
        if work is not None:
            take, fail = partial(self._take, wish), self._workspace.failed.emit
            tasks.start(work, take, fail, ticket, long=True)

    def _take(self, wish: Wish, made: FilteredPicture | FilteredPaths) -> None:
        if made.base is not None:
            self._keep(wish.unfiltered(), made.base)
        self._keep(wish, made.picture)
        self.made.emit(wish, made.picture)

    def _keep(self, wish: Wish, result: Any) -> None:
        self._kept[wish] = result
        self._kept.move_to_end(wish)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _work(
        self, wish: Wish, ticket: Ticket
    ) -> Callable[[], FilteredPicture | FilteredPaths] | None:
        """What the worker does; None when there is nothing to do yet."""
        graph, passing = self._graph, self._workspace.passing()
        assert graph is not None
        if passing is None or len(passing.certain) != len(graph):
            return None
        material = NetworkData(
            self._workspace.reader.rows_at,
            graph,
            passing.certain,
            passing.possible,
            lambda: ticket.cancelled,
        )
        base, only = self._kept.get(wish.unfiltered()), wish.only or not wish.filter.constraints
        if wish.mode == "path":
            ends = self._positions(wish.ends or ())
            if len(ends) != 2:
                return None
            kinds = [kind for kind in KINDS if wish.passages or kind != "passage"]
            return partial(paths_of, material, (ends[0], ends[1]), kinds, base, only=only)
        egos = self._positions((wish.ego,) if wish.ego else ())
        wanted = NetworkRequest(
            wish.kinds, wish.limit, wish.least, egos[0] if egos else None, wish.depth
        )
        if wish.mode == "ego" and not egos:
            return None
        return partial(picture_of, material, wanted, base, only=only)

    def _positions(self, ids: tuple[str, ...]) -> list[int]:
        assert self._graph is not None
        rows = [self._workspace.reader.row(record_id) for record_id in ids]
        found = [self._graph.at(row.number) for row in rows if row is not None]
        return [position for position in found if position is not None]
