"""The schedule of a start: what follows the first paint, in which order, and what waits for what.

Before the first paint nothing is made but the window with its bars and the first tab, whose rows come
from plain SQLite. Then a worker imports what drawing needs and builds the index, while the interface
thread takes the steps below, one a turn of the event loop:

1. `ONCE_IMPORTED`, when the worker has imported `IMPORTED_ON_A_WORKER` and goes on with the index,
2. `BESIDE_THE_INDEX`; as soon as the index is there, what is in sight is drawn: the window is *ready*,
3. `ONCE_READY`, whose last step makes the tabs that nobody has seen yet, while nobody does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot

from spexplorer.support.threads import undivided
from spexplorer.ui.guard import guarded
from spexplorer.ui.widgets.turns import Turns

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.workspace.workspace import Workspace


class StartingWindow(Protocol):
    """What a window gives to its schedule; each method makes one part of it."""

    @property
    def workspace(self) -> Workspace:
        """The state, and the tasks of the worker."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing is to be made any more."""

    def furnish_tool_bar(self) -> None:
        """Words, keys and icons of the tool bar."""

    def furnish_titles(self) -> None:
        """Icons of the tabs, titles of panels and menus."""

    def make_record_panel(self) -> None:
        """The panel of the current record."""

    def make_charts_panel(self) -> Iterator[None]:
        """The linked charts, without data."""

    def make_facets_panel(self) -> None:
        """The panel of facets."""

    def fill_menus(self) -> Iterator[None]:
        """The commands of the menus."""

    def draw(self) -> Iterator[None]:
        """Everything in sight that needs the index."""

    def charts_in_sight(self) -> QWidget | None:
        """The panel of the charts, where a person sees it."""

    def watch_library(self) -> None:
        """Read the library again when another program changes it."""

    def take_dropped_files(self) -> None:
        """Open libraries that are dropped on the window."""

    def load_further_fonts(self) -> None:
        """Letters of scripts that the first paint does not wait for."""

    def offer_drafts(self) -> None:
        """Offer the forms that were left unfinished."""

    def back_up_when_idle(self) -> None:
        """Back the library up once nothing else is done, where it has changed."""

    def offer_tour(self) -> None:
        """Show a newcomer round."""

    def make_tabs_ahead(self) -> None:
        """Make the tabs nobody has seen yet, in idle moments."""

    def tell_failure(self, error: Exception) -> None:
        """Tell that a step failed."""


class StartupStep(NamedTuple):
    """One step; work that would hold the window too long gives the turn back in between."""

    name: str
    take: Callable[[StartingWindow], Iterator[None] | None]


IMPORTED_ON_A_WORKER: Final = (
    "panels.charts_panel", "panels.facets_panel", "drawing.source_map", "shell.search_hits",
)  # fmt: skip
"""Modules of `spexplorer.ui`, after pyqtgraph and the charts themselves."""

ONCE_IMPORTED: Final = (
    StartupStep("tool bar", lambda window: window.furnish_tool_bar()),
    StartupStep(
        "icons of tabs, titles of panels and menus", lambda window: window.furnish_titles()
    ),
    StartupStep("record", lambda window: window.make_record_panel()),
    StartupStep("linked charts", lambda window: window.make_charts_panel()),
)

BESIDE_THE_INDEX: Final = (
    StartupStep("facets", lambda window: window.make_facets_panel()),
    StartupStep("menus", lambda window: window.fill_menus()),
)

ONCE_READY: Final = (
    StartupStep("fonts of further scripts", lambda window: window.load_further_fonts()),
    StartupStep("watch over the file", lambda window: window.watch_library()),
    StartupStep("dropped files", lambda window: window.take_dropped_files()),
    StartupStep("unfinished forms", lambda window: window.offer_drafts()),
    StartupStep("backup", lambda window: window.back_up_when_idle()),
    StartupStep("tour", lambda window: window.offer_tour()),
    StartupStep("tabs nobody has seen", lambda window: window.make_tabs_ahead()),
)


