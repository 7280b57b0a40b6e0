"""The words of a library: in how many records each stands, and what its forms share."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from spexplorer.storage.folding import fold
from spexplorer.storage.stems import stem_of, words_in

_AT_ONCE: Final = 20_000
"""Words that are written by one statement."""

Document = tuple[str, str]
"""The names and the body of a search document."""


def stems_in(texts: Iterable[str]) -> dict[str, str]:
    """The keys of the words of some texts, each with what its forms share."""
    found: dict[str, str] = {}
    for token in set(" ".join(texts).split()):
        for key, stem in _stems_of(token):
            other = found.get(key)
            if other is None or (len(stem), stem) < (len(other), other):
                found[key] = stem
    return found


@lru_cache(30_000)
def _stems_of(token: str) -> tuple[tuple[str, str], ...]:
    """The keys of what stands between two spaces, with their stems: records have most of it in common."""
    return tuple((key, stem_of(word)) for word in words_in(token) for key in fold(word).split())


class WordCounts:
    """Words gathered from documents, written to the library in one go."""

    def __init__(self) -> None:
        self._records: Counter[str] = Counter()
        self._stems: dict[str, str] = {}

    def __len__(self) -> int:
        """How many different words were counted."""
        return len(self._records)

    def add(self, document: Document, stems: Mapping[str, str]) -> None:
        """Count the words of a document that is new."""
        words = _words_of(document)
        self._records.update(words)
        known = self._stems
        for word in words:
            if known.get(word) != (stem := stems.get(word, word)):
                self._note_stem(word, stem)

    def _note_stem(self, word: str, stem: str) -> None:
        """Keep the shortest: a library does not depend on the order of its records."""
        other = self._stems.get(word)
        if other is None or (len(stem), stem) < (len(other), other):
            self._stems[word] = stem

    def change(self, before: Document, now: Document, stems: Mapping[str, str]) -> None:
        """Count the words of a document that takes the place of another; `stems` are those of new texts."""
        old, new = _words_of(before), _words_of(now)
        self._records.update(new - old)
        self._records.subtract(old - new)
        for word in (new - old) | (new & stems.keys()):
            self._note_stem(word, stems.get(word, word))
            self._records.setdefault(word, 0)

    def take(self, document: Document) -> None:
        """Count the words of a document off that is no longer there."""
        self._records.subtract(_words_of(document))

    def write(self, connection: sqlite3.Connection) -> None:
        """Bring the words of the library up to date; the caller owns the transaction."""
        more = sorted((word, n) for word, n in self._records.items() if n > 0)
        for start in range(0, len(more), _AT_ONCE):
            some = [
                (word, self._stems.get(word, word), n) for word, n in more[start : start + _AT_ONCE]
            ]
            connection.execute(
                "INSERT INTO search_word (word, stem, records)"
                " SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true"
                " ON CONFLICT (word) DO UPDATE SET records = records + excluded.records,"
                " stem = CASE WHEN (length(excluded.stem), excluded.stem) < (length(stem), stem)"
                " THEN excluded.stem ELSE stem END",
                (json.dumps(some),),
            )
        # A document that took the place of another with a word of it may have a shorter form of that.
        connection.executemany(
            "UPDATE search_word SET stem = :stem WHERE word = :word"
            " AND (length(:stem), :stem) < (length(stem), stem)",
            [
                {"word": word, "stem": self._stems[word]}
                for word, n in self._records.items()
                if n <= 0 and word in self._stems
            ],
        )
        for word, n in self._records.items():
            if n < 0:
                connection.execute(
                    "DELETE FROM search_word WHERE word = ? AND records <= ?", (word, -n)
                )
                connection.execute(
                    "UPDATE search_word SET records = records - ? WHERE word = ?", (-n, word)
                )
        self._records.clear()
        self._stems.clear()


def count_words_again(connection: sqlite3.Connection) -> None:
    """Count the words of all documents, for a library whose documents were written as rows.

    Stems are those of the folded words; the caller owns the transaction.
    """
    connection.execute("DELETE FROM search_word")
    connection.execute(
        "CREATE VIRTUAL TABLE temp.counted USING fts5vocab ('main', 'search_index', 'row')"
    )
    known = connection.execute("SELECT term, doc FROM temp.counted").fetchall()
    connection.executemany(
        "INSERT INTO search_word (word, stem, records) VALUES (?, ?, ?)",
        ((word, stem_of(word), n) for word, n in known if word.isascii() and not word.isdigit()),
    )
    connection.execute("DROP TABLE temp.counted")


def forget_words(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Count the words of records off before these are removed."""
    counts = WordCounts()
    for document in connection.execute(
        "SELECT names, body FROM search_document WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ):
        counts.take(document)
    counts.write(connection)


def _words_of(document: Document) -> set[str]:
    # Figures have no other forms, and Han characters are looked for side by side.
    names, body = document
    return {word for word in f"{names} {body}".split() if word.isascii() and not word.isdigit()}
