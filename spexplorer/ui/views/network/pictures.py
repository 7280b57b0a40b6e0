"""Pictures of the network, made off the interface thread and kept for states that are returned to."""

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

_CACHE_SIZE: Final = 24
"""Pictures that are kept."""


class PictureRequest(NamedTuple):
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

    def unfiltered(self) -> PictureRequest:
        """The same without filter: the picture whose places are kept."""
        return self._replace(filter=Filter(), only=False)


class PictureMaker(QObject):
    """`made` carries a request and its result: a picture, or for a path a Shortest or None.

    A new request cancels the one before; one that was made before is answered at once.
    """

    made = Signal(object, object)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._graph: LinkGraph | None = None
        self._index: Index | None = None
        self._request: PictureRequest | None = None
        self._kept: OrderedDict[PictureRequest, Any] = OrderedDict()

    @property
    def graph(self) -> LinkGraph | None:
        """The links of the library, once they are read."""
        return self._graph

    def is_kept(self, request: PictureRequest | None) -> bool:
        """Whether a request was answered."""
        return request in self._kept

    def ask(self, request: PictureRequest) -> None:
        """Make a picture; `made` follows, at once when it is kept."""
        index = self._workspace.index
        if index is None:
            return
        self._request = request
        if index is not self._index:
            self._read(index)
        elif self._graph is not None:
            self._make(request)

    def is_laid_out(self, request: PictureRequest) -> bool:
        """Whether nothing has to be laid out for a request: its picture without filter is kept."""
        base = self._kept.get(request.unfiltered())
        cut = isinstance(base, NetworkPicture) and base.cut
        return base is not None and not request.only and not cut

    def _read(self, index: Index) -> None:
        """Read the links; what is asked for by then is made after that."""
        self._index, self._graph = index, None
        self._kept.clear()
        tasks = self._workspace.tasks
        work = partial(read_graph, self._workspace.reader.snapshot)
        tasks.start(work, self._take_graph, self._fail, tasks.ticket("network links"), long=True)

    def _take_graph(self, graph: LinkGraph) -> None:
        self._graph = graph
        if self._request is not None:
            self._make(self._request)

    def _fail(self, error: Exception) -> None:
        self._index = None
        self._workspace.failed.emit(error)

    def _make(self, request: PictureRequest) -> None:
        tasks = self._workspace.tasks
        ticket = tasks.ticket("network")
        if request in self._kept:
            self._kept.move_to_end(request)
            self.made.emit(request, self._kept[request])
            return
        work = self._work(request, ticket)
        if work is not None:
            take, fail = partial(self._take, request), self._workspace.failed.emit
            tasks.start(work, take, fail, ticket, long=True)

    def _take(self, request: PictureRequest, made: FilteredPicture | FilteredPaths) -> None:
        if made.base is not None:
            self._keep(request.unfiltered(), made.base)
        self._keep(request, made.picture)
        self.made.emit(request, made.picture)

    def _keep(self, request: PictureRequest, result: Any) -> None:
        self._kept[request] = result
        self._kept.move_to_end(request)
        while len(self._kept) > _CACHE_SIZE:
            self._kept.popitem(last=False)

    def _work(
        self, request: PictureRequest, ticket: Ticket
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
        base, only = (
            self._kept.get(request.unfiltered()),
            request.only or not request.filter.constraints,
        )
        if request.mode == "path":
            ends = self._positions(request.ends or ())
            if len(ends) != 2:
                return None
            kinds = [kind for kind in KINDS if request.passages or kind != "passage"]
            return partial(paths_of, material, (ends[0], ends[1]), kinds, base, only=only)
        egos = self._positions((request.ego,) if request.ego else ())
        wanted = NetworkRequest(
            request.kinds, request.limit, request.least, egos[0] if egos else None, request.depth
        )
        if request.mode == "ego" and not egos:
            return None
        return partial(picture_of, material, wanted, base, only=only)

    def _positions(self, ids: tuple[str, ...]) -> list[int]:
        assert self._graph is not None
        rows = [self._workspace.reader.row(record_id) for record_id in ids]
        found = [self._graph.at(row.number) for row in rows if row is not None]
        return [position for position in found if position is not None]
