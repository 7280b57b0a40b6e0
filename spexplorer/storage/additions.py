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
from spexplorer.storage.inserts import DOCUMENTS, Inserts
from spexplorer.storage.record_insertion import RECORD, gather_rows, insert_gathered, record_row
from spexplorer.storage.records import naming
from spexplorer.storage.search_documents import DOCUMENT, add_keys
from spexplorer.storage.search_words import WordCounts

_CHANGE: Final = ("step", "subject", "number")
_MOST_WORDS: Final = 200_000
"""Different words that are in memory at most."""

_PAGES: Final = 64 * 1024
"""Kibibytes of the library that are in memory while much is written."""

_GATHERED: Final = 32 << 20
"""Bytes of the index of words that FTS5 gathers meanwhile before it writes them."""

_USUALLY_GATHERED: Final = 1 << 20


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
        self._documents: list[tuple[int, str, str]] = []
        self._usual: dict[str, int] = {}

    def __enter__(self) -> Additions:
        """Begin."""
        for pragma, value in (("cache_size", -_PAGES), ("secure_delete", 0)):
            (self._usual[pragma],) = self._connection.execute(f"PRAGMA {pragma}").fetchone()
            self._connection.execute(f"PRAGMA {pragma} = {value}").fetchall()
        self._gather(_GATHERED)
        return self

    def _gather(self, size: int) -> None:
        self._connection.execute(
            "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ?)", (size,)
        )

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
                self._write_documents(self._documents)
                self._counts.write(self._connection)
                self._gather(_USUALLY_GATHERED)
        finally:
            self._thread.shutdown(wait=True)
            for pragma, value in self._usual.items():
                self._connection.execute(f"PRAGMA {pragma} = {value}").fetchall()

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
            documents = list[tuple[int, str, str]]()
            if len(self._documents) >= DOCUMENTS:
                documents, self._documents = self._documents, []
            self._running = self._thread.submit(self._write, piece, documents, counts)

    def _write(
        self, piece: _Piece, documents: Sequence[tuple[int, str, str]], counts: WordCounts | None
    ) -> None:
        insert_gathered(self._connection, piece.inserts, piece.records, self._origin, piece.numbers)
        self._write_documents(documents)
        if counts is not None:
            counts.write(self._connection)

    def _write_documents(self, documents: Sequence[tuple[int, str, str]]) -> None:
        """Write search documents, many in a statement: FTS5 writes its index after each."""
        inserts = Inserts()
        for document in documents:
            inserts.add("search_document", DOCUMENT, document)
        inserts.write(self._connection)

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
            names, body = add_keys(inserts, self._counts, number, record)
            self._documents.append((number, names, body))
            inserts.add("change", _CHANGE, (self._step, record.id, number))
        self._ready = _Piece(records, numbers, inserts)
