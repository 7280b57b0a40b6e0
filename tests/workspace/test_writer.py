"""One writer a process: an operation is one transaction, its changes are shown and are no stranger's."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.domain.changes import EVERYTHING, ChangeSet
from spexplorer.operations.editing import LibraryWriter, replace
from spexplorer.operations.examination import examine
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError
from spexplorer.workspace.file_watch import FileWatch
from spexplorer.workspace.workspace import Workspace

NYE = "agent:nye-joseph"


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    return path


@pytest.fixture
def workspace(qapp, qtbot, own: Path) -> Iterator[Workspace]:
    made = Workspace(Reader(own))
    with qtbot.waitSignal(made.indexed, timeout=20_000):
        made.start_indexing()
    yield made
    made.close()


def renamed(path: Path, name: str):
    with closing(Reader(path)) as reader:
        return replace(dataclasses.replace(reader.record(NYE), name=name))


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%'"
        ).fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables
        }


def test_a_renamed_agent_changes_what_is_stored_of_one_record_alone(own: Path) -> None:
    before = dump(own)
    with closing(LibraryWriter(own)) as writer:
        assert writer.run(renamed(own, "Nye, J. S.")).changes == ChangeSet(frozenset({NYE}))
    after = dump(own)
    with closing(Reader(own)) as reader:
        number = reader.row(NYE).number
        works = list(reader.search("Nye", 50, "work").hits)
        assert any("Nye, J. S." in work.detail for work in works)
    # Row numbers of parts are new; what they hold is the same.
    held = {"record": 0, "agent": 0, "search_document": 0, "name_key": 1}
    for table, rows in after.items():
        if table in ("step", "change"):  # the history grows by what was done
            continue
        changed = set(map(repr, rows)) ^ set(map(repr, before[table]))
        touched = [row for row in (*rows, *before[table]) if repr(row) in changed]
        column = held.get(table, 1)
        assert {row[column] for row in touched} <= {number}, table
    found = examine(own)
    assert (found.findings, found.corrected, found.removed) == ((), (NYE,), ())


def test_what_fails_changes_nothing(own: Path) -> None:
    before = dump(own)
    with closing(LibraryWriter(own)) as writer:
        with pytest.raises(AppError, match="no title"):
            writer.run(renamed(own, " "))
        assert dump(own) == before
        assert writer.run(renamed(own, "Nye")).changes.ids == {NYE}


def test_what_others_wrote_since_counts_as_everything(own: Path) -> None:
    with closing(LibraryWriter(own)) as writer:
        writer.run(renamed(own, "Nye"))
        with closing(sqlite3.connect(own)) as other:
            other.execute("UPDATE library SET value = 'Other' WHERE key = 'name'")
            other.commit()
        assert writer.run(renamed(own, "Nye, Joseph")).changes is EVERYTHING


def test_a_commit_of_our_own_is_shown_and_no_strangers(workspace: Workspace, own, qtbot) -> None:
    watch = FileWatch(
        own, workspace.reader.snapshot.mark, quiet=50, is_current=workspace.is_current
    )
    strangers: list[bool] = []
    watch.changed.connect(lambda: strangers.append(True))
    with qtbot.waitSignal(workspace.refreshed, timeout=20_000) as shown:
        workspace.writer.run(renamed(own, "Nye, J. S."))
    assert shown.args == [ChangeSet(frozenset({NYE}))]
    assert workspace.reader.label(NYE) == "Nye, J. S."
    qtbot.wait(400)
    assert strangers == []
    with closing(sqlite3.connect(own)) as other:
        other.execute("UPDATE library SET value = 'Other' WHERE key = 'name'")
        other.commit()
        qtbot.waitUntil(lambda: strangers == [True], timeout=5_000)
