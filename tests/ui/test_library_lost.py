"""A library that is lost or replaced while its window is open, and a tab that fails: the rest goes on."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from editing import copied, form_of, saved, settled, stored, window_on, write
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from shiboken6 import isValid

from spexplorer.bootstrap import make_application
from spexplorer.domain.filters import Words
from spexplorer.operations.drafts import folder_of
from spexplorer.operations.editing import LibraryWriter, set_fields
from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.library_copy import copy_library
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError, DamagedLibraryError, LibraryError
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.view import FailedView, WaitingView
from spexplorer.workspace.settings import Session

NYE = "agent:nye-joseph"


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    return path


@pytest.fixture
def program(qapp, qtbot, own: Path) -> Iterator[Program]:
    made = Program(Appearance(make_application()), Reader(own), Trace(), Session())
    made.show()
    qtbot.waitUntil(lambda: made.is_furnished, timeout=60_000)
    yield made
    if isValid(made.window):  # else the test has closed it
        made.window.close()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def put_in_place(how: str, own: Path, bundled: Path) -> None:
    """Put something else where an open library lies."""
    draft = own.with_name("draft")
    own.unlink()
    if how == "folder":
        own.mkdir()
    elif how == "pipe":
        os.mkfifo(own)
    elif how == "rubbish":
        draft.write_bytes(b"x" * 50_000)
        draft.replace(own)
    elif how == "newer":
        shutil.copyfile(bundled, draft)
        newer(draft)
        draft.replace(own)


def is_shown(program: Program, tab: str) -> bool:
    """Whether a tab is made and nothing is being read for it."""
    view = program.window.tabs.seen(tab)
    is_made = view is not None and not isinstance(view, WaitingView)
    return is_made and not program.workspace.tasks.are_running


@pytest.mark.parametrize("how", ["nothing", "folder", "pipe", "rubbish", "newer"])
def test_whatever_takes_the_place_of_an_open_library_is_told_in_a_sentence(
    program: Program, own: Path, bundled: Path, qtbot, how: str
) -> None:
    window, workspace = program.window, program.workspace
    put_in_place(how, own, bundled)
    program.read_again()
    qtbot.waitUntil(lambda: bool(window.message.accessibleName()), timeout=30_000)
    assert "unforeseen" not in window.message.accessibleName()
    assert str(own) in window.message.accessibleName()
    workspace.narrow(Words("silk road"))  # what was open is still there to be read
    for tab in window.view_ids():
        workspace.show_tab(tab)
        qtbot.waitUntil(lambda: is_shown(program, tab), timeout=60_000)  # noqa: B023 - waited for here
        assert not isinstance(window.current_view(), FailedView), tab
    assert all(isinstance(error, AppError) for error in window.failures)


def test_a_tab_that_fails_says_so_in_its_place_and_the_rest_goes_on(
    program: Program, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, workspace = program.window, program.workspace
    tabs = window.view_ids()
    qtbot.waitUntil(lambda: window.tabs.is_rehearsed, timeout=60_000)
    workspace.show_tab(tabs[1])
    qtbot.waitUntil(lambda: window.current_view() is window.tabs.seen(tabs[1]), timeout=30_000)
    view = window.current_view()

    def fails(_state: object) -> Iterator[None]:
        raise ZeroDivisionError("deep inside")
        yield

    monkeypatch.setattr(view, "showing", fails)
    workspace.narrow(Words("silk road"))
    qtbot.waitUntil(lambda: isinstance(window.current_view(), FailedView), timeout=30_000)
    assert "Traceback" not in window.message.accessibleName()
    for tab in (tabs[0], tabs[2]):
        workspace.show_tab(tab)
        qtbot.waitUntil(lambda: is_shown(program, tab), timeout=60_000)  # noqa: B023 - as above
        assert not isinstance(window.current_view(), FailedView)
    window.failures.clear()


def words_in(panel: QWidget) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("panel", "failure", "why"),
    [
        ("facets", DamagedLibraryError("The library is damaged; salvage it."), "is damaged"),
        ("charts", ImportError("no", name="pyqtgraph"), "pyqtgraph"),
        ("record", MemoryError(), "memory"),
        ("facets", ZeroDivisionError("deep inside"), ""),
    ],
)
def test_a_panel_that_fails_says_so_in_its_place_until_it_works_again(
    program: Program, settle, qtbot, monkeypatch: pytest.MonkeyPatch, panel, failure, why
) -> None:
    window, workspace = program.window, program.workspace
    dock = {"facets": window.facets_dock, "charts": window.charts_dock,
            "record": window.inspector_dock}[panel]  # fmt: skip
    window.panels.open({"record": "inspector"}.get(panel, panel))
    qtbot.waitUntil(dock.isVisible, timeout=20_000)
    content = dock.widget()
    shown = window.record_panel if panel == "record" else content

    def fails(_state: object) -> None:
        raise failure

    monkeypatch.setattr(shown, "show_state", fails)
    workspace.narrow(Words("silk road"))
    qtbot.waitUntil(lambda: "cannot be shown" in words_in(dock), timeout=20_000)
    assert "cannot be shown" in words_in(dock) and why in words_in(dock)
    assert not content.isVisible()
    qtbot.waitUntil(lambda: bool(window.message.accessibleName()), timeout=30_000)
    said = window.message.accessibleName()
    assert (why in said and "unforeseen" not in said) if why else "unforeseen" in said
    for tab in window.view_ids()[:3]:  # the rest goes on
        workspace.show_tab(tab)
        qtbot.waitUntil(lambda: is_shown(program, tab), timeout=60_000)  # noqa: B023 - waited for here
        assert not isinstance(window.current_view(), FailedView)
    monkeypatch.undo()
    again = next(one for one in dock.findChildren(QPushButton) if "again" in one.text())
    again.click()
    settle()
    assert dock.widget() is content and content.isVisible()
    window.failures.clear()
    window.message.put_away()


def gone(program: Program) -> bool:
    return "not there any more" in program.window.message.accessibleName()


@pytest.mark.parametrize("how", ["file moved", "file deleted", "drive taken away"])
def test_a_library_that_is_gone_is_told_of_and_so_is_its_return(
    qapp, qtbot, bundled: Path, tmp_path: Path, how: str
) -> None:
    drive, elsewhere = tmp_path / "drive", tmp_path / "elsewhere"
    drive.mkdir()
    program = window_on(copied(bundled, drive), qtbot)
    own, window = program.workspace.reader.path, program.window
    program.window.record_panel.edit(NYE)
    form = form_of(program)
    write(form, "name", "Typed before it went")
    moved = elsewhere if how == "drive taken away" else elsewhere.with_suffix(".spex")
    kept = bundled.read_bytes()
    {
        "file moved": lambda: own.rename(moved),
        "file deleted": own.unlink,
        "drive taken away": lambda: drive.rename(moved),
    }[how]()
    qtbot.waitUntil(lambda: gone(program), timeout=20_000)
    assert not program.workspace.editing.is_possible
    assert window.status.kept.text() == "Not there any more"
    (draft,) = (json.loads(one.read_text()) for one in folder_of(own).glob("*.json"))
    assert draft["raw"]["name"] == "Typed before it went"
    form.save()
    qtbot.waitUntil(lambda: program.workspace.writer.waiting == 0, timeout=20_000)
    assert form.is_changed
    copy = tmp_path / "copy.spex"  # what is open can still be saved elsewhere
    copy_library(program.workspace.reader.snapshot, copy)
    assert faults_of_file(copy) == []
    if how == "file deleted":
        own.write_bytes(kept)
    else:
        moved.rename(drive if how == "drive taken away" else own)
    qtbot.waitUntil(lambda: program.workspace.generation == 1, timeout=30_000)
    assert window.status.kept.text() != "Not there any more"
    saved(qtbot, form)
    settled(qtbot, program)
    assert stored(own, NYE).name == "Typed before it went"
    window.close()
    assert [one.name for one in own.parent.glob("own.spex*")] == ["own.spex"]


def test_a_change_never_goes_into_a_file_that_lies_elsewhere_by_now(own: Path) -> None:
    with closing(LibraryWriter(own)) as writer:
        other = own.with_name("other.spex")
        own.rename(other)
        with pytest.raises(LibraryError, match="moved, replaced"):
            writer.run(set_fields(NYE, {"name": "X"}))
        other.rename(own)
        writer.run(set_fields(NYE, {"name": "X"}))
    assert stored(own, NYE).name == "X"


def test_the_log_is_folded_in_when_the_last_window_closes(
    program: Program, own: Path, qtbot
) -> None:
    program.workspace.writer.run(set_fields(NYE, {"name": "X"}))
    settled(qtbot, program)
    # What was committed is in the file itself soon, so that a copy of it alone is whole.
    alone = own.with_name("alone.spex")

    def is_whole() -> bool:
        # By another process: this one would lose its locks when it closes the file.
        subprocess.run(["cp", own, alone], check=True)
        return stored(alone, NYE).name == "X"

    qtbot.waitUntil(is_whole, timeout=20_000)
    program.window.close()
    assert not own.with_name("own.spex-wal").exists()
