"""A library that another program changes while its window is open."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.bootstrap import make_application
from spexplorer.domain.filters import Filter, Values
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.files import mark_of
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.import_dialog import ImportDialog
from spexplorer.ui.shell.main_window import MainWindow
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.workspace.file_watch import FileWatch
from spexplorer.workspace.settings import Session

INSTITUTES = "instrument:confucius-institutes"
EDUCATION = Filter((Values("vector", frozenset({"education"})),))


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    return path


@pytest.fixture
def program(qapp, qtbot, own: Path) -> Iterator[Program]:
    """A window on the library."""
    made = Program(Appearance(make_application()), Reader(own), Trace(), Session())
    made.show()
    qtbot.waitUntil(lambda: made.is_furnished, timeout=30_000)
    yield made
    made.window.close()


def another_program_runs(path: Path, sql: str) -> None:
    script = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1])\n"
        "connection.executescript(sys.argv[2])\n"
        "connection.close()\n"
    )
    subprocess.run([sys.executable, "-c", script, path, sql], check=True, timeout=60)


def named(name: str) -> str:
    """What another program runs to give the institutes another name."""
    number = f"(SELECT id FROM record WHERE uid = '{INSTITUTES}')"
    return f"UPDATE instrument SET name = '{name}' WHERE id = {number}"


def test_the_window_shows_the_library_as_it_is_now_where_it_stood(
    program: Program, own: Path, qtbot
) -> None:
    workspace, window = program.workspace, program.window
    workspace.set_filter(EDUCATION)
    workspace.go(INSTITUTES)
    qtbot.waitUntil(lambda: workspace.answers.filter == EDUCATION, timeout=5_000)
    state, past = workspace.state, list(workspace.past)
    title = "Confucius Institutes, as they are called now"
    another_program_runs(own, named(title))

    qtbot.waitUntil(lambda: workspace.generation == 1, timeout=10_000)
    qtbot.waitUntil(lambda: "read again" in window.message.accessibleName(), timeout=10_000)
    assert workspace.reader.label(INSTITUTES) == title
    assert workspace.state == state
    assert workspace.past == past
    assert window.message.isVisible()
    assert window.isVisible()


def test_what_another_program_changed_before_the_window_was_ready_is_noticed(
    qapp, qtbot, own: Path
) -> None:
    first = Program(Appearance(make_application()), Reader(own), Trace(), Session())
    first.show()
    title = "Named while the window was coming"
    another_program_runs(own, named(title))
    assert not first.is_ready
    workspace = first.workspace
    qtbot.waitUntil(
        lambda: workspace.reader.label(INSTITUTES) == title and first.is_furnished,
        timeout=30_000,
    )
    generation = workspace.generation
    qtbot.wait(1000)
    assert workspace.generation == generation  # one that nobody changes is not read over and over
    first.window.close()


def test_a_record_that_is_gone_is_gone_from_the_state_and_from_every_count(
    program: Program, own: Path, qtbot
) -> None:
    workspace = program.workspace
    events = workspace.total(("event",)).possible
    with closing(sqlite3.connect(own)) as connection:
        gone = connection.execute(
            "SELECT uid FROM record WHERE kind = 'event' AND id NOT IN (SELECT target FROM link) LIMIT 1"
        ).fetchone()[0]
    workspace.go(gone)
    another_program_runs(own, f"PRAGMA foreign_keys = ON; DELETE FROM record WHERE uid = '{gone}';")

    qtbot.waitUntil(lambda: workspace.generation == 1, timeout=30_000)
    assert workspace.state.current is None
    assert workspace.total(("event",)).possible == events - 1


def test_a_file_that_is_no_library_any_more_leaves_the_window_as_it_is(
    program: Program, own: Path, qtbot
) -> None:
    draft = own.with_suffix(".draft")
    draft.write_bytes(b"not a library")
    draft.replace(own)
    window = program.window
    qtbot.waitUntil(lambda: "not a library" in window.message.accessibleName(), timeout=10_000)
    assert program.workspace.reader.label(INSTITUTES) == "Confucius Institutes"
    assert program.workspace.generation == 0


def test_a_key_reads_the_library_again(program: Program, qtbot) -> None:
    program.window.actions_by_name["read-again"].trigger()
    qtbot.waitUntil(lambda: program.workspace.generation == 1, timeout=10_000)
    assert program.window.isVisible()


def drop(over: QWidget, *files: Path) -> bool:
    """Whether a window takes files over one of its widgets, and is then given them, as from the screen."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    data.setText("\n".join(url.toString() for url in data.urls()))  # as file managers do
    at, window = over.mapTo(over.window(), over.rect().center()), over.window().windowHandle()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    entering = QDragEnterEvent(at, copy, data, left, none.NoModifier)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        event = QDropEvent(QPointF(at), copy, data, left, none.NoModifier)
        QApplication.sendEvent(window, event)
    return entering.isAccepted()


def test_a_library_dropped_on_the_window_opens_in_one_of_its_own(
    program: Program, own: Path, qapp, qtbot
) -> None:
    other = own.with_name("another.spex")
    shutil.copyfile(own, other)
    before = {top for top in qapp.topLevelWidgets() if isinstance(top, MainWindow)}
    assert drop(program.window, other)
    further = {top for top in qapp.topLevelWidgets() if isinstance(top, MainWindow)} - before
    assert [top.workspace.reader.path for top in further] == [other]
    for top in further:
        top.close()


def test_a_library_dropped_on_a_field_is_opened_and_not_typed(program: Program, own: Path) -> None:
    field, wanted = program.window.search, []
    program.window.path_wanted.disconnect()
    program.window.path_wanted.connect(wanted.append)
    assert drop(field, own)
    assert (field.text(), wanted) == ("", [own])


def test_of_another_file_is_shown_what_it_would_bring(
    program: Program, tmp_path: Path, qtbot
) -> None:
    noise = tmp_path / "noise.dat"
    noise.write_bytes(bytes(range(256)) * 8)
    assert drop(program.window, noise)
    (dialog,) = program.window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: "in no format that is known here" in dialog.summary.text())
    dialog.reject()


def test_only_a_change_of_the_library_counts(qapp, qtbot, own: Path) -> None:
    watch, heard = FileWatch(own, mark_of(own), quiet=20), []
    watch.changed.connect(lambda: heard.append(True))
    own.with_name("beside.txt").write_text("another file of the folder")
    qtbot.wait(200)
    assert heard == []
    for _ in range(2):  # also after it was put in the place of another
        copy = own.with_name("copy")
        shutil.copyfile(own, copy)
        copy.replace(own)
        qtbot.wait(200)
    assert heard == [True, True]
