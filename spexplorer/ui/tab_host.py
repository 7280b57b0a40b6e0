"""The tabs: each view is made when it is first seen, or before that, while nobody does anything."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.operations.reading import Reader
from spexplorer.ui.tab_ahead import Ahead
from spexplorer.ui.text import tr
from spexplorer.ui.theme import Theme
from spexplorer.ui.view import FailedView, View, ViewSpec, WaitingView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_ICON_GAP: Final = 4
"""What a style leaves between the icon and the words of a tab."""

_LARGE: Final = 50_000
"""In a library of more records a tab is read on a worker thread, though it is waited for."""


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
        self._state = workspace.state
        self._views: dict[str, View] = {}
        self._materials: dict[str, object] = {}
        self._asked: set[str] = set()
        self._ahead = Ahead(self, self._make_ahead)
        self._is_large = sum(workspace.reader.counts.values()) > _LARGE
        self.setDocumentMode(True)
        self.setIconSize(QSize(16, 16))
        self.tabBar().setUsesScrollButtons(True)
        for spec in specs:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.addTab(page, _title(spec))
        self._dressed_width = 0
        self._is_dressed = False  # icons come with the first size, which tells whether they fit
        self.currentChanged.connect(self._choose)

    @Slot()
    def make_ahead(self) -> None:
        """Make the tabs nobody has seen yet, once their modules are there and the person rests."""
        self._ahead.start()

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

    def show_state(self, state: LinkState) -> None:
        """Bring the state's tab to the front and show it the state; the others wait until they are seen."""
        self._state = state
        self._ahead.put_off()
        at = next((i for i, spec in enumerate(self._specs) if spec.view_id == state.tab), 0)
        spec = self._specs[at]
        if spec.view_id not in self._views:
            if spec.prepare is not None and self._is_large and not self._is_prepared(spec):
                self._place(at, WaitingView(self._workspace, self._theme))
                self._prepare(at)
            else:
                self._place(at, self._made(spec))
                # Words that come when a page is seen already are laid out a moment late.
                self._show(spec.view_id)
        blocked = self.blockSignals(True)
        self.setCurrentIndex(at)
        self.blockSignals(blocked)
        self._show(spec.view_id)

    def _show(self, view_id: str) -> None:
        try:
            self._views[view_id].show_state(self._state)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)

    # -- making views ---------------------------------------------------------------------------

    def _place(self, at: int, view: View) -> None:
        """Put a view on its page, in the place of what stood there."""
        view_id = self._specs[at].view_id
        held = self._views.get(view_id)
        self._views[view_id] = view
        page = self.widget(at)
        layout = page.layout() if page is not None else None
        assert layout is not None
        layout.addWidget(view)
        if self.isVisible():
            _paint_once(view)
        if held is not None:
            layout.removeWidget(held)
            held.hide()
            held.deleteLater()

    def _made(self, spec: ViewSpec) -> View:
        try:
            if spec.prepare is None:
                return spec.make(self._workspace, self._theme)
            if spec.view_id not in self._materials:
                self._materials[spec.view_id] = spec.prepare(self._workspace.reader)
            material = self._materials.pop(spec.view_id)
            return spec.make(self._workspace, self._theme, material)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)
            return FailedView(self._workspace, self._theme, tr(spec.title))

    def _is_prepared(self, spec: ViewSpec) -> bool:
        return spec.prepare is None or spec.view_id in self._materials

    def _prepare(self, at: int) -> None:
        """Read what a view needs on a worker thread."""
        spec, path = self._specs[at], self._workspace.reader.path
        if spec.view_id in self._asked or spec.prepare is None:
            return
        self._asked.add(spec.view_id)
        prepare = spec.prepare

        def work() -> object:
            with closing(Reader(path)) as reader:
                return prepare(reader)

        def fail(error: Exception) -> None:
            if self._is_waiting(spec):
                self.failed.emit(error)
                self._place(at, FailedView(self._workspace, self._theme, tr(spec.title)))

        def done(material: object) -> None:
            self._materials[spec.view_id] = material
            if self._is_waiting(spec):
                self._place(at, self._made(spec))
                if self._state.tab == spec.view_id:
                    self._show(spec.view_id)

        self._workspace.tasks.start(work, done, fail)

    def _is_waiting(self, spec: ViewSpec) -> bool:
        return isinstance(self._views.get(spec.view_id), WaitingView)

    def _make_ahead(self) -> Iterator[None]:
        """Make the views nobody has seen yet, step by step; each step is a turn of the event loop."""
        for view in self._views.values():  # those that were there before the first paint
            _paint_once(view)
        yield
        for at, spec in enumerate(self._specs):
            if spec.view_id in self._views:
                continue
            self._prepare(at)
            while spec.view_id not in self._views and not self._is_prepared(spec):
                yield
            if spec.view_id in self._views:
                continue
            self._place(at, self._made(spec))
            yield
            self._show(spec.view_id)
            yield
            yield from self._rehearse(at)

    def _rehearse(self, at: int) -> Iterator[None]:
        """Lay out a page that is hidden, so that only painting is left for its first sight."""
        page, shown = self.widget(at), self.currentWidget()
        if page is not None and shown is not None and page is not shown:
            page.resize(shown.size())
            page.grab(page.rect().intersected(page.rect().adjusted(0, 0, 1 - page.width(), 0)))
        yield

    # -- the rest -------------------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self._dress()
        for view in self._views.values():
            view.restyle(theme)

    def _dress(self) -> None:
        """Give the tabs their icons, where there is room for them beside the words."""
        if self._is_dressed:
            self._set_icons(dressed=False)
        words = self.tabBar().sizeHint().width()
        self._dressed_width = words + (self.iconSize().width() + _ICON_GAP) * self.count()
        self._is_dressed = self._dressed_width <= self.width()
        if self._is_dressed:
            self._set_icons(dressed=True)

    def _set_icons(self, *, dressed: bool) -> None:
        # Not before the first paint, unless they fit: QIcon costs 5 ms to be known.
        from PySide6.QtGui import QIcon

        from spexplorer.ui.icons import icon

        for at, spec in enumerate(self._specs):
            self.setTabIcon(at, icon(spec.icon, self._theme) if dressed else QIcon())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_dressed != (self._dressed_width <= self.width()):
            self._dress()

    def _choose(self, at: int) -> None:
        self.chosen.emit(self._specs[at].view_id)


def _paint_once(view: View) -> None:
    """Let every point of a page be painted once when its tab comes to the front.

    All widgets of the page are marked for painting then, and those that cover their parent are painted
    both by it and for themselves. Only lists cover theirs, since they move what they show when scrolled.
    Not before the first paint: the first `viewport` makes PySide look through all widgets there are.
    """
    for area in view.findChildren(QAbstractScrollArea):
        area.viewport().setAutoFillBackground(isinstance(area, QAbstractItemView))
        if isinstance(area, QScrollArea) and (body := area.widget()) is not None:
            body.setAutoFillBackground(False)


def _title(spec: ViewSpec) -> str:
    """A tab's title as Qt takes it, where a single “&” would mark a key."""
    return tr(spec.title).replace("&", "&&")
