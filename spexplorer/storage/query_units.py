"""The words of a query as units to look for: in every form, spelling and script that a library has."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from spexplorer.domain.question import asking_words, figure_of, han_pieces, weighty
from spexplorer.storage.folding import fold
from spexplorer.storage.query import QueryWord, names_beside, query_words
from spexplorer.storage.stems import stem_of

_FORMS: Final = 60
"""So many forms of one word are looked for."""
_PREFIXED: Final = 40
_SHORTEST_FUZZY: Final = 4
_TWO_WRONG: Final = 8
"""From so many letters on two of a word may be wrong."""
_FIRST_MAY_BE_WRONG: Final = 7
_LEAST_PART: Final = 3
_LONGEST_JOINED: Final = 30
"""A word of up to so many letters may be two written as one, each of at least three."""
_TAKEN: Final = 3
"""So many words may be meant by a misspelt one."""
_INFLECTED: Final = 0.9
_ALIKE: Final = 0.75
ALL_WEIGHED: Final = 50_000
"""In a library with more records than this, records are taken for their rarest words."""


class Correction(NamedTuple):
    """A word that the library has in no form, and the one that was taken for it, as a key."""

    typed: str
    taken: str


class Unit(NamedTuple):
    """A word of the query: the keys that stand for it as typed, those that may, and its weight."""

    typed: str
    exact: re.Pattern[str]
    any_form: re.Pattern[str]
    keys: tuple[str, ...]
    weight: float
    share: float
    """What another form of it counts beside the form typed."""


def content_words(query: str) -> list[QueryWord]:
    """The words of a query that carry weight."""
    found: list[QueryWord] = []
    words = {(word.typed.casefold(), word.quoted): word for word in query_words(query)}
    for word in words.values():
        if word.quoted or word.keys[0].isascii():
            found.append(word)
            continue
        found += (QueryWord((fold(piece),), typed=piece) for piece in han_pieces(word.typed))
    kept = weighty((word.typed for word in found if not word.quoted), asking_words(query))
    return [word for word in found if word.quoted or word.typed in kept]


def units_of(
    connection: sqlite3.Connection, words: Sequence[QueryWord], total: int
) -> tuple[list[Unit], tuple[Correction, ...], tuple[str, ...]]:
    """What stands for each word, the words taken for others, and those found in no form.

    `total` is the number of records of the library.
    """
    units: list[Unit] = []
    corrections: list[Correction] = []
    unknown: list[str] = []
    labels = _alternative_labels(connection)
    for word in words:
        known, share = _known_forms(connection, word), _INFLECTED
        other = _other_names(connection, word, known, labels)
        if not known and not other and not word.quoted:
            taken = _spelt_alike(connection, word, by_first=total > ALL_WEIGHED)
            corrections += [Correction(word.typed, key) for key in taken[:1]]
            known = dict.fromkeys(taken, 0) | _counts_of_stems(connection, taken)
            share = _ALIKE
        other = other if known or other else _han_pairs(word)
        if not known and not other:
            unknown.append(word.typed)
            continue
        keys = tuple(dict.fromkeys((*word.keys, *known, *other)))[:_FORMS]
        records = sum(known.values()) or max(1, total // 50)
        as_typed = _pattern((*word.keys, *_other_number(word.keys, known)))
        weight = _rarity(records, total)
        units.append(Unit(word.typed, as_typed, _pattern(keys), keys, weight, share))
    return units, tuple(corrections), tuple(unknown)


def _other_names(
    connection: sqlite3.Connection,
    word: QueryWord,
    known: Iterable[str],
    labels: dict[str, set[str]],
) -> list[str]:
    """Other names and labels of what a word may mean, its figure, or the two words it was written for."""
    names = [word, *(QueryWord((key,)) for key in known if not word.goes_on)]
    found = [key for name in names for key in names_beside(connection, [name])]
    found += _labels_beside(labels, word)
    if word.quoted:
        return found
    if figure := figure_of(word.typed):
        found += _counted_phrases(connection, [figure])
    return found if found or known else _two_words(connection, word)


def _other_number(keys: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """The singular of a plural, and the other way: as good as the word itself."""
    for key in keys:
        forms = {f"{key}s", f"{key}es", key.removesuffix("s"), key.removesuffix("es")}
        yield from (form for form in known if form in forms)


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, keys))})(?= )")


def _rarity(records: int, total: int) -> float:
    return log(1 + total / min(records, total))


def _known_forms(connection: sqlite3.Connection, word: QueryWord) -> dict[str, int]:
    """The words of the library that are a form of one, each with the number of its records."""
    if word.quoted or not word.keys[0].isascii():
        return _counted_phrases(connection, word.keys)
    single = [key for key in word.keys if " " not in key]
    found = _counted(connection, "word", single)
    found |= _counts_of_stems(connection, [], {stem_of(word.typed), *map(stem_of, single)})
    if word.goes_on:
        for key in single:
            if len(key) > 2:
                rows = connection.execute(
                    "SELECT word, records FROM search_word WHERE word >= ? AND word < ?"
                    " ORDER BY records DESC LIMIT ?",
                    (key, f"{key}\U0010ffff", _PREFIXED),
                )
                found |= dict(rows)
    phrases = [key for key in word.keys if " " in key or key.isdigit()]
    return found | _counted_phrases(connection, phrases)


def _counts_of_stems(
    connection: sqlite3.Connection, words: Sequence[str], stems: Iterable[str] = ()
) -> dict[str, int]:
    wanted = {*stems}
    for word in words:
        row = connection.execute("SELECT stem FROM search_word WHERE word = ?", (word,)).fetchone()
        wanted |= {row[0]} if row else set()
    return _counted(connection, "stem", wanted)


def _counted(connection: sqlite3.Connection, column: str, keys: Iterable[str]) -> dict[str, int]:
    return dict(
        connection.execute(
            f"SELECT word, records FROM search_word WHERE {column} IN (SELECT value FROM json_each(?))"
            " ORDER BY records DESC LIMIT ?",
            (json.dumps([*keys]), _FORMS),
        ).fetchall()
    )


def _counted_phrases(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    """How many records hold words side by side, and figures; counted to a bound."""
    found = {}
    for key in keys:
        number = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? LIMIT 1000)",
            (f'"{key}"',),
        ).fetchone()[0]
        if number:
            found[key] = number
    return found


def _han_pairs(word: QueryWord) -> list[str]:
    """Neighbouring characters of a run that is nowhere as a whole."""
    characters = word.keys[0].split()
    if word.quoted or word.keys[0].isascii() or len(characters) < 3:
        return []
    return [" ".join(pair) for pair in pairwise(characters)]


def _two_words(connection: sqlite3.Connection, word: QueryWord) -> list[str]:
    """Two words of the library side by side that were typed as one: silkroad."""
    found: dict[str, int] = {}
    for key in (key for key in word.keys if key.isalpha() and key.isascii()):
        places = range(_LEAST_PART, min(len(key), _LONGEST_JOINED) - _LEAST_PART + 1)
        parts = [part for at in places for part in (key[:at], key[at:])]
        there = _counted(connection, "word", parts)
        pairs = [(key[:at], key[at:]) for at in places]
        both = [f"{one} {other}" for one, other in pairs if one in there and other in there]
        found |= _counted_phrases(connection, both)
    return list(found)


def _spelt_alike(connection: sqlite3.Connection, word: QueryWord, *, by_first: bool) -> list[str]:
    """The words of a library that a misspelt one may stand for, the most likely first.

    Of short words, and with `by_first` (in a large library) of all, the first letter is right.
    """
    from rapidfuzz.distance import OSA  # no other search needs it

    found: dict[str, tuple[int, int, int]] = {}
    for key in (key for key in word.keys if " " not in key and key.isalpha()):
        # A key may be longer than what was typed: that of Joe is zhoe.
        if min(len(key), len(word.typed)) < _SHORTEST_FUZZY:
            continue
        most = 1 if len(key) < _TWO_WRONG else 2
        first, last = (
            (key[0], f"{key[0]}~") if by_first or len(key) < _FIRST_MAY_BE_WRONG else ("", "~")
        )
        for known, records in connection.execute(
            "SELECT word, records FROM search_word WHERE word BETWEEN ? AND ?"
            " AND length(word) BETWEEN ? AND ?",
            (first, last, len(key) - most, len(key) + most),
        ):
            distance = OSA.distance(key, known, score_cutoff=most)
            if distance <= most:
                rank = (distance, known[0] != key[0], -records)
                found[known] = min(rank, found.get(known, rank))
    ranked = sorted(found, key=found.__getitem__)
    # Only words as near as the nearest: confuscius is Confucius, and no word further off.
    return [key for key in ranked if found[key][0] == found[ranked[0]][0]][:_TAKEN]


def _alternative_labels(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The keys of words that a reader may use -> those of the terms of vocabularies they stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, label, alternatives in connection.execute(
        "SELECT code, label, alternatives FROM term WHERE alternatives <> '[]'"
    ):
        for words in json.loads(alternatives):
            found[fold(words)] |= {fold(label), fold(code.replace("_", " "))}
    return found


def _labels_beside(labels: dict[str, set[str]], word: QueryWord) -> list[str]:
    return sorted(set().union(*(labels.get(key, set()) for key in word.keys)))
