"""Saving a field in the window: until it is on the disk, and until everything in sight is painted anew.

And opening the form of a record, until what is in sight of it is painted.

`saving.py LIBRARY`: works on a copy beside it; prints one line of JSON: name -> [figure, limit, unit].
The floor is a bare commit of one row in a write-ahead log of the same disk, in the same run.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spexplorer.ui.startup.lean_pyside import import_pyside

if TYPE_CHECKING:
    from desk import Desk

TIMES = 7
FORMS = ("work", "agent", "event", "instrument", "agreement", "statistic", "claim", "place")
LARGE = 50_000


def main() -> None:
    """Measure and print."""
    source = Path(sys.argv[1])
    folder = Path(tempfile.mkdtemp(prefix="spexplorer-saving-", dir=source.parent))
    try:
        path = folder / "mine.spex"
        shutil.copyfile(source, path)
        os.environ["SPEXPLORER_HOME"] = str(folder / "home")
        import_pyside()
        from desk import Desk

        print(json.dumps(measured(Desk(path), folder)), flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # the window's threads need no farewell


def measured(desk: Desk, folder: Path) -> dict[str, tuple[float, float, str]]:
    """Name -> figure, limit, unit."""
    from edit_times import bare_commit, median

    from spexplorer.operations.editing import set_fields

    workspace = desk.workspace
    kind = "work" if workspace.reader.counts.get("work") else next(iter(workspace.reader.counts))
    rows = workspace.reader.first_rows(kind, 2 * TIMES + 4)
    size = sum(workspace.reader.counts.values())
    most = 250.0 if size > LARGE else 100.0
    words = f"in {size:,} records"
    found: dict[str, tuple[float, float, str]] = {}
    workspace.set_state(workspace.state.at(rows[0].id, None))
    desk.rest()

    def field(name: str, value: Callable[[int], object]) -> list[tuple[float, float, float]]:
        times = []
        for n in range(TIMES):
            change = set_fields(rows[n].id, {name: value(n)})
            times.append(saved(desk, lambda done, one=change: workspace.editing.run(one, done)))
        return times[2:]  # the first brings modules in

    for name, title in (("title", lambda n: f"Another title {n}"), ("language", _language)):
        times = field(name, title)
        acknowledged, painted, worked = (statistics.median(one) for one in zip(*times, strict=True))
        found[f"a saved {name} on the disk, {words}"] = (acknowledged, 50.0, "ms")
        found[f"a saved {name} painted, {words}"] = (painted, most, "ms")
        found[f"  its processor time, {name}, {words}"] = (worked, most, "ms")
    undone = [saved(desk, workspace.editing.undo) for _ in range(TIMES)]
    found[f"an undone field painted, {words}"] = (
        statistics.median(one[1] for one in undone),
        most,
        "ms",
    )
    forms = [opened(desk, kind) for kind in FORMS if workspace.reader.counts.get(kind)]
    opening, worked = (max(one) for one in zip(*forms, strict=True))
    found[f"opening a form, the slowest kind, {words}"] = (opening, 50.0, "ms")
    found[f"  its processor time, form, {words}"] = (worked, 50.0, "ms")
    found["a bare commit (the floor)"] = (median(bare_commit(folder)), 50.0, "ms")
    return found


def opened(desk: Desk, kind: str) -> tuple[float, float]:
    """Medians of the milliseconds until the form of a record is painted, and of the processor."""
    from PySide6.QtCore import QEvent

    from spexplorer.ui.shell.panel_layout import RECORD

    workspace, window = desk.workspace, desk.program.window
    window.panels.open(RECORD)
    panel = window.record_panel
    times = []
    for row in workspace.reader.first_rows(kind, TIMES):
        workspace.set_state(workspace.state.at(row.id, None))
        desk.rest(0.05)
        worked, began = time.process_time(), time.perf_counter()
        panel.edit(row.id)
        desk.app.processEvents()
        times.append(((time.perf_counter() - began) * 1e3, (time.process_time() - worked) * 1e3))
        desk.rest(0.05)
        panel.form.leave()
        desk.rest(0.05)
        desk.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    clock, processor = zip(*times[2:], strict=True)  # the first bring modules in
    return statistics.median(clock), statistics.median(processor)


def _language(n: int) -> str:
    return ("en", "ru", "kk", "zh", "fr")[n % 5]


def saved(desk: Desk, act: Callable[[Any], object]) -> tuple[float, float, float]:
    """Milliseconds until a change is acknowledged, until all in sight is painted, and of the processor."""
    told: list[float] = []
    drawn: list[float] = []
    program = desk.program

    def draw() -> None:
        drawn.append(time.perf_counter())

    program.schedule.drawn.connect(draw)
    worked, began = time.process_time(), time.perf_counter()
    act(lambda _: told.append(time.perf_counter()))
    desk.until(lambda: bool(told) and bool(drawn), 60)
    desk.painted()
    ended = time.perf_counter()
    used = time.process_time() - worked
    program.schedule.drawn.disconnect(draw)
    desk.rest(0.1)
    return (told[0] - began) * 1e3, (ended - began) * 1e3, used * 1e3


if __name__ == "__main__":
    main()
