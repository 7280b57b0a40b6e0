"""Opening a library file: what is refused, in which words, and that reading never changes it."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.kinds import KINDS
from spexplorer.operations.examination import examine, faults_of_file
from spexplorer.operations.export import records_of
from spexplorer.operations.libraries import library_info
from spexplorer.operations.reader import Reader, build_index
from spexplorer.operations.search import search_library
from spexplorer.storage.connection import explained, open_reading, open_writing
from spexplorer.support.errors import (
    AppError,
    DamagedLibraryError,
    EnvironmentProblem,
    LibraryError,
)


@pytest.fixture
def copy(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copy.spex"
    path.write_bytes(bundled.read_bytes())
    return path


def test_a_reading_connection_cannot_write(copy: Path) -> None:
    with closing(open_reading(copy)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM tag")


def test_reading_everything_leaves_the_file_alone(copy: Path) -> None:
    before, stamp = copy.read_bytes(), copy.stat().st_mtime_ns
    with closing(Reader(copy)) as reader:
        assert sum(len(reader.records(kind)) for kind in KINDS) == sum(reader.counts.values())
        assert reader.search("china").total
    build_index(copy)
    assert copy.read_bytes() == before
    assert copy.stat().st_mtime_ns == stamp
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_changes_waiting_in_a_write_ahead_log_are_seen(copy: Path) -> None:
    with closing(open_writing(copy)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("UPDATE library SET value = 'Renamed' WHERE key = 'name'")
        assert copy.with_name("copy.spex-wal").stat().st_size
        assert library_info(copy).values["name"] == "Renamed"
    assert library_info(copy).values["name"] == "Renamed"


def test_an_empty_or_foreign_write_ahead_log_is_no_obstacle(copy: Path) -> None:
    for content in (b"", b"left over from another file" * 100):
        copy.with_name("copy.spex-wal").write_bytes(content)
        assert library_info(copy).kinds["citation"] == 18


def test_a_file_left_in_the_middle_of_a_change_is_told_of(copy: Path) -> None:
    journal = copy.with_name("copy.spex-journal")
    with closing(open_writing(copy)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN")
        writer.execute("UPDATE record SET sort_key = 'half ' || sort_key")
        left, half = journal.read_bytes(), copy.read_bytes()
        writer.execute("ROLLBACK")
    journal.write_bytes(left)
    copy.write_bytes(half)
    with pytest.raises(EnvironmentProblem, match="middle of a change"):
        library_info(copy)
    with closing(open_writing(copy)) as writer:  # SQLite takes the half change back
        assert writer.execute(
            "SELECT count(*) FROM record WHERE sort_key LIKE 'half %'"
        ).fetchone() == (0,)
    assert faults_of_file(copy) == []


@pytest.mark.parametrize("table", ["library", "record", "link", "name_key", "passage", "evidence"])
def test_a_missing_table_is_damage_everywhere(copy: Path, table: str) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"DROP TABLE {table}")
    with pytest.raises(LibraryError, match="damaged"):
        use(copy)


def use(path: Path) -> None:
    """Everything the window and the command line read."""
    faults_of_file(path)
    library_info(path)
    list(records_of(path))
    for query in ("soft power", "实力"):
        search_library(path, query)
    with closing(Reader(path)) as reader:
        for kind in KINDS:
            for row in reader.rows(kind)[:20]:
                reader.record(row.id)
                reader.every_link(row.id)
    build_index(path)


def what_is_told(path: Path) -> str | None:
    try:
        use(path)
    except AppError as error:
        return str(error)
    return None


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_is_a_sentence_or_no_harm(copy: Path, seed: int) -> None:
    chance = random.Random(seed)
    with copy.open("r+b") as file:
        size = copy.stat().st_size
        for _ in range(chance.choice([1, 5, 60])):
            file.seek(chance.randrange(100, size))
            file.write(chance.randbytes(chance.choice([4, 64, 2000])))
    told = what_is_told(copy)
    assert told is None or str(copy) in told


@pytest.mark.parametrize("seed", range(6))
def test_check_notices_an_altered_word(copy: Path, seed: int) -> None:
    with closing(open_writing(copy)) as connection:
        connection.execute(
            "UPDATE claim SET statement = statement || '.' WHERE id IN"
            " (SELECT id FROM claim LIMIT 1 OFFSET ?)",
            (seed * 7,),
        )
    found = examine(copy)
    (fault,) = found.findings
    assert (fault.kind, fault.record) == ("derived", found.corrected[0])
    assert "sort key does not match" in fault.what
    assert [uid.partition(":")[0] for uid in found.corrected] == ["claim"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE passage SET footnote_marks = 'no list'",
        "UPDATE dating SET edtf = CAST(X'FF' AS TEXT)",
        "UPDATE record SET uid = 'event:' || CAST(X'C3' AS TEXT) WHERE uid = 'event:tea-ceremonies'",
    ],
)
def test_a_value_this_program_never_wrote_is_damage(copy: Path, change: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(change)
        connection.commit()
    with pytest.raises(LibraryError, match="damaged"):
        list(records_of(copy))


@pytest.mark.parametrize(
    ("code", "kind", "remedy"),
    [
        (sqlite3.SQLITE_FULL, EnvironmentProblem, "free some space"),
        (sqlite3.SQLITE_BUSY, EnvironmentProblem, "close that program"),
        (sqlite3.SQLITE_LOCKED, EnvironmentProblem, "close that program"),
        (sqlite3.SQLITE_CANTOPEN, EnvironmentProblem, "permissions"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, EnvironmentProblem, "permissions"),
        (sqlite3.SQLITE_IOERR_WRITE, EnvironmentProblem, "another disk"),
        (sqlite3.SQLITE_CORRUPT_VTAB, DamagedLibraryError, "salvage"),
        (sqlite3.SQLITE_NOTADB, DamagedLibraryError, "salvage"),
        (sqlite3.SQLITE_ERROR, DamagedLibraryError, "salvage"),
    ],
)
def test_each_failure_has_its_remedy(code: int, kind: type, remedy: str) -> None:
    error = sqlite3.OperationalError("so it is")
    error.sqlite_errorcode = code
    found = explained(error, Path("mine.spex"))
    assert type(found) is kind
    assert "mine.spex" in str(found)
    assert remedy in str(found)
