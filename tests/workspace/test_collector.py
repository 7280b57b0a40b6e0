"""Garbage is collected by the thread that may take widgets down, and by no other."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from shiboken6 import delete

from spexplorer.workspace.garbage import GarbageCollector
from spexplorer.workspace.tasks import Tasks


class _Knot:
    """Something that only a collection frees, and that tells which thread did."""

    def __init__(self, freed_by: list[threading.Thread]) -> None:
        self.itself = self
        self.watch = weakref.finalize(self, lambda: freed_by.append(threading.current_thread()))


def test_a_worker_never_collects_and_the_interface_thread_does_once_it_rests(qapp, qtbot) -> None:
    tasks, owner = Tasks(), QObject()
    GarbageCollector(owner)
    freed_by: list[threading.Thread] = []
    allocated: list[int] = []

    def work() -> int:
        for _ in range(1_000):
            _Knot(freed_by)
        return len(freed_by)

    tasks.start(work, allocated.append, allocated.append)
    qtbot.waitUntil(lambda: allocated == [0], timeout=20_000)
    qtbot.waitUntil(lambda: len(freed_by) > 500, timeout=20_000)
    assert set(freed_by) == {threading.current_thread()}
    assert not gc.isenabled()


def test_what_a_window_held_is_looked_at_again_once_it_has_gone(qapp, qtbot) -> None:
    owner, freed_by = QObject(), []
    collector = GarbageCollector(owner)
    _Knot(freed_by)
    collector.settle()
    gc.collect()
    assert freed_by == []  # it stays as long as the window
    delete(owner)
    gc.collect()
    assert freed_by == [threading.current_thread()]
