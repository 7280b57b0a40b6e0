"""Two periods in two columns: what is in each of them, by kind, certain before possible."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spexplorer.ui.lists.grouped_list import GroupedList
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import RichLabel, plain_tip

if TYPE_CHECKING:
    from spexplorer.readings.comparison.periods import PeriodColumn, PeriodReading


_HEADING: Final = "<b>{title}</b> &nbsp; {counts}"


class PeriodList(QWidget):
    """One period: its years with its counts in one line, and its records as a grouped list."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.heading = RichLabel()
        self.heading.setWordWrap(True)
        self.list = GroupedList(name, theme)
        self.list.field.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)

    def show_column(
        self, column: PeriodColumn, wanted: str, shared: frozenset[str], current: str | None
    ) -> None:
        """Show a period, or the part of it that is wanted."""
        title, counts = escape(column.title), escape(column.counts)
        self.heading.setText(_HEADING.format(title=title, counts=counts))
        self.heading.setToolTip(plain_tip("\n".join((column.counts, *column.breakdown))))
        self.list.show_entries(column.only(wanted, shared), current)


class PeriodColumns(QWidget):
    """`chosen` carries the id of a record, `entered` that under the pointer or None."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.left = PeriodList(tr("Records of the left period"), theme)
        self.right = PeriodList(tr("Records of the right period"), theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * GRID)
        for side in (self.left, self.right):
            row.addWidget(side, 1)
            side.list.chosen.connect(self.chosen)
            side.list.entered.connect(self.entered)

    def show_reading(self, reading: PeriodReading, wanted: str, current: str | None) -> None:
        """Show both periods."""
        for side, column in ((self.left, reading.left), (self.right, reading.right)):
            side.show_column(column, wanted, reading.shared, current)

    def show_current(self, record_id: str | None) -> None:
        """Mark the current record on both sides."""
        for side in (self.left, self.right):
            side.list.show_current(record_id)

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the record that is pointed at elsewhere."""
        for side in (self.left, self.right):
            side.list.show_pointed(record_id)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        for side in (self.left, self.right):
            side.list.restyle(theme)
