"""Editing as the window asks for it: whether it is possible, what is under way, who does it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from spexplorer.operations.editing import adding_records, removing_records, replacing_record
from spexplorer.operations.record_ids import new_id
from spexplorer.support.folders import bundled_library

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.records import Record
    from spexplorer.workspace.workspace import Workspace
    from spexplorer.workspace.writer import Failed

    Done = Callable[[ChangeSet], object]


class Editing(QObject):
    """Changes the library of a workspace; `turned` when what can be undone or is under way changed."""

    turned = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        workspace.writer.busy.connect(self._turn)
        workspace.refreshed.connect(self._turn)

    def _turn(self, _payload: object) -> None:
        self.turned.emit()

    @property
    def is_bundled(self) -> bool:
        """Whether the open library is the one that comes with the program, which is never changed."""
        try:
            return self._workspace.reader.path.samefile(bundled_library())
        except OSError:
            return False

    @property
    def is_possible(self) -> bool:
        """Whether records can be changed here."""
        path = self._workspace.reader.path
        return not self.is_bundled and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)

    # -- verbs ------------------------------------------------------------------------------------

    def new_id(self, kind: str, record_title: str, year: str = "") -> str:
        """An id for a new record."""
        reader = self._workspace.reader
        return new_id(kind, record_title, year, lambda one: reader.record(one) is not None)

    def add(self, record: Record, done: Done, failed: Failed) -> None:
        """Add a new record."""
        self._workspace.writer.run(adding_records([record]), done, failed)

    def change(
        self, record: Record, _fields: Mapping[str, Any], done: Done, failed: Failed
    ) -> None:
        """Give fields of a record new values (plain ones, by their keys); others stay as they are now."""
        self._workspace.writer.run(replacing_record(record), done, failed)

    def delete(
        self, ids: Sequence[str], done: Done, failed: Failed, *, detach: bool = False
    ) -> None:
        """Delete records; with `detach` what points at them lets go of them."""
        self._workspace.writer.run(removing_records(ids), done, failed)
