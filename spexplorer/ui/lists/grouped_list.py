"""The one grouped list: headed groups of rows of two lines, every row as high as its words.

It is a record table of one column, so a list of very many rows is as instant as a table: its rows then
stand in two lines each, cut, and the tooltip has them whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from spexplorer.readings.tables import GroupHeading, ListedEntries, ListEntry, found_entries
from spexplorer.ui.lists.record_table import RecordTable
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.panes import reveal_through
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from spexplorer.ui.lists.record_cells import MarkPainter


class GroupedList(QWidget):
    """`chosen` carries the id of the record a person chose, `entered` that under the pointer or None.

    `heading_chosen` carries the key of a heading, in a list whose headings do something. `field`
    narrows the list to rows in which all the words typed occur, their tooltips included.
    """

    chosen = Signal(object)
    entered = Signal(object)
    heading_chosen = Signal(str)

    def __init__(
        self,
        name: str,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        paint_mark: MarkPainter | None = None,
        headings_act: bool = False,
    ) -> None:
        """`paint_mark` draws the marks of entries; without it a mark draws itself.

        With `headings_act` the keyboard and clicks reach headings.
        """
        super().__init__(parent)
        self._every: Sequence[ListEntry | GroupHeading] = ()
        self._current: str | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in this list (Ctrl+F)"))
        self.field.setAccessibleName(tr("{name}: find in this list", name=name))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._find)
        self.found = PlainLabel()
        self.found.setObjectName("muted")
        self.found.setWordWrap(True)
        self.found.hide()
        self.view = RecordTable(name, theme, headed=False, details=True, wraps=True)
        self.view.cells.paint_mark = paint_mark or _paint_itself
        self.view.records.headings_enabled = headings_act
        self.view.chosen.connect(self._choose)
        self.view.entered_row.connect(self.entered)
        self.view.heading_chosen.connect(self.heading_chosen)
        self.model = self.view.records
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for part in (self.field, self.found):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)

    @property
    def entries(self) -> Sequence[ListEntry | GroupHeading]:
        """The rows that are shown, headings included."""
        content = self.model.content
        return content.entries if isinstance(content, ListedEntries) else ()

    def show_entries(
        self, entries: Sequence[ListEntry | GroupHeading], current: str | None
    ) -> None:
        """Show other entries and mark the current record; nothing is announced by this."""
        self._every, self._current = entries, current
        self._find()

    def _find(self) -> None:
        """Show the rows that have the words typed, under their headings."""
        words = self.field.text().strip()
        shown = found_entries(self._every, words) if words else self._every
        place = self.view.verticalScrollBar().value()
        content = ListedEntries(shown)
        at = content.place(self._current) if self._current else None
        self.view.show_content(content, (), at)
        if at is None and not words:
            self.view.verticalScrollBar().setValue(place)
        rows, every = (sum(bool(entry.id) for entry in part) for part in (shown, self._every))
        self.found.setVisible(bool(words))
        number, all_of_them = tr.number(rows), tr.number(every)
        self.found.setText(tr("{n} of {all} have these words", n=number, all=all_of_them))

    def show_current(self, current: str | None) -> None:
        """Mark the current record, and scroll to it; words that hide one chosen elsewhere are let go."""
        is_new, self._current = current != self._current, current
        hidden = self.field.text() and not self.model.index_of(current).isValid()
        if is_new and hidden and any(entry.id == current for entry in self._every):
            self.field.clear()  # shows all, and the current one among them
            return
        self.view.show_record(current)

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the record that is pointed at elsewhere."""
        self.view.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.view.restyle(theme)

    def _choose(self, record_id: str) -> None:
        self.chosen.emit(record_id)
        if self.view.hasFocus():  # where the page is low, it is scrolled too
            reveal_through(self.view.viewport(), self.view.visualRect(self.view.currentIndex()))


def _paint_itself(
    painter: QPainter, theme: Theme, square: QRectF, mark: Any, ink: QColor | None
) -> None:
    mark(painter, theme, square, ink)
