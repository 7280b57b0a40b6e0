"""A library in a synchronised folder is told of once."""

from __future__ import annotations

from pathlib import Path

from editing import copied, window_on


def test_a_synchronised_folder_is_told_of_once(bundled: Path, tmp_path: Path, qtbot) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    own = copied(bundled, folder)
    first = window_on(own, qtbot)
    qtbot.waitUntil(lambda: "Dropbox" in first.window.message.accessibleName(), timeout=20_000)
    first.window.close()
    assert [one.name for one in folder.iterdir()] == ["own.spex"]  # one file, no log
    second = window_on(own, qtbot)
    qtbot.waitUntil(lambda: not second.workspace.tasks.are_running, timeout=30_000)
    assert "Dropbox" not in second.window.message.accessibleName()
    second.window.close()
