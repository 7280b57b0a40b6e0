"""A second start of the real program: its file opens in the first one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")

PROGRAM = [sys.executable, "-m", "spexplorer"]


def wait_for(what: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SPEXPLORER_HOME": str(home),
            "PYTHONPATH": root}  # fmt: skip


@pytest.fixture
def first(home: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """The program with a window on the user's own library."""
    process = subprocess.Popen(
        PROGRAM, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    wait_for(lambda: "library.spex" in opened(home))
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)


def opened(home: Path) -> str:
    """The libraries that were opened, as the settings list them."""
    try:
        return (home / "config" / "settings.ini").read_text(encoding="utf-8")
    except OSError:
        return ""


def start_again(environment: dict[str, str], *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, words)], env=environment, capture_output=True, text=True, timeout=100
    )


def test_a_second_start_hands_its_file_over_and_ends(
    first: subprocess.Popen[str],
    environment: dict[str, str],
    home: Path,
    bundled: Path,
    tmp_path: Path,
) -> None:
    own = tmp_path / "another one.spex"
    shutil.copyfile(bundled, own)
    done = start_again(environment, own)
    assert (done.returncode, done.stderr) == (0, "")
    wait_for(lambda: own.name in opened(home))
    assert start_again(environment).returncode == 0  # no file: the window comes to the front
    assert first.poll() is None
    bad = tmp_path / "bad.spex"
    bad.write_text("no library")
    done = start_again(environment, bad)
    assert done.returncode == 1
    assert "not a library" in done.stderr
    assert first.poll() is None
    first.send_signal(signal.SIGINT)
    assert first.wait(60) == 130


def test_a_first_that_hangs_does_not_hold_the_second_up(
    first: subprocess.Popen[str],
    environment: dict[str, str],
    home: Path,
    bundled: Path,
    tmp_path: Path,
) -> None:
    own = tmp_path / "mine.spex"
    shutil.copyfile(bundled, own)
    first.send_signal(signal.SIGSTOP)
    second = subprocess.Popen(
        [*PROGRAM, own], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_for(lambda: own.name in opened(home))
    finally:
        second.send_signal(signal.SIGINT)
        _, trouble = second.communicate(timeout=60)
    assert trouble == ""
