"""Asking the index: the numbers of the records that match, and of those that match with their neighbours."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from spexplorer.domain.kinds import KINDS
from spexplorer.storage.query import Groups, Phrase, groups_of

OF_KIND: Final = (
    " AND EXISTS (SELECT 1 FROM record WHERE record.id = search_index.rowid AND kind = :kind)"
)
"""Narrows before candidates are cut off; asked row by row, a kind may have a million records."""

_PREFIX: Final = 3
"""FTS5 keeps an index of the first two and the first three letters (db/migrations/0004_search.sql).

Longer beginnings it gathers from every word they begin, which takes long when one of them is common.
"""

_SECOND_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
"""What a folded word can go on with."""

_NAMED: Final = 20
"""So many authorities, and works, whose names match are followed to what names them."""

_LINKED: Final = 200
"""So many records are found by their neighbours at each step."""


def written(groups: Groups, *, cut: bool = False) -> str:
    """The MATCH expression of groups; `cut` leaves three letters of a word that goes on."""
    return " AND ".join(
        "(" + " OR ".join(form for phrase in group for form in _forms(phrase, cut=cut)) + ")"
        for group in groups
    )


def _forms(phrase: Phrase, *, cut: bool) -> Iterable[str]:
    words, goes_on = phrase
    if not goes_on:
        return (f'"{words}"',)
    length = len(words.rpartition(" ")[2])
    if length == 1:  # in none of the indexes: by two letters, then
        return (f'"{words}"', *(f'"{words}{second}"*' for second in _SECOND_LETTERS))
    return (f'"{words[: _PREFIX - length or None] if cut and length > _PREFIX else words}"*',)


def numbers_of(
    connection: sqlite3.Connection, match: str, kind: str | None, limit: int, within: str = ""
) -> list[int]:
    """The numbers of the first records that match, of one kind if one is named."""
    # Records of a kind are mostly numbered in a row, and FTS5 goes straight to a range of numbers:
    # without it, all matches of other kinds before the first wanted one are asked for their kind.
    first, last = _range_of(connection, kind) if kind else (0, 0)
    of_kind = f"{OF_KIND} AND rowid BETWEEN :first AND :last" if kind else ""
    rows = connection.execute(
        f"SELECT rowid FROM search_index WHERE search_index MATCH :match{of_kind}{within}"
        " LIMIT :limit",
        {"match": match, "kind": kind, "limit": limit, "first": first, "last": last},
    )
    return [row[0] for row in rows]


def _range_of(connection: sqlite3.Connection, kind: str) -> tuple[int, int]:
    """The first and the last number of a kind; an empty range when it has no record."""
    if kind not in KINDS:
        return 1, 0
    first, last = connection.execute(
        f"SELECT (SELECT min(id) FROM {kind}), (SELECT max(id) FROM {kind})"
    ).fetchone()
    return (first, last) if first is not None else (1, 0)


# -- with the names of their neighbours


def found_by_neighbours(
    connection: sqlite3.Connection, match: str, kind: str | None = None
) -> list[int]:
    """Records that a query finds only with the names of their neighbours; a bounded number.

    Works by their contributors, claims, concepts and statistics by their holder, footnotes by the
    work they cite and by its contributors. Each word stands in the record or in such a name.
    """
    groups = groups_of(match)
    named = numbers_of(connection, f"names : ({written(groups)})", "work", _NAMED)
    for sought in [groups, *([group] for group in groups if len(groups) > 1)]:
        named += numbers_of(connection, f"names : ({written(sought)})", "agent", _NAMED)
    neighbours: dict[int, set[int]] = {}
    _add_sources(connection, dict.fromkeys(named), ("contributors.agent", "holder"), neighbours)
    works = dict.fromkeys((*named, *neighbours))
    _add_sources(connection, works, ("cited_work",), neighbours)
    for found in neighbours.values():  # the contributors of a work that is cited
        found.update(*(neighbours[number] for number in found & neighbours.keys()))
    texts = _texts_of(connection, {*neighbours, *set().union(*neighbours.values())})
    kept = []
    for number, others in neighbours.items():
        own = "".join(texts.get(number, ("", "")))
        names = "".join(texts.get(other, ("", ""))[0] for other in sorted(others))
        if not _holds_all(own, groups) and _holds_all(own + names, groups):
            kept.append(number)
    if kind is None:
        return kept
    rows = connection.execute(
        f"SELECT id FROM record WHERE kind = ? AND id IN ({listed(kept)})", (kind,)
    )
    of_kind = {row[0] for row in rows}
    return [number for number in kept if number in of_kind]


def _add_sources(
    connection: sqlite3.Connection,
    named: Iterable[int],
    predicates: Iterable[str],
    neighbours: dict[int, set[int]],
) -> None:
    """Add who names some records by some predicates, each with whom it names."""
    room = _LINKED
    for target in list(named):
        for predicate in predicates:
            if room <= 0:
                return
            for (source,) in connection.execute(
                "SELECT DISTINCT source FROM link WHERE target = ? AND predicate = ?"
                " ORDER BY source LIMIT ?",
                (target, predicate, room),
            ).fetchall():
                neighbours.setdefault(source, set()).add(target)
                room -= 1


def _holds_all(text: str, groups: Groups) -> bool:
    return all(any(phrase.sought in text for phrase in group) for group in groups)


def _texts_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names and body of some records, each as words with a space before and after them."""
    rows = connection.execute(
        f"SELECT id, names, body FROM search_document WHERE id IN ({listed(numbers)})"
    )
    return {number: (f" {names} ", f" {body} ") for number, names, body in rows}


def listed(numbers: Iterable[int]) -> str:
    """Numbers as they stand in a list in SQL."""
    return ", ".join(map(str, numbers))
