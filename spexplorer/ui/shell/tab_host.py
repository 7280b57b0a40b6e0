"""The tabs: each view is made when it is first seen, or before that, while nobody does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spexplorer.domain.changes import NOTHING
from spexplorer.support.errors import LibraryChangedError
from spexplorer.ui.shell.empty_library import EmptyLibraryView, is_empty
from spexplorer.ui.shell.tab_strip import TabStrip
from spexplorer.ui.startup.idle_steps import IdleSteps
from spexplorer.ui.startup.tab_factory import TabFactory, give_size, rehearse
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import FailedView, View, ViewSpec, WaitingView
from spexplorer.ui.widgets.text import plain_caption
from spexplorer.ui.widgets.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.link_state import LinkState
    from spexplorer.support.errors import AppError
    from spexplorer.workspace.workspace import Workspace


class TabHost(QStackedWidget):
    """The pages of the tabs; `strip` is what they are chosen in, which the window places.

    `chosen` carries the id of the tab a person chose, `failed` an exception a view raised.

    A view that fails must not take the others with it: this is the boundary that catches it.
    """

    chosen = Signal(object)
    failed = Signal(object)
    rehearsed = Signal()
    shown = Signal()
    """The tab in sight was shown the state."""
    new_wanted = Signal()
    library_wanted = Signal()
    bundled_wanted = Signal()

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
        self._changes: dict[str, ChangeSet] = {}
        """What has changed since a view last took changes in: hidden ones wait until they are seen."""
        self._factory = TabFactory(workspace, self)
        self._factory.arrived.connect(self._take)
        self._factory.failed.connect(self.failed)
        self._ahead = IdleSteps(self, self._make_ahead)
        self._ahead.done.connect(self.rehearsed)
        for _ in specs:
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.addWidget(page)
        self.strip = TabStrip(specs, theme)
        self.strip.chosen.connect(self._choose)
        workspace.refreshed.connect(self._mark)

    @Slot()
    def make_ahead(self) -> None:
        """Make the tabs nobody has seen yet, once their modules are there and the person rests."""
        self._ahead.start()

    @property
    def is_rehearsed(self) -> bool:
        """Whether every tab is made, laid out and shown the state that stood when nobody did anything."""
        return self._ahead.is_done

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
        if spec.view_id not in self._views or not self._is_refreshed(spec.view_id):
            self._bring(at)
        self.strip.show_tab(at)
        self.setCurrentIndex(at)
        self._show(spec.view_id)

    @Slot(object)
    def _mark(self, changes: ChangeSet) -> None:
        """The library has changed: every view takes that in when it is next shown."""
        self._factory.forget()
        for view_id in self._views:
            self._changes[view_id] = self._changes.get(view_id, NOTHING) | changes

    def _is_refreshed(self, view_id: str) -> bool:
        """Let a view take in what has changed; False when it has to be made anew."""
        changes = self._changes.pop(view_id, NOTHING)
        if not changes:
            return True
        try:
            return self._views[view_id].refresh(changes)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)
            return False

    def _show(self, view_id: str) -> None:
        for _ in self._showing(self._views[view_id]):
            pass
        self.shown.emit()

    def _showing(self, view: View) -> Iterator[None]:
        try:
            yield from view.showing(self._state)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)
            self._replace(view, error)

    def _replace(self, view: View, error: Exception) -> None:
        """Say in the place of a view that it failed; nobody would know what of it can be trusted."""
        view_id = next((key for key, held in self._views.items() if held is view), None)
        if view_id is not None:
            at = self.view_ids().index(view_id)
            failed = FailedView(self._workspace, self._theme, tr(self._specs[at].title), error)
            self._place(at, failed)

    @Slot()
    def _try_again(self) -> None:
        """Make the tab in sight anew."""
        at = self.currentIndex()
        self._factory.forget_one(self._specs[at])
        self._bring(at)

    def explain(self, error: AppError) -> None:
        """Say in the tabs that failed for reasons nobody foresaw what was found to be the cause."""
        for view in self._views.values():
            if isinstance(view, FailedView):
                view.explain(error)

    # -- making views ---------------------------------------------------------------------------

    def _bring(self, at: int) -> None:
        """Make the view of a tab that is wanted; while that is being read, its page is empty."""
        spec = self._specs[at]
        if is_empty(self._workspace.reader):
            self._place(at, self._empty_view())
            return
        if self.isVisible() and not self._factory.is_read(spec):
            self._place(at, WaitingView(self._workspace, self._theme))
            self._factory.read(spec, wanted=True)
            return
        self._place(at, self._factory.make(spec, self._theme))
        # Words that come when a page is seen already are laid out a moment late.
        self._show(spec.view_id)

    @Slot(object)
    def _take(self, view_id: str) -> None:
        """What a tab needs was read: make its view, if a person waits for it."""
        at = next(i for i, spec in enumerate(self._specs) if spec.view_id == view_id)
        if isinstance(self._views.get(view_id), WaitingView):
            Turns(self._making_safely(at), self)
        self._ahead.go_on()

    def _place(self, at: int, view: View) -> None:
        """Put a view on its page, in the place of what stood there."""
        view_id = self._specs[at].view_id
        held = self._views.get(view_id)
        self._views[view_id] = view
        if isinstance(view, FailedView):
            view.again_wanted.connect(self._try_again)
        layout = self._layout(at)
        if layout.indexOf(view) < 0:
            layout.addWidget(view)
        if self.isVisible():
            _paint_once(view)
        if held is not None:
            layout.removeWidget(held)
            held.hide()
            held.deleteLater()
        view.show()

    def _empty_view(self) -> View:
        view = EmptyLibraryView(self._workspace, self._theme)
        view.new_wanted.connect(self.new_wanted)
        view.other_wanted.connect(self.library_wanted)
        view.bundled_wanted.connect(self.bundled_wanted)
        return view

    def _layout(self, at: int) -> QLayout:
        page = self.widget(at)
        layout = page.layout() if page is not None else None
        assert layout is not None
        return layout

    def _is_made(self, at: int) -> bool:
        view = self._views.get(self._specs[at].view_id)
        return view is not None and not isinstance(view, WaitingView)

    def _make_ahead(self) -> Iterator[None]:
        """Make the views nobody has seen yet, step by step; each step is a turn of the event loop."""
        for view in self._views.values():  # those that were there before the first paint
            _paint_once(view)
        yield
        if not self._workspace.is_large:  # whose index is being built at this time
            # Half of what a first sight costs, done for all of them while others would be half made.
            yield from self._read_ahead(self._specs)
        for at, spec in enumerate(self._specs):
            yield from self._read_ahead([spec])
            yield from self._alone(self._making_safely(at))
        if self._workspace.is_large:
            yield from self._alone(self._rehearse_again())

    def _alone(self, steps: Iterator[None]) -> Iterator[None]:
        """Steps that nobody waits for: in a large library none is taken while a worker is at work.

        They would share the interpreter with it, and each would take twice its time.
        """
        tasks = self._workspace.tasks
        for _ in steps:
            yield
            while self._workspace.is_large and tasks.are_running:
                yield

    def _read_ahead(self, specs: list[ViewSpec]) -> Iterator[None]:
        """Read what tabs need that nobody has seen yet, one after the other."""
        for spec in specs:
            if spec.view_id in self._views:
                continue
            self._factory.read(spec)
            while not self._factory.is_read(spec):
                yield

    def _rehearse_again(self) -> Iterator[None]:
        """What is counted on a worker came after the first rehearsal: draw that too, out of sight."""
        yield
        for view_id, view in list(self._views.items()):
            if self._views[view_id] is view and not view.isVisible():
                try:
                    yield from self._rehearsing(view_id)
                except Exception as error:  # as above
                    self.failed.emit(error)
                    self._replace(view, error)

    def _rehearsing(self, view_id: str) -> Iterator[None]:
        """Rehearse a view, unless it is made anew meanwhile."""
        view = self._views[view_id]
        for _ in rehearse(view, self.currentWidget()):
            yield
            if self._views[view_id] is not view:
                return

    def _making_safely(self, at: int) -> Iterator[None]:
        """The same; where a step fails, the page says so."""
        try:
            yield from self._making(at)
        except LibraryChangedError:  # it was made of a state of the library that is gone by now
            self._factory.forget_one(self._specs[at])
            if isinstance(self._views.get(self._specs[at].view_id), WaitingView):
                self._bring(at)
        except Exception as error:  # a tab that fails must not take the others with it
            self.failed.emit(error)
            spec = self._specs[at]
            self._place(at, FailedView(self._workspace, self._theme, tr(spec.title), error))

    def _making(self, at: int) -> Iterator[None]:
        """Make a view out of sight, with its words in place, before it is put on its page."""
        spec = self._specs[at]
        if self._is_made(at):
            return
        empty = is_empty(self._workspace.reader)
        view = self._empty_view() if empty else self._factory.make(spec, self._theme)
        yield
        if not self._is_made(at):
            view.hide()
            self._layout(at).addWidget(view)
            yield
            give_size(view, self.currentWidget())
            yield
            for _ in view.ahead():
                yield
            yield from self._showing(view)
            yield
        if self._is_made(at):  # a person was faster
            view.deleteLater()
            return
        self._place(at, view)
        self._show(spec.view_id)  # what has changed since
        yield
        if self._views[spec.view_id] is view:
            yield from self._rehearsing(spec.view_id)

    # -- the rest -------------------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Take another theme."""
        self._theme = theme
        self.strip.restyle(theme)
        for view in self._views.values():
            view.restyle(theme)

    @Slot(object)
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
    return plain_caption(tr(spec.title))
