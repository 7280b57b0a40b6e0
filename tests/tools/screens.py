"""Draw tabs in both themes to PNG files without a display: `screens.py FOLDER [WIDTHxHEIGHT] [SCALE] [TAB…]`.

What `make run` does where there is no display, and what the pictures of the README come from. A picture is
taken once the window is at rest: nothing is being read or computed and two looks at it are the same.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from spexplorer.ui.shell.program import Program

# The program of this checkout is drawn, whichever one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

_PATIENCE = 60.0
"""Seconds to wait for the window to be ready, or for one tab to come to rest."""

_STILL = 0.4
"""Seconds between two looks at a tab; longer than any timer that puts a drawing off."""


class Unfinished(Exception):
    """What was to be drawn did not come to rest in time; carries a sentence."""


class Photographer:
    """Turns the event loop until a window shows what it is going to show, and takes its picture."""

    def __init__(self, app: QApplication, program: Program) -> None:
        self._app = app
        self._program = program
        self._running = 0
        program.workspace.tasks.busy.connect(self._count)

    def _count(self, running: int) -> None:
        self._running = running

    def draw(self, folder: Path, scale: float, tabs: list[str]) -> int:
        """Draw some tabs, or all, in both themes; gives the number of pictures."""
        program = self._program
        self._until(lambda: program.is_furnished, "The window was not ready in time.")
        program.appearance.resize_to(scale)
        # Tabs are made ahead in idle moments: after that each shows its first state at once.
        host = program.window.tabs
        self._until(lambda: host.is_rehearsed, "The tabs were not made in time.")
        wanted = [tab for tab in program.window.view_ids() if not tabs or tab in tabs]
        for theme in ("light", "dark"):
            program.appearance.choose(theme)
            for view_id in wanted:
                program.workspace.show_tab(view_id)
                picture = self.at_rest(f"The tab “{view_id}” did not come to rest in time.")
                if not picture.save(str(folder / f"{view_id}-{theme}.png")):
                    raise Unfinished(f"No picture can be written to {folder}; name another folder.")
        return 2 * len(wanted)

    def at_rest(self, otherwise: str) -> QImage:
        """The picture of the window once no task runs and it looks the same as a moment before."""
        deadline = time.monotonic() + _PATIENCE
        before = self._look()
        while time.monotonic() < deadline:
            now = self._look()
            if not self._running and now == before:
                return now
            before = now
        raise Unfinished(otherwise)

    def _look(self) -> QImage:
        end = time.monotonic() + _STILL
        while time.monotonic() < end:
            self._turn()
        return self._program.window.grab().toImage()

    def _until(self, is_so: Callable[[], bool], otherwise: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                raise Unfinished(otherwise)
            self._turn()

    def _turn(self) -> None:
        self._app.processEvents()
        time.sleep(0.002)


def main(folder: Path, size: tuple[int, int], scale: float, tabs: list[str]) -> int:
    """Draw the tabs; gives the exit code."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The offscreen plugin says of every window that it cannot tell a window manager of its size.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    with tempfile.TemporaryDirectory(prefix="spexplorer-screens-") as home:
        os.environ.setdefault("SPEXPLORER_HOME", home)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            count = photograph(folder, size, scale, tabs)
        except Unfinished as error:
            sys.stderr.write(f"{error}\n")
            return 1
        except OSError as error:
            sys.stderr.write(f"No picture can be written to {folder} ({error.strerror}).\n")
            return 1
    what = f"{', '.join(tabs)} were" if tabs else "Every tab was"
    why = "" if has_display else "There is no display here, so no window was opened. "
    sys.stdout.write(f"{why}{what} drawn in both themes: {count} pictures in {folder}/\n")
    return 0


def photograph(folder: Path, size: tuple[int, int], scale: float, tabs: list[str]) -> int:
    """Open a window and draw its tabs to PNG files in a folder; gives the number of files."""
    from spexplorer.bootstrap import make_application
    from spexplorer.operations.libraries import library_to_open
    from spexplorer.operations.reader import Reader
    from spexplorer.support.trace import Trace
    from spexplorer.ui.shell.program import Program
    from spexplorer.ui.style.appearance import Appearance
    from spexplorer.workspace.settings import Session

    app = make_application()
    app.setCursorFlashTime(0)  # a cursor that blinks never comes to rest
    program = Program(Appearance(app), Reader(library_to_open(None)), Trace(), Session())
    program.window.resize(*size)
    program.window.size_docks()
    photographer = Photographer(app, program)
    program.show()
    try:
        return photographer.draw(folder, scale, tabs)
    finally:
        program.window.close()


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screens")
    asked = sys.argv[2] if len(sys.argv) > 2 else "1440x900"
    width, height = (int(part) for part in asked.split("x"))
    factor = float(sys.argv[3]) if len(sys.argv) > 3 else 1.0
    sys.exit(main(target, (width, height), factor, sys.argv[4:]))
