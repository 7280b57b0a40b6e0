"""Undo and redo of exploration: what narrowed, compared or selected is taken back, and done again.

One history serves both pairs of arrows. Back and forward go through it step by step, tabs and records
included, as in a browser; undo and redo go to the next step that changed what is shown, and stay with
the tab and the record that a person is at.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from spexplorer.domain.link_state import only
from spexplorer.ui.translation import tr
from spexplorer.words.steps import changes_view, step_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace


class Steps(NamedTuple):
    """What each of the four commands would take back or do, in words; nothing where there is none."""

    undo: str
    redo: str
    back: str
    forward: str


class _Reach(NamedTuple):
    """How many states away a step lies, and the states before and after it."""

    distance: int
    before: LinkState
    after: LinkState


class Undoing:
    """Takes steps back in a workspace's history. `tabs` gives the title of a tab by its id."""

    def __init__(self, workspace: Workspace, tabs: Mapping[str, str]) -> None:
        self._workspace = workspace
        self._tabs = tabs

    def undo(self) -> None:
        """Take back the last step that changed what is shown."""
        reach = self._undone()
        if reach is not None:
            self._travel(reach.distance, back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        reach = self._redone()
        if reach is not None:
            self._travel(reach.distance, back=False)

    def steps(self) -> Steps:
        """What the commands would do now."""
        workspace = self._workspace
        undone, redone, here = self._undone(), self._redone(), workspace.state
        back = workspace.past[-1] if workspace.past else None
        forward = workspace.future[-1] if workspace.future else None
        return Steps(
            self._words(undone.before, undone.after) if undone else "",
            self._words(redone.before, redone.after) if redone else "",
            self._words(back, here) if back else "",
            self._words(here, forward) if forward else "",
        )

    def _words(self, before: LinkState, after: LinkState) -> str:
        return step_in_words(tr, self._workspace.reader, self._tabs, before, after)

    def _undone(self) -> _Reach | None:
        states = [self._workspace.state, *reversed(self._workspace.past)]
        return _first_change(states, back=True)

    def _redone(self) -> _Reach | None:
        states = [self._workspace.state, *reversed(self._workspace.future)]
        return _first_change(states, back=False)

    def _travel(self, distance: int, *, back: bool) -> None:
        workspace = self._workspace
        here = workspace.state
        for _ in range(distance):
            workspace.back() if back else workspace.forward()
        found = workspace.state._replace(tab=here.tab, current=here.current)
        if workspace.state.selected == only(workspace.state.current):
            found = found._replace(selected=only(here.current))
        workspace.set_state(found, remember=False)
        # Who stays where they are leaves a state behind that is the same: nobody would see that step.
        for states in (workspace.past, workspace.future):
            while states and states[-1] == workspace.state:
                states.pop()


def _first_change(states: Sequence[LinkState], *, back: bool) -> _Reach | None:
    """The nearest step among states that lead away from the present one, which comes first."""
    for distance, (nearer, farther) in enumerate(pairwise(states), start=1):
        before, after = (farther, nearer) if back else (nearer, farther)
        if changes_view(before, after):
            return _Reach(distance, before, after)
    return None
