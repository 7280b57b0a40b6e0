"""Two threads that need Qt do not end the process."""

from __future__ import annotations

import subprocess
import sys
import time
from threading import Event, Thread

import pytest

from spexplorer.support.threads import undivided

_RACE = """
import threading
from PySide6 import QtCore, QtGui, QtWidgets
from spexplorer.support.threads import undivided

def name_every_class():
    together.wait()
    for module in (QtWidgets, QtGui, QtCore):
        for name in sorted(dir(module)):
            getattr(module, name)

together = threading.Barrier(2)
with undivided():
    other = threading.Thread(target=name_every_class)
    other.start()
    name_every_class()
    other.join()
"""


def test_classes_of_qt_are_made_by_two_threads_one_at_a_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _RACE], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def _read_what_cannot_be_read(seen: list[float]) -> None:
    with undivided():
        seen.append(sys.getswitchinterval())
        raise OSError("unreadable")


def test_threads_take_turns_again_afterwards() -> None:
    before, seen = sys.getswitchinterval(), []
    with pytest.raises(OSError, match="unreadable"):
        _read_what_cannot_be_read(seen)
    assert seen[0] > before == sys.getswitchinterval()


def test_two_threads_that_ask_for_it_leave_the_time_as_it_was() -> None:
    before, inside = sys.getswitchinterval(), Event()

    def first() -> None:
        with undivided():
            inside.set()
            time.sleep(0.05)

    def second() -> None:
        inside.wait()
        with undivided():
            time.sleep(0.1)  # ends last

    threads = [Thread(target=one) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sys.getswitchinterval() == before
