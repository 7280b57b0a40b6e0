"""Nothing acknowledged is lost: writes that never reached the disk, a full disk, two writers, a clock.

SPEXPLORER_SOAK_PROOFS gives how often each is tried (`make soak`), else a few times. Killed processes are
tried in test_killed, random edits in test_editing_stateful, mutated files in tests/hostile.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spexplorer.operations import library_writer
from spexplorer.operations.editing import LibraryWriter, redo, set_fields, undo
from spexplorer.operations.examination import examine
from spexplorer.operations.history import entries
from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.storage.snapshot import Snapshot
from spexplorer.support.errors import AppError

TIMES = int(os.environ.get("SPEXPLORER_SOAK_PROOFS", "6"))

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="tried on Linux"),
    pytest.mark.timeout(120 + 20 * TIMES),
]


@pytest.fixture
def own(railways: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.spex"
    shutil.copyfile(railways, path)
    make_ready(path)
    return path


def some_agent(path: Path) -> str:
    with closing(Reader(path)) as reader:
        return reader.rows("agent")[0].id


def name_of(path: Path, uid: str) -> str:
    with closing(Reader(path)) as reader:
        return reader.record(uid).name


class Recorded:
    """What the disk has at every wait for it: the library and its log after each change."""

    def __init__(self, path: Path, folder: Path, names: list[str], uid: str) -> None:
        self.states: list[tuple[bytes, bytes]] = []
        folder.mkdir()
        with closing(Snapshot(path)), closing(LibraryWriter(path)) as writer:
            self._take(path, folder)
            for at, name in enumerate(names):
                writer.run(set_fields(uid, {"name": name, "description": f"{name} " * 400}))
                if at % 3 == 2:  # some of it goes from the log into the file, as by itself
                    writer.fold_in()
                self._take(path, folder)

    def _take(self, path: Path, folder: Path) -> None:
        copies = [folder / "library", folder / "log"]
        log = path.with_name(path.name + "-wal")
        # By another process: this one would lose its locks when it closes the file.
        subprocess.run(["cp", path, copies[0]], check=True)
        subprocess.run(["cp", log, copies[1]], check=False, stderr=subprocess.DEVNULL)
        self.states.append(
            (copies[0].read_bytes(), copies[1].read_bytes() if copies[1].exists() else b"")
        )


def test_what_the_disk_never_received_takes_nothing_else_along(own: Path, tmp_path: Path) -> None:
    """The log is cut, torn or filled with rubbish after what was synced: what was acknowledged is there."""
    uid = some_agent(own)
    names = [f"Name {number}" for number in range(8)]
    recorded = Recorded(own, tmp_path / "disk", names, uid)
    chance = random.Random(TIMES)
    for number in range(TIMES * 2):
        at = chance.randrange(1, len(names))
        library, synced = recorded.states[at]
        later_library, later = recorded.states[at + 1]
        lost = chance.randrange(4)
        if later_library != library:
            later = (
                synced  # between the two the log began anew: nothing of the next change was synced
            )
        if lost == 0:  # nothing of the next change reached the disk
            log = synced
        elif lost == 1:  # a part of it, up to any byte
            log = later[: chance.randrange(len(synced), len(later) + 1)]
        elif lost == 2:  # blocks of it in any order: those between are empty
            rest = bytearray(later[len(synced) :])
            for start in range(0, len(rest), 512):
                if chance.random() < 0.5:
                    rest[start : start + 512] = bytes(len(rest[start : start + 512]))
            log = synced + bytes(rest)
        else:  # the file was made longer, and never written
            log = synced + chance.randbytes(chance.randrange(20_000))
        path = tmp_path / f"after-{number}.spex"
        path.write_bytes(library)
        path.with_name(path.name + "-wal").write_bytes(log)
        assert examine(path).findings == ()
        expected = {names[at - 1], names[at]} if lost in (1, 2) else {names[at - 1]}
        assert name_of(path, uid) in expected
        with closing(LibraryWriter(path)) as writer:  # work goes on
            writer.run(set_fields(uid, {"name": "After"}))
        assert examine(path).findings == ()
        assert name_of(path, uid) == "After"
        for file in tmp_path.glob(f"{path.name}*"):
            file.unlink()


FULL = """
import resource, signal, sys
from pathlib import Path
from spexplorer.operations.editing import LibraryWriter, add_plain, set_fields
from spexplorer.support.errors import AppError
path, uid, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
writer = LibraryWriter(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
for number in range(400):
    try:
        writer.run(set_fields(uid, {"name": f"Name {number}", "description": f"{number} " * 900}))
    except AppError as error:
        print("refused", error, flush=True)
        break
    print("done", number, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
try:
    writer.run(set_fields(uid, {"description": "room again"}))
    print("again", flush=True)
except AppError as error:
    print("still", error, flush=True)
"""


def test_a_full_disk_refuses_a_change_in_a_sentence_and_loses_none(
    own: Path, tmp_path: Path
) -> None:
    uid, size = some_agent(own), own.stat().st_size
    chance = random.Random(TIMES)
    refused = 0
    for number in range(max(3, TIMES // 3)):
        path = tmp_path / f"full-{number}.spex"
        shutil.copyfile(own, path)
        most = chance.randrange(4096, size + 400_000)
        done = subprocess.run(
            [sys.executable, "-c", FULL, path, uid, str(most)],
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.stderr == ""
        lines = done.stdout.splitlines()
        assert lines[-1] == "again", lines  # once there is room work goes on
        told = [line for line in lines if line.startswith("refused")]
        refused += len(told)
        assert all("free some space" in line for line in told)
        acknowledged = [line.split()[1] for line in lines if line.startswith("done")]
        assert examine(path).findings == ()
        if acknowledged:
            assert name_of(path, uid) == f"Name {acknowledged[-1]}"
    assert refused


WRITER = """
import sys
from pathlib import Path
from spexplorer.operations.editing import LibraryWriter, add_plain
writer = LibraryWriter(Path(sys.argv[1]), sys.argv[2])
for number in range(int(sys.argv[3])):
    writer.run(add_plain("agent", [{"name": f"{sys.argv[2]} {number}", "agent_type": "person"}]))
    print(number, flush=True)
"""


def test_two_processes_write_and_no_change_is_lost(own: Path) -> None:
    count = 5 + TIMES
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, own, who, str(count)],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for who in ("Ann", "Bob")
    ]  # fmt: skip
    for writer in writers:
        _, trouble = writer.communicate(timeout=120)
        assert (writer.returncode, trouble) == (0, "")
    with closing(Reader(own)) as reader:
        names = {row.label for row in reader.rows("agent")}
    assert {f"{who} {n}" for who in ("Ann", "Bob") for n in range(count)} <= names
    assert examine(own).findings == ()
    with closing(LibraryWriter(own)) as writer:
        for _ in range(2 * count):
            writer.run(undo())
        for _ in range(2 * count):
            writer.run(redo())
    assert examine(own).findings == ()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The time of each change that follows, the last for all others."""
    times = ["2026-01-01T00:00:00Z"]
    monkeypatch.setattr(
        library_writer, "_now", lambda: times.pop(0) if len(times) > 1 else times[0]
    )
    return times


def test_a_clock_that_goes_back_does_not_mix_the_changes_up(own: Path, clock: list[str]) -> None:
    uid, before = some_agent(own), name_of(own, some_agent(own))
    clock[:] = [
        "2030-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2001-09-09T01:46:40Z",
        "2029-12-31T23:59:59Z",
    ]
    names = [f"Name {number}" for number in range(6)]
    with closing(LibraryWriter(own)) as writer:
        for name in names:
            writer.run(set_fields(uid, {"name": name}))
        assert name_of(own, uid) == names[-1]
        for name in [*reversed(names[:-1]), before]:
            writer.run(undo())
            assert name_of(own, uid) == name
        for name in names:
            writer.run(redo())
            assert name_of(own, uid) == name
    found = [one.step.id for one in entries(own)]
    assert found == sorted(found, reverse=True)  # the newest first, whatever the clock said
    assert examine(own).findings == ()


def test_memory_handles_and_file_do_not_grow(own: Path) -> None:
    """Reads and writes over and over, each change taken back: a sample of an hour's work."""
    uid = some_agent(own)
    rounds = 12 * TIMES
    measured = []
    with closing(LibraryWriter(own)) as writer:
        for number in range(rounds):
            with closing(Snapshot(own)) as snapshot, closing(Reader(snapshot)) as reader:
                assert reader.search("railway") is not None
            writer.run(set_fields(uid, {"name": f"Name {number % 7}"}))
            writer.run(undo())
            writer.fold_in()
            if number in (rounds // 2, rounds - 1):
                measured.append(
                    (_resident(), len(list(Path("/dev/fd").iterdir())), own.stat().st_size)
                )
    (memory, handles, size), (memory_later, handles_later, size_later) = measured
    assert handles_later == handles
    assert memory_later <= memory * 1.05 + 2_000_000
    changes = 2 * (rounds - 1 - rounds // 2)
    assert size_later <= size + changes * _OF_A_CHANGE + 8 * 4096
    assert not own.with_name("own.spex-wal").exists()


_OF_A_CHANGE = 400
"""Bytes that the history may keep of each change of a name: it is meant to grow, nothing else is."""


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def test_a_refused_change_leaves_no_trace(own: Path) -> None:
    uid = some_agent(own)
    with closing(LibraryWriter(own)) as writer, closing(sqlite3.connect(own)) as other:
        before = list(other.iterdump())
        with pytest.raises(AppError):
            writer.run(set_fields(uid, {"agent_type": "no such type"}))
        assert list(other.iterdump()) == before
