"""Finds the tabs and makes their views: what one needs is read on a worker thread before it is built.

Every module of `ui/views` that defines `view` is a tab.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, Signal

from spexplorer.support.threads import undivided
from spexplorer.ui import views
from spexplorer.ui.translation import tr
from spexplorer.ui.view import FailedView, View, ViewSpec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace

_STRIPS: Final = 4
"""A hidden page is drawn in so many steps: whole it takes 40 ms."""


def discover() -> list[ViewSpec]:
    """The tabs in their order."""
    found = []
    for module in pkgutil.iter_modules(views.__path__):
        spec = getattr(importlib.import_module(f"{views.__name__}.{module.name}"), "view", None)
        if isinstance(spec, ViewSpec):
            found.append(spec)
    return sorted(found, key=lambda spec: spec.order)


def import_page(spec: ViewSpec) -> None:
    """Import what a tab is made of; a tab that is one module is there already."""
    package = importlib.import_module(f"{views.__name__}.{spec.view_id}")
    own = (module.name for module in pkgutil.iter_modules(getattr(package, "__path__", [])))
    for name in (*spec.imports, *(f"{package.__name__}.{one}" for one in own)):
        importlib.import_module(name)


class TabFactory(QObject):
    """`arrived` carries the id of a tab whose material was read, `failed` an exception a tab raised.

    A tab that fails must not take the others with it: what it raises becomes a FailedView.
    """

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._asked: set[str] = set()
        self._materials: dict[str, object] = {}
        self._errors: dict[str, Exception] = {}

    def forget(self) -> None:
        """What was read belongs to an earlier state of the library: read it again when it is wanted."""
        for kept in (self._asked, self._materials, self._errors):
            kept.clear()

    def forget_one(self, spec: ViewSpec) -> None:
        """Read again what one tab needs, when it is wanted."""
        self._asked.discard(spec.view_id)
        self._materials.pop(spec.view_id, None)
        self._errors.pop(spec.view_id, None)

    def is_read(self, spec: ViewSpec) -> bool:
        """Whether a view can be made without importing or reading."""
        return spec.view_id in (*self._materials, *self._errors)

    def read(self, spec: ViewSpec, *, wanted: bool = False) -> None:
        """Import and read what a view needs on a worker thread; `arrived` follows.

        One that is `wanted` does not wait for another that is read ahead. Asking again changes nothing.
        """
        prepare = spec.prepare
        if spec.view_id in self._asked:
            return
        self._asked.add(spec.view_id)
        reader, generation = self._workspace.reader, self._workspace.generation

        def work() -> object:
            with undivided():
                import_page(spec)
            if prepare is None:
                return None
            return prepare(reader.beside())

        def keep(material: object) -> None:
            if generation != self._workspace.generation:  # forgotten meanwhile
                return
            self._materials[spec.view_id] = material
            self.arrived.emit(spec.view_id)

        def fail(error: Exception) -> None:
            if generation != self._workspace.generation:
                return
            self._errors[spec.view_id] = error
            self.arrived.emit(spec.view_id)

        self._workspace.tasks.start(work, keep, fail, long=not wanted)

    def make(self, spec: ViewSpec, theme: Theme) -> View:
        """The view of a tab; what was not read before is read now."""
        error = self._errors.pop(spec.view_id, None)
        if error is None:
            try:
                return self._made(spec, theme)
            except Exception as raised:  # a tab that fails must not take the others with it
                error = raised
        self.failed.emit(error)
        return FailedView(self._workspace, theme, tr(spec.title), error)

    def _made(self, spec: ViewSpec, theme: Theme) -> View:
        if spec.prepare is None:
            self._materials.pop(spec.view_id, None)
            return spec.make(self._workspace, theme)
        if spec.view_id not in self._materials:
            self._materials[spec.view_id] = spec.prepare(self._workspace.reader)
        return spec.make(self._workspace, theme, self._materials.pop(spec.view_id))


def give_size(view: View, shown: QWidget | None) -> None:
    """Give a view that is hidden the size of the page that is shown, and so all that it holds."""
    from PySide6.QtWidgets import QSplitter  # not before the first paint

    page = view.parentWidget()
    if page is None or shown is None or view.isVisible():
        return
    if page is not shown:
        page.resize(shown.size())
    view.resize(shown.size())
    for splitter in view.findChildren(QSplitter):
        splitter.refresh()  # what came since may need more room: only one that is seen looks by itself
    view.grab(QRect(0, 0, 1, 1))


def rehearse(view: View, shown: QWidget | None) -> Iterator[None]:
    """Lay out and draw a hidden view at the size of the page that is shown, step by step."""
    from spexplorer.ui.drawing.canvas import Canvas

    give_size(view, shown)
    for drawing in view.findChildren(Canvas):
        yield
        yield from drawing.lay_out_ahead()
    height = view.height() // _STRIPS + 1
    for top in range(0, view.height(), height):
        yield
        if view.isVisible():
            return
        view.grab(QRect(0, top, view.width(), height))
