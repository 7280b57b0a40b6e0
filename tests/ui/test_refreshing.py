"""A library that has changed: the tab in sight shows it, hidden ones are only marked, panels follow."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.bootstrap import Program, make_application
from spexplorer.domain.changes import EVERYTHING, NOTHING, ChangeSet
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.view import View
from spexplorer.workspace.file_watch import FileWatch
from spexplorer.workspace.settings import Session


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    path.chmod(0o644)
    return path


@pytest.fixture
def program(qapp, qtbot, own: Path) -> Iterator[Program]:
    made = Program(Appearance(make_application()), Reader(own), Trace(), Session())
    made.window.resize(1280, 800)
    made.show()
    qtbot.waitUntil(lambda: made.is_furnished and made.window.tabs.is_rehearsed, timeout=60_000)
    yield made
    made.window.close()


def remove_an_event(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        gone = connection.execute(
            "SELECT uid FROM record WHERE kind = 'event' AND id NOT IN (SELECT target FROM link) LIMIT 1"
        ).fetchone()[0]
        connection.execute("DELETE FROM record WHERE uid = ?", (gone,))
        connection.commit()
    return str(gone)


def test_hidden_tabs_are_marked_and_take_changes_in_when_they_are_seen(
    program: Program, own: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, tabs = program.workspace, program.window.tabs
    workspace.show_tab("overview")
    qtbot.waitUntil(lambda: tabs.view("overview").isVisible())
    asked: list[tuple[str, ChangeSet]] = []

    def noted(view: View, changes: ChangeSet) -> bool:
        asked.append((type(view).__name__, changes))
        return False

    for name in ("overview", "claims"):
        monkeypatch.setattr(type(tabs.view(name)), "refresh", noted)
    before = {name: tabs.view(name) for name in ("overview", "claims")}
    events, generation = workspace.total(("event",)).possible, workspace.generation
    for watch in program.findChildren(FileWatch):  # which would call everything changed
        watch.blockSignals(True)
    gone = remove_an_event(own)
    workspace.go(gone, stay=True)
    workspace.read_again(ChangeSet(frozenset({gone})))
    qtbot.waitUntil(lambda: workspace.generation == generation + 1, timeout=20_000)
    qtbot.waitUntil(lambda: bool(asked), timeout=5_000)
    assert [changes for _, changes in asked] == [ChangeSet(frozenset({gone}))]
    assert tabs.view("claims") is before["claims"]
    assert workspace.total(("event",)).possible == events - 1
    assert workspace.reader.counts["event"] == events - 1
    assert workspace.state.current is None
    qtbot.waitUntil(lambda: tabs.view("overview") is not before["overview"], timeout=5_000)

    workspace.read_again()  # what comes while a tab is hidden comes to it as one
    qtbot.waitUntil(lambda: workspace.generation == generation + 2, timeout=20_000)
    asked.clear()
    workspace.show_tab("claims")
    qtbot.waitUntil(lambda: tabs.view("claims") is not before["claims"], timeout=5_000)
    assert [changes for _, changes in asked] == [EVERYTHING]


def test_change_sets_add_up() -> None:
    one, other = ChangeSet(frozenset({"event:a"})), ChangeSet(frozenset({"agent:b"}))
    assert (one | other).kinds == {"event", "agent"}
    assert (one | other).touches(["agent"])
    assert not one.touches(["agent"])
    assert one.holds("event:a")
    assert not one.holds("event:b")
    assert (one | EVERYTHING) is EVERYTHING
    assert EVERYTHING.touches(["work"])
    assert not NOTHING
