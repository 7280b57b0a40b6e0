"""Ranked search over all kinds; imports nothing heavy, so that the command line answers at once.

In a library of ordinary size FTS5 ranks every match (bm25). In a large one that would be too slow for a
person who types: bm25 first counts in how many records each word stands. There a bounded number of
matches is ranked here, beside the records whose names begin with what was typed.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Final, NamedTuple

from spexplorer.domain.listing import RowParts
from spexplorer.domain.question import ANSWERING
from spexplorer.storage.asked import Asked, asked
from spexplorer.storage.folding import fold
from spexplorer.storage.index_queries import (
    OF_KIND,
    found_by_neighbours,
    listed,
    numbers_of,
    written,
)
from spexplorer.storage.quantities import carriers
from spexplorer.storage.query import Groups, groups_of
from spexplorer.storage.rows import parts_at

COUNT_CAP: Final = 10_000
"""Hits are counted up to here; beyond, “10,000+” is said (counting more costs more than it tells)."""

LARGE: Final = 50_000
"""In a library with more records than this, a bounded number of matches is ranked."""

UNCOUNTED: Final = -1
"""The `total` of hits that were not counted."""

_CANDIDATES: Final = 2_000
"""So many matches bm25 ranks; more than that many stand only in queries of one common word."""

_SAMPLE: Final = 600
"""So many matches are ranked in a large library: ten times what the search field shows."""

_BEGINNING: Final = 20
"""So many records of a kind are ranked because their label begins with what was typed."""

_LOOKED_AT: Final = 50
"""Among so many of the best hits a label that equals the query is looked for."""

_ENOUGH: Final = 120
"""If so many of the first with the same three letters go on as typed, they are ranked at once."""

_IN_NAMES: Final = 8.0
_USUAL_LENGTH: Final = 120
"""A word in the names weighs eight times one in the body, and more in short names (as in bm25)."""


class SearchResult(NamedTuple):
    """What a query found, best first; `total` is exact up to `COUNT_CAP`, then one more, or `UNCOUNTED`."""

    hits: tuple[RowParts, ...]
    total: int


def search(
    connection: sqlite3.Connection,
    query: str,
    *,
    kind: str | None = None,
    limit: int = 50,
    cap: int = COUNT_CAP,
    large: int = LARGE,
    counted: bool = True,
) -> SearchResult:
    """The best hits for a query in any script; an empty query finds nothing.

    Without `counted`, hits that take long to count in a large library are `UNCOUNTED`. A record that
    goes by exactly this name in any script comes first, wherever it lies among more candidates than
    are ranked, and before it one that is listed by just this title. Statistics whose own value the
    query gives come before what mentions it; last comes what only its neighbours' names find.
    """
    what = asked(connection, query)
    match, within = what.match, what.within
    if match is None:
        return _narrowed(connection, within, kind, limit, cap)
    key = fold(what.words)
    wanted = _Wanted(match, key, kind, max(limit, _LOOKED_AT), cap, counted, within)
    if is_large(connection, large):
        numbers, total = _sampled(connection, wanted, what.words)
        if total == UNCOUNTED and counted:
            total = _counted(connection, what, kind, cap)
    else:
        numbers, total = _ranked(connection, wanted)
    is_full = total == UNCOUNTED and len(numbers) >= wanted.limit  # what follows is not shown
    carrying, more, beside = _by_value_or_neighbour(connection, what, kind, asks_both=not is_full)
    numbers = list(dict.fromkeys([*carrying, *numbers]))
    by_neighbours = [number for number in beside if number not in more]
    if total != UNCOUNTED:
        total = min(total + len(more) + len(by_neighbours), cap + 1)
    hits = parts_at(connection, list(dict.fromkeys([*numbers, *by_neighbours]))[: wanted.limit])
    _arrange(hits, key, carries=bool(carrying), what=what)
    if hits and hits[0].kind == "agent" and hits[0].code == "person":
        _by_kind_after_person(connection, hits, key)
    return SearchResult(tuple(hits[:limit]), total)


def _by_value_or_neighbour(
    connection: sqlite3.Connection, what: Asked, kind: str | None, *, asks_both: bool
) -> tuple[list[int], list[int], list[int]]:
    """Records whose value a query gives, those of them whose text does not match, and neighbours'."""
    assert what.match is not None
    carrying = carriers(connection, what.words, kind)
    more = _unmatched(connection, what.match, carrying)
    beside = found_by_neighbours(connection, what.match, kind) if asks_both else []
    if what.within:
        carrying, more, beside = (
            _those_within(connection, ids, what.within) for ids in (carrying, more, beside)
        )
    return carrying, more, beside


