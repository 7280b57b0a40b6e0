"""Makes the views of the tabs: reads what one needs on a worker thread, then builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from spexplorer.support.threads import undivided
from spexplorer.ui.shell.view_registry import import_page
from spexplorer.ui.translation import tr
from spexplorer.ui.view import FailedView, View, ViewSpec

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme
    from spexplorer.workspace.workspace import Workspace


class TabMaker(QObject):
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
                import_page(spec.view_id)
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
        return FailedView(self._workspace, theme, tr(spec.title))

    def _made(self, spec: ViewSpec, theme: Theme) -> View:
        if spec.prepare is None:
            self._materials.pop(spec.view_id, None)
            return spec.make(self._workspace, theme)
        if spec.view_id not in self._materials:
            self._materials[spec.view_id] = spec.prepare(self._workspace.reader)
        return spec.make(self._workspace, theme, self._materials.pop(spec.view_id))
