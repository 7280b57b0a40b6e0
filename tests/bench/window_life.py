"""What windows leave behind when they are closed, and how soon one shows what another process commits.

Prints one JSON object: name -> figure; started by `as_started.py`, in the home of the run.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from spexplorer.bootstrap import make_application
from spexplorer.operations.libraries import library_to_open
from spexplorer.operations.reader import Reader
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.workspace.settings import Session

_CYCLES = 20

_COMMIT = """
import sys, time
from contextlib import closing
from pathlib import Path
from spexplorer.operations.editing import LibraryWriter, set_fields
with closing(LibraryWriter(Path(sys.argv[1]))) as writer:
    writer.run(set_fields("agent:nye-joseph", {"description": f"At {time.time()}"}))
print(time.monotonic())
"""


def main() -> None:
    """Measure and print."""
    app = make_application()
    path = library_to_open(None)
    appearance = Appearance(app)

    def opened() -> Program:
        program = Program(appearance, Reader(path), Trace(), Session())
        program.show()
        until(app, lambda: program.is_ready)
        return program

    def cycle() -> None:
        opened().window.close()
        for _ in range(5):
            app.processEvents()
        gc.collect()

    for _ in range(3):  # what is made once, by Qt and by us
        cycle()
    before = held(app)
    for _ in range(_CYCLES):
        cycle()
    found = {name: after - before[name] for name, after in held(app).items()}
    program, refreshed = opened(), []
    program.workspace.refreshed.connect(lambda _: refreshed.append(time.monotonic()))
    until(app, lambda: program.window.tabs.is_rehearsed)
    command = [sys.executable, "-c", _COMMIT, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    until(app, lambda: bool(refreshed))
    found["shown after another process commits"] = (refreshed[0] - float(done.stdout)) * 1e3
    print(json.dumps(found), flush=True)
    os._exit(0)


def held(app: QApplication) -> dict[str, float]:
    """Memory in MiB, open handles, and widgets of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return {
        f"memory left by {_CYCLES} windows": int(status.partition("VmRSS:")[2].split()[0]) / 1024,
        f"handles left by {_CYCLES} windows": len(list(Path("/proc/self/fd").iterdir())),
        f"widgets left by {_CYCLES} windows": len(app.allWidgets()),
    }


def until(app: QApplication, holds: Callable[[], bool], most: float = 60.0) -> None:
    """Let the event loop turn until something holds."""
    end = time.monotonic() + most
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("it never came")
        app.processEvents()
        time.sleep(0.002)


main()
