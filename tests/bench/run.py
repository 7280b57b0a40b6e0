"""Start-up, search, switching and memory as ratios to floors measured in the same run.

`run.py OUT.json [ROUNDS]`: floors and program take turns, so that a machine that slows down slows both;
the figure of a line is the median of its rounds, the ratio the median of the ratios round by round.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).resolve().parent
_RUNS = 3
_SWITCHING = ("as_started.py", "switching.py")


class Run(NamedTuple):
    """One process: seconds until it said it was there (or ended), and its peak memory in MiB."""

    seconds: float
    peak: float


class Line(NamedTuple):
    """One line of the report."""

    name: str
    figure: float
    floor: float
    ratio: float
    limit: float
    unit: str


def launch(command: list[str], moment: Callable[[str, float], float]) -> Run:
    """Run a process to its end; `moment(stdout, started)` gives the seconds that count."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Run(moment(out, started), usage.ru_maxrss / 1024)


def printed(out: str, started: float) -> float:
    """The floors print the monotonic time of their first paint."""
    return float(out.rsplit(maxsplit=1)[-1]) - started


def whole(_out: str, started: float) -> float:
    """The whole life of the process."""
    return time.monotonic() - started


class Program:
    """The program under measurement, in a home of its own that exists already."""

    def __init__(self, home: Path) -> None:
        self._trace = home / "trace.json"
        os.environ["SPEXPLORER_HOME"] = str(home)

    def start(self) -> tuple[Run, Run]:
        """Start and quit when ready; the moments of `first_paint` and of `ready`."""
        command = [
            sys.executable,
            "-m",
            "spexplorer",
            "--exit-when-ready",
            "--trace",
            str(self._trace),
        ]
        run = launch(command, whole)
        spans = {s["name"]: s["dur"] / 1e6 for s in json.loads(self._trace.read_text())}
        return Run(spans["first_paint"], run.peak), Run(spans["ready"], run.peak)

    def search(self) -> Run:
        """`spexplorer search` as a process."""
        return launch([sys.executable, "-m", "spexplorer", "search", "мягкая сила"], whole)


def measure(rounds: int) -> list[Line]:
    """Floors and program in turn."""
    with tempfile.TemporaryDirectory(prefix="spexplorer-bench-") as home:
        program = Program(Path(home))
        program.start()  # creates the user's library and warms the caches
        runs: dict[str, list[Run]] = {}
        for _ in range(rounds):
            table = launch([sys.executable, str(_HERE / "floor_table.py")], printed)
            plot = launch([sys.executable, str(_HERE / "floor_plot.py")], printed)
            bare = launch([sys.executable, "-c", "import sqlite3"], whole)
            first, ready = program.start()
            for name, run in (
                *(("table", table), ("plot", plot), ("sqlite3", bare)),
                *(("first", first), ("ready", ready), ("search", program.search())),
            ):
                runs.setdefault(name, []).append(run)
        painted = [*switching(Path(home)), *window_life(Path(home))]
    return [
        line("first painted window with rows", runs["first"], runs["table"], 1.6),
        line("ready with all visible charts", runs["ready"], runs["plot"], 1.25),
        line("spexplorer search, a process", runs["search"], runs["sqlite3"], 4.0),
        memory("peak memory at ready", runs["ready"], runs["plot"], 1.5),
        *painted,
    ]


def line(name: str, ours: list[Run], floors: list[Run], limit: float) -> Line:
    """A line of times."""
    ratios = [a.seconds / b.seconds for a, b in zip(ours, floors, strict=True)]
    figure = statistics.median(run.seconds for run in ours)
    floor = statistics.median(run.seconds for run in floors)
    return Line(name, figure * 1e3, floor * 1e3, statistics.median(ratios), limit, "ms")


def memory(name: str, ours: list[Run], floors: list[Run], limit: float) -> Line:
    """A line of memory."""
    ratios = [a.peak / b.peak for a, b in zip(ours, floors, strict=True)]
    figure = statistics.median(run.peak for run in ours)
    floor = statistics.median(run.peak for run in floors)
    return Line(name, figure, floor, statistics.median(ratios), limit, "MiB")


