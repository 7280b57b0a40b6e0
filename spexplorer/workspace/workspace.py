"""The one thing all tabs share: the open library, the link state, its history and the index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from spexplorer.domain.changes import EVERYTHING, NOTHING, ChangeSet
from spexplorer.domain.filters import Constraint, Filter, Mode, combined
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.link_state import LinkState
from spexplorer.operations.libraries import fold_in_log
from spexplorer.operations.reader import Reader, Snapshot, build_index
from spexplorer.support.errors import AppError
from spexplorer.workspace.brushes import Brushes
from spexplorer.workspace.library_answers import LibraryAnswers
from spexplorer.workspace.saved_views import fitted
from spexplorer.workspace.writer import Writer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from spexplorer.exploring.answers import Answers
    from spexplorer.operations.citing import Citer
    from spexplorer.workspace.copies import Copies
    from spexplorer.workspace.editing import Editing

_REMEMBERED: Final = 200
"""How many states back and forward reach."""

UNCITED: Final = "work, uncited"
"""Stands for a kind where a tab says that it is the home of works no footnote cites."""

SOURCE_TAB: Final = "source"
"""The id of the tab on which sources are read."""

_COMMON: Final = ("vector", "kind", "event_type", "language", "source_type")
"""The facets asked for most, the quickest first."""


class Workspace(LibraryAnswers):
    """What views are made with. All of it lives on the interface thread.

    `changed` carries the LinkState, once per turn of the event loop and, where the library is large,
    not before its filter is answered; `brushed` carries what a moving brush leaves
    (Brushed, or None when it was given up);
    `indexed` comes when the index is there, and again for every new one; before that, `refreshed`
    carries a ChangeSet when the library is shown in a newer state; `hovered` an id or None.
    """

    changed = Signal(object)
    stepped = Signal(object, object)
    """A person took a step that back goes back over: the states before and after it."""
    brushed = Signal(object)
    indexed = Signal()
    unindexed = Signal()
    refreshed = Signal(object)
    hovered = Signal(object)
    told = Signal(str)
    """A sentence about what was done, which is of use for a moment."""
    edit_asked = Signal(str, str)
    """The form of a record at a field ("" for the first) is to be opened where records are shown."""
    search_asked = Signal(str)
    """Words that a tab hands over to the one search of the window."""
    form_asked = Signal(str, object)
    """A kind and what the form of a new record of it begins with."""

    def __init__(self, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(reader, parent)
        self._state = LinkState()
        self._published = self._state
        self.past: list[LinkState] = []
        self.future: list[LinkState] = []
        self._tabs: dict[str, str] = {}
        self.generation = 0
        """Counts the states of the library that were shown; index and lists are always of the same."""
        self._changes = NOTHING
        self._commits_taken = 0
        self.writer = Writer(reader.path, self, self.is_current)
        self.writer.committed.connect(self.read_again)
        self.writer.failed.connect(self.failed)
        self._editing: Editing | None = None
        self._copies: Copies | None = None
        self._left: list[Snapshot] = []
        self._citer: tuple[Snapshot, Citer] | None = None
        self._after_start: list[Callable[[], None]] | None = None
        self.tasks.busy.connect(self._close_left)
        self._brushes = Brushes(self)
        self._brushes.answered.connect(self.brushed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._publish)

    @property
    def editing(self) -> Editing:
        """What changes this library; made when first asked for."""
        if self._editing is None:
            from spexplorer.workspace.editing import Editing  # no first paint waits for it

            self._editing = Editing(self.reader, self.writer, self.refreshed, self)
        return self._editing

    @property
    def copies(self) -> Copies:
        """The reader's own copies of the works; made when first asked for."""
        if self._copies is None:
            from spexplorer.workspace.copies import Copies  # no first paint waits for it

            self._copies = Copies(self.reader, self.tasks, self.failed)
        return self._copies

    @property
    def citer(self) -> Citer:
        """Cites records of the library as it is shown now."""
        from spexplorer.operations.citing import Citer

        snapshot = self.reader.snapshot
        if self._citer is None or self._citer[0] is not snapshot:
            self._citer = (snapshot, Citer(snapshot))
        return self._citer[1]

    # -- the state ------------------------------------------------------------------------------

    @property
    def state(self) -> LinkState:
        """The state as of now; views are shown it once the event loop turns."""
        return self._state

    def set_state(self, state: LinkState, *, remember: bool = True) -> None:
        """Put a state in place of the present one; an equal one changes nothing."""
        if state == self._state:
            return
        before, self._state = self._state, state
        if remember:
            self.past.append(before)
            del self.past[:-_REMEMBERED]
            self.future.clear()
            self.stepped.emit(before, state)
        self._soon.start()

    def _publish(self) -> None:
        answers = self.answers
        if answers is not None and answers.filter != self._state.filter:
            self._answer(answers, self._state.filter)
        else:
            self._show(self._state)

    def _show(self, state: LinkState) -> None:
        if state != self._published:
            self._published = state
            self.changed.emit(state)

    def _answer(self, old: Answers, wanted: Filter) -> None:
        """Ask the index for another filter; until it answers, all but the filter is shown."""
        answers, large = old.under(wanted), self.is_large
        work = partial(answers.prepare, self.asked if large else ())
        if large:
            self._show(self._state._replace(filter=old.filter))
        ticket = self.tasks.ticket("answers")
        if large:
            self.tasks.start(work, self._take_answers, self._unanswered, ticket)
            return
        try:
            self._take_answers(work())
        except AppError as error:
            self._unanswered(error)

    def _take_answers(self, answers: Answers) -> None:
        self.answers = answers
        self._brushes.end()
        self._show(self._state._replace(filter=answers.filter))

    def _unanswered(self, error: Exception) -> None:
        """Words are looked up in the file: nothing passes once it fails."""
        from spexplorer.exploring.answers import Answers

        assert self.answers is not None
        self._take_answers(Answers.nothing(self.answers.index, self._state.filter))
        self.failed.emit(error)

    def announce_tabs(self, tabs: dict[str, str]) -> None:
        """Tell which tab shows a kind: kind -> view id."""
        self._tabs = dict(tabs)

    def go(self, record_id: str, *, stay: bool = False) -> None:
        """Make a record the current one, on the tab of its kind (or, with `stay`, on this tab)."""
        self.set_state(self._state.at(record_id, None if stay else self._home_of(record_id)))

    def _home_of(self, record_id: str) -> str | None:
        """The tab of a kind; a work that no footnote cites is met among all works, not in Citations."""
        kind = kind_of(record_id)
        paper = self.reader.about.get("main_work")
        if kind == "work" and record_id != paper and not self.reader.is_cited(record_id):
            return self._tabs.get(UNCITED, self._tabs.get(kind))
        return self._tabs.get(kind)

    def show_tab(self, tab: str) -> None:
        """Show another tab."""
        self.set_state(self._state._replace(tab=tab))

    def read_source(self, record_id: str) -> None:
        """Show the text that a record rests on, or that a work has, on the tab of sources."""
        self.set_state(self._state.at(record_id, SOURCE_TAB))

    def narrow(self, constraint: Constraint, mode: Mode | None = None) -> None:
        """Combine a constraint with what its key holds, by the mode of the state or the one given."""
        self._brushes.end()
        self.set_filter(self._state.filter.struck(constraint, mode or self._state.mode))

    def set_mode(self, mode: Mode) -> None:
        """Choose how the next brush or click combines with what its property holds."""
        self.set_state(self._state._replace(mode=mode), remember=False)

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
        self._travel(self.past, self.future)

    def forward(self) -> None:
        """Go to the state that `back` left."""
        self._travel(self.future, self.past)

    def can_go_back(self) -> bool:
        """Whether there is a state before."""
        return bool(self.past)

    def can_go_forward(self) -> bool:
        """Whether `back` left a state."""
        return bool(self.future)

    def restore(self, state: LinkState, past: list[LinkState], future: list[LinkState]) -> None:
        """Stand where an earlier session stood."""
        self.past, self.future = past, future
        self.set_state(state, remember=False)

    def _travel(self, source: list[LinkState], target: list[LinkState]) -> None:
        if source:
            target.append(self._state)
            self.set_state(source.pop(), remember=False)

    # -- the index ------------------------------------------------------------------------------

    def begin_start(self) -> None:
        """A window is being started: what `once_started` is given waits until all in sight is drawn."""
        self._after_start = []

    def once_started(self, act: Callable[[], None]) -> None:
        """Do now, or once the window is ready, what its first drawing shall not share the processor with."""
        if self._after_start is None:
            act()
        else:
            self._after_start.append(act)

    def end_start(self) -> None:
        """All in sight is drawn."""
        waiting, self._after_start = self._after_start or [], None
        for act in waiting:
            act()

    def start_indexing(self, also: Callable[[], object] | None = None) -> None:
        """Build the index on a worker thread, and do something else there first; `indexed` follows."""
        snapshot, wanted = self.reader.snapshot, self._state.filter

        def work() -> Answers:
            try:
                from spexplorer.exploring.answers import Answers
            finally:  # whoever waits for it waits in vain else
                if also is not None:
                    also()
            return Answers(build_index(snapshot), wanted).prepare(self.asked)

        self.tasks.start(work, self.take_index, self._take_none, long=True)

    def _take_none(self, error: Exception) -> None:
        """There will be no index: what needs none is shown all the same."""
        self.failed.emit(error)
        self.unindexed.emit()

    def find_cause(self, tell: Callable[[AppError | None], None]) -> None:
        """Look the file over on a worker after something failed that nobody foresaw."""
        from spexplorer.operations.examination import cause_of_failure

        path, ticket = self.reader.path, self.tasks.ticket("cause")
        self.tasks.start(partial(cause_of_failure, path), tell, self.failed.emit, ticket, long=True)

    def take_index(self, answers: Answers) -> None:
        """Answer from the first index of this library, which `start_indexing` or the caller has made."""
        self.answers = answers
        self.indexed.emit()
        if self.is_large:
            from spexplorer.workspace.memory_release import (
                MemoryRelease,
            )  # not before the first paint

            MemoryRelease(self.tasks)
        if answers.filter != self._state.filter:
            self._soon.start()

    @Slot(object)
    def read_again(self, changes: ChangeSet = EVERYTHING) -> None:
        """Show the library as it is now: read and indexed on a worker, then `refreshed` and `indexed`.

        Until then everything stays as it is, list and index of the same state.
        """
        self._changes |= changes
        told, wanted = self._changes, self._state.filter
        old, taken = self.index, self._commits_taken

        def work() -> tuple[Snapshot, Answers, int]:
            from spexplorer.exploring.answers import Answers

            snapshot, found, commits = self.writer.snapshot(taken)
            index = build_index(snapshot, old, told | found)
            return snapshot, Answers(index, wanted).prepare(self.asked), commits

        ticket = self.tasks.ticket("generation")
        self.tasks.start(work, self._take_generation, self.failed.emit, ticket, long=True)

    def _take_generation(self, made: tuple[Snapshot, Answers, int]) -> None:
        snapshot, self.answers, self._commits_taken = made
        self._left.append(self.reader.renew(snapshot))
        self.generation += 1
        changes, self._changes = self._changes, NOTHING
        self._brushes.forget()
        self._state, self._published = (
            fitted(state, self.reader, (state.tab,)).state
            for state in (self._state, self._published)
        )
        self.refreshed.emit(changes)
        self.indexed.emit()
        self._soon.start()

    def is_current(self) -> bool:
        """Whether the file holds nothing newer than what is shown, or is about to be shown."""
        if self._changes:
            return True
        try:
            return self.reader.snapshot.is_current()
        except AppError:
            return False

    @Slot(object)
    def _close_left(self, running: int) -> None:
        """Work that was begun on an earlier state is finished on it."""
        if not running:
            for snapshot in self._left:
                snapshot.close()
            if self._left:  # they kept what was committed since in the log
                self.writer.fold_in()
            self._left.clear()

    def make_ready(self) -> None:
        """Learn on a worker what the commonest kinds of a large library are asked for."""
        if self.is_large and self.index is not None:
            work = partial(self.index.make_ready, _COMMON)
            self.tasks.start(work, _done, self.failed.emit, long=True)

    # -- brushes --------------------------------------------------------------------------------

    def brush(self, constraint: Constraint, mode: Mode | None = None) -> None:
        """A brush is moving: `brushed` follows with what it leaves; nothing is remembered."""
        held = self._published.filter.get(constraint.key)
        self._brushes.move(combined(held, constraint, mode or self._state.mode))

    def leave_brush(self) -> None:
        """The moving brush was given up; `brushed` comes with None."""
        self._brushes.leave()

    def prepare_brush(self, key: str, edges: NDArray[np.int64] | None = None) -> None:
        """Make ready for a brush on a key, which moves along `edges` (days) where it is a period."""
        self._brushes.prepare(key, edges)

    def make_brushes_ready(self, edges: Mapping[str, NDArray[np.int64] | None]) -> None:
        """Make ready for brushes on any of some keys, along their edges (days) where it is a period."""
        self._brushes.make_ready(edges)

    def close(self) -> None:
        """Let go of the library and wait for the workers."""
        self.writer.close()
        if self._copies is not None:
            self._copies.call_off()
        self.tasks.wait()
        if self._copies is not None:
            self._copies.close()
        self._close_left(0)
        self.reader.close()
        fold_in_log(self.reader.path)


def _done(_result: object) -> None:
    return
