"""What a library says of itself, and the light rows every list starts from."""

from __future__ import annotations

import sqlite3

from spexplorer.domain.kinds import KINDS
from spexplorer.domain.listing import PassagePlace, RowParts, SeriesFigure
from spexplorer.storage.rows import number_of, parts_at


def library_values(connection: sqlite3.Connection) -> dict[str, str]:
    """Name, version, checksum and whatever else the library says of itself."""
    return dict(connection.execute("SELECT key, value FROM library"))


def counts_by_kind(connection: sqlite3.Connection) -> dict[str, int]:
    """Kind -> number of records, every kind present, in the order of the export."""
    # Each kind has a table of its own with one row a record, far smaller than the list of all.
    counts = ", ".join(f"(SELECT count(*) FROM {kind})" for kind in KINDS)
    return dict(zip(KINDS, connection.execute(f"SELECT {counts}").fetchone(), strict=True))


def schema_version(connection: sqlite3.Connection) -> int:
    """The number of migrations the file has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def links_of(
    connection: sqlite3.Connection, record_id: str
) -> list[tuple[str, bool, str, RowParts]]:
    """The links of a record both ways (a redirect is followed).

    Each is the predicate, whether it leads outward, the role of evidence, then what the other is
    listed by.
    """
    query = (
        "SELECT predicate, {outward}, coalesce(evidence.role, ''), other.id FROM link"
        " JOIN record AS other ON other.id = link.{other}"
        " LEFT JOIN evidence ON link.predicate = 'evidence.passage'"
        " AND evidence.record = link.source AND evidence.position = link.position"
        " WHERE link.{this} = ? ORDER BY {order}"
    )
    outward = query.format(outward=1, this="source", other="target", order="link.id")
    inward = query.format(
        outward=0, this="target", other="source", order="other.sort_key, other.id"
    )
    number = number_of(connection, record_id)
    links = connection.execute(outward, (number,)).fetchall()
    links += connection.execute(inward, (number,)).fetchall()
    listed = {parts.number: parts for parts in parts_at(connection, {row[3] for row in links})}
    return [(row[0], bool(row[1]), row[2], listed[row[3]]) for row in links]


def passage_places(connection: sqlite3.Connection) -> list[PassagePlace]:
    """Where every passage stands, in reading order."""
    return [
        PassagePlace(*row)
        for row in connection.execute(
            # CROSS JOIN: the planner would walk a million records to find that few are passages.
            "SELECT record.uid, section, paragraph, sentence, page, footnote, coalesce(work.uid, '')"
            " FROM passage CROSS JOIN record ON record.id = passage.id"
            " LEFT JOIN link ON link.source = passage.id AND link.predicate = 'work'"
            " LEFT JOIN record AS work ON work.id = link.target"
            " ORDER BY record.sort_key, record.id"
        )
    ]


def series_figures(connection: sqlite3.Connection, series: str) -> list[SeriesFigure]:
    """The quantities of a series, by what they are as of; those without a date come last."""
    return [
        SeriesFigure(
            row[0], row[1], row[2], row[3], row[4], bool(row[5]), tuple((row[6] or "").split())
        )
        for row in connection.execute(
            "SELECT uid, value, value_high, unit, start_min, derivation.id IS NOT NULL,"
            " (SELECT group_concat(other.uid, ' ') FROM link JOIN record AS other"
            "   ON other.id = link.target WHERE link.source = statistic.id"
            "   AND predicate = 'related') FROM statistic"
            " JOIN record ON record.id = statistic.id"
            " LEFT JOIN derivation ON derivation.record = statistic.id"
            " LEFT JOIN dating ON dating.record = statistic.id AND role = 'as_of'"
            " WHERE series = ? ORDER BY start_min IS NULL, start_min, record.id",
            (series,),
        )
    ]
