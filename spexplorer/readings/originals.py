"""What a published edition says where it was corrected here: the value of a field before its first change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from spexplorer.domain.plain import to_plain
from spexplorer.operations.history import State, entries

if TYPE_CHECKING:
    from spexplorer.domain.records import Record
    from spexplorer.operations.reader import Snapshot


class Original(NamedTuple):
    """A field that was corrected, and the plain value it had before."""

    field: str
    value: Any


def originals(source: Snapshot, record: Record) -> tuple[Original, ...]:
    """The corrected fields of a record of the published edition; none for a record of the user's own."""
    found: dict[str, Any] = {}
    for entry in entries(source, record.id):  # the newest first: the oldest value stays
        if entry.step.state is not State.DONE:
            continue
        if entry.step.action in ("add", "import"):
            return ()
        for change in entry.changes:
            if change.record == record.id and change.field is not None:
                found[change.field] = change.before
    now = to_plain(record)
    return tuple(
        Original(field, value)
        for field, value in found.items()
        if field in now and now[field] != value
    )
