"""What is found when not every word of a query stands there as it was typed.

Words without weight are left out. Each of the others may stand in another form, in British or American
spelling, as another name or label of the same, or, where it is in the library in no form, with one or two
wrong letters. Records are ranked by how much of the query they hold, rare words counting more; words
that records resting on the same passage hold, and the names of what a record is linked to, count
in part. What the question asks for (domain/question.py) comes first among equals.
"""

from __future__ import annotations

import json
import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

from spexplorer.domain.question import (
    ANSWERING,
    asked_for,
    asking_words,
    figure_of,
    han_pieces,
    weighty,
)
from spexplorer.storage.asked import asked
from spexplorer.storage.folding import fold
from spexplorer.storage.query import QueryWord, names_beside, query_words
from spexplorer.storage.search import matching_numbers
from spexplorer.storage.stems import stem_of

_CANDIDATES: Final = 2_500
"""So many records that hold a word are weighed; in a larger library those that hold the rarest words."""
_ALL_WEIGHED: Final = 50_000
"""In a library with more records than this, records are taken for their rarest words."""
_PIECE: Final = 500
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

_IN_NAMES: Final = 1.0
_IN_BODY: Final = 0.75
_INFLECTED: Final = 0.9
_ALIKE: Final = 0.75
_BESIDE: Final = 0.5
"""The share that counts of a word in the names of what a record is linked to."""
_SAME_PASSAGE: Final = 0.45
"""The share that counts of what records resting on the same passage hold."""
_SIDE_BY_SIDE: Final = 0.35
"""What two words count in addition where they stand side by side, as in the query."""
_CAN_ANSWER: Final = 1.5
_BARE_PASSAGE: Final = 0.3
_LEAST: Final = 0.35
"""Records with less than this share of the best are left out."""
_MOST_FROM_ONE: Final = 0.85


class Correction(NamedTuple):
    """A word that the library has in no form, and the one that was taken for it, as a key."""

    typed: str
    taken: str


class Forgiven(NamedTuple):
    """A record that answers in part: its score, and which of the words it holds."""

    number: int
    score: float
    matched: tuple[str, ...]
    missing: tuple[str, ...]


class Forgiveness(NamedTuple):
    """What was found in other forms: best first, with the words taken for others or found nowhere."""

    hits: tuple[Forgiven, ...] = ()
    words: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    unknown: tuple[str, ...] = ()


class _Unit(NamedTuple):
    """A word of the query: the keys that stand for it as typed, those that may, and its weight."""

    typed: str
    exact: re.Pattern[str]
    any_form: re.Pattern[str]
    keys: tuple[str, ...]
    weight: float
    share: float
    """What another form of it counts beside the form typed."""


def forgive(
    connection: sqlite3.Connection,
    query: str,
    *,
    kind: str | None = None,
    within: str = "",
    limit: int = 50,
    without: Collection[int] = (),
) -> Forgiveness:
    """The records that answer a query best though not word for word, without some found already.

    `within` narrows them, as SQL behind WHERE.
    """
    what = asked_for(query)
    words = _content(query)
    if not words:
        return Forgiveness()
    total = connection.execute("SELECT max(id) FROM record").fetchone()[0] or 1
    units, corrections, unknown = _units(connection, words, total)
    names = tuple(dict.fromkeys(word.typed for word in words))
    if not units:
        return Forgiveness((), names, (), unknown)
    candidates = _candidates(connection, units, kind, within, total)
    scores = _weighed(connection, units, candidates, what)
    hits = _best(scores, units, unknown, limit, frozenset(without))
    return Forgiveness(tuple(hits), names, corrections, unknown)


def passing_numbers(connection: sqlite3.Connection, query: str) -> array[int]:
    """The numbers of all records that a filter by a query lets through, ascending.

    Those with all words as typed; where there is none, those that have every word that carries weight
    in some form.
    """
    found = matching_numbers(connection, query)
    if found:
        return found
    what = asked(connection, query)
    words = _content(what.typed)
    total = connection.execute("SELECT max(id) FROM record").fetchone()[0] or 1
    units, _, unknown = _units(connection, words, total)
    if not units or unknown:
        return found
    groups = [_either([unit]) for unit in units]
    return array("q", sorted(_matching(connection, groups, None, what.within, -1)))


