"""Draw every tab in both themes to PNG files, without a display: `screens.py FOLDER [WIDTHxHEIGHT] [SCALE]`.

What `make run` does where there is no display, and what the pictures of the README come from.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

_PATIENCE = 60.0
"""Seconds to wait for the window to be ready."""


def main(folder: Path, size: tuple[int, int], scale: float) -> int:
    """Draw the tabs; gives the exit code."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.setdefault("SPEXPLORER_HOME", tempfile.mkdtemp(prefix="spexplorer-screens-"))
    from spexplorer.bootstrap import Program, make_application
    from spexplorer.operations.libraries import library_to_open
    from spexplorer.operations.reading import Reader
    from spexplorer.support.trace import Trace
    from spexplorer.ui.appearance import Appearance
    from spexplorer.workspace.settings import Session

    app = make_application()
    program = Program(Appearance(app), Reader(library_to_open(None)), Trace(), Session())
    program.show()
    program.window.resize(*size)
    deadline = time.monotonic() + _PATIENCE
    while not program.is_ready:
        app.processEvents()
        if time.monotonic() > deadline:
            sys.stderr.write("The window was not ready in time.\n")
            return 1
    folder.mkdir(parents=True, exist_ok=True)
    program.appearance.resize_to(scale)
    for theme in ("light", "dark"):
        program.appearance.choose(theme)
        for view_id in program.window.view_ids():
            program.workspace.show_tab(view_id)
            settle(app)
            program.window.grab().save(str(folder / f"{view_id}-{theme}.png"))
    program.window.close()
    sys.stdout.write(f"There is no display here: every tab was drawn to {folder}/*.png\n")
    return 0


def settle(app: object, seconds: float = 0.3) -> None:
    """Let the event loop turn until drawings and timers have come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    asked = sys.argv[2] if len(sys.argv) > 2 else "1440x900"
    width, height = (int(part) for part in asked.split("x"))
    sys.exit(main(target, (width, height), float(sys.argv[3]) if len(sys.argv) > 3 else 1.0))
