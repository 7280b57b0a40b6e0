"""One window on one library, from its first paint to its close."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from spexplorer.operations.libraries import make_ready
from spexplorer.operations.reader import Reader
from spexplorer.support.errors import AppError, DamagedLibraryError, ForeignFileError
from spexplorer.support.folders import resources
from spexplorer.support.trace import Trace
from spexplorer.ui.guard import guarded
from spexplorer.ui.shell.main_window import MainWindow
from spexplorer.ui.shell.panel_layout import CHARTS, FACETS, RECORD, making
from spexplorer.ui.shell.scroll_places import ScrollPlaces
from spexplorer.ui.startup.schedule import Schedule
from spexplorer.ui.style.appearance import Appearance
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.workspace.saved_views import LastPlace, SessionPlace, fitted, library_name
from spexplorer.workspace.settings import Session, keep_tour_away, load_session, save_session
from spexplorer.workspace.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@guarded
class Program(QObject):
    """Makes the parts of its window as the schedule of a start asks for them (`StartingWindow`).

    Theme and text size belong to the application: every window wears the same `appearance`.
    """

    painted = Signal()
    """The first frame is on the screen."""

    def __init__(
        self,
        appearance: Appearance,
        reader: Reader,
        trace: Trace,
        session: Session,
        *,
        exit_when_ready: bool = False,
        goes_back: bool = True,
    ) -> None:
        """With `goes_back` it stands where the last session on this library stood."""
        super().__init__(appearance.parent())
        self.trace = trace
        self._session = session
        self._reason = ""
        self._exit_when_ready = exit_when_ready
        self.is_painted = False
        self.is_closed = False
        self.appearance = appearance
        self.workspace = Workspace(reader, self)
        self._place = LastPlace(library_name(reader.about))
        self._left = self._place.recall()
        self.window = MainWindow(self.workspace, appearance.theme, trace)
        appearance.dress(self.window)
        self.schedule = Schedule(self, self)
        self._connect()
        self._restore(session)
        self.scrolling = ScrollPlaces(self.window.tabs, self.workspace)
        self.schedule.ready.connect(self.scrolling.apply)
        if goes_back:
            self.go_back()

    def _connect(self) -> None:
        window = self.window
        self.appearance.restyled.connect(self._restyle)
        window.theme_wanted.connect(self.appearance.choose)
        window.text_size_wanted.connect(self.appearance.resize)
        window.text_scale_wanted.connect(self.appearance.resize_to)
        window.appearance_now = self._appearance_now
        window.library_wanted.connect(self._open_other)
        window.path_wanted.connect(self.open_library)
        window.read_only_wanted.connect(partial(self._open_beside, reads_only=True))
        window.mending_wanted.connect(self._offer_remedies)
        window.change_wanted.connect(partial(_edit, window, "change_record"))
        window.edit_refused.connect(partial(_edit, window, "say_why_not"))
        self.workspace.form_asked.connect(partial(_edit, window, "ask_form"))
        window.form_turned.connect(partial(_edit, window, "widen_for_form"))
        window.window_wanted.connect(self._open_same)
        window.reading_wanted.connect(self._read_anyway)
        self.schedule.ready.connect(self._settle)
        self.schedule.drawn.connect(self._tell_reason)
        window.installEventFilter(self)

    @property
    def is_ready(self) -> bool:
        """Whether all that is in sight has been drawn."""
        return self.schedule.is_ready

    @property
    def is_furnished(self) -> bool:
        """Whether every part of the window is there, down to the menus."""
        return self.schedule.is_finished

    def show(self) -> None:
        """Show the window; what is not needed for its first paint follows after it."""
        self.window.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint starts the rest; the close keeps the session."""
        if event.type() == QEvent.Type.Paint and not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self._after_first_paint)
        elif event.type() == QEvent.Type.Close and watched is self.window and not self.is_closed:
            self.is_closed = True
            self._keep_session()
        return super().eventFilter(watched, event)

    @Slot()
    def _after_first_paint(self) -> None:
        from spexplorer.workspace.garbage import GarbageCollector

        self.trace.span("first_paint", 0)
        self.painted.emit()
        tabs, tasks = self.window.tabs, self.workspace.tasks
        tabs.rehearsed.connect(GarbageCollector(self).settle)
        if self.workspace.expects_much:
            # One worker at a time until the person does something, or everything has been made.
            from spexplorer.ui.startup.idle_steps import FirstInput

            tasks.work_one_by_one()
            FirstInput(self.window).came.connect(tasks.work_side_by_side)
            tabs.rehearsed.connect(tasks.work_side_by_side)
        if self.trace.is_on:
            from spexplorer.ui.startup.frame_trace import InputTrace

            clock = InputTrace(self.trace, self)
            self.appearance.app.installEventFilter(clock)
            self.window.painting.began = clock.began
        self.schedule.start()

    # -- the parts of the window, in the order of the schedule ------------------------------------

    def furnish_tool_bar(self) -> None:
        """Words, keys and icons of the tool bar; the icon of the window."""
        from PySide6.QtGui import QIcon  # not before the first paint

        self.appearance.app.setWindowIcon(QIcon(str(resources() / "icons" / "app.svg")))
        from spexplorer.ui.shell.editing_commands import choose_new

        self.window.tools.furnish()
        self.window.tools.new.triggered.connect(unticked(partial(choose_new, self.window)))

    def furnish_titles(self) -> None:
        """Icons of the tabs, titles of panels and menus."""
        from spexplorer.ui.shell.menus import add_titles

        window = self.window
        window.tabs.strip.restyle(window.theme)
        window.panels.furnish(window.tools.panels, window.theme)
        window.menus = add_titles(window.menuBar())

    def make_record_panel(self) -> None:
        """The panel of the current record."""
        with making(self.window.panels, RECORD):
            from spexplorer.ui.panels.inspector import Inspector

            self.window.put_record(Inspector(self.workspace, self.window.theme))

    def make_charts_panel(self) -> Iterator[None]:
        """The linked charts, one a step, without data."""
        with making(self.window.panels, CHARTS):
            from spexplorer.ui.panels.charts_panel import LinkedCharts

            charts = LinkedCharts(self.workspace, self.window.theme)
            self.window.put_charts(charts)
            yield
            yield from charts.furnish()
            self.schedule.ready.connect(charts.keep_least_height)

    def make_facets_panel(self) -> None:
        """The panel of facets."""
        with making(self.window.panels, FACETS):
            from spexplorer.ui.panels.facets_panel import FacetsPanel

            self.window.put_facets(FacetsPanel(self.workspace, self.window.theme))

    def fill_menus(self) -> Iterator[None]:
        """The commands of the menus."""
        from spexplorer.ui.shell.menus import fill_menus

        yield from fill_menus(self.window)
        self.mark_theme()

    def draw(self) -> Iterator[None]:
        """Everything in sight that needs the index."""
        yield from self.window.draw()

    def charts_in_sight(self) -> QWidget | None:
        """The panel of the charts, where a person sees it."""
        dock = self.window.charts_dock
        return dock if dock.isVisible() else None

    def watch_library(self) -> None:
        """Read the library again when another program changes it; tell where others write to it as well."""
        from spexplorer.ui.shell.library_loss import LibraryLoss
        from spexplorer.ui.shell.shared_places import tell_of_shared_place
        from spexplorer.workspace.file_watch import FileWatch

        reader = self.workspace.reader
        mark, is_current = reader.snapshot.mark, self.workspace.is_current
        watch = FileWatch(reader.path, mark, self, is_current=is_current)
        watch.changed.connect(self.read_again)
        LibraryLoss(self.window, watch)
        tell_of_shared_place(self.window)

    def take_dropped_files(self) -> None:
        """Open libraries that are dropped on the window."""
        from spexplorer.ui.shell.file_drop import FileDrop

        FileDrop(self.window)

    def load_further_fonts(self) -> None:
        """Letters of scripts that the first paint does not wait for."""
        self.appearance.load_further_fonts()

    def offer_drafts(self) -> None:
        """Offer the forms that were left unfinished, also by a crash."""
        from spexplorer.ui.shell.draft_offers import offer_drafts

        offer_drafts(self.window)

    def back_up_when_idle(self) -> None:
        """Back the library up by and by, where it has changed; a very large one only when asked to."""
        from spexplorer.workspace.idle_backup import IdleBackup

        IdleBackup(self.workspace)

    def offer_tour(self) -> None:
        """Show a newcomer round, until they have put the tour away once."""
        if self._session.offers_tour:
            from spexplorer.ui.shell.window_commands import show_tour

            self.window.tour_put_away.connect(keep_tour_away)
            show_tour(self.window)

    def make_tabs_ahead(self) -> None:
        """Make the tabs nobody has seen yet, in idle moments."""
        self.window.tabs.make_ahead()

    @Slot()
    def _settle(self) -> None:
        """The window is ready."""
        self.trace.span("ready", 0)
        from spexplorer.ui.shell.recent_files import remember_library  # not before the first paint

        self.workspace.make_ready()
        remember_library(self.workspace.reader.path)
        if self._exit_when_ready:
            self.window.close()

    # -- theme ------------------------------------------------------------------------------------

    def _appearance_now(self) -> tuple[str, float]:
        return self.appearance.choice, self.appearance.scale

    @Slot(object)
    def _restyle(self, theme: Theme) -> None:
        self.appearance.dress(self.window)
        self.window.restyle(theme)
        self.mark_theme()

    def mark_theme(self) -> None:
        """Tick the theme that is chosen in the menu."""
        action = self.window.actions_by_name.get(f"theme-{self.appearance.choice}")
        if action is not None:
            action.setChecked(True)

    # -- the session ------------------------------------------------------------------------------

    def _restore(self, session: Session) -> None:
        """Give the window the size and the panels of the last session, or what the text asks for."""
        window = self.window
        metrics, screen = window.fontMetrics(), window.screen().availableSize()
        window.resize(
            min(metrics.averageCharWidth() * 240, round(screen.width() * 0.95)),
            min(metrics.height() * 66, round(screen.height() * 0.9)),
        )
        if session.geometry is not None:
            window.restoreGeometry(session.geometry)
        window.panels.restore(session.docks, session.panels)

    def session_now(self) -> Session:
        """What the next start would restore."""
        return Session(self.appearance.choice, self.appearance.scale, *self.window.saved_layout())

    def keep_place(self) -> None:
        """Put on disk where the window stands, for the next start."""
        at = self.workspace
        self._place.remember(at.state, at.past, at.future, self.scrolling.now())

    def go_back(self) -> None:
        """Stand where the last session on this library stood."""
        if self._left is not None:
            self._go_back_to(self._left)
            self.scrolling.give(self._left.scrolled or {}, self.workspace.state)

    def _keep_session(self) -> None:
        self.keep_place()
        save_session(self.session_now())
        # A closed window has no library to draw from: other windows change theme without it.
        self.appearance.restyled.disconnect(self._restyle)
        # A window holds some hundred widgets, which other windows of this process live without.
        self.window.deleteLater()
        self.deleteLater()

    def _go_back_to(self, place: SessionPlace) -> None:
        """Show what a session or another window showed, as far as this library has it."""
        reader, tabs = self.workspace.reader, self.window.view_ids()
        past, future = (
            [fitted(state, reader, tabs).state for state in states]
            for states in (place.past, place.future)
        )
        self.workspace.restore(fitted(place.state, reader, tabs).state, past, future)

    # -- other windows ----------------------------------------------------------------------------

    def unforeseen(
        self, kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
    ) -> None:
        """The hook for errors nobody foresaw: logged and told, never shown as a traceback."""
        if not isinstance(error, Exception) or self.is_closed or not isValid(self.window):
            from spexplorer.support.log import log_crash

            log_crash(error)
            return
        # Not now: the error may come from within a painting.
        QTimer.singleShot(0, self.window, partial(self.tell_failure, error))

    def tell_failure(self, error: Exception) -> None:
        """Tell in the window that a part of it failed."""
        self.window.tell_failure(error)

    def _open_other(self) -> None:
        from spexplorer.ui.shell.window_commands import ask_for_library

        if (path := ask_for_library(self.window)) is not None:
            self.open_library(path)

    def _open_same(self) -> None:
        """Open a further window on this library, which shows what this one does."""
        self._open_beside(self.workspace.reader.path, self.session_now(), like=self.workspace)

    @Slot(object)
    def open_library(self, path: Path) -> None:
        """Open a further window on a library, or the one that has it; a file that is none is told of here."""
        from spexplorer.ui.shell.open_windows import to_front, window_on

        if (present := window_on(path)) is not None:
            to_front(present)
        else:
            self._open_beside(path)

    def _open_beside(
        self,
        path: Path,
        session: Session | None = None,
        *,
        like: Workspace | None = None,
        reads_only: bool = False,
    ) -> None:
        from spexplorer.ui.shell.open_windows import place_beside

        try:
            make_ready(path)
            session = session or load_session()
            other = Program(self.appearance, Reader(path, tr), Trace(), session)
        except AppError as error:
            if isinstance(error, DamagedLibraryError | ForeignFileError):
                self._offer_remedies(error, path)
            else:
                self.window.tell(error)
            return
        if reads_only:
            from spexplorer.ui.shell.trouble_dialog import read_only_words

            other.workspace.writer.refuse(read_only_words())
        if like is not None:
            other.show_as(like)
        place_beside(other.window, self.window)
        other.show()
        other.window.activateWindow()

    def _offer_remedies(self, error: Exception, path: Path | None = None) -> None:
        from spexplorer.ui.shell.trouble_dialog import show_trouble

        show_trouble(self.window, path or self.workspace.reader.path, error)

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

    def show_as(self, other: Workspace) -> None:
        """Take over the state and the history of another window, as far as this library has them."""
        self._go_back_to(SessionPlace(other.state, tuple(other.past), tuple(other.future)))


def _edit(window: MainWindow, command: str, *arguments: object) -> None:
    """A command of the editing, whose modules no first paint waits for."""
    from spexplorer.ui.shell import editing_commands

    getattr(editing_commands, command)(window, *arguments)
