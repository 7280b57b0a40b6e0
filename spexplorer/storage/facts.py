"""What the rules of the catalogue ask of the whole library."""

from __future__ import annotations

import sqlite3

from spexplorer.storage.folding import fold


def linked_ids(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of all records that others point at."""
    rows = connection.execute(
        "SELECT uid FROM record WHERE EXISTS (SELECT 1 FROM link WHERE link.target = record.id)"
    )
    return frozenset(row[0] for row in rows)


def names_of_agents(connection: sqlite3.Connection) -> frozenset[str]:
    """The folded names and other forms of all agents."""
    rows = connection.execute(
        "SELECT name FROM agent UNION SELECT form FROM name_form JOIN agent ON agent.id = record"
    )
    return frozenset(fold(row[0]) for row in rows)
