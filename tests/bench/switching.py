"""Times tab switches and record choices in the real window, from the input to the painted frame.

Prints one JSON object: name -> milliseconds.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from spexplorer.bootstrap import make_application
from spexplorer.operations.libraries import library_to_open
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.view import WaitingView
from spexplorer.workspace.settings import Session

_KINDS = ("event", "instrument", "agreement", "citation", "statistic", "claim", "agent", "note")


def main() -> None:
    """Measure and print; with the argument `at-once` the first sights right after the start alone."""
    app = make_application()
    program = Program(Appearance(app), Reader(library_to_open(None)), Trace(), Session())
    program.window.resize(1440, 900)
    program.window.size_docks()
    program.show()
    while not program.is_ready:
        app.processEvents()
    window, workspace = program.window, program.workspace
    views = window.view_ids()
    at_once = sys.argv[1:] == ["at-once"]
    if not at_once:
        rest(app, lambda: window.tabs.is_rehearsed)
    first = [first_sight(app, program, view) for view in views]
    if at_once:
        print(json.dumps({"slowest first sight of a tab, at once": max(first)}))
        window.close()
        return
    tabs = [
        painted(app, program, lambda v=v: workspace.show_tab(v)) for _ in range(4) for v in views
    ]
    records = [
        painted(app, program, lambda r=row.id: workspace.go(r))
        for kind in _KINDS
        for row in workspace.reader.rows(kind)[::9][:12]
    ]
    print(
        json.dumps(
            {
                "slowest first sight of a tab, rested": max(first),
                "switching tabs, 95th percentile": p95(tabs),
                "choosing a record, 95th percentile": p95(records),
                "choosing a record, median": statistics.median(records),
            }
        )
    )
    window.close()


def rest(app: QApplication, rested: Callable[[], bool], most: float = 30.0) -> None:
    """Let the program do what it does while a person reads, until it is done (seconds at the most)."""
    until = time.monotonic() + most
    while not rested() and time.monotonic() < until:
        app.processEvents()
        time.sleep(0.002)


def painted(app: QApplication, program: Program, act) -> float:
    """Milliseconds from an action until the window is painted and nothing is left to do."""
    began = time.perf_counter()
    act()
    for _ in range(3):  # the state is published, views lay out, and what changed is painted
        app.processEvents()
    return (time.perf_counter() - began) * 1e3


def first_sight(app: QApplication, program: Program, view: str) -> float:
    """Milliseconds from the click on a tab until what it shows is painted, however long it is read."""
    began = time.perf_counter()
    painted(app, program, lambda: program.workspace.show_tab(view))
    while isinstance(program.window.tabs.seen(view), WaitingView):
        app.processEvents()
        time.sleep(
            0.004
        )  # a loop that turns without end would keep the interpreter from the worker
    painted(app, program, lambda: None)
    return (time.perf_counter() - began) * 1e3


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


main()
