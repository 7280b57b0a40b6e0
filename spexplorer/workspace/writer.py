"""The one writer of a process: runs operations one after another, off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from spexplorer.operations.library_writer import LibraryWriter, Operation


class Writer(QObject):
    """`committed` carries the ChangeSet of an operation, `failed` what stopped one that changed nothing."""

    committed = Signal(object)
    failed = Signal(object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._library: LibraryWriter | None = None
        self._thread = QThreadPool(self)
        self._thread.setMaxThreadCount(1)

    def run(self, operation: Operation) -> None:
        """Run an operation in a transaction of its own, after those that were asked for before."""
        self._thread.start(self._work(operation))

    def _work(self, operation: Operation) -> Callable[[], None]:
        def work() -> None:
            # All record classes come with it: no first paint waits for them.
            from spexplorer.operations.library_writer import LibraryWriter

            try:
                if self._library is None:
                    self._library = LibraryWriter(self._path)
                done = self._library.run(operation)
            except Exception as error:  # handed to the interface thread, which tells the person
                self.failed.emit(error)
            else:
                self.committed.emit(done.changes)

        return work

    @Slot()
    def close(self) -> None:
        """Wait for what was asked for, and let go of the file."""
        self._thread.waitForDone()
        if self._library is not None:
            self._library.close()
            self._library = None
