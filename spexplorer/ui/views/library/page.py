"""The tab Library: a register of however many records, beside it the sheet of the chosen work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from spexplorer.domain.filters import Words
from spexplorer.domain.kinds import kind_of
from spexplorer.domain.works import Work
from spexplorer.ui.lists.record_list import empty_label
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.view import View
from spexplorer.ui.views.library.columns import columns_of
from spexplorer.ui.views.library.heading import counts_in_words, heading, order_in_words
from spexplorer.ui.views.library.keeper import Keeper
from spexplorer.ui.views.library.register import Arranged, Preview, Shown
from spexplorer.ui.views.library.seeking import Copier, Seeker
from spexplorer.ui.views.library.tools import Tools
from spexplorer.ui.views.library.work_sheet import WorkSheet
from spexplorer.ui.widgets.panes import TurningSplitter, scrolling
from spexplorer.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from spexplorer.domain.filters import Filter
    from spexplorer.domain.link_state import LinkState
    from spexplorer.exploring.index import Index
    from spexplorer.readings.tables import SortKey
    from spexplorer.workspace.workspace import Workspace

_PREVIEWED = 200
"""So many rows stand there until the index does."""
_PAUSE_MS = 80
"""A row that follows within this time is waited for before the sheet is written."""
_BESIDE = 130
"""From so many letters of width the sheet stands beside the table, not below it."""

_Asked = tuple["Filter", "Index | None", str, tuple["SortKey", ...]]


class LibraryView(View):
    """Works at first; the same table shows every other kind."""

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__(workspace, theme)
        self._kind = "work"
        self._orders: dict[str, tuple[SortKey, ...]] = {}
        self._asked: _Asked | None = None
        self._arranged: Arranged | None = None
        self._preview: Preview | None = None
        self._unfolded: frozenset[str] = frozenset()
        self._written: str | None = None
        self._writer = WorkSheet(workspace.reader)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._write_sheet)
        self.keeper = Keeper(workspace, self)
        self.heading = QLabel()
        self.heading.setTextFormat(Qt.TextFormat.RichText)
        self.heading.setWordWrap(True)
        self.tools = Tools(workspace.reader.counts)
        self.table = RecordTable(tr("Register"), theme)
        self.seeker = Seeker(self.table, self.tools, workspace)
        self.copier = Copier(self.table, self.tools, workspace)
        self.sheet = Sheet(tr("Sheet of the chosen work"))
        self.sheet.hide()
        self._lay_out()
        self._connect()
        self.table.show_columns(columns_of(self._kind), self._kind)

    # -- building -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(empty_label())
        panes = TurningSplitter(_BESIDE, [self._stack, self.sheet], (7, 3), (10, 8))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.heading)
        column.addWidget(self.tools)
        column.addWidget(panes, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(body))
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        workspace, table, tools = self.workspace, self.table, self.tools
        self.keeper.arranged.connect(self._take)
        self.keeper.progressed.connect(self._say)
        table.records.failed.connect(workspace.failed)
        table.chosen.connect(self._choose)
        table.entered_row.connect(workspace.hovered)
        table.sort_wanted.connect(self._sort)
        table.typed.connect(self.seeker.jump)
        table.copy_wanted.connect(self.copier.copy)
        tools.kind_chosen.connect(self.show_kind)
        tools.row_wanted.connect(table.choose)
        tools.field.next_wanted.connect(self.seeker.find)
        tools.field.keep_wanted.connect(self._keep)
        tools.field.left.connect(table.setFocus)
        tools.row.left.connect(table.setFocus)
        self.sheet.followed.connect(self._choose)
        self.sheet.unfolded.connect(self._unfold)

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
                self.keeper.want(self._kind, order)
                self._say()
        elif self._arranged is not None:
            self._show_current(state)
        self._write(state)

    def show_kind(self, kind: str) -> None:
        """Show the register of another kind."""
        if kind == self._kind:
            return
        self._kind = kind
        self._arranged, self._preview = None, None
        self.seeker.arranged = None
        self.tools.kinds.setCurrentIndex(self.tools.kinds.findData(kind))
        self.tools.say("")
        self.table.show_columns(columns_of(kind), kind)
        self.show_state(self.workspace.state)

    def _show_preview(self, state: LinkState) -> None:
        rows = self.workspace.reader.first_rows(self._kind, _PREVIEWED)
        self._preview = Preview(rows)
        self.table.show_content(self._preview, (), self._preview.row_of_id(state.current))
        self._say()

    def _take(self, arranged: Arranged) -> None:
        """Show rows that were arranged, unless the register of another kind is shown by now."""
        if arranged.register.kind != self._kind:
            return
        self._arranged, self._preview = arranged, None
        self.seeker.arranged = arranged
        row = self._current_row(self.workspace.state)
        self.table.show_content(Shown(arranged, self.workspace.reader), arranged.order, row)
        self._stack.setCurrentIndex(0 if len(arranged.rows) else 1)
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
        columns = columns_of(self._kind)
        if shown is None:
            counts = counts_in_words(self._kind, every, None, 0)
            number = len(self.table.records.content)
            order = tr("the first {n} in list order, the others are being read", n=f"{number:,}")
            if number >= every:
                order = order_in_words(columns, (), ())
        else:
            passing = len(shown.rows) if shown.is_narrowed else None
            counts = counts_in_words(self._kind, every, passing, shown.only_possible)
            order = order_in_words(columns, shown.order, self.keeper.waiting)
        self.heading.setText(heading(counts, order, self.theme.colours["muted"]))
        self.heading.setAccessibleName(f"{counts}, {order}")

    # -- the sheet ------------------------------------------------------------------------------

    def _write(self, state: LinkState) -> None:
        """The sheet keeps the last work while other records are current; other kinds have none."""
        if state.current != self._written and state.current and kind_of(state.current) == "work":
            self._written, self._unfolded = state.current, frozenset()
            if self.sheet.isVisible():
                self._soon.start()  # rows are walked faster than a page is laid out
                return
        if not self._soon.isActive():
            self._write_sheet()

    def _write_sheet(self, *, keep_place: bool = False) -> None:
        work = self.workspace.reader.record(self._written) if self._written else None
        shown = isinstance(work, Work) and self._kind == "work"
        if isinstance(work, Work) and shown:
            html = self._writer.html(work, self.theme, self._unfolded)
            self.sheet.write(html, keep_place=keep_place)
        self.sheet.setVisible(shown)

    def _unfold(self, use: str) -> None:
        self._unfolded |= {use}
        self._write_sheet(keep_place=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._soon.stop()  # the library may be closed by the time it rings

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write_sheet()

    # -- answering ------------------------------------------------------------------------------

    def _choose(self, record_id: str) -> None:
        """A record of the register stays here; others are shown on their own tabs."""
        self.workspace.go(record_id, stay=kind_of(record_id) == self._kind)

    def _sort(self, order: tuple[SortKey, ...]) -> None:
        self._orders[self._kind] = order
        self.show_state(self.workspace.state)

    def _keep(self, words: str) -> None:
        self.workspace.narrow(Words(words))

    # -- keys, themes ---------------------------------------------------------------------------

    def event(self, event: Any) -> bool:
        """In this tab Ctrl+F finds in the register; elsewhere it searches everything, as Ctrl+K does."""
        is_key = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_key and event.matches(QKeySequence.StandardKey.Find):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Find):
            self.tools.field.setFocus()
            self.tools.field.selectAll()
        elif control and event.key() == Qt.Key.Key_G:
            self.tools.row.setFocus()
            self.tools.row.selectAll()
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
        self._write_sheet(keep_place=True)
