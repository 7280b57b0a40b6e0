"""What a library says of an agent at a glance: offices, roles in events, claims held, works."""

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

_COUNTED: Final = 1_000
"""Roles, claims and works are counted up to here: a state may take part in a hundred thousand events."""


class OfficeHeld(NamedTuple):
    """An office: its title, the body it belongs to, and its dates in EDTF ("" where not known)."""

    title: str
    body: str = ""
    since: str = ""
    until: str = ""


class AgentFacts(NamedTuple):
    """Offices, role -> number of events, and how many claims, assessments and works are the agent's."""

    offices: tuple[OfficeHeld, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    claims: int = 0
    assessments: int = 0
    works: int = 0


def facts_of_agents(
    connection: sqlite3.Connection, numbers: Iterable[int]
) -> dict[int, AgentFacts]:
    """Record number -> what there is of it; agents of which nothing is told are left out."""
    found = {number: _facts_of(connection, number) for number in numbers}
    return {number: facts for number, facts in found.items() if facts != AgentFacts()}


def _facts_of(connection: sqlite3.Connection, number: int) -> AgentFacts:
    roles = connection.execute(
        "SELECT role, count(*) FROM (SELECT participant.role AS role FROM link JOIN participant"
        " ON participant.record = link.source AND participant.position = link.position"
        " WHERE link.target = ? AND link.predicate = 'participants.agent' LIMIT ?)"
        " GROUP BY role ORDER BY count(*) DESC, role",
        (number, _COUNTED),
    ).fetchall()
    return AgentFacts(
        tuple(_offices_of(connection, number)),
        tuple(roles),
        _pointing(connection, number, "holder", "claim"),
        _pointing(connection, number, "assessments.holder", "instrument"),
        _pointing(connection, number, "contributors.agent", "work"),
    )


def _offices_of(connection: sqlite3.Connection, number: int) -> Iterable[OfficeHeld]:
    offices = connection.execute(
        "SELECT position, title, body FROM office WHERE record = ? ORDER BY position", (number,)
    ).fetchall()
    if not offices:
        return
    dates = {
        (role, position): edtf
        for role, position, edtf in connection.execute(
            "SELECT role, position, edtf FROM dating WHERE record = ? AND role LIKE 'offices.%'",
            (number,),
        )
    }
    for position, title, body in offices:
        since, until = (dates.get((f"offices.{end}", position), "") for end in ("since", "until"))
        yield OfficeHeld(title, body or "", since, until)


def _pointing(connection: sqlite3.Connection, number: int, predicate: str, kind: str) -> int:
    found: int = connection.execute(
        "SELECT count(DISTINCT source) FROM (SELECT source FROM link WHERE target = ?"
        " AND predicate = ? AND source_kind = ? LIMIT ?)",
        (number, predicate, kind, _COUNTED),
    ).fetchone()[0]
    return found
