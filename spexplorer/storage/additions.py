"""Records that come in great numbers: some are written while the next are made ready.

SQLite lets other threads of the interpreter run during a statement, and each piece is a few long ones. A
piece is written by a thread of its own, nothing else uses the connection meanwhile (`settle`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, NamedTuple

from spexplorer.domain.records import Record
from spexplorer.storage.inserts import Inserts
from spexplorer.storage.record_insertion import RECORD, gather_rows, insert_gathered, record_row
from spexplorer.storage.records import naming
from spexplorer.storage.search_documents import add_document
from spexplorer.storage.search_words import WordCounts

_CHANGE: Final = ("step", "subject", "number")
_MOST_WORDS: Final = 200_000
"""Different words that are in memory at most."""


class _Piece(NamedTuple):
    """Records that were made ready, with all rows to be written."""

    records: Sequence[Record]
    numbers: Mapping[str, int]
    inserts: Inserts


class Additions:
    """Adds new records of one origin as part of one step, piece by piece; a context.

    The order is settle, look up, start, add. Between the first and the third the connection is free for
    whoever looks something up. What was added last is not in the library then: `pending` tells its
    numbers.
    """

    def __init__(self, connection: sqlite3.Connection, origin: int, step: int) -> None:
        """Begin; the transaction and the step are the caller's."""
        self._connection, self._origin, self._step = connection, origin, step
        top = "SELECT coalesce(max(id), 0) FROM record"
        self._highest = int(connection.execute(top).fetchone()[0])
        self._counts = WordCounts()
        self._thread = ThreadPoolExecutor(1, "additions")
        self._running: Future[None] | None = None
        self._ready: _Piece | None = None

    def __enter__(self) -> Additions:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Write what is left, unless something went wrong; nothing is being written afterwards."""
        try:
            if kind is None:
                self.settle()
                self.start()
                self.settle()
                self._counts.write(self._connection)
        finally:
            self._thread.shutdown(wait=True)

    @property
    def pending(self) -> Mapping[str, int]:
        """The numbers of the records that were added last, by id, as long as nothing writes them."""
        return self._ready.numbers if self._ready is not None else {}

    def settle(self) -> None:
        """Wait until nothing is being written; raises what went wrong there."""
        running, self._running = self._running, None
        if running is not None:
            running.result()

    def start(self) -> None:
        """Let what was added last be written."""
        piece, self._ready = self._ready, None
        if piece is not None:
            counts = self._counts if len(self._counts) > _MOST_WORDS else None
            if counts is not None:
                self._counts = WordCounts()
            self._running = self._thread.submit(self._write, piece, counts)

    def _write(self, piece: _Piece, counts: WordCounts | None) -> None:
        insert_gathered(self._connection, piece.inserts, piece.records, self._origin, piece.numbers)
        if counts is not None:
            counts.write(self._connection)

    def add(self, records: Sequence[Record], known: Mapping[str, int]) -> None:
        """Make records ready that may point at each other and at those of `known` numbers."""
        numbers = {str(one.id): self._highest + n for n, one in enumerate(records, 1)}
        self._highest += len(records)
        rows, inserts = {**known, **numbers}, Inserts()
        for record in records:
            with naming(record):
                inserts.add("record", RECORD, record_row(record, self._origin, numbers))
        for record in records:
            number = numbers[record.id]
            with naming(record):
                gather_rows(inserts, rows, record)
            add_document(inserts, self._counts, number, record)
            inserts.add("change", _CHANGE, (self._step, record.id, number))
        self._ready = _Piece(records, numbers, inserts)
