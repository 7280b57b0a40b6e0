"""Export a library, or what a query finds in it: whole as JSON, its sources in any format."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import BinaryIO, Final, NamedTuple, TextIO

from spexplorer.domain.kinds import KINDS
from spexplorer.domain.links import edges_of
from spexplorer.domain.records import Record
from spexplorer.formats import library_json
from spexplorer.formats.interchange import Format
from spexplorer.storage.distinct import distinct_pairs
from spexplorer.storage.forgiving import passing_ids
from spexplorer.storage.library import library_values
from spexplorer.storage.record_batches import batches_of_kind, load_ids
from spexplorer.storage.records import load_kind
from spexplorer.storage.snapshot import Source, connected
from spexplorer.support.errors import AppError

FORMATS: Final = ("json",)
"""The formats that a whole library can be written in; sources have more (`formats.interchange`)."""


class ExportReport(NamedTuple):
    """How many records were written, and how many of them lost which field: what the format cannot carry."""

    written: int
    losses: Mapping[str, int]


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
        wanted = passing_ids(connection, query) if query else None
        kinds = (kind,) if kind else KINDS
        records = [
            record
            for name in kinds
            for record in load_kind(connection, name)
            if wanted is None or record.id in wanted
        ]
        about, distinct = library_values(connection), distinct_pairs(connection)
    if query and not records:
        raise AppError(f"Nothing in the library matches “{query}”; nothing was written.")
    library_json.write(about, records, stream, distinct)
    return len(records)


def records_of(source: Source) -> Iterator[Record]:
    """Every record of a library, kind by kind, as it was at one moment."""
    with connected(source) as connection:
        for kind in KINDS:
            yield from load_kind(connection, kind)


def export_sources(
    source: Source,
    stream: BinaryIO,
    fmt: Format,
    *,
    ids: Collection[str] | None = None,
    query: str = "",
    told: Callable[[int], None] = lambda _count: None,
) -> ExportReport:
    """Write the records of the kinds that a format carries, as they were at one moment.

    `ids` narrows them to some, `query` to what it finds; `told` hears how many are written so far, and may
    raise to call it off. Memory does not grow with their number. Raises AppError when nothing is left
    to write.
    """
    losses: Counter[str] = Counter()
    with connected(source) as connection:
        wanted = passing_ids(connection, query) if query else None
        if ids is not None:
            wanted = set(ids) if wanted is None else wanted & set(ids)
        writing = _Writing(connection, fmt, wanted, losses, told)
        fmt.write(writing.records(), writing.look_up, stream)
    if not writing.written:
        raise AppError(f"There is nothing to write as {fmt.label}; choose other records.")
    return ExportReport(writing.written, losses)


class _Writing:
    """The records of an export as they come, with the ones they name."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        fmt: Format,
        wanted: Collection[str] | None,
        losses: Counter[str],
        told: Callable[[int], None],
    ) -> None:
        self._connection, self._format, self._wanted = connection, fmt, wanted
        self._losses, self._told = losses, told
        self._named: dict[str, Record] = {}
        self.written = 0

    def records(self) -> Iterator[Record]:
        for kind in self._format.kinds:
            for batch in batches_of_kind(self._connection, kind, self._wanted):
                targets = {
                    edge.target
                    for record in batch
                    for edge in edges_of(record)
                    if not edge.target.startswith("passage:")
                }
                self._named = load_ids(self._connection, targets)
                for record in batch:
                    self._losses.update(self._format.losses(record))
                    yield record
                self.written += len(batch)
                self._told(self.written)

    def look_up(self, record_id: str) -> Record | None:
        return self._named.get(record_id)
