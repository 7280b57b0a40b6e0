"""Backups are checked, rotated and never empty; a restore keeps what was there first."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spexplorer.operations.backups import (
    back_up,
    back_up_if_changed,
    backups_of,
    folder_of,
    restore,
    rotate,
)
from spexplorer.operations.editing import LibraryWriter, set_fields
from spexplorer.operations.examination import examine
from spexplorer.operations.library_creation import new_library
from spexplorer.storage.snapshot import Snapshot
from spexplorer.support.errors import AppError, LibraryError

NYE = "agent:nye-joseph"


def renamed(path: Path, name: str) -> None:
    with closing(LibraryWriter(path)) as writer:
        writer.run(set_fields(NYE, {"name": name}))


def test_a_restore_brings_the_content_and_keeps_what_was_there(
    own: Path, exported, home: Path
) -> None:
    renamed(own, "First")
    first = exported(own)
    with closing(LibraryWriter(own)) as writer:  # others work on it meanwhile
        made = back_up(own)
        writer.run(set_fields(NYE, {"name": "Second"}))
    second = exported(own)
    assert home in made.path.parents
    assert made.contents.records > 1000
    assert sorted(path.name for path in made.path.parent.iterdir()) == [made.path.name]
    with closing(Snapshot(own)) as reader:
        kept = restore(made.path, own)
        assert exported(reader) == second  # whoever reads is not disturbed
        assert not reader.is_current()
    assert exported(own) == first
    assert examine(own).findings == ()
    assert kept is not None
    assert exported(kept) == second
    assert [one.is_before_restore for one in backups_of(own)] == [True, False]
    restore(kept, own)
    assert exported(own) == second


def test_only_what_was_changed_is_backed_up_and_nothing_empty(own: Path, tmp_path: Path) -> None:
    renamed(own, "First")
    assert back_up_if_changed(own) is not None
    assert back_up_if_changed(own) is None
    later = datetime.now(UTC).timestamp() + 10
    os.utime(own, (later, later))
    assert back_up_if_changed(own) is not None
    empty = tmp_path / "empty.spex"
    new_library(empty)
    assert back_up_if_changed(empty) is None
    with pytest.raises(LibraryError, match="no record"):
        back_up(empty)
    with pytest.raises(LibraryError, match="no record"):
        restore(empty, own)


def test_the_newest_and_one_a_week_are_kept(own: Path) -> None:
    folder = folder_of(own)
    folder.mkdir(parents=True)
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)  # a Sunday
    for days in range(60):
        at = now - timedelta(days=days)
        shutil.copyfile(own, folder / at.strftime("%Y-%m-%dT%H%M%SZ.spex"))
    rotate(own)
    days = [(now - one.at).days for one in backups_of(own)]
    assert days == [0, 1, 2, 3, 4, 7, 14, 21]


@pytest.mark.parametrize("damage", ["header", "middle", "nothing"])
def test_a_damaged_library_is_put_aside_whole(own: Path, exported, damage: str) -> None:
    before = exported(own)
    backup = back_up(own).path
    content = bytearray(own.read_bytes())
    if damage == "header":
        content[:100] = bytes(100)
    elif damage == "middle":
        content[4096 : 4096 * 40] = b"\xff" * 4096 * 39
    else:
        content = bytearray()
    own.write_bytes(content)
    kept = restore(backup, own)
    assert kept is not None
    assert kept.read_bytes() == content
    assert exported(own) == before


def test_a_backup_that_is_none_changes_nothing(own: Path, tmp_path: Path, exported) -> None:
    before = exported(own)
    other = tmp_path / "none.spex"
    other.write_bytes(b"SQLite format 3\0" + bytes(5000))
    for backup in (other, tmp_path / "missing.spex", own):
        with pytest.raises(AppError):
            restore(backup, own)
    assert exported(own) == before


def test_a_missing_library_comes_back(own: Path, exported) -> None:
    before = exported(own)
    backup = back_up(own).path
    own.unlink()
    assert restore(backup, own) is None
    assert exported(own) == before


def test_on_the_command_line(spexplorer, own: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.spex"
    done = spexplorer("backup", "-o", target, own)
    assert (done.returncode, done.stdout) == (0, f"{target}\n")
    assert spexplorer("set", NYE, "name=x", own).returncode == 0
    done = spexplorer("restore", target, own)
    assert (done.returncode, "kept at" in done.stderr) == (0, True)
    assert len(spexplorer("backup", "--list", own).stdout.splitlines()) == 1
    assert "Nye, Joseph" in spexplorer("export", "--query", "nye", own).stdout
    for command in (("backup",), ("restore", "missing.spex", own), ("backup", "-o", target, own)):
        done = spexplorer(*command)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
