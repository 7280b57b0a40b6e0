"""In a narrow window facets and inspector share one place: as columns of their own neither can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QTabBar, QWidget

from spexplorer.ui.shell.docks import AREAS, DockTitle
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.shell.main_window import MainWindow

_NARROW: Final = 110
"""Below so many letters of width the two panels share a place."""


class DockSharing(QObject):
    """Lays the inspector over the facets where a window is narrow for its text, and apart where it is not.

    Only panels that stand where they do at a first start are moved: who has put them elsewhere keeps them
    there. Choosing a record brings the inspector to the front.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._facets, self._inspector, _ = window.docks()
        self._titles: list[tuple[QDockWidget, DockTitle]] = []
        self._current = window.workspace.state.current
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.arrange)
        window.installEventFilter(self)
        window.workspace.changed.connect(self._show_state)
        self.arrange()

    @property
    def is_shared(self) -> bool:
        """Whether the two panels are in one place, and this has put them there."""
        return bool(self._titles)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._soon.start(0)  # once the layout has done with the event
        return super().eventFilter(watched, event)

    def arrange(self) -> None:
        """Lay the panels over one another, or apart, as the width asks for."""
        letters = self._window.fontMetrics().averageCharWidth()
        narrow = self._window.width() < letters * _NARROW
        if narrow and not self.is_shared and self._are_at_home():
            self._share()
        elif self.is_shared and not (narrow and self._are_together()):
            self.part()

    def part(self) -> None:
        """Give each panel a place of its own again, where they still share one."""
        if not self.is_shared:
            return
        together = self._are_together()
        was_hidden = self._inspector.isHidden()
        if together:
            self._window.addDockWidget(AREAS[1], self._inspector)
            self._inspector.setHidden(was_hidden)
        for dock, title in self._titles:
            dock.setTitleBarWidget(title)
            title.restyle(self._window.theme)
        self._titles = []
        if together:
            self._window.size_docks()

    # -- sharing --------------------------------------------------------------------------------

    def _are_at_home(self) -> bool:
        window = self._window
        docks = (self._facets, self._inspector)
        return (
            not any(dock.isFloating() for dock in docks)
            and [window.dockWidgetArea(dock) for dock in docks] == list(AREAS[:2])
            and not any(window.tabifiedDockWidgets(dock) for dock in docks)
        )

    def _are_together(self) -> bool:
        return self._inspector in self._window.tabifiedDockWidgets(self._facets)

    def _share(self) -> None:
        window = self._window
        hidden = [dock.isHidden() for dock in (self._facets, self._inspector)]
        window.tabifyDockWidget(self._facets, self._inspector)
        for dock, was_hidden in zip((self._facets, self._inspector), hidden, strict=True):
            dock.setHidden(was_hidden)
            title = dock.titleBarWidget()
            if isinstance(title, DockTitle):
                self._titles.append((dock, title))
                dock.setTitleBarWidget(QWidget())  # the tab says what it is
        (self._facets if self._current is None else self._inspector).raise_()
        for bar in window.findChildren(QTabBar):
            if bar.parentWidget() is window:
                bar.setAccessibleName(tr("Facets or inspector"))
        window.size_docks()

    def _show_state(self, state: LinkState) -> None:
        if state.current != self._current:
            self._current = state.current
            if self.is_shared and state.current is not None and not self._inspector.isHidden():
                self._inspector.raise_()
