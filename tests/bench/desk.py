"""The real window on a large library, and what is measured with: times, beats, strokes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from floor_times import p95
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Period
from spexplorer.storage.connection import open_reading

_ASLEEP = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Beat(NamedTuple):
    """One beat of the heart: when it was, and what its thread had worked by then; seconds."""

    clock: float
    worked: float


class Desk:
    """The real window on a large library, opened once for all parts."""

    def __init__(self, path: Path) -> None:
        from spexplorer.bootstrap import make_application

        self.path = path
        self.app: QApplication = make_application()
        self.connection: sqlite3.Connection = open_reading(path)
        self._program: Any = None
        self._clock = QTimer()  # wakes who waits for a time rather than for an event
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.start(10)
        self._heart = QTimer()
        self._heart.setTimerType(Qt.TimerType.PreciseTimer)
        self._heart.setInterval(1)
        self._heart.timeout.connect(self._beat)
        self._beats: list[Beat] = []
        self.opening: list[Beat] = []

    @property
    def program(self) -> Any:
        """The program with its window; opened when first asked for."""
        if self._program is None:
            from spexplorer.operations.reader import Reader
            from spexplorer.support.trace import Trace
            from spexplorer.ui.shell.panel_layout import CHARTS
            from spexplorer.ui.shell.program import Program
            from spexplorer.ui.style.appearance import Appearance
            from spexplorer.workspace.settings import Session

            self._program = Program(Appearance(self.app), Reader(self.path), Trace(), Session())
            self._program.window.resize(1440, 900)
            self._program.window.size_docks()
            self._program.show()
            self.app.processEvents()  # the first paint; a person waits from there on
            with self.heart() as beats:
                self.until(lambda: self._program.is_ready, 60)
                self._program.window.panels.open(CHARTS)
                self._program.window.charts.set_open(True)
                self.until(lambda: self._program.window.tabs.is_rehearsed, 120)
                self.rest()
            self.opening = beats
        return self._program

    @property
    def workspace(self) -> Any:
        """What the tabs share."""
        return self.program.workspace

    def until(self, holds: Callable[[], bool], seconds: float = 30) -> None:
        """Let the event loop turn until something holds."""
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise TimeoutError("it never came")
            # Asleep between events, as in a real event loop: a loop that turns without end would
            # keep the interpreter's lock from the workers.
            self.app.processEvents(_ASLEEP)

    def rest(self, seconds: float = 0.3) -> None:
        """Let the workers finish and the window paint."""
        tasks = self._program.workspace.tasks
        for _ in range(2):  # one task may start another
            self.until(lambda: not tasks.are_running, 180)
            deadline = time.monotonic() + seconds
            self.until(lambda d=deadline: time.monotonic() > d, 180)
        self.until(lambda: not tasks.are_running, 180)

    def painted(self) -> None:
        """What was asked for is laid out and painted."""
        for _ in range(3):
            self.app.processEvents()

    def filter(self, wanted: Filter) -> None:
        """Filter, and wait until that is shown."""
        self.workspace.set_filter(wanted)
        self.rest()

    def _beat(self) -> None:
        self._beats.append(Beat(time.perf_counter(), time.thread_time()))

    @contextmanager
    def heart(self) -> Iterator[list[Beat]]:
        """A timer that beats every millisecond: a longer pause is a block of the interface thread."""
        self._beats = []
        self._beat()
        self._heart.start()
        try:
            yield self._beats
        finally:
            self._beat()
            self._heart.stop()


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of an action."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3


def longest(beats: list[Beat]) -> float:
    """The longest pause between beats in milliseconds."""
    return max(b.clock - a.clock for a, b in pairwise(beats)) * 1e3


def hardest(beats: list[Beat]) -> float:
    """The most that the interface thread itself worked between two beats, in milliseconds.

    What a pause is longer than that, it waited: for a core, or for the interpreter.
    """
    return max(b.worked - a.worked for a, b in pairwise(beats)) * 1e3


def empty_repaint(size: Any) -> float:
    """The floor of everything painted: a bare widget of the same size."""
    bare = QWidget()
    bare.resize(size)
    bare.show()
    for _ in range(20):  # a window system takes a moment to show it
        QApplication.processEvents()
        time.sleep(0.005)
    figure = p95([timed(bare.repaint) for _ in range(50)])
    bare.close()
    return figure


def years(first: int, last: int) -> Period:
    """A period of whole years."""
    return Period(day_number(first, 1, 1), day_number(last + 1, 1, 1) - 1)


def moves() -> list[Period]:
    """A brush that grows, moves and shrinks over thirty years."""
    grown = [years(1990, end) for end in range(1991, 2019)]
    moved = [years(1990 + at, 2000 + at) for at in range(18)]
    return [*grown, *moved, *reversed(grown)]


def edges() -> Any:
    """The days a brush over the years lies on."""
    return np.array([day_number(y, 1, 1) for y in range(1850, 2021)], dtype=np.int64)
