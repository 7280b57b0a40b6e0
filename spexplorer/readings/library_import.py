"""What the import of another library's records would bring or has brought, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spexplorer.operations.editing.library_imports import ImportReport
from spexplorer.words.language import Language

_TOLD: Final = 500
"""Remarks that are listed; of more it is said how many there are."""


def import_summary(tr: Language, name: str, report: ImportReport) -> str:
    """How many records are new, the same, different or left out, before anything is written."""
    said = [tr("{name} is the export of a library.", name=name)]
    said += _counts(tr, report)
    if not report.added:
        said.append(tr("There is nothing new in it."))
    return " ".join(said)


def _counts(tr: Language, report: ImportReport) -> list[str]:
    numbers = (
        (report.added, "{n} record is new here.", "{n} records are new here."),
        (report.equal, "{n} is here already.", "{n} are here already."),
        (
            report.different,
            "{n} differs from the one here, which stays as it is.",
            "{n} differ from those here, which stay as they are.",
        ),
        (report.refused, "{n} cannot be taken over.", "{n} cannot be taken over."),
    )
    return [tr.counted(len(ids), one, many) for ids, one, many in numbers if ids]


def import_remarks(tr: Language, report: ImportReport, faults: Sequence[str]) -> list[str]:
    """What is to be said of single records: faults of the file, warnings, and which ones differ."""
    differing = [tr("{id} differs from the record here.", id=uid) for uid in report.different]
    said = [*faults, *report.warnings, *differing]
    if (more := len(said) - _TOLD) > 0:
        said = [*said[:_TOLD], tr.counted(more, "and {n} more", "and {n} more")]
    return said


def imported_words(tr: Language, report: ImportReport) -> str:
    """What has come, and how it is taken out again."""
    return tr.counted(
        len(report.added), "{n} record was imported; Undo takes it out again.",
        "{n} records were imported as one step; Undo takes them out again.",
    )  # fmt: skip
