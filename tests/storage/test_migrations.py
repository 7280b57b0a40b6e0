"""A new library file: its header, its schema, and the generated snapshot of the schema."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.filters import Filter
from spexplorer.operations.reader import build_index
from spexplorer.storage.connection import APPLICATION_ID, SCHEMA_VERSION, open_reading
from spexplorer.storage.migrate import create, migrate, migrations
from spexplorer.support.errors import LibraryError


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "new.spex"
    create(path).close()
    return path


def value(path: Path, pragma: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def test_a_new_file_says_what_it_is(made: Path) -> None:
    assert value(made, "application_id") == APPLICATION_ID
    assert value(made, "user_version") == SCHEMA_VERSION
    assert value(made, "integrity_check") == "ok"
    with closing(open_reading(made)) as connection:
        assert connection.execute("SELECT count(*) FROM record").fetchone() == (0,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_migrations_are_numbered_without_gaps(sources: Path) -> None:
    files = sorted(path.stem for path in (sources / "migrations").glob("*.sql"))
    numbers = [name.partition("_")[0] for name in files]
    assert numbers == [f"{number:04}" for number in range(1, len(files) + 1)]


def test_only_migrations_that_change_what_is_read_count_for_the_version(sources: Path) -> None:
    changing = [
        path.stem
        for path in (sources / "migrations").glob("*.sql")
        if any(
            word in path.read_text(encoding="utf-8").upper()
            for word in ("CREATE TABLE", "CREATE VIRTUAL", "ALTER", "DROP", "TRIGGER", "UPDATE")
        )
    ]
    assert len(changing) == SCHEMA_VERSION


def test_a_library_without_the_indexes_gives_the_same_columns(
    bundled: Path, tmp_path: Path, sources: Path
) -> None:
    plain = tmp_path / "plain.spex"
    shutil.copy(bundled, plain)
    plain.chmod(0o644)
    with closing(sqlite3.connect(plain)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall():
            connection.execute(f"DROP INDEX {name}")
        connection.commit()
    for facet in ("language", "event_type", "actor", "party", "support"):
        one, other = build_index(bundled).counts, build_index(plain).counts
        everything = build_index(plain).passing(Filter())
        assert one(facet, everything) == other(facet, everything)


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    db = create(tmp_path / "new.spex")
    try:
        before = list(db.conn.iterdump())
        migrate(db)
        assert list(db.conn.iterdump()) == before
        assert not migrations().pending(db)
    finally:
        db.close()


def test_an_existing_file_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.spex"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(LibraryError, match="exists already"):
        create(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_failed_migration_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sources: Path
) -> None:
    folder = tmp_path / "db" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_broken.sql").write_text("CREATE TABLE a (b); CREATE TABLE a (b);")
    monkeypatch.setattr("spexplorer.storage.migrate.database_sources", lambda: tmp_path / "db")
    with pytest.raises(LibraryError):
        create(tmp_path / "new.spex")
    assert [path.name for path in tmp_path.iterdir()] == ["db"]


def test_the_snapshot_of_the_schema_is_current(sources: Path) -> None:
    script = sources / "build" / "schema.py"
    made = subprocess.run([sys.executable, script], capture_output=True, check=True, timeout=60)
    assert made.stdout.decode() == (sources / "schema.sql").read_text(encoding="utf-8"), (
        "the schema changed: run “python db/build/schema.py > db/schema.sql”"
    )


def test_every_table_is_strict_or_of_the_search(made: Path) -> None:
    with closing(sqlite3.connect(made)) as connection:
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND NOT strict AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    assert [name for (name,) in tables] == ["_sqlite_migrations"]
