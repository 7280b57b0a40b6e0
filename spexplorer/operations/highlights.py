"""Where the words of a query stand in a text, in any form."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from spexplorer.domain.question import asking_words, han_pieces, is_weightless
from spexplorer.storage.folding import fold
from spexplorer.storage.query import query_words
from spexplorer.storage.stems import stem_of

_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_KEPT = 4_000
"""The spans of so many texts are kept."""


class WordsSought:
    """The words typed into a field of a list: found as they stand, or in another form or script."""

    def __init__(self, typed: str) -> None:
        self._plain = typed.casefold().strip()
        self._words = [
            (word.typed.casefold(), word.keys, stem_of(word.typed)) for word in query_words(typed)
        ]

    def __bool__(self) -> bool:
        return bool(self._plain)

    def are_in(self, text: str) -> bool:
        """Whether a text has all of them."""
        lower = text.casefold()
        if self._plain in lower:
            return True
        if not self._words:
            return False
        key, stems = _known(text)
        return all(
            plain in lower or any(f" {one}" in key for one in keys) or stem in stems
            for plain, keys, stem in self._words
        )


@lru_cache(maxsize=20_000)
def _known(text: str) -> tuple[str, frozenset[str]]:
    return f" {fold(text)} ", frozenset(map(stem_of, re.findall(_WORD, text)))


class Highlights:
    """The words of one query, and of those that were taken for misspelt ones."""

    def __init__(self, query: str, taken: tuple[str, ...] = ()) -> None:
        self._keys: set[str] = set()
        self._stems: set[str] = set()
        self._beginnings: list[str] = []
        self._side_by_side: list[str] = []
        asking = asking_words(query)
        for word in query_words(query):
            if not word.keys[0].isascii():
                self._side_by_side += map(fold, han_pieces(word.typed))
            elif word.quoted or not (is_weightless(word.typed) or word.typed.casefold() in asking):
                self._keys.update(key for keys in word.keys for key in keys.split())
                self._stems.add(stem_of(word.typed))
                self._beginnings += [key for key in word.keys if word.goes_on and len(key) > 1]
        for meant in taken:
            self._keys.add(fold(meant))
            self._stems.add(stem_of(meant))
        self.spans = lru_cache(maxsize=_KEPT)(self._spans)

    def _spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where they stand: first and last letter of each, in order."""
        return tuple(sorted((*self._words(text), *self._han(text))))

    def _words(self, text: str) -> Iterator[tuple[int, int]]:
        for found in re.finditer(_WORD, text):
            word = found[0]
            keys = fold(word).split()
            if (
                not self._keys.isdisjoint(keys)
                or stem_of(word) in self._stems
                or any(key.startswith(start) for key in keys for start in self._beginnings)
            ):
                yield found.span()

    def _han(self, text: str) -> Iterator[tuple[int, int]]:
        if not self._side_by_side or text.isascii():
            return
        places = [(at, key) for at, letter in enumerate(text) if (key := fold(letter))]
        joined = "".join(key for _, key in places if len(key) == 1)
        if len(joined) != len(places):
            places = [(at, key) for at, key in places if len(key) == 1]
        for sought in self._side_by_side:
            letters = sought.replace(" ", "")
            start = joined.find(letters) if letters else -1
            while start >= 0:
                run = places[start : start + len(letters)]
                if all(b[0] == a[0] + 1 for a, b in pairwise(run)):
                    yield run[0][0], run[-1][0] + 1
                start = joined.find(letters, start + 1)
