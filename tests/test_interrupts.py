"""Ctrl+C ends the program at every moment, with the exit code of an interrupt."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def interrupted(home: Path, after: float, *arguments: str) -> tuple[int, str]:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SPEXPLORER_HOME=str(home))
    environment["PYTHONPATH"] = str(ROOT)
    with subprocess.Popen(
        [sys.executable, "-m", "spexplorer", *arguments],
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    return process.returncode, said


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("after", [0.2, 0.3, 0.45, 0.6, 0.9, 1.3, 4.0])
def test_a_window_that_is_interrupted_ends(home: Path, after: float) -> None:
    code, said = interrupted(home, after)
    assert code == 130, said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no SIGINT to one process")
def test_an_interrupted_window_keeps_where_it_stood(home: Path) -> None:
    code, _ = interrupted(home, 6.0)
    assert code == 130
    assert list((home / "config").iterdir()), "the session is kept as by the window's own button"
