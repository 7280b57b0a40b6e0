"""Pictures of the network, made off the interface thread and kept for the states one comes back to."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from spexplorer.domain.filters import Filter
from spexplorer.domain.kinds import KINDS
from spexplorer.operations.network import LinkGraph, Mask, Wanted, read_graph
from spexplorer.operations.network_pictures import ego_picture, whole_picture
from spexplorer.operations.shortest import shortest

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.operations.exploring import Index
    from spexplorer.workspace.tasks import Ticket
    from spexplorer.workspace.workspace import Workspace

_KEPT: Final = 24
"""So many pictures are kept."""


class Wish(NamedTuple):
    """What is to be drawn, and under which filter; `ego` and `ends` are record ids.

    `mode` is "whole", "ego" or "path"; `passages` whether paths may lead through passages.
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

    def _read(self, index: Index) -> None:
        """Read the links; what is wished for by then is made after it."""
        self._index, self._graph = index, None
        self._kept.clear()
        tasks = self._workspace.tasks
        work = partial(read_graph, self._workspace.reader.path)
        tasks.start(work, self._take_graph, self._fail, tasks.ticket("network links"))

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
            tasks.start(work, partial(self._take, wish), self._workspace.failed.emit, ticket)

    def _take(self, wish: Wish, result: Any) -> None:
        self._kept[wish] = result
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.made.emit(wish, result)

    def _work(self, wish: Wish, ticket: Ticket) -> Callable[[], Any] | None:
        """What the worker does; None when there is nothing to do yet."""
        graph, passing = self._graph, self._workspace.passing()
        assert graph is not None
        if passing is None or len(passing.certain) != len(graph):
            return None
        path, masks = self._workspace.reader.path, (passing.certain, passing.possible)

        def cancelled() -> bool:
            return ticket.cancelled

        if wish.mode == "path":
            ends = self._positions(wish.ends or ())
            if len(ends) != 2:
                return None
            kinds = [kind for kind in KINDS if wish.passages or kind != "passage"]
            return partial(_path, graph, kinds, masks, (path, (ends[0], ends[1]), cancelled))
        egos = self._positions((wish.ego,) if wish.ego else ())
        wanted = Wanted(wish.kinds, wish.limit, wish.least, egos[0] if egos else None, wish.depth)
        if wish.mode == "ego":
            return partial(ego_picture, path, graph, masks, wanted, cancelled) if egos else None
        return partial(whole_picture, path, graph, masks, wanted, cancelled)

    def _positions(self, ids: tuple[str, ...]) -> list[int]:
        assert self._graph is not None
        rows = [self._workspace.reader.row(record_id) for record_id in ids]
        found = [self._graph.at(row.number) for row in rows if row is not None]
        return [position for position in found if position is not None]


def _path(
    graph: LinkGraph, kinds: list[str], masks: tuple[Mask, Mask], rest: tuple[Any, Any, Any]
) -> Any:
    """The shortest paths through records of some kinds that may pass."""
    path, ends, cancelled = rest
    return shortest(path, graph, ends, (masks[0], masks[1] & graph.of_kinds(kinds)), cancelled)
