"""A table of records, instant at any length: fixed rows, cells read when painted, sorted elsewhere.

Whoever owns the table puts rows in order; the table only says what a person wants.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from spexplorer.ui.lists.record_cells import Cells
from spexplorer.ui.lists.record_columns import (
    Columns,
    column_menu,
    popped,
    row_menu,
    set_up_header,
)
from spexplorer.ui.lists.record_model import RecordModel, Sorted
from spexplorer.ui.lists.row_table import show_columns
from spexplorer.ui.style.theme import GRID, Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QResizeEvent

    from spexplorer.ui.lists.record_model import Column, Content

_Index = QModelIndex | QPersistentModelIndex
_TYPING_S = 1.2
"""Letters typed within so many seconds make one word."""


class RecordTable(QTableView):
    """`chosen` carries an id, `entered` the id under the pointer or None.

    `sort_wanted` carries the order wanted, a tuple of Sorted, empty for list order. `typed` carries
    what was typed and whether to look behind the current row only.
    """

    chosen = Signal(object)
    entered_row = Signal(object)
    sort_wanted = Signal(object)
    typed = Signal(object, object)
    copy_wanted = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = RecordModel((), self)
        self._quiet = False
        self._typing = _Typing()
        self.setModel(self.records)
        self.setAccessibleName(name)
        self._cells = Cells(self, theme)
        show_columns(self)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # else a bright square where the scroll bars meet
        # Every pixel is painted by `Cells`: scrolling moves what is there and paints the rest.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        header = self.horizontalHeader()
        set_up_header(header)
        # The header would ask every row of the table whether it is selected, for each column.
        header.setSelectionModel(QItemSelectionModel(self.records, header))
        header.sectionClicked.connect(self._header_clicked)
        header.customContextMenuRequested.connect(self._header_menu)
        self.layout_of = Columns(self, self.records)
        self.measure()
        self.clicked.connect(self._announce)
        self.activated.connect(self._announce)
        self.entered.connect(self._enter)

    def measure(self) -> None:
        """Take the row height from the text size."""
        height = self.fontMetrics().height() + 3 * GRID
        if self.verticalHeader().defaultSectionSize() != height:
            self.verticalHeader().setMinimumSectionSize(height)
            self.verticalHeader().setDefaultSectionSize(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of.fill()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            self._cells.paint(painter, event.rect())

    # -- showing --------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[Column], name: str) -> None:
        """Show other columns, laid out as remembered under a name, of no rows at first."""
        self.records.show_columns(columns)
        self.layout_of.lay_out(name)

    @Slot(object)
    def choose(self, row: int) -> None:
        """Make a row the current one as a person would, and bring it into sight."""
        column = max(0, self.currentIndex().column())
        self._cells.mark(current=row)
        self.reveal(row)
        self.setCurrentIndex(self.records.index(row, column))

    def show_content(self, content: Content, order: Sequence[Sorted], current: int | None) -> None:
        """Show other rows, the current one marked and in sight; nothing is announced by this."""
        column = max(0, self.currentIndex().column())
        self._quiet = True
        self.records.show(content, order)
        self.show_current(current, column)
        if current is None:
            self.verticalScrollBar().setValue(0)
        self._quiet = False

    def show_current(self, current: int | None, column: int | None = None) -> None:
        """Mark a row as the current one and bring it into sight, or none."""
        quiet, self._quiet = self._quiet, True
        self._cells.mark(current=-1 if current is None else current)
        if current is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        elif self.currentIndex().row() != current:
            at = max(0, self.currentIndex().column()) if column is None else column
            self.setCurrentIndex(self.records.index(current, at))
            self.reveal(current)
        self._quiet = quiet

    def reveal(self, row: int) -> None:
        """Scroll up or down, not sideways, until a row is in sight; into the middle if it was far."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        top, room = row * height, self.viewport().height()
        if bar.value() - height < top < bar.value():
            bar.setValue(top)
        elif bar.value() + room - height < top < bar.value() + room:
            bar.setValue(top + height - room)
        elif not bar.value() <= top <= bar.value() + room - height:
            self.updateGeometries()  # the range of the bar as of the present rows
            bar.setValue(top - (room - height) // 2)

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """What becomes current elsewhere is brought into sight by `reveal`."""
        if not self._quiet:
            super().scrollTo(index, hint)

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the record that is pointed at elsewhere, when it is in sight."""
        there = ((at, self.records.record(at)) for at in self.rows_in_sight() if record_id)
        found = next((at for at, row in there if row and row.id == record_id), -1)
        self._cells.mark(pointed=found)

    def rows_in_sight(self) -> range:
        """The rows that are painted."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, (self.records.rowCount() if last < 0 else last + 1))

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._cells.restyle(theme)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "layout_of"):
            self.measure()
            self._cells.measure()
            self.layout_of.follow_text_size()

    # -- choosing -------------------------------------------------------------------------------

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self._announce(current)

    def _announce(self, index: _Index) -> None:
        row = self.records.record(index.row()) if index.isValid() else None
        if not self._quiet and row is not None:
            self._cells.mark(current=index.row())
            self.chosen.emit(row.id)

    def _enter(self, index: _Index) -> None:
        self._cells.mark(pointed=index.row())
        row = self.records.record(index.row())
        self.entered_row.emit(row.id if row else None)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._cells.mark(pointed=-1)
        self.entered_row.emit(None)

    def selected_rows(self) -> list[range]:
        """The selected rows as ranges from top to bottom; a million are one range."""
        chosen = self.selectionModel().selection()
        parts = {(chosen.at(n).top(), chosen.at(n).bottom() + 1) for n in range(chosen.count())}
        return [range(*part) for part in sorted(parts)]

    def shown_columns(self) -> list[Column]:
        """The columns from left to right, without the hidden ones."""
        return [self.records.columns[at] for at in self.layout_of.visible()]

    # -- sorting --------------------------------------------------------------------------------

    def _header_clicked(self, section: int) -> None:
        shift = Qt.KeyboardModifier.ShiftModifier
        further = bool(QGuiApplication.keyboardModifiers() & shift)
        self.ask_for_order(self.records.columns[section].key, further=further)

    def ask_for_order(
        self, key: str, *, descending: bool | None = None, further: bool = False
    ) -> None:
        """Want the rows by a column; the same column again turns the direction.

        As a `further` key it stands behind the present ones instead of in their place.
        """
        held = {part.column: part.descending for part in self.records.order}
        if descending is None:
            descending = key in held and not held[key]
        if not further:
            held = {}
        held[key] = descending
        self.sort_wanted.emit(tuple(Sorted(*part) for part in held.items()))

    # -- keys and menus -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While a word is typed every letter belongs to it, also one that is a key of the program."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and self._continues(event):
            event.accept()
            return True
        return super().event(event)

    def _continues(self, event: Any) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return (
            plain
            and event.text().isprintable()
            and bool(event.text())
            and self._typing.is_going_on()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up_down = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif alt and event.key() in up_down and self.records.columns:
            key = self.records.columns[max(0, self.currentIndex().column())].key
            further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.ask_for_order(key, descending=up_down[Qt.Key(event.key())], further=further)
        elif event.key() == Qt.Key.Key_Space and self._typing.is_going_on():
            self.keyboardSearch(" ")
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """What is typed is announced; the same letter again and again walks on."""
        word, repeated = self._typing.add(search)
        if word.strip():
            self.typed.emit(word, repeated)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row."""
        column = max(0, self.currentIndex().column())
        last = self.records.rowCount() - 1
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self.records.index(0, column)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self.records.index(last, column)
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        popped(row_menu(self), event.globalPos())

    def _header_menu(self, point: QPoint) -> None:
        popped(column_menu(self), self.horizontalHeader().mapToGlobal(point))


class _Typing:
    """Letters typed one soon after the other make a word."""

    def __init__(self) -> None:
        self._word, self._last = "", 0.0

    def is_going_on(self) -> bool:
        """Whether a further letter would belong to the word."""
        return bool(self._word) and time.monotonic() - self._last < _TYPING_S

    def add(self, letters: str) -> tuple[str, bool]:
        """The word with further letters, and whether it is one letter again and again."""
        self._word = self._word + letters if self.is_going_on() else letters
        self._last = time.monotonic()
        repeated = len(set(self._word)) == 1
        return (self._word[0] if repeated else self._word), repeated
