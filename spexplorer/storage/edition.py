"""What the records of a published edition were, by their digests: tells corrections from damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def add_edition(connection: sqlite3.Connection, digests: Mapping[str, bytes]) -> None:
    """Keep the digest of every record of an edition, by id; the caller owns the transaction."""
    connection.executemany(
        "INSERT INTO edition_record (uid, digest) VALUES (?, ?)", sorted(digests.items())
    )


def edition_digests(connection: sqlite3.Connection) -> dict[str, bytes]:
    """The digest of every record of the edition, by id; none in a library that is no edition."""
    return dict(connection.execute("SELECT uid, digest FROM edition_record"))
