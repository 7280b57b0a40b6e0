"""The one thing all tabs share: the open library, the link state, its history and the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from spexplorer.domain.filters import Constraint, Filter
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.link_state import LinkState
from spexplorer.operations.reading import Reader, build_index
from spexplorer.support.errors import AppError
from spexplorer.workspace.tasks import Tasks

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row
    from spexplorer.operations.exploring import Count, Index, Passing

_REMEMBERED = 200
"""How many states back and forward reach."""


class Workspace(QObject):
    """What views are made with. All of it lives on the interface thread.

    `changed` carries the LinkState, once per turn of the event loop; `indexed` comes when the index
    is there; `failed` carries an exception that a person should be told of; `hovered` an id or None.
    """

    changed = Signal(object)
    indexed = Signal()
    failed = Signal(object)
    hovered = Signal(object)

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = reader
        self.tasks = Tasks(self)
        self.index: Index | None = None
        self._state = LinkState()
        self._published = self._state
        self._past: list[LinkState] = []
        self._future: list[LinkState] = []
        self._tabs: dict[str, str] = {}
        self._passing: dict[tuple[Filter, str], Passing] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._publish)

    # -- the state ------------------------------------------------------------------------------

    @property
    def state(self) -> LinkState:
        """The state as of now; views are shown it once the event loop turns."""
        return self._state

    def set_state(self, state: LinkState, *, remember: bool = True) -> None:
        """Put a state in place of the present one; an equal one changes nothing."""
        if state == self._state:
            return
        if remember:
            self._past.append(self._state)
            del self._past[:-_REMEMBERED]
            self._future.clear()
        self._state = state
        self._soon.start()

    def _publish(self) -> None:
        if self._state != self._published:
            self._published = self._state
            self.changed.emit(self._state)

    def announce_tabs(self, tabs: dict[str, str]) -> None:
        """Tell which tab shows a kind: kind -> view id."""
        self._tabs = dict(tabs)

    def go(self, record_id: str, *, stay: bool = False) -> None:
        """Make a record the current one, on the tab of its kind (or, with `stay`, on this tab)."""
        tab = None if stay else self._tabs.get(kind_of(record_id))
        self.set_state(self._state.at(record_id, tab))

    def show_tab(self, tab: str) -> None:
        """Show another tab."""
        self.set_state(self._state._replace(tab=tab))

    def narrow(self, constraint: Constraint) -> None:
        """Add a constraint to the filter, or put it in the place of the one with its key."""
        self.set_filter(self._state.filter.with_constraint(constraint))

    def toggle(self, facet: str, value: str) -> None:
        """Switch one value of a facet on or off."""
        self.set_filter(self._state.filter.toggled(facet, value))

    def widen(self, key: str) -> None:
        """Take the constraint of a key away."""
        self.set_filter(self._state.filter.without(key))

    def clear(self) -> None:
        """Take every constraint away."""
        self.set_filter(Filter())

    def set_filter(self, wanted: Filter) -> None:
        """Put a filter in place of the present one."""
        self.set_state(self._state.narrowed(wanted))

    def back(self) -> None:
        """Go to the state before, as in a browser."""
        self._travel(self._past, self._future)

    def forward(self) -> None:
        """Go to the state that `back` left."""
        self._travel(self._future, self._past)

    def can_go_back(self) -> bool:
        """Whether there is a state before."""
        return bool(self._past)

    def can_go_forward(self) -> bool:
        """Whether `back` left a state."""
        return bool(self._future)

    def _travel(self, source: list[LinkState], target: list[LinkState]) -> None:
        if source:
            target.append(self._state)
            self.set_state(source.pop(), remember=False)

    # -- the index ------------------------------------------------------------------------------

    def start_indexing(self, also: Callable[[], object] | None = None) -> None:
        """Build the index on a worker thread, and do something else there first; `indexed` follows."""
        path = self.reader.path

        def work() -> Index:
            if also is not None:
                also()
            return build_index(path)

        self.tasks.start(work, self._take_index, self.failed.emit)

    def _take_index(self, index: Index) -> None:
        self.index = index
        self._passing.clear()
        self.indexed.emit()

    def passing(self, without: str = "") -> Passing | None:
        """What passes the filter, leaving out the constraint of one key; None before the index."""
        if self.index is None:
            return None
        key = (self._state.filter, without)
        if key not in self._passing:
            if len(self._passing) > 32:
                self._passing.clear()
            self._passing[key] = self._ask(self.index, self._state.filter, without)
        return self._passing[key]

    def _ask(self, index: Index, wanted: Filter, without: str) -> Passing:
        """What passes; words are looked up in the file, so that nothing does once it fails."""
        try:
            return index.passing(wanted, without)
        except AppError as error:
            self.failed.emit(error)
            return index.nothing()

    def visible(self, kind: str, without: str = "") -> list[Row]:
        """The rows of a kind that pass (certainly or possibly), in list order."""
        rows = self.reader.rows(kind)
        passing = self.passing(without)
        if passing is None or self.index is None or not self._state.filter.constraints:
            return rows
        position, mask = self.index.position, passing.possible
        return [row for row in rows if mask[position[row.id]]]

    def is_certain(self, record_id: str) -> bool:
        """Whether a record passes for certain (False: only possibly)."""
        passing = self.passing()
        if passing is None or self.index is None:
            return True
        at = self.index.position.get(record_id)
        return at is None or bool(passing.certain[at])

    def total(self, kinds: list[str]) -> Count | None:
        """How many records of some kinds pass; None before the index."""
        passing = self.passing()
        if passing is None or self.index is None:
            return None
        return self.index.total(passing, kinds)

    def close(self) -> None:
        """Let go of the library and wait for the workers."""
        self.tasks.wait()
        self.reader.close()
