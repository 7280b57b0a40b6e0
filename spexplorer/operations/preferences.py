"""Which of several figures for one thing is preferred, and why; the others are kept.

A preference is a note on the figure that is preferred. Its id is made of the figure's, so that it is found
without a search; it is exported, undone and listed as any other observation. How one is made stands in
`editing.preferring`: charts ask for preferences at a start, which waits for nothing that writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spexplorer.domain.records import Record

PREFERENCE: Final = "note:preferred-"
"""What the id of a preference begins with."""


def preference_id(figure: str) -> str:
    """The id of the note that says that a figure is preferred, whether there is one or not."""
    return PREFERENCE + figure.partition(":")[2]


def reason_of(record: Record | None) -> str:
    """Why a figure is preferred, by the note of `preference_id`; "" where there is none."""
    from spexplorer.domain.findings import Note

    return record.explanation if isinstance(record, Note) else ""
