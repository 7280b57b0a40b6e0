"""The main window: tabs, docks, menus and the status bar. It hosts views and knows no field of any.

Built in two steps, because importing pyqtgraph costs three times as much as the window itself: first
the shell with the first tab's rows is painted, then charts and index follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.kinds import KINDS
from spexplorer.ui.chips import Chips, filter_in_words
from spexplorer.ui.inspector import Inspector
from spexplorer.ui.menus import build_menus
from spexplorer.ui.search_box import SearchBox
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme, icon
from spexplorer.ui.view import FailedView
from spexplorer.ui.view_registry import discover
from spexplorer.ui.widgets.message_strip import MessageStrip

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.trace import Trace
    from spexplorer.ui.charts_dock import LinkedCharts
    from spexplorer.ui.facets_panel import FacetsPanel
    from spexplorer.ui.view import View, ViewSpec
    from spexplorer.workspace.workspace import Workspace


class MainWindow(QMainWindow):
    """One window on one library. `ready` comes when every visible chart has its data."""

    ready = Signal()
    theme_wanted = Signal(str)
    text_size_wanted = Signal(int)
    library_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, trace: Trace) -> None:
        super().__init__()
        self.workspace = workspace
        self.theme = theme
        self.trace = trace
        self._specs: list[ViewSpec] = discover()
        self._views: dict[str, View] = {}
        self._stale: set[str] = set()
        self._closed = False
        self._facets: FacetsPanel | None = None
        self._charts: LinkedCharts | None = None
        workspace.announce_tabs({kind: spec.view_id for spec in self._specs for kind in spec.kinds})
        self.setWindowTitle(
            tr("{library} – Soft Power Explorer", library=workspace.reader.about.get("name", ""))
        )
        self.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self._build_tabs()
        self._build_docks()
        self._build_tool_bar()
        self._build_status()
        self.actions_by_name = build_menus(self)
        workspace.changed.connect(self._show_state)
        workspace.failed.connect(self.tell)
        workspace.tasks.busy.connect(self._show_busy)
        workspace.hovered.connect(self._show_hovered)
        self._show_state(workspace.state)

    # -- building -------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        self.message = MessageStrip()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setIconSize(QSize(16, 16))
        self.tabs.tabBar().setUsesScrollButtons(True)
        for spec in self._specs:
            self.tabs.addTab(QWidget(), icon(spec.icon, self.theme), self._title(spec))
        self.tabs.currentChanged.connect(self._tab_chosen)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs)
        self.setCentralWidget(centre)

    @staticmethod
    def _title(spec: ViewSpec) -> str:
        """A tab's title as Qt takes it, where a single “&” would mark a key."""
        return tr(spec.title).replace("&", "&&")

    def _build_docks(self) -> None:
        self.inspector = Inspector(self.workspace, self.theme)
        self.inspector.followed.connect(self.workspace.go)
        letters = self.fontMetrics().averageCharWidth()
        areas = Qt.DockWidgetArea
        self.facets_dock = self._dock("facets", tr("Facets"), areas.LeftDockWidgetArea, QWidget())
        self.inspector_dock = self._dock(
            "inspector", tr("Inspector"), areas.RightDockWidgetArea, self.inspector
        )
        self.charts_dock = self._dock(
            "charts", tr("Linked charts"), areas.BottomDockWidgetArea, QWidget()
        )
        self.setCorner(Qt.Corner.BottomLeftCorner, areas.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, areas.BottomDockWidgetArea)
        self.resizeDocks(
            [self.facets_dock, self.inspector_dock],
            [letters * 32, letters * 48],
            Qt.Orientation.Horizontal,
        )

    def _dock(self, name: str, title: str, area: Qt.DockWidgetArea, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _build_tool_bar(self) -> None:
        bar = QToolBar(tr("Navigation"))
        bar.setObjectName("navigation")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        self.back_action = self._tool(bar, "back", tr("Back"), "Alt+Left", self.workspace.back)
        self.forward_action = self._tool(
            bar, "forward", tr("Forward"), "Alt+Right", self.workspace.forward
        )
        self.addToolBar(bar)
        self.search = SearchBox(self.workspace, self.theme, self._searched, self)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search.textEdited.connect(self._search_began)
        bar.addWidget(self.search)
        self.chips = Chips(self.workspace)
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(self.chips)
        self.clear_action = self._tool(
            bar, "clear", tr("Clear all filters"), "Ctrl+Shift+Escape", self.workspace.clear
        )

    def _tool(self, bar: QToolBar, name: str, text: str, keys: str, run: object) -> QAction:
        action = QAction(icon(name, self.theme), text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text} ({keys})")
        action.triggered.connect(run)
        bar.addAction(action)
        return action

    def _build_status(self) -> None:
        self._count, self._about, self._task = QLabel(), QLabel(), QLabel()
        about = self.workspace.reader.about
        self._about.setText(f"{about.get('name', '')} · {about.get('version', '')}")
        self._about.setToolTip(str(self.workspace.reader.path))
        self._saved = QLabel(tr("All changes saved"))
        bar = self.statusBar()
        bar.addWidget(self._count, 1)
        for label in (self._about, self._saved, self._task):
            bar.addPermanentWidget(label)

    def complete(self) -> None:
        """Second step: the docks that need the index, and every visible view with its charts."""
        from spexplorer.ui.charts_dock import LinkedCharts
        from spexplorer.ui.facets_panel import FacetsPanel

        self._facets = FacetsPanel(self.workspace, self.theme)
        self._charts = LinkedCharts(self.workspace, self.theme)
        self.facets_dock.setWidget(self._facets)
        self.charts_dock.setWidget(self._charts)
        self.resizeDocks(
            [self.charts_dock], [self._charts.sizeHint().height()], Qt.Orientation.Vertical
        )
        self._stale.update(self._views)
        self._show_state(self.workspace.state)
        self.ready.emit()

    # -- showing --------------------------------------------------------------------------------

    def _show_state(self, state: LinkState) -> None:
        began = self.trace.now()
        at = next((i for i, spec in enumerate(self._specs) if spec.view_id == state.tab), 0)
        if self.tabs.currentIndex() != at:
            blocked = self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(at)
            self.tabs.blockSignals(blocked)
        self._stale.update(spec.view_id for spec in self._specs)
        self._show_view(self._specs[at])
        self.inspector.show_state(state)
        self.chips.show_state(state)
        self.refresh_docks()
        self._show_count(state)
        self.back_action.setEnabled(self.workspace.can_go_back())
        self.forward_action.setEnabled(self.workspace.can_go_forward())
        self.clear_action.setEnabled(bool(state.filter.constraints))
        self.trace.span("state", began)

    def _show_view(self, spec: ViewSpec) -> None:
        """Make a tab's view when it is first seen, and show it the state when it has not seen it."""
        if spec.view_id not in self._views:
            view = self._guarded(lambda: spec.make(self.workspace, self.theme), spec)
            self._views[spec.view_id] = view
            at = self._specs.index(spec)
            blocked = self.tabs.blockSignals(True)
            old = self.tabs.widget(at)
            self.tabs.removeTab(at)
            self.tabs.insertTab(at, view, icon(spec.icon, self.theme), self._title(spec))
            self.tabs.setCurrentIndex(at)
            self.tabs.blockSignals(blocked)
            if old is not None:
                old.deleteLater()
        if spec.view_id in self._stale:
            self._stale.discard(spec.view_id)
            view = self._views[spec.view_id]
            try:
                view.show_state(self.workspace.state)
            except Exception as error:  # a tab that fails must not take the others with it
                self.unforeseen(error)

    def _guarded(self, make: Callable[[], View], spec: ViewSpec) -> View:
        """A tab's view; where it cannot be made, a page that says so."""
        try:
            return make()
        except Exception as error:  # a tab that fails must not take the others with it
            self.unforeseen(error)
            return FailedView(self.workspace, self.theme, tr(spec.title))

    def unforeseen(self, error: BaseException) -> None:
        """Log an error nobody foresaw, and say so in the strip."""
        from spexplorer.support.log import log_crash

        self.tell(
            tr(
                "Something unforeseen went wrong here; nothing was lost; {where}.",
                where=log_crash(error),
            )
        )

    def _show_count(self, state: LinkState) -> None:
        listed = [kind for kind in KINDS if kind != "passage"]
        everything = sum(self.workspace.reader.counts[kind] for kind in listed)
        count = self.workspace.total(listed)
        if count is None or not state.filter.constraints:
            self._count.setText(tr("{n} records", n=f"{everything:,}"))
        else:
            maybe = tr(" ({n} possibly)", n=count.only_possible) if count.only_possible else ""
            self._count.setText(
                tr(
                    "{n} of {all} records{maybe}",
                    n=f"{count.possible:,}",
                    all=f"{everything:,}",
                    maybe=maybe,
                )
            )
        self._count.setToolTip(filter_in_words(self.workspace, state))

    def _show_busy(self, running: int) -> None:
        self._task.setText(tr("Working …") if running else "")

    def _show_hovered(self, record_id: str | None) -> None:
        view = self._views.get(self.workspace.state.tab)
        if view is not None:
            view.show_hovered(record_id)

    def _tab_chosen(self, at: int) -> None:
        self.workspace.show_tab(self._specs[at].view_id)

    def current_view(self) -> View:
        """The view of the tab that is shown."""
        return self._views[self.workspace.state.tab]

    def view_ids(self) -> list[str]:
        """The ids of all tabs in their order."""
        return [spec.view_id for spec in self._specs]

    def tell(self, error: object) -> None:
        """Tell of something in the strip above the tabs; nothing has to be clicked away."""
        self.message.say(str(error))

    def restyle(self, theme: Theme) -> None:
        """Take another theme, live."""
        self.theme = theme
        for at, spec in enumerate(self._specs):
            self.tabs.setTabIcon(at, icon(spec.icon, theme))
        for action in (self.back_action, self.forward_action, self.clear_action):
            action.setIcon(icon(action.objectName(), theme))
        for part in (
            self.inspector,
            self.search,
            self._facets,
            self._charts,
            *self._views.values(),
        ):
            if part is not None:
                part.restyle(theme)

    def tab_titles(self) -> list[tuple[str, str]]:
        """The id and title of every tab in its order."""
        return [(spec.view_id, self._title(spec)) for spec in self._specs]

    def step_tab(self, step: int) -> None:
        """Show the next tab, or the one before; round at the ends."""
        at = (self.tabs.currentIndex() + step) % len(self._specs)
        self.workspace.show_tab(self._specs[at].view_id)

    def refresh_docks(self) -> None:
        """Show the present state in docks that were hidden when it came."""
        if self._closed:
            return
        state = self.workspace.state
        if self._facets is not None and self.facets_dock.isVisible():
            self._facets.show_state(state)
        if self._charts is not None and self.charts_dock.isVisible():
            self._charts.show_state(state)

    # -- evidence and help ----------------------------------------------------------------------------

    def show_evidence(self) -> None:
        """Open the sentence that the current record rests on."""
        from spexplorer.ui.evidence import EvidenceDialog

        current = self.workspace.state.current
        if current is None:
            self.tell(tr("Choose a record first; then E shows the sentence it rests on."))
            return
        dialog = EvidenceDialog(self.workspace, self.theme, current, self)
        dialog.open()

    def show_help(self) -> None:
        """Open the manual."""
        from spexplorer.ui.help import HelpDialog

        HelpDialog(self, "manual").open()

    def show_keys(self) -> None:
        """List every command with its key."""
        from spexplorer.ui.help import KeysDialog

        KeysDialog(self, list(self.actions_by_name.values())).open()

    def show_about(self) -> None:
        """Open what the program and the library say of themselves."""
        from spexplorer.ui.help import AboutDialog

        AboutDialog(self, self.workspace.reader).open()

    # -- tracing, closing -----------------------------------------------------------------------

    def _search_began(self) -> None:
        self.search.began = self.trace.now()

    def _searched(self, began: int) -> None:
        self.trace.span("search", began)

    def saved_layout(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and docks, to be restored at the next start."""
        return self.saveGeometry(), self.saveState()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        self.workspace.close()
        super().closeEvent(event)
