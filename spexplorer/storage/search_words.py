"""The words of a library: in how many records each stands, and what its forms share."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from spexplorer.storage.folding import fold, index_text, keys_of_word
from spexplorer.storage.stems import stem_of, words_in

_AT_ONCE: Final = 20_000
"""Words that are written by one statement."""

_TOKENS: Final = 60_000
"""Tokens that are in memory at most."""

Document = tuple[str, str]
"""The names and the body of a search document."""


def stems_in(texts: Iterable[str]) -> dict[str, str]:
    """The keys of the words of some texts, each with what its forms share."""
    return _shortest(chain.from_iterable(map(_stems_of, set(" ".join(texts).split()))))


def _shortest(stems: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words with the shortest of their stems."""
    found: dict[str, str] = {}
    for key, stem in stems:
        other = found.get(key)
        if other is None or (len(stem), stem) < (len(other), other):
            found[key] = stem
    return found


@lru_cache(30_000)
def _stems_of(token: str) -> tuple[tuple[str, str], ...]:
    """The keys of what stands between two spaces, with their stems: records have most of it in common."""
    return tuple((key, stem_of(word)) for word in words_in(token) for key in fold(word).split())


class _Token(NamedTuple):
    """What is made of what stands between two spaces, wherever it stands."""

    key: str
    words: tuple[str, ...]
    """The words of the key that are counted."""
    forms: tuple[str, ...]
    """Further words to find it by."""
    stems: tuple[tuple[str, str], ...]
    is_regular: bool
    """Whether `stems` are those of `words`: not of 31st, which is one word and has the stem of another."""


_PLAIN_WORD: Final = r"\(?([A-Za-z]+)[.,;:!?)]*"
"""A word with the signs of a sentence around it, which with its capitals change nothing."""


@lru_cache(30_000)
def _token_of(text: str) -> _Token | None:
    """None where more than the token has to be looked at (`keys_of_word`)."""
    if (word := re.fullmatch(_PLAIN_WORD, text)) is not None:
        if text != (lower := word[1].lower()):
            return _token_of(lower)
        if found := keys_of_word(text):
            key, forms = found
            return _Token(key, (key,), forms, ((key, stem_of(text)),), is_regular=True)
    if (found := keys_of_word(text)) is None:
        return None
    key, forms = found
    words = tuple(filter(_is_counted, key.split()))
    stems = _stems_of(text) if words else ()
    return _Token(key, words, forms, stems, {key for key, _ in stems} == set(words))


class WordCounts:
    """Words gathered from documents, written to the library in one go."""

    def __init__(self) -> None:
        self._records: Counter[str] = Counter()
        self._stems: dict[str, str] = {}
        self._tokens: dict[str, _Token | None] = {}
        """Tokens met before, of which the stems are noted."""

    def __len__(self) -> int:
        """How many different words were counted."""
        return len(self._records)

    def add_texts(self, names: Iterable[str], body: Iterable[str]) -> Document:
        """Count the words of a new record; gives its document (as `index_text` makes it)."""
        name_tokens, body_tokens = self._tokens_of(names), self._tokens_of(body)
        if name_tokens is None or body_tokens is None:
            document = index_text(*names), index_text(*body)
            self.add(document, stems_in((*names, *body)))
            return document
        both = name_tokens + body_tokens
        words = set(chain.from_iterable([token.words for token in both]))
        first, second = _document_part(name_tokens), _document_part(body_tokens)
        further = set(filter(_is_counted, (*first[1], *second[1]))) - words
        self._records.update(words | further)
        if all(token.is_regular for token in both):
            stems: dict[str, str] = {}
        else:
            stems = _shortest(chain.from_iterable([token.stems for token in both]))
            further |= words
        known = self._stems
        for word in further:
            if known.get(word) != (stem := stems.get(word, word)):
                self._note_stem(word, stem)
        return first[0], second[0]

    def _tokens_of(self, texts: Iterable[str]) -> list[_Token] | None:
        """The tokens of some texts; None where one of them cannot be read by its tokens."""
        written, known = " ".join(texts).split(), self._tokens
        if len(known) > _TOKENS:
            known.clear()
        try:
            found = [known[one] for one in written]
        except KeyError:
            for one in written:
                if one not in known:
                    self._meet(one)
            found = [known[one] for one in written]
        return None if None in found else found  # type: ignore[return-value]

    def _meet(self, text: str) -> None:
        token = self._tokens[text] = _token_of(text)
        if token is not None and token.is_regular:
            for word, stem in token.stems:
                self._note_stem(word, stem)

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
        self._tokens.clear()


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
    names, body = document
    return set(filter(_is_counted, f"{names} {body}".split()))


def _is_counted(word: str) -> bool:
    # Figures have no other forms, and Han characters are looked for side by side.
    return word.isascii() and not word.isdigit()


def _document_part(tokens: Iterable[_Token]) -> tuple[str, Iterable[str]]:
    """The names or the body of a document, and the words in it that are further forms."""
    key = " ".join([token.key for token in tokens if token.key])
    forms = [form for token in tokens if token.forms for form in token.forms]
    if not forms:
        return key, ()
    known = set(key.split())
    forms = [form for form in dict.fromkeys(forms) if form not in known]
    return " ".join([key, *forms] if key else forms), forms
