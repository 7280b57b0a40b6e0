"""The tabs: each view is made when it is first seen, and shown a state when it has not seen it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import Theme, icon
from spexplorer.ui.view import FailedView, View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace


class TabHost(QTabWidget):
    """`chosen` carries the id of the tab a person chose, `failed` an exception a view raised.

    A view that fails must not take the others with it: this is the boundary that catches it.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        specs: list[ViewSpec],
        workspace: Workspace,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._specs = specs
        self._views: dict[str, View] = {}
        self._stale = {spec.view_id for spec in specs}
        self.setDocumentMode(True)
        self.setIconSize(QSize(16, 16))
        self.tabBar().setUsesScrollButtons(True)
        for spec in specs:
            self.addTab(QWidget(), icon(spec.icon, theme), _title(spec))
        self.currentChanged.connect(self._choose)

    def view_ids(self) -> list[str]:
        """The ids of all tabs in their order."""
        return [spec.view_id for spec in self._specs]

    def titles(self) -> list[tuple[str, str]]:
        """The id and title of every tab in its order; a title as Qt takes it in menus and tabs."""
        return [(spec.view_id, _title(spec)) for spec in self._specs]

    def kinds(self, view_id: str) -> tuple[str, ...]:
        """The record kinds a tab is the home of."""
        return next(spec.kinds for spec in self._specs if spec.view_id == view_id)

    def neighbour(self, step: int) -> str:
        """The id of the tab some steps from the present one; round at the ends."""
        return self._specs[(self.currentIndex() + step) % len(self._specs)].view_id

    def view(self, view_id: str) -> View:
        """The view of a tab that has been seen."""
        return self._views[view_id]

    def seen(self, view_id: str) -> View | None:
        """The view of a tab, None before it is first seen."""
        return self._views.get(view_id)

    def forget_shown(self) -> None:
        """Every view has to be shown its state again, though the state is the same."""
        self._stale.update(self.view_ids())

    def show_state(self, state: LinkState) -> None:
        """Bring the state's tab to the front and show it the state; the others wait until they are seen."""
        at = next((i for i, spec in enumerate(self._specs) if spec.view_id == state.tab), 0)
        self.forget_shown()
        spec = self._specs[at]
        blocked = self.blockSignals(True)
        if spec.view_id not in self._views:
            self._put(at, spec)
        self.setCurrentIndex(at)
        self.blockSignals(blocked)
        self._stale.discard(spec.view_id)
        try:
            self._views[spec.view_id].show_state(state)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)

    def _put(self, at: int, spec: ViewSpec) -> None:
        """Make a view and put it in the place that was kept for it."""
        self._views[spec.view_id] = self._made(spec)
        kept = self.widget(at)
        self.removeTab(at)
        self.insertTab(at, self._views[spec.view_id], icon(spec.icon, self._theme), _title(spec))
        if kept is not None:
            kept.deleteLater()

    def _made(self, spec: ViewSpec) -> View:
        try:
            return spec.make(self._workspace, self._theme)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)
            return FailedView(self._workspace, self._theme, tr(spec.title))

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        for at, spec in enumerate(self._specs):
            self.setTabIcon(at, icon(spec.icon, theme))
        for view in self._views.values():
            view.restyle(theme)

    def _choose(self, at: int) -> None:
        self.chosen.emit(self._specs[at].view_id)


def _title(spec: ViewSpec) -> str:
    """A tab's title as Qt takes it, where a single “&” would mark a key."""
    return tr(spec.title).replace("&", "&&")
