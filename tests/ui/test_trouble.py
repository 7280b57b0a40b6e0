"""A library that is damaged or cannot be opened: one sentence, and a button for each remedy."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from editing import copied, stored, window_on
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from spexplorer.operations.backups import back_up
from spexplorer.operations.examination import cause_of_failure, faults_of_file
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError
from spexplorer.ui.shell.main_window import MainWindow
from spexplorer.ui.shell.program import Program
from spexplorer.ui.shell.trouble_dialog import TroubleDialog

NYE = "agent:nye-joseph"


def run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(sql)


def overwrite(path: Path, at: int, length: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * length)


DAMAGES = {
    "search table": lambda path: run(path, "DELETE FROM search_document WHERE id % 3 = 0"),
    "index": lambda path: run(path, "DROP INDEX link_by_target"),
    "page": lambda path: overwrite(path, path.stat().st_size * 3 // 4, 2 * 4096),
    "header": lambda path: overwrite(path, 0, 100),
}


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    return copied(bundled, tmp_path)


def damaged(own: Path, sort: str) -> Exception:
    with closing(sqlite3.connect(own)) as connection:  # nothing waits in a log
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if sort == "index":
        with closing(sqlite3.connect(own)) as connection:
            (name,) = connection.execute(
                "SELECT name FROM sqlite_schema WHERE tbl_name = 'link' AND type = 'index'"
                " AND sql IS NOT NULL LIMIT 1"
            ).fetchone()
        run(own, f"DROP INDEX {name}")
    else:
        DAMAGES[sort](own)
    error = cause_of_failure(own)
    assert error is not None
    return error


def ready(dialog: TroubleDialog, qtbot) -> None:
    qtbot.waitUntil(lambda: dialog.backups.count() > 0, timeout=30_000)


@pytest.mark.parametrize("sort", DAMAGES)
def test_every_damage_is_offered_its_remedies(own: Path, qtbot, sort: str) -> None:
    before = stored(own, NYE)
    back_up(own)
    dialog = TroubleDialog(None, own, damaged(own, sort))
    dialog.show()
    ready(dialog, qtbot)
    assert str(own) in dialog.sentence.text()
    if sort in ("search table", "index"):
        dialog.rebuild_button.click()
    else:
        saved = own.with_name("saved.spex")
        dialog.salvage_to(saved)
        qtbot.waitUntil(lambda: dialog.outcome.text() not in ("", "Working …"), timeout=60_000)
        assert "Saved " in dialog.outcome.text()
        assert dialog.chosen == saved
        assert faults_of_file(saved) == []
        dialog.open_button.hide()
        dialog.restore_button.click()
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=60_000)
    assert dialog.chosen == own
    assert faults_of_file(own) == []
    assert stored(own, NYE) == before
    dialog.reject()


def test_what_fails_is_said_and_may_be_tried_again(own: Path, qtbot) -> None:
    dialog = TroubleDialog(None, own, damaged(own, "header"))
    dialog.show()
    ready(dialog, qtbot)
    assert not dialog.restore_button.isEnabled()  # there is no backup
    dialog.rebuild_button.click()
    qtbot.waitUntil(lambda: "not a library" in dialog.outcome.text(), timeout=30_000)
    assert dialog.salvage_button.isEnabled()
    assert not dialog.restore_button.isEnabled()
    dialog.reject()
    assert dialog.chosen is None


@pytest.mark.parametrize("sort", ["missing", "rubbish", "another program's", "newer", "folder"])
def test_what_is_no_library_is_told_of_without_remedies(
    tmp_path: Path, own: Path, qtbot, sort
) -> None:
    path = tmp_path / "a.sqlite"
    if sort == "rubbish":
        path.write_bytes(b"x" * 5000)
    elif sort == "another program's":
        run(path, "CREATE TABLE t (a)")
    elif sort == "newer":
        shutil.copyfile(own, path)
        run(path, "PRAGMA user_version = 99")
    elif sort == "folder":
        path.mkdir()
    with pytest.raises(AppError) as raised:
        Reader(path).close()
    dialog = TroubleDialog(None, path, raised.value)
    dialog.show()
    assert dialog.sentence.text() == str(raised.value)
    assert not hasattr(dialog, "rebuild_button")
    words = {button.text().replace("&", "") for button in dialog.findChildren(QPushButton)}
    assert {"Open another library …", "Open my own library", "Close"} <= words
    dialog.findChild(QDialogButtonBox).rejected.emit()
    assert not dialog.isVisible()


@pytest.fixture
def program(own: Path, qtbot) -> Iterator[Program]:
    program = window_on(own, qtbot)
    yield program
    program.window.failures.clear()
    program.window.close()


def test_damage_that_is_met_in_the_window_leads_to_the_remedies(program, own, qtbot) -> None:
    window = program.window
    run(own, "DELETE FROM search_document WHERE id % 3 = 0")
    window.actions_by_name["check"].trigger()
    strip = window.message
    qtbot.waitUntil(lambda: "damaged" in strip.accessibleName(), timeout=30_000)
    (offer,) = (one for one in strip.findChildren(QPushButton) if "can be done" in one.text())
    offer.click()
    (dialog,) = window.findChildren(TroubleDialog)
    ready(dialog, qtbot)
    dialog.rebuild_button.click()
    qtbot.waitUntil(dialog.open_button.isVisible, timeout=60_000)
    dialog.open_button.click()
    qtbot.waitUntil(lambda: program.workspace.generation > 0, timeout=30_000)
    assert faults_of_file(own) == []


def test_a_damaged_library_is_opened_read_only(program, own, tmp_path, qtbot, qapp) -> None:
    other = tmp_path / "other.spex"
    shutil.copyfile(own, other)
    make_ready(other)
    overwrite(other, 0, 16)
    program.open_library(other)
    (dialog,) = program.window.findChildren(TroubleDialog)
    assert "not a library" in dialog.sentence.text()
    dialog.reject()
    shutil.copyfile(own, other)
    run(other, "DELETE FROM search_document WHERE id % 3 = 0")
    before = other.read_bytes()
    program.window.read_only_wanted.emit(other)
    (further,) = (
        top
        for top in qapp.topLevelWidgets()
        if isinstance(top, MainWindow) and top.isVisible() and top is not program.window
    )
    assert not further.workspace.editing.is_possible
    assert further.status.kept.text() == "Read-only"
    further.close()
    assert other.read_bytes() == before
