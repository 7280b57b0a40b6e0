"""The linked views on a million records, each figure beside its floor of the same run.

`linked.py [LIBRARY] [OUT.json] [PART ...]`: without a library one is made once in build/bench. A part is
the name of a function of `parts`. Figures are 95th percentiles unless the line says otherwise; the
limit is one of the figure. Exit 1 when a limit is passed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from floor_times import Line, table

from spexplorer.ui.startup.lean_pyside import import_pyside

if TYPE_CHECKING:
    from desk import Desk

_HERE = Path(__file__).resolve().parent


def parts() -> list[Callable[[Desk], list[Line]]]:
    """What is measured, in this order; imported once PySide is, as the program does it."""
    import linked_brushes as brushes
    import linked_lists as lists
    import linked_whole as whole

    return [
        whole.opening, brushes.brush_computed, brushes.brush_painted, brushes.brush_switched,
        lists.keystrokes, brushes.facet_counts, lists.scrolling, lists.sorting,
        whole.blocks, whole.memory, whole.index_built,
    ]  # fmt: skip


def library() -> Path:
    """The million, made once."""
    path = Path("build/bench/million.spex")
    if not path.exists():
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        print("making a library of a million works, once …", flush=True)
        # In a process of its own: what it needs would count as memory of the window.
        subprocess.run([sys.executable, str(_HERE / "million.py"), str(draft)], check=True)
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
    import_pyside()
    from desk import Desk

    desk = Desk(path)
    for part in parts():
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