def passing_ids(connection: sqlite3.Connection, query: str) -> set[str]:
    """The ids of the same records."""
    numbers = ", ".join(map(str, passing_numbers(connection, query)))
    return {row[0] for row in connection.execute(f"SELECT uid FROM record WHERE id IN ({numbers})")}


# -- the words of a query --------------------------------------------------------------------------


def _content(query: str) -> list[QueryWord]:
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


def _units(
    connection: sqlite3.Connection, words: Sequence[QueryWord], total: int
) -> tuple[list[_Unit], tuple[Correction, ...], tuple[str, ...]]:
    units: list[_Unit] = []
    corrections: list[Correction] = []
    unknown: list[str] = []
    labels = _alternative_labels(connection)
    for word in words:
        known = _known_forms(connection, word)
        names = [word, *(QueryWord((key,)) for key in known if not word.goes_on)]
        other = [key for name in names for key in names_beside(connection, [name])]
        other += _labels_beside(labels, word)
        if (figure := figure_of(word.typed)) and not word.quoted:
            other += _counted_phrases(connection, [figure])
        share = _INFLECTED
        if not known and not other and not word.quoted:
            other = _two_words(connection, word)
        if not known and not other and not word.quoted:
            taken = _spelt_alike(connection, word, by_first=total > _ALL_WEIGHED)
            corrections += [Correction(word.typed, key) for key in taken[:1]]
            known = dict.fromkeys(taken, 0) | _counts_of_stems(connection, taken)
            share = _ALIKE
        if not known and not other:
            pieces = _han_pairs(word)
            if not pieces:
                unknown.append(word.typed)
                continue
            other = pieces
        keys = tuple(dict.fromkeys((*word.keys, *known, *other)))[:_FORMS]
        records = sum(known.values()) or _ordinary(total)
        units.append(
            _Unit(
                word.typed,
                _pattern((*word.keys, *_other_number(word.keys, known))),
                _pattern(keys),
                keys,
                _rarity(records, total),
                share,
            )
        )
    return units, tuple(corrections), tuple(unknown)


def _other_number(keys: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """The singular of a plural, and the other way: as good as the word itself."""
    for key in keys:
        forms = {f"{key}s", f"{key}es", key.removesuffix("s"), key.removesuffix("es")}
        yield from (form for form in known if form in forms)


def _pattern(keys: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, keys))})(?= )")


