"""Editing as the window asks for it: whether it is possible, what is under way, who does it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from spexplorer.operations.history import UndoState, undo_state
from spexplorer.support.errors import AppError
from spexplorer.support.folders import bundled_library

if TYPE_CHECKING:
    from spexplorer.operations.history import Step
    from spexplorer.operations.library_writer import Committed, Operation, Rehearsed
    from spexplorer.operations.reader import Reader
    from spexplorer.workspace.writer import Failed, Writer

    Done = Callable[[Committed], object]


class Editing(QObject):
    """Changes the library of a workspace.

    `done` when a change of this window is on disk, and not an undo or a redo; `turned` when what can be
    undone or is under way changed.
    """

    done = Signal()
    turned = Signal()

    def __init__(
        self, reader: Reader, writer: Writer, refreshed: SignalInstance, parent: QObject
    ) -> None:
        """`refreshed` comes whenever the reader shows a newer state of the library."""
        super().__init__(parent)
        self._reader, self._writer = reader, writer
        self._state = UndoState(None, None)
        writer.busy.connect(self._turn)
        refreshed.connect(self._read)
        self._read()

    @Slot(object)
    def _read(self, _changes: object = None) -> None:
        """Learn what can be undone in the state that is shown."""
        try:
            self._state = undo_state(self._reader.snapshot)
        except AppError:
            self._state = UndoState(None, None)
        self.turned.emit()

    @Slot(object)
    def _turn(self, _waiting: object) -> None:
        self.turned.emit()

    @property
    def undo_step(self) -> Step | None:
        """The change that undo takes back next."""
        return self._state.undo

    @property
    def redo_step(self) -> Step | None:
        """The change that redo does again next."""
        return self._state.redo

    @property
    def is_bundled(self) -> bool:
        """Whether the open library is the one that comes with the program, which is never changed."""
        try:
            return self._reader.path.samefile(bundled_library())
        except OSError:
            return False

    @property
    def refusal(self) -> str:
        """Why nothing can be changed for now, where there is more to say than that the file is read-only."""
        return self._writer.refusal

    @property
    def is_possible(self) -> bool:
        """Whether records can be changed here."""
        if self._writer.refusal:
            return False
        path = self._reader.path
        return not self.is_bundled and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

    # -- verbs ------------------------------------------------------------------------------------

    def add(self, kind: str, plain: Mapping[str, Any], done: Done, failed: Failed) -> None:
        """Add a new record of plain values; it is given an id."""
        from spexplorer.operations.editing import add_plain

        self._run(add_plain(kind, [plain]), done, failed)

    def change(self, record_id: str, fields: Mapping[str, Any], done: Done, failed: Failed) -> None:
        """Give fields of a record new values (plain ones, by their keys); others stay as they are now."""
        from spexplorer.operations.editing import set_fields

        self._run(set_fields(record_id, fields), done, failed)

    def delete(
        self, ids: Sequence[str], done: Done, failed: Failed, *, detach: bool = False
    ) -> None:
        """Delete records; with `detach` what points at them lets go of them."""
        from spexplorer.operations.editing import delete

        self._run(delete(ids, detach=detach), done, failed)

    def merge(self, keep: str, others: Sequence[str], done: Done, failed: Failed) -> None:
        """Merge records into one that is kept; every use moves, their ids lead to it."""
        from spexplorer.operations.editing import merge

        self._run(merge(keep, others), done, failed)

    def run(self, operation: Operation, done: Done, failed: Failed | None = None) -> None:
        """Carry out any operation as a step of this window."""
        self._run(operation, done, failed)

    def rehearse(
        self, operation: Operation, done: Callable[[Rehearsed], object], failed: Failed
    ) -> None:
        """Learn what an operation would change; nothing is changed by that."""
        self._writer.rehearse(operation, done, failed)

    def _run(self, operation: Operation, done: Done, failed: Failed | None) -> None:
        self._writer.run(operation, partial(self._tell, done), failed)

    def _tell(self, done: Done, committed: Committed) -> None:
        if committed.step is not None:
            self.done.emit()
        done(committed)

    # -- undo -------------------------------------------------------------------------------------

    def undo(self, done: Done) -> None:
        """Take back the last change of the library."""
        from spexplorer.operations.editing import undo

        self._writer.run(undo(), done)

    def redo(self, done: Done) -> None:
        """Do again what was taken back last."""
        from spexplorer.operations.editing import redo

        self._writer.run(redo(), done)
