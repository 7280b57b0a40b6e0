"""The one writer of a process: runs operations one after another, off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.operations.commit_log import CommitLog
from spexplorer.support.errors import LibraryError
from spexplorer.workspace.settings import person_name

if TYPE_CHECKING:
    from spexplorer.operations.library_writer import (
        Committed,
        LibraryWriter,
        Operation,
        Rehearsed,
    )
    from spexplorer.operations.reader import Snapshot

Done: TypeAlias = "Callable[[Committed], object]"
Rehearsal: TypeAlias = "Callable[[Rehearsed], object]"
Failed: TypeAlias = Callable[[Exception], object]


class Writer(QObject):
    """`committed` carries the ChangeSet of an operation, `failed` what stopped one that changed nothing.

    An operation that is asked for with a function of its own for failures is not told of by `failed`.
    `busy` carries how many operations are not on disk yet.
    """

    committed = Signal(object)
    failed = Signal(object)
    busy = Signal(object)
    _ended = Signal(object, object, object)
    _rehearsed = Signal(object, object, object)

    def __init__(
        self,
        path: Path,
        parent: QObject | None = None,
        is_current: Callable[[], bool] = lambda: True,
    ) -> None:
        """`is_current` tells whether the file holds nothing newer than what is shown."""
        super().__init__(parent)
        self._path = path
        self._is_current = is_current
        self._commits = CommitLog()
        self._library: LibraryWriter | None = None
        self._thread = QThreadPool(self)
        self._thread.setMaxThreadCount(1)
        self.waiting = 0
        self.refusal = ""
        self._ended.connect(self._end)
        self._rehearsed.connect(self._end_rehearsal)

    def snapshot(self, taken: int) -> tuple[Snapshot, ChangeSet, int]:
        """The library as it is now, what is new in it since some commits, and how many commits there were.

        On any thread.
        """
        from spexplorer.operations.reader import Snapshot

        with self._commits.between_commits() as count:
            snapshot = Snapshot(self._path)
            library = self._library
            if library is not None and library.others_have_committed:
                return snapshot, EVERYTHING, count
            return snapshot, self._commits.changes(taken, count), count

    def refuse(self, why: str) -> None:
        """From now on change nothing, for a reason that whoever asks is told; "" takes changes again."""
        self.refusal = why
        self.busy.emit(self.waiting)

    def run(
        self, operation: Operation, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Run an operation in a transaction of its own, after those that were asked for before."""
        if self._library is None and not self.waiting and not self._is_current():
            self._commits.note(EVERYTHING)  # from now on the library notices what others commit
        self.waiting += 1
        self.busy.emit(self.waiting)
        self._thread.start(self._work(operation, (done, failed), person_name()))

    def rehearse(self, operation: Operation, done: Rehearsal, failed: Failed) -> None:
        """Learn what an operation would change; nothing is changed by that."""
        told = (done, failed)
        self._thread.start(self._work(operation, told, person_name(), rehearses=True))

    def _work(
        self, operation: Operation, told: object, who: str, *, rehearses: bool = False
    ) -> Callable[[], None]:
        ended = self._rehearsed if rehearses else self._ended

        def work() -> None:
            try:
                library = self._open()
                library.who = who
                result = library.rehearse(operation) if rehearses else library.run(operation)
            except Exception as error:  # handed to the interface thread, which tells the person
                ended.emit(told, None, error)
            else:
                ended.emit(told, result, None)

        return work

    def _open(self) -> LibraryWriter:
        """On the thread: the library, opened anew where another file lies at its path by now."""
        # All record classes come with it: no first paint waits for them.
        from spexplorer.operations.library_writer import LibraryWriter

        if self.refusal:
            raise LibraryError(self.refusal)
        if self._library is not None and self._library.is_stale:
            self._library.close()
            self._library = None
            self._commits.note(EVERYTHING)
        if self._library is None:
            self._library = LibraryWriter(self._path, commits=self._commits)
        return self._library

    @Slot(object, object, object)
    def _end(
        self,
        told: tuple[Done | None, Failed | None],
        committed: Committed | None,
        error: Exception | None,
    ) -> None:
        """On the interface thread: an operation is on disk, or has changed nothing."""
        self.waiting -= 1
        done, failed = told
        if committed is not None:
            self.committed.emit(committed.changes)
            if done is not None:
                done(committed)
        elif error is not None:
            (failed or self.failed.emit)(error)
        self.busy.emit(self.waiting)

    @Slot(object, object, object)
    def _end_rehearsal(
        self, told: tuple[Rehearsal, Failed], rehearsed: Rehearsed | None, error: Exception | None
    ) -> None:
        done, failed = told
        if rehearsed is not None:
            done(rehearsed)
        elif error is not None:
            failed(error)

    def fold_in(self) -> None:
        """Write what waits in the log into the file, once nothing else is asked for."""

        def work() -> None:
            if self._library is not None and not self._library.is_stale:
                self._library.fold_in()

        if self._library is not None:
            self._thread.start(work)

    @Slot()
    def close(self) -> None:
        """Wait for what was asked for, and let go of the file."""
        self._thread.waitForDone()
        if self._library is not None:
            self._library.close()
            self._library = None
