"""A state of a library that is held: what is read late belongs to what was read early."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.filters import Filter
from spexplorer.operations.reader import Reader, build_index
from spexplorer.storage.connection import keep_log, open_reading, open_writing
from spexplorer.storage.snapshot import Snapshot, connected
from spexplorer.support.errors import LibraryChangedError

COUNT = "SELECT count(*) FROM record"
REMOVE = (
    "PRAGMA foreign_keys = ON; DELETE FROM record WHERE id IN (SELECT id FROM record"
    " WHERE kind = 'event' AND id NOT IN (SELECT target FROM link) LIMIT 5)"
)


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    return path


@pytest.fixture
def logged(own: Path) -> Path:
    with closing(open_writing(own)) as connection:
        assert keep_log(connection)
    return own


def another_process_runs(path: Path, sql: str) -> None:
    script = (
        "import sqlite3, sys\nsqlite3.connect(sys.argv[1], timeout=2).executescript(sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", script, path, sql], check=True, timeout=60)


def test_another_process_commits_between_two_facets(logged: Path) -> None:
    with closing(Reader(logged)) as reader:
        index = build_index(reader.snapshot)
        everything = index.passing(Filter())
        index.counts("event_type", everything)
        another_process_runs(logged, REMOVE)
        actors = index.counts("actor", everything)
        rows = reader.rows_at(index.numbers.tolist())
        assert len(rows) == len(index)
        assert sum(reader.counts.values()) == len(index)
        assert not reader.snapshot.is_current()
        fresh = build_index(logged)
        now = fresh.passing(Filter())
        assert len(fresh) == len(index) - 5
        one, other = index.total(everything, ["event"]), fresh.total(now, ["event"])
        assert other.possible == one.possible - 5
    with closing(Reader(logged)) as reader:
        assert reader.snapshot.is_current()
        assert build_index(reader.snapshot).counts("actor", now).keys() <= actors.keys()


def test_without_a_log_a_later_reading_says_that_the_file_has_changed(own: Path) -> None:
    with closing(Snapshot(own)) as snapshot:
        with snapshot.connection() as connection:
            assert connection.execute(COUNT).fetchone()[0] > 1000
        another_process_runs(own, REMOVE)  # nobody who writes is locked out
        assert not snapshot.is_current()
        with pytest.raises(LibraryChangedError, match="read again"), snapshot.connection():
            pass


def test_a_commit_is_seen_by_the_next_reader(logged: Path) -> None:
    with closing(open_reading(logged)) as connection:
        before = connection.execute(COUNT).fetchone()[0]
        another_process_runs(logged, REMOVE)
        assert connection.execute(COUNT).fetchone()[0] == before - 5
    with connected(logged) as connection:
        assert connection.execute(COUNT).fetchone()[0] == before - 5


def test_what_is_said_together_is_read_in_one_transaction(logged: Path) -> None:
    with connected(logged) as connection:
        before = connection.execute(COUNT).fetchone()[0]
        another_process_runs(logged, REMOVE)
        assert connection.execute(COUNT).fetchone()[0] == before


def test_readers_leave_no_log_behind(logged: Path) -> None:
    with closing(Reader(logged)) as reader:
        reader.rows("event")
        with closing(open_reading(logged)) as connection:
            connection.execute(COUNT)
    assert [path.name for path in logged.parent.iterdir()] == [logged.name]


def test_a_library_with_a_log_is_read_where_nothing_can_be_written(
    logged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logged.read_bytes()
    monkeypatch.setattr("spexplorer.storage.connection.os.access", lambda _, mode: mode != os.W_OK)
    with closing(Reader(logged)) as reader:
        assert [path.name for path in logged.parent.iterdir()] == [logged.name]
        assert len(reader.rows("event")) == reader.counts["event"]
        assert reader.snapshot.is_current()
    assert logged.read_bytes() == before


def test_any_thread_reads_and_a_reading_inside_another_is_the_same(logged: Path) -> None:
    found: list[int] = []
    with closing(Snapshot(logged)) as snapshot:

        def read() -> None:
            with snapshot.connection() as one, snapshot.connection() as other:
                assert one is other
                found.append(one.execute(COUNT).fetchone()[0])

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_reader_goes_on_with_a_newer_state(logged: Path) -> None:
    with closing(Reader(logged)) as reader:
        events = reader.counts["event"]
        beside = reader.beside()
        another_process_runs(logged, REMOVE)
        before = reader.renew(Snapshot(logged))
        assert reader.counts["event"] == len(reader.rows("event")) == events - 5
        assert len(beside.rows("event")) == events
        before.close()
    with closing(sqlite3.connect(logged)) as connection:
        assert connection.execute(COUNT).fetchone()[0]


def test_a_state_that_was_let_go_of_is_no_damage(bundled: Path) -> None:
    snapshot = Snapshot(bundled)
    snapshot.close()
    with (
        pytest.raises(LibraryChangedError, match="as it is now"),
        snapshot.connection() as connection,
    ):
        connection.execute("SELECT 1")
