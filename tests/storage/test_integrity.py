"""What SQLite itself refuses, whoever writes to the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.examination import examine, faults_of_file
from spexplorer.storage.connection import open_writing


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


def faults(library: sqlite3.Connection) -> list[str]:
    return faults_of_file(Path(library.execute("PRAGMA database_list").fetchone()[2]))


def test_the_bundled_library_is_sound(library: sqlite3.Connection) -> None:
    assert faults(library) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM search_document WHERE id IN (SELECT id FROM event)", "not indexed"),
        ("DELETE FROM search_index_docsize", "cannot be found"),
        ("DELETE FROM link WHERE predicate = 'evidence.passage'", "evidence name nothing"),
        ("DELETE FROM link WHERE predicate = 'contributors.agent'", "contributor name nothing"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM origin", "points at a row of origin"),
        ("DELETE FROM name_key", "search document does not match"),
        ("INSERT INTO search_index (search_index) VALUES ('delete-all')", "cannot be found"),
        ("UPDATE search_document SET names = 'x' WHERE id = 1", "search document does not match"),
        (
            "UPDATE event SET title = title || ' x' WHERE id IN (SELECT min(id) FROM event)",
            "sort key",
        ),
        ("UPDATE event SET description = 'x'", "search document does not match"),
        ("UPDATE dating SET end_max = 1000000000000000000 WHERE id = 1", "farther away"),
        ("UPDATE statistic SET value_high = 9e999 WHERE value IS NOT NULL", "larger than"),
        ("UPDATE statistic SET value = -1e308", "larger than"),
        ("DROP INDEX record_by_kind", "the index record_by_kind is missing"),
        ('CREATE INDEX "by ""x" ON record (upper(uid))', 'the index by "x is not one'),
        ("UPDATE dating SET start_min = start_min - 1", "the days stored beside"),
        ("UPDATE dating SET level = 2 - level", "the days stored beside"),
        ("UPDATE passage SET footnote_marks = '['", "a value cannot be read"),
        ("UPDATE term SET alternatives = '{}'", "a list cannot be read"),
        ("UPDATE library SET value = 'x' WHERE key = 'questions'", "a list cannot be read"),
        ("UPDATE library SET value = 'x' WHERE key = 'checksum'", "does not match its checksum"),
        ("DELETE FROM edition_record", "does not match its checksum"),
        ("DELETE FROM event WHERE id = (SELECT max(id) FROM event)", "the values of 1 record are"),
        ("DELETE FROM link WHERE predicate = 'work' AND source_kind = 'passage'", "it has no work"),
        (
            "INSERT INTO search_index (rowid, names, body) VALUES (99999, 'x', 'y')",
            "the search index does not match",
        ),
        ("UPDATE kind SET position = 99 WHERE name = 'work'", "the rows of kind"),
        ("DELETE FROM link_type WHERE predicate = 'depositary'", "the rows of link_type"),
        ("DELETE FROM _sqlite_migrations WHERE id = 1", "the rows of _sqlite_migrations"),
        (
            "INSERT OR REPLACE INTO redirect SELECT uid, 1 FROM record WHERE id = 2",
            "a record bears it",
        ),
    ],
)
def test_check_tells_what_is_wrong(library: sqlite3.Connection, statement: str, words: str) -> None:
    library.executescript(statement)
    assert words in " ".join(faults(library))


def test_an_index_that_lost_its_words_is_noticed(library: sqlite3.Connection) -> None:
    """What the index holds is asked word by word: FTS5 itself does not look at the documents."""
    names = library.execute("SELECT names, body FROM search_document WHERE id = 1").fetchone()
    library.execute(
        "INSERT INTO search_index (search_index, rowid, names, body) VALUES ('delete', 1, ?, ?)",
        names,
    )
    library.execute("INSERT INTO search_index (rowid, names, body) VALUES (1, 'x', 'y')")
    assert "search document" in " ".join(faults(library))


def test_faults_of_many_records_are_named_up_to_some_and_counted(
    library: sqlite3.Connection, bundled: Path
) -> None:
    library.execute("UPDATE event SET description = 'x'")
    path = Path(library.execute("PRAGMA database_list").fetchone()[2])
    found = examine(path).findings
    events = library.execute("SELECT count(*) FROM event").fetchone()[0]
    assert [bool(one.record) for one in found] == [True] * 20 + [False]
    assert found[-1].what.startswith(f"{events - 20} ")
    assert {one.kind for one in found} == {"derived"}


def test_of_a_large_library_some_records_and_all_of_the_edition_are_compared(
    library: sqlite3.Connection,
) -> None:
    path = Path(library.execute("PRAGMA database_list").fetchone()[2])
    assert examine(path).compared == examine(path).records
    library.execute("DELETE FROM edition_record")
    library.execute("DELETE FROM library WHERE key = 'checksum'")
    found = examine(path, whole=300)
    assert found.findings == ()
    assert 200 < found.compared <= 300 < found.records
    library.execute("UPDATE claim SET statement = 'x' WHERE id IN (SELECT max(id) FROM claim)")
    assert "sort key" in examine(path, whole=300).findings[0].what
