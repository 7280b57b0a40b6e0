"""The linked views on a million records, each figure beside its floor of the same run.

`linked.py [LIBRARY] [OUT.json] [PART ...]`: without a library one is made once in build/bench. A part is
the name of a function of `PARTS`. Figures are 95th percentiles unless the line says otherwise; the
limit is one of the figure. Exit 1 when a limit is passed.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from floor_times import Line, floor_process, p95, table
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.domain.edtf import day_number
from spexplorer.domain.filters import Filter, Mode, Period, Values
from spexplorer.storage.connection import open_reading

_ASLEEP = QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents


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
        self._beats: list[float] = []
        self.opening_gap = 0.0

    @property
    def program(self) -> Any:
        """The program with its window; opened when first asked for."""
        if self._program is None:
            from spexplorer.bootstrap import Program
            from spexplorer.operations.reading import Reader
            from spexplorer.support.trace import Trace
            from spexplorer.ui.appearance import Appearance
            from spexplorer.workspace.settings import Session

            self._program = Program(Appearance(self.app), Reader(self.path), Trace(), Session())
            self._program.window.resize(1440, 900)
            self._program.show()
            self.app.processEvents()  # the first paint; a person waits from there on
            with self.heart() as beats:
                self.until(lambda: self._program.is_ready, 60)
                self.rest(3.0)
            self.opening_gap = longest(beats)
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
            self.until(lambda: not tasks._running, 180)
            deadline = time.monotonic() + seconds
            self.until(lambda d=deadline: time.monotonic() > d, 180)
        self.until(lambda: not tasks._running, 180)

    def painted(self) -> None:
        """What was asked for is laid out and painted."""
        for _ in range(3):
            self.app.processEvents()

    def filter(self, wanted: Filter) -> None:
        """Filter, and wait until that is shown."""
        self.workspace.set_filter(wanted)
        self.rest()

    def _beat(self) -> None:
        self._beats.append(time.perf_counter())

    @contextmanager
    def heart(self) -> Iterator[list[float]]:
        """A timer that beats every millisecond: a longer pause is a block of the interface thread."""
        self._beats = [time.perf_counter()]
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


def longest(beats: list[float]) -> float:
    """The longest pause between beats in milliseconds."""
    return max(b - a for a, b in pairwise(beats)) * 1e3


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


# -- opening and the index -------------------------------------------------------------------------


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
    from spexplorer.operations.reading import build_index

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


# -- brushing --------------------------------------------------------------------------------------


def brush_computed(desk: Desk) -> list[Line]:
    """One move of a brush over the years, counted for every chart."""
    from spexplorer.operations.answering import Brushed
    from spexplorer.operations.tiles import Resolution

    answers, asked = desk.workspace.answers, [m for m, _ in desk.workspace.asked]
    tiles = answers.tiles("period", asked, Resolution(_edges()))

    def move(period: Period) -> None:
        brushed = Brushed(tiles, period)
        for measure in asked:
            brushed.count(measure)

    figure = p95([timed(lambda p=period: move(p)) for period in moves() for _ in range(3)])
    return [Line("a brush move, computed", figure, _bincount(desk), 1, "ms")]


def _edges() -> Any:
    return np.array([day_number(y, 1, 1) for y in range(1850, 2021)], dtype=np.int64)


def _bincount(desk: Desk) -> float:
    """The floor of counting: every dated event, one pass over one column."""
    dated = desk.workspace.index.dated("event")
    codes = np.clip((np.asarray(dated.start_min) - day_number(1987, 1, 1)) // 365, 0, 33)
    return p95([timed(lambda: np.bincount(codes, minlength=34)) for _ in range(30)])


def brush_painted(desk: Desk) -> list[Line]:
    """From a move to all linked charts painted."""
    dock, arrived = desk.program.window.charts_dock, []
    desk.workspace.brushed.connect(arrived.append)
    desk.workspace.prepare_brush("period", _edges())
    desk.rest()

    def move(period: Period) -> None:
        arrived.clear()
        desk.workspace.brush(period, Mode.REPLACE)
        desk.until(lambda: bool(arrived))
        desk.painted()

    figures = [timed(lambda p=period: move(p)) for period in moves()]
    desk.workspace.brushed.disconnect(arrived.append)
    _let_go(desk)
    return [
        Line(
            "a brush move, painted in all charts",
            p95(figures),
            empty_repaint(dock.size()),
            33,
            "ms",
        )
    ]


def _let_go(desk: Desk) -> None:
    desk.workspace.narrow(years(1990, 2018), Mode.REPLACE)
    desk.rest()
    desk.filter(Filter())


def brush_switched(desk: Desk) -> list[Line]:
    """From taking up another chart's brush to its first answer, under the filter of the one before."""
    index, arrived = desk.workspace.index, []
    charts = desk.program.window.charts_dock.widget()
    figures: dict[bool, list[float]] = {False: [], True: []}
    desk.workspace.brushed.connect(arrived.append)
    strokes = {
        f: Values(f, frozenset(index.facet_values(f)[:2])) for f in ("vector", "source_type")
    }
    for came_before in (False, False, False, True, True, True):
        for stroke in (years(2000, 2010), *strokes.values()):
            arrived.clear()
            if came_before:  # the pointer enters a chart before a button is pressed there
                charts.take_up(stroke.key)
                desk.rest()

            def switch(stroke: Any = stroke) -> None:
                charts.take_up(stroke.key)
                desk.workspace.brush(stroke, Mode.REPLACE)
                desk.until(lambda: bool(arrived))

            figures[came_before].append(timed(switch))
            desk.workspace.narrow(stroke, Mode.REPLACE)
            desk.rest()
    desk.workspace.brushed.disconnect(arrived.append)
    desk.filter(Filter())
    floor = _bincount(desk)
    return [
        Line("switching the brushed chart, out of nowhere", p95(figures[False]), floor, 100, "ms"),
        Line("switching, the pointer came before", p95(figures[True]), floor, 100, "ms"),
    ]


