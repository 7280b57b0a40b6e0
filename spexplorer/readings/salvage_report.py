"""What salvaging a damaged library came to, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spexplorer.operations.salvage import Salvaged
    from spexplorer.words.language import Language

_LISTED: Final = 10
"""Ids that one sentence names."""


def is_whole(found: Salvaged) -> bool:
    """Whether everything could be read."""
    return not (found.lost or found.given_up or found.missing)


def salvage_report(tr: Language, found: Salvaged, target: Path) -> Iterator[str]:
    """What was saved to a file, and what was lost."""
    total = sum(found.kinds.values())
    yield tr.counted(
        total, "Saved {n} record to {file}", "Saved {n} records to {file}", file=target
    )
    if found.lost:
        listed = tr.joined([f"{table} {tr.number(n)}" for table, n in sorted(found.lost.items())])
        yield tr("Rows that could not be read or had lost what they belong to: {rows}", rows=listed)
    for ids, one, many in (
        (
            found.given_up,
            "{n} record could not be read any more: {ids}",
            "{n} records could not be read any more: {ids}",
        ),
        (
            found.missing,
            "{n} record of the edition is missing: {ids}",
            "{n} records of the edition are missing: {ids}",
        ),
    ):
        if ids:
            listed = tr.joined([*ids[:_LISTED], *(["…"] if len(ids) > _LISTED else [])])
            yield tr.counted(len(ids), one, many, ids=listed)