def _arrange(hits: list[RowParts], key: str, *, carries: bool, what: Asked) -> None:
    """Put first what is listed by just this name and what can answer; the rest stays.

    What the source states comes before figures that are computed here, passages last.
    """
    # Remarks go by what was misread, which is no name.
    hits.sort(key=lambda hit: fold(hit.title) != key or (carries and hit.kind == "note"))
    hits.sort(key=lambda hit: _is_computed(hit) and fold(hit.title) != key)
    hits.sort(key=lambda hit: hit.kind == "passage")
    if what.asked_for:
        answering = ANSWERING[what.asked_for][:1]
        hits.sort(key=lambda hit: hit.kind not in answering)


def _is_computed(hit: RowParts) -> bool:
    return hit.kind == "statistic" and bool(hit.values[3])


def _by_kind_after_person(connection: sqlite3.Connection, hits: list[RowParts], key: str) -> None:
    """Where the first hit is the person asked for, the others stand by kind, the best of a kind first."""
    named = "SELECT 1 FROM name_key WHERE key = ? AND record = ?"
    if connection.execute(named, (key, hits[0].number)).fetchone() is not None:
        kinds = list(dict.fromkeys(hit.kind for hit in hits if hit.kind != "passage"))
        places = {kind: at for at, kind in enumerate((*kinds, "passage"))}
        hits[1:] = sorted(hits[1:], key=lambda hit: places[hit.kind])


def _narrowed(
    connection: sqlite3.Connection, within: str, kind: str | None, limit: int, cap: int
) -> SearchResult:
    """What a query without words finds: all that its fields let through, in list order."""
    if not within:
        return SearchResult((), 0)
    of_kind = " AND kind = :kind" if kind else ""
    condition = f"1{_of_records(within)}{of_kind}"
    rows = connection.execute(
        f"SELECT id FROM record WHERE {condition} ORDER BY kind, sort_key, id LIMIT :cap + 1",
        {"kind": kind, "cap": cap},
    ).fetchall()
    return SearchResult(tuple(parts_at(connection, [r[0] for r in rows[:limit]])), len(rows))


def _of_records(within: str) -> str:
    if not within:
        return ""
    from spexplorer.storage.query_fields import of_records  # most queries have no fields

    return of_records(within)


def _those_within(connection: sqlite3.Connection, numbers: Iterable[int], within: str) -> list[int]:
    """The numbers that the fields of a query let through, in their order."""
    every = list(numbers)
    condition = f"id IN ({listed(every)}){_of_records(within)}"
    kept = {row[0] for row in connection.execute(f"SELECT id FROM record WHERE {condition}")}
    return [number for number in every if number in kept]


def scores_of(
    connection: sqlite3.Connection, query: str, numbers: Sequence[int], *, large: int = LARGE
) -> list[float]:
    """How well each of some hits fits a query, in their order: from 1 down to 0.

    Shares of the best hit's weight (bm25, in a large library what it is ranked by). A hit that comes
    before another for its name or value scores at least as much; one that only the names of its
    neighbours find has no weight.
    """
    what = asked(connection, query)
    match = what.match
    if match is None:
        return [1.0 for _ in numbers]
    if is_large(connection, large):
        weights = _scored(connection, groups_of(match), fold(what.words), numbers)
    else:
        weights = {
            number: -score
            for number, score in connection.execute(
                f"SELECT rowid, bm25(search_index, {_IN_NAMES}, 1.0) FROM search_index"
                f" WHERE search_index MATCH ? AND rowid IN ({listed(numbers)})",
                (match,),
            )
        }
    best = max(weights.values(), default=0.0) or 1.0
    rising = accumulate((weights.get(number, 0.0) for number in reversed(numbers)), max)
    return [round(max(0.0, weight / best), 4) for weight in rising][::-1]


def count(
    connection: sqlite3.Connection, query: str, *, kind: str | None = None, cap: int = COUNT_CAP
) -> int:
    """How many records a query finds, up to the cap and one more."""
    what = asked(connection, query)
    if what.match is None:
        return _narrowed(connection, what.within, kind, 0, cap).total
    more = _beside_the_text(connection, what, kind)
    return min(_counted(connection, what, kind, cap) + len(more), cap + 1)


