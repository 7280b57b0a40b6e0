"""Export a library, or what a query finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TextIO

from spexplorer.domain.kinds import KINDS
from spexplorer.domain.records import Record
from spexplorer.formats import library_json
from spexplorer.storage.library import library_values
from spexplorer.storage.records import load_kind
from spexplorer.storage.search import matching_ids
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError

FORMATS: Final = ("json",)
"""The formats that can be written."""


def export_library(
    source: Source, stream: TextIO, *, fmt: str = "json", query: str = "", kind: str | None = None
) -> int:
    """Write the records of a library that match, and give their number.

    Raises AppError for a format that is not known and when nothing matches a query.
    """
    if fmt not in FORMATS:
        raise AppError(
            f"The format “{fmt}” cannot be written; choose one of: {', '.join(FORMATS)}."
        )
    with connected(source) as connection:
        wanted = matching_ids(connection, query) if query else None
        kinds = (kind,) if kind else KINDS
        records = [
            record
            for name in kinds
            for record in load_kind(connection, name)
            if wanted is None or record.id in wanted
        ]
        about = library_values(connection)
    if query and not records:
        raise AppError(f"Nothing in the library matches “{query}”; nothing was written.")
    library_json.write(about, records, stream)
    return len(records)


def records_of(source: Source) -> Iterator[Record]:
    """Every record of a library, kind by kind, as it was at one moment."""
    with connected(source) as connection:
        for kind in KINDS:
            yield from load_kind(connection, kind)
