"""The one table of records: instant at a million rows, or as high as its words where there are few.

It shows any `TableContent` (see `readings.tables`): one or several columns, headings that fold, badges,
marks. Rows of one height are painted in one pass over those in sight, because a view that asks a model
in Python for each of its rows blocks the window for seconds at 200,000 of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from spexplorer.readings.tables import (
    Column,
    GroupHeading,
    ListedLines,
    SortKey,
    TableContent,
    as_text,
    ordered_by,
)
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_cells import RecordCells
from spexplorer.ui.lists.record_columns import (
    ColumnLayout,
    TableMenus,
    hide_header,
    pop_up,
    selected_rows,
    set_up_header,
    set_up_rows,
)
from spexplorer.ui.lists.record_drag import drag_records
from spexplorer.ui.lists.record_model import RecordModel
from spexplorer.ui.lists.row_heights import RowHeights
from spexplorer.ui.lists.table_input import PressedParts, TypedWord
from spexplorer.ui.style.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QContextMenuEvent, QPaintEvent, QResizeEvent


_Index = QModelIndex | QPersistentModelIndex
_FOLDING: Final = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
_ENDS: Final = {
    QAbstractItemView.CursorAction.MoveHome: 1,
    QAbstractItemView.CursorAction.MoveEnd: -1,
}
_ACTIVATING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@guarded
class RecordTable(QTableView):
    """Shows content that is handed to it, and tells what a person wants.

    `chosen` carries the id of a record, `opened` that of one taken with Enter or a double click,
    `picked` the current one and all selected ones of rows in memory, `entered_row` the one under the
    pointer or None. `sort_wanted` carries a tuple of SortKey, empty for list order; rows in memory are
    sorted here. `typed` carries what was typed and whether to look behind the current row only, where
    the content does not answer that. `toggled` carries facet and value of a badge, `heading_chosen`
    the key of a heading. `laid` comes when rows have new places.
    """

    chosen = Signal(object)
    opened = Signal(object)
    picked = Signal(object, object)
    entered_row = Signal(object)
    sort_wanted = Signal(object)
    typed = Signal(object, object)
    copy_wanted = Signal()
    toggled = Signal(str, str)
    heading_chosen = Signal(str)
    laid = Signal()

    def __init__(
        self,
        name: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        headed: bool = True,
        details: bool = False,
        wraps: bool = False,
        folds: bool = False,
    ) -> None:
        """A table is `headed` by its columns and takes several rows at a time, a list is neither.

        With `details` a muted line stands below the words of the first cell. With `wraps` rows are as
        high as their words, up to some hundreds. With `folds` a heading hides its group.
        """
        super().__init__(parent)
        self.records = RecordModel((), self)
        self.records.headings_enabled = folds
        self.keys_choose = True
        """Whether the arrow keys choose a record; else they only point at it."""
        self._quiet, self._is_headed, self._folds = False, headed, folds
        self._folded: frozenset[str] = frozenset()
        self._typing = TypedWord()
        records = self.records
        self.setModel(records)
        self.setAccessibleName(name)
        set_up_rows(self, several=headed, wraps=wraps)
        set_up_header(self, records) if headed else hide_header(self, records)
        self.layout_of = ColumnLayout(self, records, shrinks=wraps)
        self.heights = RowHeights(self, records, self.laid.emit, wraps=wraps)
        self.cells = RecordCells(
            self, records, self.layout_of, self.heights, theme, details=details
        )
        self.menus = TableMenus(self, records, self.layout_of, self.copy_rows, self.sort_by)
        self._parts = PressedParts(self, records, self.cells, self.use)
        self.heights.measure(self.cells)
        self._connect()

    def _connect(self) -> None:
        self.clicked.connect(self._announce)
        self.activated.connect(self._open)
        self.entered.connect(self._enter)
        if self._is_headed:
            self.horizontalHeader().sectionClicked.connect(self._header_clicked)
            self.horizontalHeader().customContextMenuRequested.connect(self._header_menu)

    # -- geometry -------------------------------------------------------------------------------

    @property
    def wraps(self) -> bool:
        """Whether rows are as high as their words."""
        return self.heights.wraps

    def rows_in_sight(self) -> range:
        """The rows that are painted."""
        return self.heights.between(0, self.viewport().height() - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of.fill()
        if event.size().width() != event.oldSize().width():
            self.heights.fit()
        at = self.currentIndex().row()
        if at >= 0 and 0 <= self.heights.place(at)[0] < event.oldSize().height():
            self.reveal(at)  # what was in sight stays in sight
        self.laid.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.heights.fit_now()
        with QPainter(self.viewport()) as painter:
            self.cells.paint(painter, event.rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "layout_of"):
            current = self.currentIndex().row()
            was_in_sight = current in self.rows_in_sight()
            self.cells.measure()
            self.heights.measure(self.cells)
            self.layout_of.follow_text_size()
            self.heights.fit()
            if was_in_sight:
                self.reveal(current)
            self.laid.emit()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self.cells.restyle(theme)
        self.viewport().update()

    # -- showing --------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[Column], name: str) -> None:
        """Show other columns, laid out as remembered under a name, of no rows at first."""
        self.records.show_columns(columns)
        self.heights.forget()
        self.layout_of.lay_out(name)

    def show_content(
        self, content: TableContent, order: Sequence[SortKey], current: int | None
    ) -> None:
        """Show other rows, the current one marked and in sight; nothing is announced by this."""
        column = max(0, self.currentIndex().column())
        self._quiet = True
        self.cells.mark(current=-1, pointed=-1)
        self.records.show(content, order)
        self.heights.forget()
        self.layout_of.fill()
        self.heights.fit()
        self.show_current(current, column)
        if current is None:
            self.verticalScrollBar().setValue(0)
        self._quiet = False
        self.laid.emit()

    def show_lines(self, lines: ListedLines, current: str | None = None) -> None:
        """Show lines that are in memory, in the order and folded as a person has chosen so far."""
        place = self.verticalScrollBar().value()
        lines = lines.changed(order=self.records.order or lines.order, folded=self._folded)
        self.show_content(lines, lines.order, lines.place(current) if current else None)
        if current is None or lines.place(current) is None:
            self.verticalScrollBar().setValue(place)

    def show_record(self, record_id: str | None) -> None:
        """Mark a record as the current one and bring it into sight, or none; a folded group opens."""
        content = self.records.content
        if record_id and isinstance(content, ListedLines) and content.place(record_id) is None:
            key = content.group_key(record_id)
            if key in self._folded:
                self._folded -= {key}
                self.show_lines(content, record_id)
                return
        self.show_current(content.place(record_id) if record_id else None)

    def show_current(self, current: int | None, column: int | None = None) -> None:
        """Mark a row as the current one and bring it into sight, or none."""
        quiet, self._quiet = self._quiet, True
        self.cells.mark(current=-1 if current is None else current)
        if current is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        elif self.currentIndex().row() != current:
            at = max(0, self.currentIndex().column()) if column is None else column
            self.setCurrentIndex(self.records.index(current, at))
            self.reveal(current)
        self._quiet = quiet

    def show_selected(self, current: str | None, selected: Iterable[str]) -> None:
        """Mark the current record and all selected ones; nothing is announced by this."""
        quiet, self._quiet = self._quiet, True
        place = self.records.content.place
        self.show_current(place(current) if current else None)
        marked = self.records.selection(map(place, selected))
        self.selectionModel().select(marked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._quiet = quiet

    @Slot(object)
    def choose(self, row: int) -> None:
        """Make a row the current one as a person would, and bring it into sight."""
        self.cells.mark(current=row)
        self.reveal(row)
        self.setCurrentIndex(self.records.index(row, max(0, self.currentIndex().column())))

    @Slot(object)
    def reveal(self, row: int) -> None:
        """Scroll up or down, not sideways, until a row is in sight; into the middle if it was far."""
        self.heights.reveal(row)

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
        there = ((at, self.records.record_id(at)) for at in self.rows_in_sight() if record_id)
        found = next((at for at, uid in there if uid == record_id), -1)
        self.cells.mark(pointed=found)

    # -- choosing -------------------------------------------------------------------------------

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet and self.keys_choose:
            self._announce(current)
        elif not self._quiet:
            self.entered_row.emit(self.records.record_id(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        current = self.records.record_id(self.currentIndex().row())
        if not self._quiet and self.records.content.seeks and current is not None:
            chosen = self.selected_ids()
            if current in chosen:
                self.picked.emit(current, frozenset(chosen))

    @Slot(QModelIndex)
    def _announce(self, index: _Index) -> None:
        record = self.records.record_id(index.row()) if index.isValid() else None
        if not self._quiet and record is not None:
            self.cells.mark(current=index.row())
            self.chosen.emit(record)

    @Slot(QModelIndex)
    def _open(self, index: _Index) -> None:
        if self.keys_choose:
            self._announce(index)
        if (record := self.records.record_id(index.row())) is not None:
            self.opened.emit(record)

    @Slot(QModelIndex)
    def _enter(self, index: _Index) -> None:
        self.cells.mark(pointed=index.row())
        self.entered_row.emit(self.records.record_id(index.row()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.cells.mark(pointed=-1)
        self.entered_row.emit(None)

    def selected_rows(self) -> list[range]:
        """The selected rows as ranges from top to bottom; a million are one range."""
        return selected_rows(self)

    def selected_ids(self) -> list[str]:
        """The selected records from top to bottom; for rows in memory."""
        rows = (at for part in self.selected_rows() for at in part)
        return [uid for uid in map(self.records.record_id, rows) if uid is not None]

    def shown_columns(self) -> list[Column]:
        """The columns from left to right, without the hidden ones."""
        return [self.records.columns[at] for at in self.layout_of.visible()]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a badge or a heading is for these; the current record stays."""
        if not self._parts.press(event):
            super().mousePressEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:
        drag_records(self, self.selected_ids())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._parts.release(event):
            super().mouseReleaseEvent(event)

    def visualRect(self, index: _Index) -> QRect:
        """As every view says it; a heading has the whole width."""
        rect = super().visualRect(index)
        if index.isValid() and isinstance(self.records.row(index.row()), GroupHeading):
            return QRect(0, rect.top(), self.viewport().width(), rect.height())
        return rect

    def use(self, part: tuple[str, str] | str) -> None:
        """Do what a click on a badge (facet, value) or a heading (its key) does."""
        if isinstance(part, tuple):
            self.toggled.emit(*part)
        else:
            self.fold(part, folded=part not in self._folded)
            self.heading_chosen.emit(part)

    def fold(self, key: str, *, folded: bool) -> None:
        """Hide the group below a heading, or show it again."""
        content = self.records.content
        if not self._folds or not isinstance(content, ListedLines):
            return
        self._folded = self._folded | {key} if folded else self._folded - {key}
        on_heading = isinstance(self.records.row(self.currentIndex().row()), GroupHeading)
        content = content.changed(folded=self._folded)
        self.show_lines(content, self.records.record_id(self.cells.current))
        if on_heading:
            self._quiet = True
            self.setCurrentIndex(self.records.index(content.heading_place(key)))
            self._quiet = False

    # -- sorting --------------------------------------------------------------------------------

    @Slot(int)
    def _header_clicked(self, section: int) -> None:
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        self.ask_for_order(self.records.columns[section].key, further=bool(shift))

    def ask_for_order(
        self, key: str, *, descending: bool | None = None, further: bool = False
    ) -> None:
        """Want the rows by a column; the same column again turns the direction.

        As a `further` key it stands behind the present ones instead of in their place.
        """
        self.sort_by(ordered_by(self.records.order, key, descending, further=further))

    def sort_by(self, order: tuple[SortKey, ...]) -> None:
        """Want an order; rows in memory are sorted at once."""
        content = self.records.content
        if isinstance(content, ListedLines):
            self.records.order = order
            self.show_lines(
                content.changed(order=order), self.records.record_id(self.cells.current)
            )
        self.sort_wanted.emit(order)

    # -- keys and menus -------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """While a word is typed every letter belongs to it, also one that is a key of the program."""
        if event.type() == QEvent.Type.ShortcutOverride and self._typing.continues(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        up_down = {Qt.Key.Key_Up: False, Qt.Key.Key_Down: True}
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = Qt.Key(event.key())
        row = self.records.row(self.currentIndex().row())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif alt and key in up_down and self.records.columns:
            column = self.records.columns[max(0, self.currentIndex().column())].key
            further = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.ask_for_order(column, descending=up_down[key], further=further)
        elif isinstance(row, GroupHeading) and key in _ACTIVATING:
            self.use(row.key)
        elif isinstance(row, GroupHeading) and key in _FOLDING:
            self.fold(row.key, folded=_FOLDING[key])
        elif key == Qt.Key.Key_Space and self._typing.is_going_on():
            self.keyboardSearch(" ")
        elif key == Qt.Key.Key_Space and (badge := self._parts.badge(self.currentIndex())):
            self.use(badge)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """What is typed is looked for; the same letter again and again walks on."""
        word, repeated = self._typing.add(search)
        if not word.strip():
            return
        content, at = self.records.content, self.currentIndex().row()
        if not content.seeks:
            self.typed.emit(word, repeated)
        elif (found := content.beginning(word, at if repeated else at - 1)) is not None:
            self.choose(found)

    def copy_rows(self) -> None:
        """Copy the selected rows of rows in memory (all without a selection); else that is announced."""
        content = self.records.content
        if content.seeks:
            parts = self.selected_rows() or [range(len(content))]
            QGuiApplication.clipboard().setText(as_text(content, self.shown_columns(), parts))
        self.copy_wanted.emit()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row that can be reached."""
        column = max(0, self.currentIndex().column())
        step = _ENDS.get(action)
        if step is not None:
            return self.records.end(step, column)
        return super().moveCursor(action, modifiers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The window shows the menu of the record, with our actions below; without one it is our own."""
        if self._is_headed and self.records.record_id(self.currentIndex().row()) is None:
            pop_up(self.menus.rows(), event.globalPos())
        else:
            event.ignore()

    def menu_actions(self) -> list[QAction]:
        """What the window adds to the menu of a record of this table."""
        return self.menus.row_actions() if self._is_headed else []

    def _header_menu(self, point: QPoint) -> None:
        pop_up(self.menus.columns(), self.horizontalHeader().mapToGlobal(point))
