"""Which of several figures for one thing is preferred, and why; the others are kept.

A preference is a note on the figure that is preferred. Its id is made of the figure's, so that it is found
without a search; it is exported, undone and listed as any other observation.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spexplorer.domain.findings import Note
from spexplorer.domain.records import Evidence, Record, RecordId
from spexplorer.operations.editing.checks import check
from spexplorer.operations.editing.records import parts_of
from spexplorer.operations.library_writer import Operation, Parts
from spexplorer.storage.edit import Edit
from spexplorer.support.errors import AppError

PREFERENCE: Final = "note:preferred-"
"""What the id of a preference begins with."""


def preference_id(figure: str) -> str:
    """The id of the note that says that a figure is preferred, whether there is one or not."""
    return PREFERENCE + figure.partition(":")[2]


def reason_of(record: Record | None) -> str:
    """Why a figure is preferred, by the note of `preference_id`; "" where there is none."""
    return record.explanation if isinstance(record, Note) else ""


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
