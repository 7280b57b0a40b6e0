"""The main window: tool bar, tabs, docks, status line. It hosts views and knows no field of any.

Built in two steps, because importing pyqtgraph costs three times as much as the window itself: first
the shell with the first tab's rows is painted, then charts and index follow.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDockWidget,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.chips import Chips
from spexplorer.ui.inspector import Inspector
from spexplorer.ui.menus import build_menus
from spexplorer.ui.search_box import SearchBox
from spexplorer.ui.status_line import StatusLine
from spexplorer.ui.tab_host import TabHost
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme, icon
from spexplorer.ui.view_registry import discover
from spexplorer.ui.widgets.message_strip import MessageStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    # PySide makes a class when it is first named: what only annotations name would cost the start.
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QCloseEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.trace import Trace
    from spexplorer.ui.charts_dock import LinkedCharts
    from spexplorer.ui.facets_panel import FacetsPanel
    from spexplorer.ui.view import View
    from spexplorer.workspace.workspace import Workspace


class MainWindow(QMainWindow):
    """One window on one library. `ready` comes when every visible chart has its data."""

    ready = Signal()
    theme_wanted = Signal(str)
    text_size_wanted = Signal(object)
    library_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme, trace: Trace) -> None:
        super().__init__()
        self.workspace = workspace
        self.theme = theme
        self.trace = trace
        self._facets: FacetsPanel | None = None
        self._charts: LinkedCharts | None = None
        self._closed = False
        self._shown = workspace.state
        self.began: Callable[[], int] = trace.now
        self.setWindowTitle(
            tr("{library} – Soft Power Explorer", library=workspace.reader.about.get("name", ""))
        )
        self.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks
        )
        self._build_tabs()
        self._build_docks()
        self._build_tool_bar()
        self.status = StatusLine(workspace)
        self.setStatusBar(self.status)
        self.actions_by_name = build_menus(self)
        workspace.changed.connect(self._show_state)
        workspace.failed.connect(self.tell)
        workspace.tasks.busy.connect(self.status.show_busy)
        workspace.hovered.connect(self._show_hovered)
        workspace.brushed.connect(self._trace_brush)
        self._show_state(workspace.state)

    # -- building -------------------------------------------------------------------------------

    def _build_tabs(self) -> None:
        specs = discover()
        self.workspace.announce_tabs({kind: spec.view_id for spec in specs for kind in spec.kinds})
        self.message = MessageStrip()
        self.tabs = TabHost(specs, self.workspace, self.theme)
        self.tabs.chosen.connect(self.workspace.show_tab)
        self.tabs.failed.connect(self.unforeseen)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.message)
        layout.addWidget(self.tabs)
        self.setCentralWidget(centre)

    def _build_docks(self) -> None:
        self.inspector = Inspector(self.workspace, self.theme)
        self.inspector.followed.connect(self.workspace.go)
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
        self._size_docks()

    def _size_docks(self) -> None:
        """As wide as the text asks for, so that larger text does not squeeze them."""
        letters = self.fontMetrics().averageCharWidth()
        self._letters = letters
        self.resizeDocks(
            [self.facets_dock, self.inspector_dock],
            [letters * 33, letters * 40],
            Qt.Orientation.Horizontal,
        )

    def _dock(self, name: str, title: str, area: Qt.DockWidgetArea, widget: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        heading = QLabel(title)  # the style's own title does not follow the text size
        heading.setObjectName("docktitle")
        dock.setTitleBarWidget(heading)
        dock.setWidget(widget)
        self.addDockWidget(area, dock)
        return dock

    def _build_tool_bar(self) -> None:
        bar = QToolBar(tr("Navigation"))
        bar.setObjectName("navigation")
        bar.setMovable(False)
        bar.setIconSize(QSize(20, 20))
        self.back_action = self._tool(bar, "back", tr("Back"), "Alt+Left")
        self.back_action.triggered.connect(self.workspace.back)
        self.forward_action = self._tool(bar, "forward", tr("Forward"), "Alt+Right")
        self.forward_action.triggered.connect(self.workspace.forward)
        self.addToolBar(bar)
        self.search = SearchBox(self.workspace, self.theme, self.trace, self)
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 50)
        self.search.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        bar.addWidget(self.search)
        self.chips = Chips(self.workspace)
        self.chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(self.chips)
        self.clear_action = self._tool(bar, "clear", tr("Clear all filters"), "Ctrl+Shift+Escape")
        self.clear_action.triggered.connect(self.workspace.clear)

    def _tool(self, bar: QToolBar, name: str, text: str, keys: str) -> QAction:
        action = QAction(icon(name, self.theme, may_rest=True), text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text} ({keys})")
        bar.addAction(action)
        return action

    def complete(self) -> None:
        """Second step: the docks that need the index, and every visible view with its charts."""
        from spexplorer.ui.charts_dock import LinkedCharts
        from spexplorer.ui.facets_panel import FacetsPanel

        self._facets = FacetsPanel(self.workspace, self.theme)
        self._charts = LinkedCharts(self.workspace, self.theme)
        self.facets_dock.setWidget(self._facets)
        self.charts_dock.setWidget(self._charts)
        self._size_charts()
        # The docks find their size in the turns that follow: the charts are painted once, after it.
        self._charts.setUpdatesEnabled(False)
        self._show_state(self.workspace.state)
        QTimer.singleShot(0, self._uncover)

    def _size_charts(self) -> None:
        if self._charts is not None:
            height = self._charts.sizeHint().height()
            self.resizeDocks([self.charts_dock], [height], Qt.Orientation.Vertical)

    def _uncover(self) -> None:
        if self._charts is not None and not self._closed:
            self._charts.setUpdatesEnabled(True)
            self.ready.emit()

    # -- showing --------------------------------------------------------------------------------

    def _show_state(self, state: LinkState) -> None:
        self._trace_until_painted(state)
        self.tabs.show_state(state)
        self.inspector.show_state(state)
        self.chips.show_state(state)
        self.refresh_docks()
        self.status.show_state(state)
        self.back_action.setEnabled(self.workspace.can_go_back())
        self.forward_action.setEnabled(self.workspace.can_go_forward())
        self.clear_action.setEnabled(bool(state.filter.constraints))

    def _trace_until_painted(self, state: LinkState) -> None:
        """A span from here to the painted frame: zero timers fire once waiting paints are done."""
        last, self._shown = self._shown, state
        name = (
            "tab" if state.tab != last.tab else "brush" if state.filter != last.filter else "select"
        )
        if state != last and self.trace.is_on:
            QTimer.singleShot(0, partial(self.trace.span, name, self.began()))

    def _trace_brush(self, _brushed: object) -> None:
        """A span for every move of a brush that is answered."""
        if self.trace.is_on:
            QTimer.singleShot(0, partial(self.trace.span, "brush", self.began()))

    def refresh_docks(self) -> None:
        """Show the present state in docks that were hidden when it came."""
        if self._closed:
            return
        state = self.workspace.state
        if self._facets is not None and self.facets_dock.isVisible():
            self._facets.show_state(state)
        if self._charts is not None and self.charts_dock.isVisible():
            self._charts.show_state(state)

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

    def step_tab(self, step: int) -> None:
        """Show the next tab, or the one before; round at the ends."""
        self.workspace.show_tab(self.tabs.neighbour(step))

    def tell(self, error: object) -> None:
        """Tell of something in the strip above the tabs; nothing has to be clicked away."""
        self.message.say(str(error))

    def unforeseen(self, error: BaseException) -> None:
        """Log an error nobody foresaw, and say so in the strip."""
        from spexplorer.support.log import log_crash

        self.tell(
            tr(
                "Something unforeseen went wrong here; nothing was lost; {where}.",
                where=log_crash(error),
            )
        )

    def restyle(self, theme: Theme) -> None:
        """Take another theme, live."""
        self.theme = theme
        for action in (self.back_action, self.forward_action, self.clear_action):
            action.setIcon(icon(action.objectName(), theme, may_rest=True))
        for dock in (self.facets_dock, self.inspector_dock, self.charts_dock):
            dock.setFont(self.font())
        if self.fontMetrics().averageCharWidth() != self._letters:
            self._size_docks()
            self._size_charts()
        for part in (self.tabs, self.inspector, self.search, self._facets, self._charts):
            if part is not None:
                part.restyle(theme)

    # -- closing --------------------------------------------------------------------------------

    def saved_layout(self) -> tuple[QByteArray, QByteArray]:
        """Geometry and docks, to be restored at the next start."""
        return self.saveGeometry(), self.saveState()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closed = True
        self.workspace.close()
        super().closeEvent(event)
