"""The tab Library: a register of however many records, of any kind; the panel shows the chosen one."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.filters import Words
from spexplorer.domain.kinds import kind_of
from spexplorer.readings.forms.layout import simple_field
from spexplorer.readings.library.columns import columns_of, field_of_column
from spexplorer.readings.library.heading import HOSTS, counts_in_words, order_in_words
from spexplorer.readings.library.register import Arranged, PreviewRows, RegisterRows
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import empty_label, why_empty
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import Chosen, View
from spexplorer.ui.views.library.registers import Registers
from spexplorer.ui.views.library.row_search import RowCopy, RowSearch
from spexplorer.ui.views.library.tools import Tools
from spexplorer.ui.widgets.panes import scrolling
from spexplorer.ui.widgets.text import RichLabel

if TYPE_CHECKING:
    from spexplorer.domain.changes import ChangeSet
    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.index import Index
    from spexplorer.readings.tables import SortKey
    from spexplorer.workspace.workspace import Workspace

_PREVIEWED = 200
"""Rows that are shown until the index is there."""
_Asked = tuple["Filter", "Index | None", str, tuple["SortKey", ...]]


@guarded
class LibraryView(View):
    """Works at first; the same table shows every other kind."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._kind = "work"
        self._orders: dict[str, tuple[SortKey, ...]] = {}
        self._asked: _Asked | None = None
        self._arranged: Arranged | None = None
        self._preview: PreviewRows | None = None
        self.registers = Registers(workspace, self)
        self.heading = RichLabel()
        self.heading.setWordWrap(True)
        self.tools = Tools(workspace.reader.counts)
        self.table = RecordTable(tr("Register"), theme)
        self.search = RowSearch(self.table, self.tools, workspace)
        self.copying = RowCopy(self.table, self.tools, workspace)
        self._lay_out()
        self._connect()
        self.table.show_columns(columns_of(tr, self._kind), self._kind)

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._empty = empty_label()
        self._stack.addWidget(self._empty)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.heading)
        column.addWidget(self.tools)
        column.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(body))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        workspace, table, tools = self.workspace, self.table, self.tools
        self.registers.arranged.connect(self._take)
        self.registers.progressed.connect(self._say)
        table.records.failed.connect(workspace.failed)
        table.chosen.connect(self._choose)
        table.entered_row.connect(workspace.hovered)
        table.sort_wanted.connect(self._sort)
        table.typed.connect(self.search.jump)
        table.copy_wanted.connect(self.copying.copy)
        table.opened.connect(self._edit_opened)
        tools.kind_chosen.connect(self.show_kind)
        tools.row_wanted.connect(table.choose)
        tools.field.next_wanted.connect(self.search.find)
        tools.field.keep_wanted.connect(self._keep)
        tools.field.left.connect(table.setFocus)
        tools.row.left.connect(table.setFocus)

    # -- showing --------------------------------------------------------------------------------

    def show_state(self, state: LinkState) -> None:
        """Show what passes; a mere change of the current record moves the mark only."""
        order = self._orders.get(self._kind, ())
        asked = state.filter, self.workspace.index, self._kind, order
        if asked != self._asked:
            self._asked = asked
            if self.workspace.index is None:
                self._show_preview(state)
            else:
                self.registers.want(self._kind, order)
                self._say()
        elif self._arranged is not None:
            self._show_current(state)

    def show_kind(self, kind: str) -> None:
        """Show the register of another kind."""
        if kind == self._kind:
            return
        self._kind = kind
        self._arranged, self._preview = None, None
        self.search.arranged = None
        self.tools.kinds.setCurrentIndex(self.tools.kinds.findData(kind))
        self.tools.say("")
        self.table.show_columns(columns_of(tr, kind), kind)
        self.show_state(self.workspace.state)

    def _show_preview(self, state: LinkState) -> None:
        rows = self.workspace.reader.first_rows(self._kind, _PREVIEWED)
        self._preview = PreviewRows(rows)
        self.table.show_content(self._preview, (), self._preview.row_of_id(state.current))
        self._say()

    def _take(self, arranged: Arranged) -> None:
        """Show rows that were arranged, unless the register of another kind is shown by now."""
        if arranged.register.kind != self._kind:
            return
        self._arranged, self._preview = arranged, None
        self.search.arranged = arranged
        row = self._current_row(self.workspace.state)
        self.table.show_content(RegisterRows(arranged, self.workspace.reader), arranged.order, row)
        self.tools.show_row(row, len(arranged.rows))
        self._say()

    def _show_current(self, state: LinkState) -> None:
        at = self.table.currentIndex().row()
        record = self.table.records.record(at)
        there = record is not None and record.id == state.current
        row = at if there else self._current_row(state)
        self.table.show_current(row)
        if self._arranged is not None:
            self.tools.show_row(row, len(self._arranged.rows))

    def _current_row(self, state: LinkState) -> int | None:
        if self._arranged is None or state.current is None or kind_of(state.current) != self._kind:
            return None
        return self._arranged.row_of(self._arranged.register.index.position.get(state.current))

    def _say(self) -> None:
        """Say how many there are, how many pass, and in what order they stand."""
        every, shown = self.workspace.reader.counts.get(self._kind, 0), self._arranged
        columns = columns_of(tr, self._kind)
        if shown is None:
            counts = counts_in_words(tr, self._kind, every)
            number = tr.number(len(self.table.records.content))
            order = tr("the first {n} in list order, the others are being read", n=number)
            if len(self.table.records.content) >= every:
                order = order_in_words(tr, columns, (), ())
        else:
            passing = len(shown.rows) if shown.is_narrowed else None
            hosts = shown.register.number_of("type", HOSTS) if self._kind == "work" else 0
            counts = counts_in_words(tr, self._kind, every, passing, shown.only_possible, hosts)
            order = order_in_words(tr, columns, shown.order, self.registers.waiting)
        muted = self.theme.colours["muted"]
        self.heading.setText(_heading(counts, order, muted))
        self.heading.setAccessibleName(f"{counts}, {order}")
        self._empty.setText(why_empty(self.workspace.reader, self._kind))
        self._stack.setCurrentIndex(0 if len(self.table.records.content) else 1)

    # -- answering ------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        """A record of the register stays here; others are shown on their own tabs."""
        self.workspace.go(record_id, stay=kind_of(record_id) == self._kind)

    def _sort(self, order: tuple[SortKey, ...]) -> None:
        self._orders[self._kind] = order
        self.show_state(self.workspace.state)

    def _keep(self, words: str) -> None:
        self.workspace.narrow(Words(words))

    # -- editing --------------------------------------------------------------------------------

    def _edit_opened(self, _record_id: str) -> None:
        """Enter or a double click on a cell: who only reads is not told why it stays."""
        if self.workspace.editing.is_possible:
            self._edit_cell()

    def _edit_cell(self) -> None:
        """Change the value of a cell where it stands; one that is no single value in the form."""
        at, records = self.table.currentIndex(), self.table.records
        record_id = records.record_id(at.row())
        if record_id is None:
            return
        workspace, reader = self.workspace, self.workspace.reader
        field = field_of_column(self._kind, records.columns[at.column()].key)
        record = reader.record(record_id) if workspace.editing.is_possible else None
        wanted = simple_field(tr, record, field, reader) if record is not None else None
        if record is None or wanted is None:
            workspace.edit_asked.emit(record_id, field)
            return
        from spexplorer.ui.forms.tools import LibraryTools
        from spexplorer.ui.forms.value_frame import ValueFrame

        tools = LibraryTools(workspace).tools()
        frame = ValueFrame(workspace, tools, record, wanted, self.table)
        frame.told.connect(workspace.told)
        frame.form_wanted.connect(partial(workspace.edit_asked.emit, record_id, field))
        frame.stand_at(self.table.visualRect(at), beside=True)

    def refresh(self, changes: ChangeSet) -> bool:
        """Read the register again with the next state; its kind, order and place stay."""
        self._asked = None
        self.tools.show_counts(self.workspace.reader.counts)
        return True

    def chosen_records(self) -> list[Chosen]:
        """The rows that are selected."""
        rows = self.table.selected_rows()
        number = sum(map(len, rows))
        return [Chosen(self._kind, number, partial(self._ids, rows))] if number else []

    def _ids(self, rows: list[range]) -> list[str]:
        shown = self._arranged
        if shown is None:
            return self.table.selected_ids()
        numbers = shown.register.index.numbers
        wanted = (shown.rows[part.start : part.stop] for part in rows)
        return self.workspace.reader.ids_at(
            int(number) for positions in wanted for number in numbers[positions]
        )

    # -- keys, themes ---------------------------------------------------------------------------

    def event(self, event: Any) -> bool:
        """In this tab Ctrl+F finds in the register, and F2 is for the cell that has the keyboard."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and (event.matches(QKeySequence.StandardKey.Find) or self._is_for_cell(event)):
            event.accept()
            return True
        return super().event(event)

    def _is_for_cell(self, event: QKeyEvent) -> bool:
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return is_plain and event.key() == Qt.Key.Key_F2 and self.table.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Find):
            self.tools.field.setFocus()
            self.tools.field.selectAll()
        elif control and event.key() == Qt.Key.Key_G:
            self.tools.row.setFocus()
            self.tools.row.selectAll()
        elif self._is_for_cell(event):
            self._edit_cell()
        else:
            super().keyPressEvent(event)

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the row of the record under the pointer elsewhere."""
        self.table.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        super().restyle(theme)
        self.table.restyle(theme)
        self._say()


def _heading(counts: str, order: str, muted: str) -> str:
    """Rich text; `muted` is the colour of what stands beside the counts."""
    return f'<b>{escape(counts)}</b> <span style="color: {muted}">· {escape(order)}</span>'