def facet_counts(desk: Desk) -> list[Line]:
    """The counts of a facet under a filter never asked before, and that filter's own answer."""
    from spexplorer.operations.answering import Answers

    index, counted, answered = desk.workspace.index, [], []
    facets = ("event_type", "vector", "source_type", "language", "place", "actor")
    for facet in facets:
        index.counts(facet, index.passing(Filter()))  # what is the same under every filter
    for first in range(1990, 2014):
        answers = Answers(index, Filter((years(first, first + 4),)))
        answered.append(timed(answers.passing))
        counted += [timed(lambda f=facet, a=answers: a.counts(f)) for facet in facets]
    _, record, code = index.pairs("actor", "work")
    passing = answers.passing().possible
    floor = p95([timed(lambda: np.bincount(code[passing[record]])) for _ in range(20)])
    return [
        Line("facet counts", p95(counted), floor, 100, "ms"),
        Line("a filter answered", p95(answered), _bincount(desk), None, "ms"),
    ]


# -- searching -------------------------------------------------------------------------------------


def keystrokes(desk: Desk) -> list[Line]:
    """From a key in the search field to the painted first hits."""
    rare = [
        max(row[0].split(), key=len)
        for row in desk.connection.execute(
            "SELECT title FROM work WHERE script = 'Latn' AND id % 60013 < 2 ORDER BY id"
        )
    ]
    typed = {
        "one letter": list("aceiklmnprstкқба"),
        "two letters": ["ch", "ka", "al", "in", "th", "so", "ки", "ка", "по", "қа", "zh", "be"],
        "the commonest word": [w[:n] for w in ("china", "китай", "author") for n in range(3, 7)],
        "two common words": [
            "china policy",
            "the of",
            "kazakhstan chin",
            "soft power",
            "the china",
        ],
        "Chinese": ["中", "中国", "软实力", "哈萨克斯坦", "丝绸之路"],
        "a rare word": [word[:n] for word in rare[:12] for n in (4, len(word))],
    }
    lines = [_keystroke(desk, name, words) for name, words in typed.items()]
    desk.program.window.search._dismiss()
    return lines


def _keystroke(desk: Desk, name: str, words: list[str]) -> Line:
    from spexplorer.storage.searching import match_expression

    box = desk.program.window.search
    figures, floors = [], []
    for word in [*words, *words]:
        box.setText(word[:-1])
        event = QInputMethodEvent()
        event.setCommitString(word[-1])

        def press(event: Any = event, word: str = word) -> None:
            QApplication.sendEvent(box, event)
            desk.until(lambda: box._answered == word)

        figures.append(timed(press))
        desk.rest(0.01)
        match = match_expression(desk.connection, word)
        floors.append(timed(lambda m=match: _raw_hits(desk, m)))
    return Line(f"key to painted hits, {name}", p95(figures), p95(floors), 50, "ms")


def _raw_hits(desk: Desk, match: str | None) -> None:
    desk.connection.execute(
        "SELECT label, detail FROM search_index JOIN record ON record.id = search_index.rowid"
        " WHERE search_index MATCH ? LIMIT 60",
        (match,),
    ).fetchall()


# -- the table -------------------------------------------------------------------------------------


def _register(desk: Desk) -> Any:
    window = desk.program.window
    desk.workspace.show_tab("library")
    desk.rest(1.0)
    view = window.current_view
    view = view() if callable(view) else view
    assert view.table.records.rowCount() > 50_000
    return view


