"""Which events are chosen: one, several, the next; between places in the list order and record ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import Qt

from spexplorer.readings.timeline.chronology import Chronology

if TYPE_CHECKING:
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace

_PREFIX: Final = "event:"
_MOST: Final = 1000
"""A selection from one event to another holds no more than this."""


def extends(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether keys held at a click extend the selection."""
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return bool(modifiers & keys)


class EventSelection:
    """Tells the workspace what a person chose on the timeline."""

    def __init__(self, workspace: Workspace, chronology: Chronology) -> None:
        self._workspace = workspace
        self._chronology = chronology

    # -- places and ids -------------------------------------------------------------------------

    def place(self, record_id: str | None) -> int | None:
        """The place of an event; None for what is none."""
        if record_id is None or not record_id.startswith(_PREFIX):
            return None
        known = self._chronology.titles.place(record_id)
        return self._chronology.events.at(record_id) if known is None else known

    def places(self, state: LinkState) -> tuple[int | None, frozenset[int]]:
        """The places of the current event and of all that are selected."""
        found = (self.place(record_id) for record_id in state.selected)
        return self.place(state.current), frozenset(at for at in found if at is not None)

    def _id(self, at: int) -> str:
        return self._chronology.titles.row(at).id

    # -- doing ----------------------------------------------------------------------------------

    def choose(self, at: int) -> None:
        """Make an event the current record, selected alone."""
        self._workspace.go(self._id(at))

    def pick(self, at: int, modifiers: Qt.KeyboardModifier) -> None:
        """Add an event to the selection or take it away; with Shift all from the current one to it."""
        state, chosen = self._workspace.state, self._id(at)
        begin = self.place(state.current)
        if modifiers & Qt.KeyboardModifier.ShiftModifier and begin is not None:
            selected = state.selected | self._between(begin, at)
        else:
            selected = state.selected ^ {chosen}
        current = chosen if chosen in selected else next(iter(sorted(selected)), None)
        self._workspace.set_state(state._replace(selected=selected, current=current))

    def _between(self, begin: int, end: int) -> frozenset[str]:
        """The ids of what passes from one event to another in time order."""
        rows = self._chronology.shown.rows
        low, high = np.searchsorted(rows, [min(begin, end), max(begin, end) + 1])
        places = rows[low:high] if begin <= end else rows[low:high][::-1]
        return frozenset(row.id for row in self._chronology.titles.rows(places[:_MOST].tolist()))

    def choose_all(self) -> None:
        """Select what passes and is in sight, the first `_MOST` of it in time order."""
        places = self._chronology.in_sight(_MOST)
        if not places:
            return
        ids = [row.id for row in self._chronology.titles.rows(places)]
        state = self._workspace.state
        current = state.current if state.current in ids else ids[0]
        self._workspace.set_state(state._replace(selected=frozenset(ids), current=current))

    def step(self, step: int, *, extends: bool) -> None:
        """The next event in time order; from none, the first one in sight."""
        state = self._workspace.state
        wanted = self._chronology.stepped(self.place(state.current), step)
        if wanted is None:
            return
        chosen = self._id(wanted)
        if extends:
            selected = state.selected | {chosen}
            self._workspace.set_state(state._replace(selected=selected, current=chosen))
        else:
            self._workspace.go(chosen)

    def let_go(self) -> None:
        """Clear the selection; where nothing is selected, the period."""
        state = self._workspace.state
        if state.selected or state.current is not None:
            self._workspace.set_state(state.at(None))
        else:
            self._workspace.widen("period")

    def point(self, at: int | None) -> None:
        """Tell what is under the pointer."""
        self._workspace.hovered.emit(None if at is None else self._id(at))
