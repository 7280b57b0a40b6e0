"""Undo and redo: one pair of commands for changes of the library and for steps of the view.

Ctrl+Z takes back what was done last in this window, be it a change or a filter, and the menu and the button
name it before they do. What another session or another window has changed is not reached by it while there
is anything of this window's own to take back; “Undo the last change” always goes through the library's own
history, however old.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from spexplorer.ui.shell.exploration_undo import Undoing
from spexplorer.ui.translation import tr
from spexplorer.words.steps import changes_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spexplorer.domain.link_state import LinkState
    from spexplorer.operations.history import Step
    from spexplorer.workspace.workspace import Workspace

CHANGE: Final = "change"
VIEW: Final = "view"
_REMEMBERED: Final = 500


class UndoWords(NamedTuple):
    """What each command would take back or do, in words; nothing where there is none."""

    undo: str
    redo: str
    back: str
    forward: str
    undo_change: str
    redo_change: str


class Undo(QObject):
    """The order in which changes and steps of the view were done in one window. `told` with a sentence."""

    told = Signal(str)

    def __init__(
        self, workspace: Workspace, tabs: Mapping[str, str], parent: QObject | None = None
    ) -> None:
        """`tabs` gives the title of a tab by its id."""
        super().__init__(parent)
        self._workspace = workspace
        self._views = Undoing(workspace, tabs)
        self._done: list[str] = []
        self._undone: list[str] = []
        workspace.stepped.connect(self._note_view)
        workspace.editing.done.connect(self._note_change)

    @Slot(object, object)
    def _note_view(self, before: LinkState, after: LinkState) -> None:
        if changes_view(before, after):
            self._note(VIEW)

    @Slot()
    def _note_change(self) -> None:
        self._note(CHANGE)

    def _note(self, what: str) -> None:
        self._done.append(what)
        del self._done[:-_REMEMBERED]
        self._undone.clear()

    # -- what comes next --------------------------------------------------------------------------

    def next_undo(self) -> str:
        """Whether undo takes back a change or a step of the view; "" where there is neither."""
        return self._next(self._done, self._views.steps().undo, self._workspace.editing.undo_step)

    def next_redo(self) -> str:
        """The same of redo."""
        return self._next(self._undone, self._views.steps().redo, self._workspace.editing.redo_step)

    @staticmethod
    def _next(order: list[str], view: str, change: Step | None) -> str:
        there = {VIEW: bool(view), CHANGE: change is not None}
        for what in reversed(order):
            if there[what]:
                return what
        return next((what for what in (VIEW, CHANGE) if there[what]), "")

    def words(self) -> UndoWords:
        """What the commands would do now."""
        steps, editing = self._views.steps(), self._workspace.editing
        undo_change, redo_change = _label(editing.undo_step), _label(editing.redo_step)
        undo = undo_change if self.next_undo() == CHANGE else steps.undo
        redo = redo_change if self.next_redo() == CHANGE else steps.redo
        return UndoWords(undo, redo, steps.back, steps.forward, undo_change, redo_change)

    # -- commands ---------------------------------------------------------------------------------

    @Slot()
    def undo(self) -> None:
        """Take back what was done last."""
        what = self.next_undo()
        _move(what, self._done, self._undone)
        if what == CHANGE:
            self._undo_change()
        elif what == VIEW:
            self._views.undo()

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        what = self.next_redo()
        _move(what, self._undone, self._done)
        if what == CHANGE:
            self._redo_change()
        elif what == VIEW:
            self._views.redo()

    @Slot()
    def undo_change(self) -> None:
        """Take back the last change of the library, whoever made it and when."""
        if self._workspace.editing.undo_step is not None:
            _move(CHANGE, self._done, self._undone)
            self._undo_change()

    @Slot()
    def redo_change(self) -> None:
        """Do again the change that was taken back last."""
        if self._workspace.editing.redo_step is not None:
            _move(CHANGE, self._undone, self._done)
            self._redo_change()

    def _undo_change(self) -> None:
        label = _label(self._workspace.editing.undo_step)
        said = tr("Taken back: {step}. Ctrl+Shift+Z does it again.", step=label)
        self._workspace.editing.undo(lambda _committed: self.told.emit(said))

    def _redo_change(self) -> None:
        label = _label(self._workspace.editing.redo_step)
        said = tr("Done again: {step}.", step=label)
        self._workspace.editing.redo(lambda _committed: self.told.emit(said))


def _label(step: Step | None) -> str:
    if step is None:
        return ""
    from spexplorer.words.history import step_label  # all record classes come with it

    return step_label(tr, step.action, step.parts)


def _move(what: str, source: list[str], target: list[str]) -> None:
    """Take the last of a sort from one list to the other, with all that came after it and is gone."""
    if not what:
        return
    while source:
        if source.pop() == what:
            break
    target.append(what)