def scrolling(desk: Desk) -> list[Line]:
    """One step down the table of all works, and one jump to anywhere in it, each painted."""
    view = _register(desk)
    bar, viewport = view.table.verticalScrollBar(), view.table.viewport()
    places = random.Random(1)

    def show(at: int) -> None:
        bar.setValue(at)
        viewport.repaint()

    steps = [timed(lambda a=at: show(a * 3)) for at in range(150)]
    jumps = [timed(lambda: show(places.randrange(bar.maximum()))) for _ in range(150)]
    floor = empty_repaint(viewport.size())
    return [
        Line("table, a step scrolled and painted", p95(steps), floor, 16, "ms"),
        Line("table, a jump anywhere painted", p95(jumps), floor, 16, "ms"),
    ]


def sorting(desk: Desk) -> list[Line]:
    """From the wish to sort by a column to the sorted rows; the slowest column, both ways."""
    from spexplorer.ui.views.library.columns import columns_of
    from spexplorer.ui.widgets.record_model import Sorted

    view, arrived = _register(desk), []
    view.keeper.arranged.connect(arrived.append)

    def order(wanted: tuple[Any, ...]) -> None:
        view.table.sort_wanted.emit(wanted)
        desk.until(lambda: bool(arrived) and arrived[-1].order == wanted)
        desk.painted()

    figures = []
    for column in columns_of("work"):
        for descending in (False, True):
            arrived.clear()
            wanted = (Sorted(column.key, descending),)
            figures.append(timed(lambda w=wanted: order(w)))
            desk.rest(0.01)
    order(())
    view.keeper.arranged.disconnect(arrived.append)
    rows = np.random.default_rng(1).integers(0, 400, view.table.records.rowCount())
    floor = p95([timed(lambda: np.argsort(rows, kind="stable")) for _ in range(5)])
    return [Line("sorting a million rows, slowest column", max(figures), floor, 200, "ms")]


# -- the interface thread and memory ---------------------------------------------------------------


def blocks(desk: Desk) -> list[Line]:
    """The longest the interface thread was busy in one piece, phase by phase."""
    window, workspace = desk.program.window, desk.workspace
    with desk.heart() as beats:
        desk.rest(0.5)
    idle = longest(beats)

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
        workspace.prepare_brush("period", _edges())
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

    lines = [Line("longest block, opening", desk.opening_gap, idle, 16, "ms")]
    for phase in (typing, brushing, narrowing, tabs, tabs_again):
        with desk.heart() as beats:
            phase()
        name = phase.__name__.replace("_", " ")
        lines.append(Line(f"longest block, {name}", longest(beats), idle, 16, "ms"))
    return lines


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


PARTS: list[Callable[[Desk], list[Line]]] = [
    opening, brush_computed, brush_painted, brush_switched, keystrokes, facet_counts, scrolling,
    sorting, blocks, memory, index_built,
]  # fmt: skip


def library() -> Path:
    """The million, made once."""
    path = Path("build/bench/million.spex")
    if not path.exists():
        from million import generate

        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        print("making a library of a million works, once …", flush=True)
        generate(draft, quiet=False)
        draft.replace(path)
    return path


def main(arguments: list[str]) -> int:
    """Measure, print a table, write JSON."""
    if "OPENBLAS_NUM_THREADS" not in os.environ:  # as the program does, before numpy is imported
        settings = {
            "OPENBLAS_NUM_THREADS": "1",
            "NUMPY_MADVISE_HUGEPAGE": "0",
            "QT_QPA_PLATFORM": "offscreen",
        }
        again = [sys.executable, *sys.argv]
        return subprocess.run(again, env={**os.environ, **settings}).returncode
    path = Path(arguments[0]) if arguments and arguments[0] else library()
    target = Path(arguments[1] if len(arguments) > 1 else "build/linked.json")
    wanted = set(arguments[2:])
    home = tempfile.mkdtemp(prefix="spexplorer-linked-")
    os.environ["SPEXPLORER_HOME"] = home
    lines: list[Line] = []
    desk = Desk(path)
    for part in PARTS:
        if wanted and part.__name__ not in wanted:
            continue
        try:
            found = part(desk)
        except Exception as error:  # the other figures are wanted all the same
            traceback.print_exc()
            found = [Line(f"{part.__name__}: {error!r}", float("inf"), 1.0, 0, "")]
        lines += found
        print(table(found), flush=True)
    print("\n" + table(lines, heading=True))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        json.dumps([one.report() for one in lines], indent=1) + "\n", encoding="utf-8"
    )
    over = any(one.is_over for one in lines)
    sys.stdout.flush()
    os._exit(int(over))  # the window's threads and the folder of settings need no farewell


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
