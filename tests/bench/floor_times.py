"""Lines of figures beside their floors, and floors that are processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).resolve().parent


class Line(NamedTuple):
    """A figure, its floor of the same run, and the limit of the figure (None: only to be known)."""

    name: str
    figure: float
    floor: float
    limit: float | None
    unit: str

    @property
    def is_over(self) -> bool:
        """Whether the limit is passed."""
        return self.limit is not None and self.figure > self.limit

    def report(self) -> dict[str, Any]:
        """The line for the JSON file; `limit` is one of the figure."""
        return {**self._asdict(), "ratio": self.figure / self.floor if self.floor else None}


class Floor(NamedTuple):
    """A process that paints and ends: milliseconds until its paint, peak memory in MiB."""

    ms: float
    peak: float


_LAUNCH = """
import resource, subprocess, sys, time
began = time.monotonic()
done = subprocess.run([sys.executable, sys.argv[1]], capture_output=True, text=True, check=True)
print((float(done.stdout.split()[-1]) - began) * 1e3)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def floor_process(name: str) -> Floor:
    """Run a floor, which prints the monotonic time of its first paint.

    A small process starts it: a child's peak memory is at least that of who started it (Linux).
    """
    command = [sys.executable, "-c", _LAUNCH, str(_HERE / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Floor(*map(float, done.stdout.split()))


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def table(lines: Sequence[Line], *, heading: bool = False) -> str:
    """The lines as text."""
    rows = [f"{'':46}{'figure':>10}{'floor':>10}{'':5}{'ratio':>9}{'limit':>9}"] if heading else []
    for one in lines:
        ratio = f"{one.figure / one.floor:9.2f}" if one.floor else f"{'':9}"
        limit = "" if one.limit is None else f"{one.limit:,}"
        rows.append(
            f"{one.name:46}{one.figure:10.2f}{one.floor:10.3f} {one.unit:4}{ratio}{limit:>9}"
            + ("  over" if one.is_over else "")
        )
    return "\n".join(rows)
