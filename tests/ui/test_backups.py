"""Backups are seen and restored in the window; the present state is never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from editing import settled, stored, window_on

from spexplorer.operations.backups import back_up, backups_of
from spexplorer.operations.editing import set_fields
from spexplorer.ui.shell.backups_dialog import BackupsDialog
from spexplorer.ui.shell.program import Program
from spexplorer.workspace.idle_backup import IdleBackup

NYE = "agent:nye-joseph"


@pytest.fixture
def program(own: Path, qtbot) -> Iterator[Program]:
    """A window on it."""
    program = window_on(own, qtbot)
    yield program
    program.window.close()


def test_a_backup_is_restored_and_the_present_state_kept(program, own, qtbot) -> None:
    before = stored(own, NYE).name
    back_up(own)
    program.workspace.writer.run(set_fields(NYE, {"name": "Somebody else"}))
    settled(qtbot, program)
    program.window.actions_by_name["backups"].trigger()
    (dialog,) = program.window.findChildren(BackupsDialog)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 1, timeout=30_000)
    assert dialog.tree.topLevelItem(0).text(1) == "1,344"
    dialog.restore(backups_of(own)[0].path)
    qtbot.waitUntil(lambda: dialog.tree.topLevelItemCount() == 2, timeout=60_000)
    assert stored(own, NYE).name == before
    assert any(one.is_before_restore for one in backups_of(own))
    qtbot.waitUntil(lambda: program.workspace.reader.label(NYE) == before, timeout=30_000)


def test_a_changed_library_is_backed_up_in_a_quiet_moment(program, own, qtbot) -> None:
    assert not backups_of(own)
    waits = program.workspace.findChild(IdleBackup)
    assert waits is not None
    qtbot.waitUntil(lambda: program.window.tabs.is_rehearsed, timeout=60_000)
    qtbot.waitUntil(lambda: not program.workspace.tasks.are_running, timeout=60_000)
    waits.begin()
    qtbot.waitUntil(lambda: len(backups_of(own)) == 1, timeout=60_000)
    waits.begin()  # nothing has changed since
    qtbot.waitUntil(lambda: not program.workspace.tasks.are_running, timeout=60_000)
    assert len(backups_of(own)) == 1
