"""What records are listed by: their own values and the present names of their neighbours.

Nothing of it is stored twice, so that a changed name changes one row. Read for the page that is shown:
one query a kind.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

from spexplorer.domain.listing import RowParts

_BETWEEN: Final = "\x1f"
"""Stands between names; no name holds it (`formats.text_sources` refuses control characters)."""

CONTRIBUTORS: Final = 3
"""So many contributors are named in a list."""


class _Listing(NamedTuple):
    """Where the parts of a kind lie: columns of its table, the role of its date, its neighbours."""

    title: str
    date: str = ""
    code: str = "NULL"
    text: str = "NULL"
    names: str = "NULL"
    values: tuple[str, ...] = ()


def _name(kind: str, title: str, predicate: str) -> str:
    return (
        f"(SELECT {kind}.{title} FROM link JOIN {kind} ON {kind}.id = link.target"
        f" WHERE link.source = record.id AND link.predicate = '{predicate}' AND link.position = 0)"
    )


_LISTINGS: Final = {
    "work": _Listing(
        "own.title",
        date="issued",
        text="own.container_title",
        names=(
            f"(SELECT group_concat(name, char({ord(_BETWEEN)})) FROM (SELECT agent.name FROM link"
            " JOIN agent ON agent.id = link.target WHERE link.source = record.id"
            " AND link.predicate = 'contributors.agent' ORDER BY link.position"
            f" LIMIT {CONTRIBUTORS}))"
        ),
    ),
    "agent": _Listing("own.name", code="own.agent_type", text="own.description"),
    "place": _Listing("own.name", code="own.place_type", text="own.description"),
    "concept": _Listing("own.pref_label", text="own.definition"),
    "instrument": _Listing("own.name", code="own.vector", text="own.description"),
    "event": _Listing("own.title", date="date", code="own.event_type"),
    "agreement": _Listing("own.title", date="dates.date", code="own.form"),
    "statistic": _Listing(
        "own.measure",
        date="as_of",
        code="own.unit",
        values=(
            *("own.value", "own.value_high", "own.qualifier"),
            "EXISTS (SELECT 1 FROM derivation WHERE derivation.record = own.id)",
        ),
    ),
    "claim": _Listing("own.statement", code="own.stance", names=_name("agent", "name", "holder")),
    "citation": _Listing(
        "''",
        code="own.relation",
        names=_name("work", "title", "cited_work"),
        values=("own.number",),
    ),
    "passage": _Listing(
        "own.section", text="own.page", values=("own.paragraph", "own.sentence", "own.footnote")
    ),
    "note": _Listing(
        "own.explanation", code="own.note_type", values=("own.as_printed", "own.reading")
    ),
}


def _query(kind: str) -> str:
    listing = _LISTINGS[kind]
    date = "NULL"
    if listing.date:  # of several dates the first
        date = (
            "(SELECT edtf FROM dating WHERE dating.record = record.id"
            f" AND role = '{listing.date}' ORDER BY position LIMIT 1)"
        )
    columns = (listing.title, date, listing.code, listing.text, listing.names, *listing.values)
    return (
        f"SELECT record.id, record.uid, {', '.join(columns)} FROM record"
        f" JOIN {kind} AS own ON own.id = record.id"
    )


def _parts(kind: str, rows: Iterable[tuple[object, ...]]) -> Iterable[RowParts]:
    for row in rows:
        number, uid, title, date, code, text, names, *values = row
        yield RowParts(
            number,  # type: ignore[arg-type]
            uid,  # type: ignore[arg-type]
            kind,
            title,  # type: ignore[arg-type]
            date,  # type: ignore[arg-type]
            code,  # type: ignore[arg-type]
            text,  # type: ignore[arg-type]
            tuple(str(names).split(_BETWEEN)) if names else (),
            tuple(values),
        )


def parts_of_kind(connection: sqlite3.Connection, kind: str, limit: int = -1) -> list[RowParts]:
    """What the records of a kind are listed by, in list order."""
    if kind not in _LISTINGS:
        return []
    rows = connection.execute(
        f"{_query(kind)} WHERE record.kind = ? ORDER BY record.sort_key, record.id LIMIT ?",
        (kind, limit),
    )
    return list(_parts(kind, rows))


def parts_at(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[RowParts]:
    """The same by record number, in the order asked for; numbers there are none of are left out."""
    wanted = [int(number) for number in numbers]
    found: dict[int, RowParts] = {}
    for start in range(0, len(wanted), 500):
        listed = ", ".join(map(str, wanted[start : start + 500]))
        kinds: dict[str, list[str]] = {}
        for number, kind in connection.execute(
            f"SELECT id, kind FROM record WHERE id IN ({listed})"
        ):
            kinds.setdefault(kind, []).append(str(number))
        for kind, own in kinds.items():
            rows = connection.execute(f"{_query(kind)} WHERE record.id IN ({', '.join(own)})")
            found.update((one.number, one) for one in _parts(kind, rows))
    return [found[number] for number in wanted if number in found]


def rows_named(connection: sqlite3.Connection, ids: Iterable[str]) -> list[RowParts]:
    """The same by id, as far as they are there, in no order."""
    found = connection.execute(
        "SELECT id FROM record WHERE uid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )
    return parts_at(connection, [number for (number,) in found])


def number_of(connection: sqlite3.Connection, record_id: str) -> int | None:
    """The number of a record; a redirect is followed."""
    found = connection.execute(
        "SELECT id FROM record WHERE uid = :uid UNION ALL"
        " SELECT target FROM redirect WHERE uid = :uid",
        {"uid": record_id},
    ).fetchone()
    return found[0] if found else None
