"""What is found when not every word of a query stands there as it was typed.

Words without weight are left out. Each of the others may stand in another form, in British or American
spelling, as another name or label of the same, or, where it is in the library in no form, with one or two
wrong letters. Records are ranked by how much of the query they hold, rare words counting more; words
that records resting on the same passage hold, and the names of what a record is linked to, count
in part. What the question asks for (domain/question.py) comes first among equals.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from spexplorer.domain.question import (
    ANSWERING,
    asked_for,
)
from spexplorer.storage.asked import asked
from spexplorer.storage.query_units import ALL_WEIGHED, Correction, Unit, content_words, units_of
from spexplorer.storage.search import matching_numbers

_CANDIDATES: Final = 2_500
"""So many records that hold a word are weighed; in a larger library those that hold the rarest words."""
_PIECE: Final = 500

_IN_NAMES: Final = 1.0
_IN_BODY: Final = 0.75
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
    words = content_words(query)
    if not words:
        return Forgiveness()
    total = connection.execute("SELECT max(id) FROM record").fetchone()[0] or 1
    units, corrections, unknown = units_of(connection, words, total)
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
    words = content_words(what.typed)
    total = connection.execute("SELECT max(id) FROM record").fetchone()[0] or 1
    units, _, unknown = units_of(connection, words, total)
    if not units or unknown:
        return found
    groups = [_either([unit]) for unit in units]
    return array("q", sorted(_matching(connection, groups, None, what.within, -1)))


def passing_ids(connection: sqlite3.Connection, query: str) -> set[str]:
    """The ids of the same records."""
    numbers = ", ".join(map(str, passing_numbers(connection, query)))
    return {row[0] for row in connection.execute(f"SELECT uid FROM record WHERE id IN ({numbers})")}


# -- the records that hold them --------------------------------------------------------------------


def _candidates(
    connection: sqlite3.Connection,
    units: Sequence[Unit],
    kind: str | None,
    within: str,
    total: int,
) -> list[int]:
    """Records that hold a word of the query; in a large library those that hold the rarest."""
    by_rarity = sorted(units, key=lambda unit: -unit.weight)
    if total <= ALL_WEIGHED:
        return _matching(connection, [_either(by_rarity)], kind, within, _CANDIDATES)
    found: dict[int, None] = {}
    for number in range(len(by_rarity), 0, -1):
        wanted = [_either([unit]) for unit in by_rarity[:number]]
        room = _CANDIDATES // 2 - len(found)
        found |= dict.fromkeys(_matching(connection, wanted, kind, within, min(room, 600)))
        if len(found) >= _CANDIDATES // 4:
            break
    return list(found)


def _either(units: Iterable[Unit]) -> str:
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
    connection: sqlite3.Connection, units: Sequence[Unit], numbers: Sequence[int], asked: str
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


def _share(unit: Unit, text: str) -> float:
    if unit.any_form.search(text) is None:
        return 0.0
    return 1.0 if unit.exact.search(text) is not None else unit.share


def _neighbouring(units: Sequence[Unit]) -> list[tuple[re.Pattern[str], float]]:
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
    units: Sequence[Unit],
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