def switching(home: Path) -> list[Line]:
    """Switching tabs and choosing records in the running window, from input to painted frame."""
    found: dict[str, float] = {}
    for arguments in (["at-once"], []):
        out = subprocess.run(
            [sys.executable, *(str(_HERE / name) for name in _SWITCHING), *arguments],
            capture_output=True, text=True, check=True,
            env={**os.environ, "SPEXPLORER_HOME": str(home)},
        ).stdout  # fmt: skip
        found |= json.loads(out.splitlines()[-1])
    return [
        Line(name, ms, floor := 150.0 if "first sight" in name else 50.0, ms / floor, 1.0, "ms")
        for name, ms in found.items()
    ]


def window_life(home: Path) -> list[Line]:
    """What closed windows leave behind, and how soon one shows what another process commits."""
    out = subprocess.run(
        [sys.executable, *(str(_HERE / name) for name in ("as_started.py", "window_life.py"))],
        capture_output=True, text=True, check=True,
        env={**os.environ, "SPEXPLORER_HOME": str(home)},
    ).stdout  # fmt: skip
    limits = ((10.0, "MiB"), (2.0, ""), (1.0, ""), (2_000.0, "ms"))
    figures = json.loads(out.splitlines()[-1]).items()
    return [
        Line(name, figure, most, figure / most, 1.0, unit)
        for (name, figure), (most, unit) in zip(figures, limits, strict=True)
    ]


def against_limits(script: str, *arguments: str) -> list[Line]:
    """What a script measures by itself, such as edits that are on the disk; the floor is the limit.

    Each figure is the median of three runs.
    """
    command = [sys.executable, str(_HERE / script), *arguments]
    found: dict[str, list[tuple[float, float, str]]] = {}
    for _ in range(_RUNS):
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for name, (figure, limit, unit) in json.loads(out.splitlines()[-1]).items():
            found.setdefault(name, []).append((figure, limit, unit))
    lines = []
    for name, runs in found.items():
        figure, (_, limit, unit) = statistics.median(run[0] for run in runs), runs[0]
        lines.append(Line(name, figure, limit, figure / limit, 1.0, unit))
    return lines


def saving() -> list[Line]:
    """Saving a field in the window until all is painted, in the paper's library and in a million."""
    from linked import library

    paper = _HERE.parents[1] / "db" / "library.spex"
    return [one for path in (paper, library()) for one in against_limits("saving.py", str(path))]


def imports() -> list[Line]:
    """Files of sources imported against bare parsers, a million works exported."""
    command = [sys.executable, str(_HERE / "import_times.py")]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Line(**one) for one in json.loads(out.splitlines()[-1])]


class Linked(NamedTuple):
    """What `linked.py` found; the limit of its lines is one of the figure, not of the ratio."""

    lines: list[dict[str, Any]]
    over: bool


def linked(target: Path) -> Linked:
    """The linked views on a million records; the first time this makes the library they are shown of."""
    command = [sys.executable, str(_HERE / "linked.py"), "", str(target)]
    done = subprocess.run(command, stderr=subprocess.DEVNULL)
    return Linked(json.loads(target.read_text(encoding="utf-8")), done.returncode != 0)


def main(target: Path, rounds: int) -> int:
    """Measure, print a table, write JSON; exit 1 when a limit is passed."""
    lines = [
        *measure(rounds),
        *against_limits("edit_times.py"),
        *against_limits("duplicates.py"),
        *against_limits("citing.py"),
        *against_limits("reading_copies.py"),
        *saving(),
        *imports(),
    ]
    print(f"{'':44}{'figure':>9}{'floor':>9}{'':5}{'ratio':>7}{'limit':>7}")
    for one in lines:
        mark = "" if one.ratio <= one.limit else "  over"
        figures = f"{one.figure:9.1f}{one.floor:9.1f} {one.unit:4}{one.ratio:7.2f}{one.limit:7.2f}"
        print(f"{one.name:44}{figures}{mark}")
    target.parent.mkdir(parents=True, exist_ok=True)
    large = linked(target.with_name("linked.json"))
    report = [*(one._asdict() for one in lines), *large.lines]
    target.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return int(large.over or any(one.ratio > one.limit for one in lines))


if __name__ == "__main__":
    place = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench.json")
    sys.exit(main(place, int(sys.argv[2]) if len(sys.argv) > 2 else 9))
