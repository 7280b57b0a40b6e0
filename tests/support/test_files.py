"""Outputs appear whole or not at all, and never in the place of what is valuable."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from spexplorer.support.errors import EnvironmentProblem, LibraryError
from spexplorer.support.files import drafted, replacing

ROOT = Path(__file__).resolve().parent.parent.parent


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_output_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with replacing(target) as stream:
        stream.write("half")
        stream.flush()
        assert not target.exists()
    assert target.read_text() == "half"
    assert listed(tmp_path) == ["out.json"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("before")
    with suppress(RuntimeError), replacing(target) as stream:
        stream.write("half")
        raise RuntimeError
    assert target.read_text() == "before"
    assert listed(tmp_path) == ["out.json"]


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    real.chmod(0o600)
    link.symlink_to(real)
    with replacing(link) as stream:
        stream.write("after")
    assert link.is_symlink()
    assert real.read_text() == "after"
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_draft_is_for_this_user_alone_and_cannot_be_guessed(tmp_path: Path) -> None:
    names = set()
    for _ in range(3):
        with drafted(tmp_path / "a.txt") as draft:
            assert stat.S_IMODE(draft.parent.stat().st_mode) == 0o700
            names.add(draft.parent.name)
            draft.write_text("x")
    assert len(names) == 3


def test_nothing_is_written_onto_a_library(tmp_path: Path, bundled: Path) -> None:
    library = tmp_path / "mine.spex"
    shutil.copyfile(bundled, library)
    link = tmp_path / "innocent.json"
    link.symlink_to(library)
    before = library.read_bytes()
    for target in (library, link):
        with pytest.raises(LibraryError, match="choose another name"), replacing(target) as stream:
            stream.write("{}")
    assert library.read_bytes() == before


def test_nothing_is_written_onto_its_source(tmp_path: Path) -> None:
    source = tmp_path / "library.toml"
    source.write_text("x = 1")
    os.link(source, tmp_path / "other.toml")
    for target in (source, tmp_path / "other.toml"):
        with pytest.raises(LibraryError), replacing(target, sparing=[source]) as stream:
            stream.write("")
    assert source.read_text() == "x = 1"


@pytest.mark.parametrize("path", [Path(), Path("a\0b"), Path("nowhere/at/all.json")])
def test_a_place_that_cannot_be_is_a_sentence(tmp_path: Path, path: Path) -> None:
    target = tmp_path / path if path.name else path
    with pytest.raises(EnvironmentProblem), replacing(target) as stream:
        stream.write("")


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from spexplorer.support.files import drafted\n"
        f"with drafted(Path({str(tmp_path / 'out.json')!r})) as draft:\n"
        "    draft.write_text('half'); print('there', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with replacing(tmp_path / "out.json") as stream:  # a draft in use is left alone
            stream.write("mine")
        assert len(listed(tmp_path)) == 2
        process.send_signal(signal.SIGKILL)
        process.wait()
    time.sleep(0.05)
    with replacing(tmp_path / "other.json") as stream:  # whatever is written there next
        stream.write("whole")
    assert listed(tmp_path) == ["other.json", "out.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_where_somebody_reads_it(tmp_path: Path) -> None:
    """One that nobody reads would be waited for without an end."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(EnvironmentProblem, match="nobody reads this pipe"), replacing(pipe):
        pass
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with replacing(pipe) as stream:
            stream.write("whole")
        assert os.read(reader, 100) == b"whole"
    finally:
        os.close(reader)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_pipe_that_is_open_already_is_written_to(tmp_path: Path) -> None:
    """Such as what a shell makes of “>(command)”, whose link names no place."""
    source, target = os.pipe()
    with replacing(Path(f"/dev/fd/{target}")) as stream:
        stream.write("whole")
    os.close(target)
    assert os.read(source, 100) == b"whole"
    os.close(source)


def test_a_disk_is_never_written_onto(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_block_device", lambda _: True)
    with pytest.raises(EnvironmentProblem, match="it is a disk"), replacing(Path(os.devnull)):
        pass
