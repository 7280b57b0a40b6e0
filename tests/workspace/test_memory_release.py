"""Memory goes back to the system once the workers rest, and not while they work."""

from __future__ import annotations

import ctypes
import threading
from pathlib import Path

import pytest

from spexplorer.support.memory import give_back
from spexplorer.workspace.memory_release import MemoryRelease
from spexplorer.workspace.tasks import Tasks


def test_memory_is_given_back_off_the_interface_thread_once_all_tasks_ended(qapp, qtbot) -> None:
    tasks, given, may_end = Tasks(), [], threading.Event()
    MemoryRelease(tasks, lambda: given.append(threading.current_thread()), rest=20)
    ended: list[object] = []
    tasks.start(lambda: None, ended.append, ended.append)
    tasks.start(lambda: may_end.wait(10), ended.append, ended.append)
    qtbot.waitUntil(lambda: len(ended) == 1, timeout=5_000)
    qtbot.wait(100)
    assert given == []
    may_end.set()
    qtbot.waitUntil(lambda: len(given) == 1, timeout=5_000)
    assert given[0] is not threading.current_thread()


def test_what_a_thread_freed_leaves_the_process() -> None:
    status = Path("/proc/self/status")
    if not status.exists() or not hasattr(ctypes.CDLL(None), "malloc_trim"):
        pytest.skip("needs /proc and glibc; other C libraries give back by themselves")

    def resident() -> float:
        return int(status.read_text(encoding="ascii").partition("VmRSS:")[2].split()[0]) / 1024

    kept: list[bytes] = []

    letter = b"x"

    def work() -> None:
        held = [letter * 100_000 for _ in range(2_000)]  # below what is given back by itself
        kept.append(letter * 100_000)  # and what keeps the heap from shrinking at its end
        del held

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    kept_back = resident()
    give_back()
    assert resident() < kept_back - 100
