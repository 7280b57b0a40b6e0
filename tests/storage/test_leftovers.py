"""What lies beside a library after a crash: its own saves the last change, another's does no harm."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations.editing import LibraryWriter, set_fields
from spexplorer.operations.examination import faults_of_file
from spexplorer.operations.libraries import fold_in_log, library_info, make_ready
from spexplorer.operations.reader import Reader
from spexplorer.storage.snapshot import Snapshot

NYE = "agent:nye-joseph"

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="who has a file open is known on Linux alone"
)


@pytest.fixture
def own(bundled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(bundled, path)
    make_ready(path)
    return path


CRASH = """
import os, sys
from pathlib import Path
from spexplorer.operations.editing import LibraryWriter, set_fields
from spexplorer.storage.snapshot import Snapshot
path = Path(sys.argv[1])
snapshot, writer = Snapshot(path), LibraryWriter(path)
for number in range(5):
    writer.run(set_fields("agent:nye-joseph", {"name": f"Name {number}"}))
os._exit(9)
"""

HALF = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE record SET sort_key = 'half ' || sort_key")
os._exit(9)
"""


def crash(script: str, path: Path) -> None:
    subprocess.run([sys.executable, "-c", script, path], check=False, timeout=60)


def name_of(path: Path) -> str:
    with closing(Reader(path)) as reader:
        return reader.label(NYE)


def test_what_a_crash_left_in_its_own_log_is_read_and_written(own: Path) -> None:
    crash(CRASH, own)
    assert own.with_name("own.spex-wal").stat().st_size
    assert name_of(own) == "Name 4"
    fold_in_log(own)
    assert not own.with_name("own.spex-wal").exists()
    assert name_of(own) == "Name 4"


@pytest.mark.parametrize("script", [CRASH, HALF], ids=["log", "journal"])
@pytest.mark.parametrize("writes", [False, True])
def test_a_log_of_another_file_does_no_harm(
    own: Path, railways: Path, script: str, writes: bool
) -> None:
    if script is HALF:
        with closing(sqlite3.connect(own)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
    crash(script, own)
    shutil.copyfile(railways, own)  # a backup of something else is copied over it by hand
    assert [one for one in own.parent.iterdir() if one.name.endswith(("-wal", "-journal"))]
    records = library_info(railways).kinds
    if writes:
        make_ready(own)
        with closing(LibraryWriter(own)):
            pass
        assert [one for one in own.parent.iterdir() if "put aside" in one.name]
    assert library_info(own).kinds == records
    assert faults_of_file(own) == []


def test_an_older_state_of_the_same_library_keeps_its_content(own: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.spex"
    shutil.copyfile(own, before)
    name = name_of(own)
    with closing(LibraryWriter(own)) as writer:
        for number in range(60):
            writer.run(set_fields(NYE, {"description": f"{number} " * 900}))
    crash(CRASH, own)
    shutil.copyfile(before, own)
    make_ready(own)
    with closing(LibraryWriter(own)):
        pass
    assert faults_of_file(own) == []
    assert name_of(own) in (name, "Name 4")  # whole either way, never a mixture


def test_a_log_that_is_in_use_is_left_alone(own: Path) -> None:
    with closing(Snapshot(own)), closing(LibraryWriter(own)) as writer:
        writer.run(set_fields(NYE, {"name": "X"}))
        assert name_of(own) == "X"
        assert not [one for one in own.parent.iterdir() if "put aside" in one.name]


def test_readers_leave_the_log_of_others(own: Path) -> None:
    with closing(Snapshot(own)), closing(LibraryWriter(own)) as writer:
        writer.run(set_fields(NYE, {"name": "X"}))
        fold_in_log(own)
        assert name_of(own) == "X"
