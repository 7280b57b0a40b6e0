"""The list beside the drawing: the same events in time order, each row fetched when it is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent

from spexplorer.readings.tables import TableContent
from spexplorer.readings.timeline.chronology import Chronology
from spexplorer.readings.timeline.filtered import CERTAIN
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.selection import extends


class ListedEvents(TableContent):
    """What passes of a chronology: by rank where a period is held, else in time order.

    `place_of` gives the place of an event in the list order of its library (see `Events`).
    """

    def __init__(
        self, chronology: Chronology, place_of: Callable[[str | None], int | None]
    ) -> None:
        self._titles, self._shown = chronology.titles, chronology.shown
        self._places = self._shown.listed
        self._order = np.argsort(self._places, kind="stable")
        self._place_of = place_of

    def __len__(self) -> int:
        return len(self._places)

    def rows(self, first: int, last: int) -> Sequence[Any]:
        """Some of the rows, fetched together."""
        return self._titles.rows(self._places[first:last].tolist())

    def event(self, row: int) -> int:
        """The place of the event in a row."""
        return int(self._places[row])

    def text(self, at: int, row: Any, column: str) -> str:
        """The label with its signs."""
        return self._titles.title(self.event(at))

    def detail(self, at: int, row: Any) -> str:
        """The line of detail."""
        return str(row.detail)

    def tip(self, at: int, row: Any, column: str) -> str:
        """All of the words, the signs in words."""
        signs = self._titles.sign_words(self.event(at))
        return " – ".join(filter(None, (row.label, row.detail, signs)))

    def spoken(self, at: int, row: Any, column: str) -> str:
        """The same."""
        return self.tip(at, row, column)

    def is_certain(self, at: int) -> bool:
        """Whether the event of a row passes the filter for certain."""
        return bool(self._shown.certain[self._places[at]])

    def place(self, record_id: str) -> int | None:
        """The row of an event; None when it is not among the rows."""
        event = self._place_of(record_id)
        if event is None:
            return None
        found = int(np.searchsorted(self._places, event, sorter=self._order))
        row = int(self._order[found]) if found < len(self._order) else -1
        return row if row >= 0 and self._places[row] == event else None


@guarded
class EventTable(RecordTable):
    """Clicks and arrows with Ctrl or Shift extend the selection, which is that of the whole tab."""

    joined = Signal(object, object)
    stepped = Signal(object)
    all_wanted = Signal()
    let_go = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and extends(event.modifiers()):
            self.joined.emit(self.records.record_id(index.row()), event.modifiers())
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not extends(event.modifiers()):  # else the press was no click on the row
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.stepped.emit(step)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)


class EventList(RecordList):
    """The record list of the timeline.

    `joined`: (record id, modifiers) one is to join the selection; `stepped`: the selection is to grow by
    a step; `all_wanted`: what is in sight of the drawing is to be selected; `let_go`: Esc.
    """

    joined = Signal(object, object)
    stepped = Signal(object)
    all_wanted = Signal()
    let_go = Signal()

    def __init__(
        self,
        chronology: Chronology,
        place_of: Callable[[str | None], int | None],
        colour: Callable[[int], QColor],
        theme: Theme,
    ) -> None:
        """`place_of` and `colour` give the place of an event in the list order, and what marks it."""
        title = tr("In time order")
        view = EventTable(title, theme, headed=False, details=True)
        super().__init__(title, theme, view)
        self._chronology, self._place_of = chronology, place_of
        self.head = self._words
        view.cells.bar_of = lambda row: colour(place_of(row.id) or 0)
        view.joined.connect(self.joined)
        view.stepped.connect(self.stepped)
        view.all_wanted.connect(self.all_wanted)
        view.let_go.connect(self.let_go)

    def renew(self) -> None:
        """Take what the chronology shows now."""
        self.show_content(ListedEvents(self._chronology, self._place_of))

    def _words(self, _number: int) -> str:
        shown = self._chronology.shown
        ranked = bool((shown.rank[shown.rows] != CERTAIN).any())
        return tr("The certain first") if ranked else tr("In time order")
