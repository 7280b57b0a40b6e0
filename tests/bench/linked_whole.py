"""Opening, the index, the interface thread and memory of a large library."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from desk import Beat, Desk, edges, hardest, longest, moves, timed, years
from floor_times import Line, floor_process
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from spexplorer.domain.filters import Mode


def opening(desk: Desk) -> list[Line]:
    """From the start of the process to the first painted rows, and to every chart; medians of three."""
    first, ready = [], []
    with tempfile.TemporaryDirectory() as home:
        trace = Path(home) / "trace.json"
        for _ in range(3):
            subprocess.run(
                [sys.executable, "-m", "spexplorer", "--exit-when-ready", "--trace", trace, desk.path],
                check=True, env={**os.environ, "SPEXPLORER_HOME": home}, capture_output=True,
            )  # fmt: skip
            spans = {s["name"]: s["dur"] / 1e3 for s in json.loads(trace.read_text())}
            first.append(spans["first_paint"])
            ready.append(spans["ready"])
    floor = sorted(floor_process("floor_table.py").ms for _ in range(3))[1]
    plot = sorted(floor_process("floor_plot.py").ms for _ in range(3))[1]
    return [
        Line("opening to a usable window", sorted(first)[1], floor, 2_000, "ms"),
        Line("opening to all charts", sorted(ready)[1], plot, None, "ms"),
    ]


def index_built(desk: Desk) -> list[Line]:
    """The index alone, median of three; its floor reads the same rows and keeps none."""
    from spexplorer.operations.reader import build_index

    def read() -> None:
        for query in (
            "SELECT id, kind FROM record",
            "SELECT record, start_min, start_max, end_min, end_max FROM dating",
            "SELECT source, target FROM link",
        ):
            for _ in desk.connection.execute(query):
                pass

    built = sorted(timed(lambda: build_index(desk.path)) for _ in range(3))[1]
    return [Line("index built", built, sorted(timed(read) for _ in range(3))[1], 2_000, "ms")]


def blocks(desk: Desk) -> list[Line]:
    """The longest the interface thread was held up in one piece, phase by phase, and by its own work.

    The two differ where more threads want to run than there are cores.
    """
    window, workspace = desk.program.window, desk.workspace
    with desk.heart() as beats:
        desk.rest(0.5)
    floors = longest(beats), hardest(beats)

    def typing() -> None:
        box = window.search
        box.setText("")
        for letter in "china policy":
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(box, event)
            desk.rest(0.05)
        box._dismiss()

    def brushing() -> None:
        workspace.prepare_brush("period", edges())
        desk.rest()
        for period in moves():
            workspace.brush(period, Mode.REPLACE)
            desk.painted()

    def narrowing() -> None:
        for wanted in (years(2000, 2010), years(2005, 2006)):
            workspace.narrow(wanted, Mode.REPLACE)
            desk.rest()
        workspace.clear()
        desk.rest()

    def tabs() -> None:
        for view in window.view_ids():
            workspace.show_tab(view)
            desk.rest()

    def tabs_again() -> None:
        tabs()

    lines = _held_up("opening", desk.opening, floors)
    for phase in (typing, brushing, narrowing, tabs, tabs_again):
        with desk.heart() as beats:
            phase()
        lines += _held_up(phase.__name__.replace("_", " "), beats, floors)
    return lines


def _held_up(phase: str, beats: list[Beat], floors: tuple[float, float]) -> list[Line]:
    idle, own = floors
    return [
        Line(f"longest block, {phase}", longest(beats), idle, 33, "ms"),
        Line(f"  of it its own work at most, {phase}", hardest(beats), own, 33, "ms"),
    ]


def memory(desk: Desk) -> list[Line]:
    """Resident memory after whatever parts ran before, once the window rests and has given back.

    The floor is a bare plot window's peak.
    """
    assert desk.program is not None
    desk.rest(1.5)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    now = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    floor = floor_process("floor_plot.py").peak
    return [
        Line("resident memory", now, floor, 600, "MiB"),
        Line("peak memory of the whole run", peak, floor, None, "MiB"),
    ]
