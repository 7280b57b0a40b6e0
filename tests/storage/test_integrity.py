"""What SQLite itself refuses, whoever writes to the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.storage.connection import open_writing
from spexplorer.storage.library import check


@pytest.fixture
def library(bundled: Path, tmp_path: Path):
    path = tmp_path / "copy.spex"
    path.write_bytes(bundled.read_bytes())
    with closing(open_writing(path)) as connection:
        yield connection


def link(source: str, predicate: str, target: str, target_kind: str | None = None) -> str:
    kind = f"'{target_kind}'" if target_kind else "target.kind"
    return (
        "INSERT INTO link (source, source_kind, predicate, position, target, target_kind)"
        f" SELECT source.id, source.kind, '{predicate}', 999, target.id, {kind}"
        " FROM record AS source, record AS target"
        f" WHERE source.uid = '{source}' AND target.uid = '{target}'"
    )


def insert_record(uid: str, kind: str) -> str:
    return (
        "INSERT INTO record (uid, kind, sort_key, origin, created, modified)"
        f" VALUES ('{uid}', '{kind}', '', 1, '', '')"
    )


EVENT = "event:2013-09-silk-road-economic-belt"
TO_A_MISSING_PASSAGE = (
    "INSERT INTO link (source, source_kind, predicate, position, target, target_kind)"
    f" SELECT id, kind, 'evidence.passage', 999, 10000000, 'passage' FROM record WHERE uid = '{EVENT}'"
)


def test_a_right_link_is_taken(library: sqlite3.Connection) -> None:
    assert library.execute(link(EVENT, "agents", "agent:kazakhstan")).rowcount == 1


@pytest.mark.parametrize(
    "statement",
    [
        link(EVENT, "agents", "place:kazakhstan"),
        link(EVENT, "agents", "place:kazakhstan", "agent"),
        link(EVENT, "place", "agent:kazakhstan"),
        link(EVENT, "invented", "agent:kazakhstan"),
        link(EVENT, "related", EVENT),
        link("concept:soft-power", "broader", "concept:chinese-soft-power"),
        link(EVENT, "evidence.passage", "agent:kazakhstan"),
        TO_A_MISSING_PASSAGE,
        insert_record("agent:kazakhstan", "agent"),
        insert_record("agent:", "agent"),
        insert_record("place:p", "agent"),
        insert_record("agent:Upper", "agent"),
        insert_record("agent:white space", "agent"),
        insert_record("robot:r", "robot"),
        "UPDATE record SET kind = 'place' WHERE uid = 'agent:kazakhstan'",
        "UPDATE place SET latitude = 91 WHERE latitude IS NOT NULL",
        "UPDATE place SET latitude = NULL WHERE latitude IS NOT NULL",
        "UPDATE statistic SET value_high = value - 1 WHERE value_high IS NOT NULL",
        "UPDATE statistic SET value = 'many'",
        "UPDATE event SET date_basis = 'guessed'",
        "UPDATE instrument SET vector = 'war'",
        "UPDATE dating SET start_min = end_max + 1 WHERE end_max IS NOT NULL",
        "UPDATE citation SET target_number = NULL WHERE relation = 'op_cit'",
        "UPDATE citation SET target_number = number",
        "INSERT INTO evidence (record, position, role) VALUES (10000000, 0, 'states')",
        "INSERT INTO tag (record, position, tag) VALUES (10000000, 0, 'x')",
        "DELETE FROM record WHERE uid = 'agent:kazakhstan'",
        "DELETE FROM origin",
    ],
)
def test_sqlite_refuses(library: sqlite3.Connection, statement: str) -> None:
    library.execute("BEGIN")
    with pytest.raises(sqlite3.IntegrityError):
        library.execute(statement)


def test_no_term_becomes_its_own_ancestor_by_an_update(library: sqlite3.Connection) -> None:
    child, parent = library.execute(
        "SELECT source, target FROM link WHERE predicate = 'broader' AND source_kind = 'instrument'"
        " AND target IN (SELECT source FROM link WHERE predicate = 'broader')"
    ).fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="narrower"):
        library.execute(
            "UPDATE link SET target = ? WHERE source = ? AND predicate = 'broader'", (child, parent)
        )


def test_the_bundled_library_is_sound(library: sqlite3.Connection) -> None:
    assert check(library) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM search_document WHERE id IN (SELECT id FROM event)", "not indexed"),
        ("DELETE FROM search_index_docsize", "cannot be found"),
        ("DELETE FROM link WHERE predicate = 'evidence.passage'", "evidence name nothing"),
        ("DELETE FROM link WHERE predicate = 'contributors.agent'", "contributor name nothing"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM origin", "points at a row of origin"),
    ],
)
def test_check_tells_what_is_wrong(library: sqlite3.Connection, statement: str, words: str) -> None:
    library.executescript(statement)
    assert words in " ".join(check(library))
