"""Where the values of a facet lie: the queries behind the facets and the other properties of records."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

_PARTICIPANTS: Final = (
    "SELECT agent.uid AS value, link.source AS id FROM participant JOIN link"
    " ON link.source = participant.record AND link.predicate = 'participants.agent'"
    " AND link.position = participant.position JOIN record AS agent ON agent.id = link.target"
    " WHERE participant.role = '{}'"
)

_NEW_YEAR: Final = "(({0} - 1) * 365 + ({0} - 1) / 4 - ({0} - 1) / 100 + ({0} - 1) / 400 + 1)"
"""The day number of 1 January of a year of the common era."""


def _year_of(guess: str, day: str) -> str:
    """The year of a day, from a year that is right or beside it."""
    after, late = _NEW_YEAR.format(guess), _NEW_YEAR.format(f"({guess} + 1)")
    return f"({guess} - ({after} > {day}) + ({late} <= {day}))"


_OWN_DATE: Final = (
    "(role IN ('date', 'as_of', 'issued') OR (role = 'dates.date' AND position ="
    " (SELECT min(position) FROM dating AS other WHERE other.record = dating.record"
    " AND other.role = 'dates.date')))"
)
"""The date a record is listed by."""

_DECADE: Final = (
    "SELECT CASE WHEN low IS NULL OR high IS NULL OR low < 366 OR doubtful THEN 'other'"
    f" WHEN {_year_of('first', 'low')} / 10 = {_year_of('last', 'high')} / 10"
    f" AND {_year_of('first', 'low')} >= 1900 THEN printf('%03dX', {_year_of('first', 'low')} / 10)"
    f" WHEN {_year_of('first', 'low')} / 100 = {_year_of('last', 'high')} / 100"
    f" AND {_year_of('last', 'high')} < 1900"
    f" THEN printf('%02dXX', {_year_of('first', 'low')} / 100) ELSE 'other' END AS value, id"
    " FROM (SELECT start_min AS low, end_max AS high, doubtful, record AS id,"
    " (start_min - 1) * 400 / 146097 + 1 AS first, (end_max - 1) * 400 / 146097 + 1 AS last"
    f" FROM dating WHERE {_OWN_DATE})"
)
"""The decade a date certainly lies in (before 1900: the century), in EDTF; “other” for all other dates."""

_SPECIAL: Final = {
    "decade": _DECADE,
    "tag": "SELECT tag AS value, record AS id FROM tag",
    "collection": "SELECT collection AS value, record AS id FROM membership",
    "status": "SELECT status AS value, id FROM record WHERE kind <> 'passage'",
    "sender": _PARTICIPANTS.format("sender"),
    "receiver": _PARTICIPANTS.format("recipient"),
    "origin": (
        "SELECT trim(origin.name || ' ' || origin.version) AS value, record.id FROM record"
        " JOIN origin ON origin.id = record.origin WHERE kind <> 'passage'"
    ),
    "type": "SELECT type AS value, id FROM work",
    "agent_type": "SELECT agent_type AS value, id FROM agent",
    "place_type": "SELECT place_type AS value, id FROM place",
    "footnote": (
        "WITH noted (note, place) AS (SELECT printf('%d', footnote), id FROM passage"
        " WHERE footnote IS NOT NULL UNION SELECT printf('%d', mark.value), passage.id"
        " FROM passage, json_each(footnote_marks) AS mark)"
        " SELECT note AS value, place AS id FROM noted UNION SELECT note, source FROM link"
        " JOIN noted ON place = target WHERE predicate = 'evidence.passage'"
        " UNION ALL SELECT 'none', id FROM record WHERE kind NOT IN ('passage', 'note')"
        " AND id NOT IN (SELECT source FROM link JOIN noted ON place = target"
        " WHERE predicate = 'evidence.passage') AND EXISTS (SELECT 1 FROM noted)"
    ),
    "support": (
        "SELECT CASE"
        " WHEN id IN (SELECT record FROM derivation) THEN 'derived'"
        " WHEN id IN (SELECT source FROM link JOIN passage ON passage.id = target"
        "   WHERE predicate = 'evidence.passage'"
        "   AND (passage.footnote IS NOT NULL OR passage.footnote_marks <> '[]')) THEN 'footnoted'"
        " WHEN id IN (SELECT source FROM link JOIN passage ON passage.id = target"
        "   WHERE predicate = 'evidence.passage') THEN 'paper' ELSE 'none' END AS value, id"
        " FROM record WHERE kind NOT IN ('passage', 'note')"
    ),
}
"""What is no column of a kind or a part; the others are read off the record classes."""

_AT_START: Final = {
    "vector": "SELECT vector AS value, id FROM instrument",
    "level": "SELECT level AS value, id FROM agreement",
    "event_type": "SELECT event_type AS value, id FROM event",
    "source_type": "SELECT source_type AS value, id FROM work WHERE source_type IS NOT NULL",
    "language": "SELECT language AS value, id FROM work WHERE language IS NOT NULL",
}
"""What the first charts count, as it would be read off the record classes: making those takes 80 ms."""

_PRESENT: Final = {
    "kind": "SELECT 1 FROM record",
    "support": "SELECT 1 FROM record WHERE kind NOT IN ('passage', 'note')",
    "decade": "SELECT 1 FROM dating",
    "actor": "SELECT 1 FROM agent",
    "place": "SELECT 1 FROM place",
    "origin": "SELECT 1 WHERE (SELECT min(origin) FROM record) <> (SELECT max(origin) FROM record)",
    "status": "SELECT 1 WHERE (SELECT min(status) FROM record) <> (SELECT max(status) FROM record)",
}
"""Whether there is anything to tell apart, where that is asked in another way."""


def source_of(facet: str) -> str | None:
    """The query for pairs of a value and the number of a record that has it; None for no such facet."""
    return _SPECIAL.get(facet) or _AT_START.get(facet) or declared_source(facet)


def certainly_within(low: int, high: int) -> str:
    """The query for the numbers of the records that are certainly of a time between two days."""
    between = f"BETWEEN {low} AND {high}"
    return (
        f"SELECT record FROM dating WHERE start_min {between} AND end_max {between}"
        f" AND NOT doubtful AND {_OWN_DATE}"
    )


def declared_source(facet: str) -> str | None:
    """The query for a facet that a field of a record class declares."""
    from spexplorer.domain.fields import facet_fields
    from spexplorer.domain.records import Record

    if facet not in facet_fields():
        return None
    _, owner, field = facet_fields()[facet]
    table = re.sub(r"(?<!^)(?=[A-Z])", "_", owner.__name__).lower()
    number = "id" if issubclass(owner, Record) else "record AS id"
    condition = f" WHERE {field.name} IS NOT NULL" if field.optional else ""
    return f"SELECT {field.name} AS value, {number} FROM {table}{condition}"


def has_values(connection: sqlite3.Connection, facet: str) -> bool:
    """Whether any record of a library has a value of a facet."""
    source = _PRESENT.get(facet) or source_of(facet)
    if source is None:
        return False
    return bool(connection.execute(f"SELECT EXISTS ({source})").fetchone()[0])
