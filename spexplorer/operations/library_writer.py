"""The one writing connection of a process: each operation is one transaction and one step of the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeAlias

from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.operations.commit_log import CommitLog
from spexplorer.storage.connection import explaining, fold_in, keep_log, open_writing
from spexplorer.storage.edit import Edit, Progress
from spexplorer.storage.journal import Change, add_changes, add_step, set_parts
from spexplorer.storage.transactions import Transactions
from spexplorer.support.errors import LibraryError
from spexplorer.support.folders import bundled_library
from spexplorer.support.places import is_on_network

Parts: TypeAlias = Mapping[str, Any]
"""What an operation was done to, as plain values that `words.history` makes a label of."""


NO_PARTS: Final[Parts] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Operation:
    """Something to be done to a library.

    `perform` does it and gives the parts of its label; `action` is its verb. Without an action it is no
    step of its own: undo and redo.
    """

    action: str
    perform: Callable[[Edit], Parts]


class Committed(NamedTuple):
    """What an operation came to: what to read again, the number of its step, what it was done to.

    The step is None where nothing had to be changed, and for undo and redo. `outcome` is what the
    operation has to tell beside that, such as the report of an import.
    """

    changes: ChangeSet
    step: int | None = None
    parts: Parts = NO_PARTS
    outcome: Any = None


class Rehearsed(NamedTuple):
    """What an operation would do."""

    changes: tuple[Change, ...]
    parts: Parts = NO_PARTS
    outcome: Any = None


class LibraryWriter:
    """The one writing connection of a process to a library; used by one thread at a time."""

    def __init__(self, path: Path, who: str = "", commits: CommitLog | None = None) -> None:
        """Open the library for somebody by name; raises LibraryError or EnvironmentProblem.

        What is committed is noted in `commits`.
        """
        _refuse_bundled(path)
        self._path = path
        self.who = who
        self._connection = open_writing(path, any_thread=True)
        with explaining(path):
            keep_log(self._connection, wanted=not is_on_network(path))
            self._transactions = Transactions(self._connection)
        self._file = _identity(path)
        self._commits = commits or CommitLog()

    def run(self, operation: Operation, progress: Progress | None = None) -> Committed:
        """Run an operation in a transaction of its own, on the disk when this returns.

        When it fails, or `progress` raises, nothing is changed. What others have committed since the
        last operation is not known record by record: then everything counts as changed.
        """
        if self.is_stale:
            raise LibraryError(
                f"{self._path} is not there any more as it was opened: it was moved, replaced or its drive"
                " was taken away; put it back and save again."
            )
        with (
            explaining(self._path),
            ExitStack() as commit,
            self._transactions.one() as others_committed,
        ):
            at = _now()
            begin = partial(add_step, self._connection, operation.action, NO_PARTS, self.who, at)
            edit = Edit(self._connection, at, progress, begin if operation.action else None)
            parts = operation.perform(edit)
            changes = list(edit.changes()) if operation.action else []
            step = edit.step
            if changes and step is None:
                step = begin()
            if step is not None:
                set_parts(self._connection, step, parts)
                add_changes(self._connection, step, changes)
            changed = EVERYTHING if others_committed else edit.change_set()
            commit.enter_context(self._commits.adding(changed))
        return Committed(changed, step, parts, edit.outcome)

    def rehearse(self, operation: Operation, progress: Progress | None = None) -> Rehearsed:
        """What an operation would change, before and after; nothing is changed."""
        with explaining(self._path), self._transactions.rehearsal():
            edit = Edit(self._connection, _now(), progress)
            parts = operation.perform(edit)
            return Rehearsed(tuple(edit.changes()), parts, edit.outcome)

    @property
    def others_have_committed(self) -> bool:
        """Whether others have committed since the last operation."""
        return self._transactions.others_have_committed

    @property
    def is_stale(self) -> bool:
        """Whether the file that was opened lies at its path no longer."""
        return _identity(self._path) != self._file

    def fold_in(self) -> None:
        """Write what waits in the log into the file, so that it is whole by itself."""
        with suppress(sqlite3.Error):
            fold_in(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _refuse_bundled(path: Path) -> None:
    if path.absolute() == bundled_library():
        raise LibraryError(
            f"{path} is the library that comes with the program and stays as it is; correct your own "
            "copy, which is meant where no library is named."
        )
