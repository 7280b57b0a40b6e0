"""Prefer one of several figures for one thing, with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from spexplorer.domain.findings import Note
from spexplorer.domain.records import Evidence, RecordId
from spexplorer.operations.editing.checks import check
from spexplorer.operations.editing.records import parts_of
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.operations.preferences import preference_id
from spexplorer.storage.edit import Edit
from spexplorer.support.errors import AppError


def prefer(figure: str, reason: str, others: Iterable[str] = ()) -> Operation:
    """Prefer a figure to others, for a reason; what was preferred among them before no longer is."""
    if not reason.strip():
        raise AppError("A preference needs a reason; write why this value is the better one.")
    notes = [preference_id(other) for other in others if other != figure]

    def perform(edit: Edit) -> Parts:
        target = edit.record(figure)
        passages = dict.fromkeys(one.passage for one in target.evidence)
        note = Note(
            id=RecordId(preference_id(figure)),
            note_type="reader",
            target=target.id,
            explanation=reason.strip(),
            tags=("preferred",),
            evidence=tuple(Evidence(passage=one, role="mentions") for one in passages),
        )
        check(edit, [note])
        if gone := edit.taken(notes):
            edit.remove(sorted(gone))
        if edit.is_taken(note.id):
            edit.replace([note])
        else:
            edit.add([note])
        return parts_of([target])

    return Operation("prefer", perform)
