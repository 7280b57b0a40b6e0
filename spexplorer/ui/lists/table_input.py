"""What a person does to a record table: letters typed, badges and headings pressed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QMouseEvent

from spexplorer.readings.tables import GroupHeading
from spexplorer.ui.lists.record_drag import may_drag

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTableView

    from spexplorer.ui.lists.record_cells import RecordCells
    from spexplorer.ui.lists.record_model import RecordModel

_Index = QModelIndex | QPersistentModelIndex
_TYPING_S: Final = 1.2
"""Letters typed within so many seconds make one word."""


class TypedWord:
    """Letters typed one soon after the other make a word."""

    def __init__(self) -> None:
        self._word, self._last = "", 0.0

    def is_going_on(self) -> bool:
        """Whether a further letter would belong to the word."""
        return bool(self._word) and time.monotonic() - self._last < _TYPING_S

    def continues(self, event: Any) -> bool:
        """Whether a key is a further letter of the word."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        text = event.text()
        return plain and bool(text) and text.isprintable() and self.is_going_on()

    def add(self, letters: str) -> tuple[str, bool]:
        """The word with further letters, and whether it is one letter again and again."""
        self._word = self._word + letters if self.is_going_on() else letters
        self._last = time.monotonic()
        repeated = len(set(self._word)) == 1
        return (self._word[0] if repeated else self._word), repeated


class PressedParts:
    """Badges, and headings that do something: used when pressed and released in the same place."""

    def __init__(
        self,
        table: QTableView,
        records: RecordModel,
        cells: RecordCells,
        use: Callable[[tuple[str, str] | str], None],
    ) -> None:
        """`use` takes the badge (facet, value) or the heading (its key) that was pressed."""
        self._table, self._records, self._cells, self._use = table, records, cells, use
        self._pressed: tuple[str, str] | str | None = None

    def press(self, event: QMouseEvent) -> bool:
        """Take a press of the mouse if it is on such a part; one on a selected row may begin a drag."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton and plain:
            self._pressed = self.at(event.position().toPoint())
        self._table.setDragEnabled(may_drag(self._table, event))
        return self._pressed is not None

    def release(self, event: QMouseEvent) -> bool:
        """Use the part that was pressed."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.at(event.position().toPoint()) == pressed:
            self._use(pressed)
        return pressed is not None

    def at(self, point: QPoint) -> tuple[str, str] | str | None:
        """The badge (facet, value) or the heading (its key) at a point of the viewport."""
        index, records = self._table.indexAt(point), self._records
        if not index.isValid():
            return None
        row, column = records.row(index.row()), records.columns[index.column()].key
        if isinstance(row, GroupHeading):
            return row.key if records.headings_enabled else None
        badge = self.badge(index)
        if badge is None:
            return None
        text, on = records.content.text(index.row(), row, column), badge in self._cells.active
        box = self._cells.badge_rect(self._table.visualRect(index), text, on=on)
        return badge if box.contains(point) else None

    def badge(self, index: _Index) -> tuple[str, str] | None:
        """Facet and value of the badge in a cell."""
        records = self._records
        row = records.record(index.row()) if index.isValid() else None
        if row is None:
            return None
        return records.content.badge(row, records.columns[index.column()].key)