def _counted(connection: sqlite3.Connection, what: Asked, kind: str | None, cap: int) -> int:
    assert what.match is not None
    match = written(groups_of(what.match))
    return len(numbers_of(connection, match, kind, cap + 1, what.within))


def is_large(connection: sqlite3.Connection, large: int = LARGE) -> bool:
    """Whether a library has more records than can all be ranked while a person types."""
    last = connection.execute("SELECT max(id) FROM record").fetchone()[0]
    return bool(last and last > large)


class _Wanted(NamedTuple):
    match: str
    key: str
    kind: str | None
    limit: int
    cap: int
    counted: bool
    within: str


def _ranked(connection: sqlite3.Connection, wanted: _Wanted) -> tuple[list[int], int]:
    """Hits ranked by FTS5: the names of a record weigh eight times its body."""
    of_kind = (OF_KIND if wanted.kind else "") + wanted.within
    values = {**wanted._asdict(), "within": ""}
    rows = connection.execute(
        "WITH named AS (SELECT record AS id FROM name_key WHERE key = :key)"
        " SELECT record.id FROM"
        " (SELECT id, 0 AS place, 0.0 AS score FROM named UNION ALL SELECT id, 1, score FROM"
        f" (SELECT rowid AS id, bm25(search_index, {_IN_NAMES}, 1.0) AS score FROM search_index"
        f" WHERE search_index MATCH :match{of_kind} LIMIT {_CANDIDATES}) WHERE id NOT IN named)"
        " AS found JOIN record ON record.id = found.id"
        " WHERE 1"
        + (" AND record.kind = :kind" if wanted.kind else "")
        + _of_records(wanted.within)
        + " ORDER BY place, score, record.sort_key, record.id LIMIT :limit",
        values,
    ).fetchall()
    total = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search_index"
        f" WHERE search_index MATCH :match{of_kind} LIMIT :cap + 1)",
        values,
    ).fetchone()[0]
    return [row[0] for row in rows], total


# -- what is found beside the text of a record ---------------------------------------------------


def _unmatched(connection: sqlite3.Connection, match: str, carrying: list[int]) -> list[int]:
    """Records found by their value alone: those of them whose text does not match."""
    matched = _scored(connection, groups_of(match), "", carrying)
    return [number for number in carrying if number not in matched]


def _beside_the_text(
    connection: sqlite3.Connection, what: Asked, kind: str | None = None
) -> list[int]:
    """Records whose text does not match: found by their value, or by the names of their neighbours."""
    assert what.match is not None
    carrying = carriers(connection, what.words, kind)
    by_neighbours = found_by_neighbours(connection, what.match, kind)
    found = list(dict.fromkeys([*_unmatched(connection, what.match, carrying), *by_neighbours]))
    return _those_within(connection, found, what.within) if what.within else found


# -- everything that matches ---------------------------------------------------------------------


def matching_ids(connection: sqlite3.Connection, query: str) -> set[str]:
    """The ids of all records a query finds; none for an empty query."""
    numbers = listed(matching_numbers(connection, query))
    return {row[0] for row in connection.execute(f"SELECT uid FROM record WHERE id IN ({numbers})")}


def matching_numbers(connection: sqlite3.Connection, query: str) -> "array[int]":
    """The numbers of all records a query finds, ascending, as 64-bit integers (`np.asarray` reads them).

    For half a million matches this takes a third of a second: to be asked off the interface thread.
    """
    what = asked(connection, query)
    if what.match is None:
        if not what.within:
            return array("q")
        condition = f"1{_of_records(what.within)}"
        every = connection.execute(f"SELECT id FROM record WHERE {condition} ORDER BY id")
        return array("q", chain.from_iterable(every))
    match, more = what.match, _beside_the_text(connection, what)
    if is_large(connection):
        match = written(groups_of(match))
    rows = connection.execute(
        f"SELECT rowid FROM search_index WHERE search_index MATCH ?{what.within} ORDER BY rowid",
        (match,),
    )
    found = array("q", chain.from_iterable(rows))
    return array("q", sorted((*found, *more))) if more else found


# -- large libraries -----------------------------------------------------------------------------


