"""What a tab needs of many records at once, in a few queries instead of one a record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from spexplorer.domain.listing import RowParts
from spexplorer.storage.columns import Ints, numbers_in
from spexplorer.storage.rows import parts_at, parts_of_kind

if TYPE_CHECKING:
    from numpy.typing import NDArray


def links_to(
    connection: sqlite3.Connection, kind: str, predicates: Iterable[str] = ()
) -> tuple[Ints, Ints, NDArray[np.uint8], tuple[str, ...]]:
    """Every link to a record of a kind; of some predicates only, where any are named.

    The numbers of target and source and the kind of the source, row beside row, each source once; of
    kinds the place among those that follow: a million words would be turned over in one piece, during
    which no other thread of Python runs.
    """
    names = list(predicates)
    chosen = f" AND predicate IN ({', '.join('?' * len(names))})" if names else ""
    groups = connection.execute(
        "SELECT target, source_kind, count(DISTINCT source), group_concat(DISTINCT source) FROM link"
        f" WHERE target IN (SELECT id FROM record WHERE kind = ?){chosen}"
        " GROUP BY target, source_kind",
        (kind, *names),
    ).fetchall()
    lengths = [group[2] for group in groups]
    kinds = {name: code for code, name in enumerate(sorted({group[1] for group in groups}))}
    return (
        np.repeat(np.array([group[0] for group in groups], dtype=np.int64), lengths),
        numbers_in(group[3] for group in groups),
        np.repeat(np.array([kinds[group[1]] for group in groups], dtype=np.uint8), lengths),
        tuple(kinds),
    )


class IncomingLink(NamedTuple):
    """One record that points at another, `target`, by a predicate.

    `total` are the records of its kind that point at that target so, read or not.
    """

    target: str
    predicate: str
    total: int
    parts: RowParts


def pointing(
    connection: sqlite3.Connection, targets: Iterable[str], kinds: Sequence[str], most: int
) -> list[IncomingLink]:
    """What records of some kinds point at the records with some ids, in list order.

    For each target, predicate and kind at most so many are read, the first by number.
    """
    marks = ", ".join("?" * len(kinds))
    found = connection.execute(
        "WITH wanted(id, uid) AS MATERIALIZED"
        " (SELECT record.id, uid FROM json_each(?) JOIN record ON uid = value),"
        " found AS (SELECT DISTINCT target, predicate, source_kind, source FROM wanted"
        f" CROSS JOIN link ON target = wanted.id WHERE source_kind IN ({marks})),"
        " counted AS (SELECT *, row_number() OVER sort AS nth, count(*) OVER"
        " (PARTITION BY target, predicate, source_kind) AS total FROM found"
        " WINDOW sort AS (PARTITION BY target, predicate, source_kind ORDER BY source))"
        " SELECT wanted.uid, predicate, total, record.id"
        " FROM counted JOIN record ON record.id = source JOIN wanted ON wanted.id = target"
        " WHERE nth <= ? ORDER BY sort_key, record.id",
        (json.dumps(list(targets)), *kinds, most),
    ).fetchall()
    listed = {parts.number: parts for parts in parts_at(connection, {row[3] for row in found})}
    return [
        IncomingLink(target, predicate, total, listed[number])
        for target, predicate, total, number in found
    ]


def link_counts(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int]:
    """How many links lead from and to each of some records; one without links is not named."""
    wanted = json.dumps([int(number) for number in numbers])
    found: dict[int, int] = {}
    for end in ("source", "target"):
        for number, count in connection.execute(
            f"SELECT {end}, count(*) FROM link WHERE {end} IN (SELECT value FROM json_each(?))"
            f" GROUP BY {end}",
            (wanted,),
        ):
            found[number] = found.get(number, 0) + count
    return found


def authorities(connection: sqlite3.Connection) -> list[RowParts]:
    """What all agents, then all places, are listed by, in list order."""
    return [*parts_of_kind(connection, "agent"), *parts_of_kind(connection, "place")]


def authority_names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """(id, one form of the name) of every agent and place, in any order."""
    return connection.execute(
        "SELECT uid, name FROM agent JOIN record USING (id)"
        " UNION ALL SELECT uid, name FROM place JOIN record USING (id)"
        " UNION ALL SELECT uid, form FROM name_form JOIN record ON record.id = name_form.record"
        " WHERE kind IN ('agent', 'place')"
    ).fetchall()


def offices(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """(record number, title) of every office that an agent held."""
    return connection.execute(
        "SELECT record, title FROM office ORDER BY record, position"
    ).fetchall()


def participant_roles(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """(record number, role) of every agent that took part in an event in a role."""
    return connection.execute(
        "SELECT DISTINCT link.target, participant.role FROM participant JOIN link"
        " ON link.source = participant.record AND link.predicate = 'participants.agent'"
        " AND link.position = participant.position ORDER BY link.target, participant.id"
    ).fetchall()


def derived(connection: sqlite3.Connection) -> list[int]:
    """The numbers of the records that are computed from others."""
    return [row[0] for row in connection.execute("SELECT DISTINCT record FROM derivation")]


def works_of_apparatus(connection: sqlite3.Connection) -> list[int]:
    """The numbers of the works that a footnote cites, that rest on a passage, or are the source."""
    return [
        row[0]
        for row in connection.execute(
            "SELECT target FROM link WHERE predicate IN ('cited_work', 'work')"
            " AND target_kind = 'work'"
            " UNION SELECT link.source FROM record JOIN link ON link.target = record.id"
            " AND link.predicate = 'evidence.passage' WHERE record.kind = 'passage'"
            " AND link.source_kind = 'work'"
        )
    ]
