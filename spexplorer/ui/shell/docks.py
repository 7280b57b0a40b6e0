"""The panels about the tabs: facets, inspector, linked charts. They can be moved, hidden, brought back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Generator

    from PySide6.QtCore import QByteArray
    from PySide6.QtWidgets import QToolButton

    from spexplorer.ui.panels.charts_panel import LinkedCharts
    from spexplorer.ui.panels.facets_panel import FacetsPanel
    from spexplorer.ui.shell.main_window import MainWindow
    from spexplorer.ui.style.theme import Theme

AREAS: Final = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)
"""Where the panels stand at a first start, in the order of `MainWindow.docks`."""

_FACETS: Final = 38
_INSPECTOR: Final = 40
"""So many letters wide at a first start."""

_LARGEST_SHARE: Final = 0.23
_SHARED: Final = 0.27
_INSPECTOR_SHARE: Final = 0.18
"""Never more than one share of a window, another where both are in one place; the inspector takes the
last where there is room."""


_LINES: Final = 19
_HIGHEST_SHARE: Final = 0.31
"""The charts are so many lines of text high, but never more than a share of the window."""


class DockTitle(QWidget):
    """What heads a panel: its name, tools that concern the whole of it, and hiding it.

    The style's own title does not follow the text size, nor does it take the keyboard.
    """

    def __init__(self, title: str, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._dock = dock
        self._title = title
        self._hide: QToolButton | None = None
        heading = QLabel(title)
        heading.setObjectName("docktitle")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, GRID, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(heading)
        self._row.addStretch(1)

    def furnish(self, theme: Theme) -> None:
        """Add the button that hides the panel, which no first paint waits for."""
        from PySide6.QtWidgets import QToolButton

        self._hide = QToolButton()
        self._hide.setObjectName("hide")
        self._hide.setAccessibleName(tr("Hide {panel}", panel=self._title))
        self._hide.setToolTip(tr("Hide {panel}; the menu Window brings it back", panel=self._title))
        self._hide.clicked.connect(self._dock.hide)
        self._row.addWidget(self._hide)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        if self._hide is None:
            return  # what is furnished later wears the theme of then
        from spexplorer.ui.style.icons import icon

        size = max(14, round(self.fontMetrics().height() * 0.9))
        self._hide.setIconSize(QSize(size, size))
        self._hide.setIcon(icon("close", theme, "muted", size=size))

    def add_tools(self, tools: QWidget) -> None:
        """Put tools beside the name."""
        self._row.insertWidget(1, tools)


def add_docks(window: QMainWindow) -> tuple[QDockWidget, QDockWidget, QDockWidget]:
    """Give a window its three panels, empty for now."""
    facets = _dock(window, "facets", tr("Facets"), AREAS[0])
    inspector = _dock(window, "inspector", tr("Inspector"), AREAS[1])
    charts = _dock(window, "charts", tr("Linked charts"), AREAS[2])
    charts.setWidget(_Room())
    window.setCorner(Qt.Corner.BottomLeftCorner, AREAS[2])
    window.setCorner(Qt.Corner.BottomRightCorner, AREAS[2])
    return facets, inspector, charts


def size_of_charts(panel: QWidget) -> QSize:
    """High enough for a title, a legend, ten bars and a sentence, but never half the window."""
    wanted = panel.fontMetrics().height() * _LINES
    return QSize(800, min(wanted, round(panel.window().height() * _HIGHEST_SHARE)))


class _Room(QWidget):
    """Stands where the charts will: as high as they, so that nothing moves when they come."""

    def sizeHint(self) -> QSize:
        return size_of_charts(self)


def _dock(window: QMainWindow, name: str, title: str, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    dock.setAccessibleName(title)
    dock.setTitleBarWidget(DockTitle(title, dock))
    dock.setWidget(QWidget())
    window.addDockWidget(area, dock)
    return dock


def size_docks(window: MainWindow) -> None:
    """As large as the text asks for, so that larger text does not squeeze them; never most of a window."""
    facets, inspector, charts = window.docks()
    letters = window.fontMetrics().averageCharWidth()
    # A window that is not shown yet has no size to speak of.
    share = _SHARED if inspector in window.tabifiedDockWidgets(facets) else _LARGEST_SHARE
    most = round(window.width() * share) if window.isVisible() else window.maximumWidth()
    inspected = max(letters * _INSPECTOR, round(window.width() * _INSPECTOR_SHARE))
    window.resizeDocks(
        [facets, inspector],
        [min(letters * _FACETS, most), min(inspected, most)],
        Qt.Orientation.Horizontal,
    )
    if (panel := charts.widget()) is not None:
        window.resizeDocks([charts], [panel.sizeHint().height()], Qt.Orientation.Vertical)


def fill_docks(window: MainWindow) -> Generator[None, None, tuple[FacetsPanel, LinkedCharts]]:
    """Give facets and charts their panels, a piece a turn.

    To make them all at once would hold the window for a tenth of a second.
    """
    from spexplorer.ui.panels.charts_panel import LinkedCharts
    from spexplorer.ui.panels.facets_panel import FacetsPanel

    charts = LinkedCharts(window.workspace, window.theme)
    charts.told.connect(window.hint)
    window.charts_dock.setWidget(charts)
    complete_docks(window, charts)
    facets = FacetsPanel(window.workspace, window.theme)
    yield
    yield from charts.furnish()
    window.facets_dock.setWidget(facets)
    yield
    return facets, charts


def complete_docks(window: MainWindow, charts: LinkedCharts) -> None:
    """Put the tools of the charts beside their title; once the window is ready, panels share a place."""
    title = window.charts_dock.titleBarWidget()
    assert isinstance(title, DockTitle)
    title.add_tools(charts.modes)
    window.ready.connect(partial(_let_share, window))
    window.ready.connect(charts.keep_least_height)


def _let_share(window: MainWindow) -> None:
    from spexplorer.ui.shell.dock_sharing import DockSharing

    DockSharing(window)


def layout_of(window: MainWindow) -> QByteArray:
    """How the panels are laid out, as the next start shall find them."""
    from spexplorer.ui.shell.dock_sharing import DockSharing

    for sharing in window.findChildren(DockSharing):
        sharing.part()
    return window.saveState()