@guarded
class Schedule(QObject):
    """Takes the steps for one window. `ready`: all in sight is drawn; `finished`: no step is left.

    `drawn` comes then, and whenever what is in sight was drawn anew because the library has changed.
    """

    imported = Signal()
    unimported = Signal(object)
    drawn = Signal()
    ready = Signal()
    finished = Signal()

    def __init__(self, window: StartingWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._is_indexed = False
        self._has_panels = False
        self._has_menus = False
        self._awaits_paint = False
        self.is_ready = False
        self.is_finished = False
        self.imported.connect(self._go_on)
        self.unimported.connect(self._tell_unimported)
        window.workspace.indexed.connect(self._take_index)
        window.workspace.unindexed.connect(self._take_index)

    def start(self) -> None:
        """Begin: the first frame is painted."""
        self._window.workspace.begin_start()
        self._window.workspace.start_indexing(also=self._import_on_worker)

    def _import_on_worker(self) -> None:
        """On a worker: import what charts are drawn with, and tell what they count.

        What cannot be imported is told of; every part that needs none of it is made all the same.
        """
        try:
            self._import()
        except Exception as error:  # handed to the interface thread, which tells the person
            self.unimported.emit(error)
        self.imported.emit()

    def _import(self) -> None:
        with undivided():
            from spexplorer.ui.charts import discover
            from spexplorer.ui.drawing.chart import measures_of
            from spexplorer.ui.drawing.lean_pyqtgraph import import_pyqtgraph

            import_pyqtgraph()
            specs = discover()
            for name in IMPORTED_ON_A_WORKER:
                import_module(f"spexplorer.ui.{name}")
        self._window.workspace.announce_measures(measures_of(specs))

    @Slot(object)
    def _tell_unimported(self, error: Exception) -> None:
        self._window.tell_failure(error)

    @Slot()
    def _go_on(self) -> None:
        # Not sooner: beside the imports each thread would wait for the other's turn.
        Turns(self._steps_before_ready(), self)

    def _steps_before_ready(self) -> Iterator[None]:
        yield from self._taking(ONCE_IMPORTED)
        self._has_panels = True
        if self._is_indexed:
            yield from self._drawing()
        yield from self._taking(BESIDE_THE_INDEX)
        self._has_menus = True

    @Slot()
    def _take_index(self) -> None:
        self._is_indexed = True
        if self._has_panels:
            Turns(self._drawing(), self)

    def _taking(self, steps: tuple[StartupStep, ...]) -> Iterator[None]:
        for step in steps:
            if self._window.is_closed:
                return
            try:
                yield from step.take(self._window) or ()
            except Exception as error:  # a part that fails must not hold up the others
                self._window.tell_failure(error)
            yield

    def _drawing(self) -> Iterator[None]:
        """Draw what needs the index; once the event loop has painted it, the window is ready."""
        self._is_indexed = False
        if self._window.is_closed:
            return
        try:
            yield from self._window.draw()
        except Exception as error:  # as above
            self._window.tell_failure(error)
        charts = self._window.charts_in_sight()
        if charts is None:
            QTimer.singleShot(0, self._tell_ready)
            return
        self._awaits_paint = True
        charts.installEventFilter(self)
        charts.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._awaits_paint:
            # Qt paints all that waits in one go, the panel before its charts: the timer comes after.
            self._awaits_paint = False
            QTimer.singleShot(0, self._tell_ready)
        return super().eventFilter(watched, event)

    @Slot()
    def _tell_ready(self) -> None:
        if self._window.is_closed:
            return
        self.drawn.emit()
        if self.is_ready:
            return
        self.is_ready = True
        self.ready.emit()
        if not self._window.is_closed:
            self._window.workspace.end_start()
        Turns(self._steps_once_ready(), self)

    def _steps_once_ready(self) -> Iterator[None]:
        while not self._has_menus and not self._window.is_closed:
            yield
        yield from self._taking(ONCE_READY)
        if not self._window.is_closed:
            self.is_finished = True
            self.finished.emit()
