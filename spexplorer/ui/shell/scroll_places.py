"""How far the lists and drawings of every tab are scrolled, found again at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spexplorer.domain.link_state import LinkState
    from spexplorer.ui.shell.tab_host import TabHost
    from spexplorer.ui.view import View
    from spexplorer.workspace.saved_views import Scrolled
    from spexplorer.workspace.workspace import Workspace


class ScrollPlaces(QObject):
    """Puts the parts of a tab where they were once the tab is seen and long enough for it.

    Nothing is moved any more once a person has gone to another record or filter, or has scrolled.
    """

    def __init__(self, tabs: TabHost, workspace: Workspace) -> None:
        super().__init__(tabs)
        self._tabs, self._workspace = tabs, workspace
        self._wanted: Scrolled = {}
        self._state = workspace.state
        tabs.shown.connect(self.apply, Qt.ConnectionType.QueuedConnection)

    def give(self, scrolled: Scrolled, state: LinkState) -> None:
        """How far the parts were scrolled when this state was left."""
        self._wanted = {tab: dict(parts) for tab, parts in scrolled.items()}
        self._state = state

    def now(self) -> Scrolled:
        """How far every part is scrolled; of a tab that was not seen again what was given for it."""
        found = {tab: dict(parts) for tab, parts in self._wanted.items()} if self._holds() else {}
        for tab in self._tabs.view_ids():
            if tab in found or (view := self._tabs.seen(tab)) is None:
                continue
            for part, area in _areas(view):
                at = (area.verticalScrollBar().value(), area.horizontalScrollBar().value())
                if at != (0, 0):
                    found.setdefault(tab, {})[part] = at
        return found

    def _holds(self) -> bool:
        """Whether the window still shows what it showed when it was scrolled there."""
        now, then = self._workspace.state, self._state
        return (now.current, now.filter) == (then.current, then.filter)

    @Slot()
    def apply(self) -> None:
        """Scroll the tab in sight to where it was."""
        if not self._wanted:
            return
        if not self._holds():
            self._wanted.clear()
            return
        tab = self._workspace.state.tab
        view = self._tabs.seen(tab)
        if view is None or not view.isVisible() or tab not in self._wanted:
            return
        for part, area in _areas(view):
            if (at := self._wanted[tab].get(part)) is not None:
                for bar, value in zip(_bars(area), at, strict=True):
                    _bring(bar, value)
        if list(_areas(view)):
            del self._wanted[tab]


def _areas(view: View) -> Iterator[tuple[str, QAbstractScrollArea]]:
    """The parts of a tab that scroll, by names that are the same at every start."""
    for at, area in enumerate(view.findChildren(QAbstractScrollArea)):
        yield f"{at} {type(area).__name__}", area


def _bars(area: QAbstractScrollArea) -> tuple[QScrollBar, QScrollBar]:
    return area.verticalScrollBar(), area.horizontalScrollBar()


def _bring(bar: QScrollBar, value: int) -> None:
    """Put a scroll bar to a value; where there is not enough to scroll yet, once there is."""
    bar.setValue(value)
    if bar.value() == value:
        return

    def follow(_least: int, _most: int) -> None:
        bar.setValue(value)
        if bar.value() == value:
            stop()

    def stop(_action: int = 0) -> None:
        bar.rangeChanged.disconnect(follow)
        bar.actionTriggered.disconnect(stop)

    bar.rangeChanged.connect(follow)
    bar.actionTriggered.connect(stop)
