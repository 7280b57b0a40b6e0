"""Files of sources imported, against bare parsers on the same file; a large library exported.

`import_times.py [OUT.json]`: generated files (`generated_sources.py`) of SPEXPLORER_BENCH_SOURCES entries are
read, linked, indexed and searchable in a new library, and read by the bare parser, in turn, each in a
process of its own. Memory is that at the end of a file beside that after its first fifth.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from run import Line

MANY: Final = int(os.environ.get("SPEXPLORER_BENCH_SOURCES", "100000"))
EXPORTED: Final = int(os.environ.get("SPEXPLORER_BENCH_RECORDS", "1000000"))
RUNS: Final = 3
_FIRST: Final = 5
"""The part of a file after which memory should grow no more: a fifth."""

_FORMATS: Final = {"ris": "rispy", "marc": "pymarc", "csv": "csv", "xlsx": "openpyxl"}
"""The formats measured, each with its bare parser."""
_TIMES: Final = 8.0
_GROWTH: Final = 1.25


# -- what runs in a process of its own ------------------------------------------------------------


def read_ris(path: Path) -> int:
    """The bare parser of RIS."""
    import rispy

    with path.open(encoding="utf-8") as stream:
        return len(rispy.load(stream))


def read_marc(path: Path) -> int:
    """The bare parser of MARC 21."""
    import pymarc

    with path.open("rb") as stream:
        return sum(1 for _ in pymarc.MARCReader(stream))


def read_csv(path: Path) -> int:
    """The bare parser of CSV."""
    with path.open(encoding="utf-8", newline="") as stream:
        return sum(1 for _ in csv.reader(stream)) - 1


def read_xlsx(path: Path) -> int:
    """The bare parser of workbooks."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True)) - 1


def import_file(path: Path, number: int) -> tuple[int, float]:
    """Import into a new library; gives how many came, and the memory after the first of them."""
    from spexplorer.operations.editing import LibraryWriter
    from spexplorer.operations.importing import importing
    from spexplorer.operations.library_creation import new_library

    early = [0.0]

    def told(count: int) -> None:
        if count <= number // _FIRST:
            early[0] = memory()

    target = path.with_suffix(".spex")
    new_library(target)
    with closing(LibraryWriter(target)) as writer:
        outcome = writer.run(importing([path], told=told)).outcome
    return outcome.added + outcome.same, early[0]


def export_all(path: Path) -> tuple[int, float]:
    """Write all works of a library as RIS; gives how many, and the memory after the first of them."""
    from spexplorer.formats.interchange import discover
    from spexplorer.operations.export import export_sources

    early = [0.0]

    def told(count: int) -> None:
        if count <= EXPORTED // _FIRST:
            early[0] = memory()

    with Path(os.devnull).open("wb") as stream:
        return export_sources(path, stream, discover()["ris"], told=told).written, early[0]


def memory() -> float:
    """The most that this process has had in memory, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


_READERS: Final[dict[str, Callable[[Path], int]]] = {
    "ris": read_ris, "marc": read_marc, "csv": read_csv, "xlsx": read_xlsx,
}  # fmt: skip


def work(task: str, path: Path, number: int) -> None:
    """Do one thing, print what it took: entries, seconds, of the processor, memory early and at the end."""
    early = 0.0
    began, worked = time.perf_counter(), time.process_time()
    if task == "import":
        count, early = import_file(path, number)
    elif task == "export":
        count, early = export_all(path)
    else:
        count = _READERS[task](path)
    took = time.perf_counter() - began, time.process_time() - worked
    print(json.dumps([count, *took, early, memory()]))


# -- what measures --------------------------------------------------------------------------------


def run(task: str, path: Path, number: int) -> list[float]:
    """Do one thing in a process of its own."""
    command = [sys.executable, __file__, "--work", task, str(path), str(number)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: list[float] = json.loads(out.splitlines()[-1])
    return found


def imports(folder: Path, code: str, number: int) -> list[Line]:
    """A format: time and processor time against the bare parser, memory against that of the first part."""
    from generated_sources import WRITERS

    path = folder / f"sources.{code}"
    WRITERS[code](path, number)
    ours, bare = [], []
    for _ in range(RUNS):
        for suffix in (".spex", ".spex-wal", ".spex-shm"):
            path.with_suffix(suffix).unlink(missing_ok=True)
        bare.append(run(code, path, number))
        ours.append(run("import", path, number))
        if ours[-1][0] != number:
            raise SystemExit(f"{number} entries as {code} came to {ours[-1][0]}")
    path.unlink()
    name, parser = f"{number:,} records of {code} imported", _FORMATS[code]
    return [
        _figure(f"{name} ({parser})", ours, bare, (1, 1), _TIMES, "s"),
        _figure("  processor time", ours, bare, (2, 2), _TIMES, "s"),
        _figure("  memory, whole file and a fifth", ours, ours, (4, 3), _GROWTH, "MiB"),
    ]


def exports(library: Path) -> list[Line]:
    """Memory of an export against that of its first part."""
    runs = [run("export", library, EXPORTED) for _ in range(RUNS)]
    name = f"{int(runs[0][0]):,} works exported, memory"
    return [_figure(name, runs, runs, (4, 3), _GROWTH, "MiB")]


def _figure(
    name: str,
    ours: list[list[float]],
    floors: list[list[float]],
    places: tuple[int, int],
    limit: float,
    unit: str,
) -> Line:
    figures, bare = [one[places[0]] for one in ours], [one[places[1]] for one in floors]
    ratio = statistics.median(a / b for a, b in zip(figures, bare, strict=True))
    return Line(name, statistics.median(figures), statistics.median(bare), ratio, limit, unit)


def measured(formats: tuple[str, ...] = tuple(_FORMATS)) -> list[Line]:
    """All figures, with those of the export of the library that the linked views are measured in."""
    with tempfile.TemporaryDirectory(prefix="spexplorer-bench-") as place:
        found = [one for code in formats for one in imports(Path(place), code, MANY)]
        library = Path(place) / "large.spex"
        maker = [sys.executable, str(Path(__file__).with_name("million.py"))]
        subprocess.run(
            [*maker, str(library), str(EXPORTED), "100"], check=True, capture_output=True
        )
        return [*found, *exports(library)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--work"]:
        work(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        print(json.dumps([one._asdict() for one in measured()]))