def _sampled(connection: sqlite3.Connection, wanted: _Wanted, query: str) -> tuple[list[int], int]:
    """Hits ranked among the first matches and the records whose names begin with the query."""
    groups = groups_of(wanted.match)
    found, total = _first_matches(connection, groups, wanted)
    begun = _scored(connection, groups, wanted.key, _beginning(connection, wanted, query))
    # Who or what goes by a name that begins so comes before titles that do.
    known = {*_going_by(connection, wanted.key)}
    found |= {n: score + _IN_NAMES * (n in known) for n, score in begun.items()}
    named = connection.execute("SELECT record FROM name_key WHERE key = ?", (wanted.key,))
    best = {row[0]: (0, 0.0) for row in named}
    best = {number: (1, -score) for number, score in found.items()} | best
    rows = connection.execute(
        "SELECT id, kind, sort_key FROM record WHERE id IN"
        f" ({listed(sorted(best, key=best.__getitem__)[: wanted.limit])})"
    ).fetchall()
    if wanted.kind:
        rows = [row for row in rows if row[1] == wanted.kind]
    if wanted.within:
        kept = {*_those_within(connection, [row[0] for row in rows], wanted.within)}
        rows = [row for row in rows if row[0] in kept]
    rows.sort(key=lambda row: (*best[row[0]], row[2], row[0]))
    return [row[0] for row in rows], total


def _first_matches(
    connection: sqlite3.Connection, groups: Groups, wanted: _Wanted
) -> tuple[dict[int, float], int]:
    """The first matches with their scores, and how many there are if that came with them."""
    exact, wide = written(groups), written(groups, cut=True)
    if wide != exact:
        numbers = numbers_of(connection, wide, wanted.kind, _SAMPLE, wanted.within)
        found = _scored(connection, groups, wanted.key, numbers)
        if len(numbers) < _SAMPLE:
            return found, min(len(found), wanted.cap + 1)
        if len(found) >= _ENOUGH:
            return found, UNCOUNTED
    most = wanted.cap + 1 if wanted.counted else _SAMPLE
    numbers = numbers_of(connection, exact, wanted.kind, most, wanted.within)
    total = len(numbers) if wanted.counted or len(numbers) < most else UNCOUNTED
    return _scored(connection, groups, wanted.key, numbers[:_SAMPLE]), total


def _beginning(connection: sqlite3.Connection, wanted: _Wanted, query: str) -> list[int]:
    """Records whose label, or another form of whose name, begins with the query."""
    # Most kinds are sorted by their label; those sorted by date or place have nothing there.
    start = query.strip().casefold()
    kinds = (
        [wanted.kind]
        if wanted.kind
        else [r[0] for r in connection.execute("SELECT name FROM kind")]
    )
    found = [
        row[0]
        for kind in kinds
        for row in connection.execute(
            "SELECT id FROM record WHERE kind = ? AND sort_key >= ? AND sort_key < ? LIMIT ?",
            (kind, start, f"{start}\U0010ffff", _BEGINNING),
        )
    ]
    return list(dict.fromkeys([*found, *_going_by(connection, wanted.key)]))


def _going_by(connection: sqlite3.Connection, key: str) -> list[int]:
    """Authorities and concepts of which a name begins with the query, in any script."""
    rows = connection.execute(
        "SELECT record FROM name_key WHERE key >= ? AND key < ? LIMIT ?",
        (key, f"{key}\U0010ffff", _BEGINNING),
    )
    return [row[0] for row in rows]


def _scored(
    connection: sqlite3.Connection, groups: Groups, key: str, numbers: Sequence[int]
) -> dict[int, float]:
    """Those of some records that match, with what they are ranked by: the higher, the better."""
    sought = [[phrase.sought for phrase in group] for group in groups]
    found = {}
    for number, names, body in connection.execute(
        f"SELECT id, names, body FROM search_document WHERE id IN ({listed(numbers)})"
    ):
        if (score := _score(f" {names} ", f" {body} ", sought)) is not None:
            begins = names.startswith(key)
            found[number] = score + (_IN_NAMES * len(groups) if begins else 0)
    return found


def _score(names: str, body: str, sought: list[list[str]]) -> float | None:
    """The weight of a record for a query; None if a word of it is nowhere."""
    score = 0.0
    share = 1.0 + _IN_NAMES / (0.25 + 0.75 * len(names) / _USUAL_LENGTH)
    for group in sought:
        if any(words in names for words in group):
            # The word as typed weighs a little more than one that goes on, or another name for it.
            score += share * (1.25 if f"{group[0].rstrip()} " in names else 1.0)
        elif any(words in body for words in group):
            score += 1.0
        else:
            return None
    return score
