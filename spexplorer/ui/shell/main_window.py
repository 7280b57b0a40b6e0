"""The main window: tool bar, tabs, panels, status line. It hosts views and knows no field of any.

It is made with the bars and the first tab alone; the schedule of a start has the rest put in.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from spexplorer.support.errors import DamagedLibraryError, LibraryChangedError, as_known
from spexplorer.support.folders import bundled_library
from spexplorer.ui.guard import guarded
from spexplorer.ui.shell.navigation_bar import NavigationBar
from spexplorer.ui.shell.panel_layout import CHARTS, FACETS, RECORD, PanelLayout
from spexplorer.ui.shell.status_line import StatusLine
from spexplorer.ui.shell.tab_host import TabHost
from spexplorer.ui.startup.frame_trace import PaintTrace
from spexplorer.ui.startup.tab_factory import discover
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.message_strip import MessageStrip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    # PySide makes a class when it is first named: what only annotations name would cost the start.
    from PySide6.QtCore import QByteArray, QMimeData, QPoint
    from PySide6.QtGui import QCloseEvent, QContextMenuEvent
    from PySide6.QtWidgets import QMenu

    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.errors import AppError
    from spexplorer.support.trace import Trace
    from spexplorer.ui.panels.charts_panel import LinkedCharts
    from spexplorer.ui.panels.facets_panel import FacetsPanel
    from spexplorer.ui.panels.inspector import Inspector
    from spexplorer.ui.panels.record_menu import RecordCommands
    from spexplorer.ui.panels.record_panel import RecordPanel
    from spexplorer.ui.shell.tour import Tour
    from spexplorer.ui.view import View
    from spexplorer.workspace.workspace import Workspace


@guarded
class MainWindow(QMainWindow):
    """One window on one library.

    What it cannot do itself it asks for: `theme_wanted` by name, `text_size_wanted` by a step,
    `text_scale_wanted` by a factor, `library_wanted` with a dialog, `path_wanted` by its path,
    `window_wanted` for one more on this library, `reading_wanted` to read it again.
    """

    theme_wanted = Signal(str)
    text_size_wanted = Signal(object)
    library_wanted = Signal()
    window_wanted = Signal()
    reading_wanted = Signal()
    path_wanted = Signal(object)
    read_only_wanted = Signal(object)
    mending_wanted = Signal(object)
    """What is damaged in this library, about which something can be done."""
    tour_put_away = Signal()
    change_wanted = Signal(str, str)
    """A verb (edit, duplicate, note, delete, history) and the id of the record."""
    edit_refused = Signal(object)
    form_turned = Signal()
    text_scale_wanted = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, trace: Trace) -> None:
        super().__init__()
        self.workspace = workspace
        self.theme = theme
        self.trace = trace
        self.facets: FacetsPanel | None = None
        self.charts: LinkedCharts | None = None
        self.record: Inspector | None = None
        self.record_panel: RecordPanel | None = None
        self.tour: Tour | None = None
        self.actions_by_name: dict[str, QAction] = {}
        self._closed = False
        self.failures: list[Exception] = []
        """All that was told of, in its order."""
        self.painting = PaintTrace(trace, workspace.state)
        self.appearance_now: Callable[[], tuple[str, float]] = _as_the_system
        name = workspace.reader.about.get("name", "")
        self.setWindowTitle(tr("{library} – Soft Power Explorer", library=name))
        self.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self._build_tabs()
        self._build_panels()
        self._build_tool_bars()
        self.status = StatusLine(workspace)
        self.setStatusBar(self.status)
        self.menus = {"": self.menuBar().addMenu(" ")}  # the bar is as high as it will be
        workspace.changed.connect(self._show_state)
        workspace.changed.connect(self.message.move_on)
        workspace.failed.connect(self.tell_failure)
        workspace.told.connect(self.hint)
        workspace.tasks.busy.connect(self.status.show_busy)
        workspace.hovered.connect(self._show_hovered)
        workspace.brushed.connect(self.painting.brushed)
        self._show_state(workspace.state)

    # -- building -------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        specs = discover()
        self.workspace.announce_tabs({kind: spec.view_id for spec in specs for kind in spec.kinds})
        self.tabs = TabHost(specs, self.workspace, self.theme)
        self.tabs.chosen.connect(self.workspace.show_tab)
        self.tabs.failed.connect(self.tell_failure)
        self.tabs.library_wanted.connect(self.library_wanted)
        self.tabs.bundled_wanted.connect(self._open_bundled)
        self.centre = QWidget()
        layout = QVBoxLayout(self.centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.message = MessageStrip(self.centre)
        self.setCentralWidget(self.centre)

    def _build_panels(self) -> None:
        self.panels = PanelLayout(self)
        self.panels.shown.connect(self._show_in_panel)
        self.panels.again_wanted.connect(self._show_panels_again)
        self.facets_dock = self.panels.docks[FACETS]
        self.inspector_dock = self.panels.docks[RECORD]
        self.charts_dock = self.panels.docks[CHARTS]
        self._letters = self.fontMetrics().averageCharWidth()

    def size_docks(self) -> None:
        """Give the panels the sizes that the text asks for."""
        self._letters = self.fontMetrics().averageCharWidth()
        self.panels.size_all()

    def docks(self) -> tuple[QDockWidget, QDockWidget, QDockWidget]:
        """The panels: facets, record, charts."""
        return self.facets_dock, self.inspector_dock, self.charts_dock

    def _build_tool_bars(self) -> None:
        self.tools = NavigationBar(self.workspace, self.theme, self.trace, self.tab_titles())
        self.addToolBar(self.tools)
        self.search = self.tools.search
        self.tabs.new_wanted.connect(self.tools.new.trigger)
        strip = QToolBar(tr("Tabs"))
        strip.setObjectName("tabs")
        strip.setMovable(False)
        strip.addWidget(self.tabs.strip)
        self.addToolBarBreak()
        self.addToolBar(strip)

    def put_record(self, record: Inspector) -> None:
        """Take the page of the current record, and put it into the panel that edits it as well."""
        from spexplorer.ui.panels.record_panel import RecordPanel

        self.record = record
        self.record_panel = RecordPanel(self.workspace, record)
        self.panels.fill(RECORD, self.record_panel)
        record.followed.connect(self.workspace.go)
        record.menu_wanted.connect(self.show_record_menu)
        self.record_panel.told.connect(self.hint)
        self.workspace.edit_asked.connect(self.record_panel.edit)
        self.record_panel.failed.connect(self.tell)
        self.record_panel.refused.connect(self.edit_refused)
        self.record_panel.turned.connect(self.form_turned)
        self.record_panel.typed.connect(self.status.show_kept)
        self.status.forms = self.record_panel
        record.show_state(self.workspace.state)
        self._add_edit_button()

    def _add_edit_button(self) -> None:
        """The visible way into the form, beside the name of the panel."""
        from PySide6.QtWidgets import QToolButton

        button = QToolButton()
        button.setObjectName("edit-record")
        button.setText(tr("Edit"))
        button.setToolTip(tr("Edit this record (F2)"))
        button.clicked.connect(self._edit_current)
        self.panels.add_tools(RECORD, button)
        self.edit_button = button

    @Slot()
    def _edit_current(self) -> None:
        current = self.workspace.state.current
        if current is None:
            self.hint(tr("Choose a record first; then this opens its form."))
        else:
            self.change_record("edit", current)

    def put_charts(self, charts: LinkedCharts) -> None:
        """Take the linked charts."""
        self.charts = charts
        self.panels.fill(CHARTS, charts)
        charts.told.connect(self.hint)
        charts.opened.connect(partial(self.panels.show_opened, CHARTS))
        self.panels.show_opened(CHARTS, charts.is_open)

    def put_facets(self, facets: FacetsPanel) -> None:
        """Take the facets."""
        self.facets = facets
        self.panels.fill(FACETS, facets)
        self.refresh_docks()

    def draw(self) -> Iterator[None]:
        """Show what needs the index, which has come."""
        self.refresh_docks()
        yield
        self._show_state(self.workspace.state)
        if self.charts is not None:
            yield from self.charts.uncover()

    # -- showing --------------------------------------------------------------------------------

    def _show_state(self, state: LinkState) -> None:
        self.painting.state_shown(state)
        parts: list[Callable[[], object]] = [partial(self.tabs.show_state, state)]
        if self.record_panel is not None:
            show_record = partial(self.record_panel.show_state, state)
            parts.append(partial(self._show_panel, RECORD, show_record))
        parts += [
            partial(self.panels.show_record, state.current),
            self.refresh_docks,
            partial(self.status.show_state, state),
            partial(self.tools.show_state, state),
        ]
        for show in parts:
            self._attempt(show)

    def _attempt(self, show: Callable[[], object]) -> None:
        """Show one part; one that fails must not take the others with it."""
        try:
            show()
        except Exception as error:  # told of, see `tell_failure`
            self.tell_failure(error)

    def _show_panel(self, name: str, show: Callable[[], object]) -> None:
        """Show a panel the state; one that fails says so in its place, until it works again."""
        try:
            show()
        except Exception as error:
            self.panels.say_failed(name, error)
            raise
        self.panels.say_works(name)

    @Slot()
    def _show_panels_again(self) -> None:
        self._show_state(self.workspace.state)

    @Slot(object)
    def _show_in_panel(self, _name: str) -> None:
        self.refresh_docks()

    @Slot()
    def _open_bundled(self) -> None:
        self.path_wanted.emit(bundled_library())

    @Slot()
    def refresh_docks(self) -> None:
        """Show the present state in docks that were hidden when it came."""
        if self._closed:
            return
        state = self.workspace.state
        if self.facets is not None and self.facets_dock.isVisible():
            self._attempt(partial(self._show_panel, FACETS, partial(self.facets.show_state, state)))
        if self.charts is not None and self.charts_dock.isVisible():
            self._attempt(partial(self._show_panel, CHARTS, partial(self.charts.show_state, state)))

    def _show_hovered(self, record_id: str | None) -> None:
        view = self.tabs.seen(self.workspace.state.tab)
        if view is not None:
            view.show_hovered(record_id)

    def current_view(self) -> View:
        """The view of the tab that is shown."""
        return self.tabs.view(self.workspace.state.tab)

    def view_ids(self) -> list[str]:
        """The ids of all tabs in their order."""
        return self.tabs.view_ids()

    def tab_titles(self) -> dict[str, str]:
        """The title of every tab by its id, as it is read."""
        return {view_id: title.replace("&&", "&") for view_id, title in self.tabs.titles()}

    def step_tab(self, step: int) -> None:
        """Show the next tab, or the one before; round at the ends."""
        self.workspace.show_tab(self.tabs.neighbour(step))

    def tell(self, error: object) -> None:
        """Tell of something in the strip below the tab; it stays until it is put away."""
        offer = None
        if isinstance(error, DamagedLibraryError):
            offer = (tr("What can be done …"), partial(self.mending_wanted.emit, error))
        self.message.say(str(error), offer=offer)

    @Slot(str)
    def hint(self, words: str) -> None:
        """Say something that is soon of no use: it goes by itself."""
        self.message.say(words, lasting=False)

    @Slot()
    def forget_tour(self) -> None:
        """The tour was put away."""
        self.tour = None
        self.tour_put_away.emit()

    @Slot(object)
    def tell_failure(self, error: Exception) -> None:
        """Tell of any error: the one place of the window where errors become sentences.

        One nobody foresaw is logged, and the file looked over: most often it is damaged.
        """
        if isinstance(error, LibraryChangedError):  # it is being read again
            self.hint(str(error))
            return
        self.failures.append(error)
        if (known := as_known(error)) is not None:
            self.tell(known)
            return
        from spexplorer.support.log import log_crash

        where = log_crash(error)
        if not self._closed:
            self.workspace.find_cause(partial(self._tell_cause, where))

    def _tell_cause(self, where: str, cause: AppError | None) -> None:
        if cause is not None:
            self.tabs.explain(cause)
            self.panels.explain(cause)
        self.tell(cause or unforeseen_words(where))

    def restyle(self, theme: Theme) -> None:
        """Take another theme, live."""
        self.theme = theme
        for dock in self.docks():
            dock.setFont(self.font())
        if self.fontMetrics().averageCharWidth() != self._letters:
            self.size_docks()
        parts = (self.tabs, self.record_panel, self.tools, self.facets, self.charts, self.panels)
        for part in parts:
            if part is not None:
                part.restyle(theme)

    def createPopupMenu(self) -> QMenu:
        """The menu of tool bars and titles of panels: opening and closing the panels."""
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        menu.addActions(list(self.tools.panels.values()))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Rows take the right button as a choice, and leave it to us: the menu of their record follows."""
        current, child = self.workspace.state.current, self.childAt(event.pos())
        if current is None or child is None or not self.tabs.isAncestorOf(child):
            super().contextMenuEvent(event)
            return
        self._pop_up_record_menu(current, event.globalPos(), _row_actions(child))
        event.accept()

    # As slots that are declared: a method that is first known when it is connected makes a new kind of
    # widget of this one, which Qt polishes and paints once more with all that it holds.

    @Slot(object, object)
    def show_record_menu(self, record_id: str, at: QPoint) -> None:
        """Open the menu of a record at a place of the screen."""
        self._pop_up_record_menu(record_id, at, [])

    def _pop_up_record_menu(self, record_id: str, at: QPoint, further: list[QAction]) -> None:
        if self.workspace.reader.row(record_id) is not None:
            self.record_menu(record_id, further).popup(at)

    def record_menu(self, record_id: str, further: Sequence[QAction] = ()) -> QMenu:
        """The menu of a record; `further` is what its row offers beside."""
        from spexplorer.ui.panels.record_menu import record_menu

        return record_menu(self.record_commands(record_id), further)

    def record_commands(self, record_id: str) -> RecordCommands:
        """What can be done with a record in this window."""
        from spexplorer.ui.panels.record_menu import RecordCommands

        # A dialog or menu below the window itself would take the colours of its panels.
        return RecordCommands(
            record_id, self.workspace, self.theme, self.hint, self.centre, self.change_record
        )

    def drag_data(self, record_ids: Sequence[str]) -> QMimeData:
        """Records that are dragged out of a list are citations to others."""
        from spexplorer.ui.panels.citation_data import CitationData

        return CitationData(self.workspace, record_ids)

    def change_record(self, verb: str, record_id: str) -> None:
        """Edit, duplicate, note or delete a record."""
        self.change_wanted.emit(verb, record_id)

    # -- closing --------------------------------------------------------------------------------

    def saved_layout(self) -> tuple[QByteArray, QByteArray, str]:
        """Geometry, places of the panels and which are wanted, to be restored at the next start."""
        self.panels.widen(RECORD, False)  # a form that is open has its room for now alone
        return self.saveGeometry(), *self.panels.saved()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        if self.record_panel is not None:
            self.record_panel.keep_draft()
        self.workspace.close()
        super().closeEvent(event)


def _row_actions(widget: QWidget) -> list[QAction]:
    """What the table that a widget is part of offers on its rows."""
    from spexplorer.ui.lists.record_table import RecordTable

    table = widget.parentWidget()
    return table.menu_actions() if isinstance(table, RecordTable) else []


def unforeseen_words(where: str) -> str:
    """The sentence for an error that no fault of the file explains."""
    return tr("Something unforeseen went wrong here; nothing was lost; {where}.", where=where)


def _as_the_system() -> tuple[str, float]:
    return "system", 1.0
