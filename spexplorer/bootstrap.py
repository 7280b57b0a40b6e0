"""Opens the program: the application object, its first window, and the loop until the last is closed."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from spexplorer import __version__
from spexplorer.operations.libraries import library_to_open
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError, EnvironmentProblem, as_known
from spexplorer.support.folders import user_library
from spexplorer.support.runs import CrashedRun, crashed_runs
from spexplorer.support.threads import share_often
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.program import Program
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.translation import tr
from spexplorer.workspace.settings import load_session

if TYPE_CHECKING:
    from collections.abc import Callable

    from spexplorer.support.handover import Lead
    from spexplorer.ui.shell.main_window import MainWindow


def start(
    library: Path | None, trace: Path | None, lead: Lead | None, *, exit_when_ready: bool
) -> int:
    """Open the window on a library and run until it is closed; gives the exit code.

    With the `lead` it takes the files that later starts hand over.
    """
    require_display()
    # numpy starts a thread a core for linear algebra, which this program does not do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # It asks for pages of two megabytes, which stay whole when most of what was in them is gone.
    os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
    qInstallMessageHandler(_hear_qt)
    app = make_application()
    session = load_session()
    appearance = Appearance(app, session.theme, session.text_scale)
    crashed = None if exit_when_ready else crashed_runs()
    make = partial(
        Program, trace=make_trace(trace), session=session, exit_when_ready=exit_when_ready,
        goes_back=not crashed,
    )  # fmt: skip
    program = _program(library, appearance, make, asks=not exit_when_ready)
    program.painted.connect(partial(_once_painted, app, program, lead, crashed))
    program.show()
    sys.excepthook = program.unforeseen
    code = app.exec()
    if lead is not None:
        lead.give_up()
    program.trace.close()
    if trace is not None and program.trace.problem is not None:
        raise _untraceable(trace, program.trace.problem)
    if (
        exit_when_ready
        and (failure := _failure(program.window, program.workspace.reader.path)) is not None
    ):
        raise failure
    return code


def _program(
    library: Path | None,
    appearance: Appearance,
    make: Callable[[Appearance, Reader], Program],
    *,
    asks: bool,
) -> Program:
    """The program on a library; where it cannot be opened, on what a person chooses in its place.

    Who started it in a terminal is told there: then the error is raised.
    """
    reads_only = False
    while True:
        try:
            path = library_to_open(library)
            program = make(appearance, Reader(path, tr))
        except AppError as error:
            if not asks or not is_started_from_desktop():
                raise
            from spexplorer.ui.shell.trouble_dialog import TroubleDialog, read_only_words

            dialog = TroubleDialog(None, library or user_library(), error)
            appearance.dress(dialog)
            if not dialog.exec() or dialog.chosen is None:
                raise
            library, reads_only = dialog.chosen, dialog.reads_only
            continue
        if reads_only:
            program.workspace.writer.refuse(read_only_words())
        return program


def is_started_from_desktop() -> bool:
    """Whether a person started the program where nobody reads what it writes, as by a double click."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    if any(stream is not None and stream.isatty() for stream in streams):
        return False
    return QApplication.platformName() not in ("offscreen", "minimal")


def _failure(window: MainWindow, path: Path) -> AppError | None:
    """All that failed in a window, in one error; None when nothing did."""
    if not (failures := window.failures):
        return None
    from spexplorer.operations.examination import cause_of_failure
    from spexplorer.support.log import log_crash
    from spexplorer.ui.shell.main_window import unforeseen_words

    sentences: dict[str, None] = {}
    for error in failures:
        if (known := as_known(error)) is not None:
            sentences[str(known)] = None
        else:
            cause = cause_of_failure(path)
            sentences[str(cause or unforeseen_words(log_crash(error)))] = None
    return AppError(" ".join(sentences))


def _once_painted(
    app: QApplication, program: Program, lead: Lead | None, crashed: list[CrashedRun] | None
) -> None:
    """What no first paint waits for: interrupts, later starts, and what is kept against a crash.

    `crashed` are the last runs that ended so; None for a run of which nothing is kept.
    """
    from spexplorer.ui.startup.interrupt import Interrupt

    interrupt = Interrupt(app)
    if lead is not None:
        from spexplorer.ui.shell.later_starts import LaterStarts

        LaterStarts(lead, app)
    if crashed is None:
        return
    from spexplorer.support.runs import ProgramRun
    from spexplorer.ui.shell.autosave import Autosave

    run = ProgramRun()
    interrupt.closing.connect(run.end)
    Autosave(app, run)
    if crashed:
        from spexplorer.ui.shell.crash_dialog import offer_last_state

        program.schedule.finished.connect(partial(offer_last_state, program, crashed[-1]))


def require_display() -> None:
    """Raise EnvironmentProblem where no window can be shown, before Qt aborts the process."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise EnvironmentProblem(
            "There is no display to open a window on; log in to a desktop, or run “make run”, which "
            "without a display draws every tab to build/screens; search, info and export need none."
        )


def _hear_qt(mode: QtMsgType, _context: object, message: str) -> None:
    """Qt's own messages go to the log; where it would abort the process, a sentence ends it instead."""
    if mode is not QtMsgType.QtFatalMsg:
        return
    from spexplorer.support.log import log_crash

    where = log_crash(RuntimeError(message))
    sys.stderr.write(
        "spexplorer: No window can be opened on this display. Check DISPLAY, or run the line that "
        f"“make run” prints for missing system packages; {where}.\n"
    )
    sys.stderr.flush()
    os._exit(1)


def make_trace(path: Path | None) -> Trace:
    """The trace of this run; raises EnvironmentProblem when its file cannot be written."""
    try:
        return Trace(path)
    except OSError as error:
        assert path is not None
        raise _untraceable(path, error) from error


def _untraceable(path: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"The trace cannot be written to {path} ({error.strerror}); name another file."
    )


def make_application() -> QApplication:
    """The application object with its names, on a thread that workers let through."""
    share_often()
    # Asked for by name on the way in: `setStyle` gives a QStyle back, whose enums cost 20 ms to make.
    app = QApplication.instance() or QApplication(["spexplorer", "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("spexplorer")
    # No display name: Qt would add it to the title of every dialog, whose own words then are cut.
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("spexplorer")
    return app
