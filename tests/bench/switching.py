"""Times tab switches and record choices in the real window, from the input to the painted frame.

Prints one JSON object: name -> milliseconds at the 95th percentile. Each view is made once before.
"""

from __future__ import annotations

import json
import statistics
import time

from PySide6.QtWidgets import QApplication

from spexplorer.bootstrap import Program, make_application
from spexplorer.operations.libraries import library_to_open
from spexplorer.operations.reading import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.appearance import Appearance
from spexplorer.workspace.settings import Session

_KINDS = ("event", "instrument", "agreement", "citation", "statistic", "claim", "agent", "note")


def main() -> None:
    """Measure and print."""
    app = make_application()
    program = Program(Appearance(app), Reader(library_to_open(None)), Trace(), Session())
    program.show()
    while not program.is_ready:
        app.processEvents()
    window, workspace = program.window, program.workspace
    settled = time.monotonic() + 1.5
    while time.monotonic() < settled:
        app.processEvents()
    views = window.view_ids()
    first = {view: painted(app, program, lambda v=view: workspace.show_tab(v)) for view in views}
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
                "slowest first sight of a tab": max(first.values()),
                "switching tabs, 95th percentile": p95(tabs),
                "choosing a record, 95th percentile": p95(records),
                "choosing a record, median": statistics.median(records),
            }
        )
    )
    window.close()


def painted(app: QApplication, program: Program, act) -> float:
    """Milliseconds from an action until the window is painted and nothing is left to do."""
    began = time.perf_counter()
    act()
    for _ in range(3):  # the state is published, views lay out, and what changed is painted
        app.processEvents()
    return (time.perf_counter() - began) * 1e3


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[int(len(values) * 0.95)]


main()