def _ordinary(total: int) -> int:
    return max(1, total // 50)


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
        if len(key) < _SHORTEST_FUZZY:
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


# -- the records that hold them --------------------------------------------------------------------


def _candidates(
    connection: sqlite3.Connection,
    units: Sequence[_Unit],
    kind: str | None,
    within: str,
    total: int,
) -> list[int]:
    """Records that hold a word of the query; in a large library those that hold the rarest."""
    by_rarity = sorted(units, key=lambda unit: -unit.weight)
    if total <= _ALL_WEIGHED:
        return _matching(connection, [_either(by_rarity)], kind, within, _CANDIDATES)
    found: dict[int, None] = {}
    for number in range(len(by_rarity), 0, -1):
        wanted = [_either([unit]) for unit in by_rarity[:number]]
        room = _CANDIDATES // 2 - len(found)
        found |= dict.fromkeys(_matching(connection, wanted, kind, within, min(room, 600)))
        if len(found) >= _CANDIDATES // 4:
            break
    return list(found)


def _either(units: Iterable[_Unit]) -> str:
    return " OR ".join(f'"{key}"' for unit in units for key in unit.keys)


def _matching(
    connection: sqlite3.Connection, groups: Sequence[str], kind: str | None, within: str, limit: int
) -> list[int]:
    match = " AND ".join(f"({group})" for group in groups)
    of_kind = " AND rowid IN (SELECT id FROM record WHERE kind = :kind)" if kind else ""
    rows = connection.execute(
        f"SELECT rowid FROM search_index WHERE search_index MATCH :match{of_kind}{within} LIMIT :limit",
        {"match": match, "kind": kind, "limit": limit},
    )
    return [row[0] for row in rows]


class _Weighed(NamedTuple):
    number: int
    kind: str
    score: float
    shares: tuple[float, ...]
    """What counts of each word, in its own text."""


def _weighed(
    connection: sqlite3.Connection, units: Sequence[_Unit], numbers: Sequence[int], asked: str
) -> list[_Weighed]:
    own: dict[int, tuple[float, ...]] = {}
    in_names: dict[int, tuple[float, ...]] = {}
    extra: dict[int, float] = {}
    kinds: dict[int, str] = {}
    pairs = _neighbouring(units)
    for number, kind, names, body in _documents(connection, numbers):
        kinds[number] = kind
        in_names[number] = tuple(_share(unit, names) for unit in units)
        own[number] = tuple(
            max(_IN_NAMES * share, _IN_BODY * _share(unit, body)) if share < 1 else share
            for unit, share in zip(units, in_names[number], strict=True)
        )
        extra[number] = sum(weight for pattern, weight in pairs if pattern.search(names + body))
    beside, resting = _links(connection, own)
    weights = [unit.weight for unit in units]
    passages: dict[int, list[float]] = {}
    for number, places in resting.items():
        for place in places:
            known = passages.setdefault(place, [0.0] * len(units))
            passages[place] = [max(a, b) for a, b in zip(known, own[number], strict=True)]
    weighed = []
    for number, shares in own.items():
        more = list(shares)
        for other in beside.get(number, ()):
            if other in in_names:
                more = [max(a, _BESIDE * b) for a, b in zip(more, in_names[other], strict=True)]
        for place in resting.get(number, ()):
            more = [max(a, _SAME_PASSAGE * b) for a, b in zip(more, passages[place], strict=True)]
        score = sum(a * b for a, b in zip(more, weights, strict=True)) + extra[number]
        score *= _prior(kinds[number], asked)
        weighed.append(_Weighed(number, kinds[number], score, shares))
    return weighed


def _prior(kind: str, asked: str) -> float:
    answering = ANSWERING.get(asked, ())
    if kind in answering:
        return _CAN_ANSWER if kind == answering[0] else 1 + (_CAN_ANSWER - 1) / 2
    return _BARE_PASSAGE if kind == "passage" else 1.0


def _share(unit: _Unit, text: str) -> float:
    if unit.any_form.search(text) is None:
        return 0.0
    return 1.0 if unit.exact.search(text) is not None else unit.share


def _neighbouring(units: Sequence[_Unit]) -> list[tuple[re.Pattern[str], float]]:
    """Words that stand side by side in the query, and what it counts that they do in a record."""
    return [
        (
            re.compile(f"{one.any_form.pattern}{other.any_form.pattern}"),
            _SIDE_BY_SIDE * min(one.weight, other.weight),
        )
        for one, other in pairwise(units)
    ]


def _documents(
    connection: sqlite3.Connection, numbers: Sequence[int]
) -> Iterable[tuple[int, str, str, str]]:
    for start in range(0, len(numbers), _PIECE):
        listed = ", ".join(map(str, numbers[start : start + _PIECE]))
        yield from connection.execute(
            "SELECT search_document.id, kind, ' ' || names || ' ', ' ' || body || ' ' FROM search_document"
            f" JOIN record ON record.id = search_document.id WHERE search_document.id IN ({listed})"
        )


def _links(
    connection: sqlite3.Connection, numbers: Iterable[int]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """What records are linked to, and the passages they rest on."""
    beside: dict[int, list[int]] = defaultdict(list)
    resting: dict[int, list[int]] = defaultdict(list)
    listed = list(numbers)
    for start in range(0, len(listed), _PIECE):
        within = ", ".join(map(str, listed[start : start + _PIECE]))
        for source, target, predicate, kind in connection.execute(
            f"SELECT source, target, predicate, target_kind FROM link WHERE source IN ({within})"
        ):
            if predicate == "evidence.passage":
                resting[source].append(target)
            elif kind in ("agent", "place", "instrument", "concept", "work"):
                beside[source].append(target)
    return beside, resting


def _best(
    weighed: list[_Weighed],
    units: Sequence[_Unit],
    unknown: Sequence[str],
    limit: int,
    without: frozenset[int],
) -> list[Forgiven]:
    weighed.sort(key=lambda one: (-one.score, one.number))
    best = weighed[0].score if weighed else 0.0
    full = sum(unit.weight for unit in units) or 1.0
    found: list[Forgiven] = []
    for one in weighed:
        if len(found) >= limit or one.score < _LEAST * best:
            break
        if one.number in without:
            continue
        matched = [u.typed for u, share in zip(units, one.shares, strict=True) if share]
        missing = [u.typed for u, share in zip(units, one.shares, strict=True) if not share]
        score = min(1.0, one.score / full / _CAN_ANSWER)
        found.append(Forgiven(one.number, round(score, 4), tuple(matched), (*missing, *unknown)))
    return found
