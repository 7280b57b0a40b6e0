"""What was done to a library, read: step by step, or the history of one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from spexplorer.storage import journal
from spexplorer.storage.journal import Change, State, Step
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError

__all__ = ["FieldChange", "HistoryEntry", "State", "Step", "UndoState", "entries", "undo_state"]


class FieldChange(NamedTuple):
    """A field of a record before and after a step; no field where the record came or went as one of many.

    The values are plain; None before a record came and after it went.
    """

    record: str
    field: str | None
    before: Any
    after: Any


class HistoryEntry(NamedTuple):
    """A step and what it changed."""

    step: Step
    changes: tuple[FieldChange, ...]


class UndoState(NamedTuple):
    """The steps that undo and redo would take back and do again, if there are such."""

    undo: Step | None
    redo: Step | None


def undo_state(source: Source) -> UndoState:
    """What can be undone and redone."""
    with connected(source) as connection:
        return UndoState(journal.next_to_undo(connection), journal.next_to_redo(connection))


def entries(
    source: Source, record: str | None = None, *, limit: int = -1, below: int | None = None
) -> list[HistoryEntry]:
    """The steps of a library with all they changed, or those of one record; newest first.

    At most `limit` of them, and with `below` only those before a step.
    """
    with connected(source) as connection:
        if record is not None:
            found = journal.changes_to(connection, record)
            if not found and not _is_known(source, record):
                raise AppError(
                    f"There is no record {record}; look for it with “spexplorer search”."
                )
            wanted = [pair for pair in found if below is None or pair[0].id < below]
            wanted = wanted if limit < 0 else wanted[:limit]
            return [HistoryEntry(step, tuple(field_changes(change))) for step, change in wanted]
        return [
            HistoryEntry(
                step,
                tuple(
                    one
                    for change in journal.changes_of(connection, step.id)
                    for one in field_changes(change)
                ),
            )
            for step in list(journal.steps(connection, limit=limit, below=below))
        ]


def _is_known(source: Source, record: str) -> bool:
    from spexplorer.storage.rows import number_of

    with connected(source) as connection:
        return number_of(connection, record) is not None


def field_changes(change: Change) -> Iterator[FieldChange]:
    """A change field by field; the time of the change is that of its step and left out."""
    before, after = change.before, change.after
    if before is None and after is None:
        yield FieldChange(change.subject, None, None, None)
        return
    names = dict.fromkeys((*(before or ()), *(after or ())))
    for name in names:
        if name in ("created", "modified", "origin") and change.is_record:
            continue
        was = None if before is None else before.get(name)
        yield FieldChange(change.subject, name, was, None if after is None else after.get(name))
