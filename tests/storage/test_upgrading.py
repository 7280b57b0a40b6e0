"""A library of an earlier version: kept as a copy, then brought up to date in place, or told of."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.libraries import library_info, library_to_open
from spexplorer.operations.reader import Reader
from spexplorer.storage.connection import APPLICATION_ID, SCHEMA_VERSION, has_log, open_reading
from spexplorer.storage.derived import derive_again
from spexplorer.storage.migrate import migrations
from spexplorer.support.errors import LibraryError, OlderLibraryError

OLD = 4
"""The schema of version 0.1.0, which had six migrations."""

ROWS = """
INSERT INTO library VALUES ('name', 'Railways'), ('version', '1');
INSERT INTO origin VALUES (1, 'user', 'Railways', '1');
INSERT INTO term (scheme, code, label, position) VALUES
    ('agent_type', 'person', 'Person', 0), ('event_type', 'economic', 'Economy', 0),
    ('work_type', 'book', 'Book', 0), ('contributor_role', 'author', 'author', 0),
    ('stance', 'supports', 'Supports', 0);
INSERT INTO record VALUES
    (1, 'agent:nye', 'agent', 'Nye, Joseph', 'Person', 'nye, joseph', 1, '2020', '2020'),
    (2, 'work:bound', 'work', 'Bound to Lead', 'Nye, Joseph', 'bound to lead', 1, '2020', '2020'),
    (3, 'citation:k-1', 'citation', '1. Bound to Lead', 'Cites', '000001', 1, '2020', '2020'),
    (4, 'passage:k-1', 'passage', 'Introduction, ¶ 1, sentence 1', '', '0010000100001', 1, '2020',
     '2020');
INSERT INTO agent VALUES (1, 'person', 'Nye, Joseph', NULL);
INSERT INTO work (id, type, title, status) VALUES (2, 'book', 'Bound to Lead', 'draft');
INSERT INTO citation (id, number, relation) VALUES (3, 1, 'cites');
INSERT INTO passage (id, section, section_number, paragraph, sentence, token_count, fingerprint)
    VALUES (4, 'Introduction', 1, 1, 1, 3, 'f');
INSERT INTO contributor (record, position, role) VALUES (2, 0, 'author');
INSERT INTO link (source, source_kind, predicate, position, target, target_kind) VALUES
    (2, 'work', 'contributors.agent', 0, 1, 'agent'), (3, 'citation', 'work', 0, 2, 'work'),
    (3, 'citation', 'cited_work', 0, 2, 'work'), (4, 'passage', 'work', 0, 2, 'work');
INSERT INTO search_document VALUES
    (1, 'nye joseph nye joseph', 'person nye'), (2, 'bound to lead', 'book author draft bound'),
    (3, '1 bound to lead', 'cites k 1'), (4, 'introduction, ¶ 1, sentence 1', '');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library made by the first migrations only, with rows as that version wrote them."""
    path = tmp_path / "mine.spex"
    db = Database(path)
    migrations().apply(db, stop_before=_names()[6:])
    with db.ensure_autocommit_on():
        db.conn.executescript(ROWS)
        db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.conn.execute(f"PRAGMA user_version = {OLD}")
    db.close()
    return path


def _names() -> list[str]:
    return [one.name for one in migrations().pending(Database(memory=True))]


def test_it_is_brought_up_to_date_and_a_copy_is_kept(old: Path) -> None:
    before = old.read_bytes()
    assert library_to_open(old) == old
    copy = old.with_name(f"mine before schema {SCHEMA_VERSION}.spex")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (OLD,)
        assert connection.execute("SELECT count(*) FROM record").fetchone() == (4,)
    assert old.read_bytes() != before
    assert library_info(old).schema == SCHEMA_VERSION
    with closing(open_reading(old)) as connection:
        assert has_log(connection)
    with closing(Reader(old)) as reader:
        assert reader.label("agent:nye") == "Nye, Joseph"
        assert reader.label("citation:k-1") == "1. Bound to Lead"
        assert reader.row("work:bound").detail == "Nye, Joseph"
        assert "citation:k-1" in {hit.id for hit in reader.search("bound to lead").hits}
    assert faults_of_file(old) == []
    assert sorted(path.name for path in old.parent.iterdir()) == sorted([old.name, copy.name])


def test_a_copy_that_is_there_is_not_overwritten(old: Path) -> None:
    first = old.with_name(f"mine before schema {SCHEMA_VERSION}.spex")
    first.write_text("mine", encoding="utf-8")
    library_to_open(old)
    assert first.read_text(encoding="utf-8") == "mine"
    assert old.with_name(f"mine before schema {SCHEMA_VERSION} (2).spex").stat().st_size > 1000


def test_reading_commands_leave_it_alone_and_say_what_to_do(
    old: Path, spexplorer: Callable[..., object]
) -> None:
    before = old.read_bytes()
    for command in (["info"], ["search", "nye"], ["export"], ["check"]):
        ended = spexplorer(*command, old)
        assert ended.returncode == 1
        assert "earlier version" in ended.stderr
        assert "open it once in the window" in ended.stderr
    assert old.read_bytes() == before


def test_where_nothing_can_be_written_it_is_told_of(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old.read_bytes()
    allowed = os.access
    monkeypatch.setattr(
        "spexplorer.storage.migrate.os.access",
        lambda path, mode: mode != os.W_OK and allowed(path, mode),
    )
    with pytest.raises(OlderLibraryError, match="copy it to another folder"):
        library_to_open(old)
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == [old.name]


def test_a_step_that_fails_changes_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE edition_record (mine TEXT)")
        connection.commit()
    with pytest.raises(LibraryError):
        library_to_open(old)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (OLD,)
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone() == (6,)
    with pytest.raises(LibraryError, match="earlier version"):
        library_info(old)


def test_a_newer_one_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = old.read_bytes()
    library_to_open(old)
    with pytest.raises(LibraryError, match="newer version"):
        Reader(old)
    assert old.read_bytes() == before


def test_what_no_migration_touched_is_not_derived_anew(
    railways: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a library of the version before, a sample tells that all is as it should be."""
    path = tmp_path / "mine.spex"
    for is_wrong in (False, True):
        path.unlink(missing_ok=True)
        path.write_bytes(railways.read_bytes())
        with closing(sqlite3.connect(path)) as connection:
            last = "0011_distinct_records"
            connection.execute("DROP TABLE distinct_record")
            connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (last,))
            if is_wrong:
                connection.execute("UPDATE record SET sort_key = 'wrong' WHERE id = 1")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
            connection.commit()
        derived: list[str] = []
        monkeypatch.setattr(
            "spexplorer.storage.migrate.derive_again",
            lambda opened, told=derived: (told.append("all"), derive_again(opened)),
        )
        library_to_open(path)
        assert derived == (["all"] if is_wrong else [])
        assert faults_of_file(path) == []
