"""The only place that builds the window and what it needs, in the order that paints it soonest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QEvent,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from spexplorer import __version__
from spexplorer.operations.libraries import library_to_open, make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError, EnvironmentProblem
from spexplorer.support.folders import resources
from spexplorer.support.threads import share_often, undivided
from spexplorer.support.trace import Trace
from spexplorer.ui.shell.main_window import MainWindow
from spexplorer.ui.shell.window_places import restore, step_aside
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.turns import Turns
from spexplorer.workspace.saved_views import LastPlace, SessionPlace, fitted, library_name
from spexplorer.workspace.settings import Session, load_session, save_session
from spexplorer.workspace.workspace import Workspace


def start(library: Path | None, *, trace: Path | None, exit_when_ready: bool) -> int:
    """Open the window on a library and run until it is closed; gives the exit code."""
    require_display()
    # numpy starts a thread a core for linear algebra, which this program does not do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # It asks for pages of two megabytes, which stay whole when most of what was in them is gone.
    os.environ.setdefault("NUMPY_MADVISE_HUGEPAGE", "0")
    path = library_to_open(library)
    qInstallMessageHandler(_hear_qt)
    app = make_application()
    session = load_session()
    appearance = Appearance(app, session.theme, session.text_scale)
    program = Program(
        appearance, Reader(path, tr), make_trace(trace), session, exit_when_ready=exit_when_ready
    )
    program.show()
    sys.excepthook = program.unforeseen
    from spexplorer.ui.startup.interrupt import Interrupt  # not before the first paint is under way

    Interrupt(app)
    code = app.exec()
    program.trace.close()
    return code


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
        raise EnvironmentProblem(
            f"The trace cannot be written to {path} ({error.strerror}); name another file."
        ) from error


def make_application() -> QApplication:
    """The application object with its names, on a thread that workers let through."""
    share_often()
    # Asked for by name on the way in: `setStyle` gives a QStyle back, whose enums cost 20 ms to make.
    app = QApplication.instance() or QApplication(["spexplorer", "-style", "Fusion"])
    assert isinstance(app, QApplication)
    app.setApplicationName("spexplorer")
    app.setApplicationDisplayName("Soft Power Explorer")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("spexplorer")
    return app


class Program(QObject):
    """One window on one library, from its first paint to its close.

    Theme and text size belong to the application: every window wears the same `appearance`.
    """

    imported = Signal()

    def __init__(
        self,
        appearance: Appearance,
        reader: Reader,
        trace: Trace,
        session: Session,
        *,
        exit_when_ready: bool = False,
    ) -> None:
        super().__init__(appearance.parent())
        self.trace = trace
        self._exit_when_ready = exit_when_ready
        self.is_ready = False
        self.is_furnished = False
        self._session = session
        self.appearance = appearance
        self.workspace = Workspace(reader, self)
        self._place = LastPlace(library_name(reader.about))
        self.window = MainWindow(self.workspace, self.appearance.theme, trace)
        self.appearance.dress(self.window)
        self._painted = False
        self._settling = False
        self.is_closed = False
        self._reason = ""
        self._connect()
        restore(self.window, session)
        self._recall()

    def _connect(self) -> None:
        window = self.window
        self.appearance.restyled.connect(self._restyle)
        window.theme_wanted.connect(self.appearance.choose)
        window.text_size_wanted.connect(self.appearance.resize)
        window.text_scale_wanted.connect(self.appearance.resize_to)
        window.appearance_now = self._appearance_now
        window.library_wanted.connect(self._open_other)
        window.path_wanted.connect(self.open_library)
        window.window_wanted.connect(self._open_same)
        window.reading_wanted.connect(self._read_anyway)
        window.ready.connect(self._settle)
        window.ready.connect(self.workspace.make_ready)
        window.ready.connect(self._tell_reason)
        self.imported.connect(self._start_furnishing)
        self.workspace.indexed.connect(window.complete)
        window.installEventFilter(self)

    def _appearance_now(self) -> tuple[str, float]:
        return self.appearance.choice, self.appearance.scale

    def _recall(self) -> None:
        """Go back to where the last session on this library stood."""
        if (place := self._place.recall()) is not None:
            self._stand(place)

    def _stand(self, place: SessionPlace) -> None:
        reader, tabs = self.workspace.reader, self.window.view_ids()
        past, future = (
            [fitted(state, reader, tabs).state for state in states]
            for states in (place.past, place.future)
        )
        self.workspace.restore(fitted(place.state, reader, tabs).state, past, future)

    def show(self) -> None:
        """Show the window; what is not needed for its first paint follows after it."""
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint starts the rest; the close keeps the session."""
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)
        elif event.type() == QEvent.Type.Paint and self._settling:
            # Qt paints all that waits in one go, the dock before its charts: the timer comes after.
            self._settling = False
            QTimer.singleShot(0, self._ready)
        elif event.type() == QEvent.Type.Close and watched is self.window and not self.is_closed:
            self.is_closed = True
            self._keep_session()
        return super().eventFilter(watched, event)

    def _session_now(self) -> Session:
        return Session(self.appearance.choice, self.appearance.scale, *self.window.saved_layout())

    def _keep_session(self) -> None:
        workspace = self.workspace
        self._place.remember(workspace.state, workspace.past, workspace.future)
        save_session(self._session_now())
        # A closed window has no library to draw from: other windows change theme without it.
        self.appearance.restyled.disconnect(self._restyle)
        # A window holds some hundred widgets, which other windows of this process live without.
        self.window.deleteLater()
        self.deleteLater()

    @Slot()
    def _after_first_paint(self) -> None:
        self.trace.span("first_paint", 0)
        _keep_house(self)
        if self.trace.is_on:
            from spexplorer.ui.startup.input_trace import InputTrace

            clock = InputTrace(self.trace, self)
            self.appearance.app.installEventFilter(clock)
            self.window.painting.began = clock.began
        self.workspace.start_indexing(also=self._import_charts)

    @Slot()
    def _start_furnishing(self) -> None:
        """While the index is being read: beside the imports each would wait for the other's turn."""
        Turns(self._furnish(), self)

    def _import_charts(self) -> None:
        """On a worker: import what charts are drawn with, and tell what they count."""
        with undivided():
            from spexplorer.ui.charts import discover
            from spexplorer.ui.drawing.chart import measures_of
            from spexplorer.ui.drawing.lean_pyqtgraph import import_pyqtgraph

            import_pyqtgraph()
            specs = discover()
            for name in ("panels.charts_panel", "panels.facets_panel", "drawing.source_map"):
                import_module(f"spexplorer.ui.{name}")
        self.workspace.announce_measures(measures_of(specs))
        self.imported.emit()

    @Slot()
    def _settle(self) -> None:
        """The charts have their data: once the event loop has painted them, the window is ready."""
        dock = self.window.charts_dock
        if not dock.isVisible():
            QTimer.singleShot(0, self._ready)
            return
        self._settling = True
        dock.installEventFilter(self)
        dock.update()

    @Slot()
    def _ready(self) -> None:
        if self.is_ready:
            return
        self.is_ready = True
        self.trace.span("ready", 0)
        from spexplorer.ui.shell.recent_files import remember_library  # not before the first paint

        remember_library(self.workspace.reader.path)
        if self._exit_when_ready:
            self.window.close()
            return
        Turns(_finished(self), self)

    @Slot(object)
    def _restyle(self, theme: Theme) -> None:
        self.appearance.dress(self.window)
        self.window.restyle(theme)
        self.mark_theme()

    def _furnish(self) -> Iterator[None]:
        """What nobody reaches for before the first paint, a piece a turn."""
        from PySide6.QtGui import QIcon  # not before the first paint

        self.appearance.app.setWindowIcon(QIcon(str(resources() / "icons" / "app.svg")))
        yield
        for _ in self.window.furnish():
            if self.is_closed:
                return
            yield
        if self.workspace.expects_much:  # there is time while the index is built
            yield from _filled(self)

    def mark_theme(self) -> None:
        """Tick the theme that is chosen in the menu."""
        action = self.window.actions_by_name.get(f"theme-{self.appearance.choice}")
        if action is not None:
            action.setChecked(True)

    def unforeseen(
        self, kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        """The hook for errors nobody foresaw: logged and told, never shown as a traceback."""
        if issubclass(kind, AppError):
            self.window.tell(error)
        else:
            self.window.unforeseen(error)

    def _open_other(self) -> None:
        from spexplorer.ui.shell.window_commands import ask_for_library

        if (path := ask_for_library(self.window)) is not None:
            self.open_library(path)

    def _open_same(self) -> None:
        """Open a further window on this library, which stands where this one does."""
        self._open_beside(self.workspace.reader.path, self._session_now(), self.workspace)

    @Slot(object)
    def open_library(self, path: Path) -> None:
        """Open a further window on a library; a file that is none is told of in this window."""
        self._open_beside(path, load_session())

    def _open_beside(self, path: Path, session: Session, stand: Workspace | None = None) -> None:
        try:
            make_ready(path)
            other = Program(self.appearance, Reader(path, tr), Trace(), session)
        except AppError as error:
            self.window.tell(error)
            return
        if stand is not None:
            other.stand_where(stand)
        step_aside(self.window, other.window)
        other.show()

    @Slot()
    def read_again(self) -> None:
        """The library was changed by another program: show it as it is now."""
        self._read(tr("Another program changed this library; it has been read again."))

    def _read_anyway(self) -> None:
        self._read(tr("The library has been read again."))

    def _read(self, why: str) -> None:
        """Read the library again, and tell why once all is shown; one that cannot be read changes nothing."""
        self._reason = why
        self.workspace.read_again()

    @Slot()
    def _tell_reason(self) -> None:
        if self._reason and self.workspace.generation:
            self.window.hint(self._reason)
            self._reason = ""

    def stand_where(self, before: Workspace) -> None:
        """Take over the state and the history of another window, as far as this library has them."""
        self._stand(SessionPlace(before.state, tuple(before.past), tuple(before.future)))


def _keep_house(program: Program) -> None:
    """From the first paint on garbage and tasks keep to the times when nobody waits for them."""
    from spexplorer.workspace.garbage import GarbageCollector

    program.window.tabs.rehearsed.connect(GarbageCollector(program).settle)
    if program.workspace.expects_much:
        from spexplorer.ui.startup.first_input import take_it_slowly

        take_it_slowly(program.window)


def _finished(program: Program) -> Iterator[None]:
    """What comes after everything in sight is there, a piece a turn."""
    from spexplorer.ui.shell.file_drop import Dropping
    from spexplorer.workspace.file_watch import FileWatch

    program.window.tabs.make_ahead()
    yield from _filled(program)
    if program.is_closed:
        return
    reader = program.workspace.reader
    watch = FileWatch(
        reader.path, reader.snapshot.mark, program, is_current=program.workspace.is_current
    )
    watch.changed.connect(program.read_again)
    Dropping(program.window)
    program.is_furnished = True


def _filled(program: Program) -> Iterator[None]:
    """The menus, unless they are filled already."""
    from spexplorer.ui.shell.menus import fill_menus

    if program.window.actions_by_name:
        return
    for _ in fill_menus(program.window):
        yield
        if program.is_closed:
            return
    program.mark_theme()
    yield
