"""How high the rows of a record table are: all of one height, or each as high as its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from spexplorer.ui.lists.record_model import RecordModel

_MANY: Final = 600
"""From so many rows on all are of one height, their words cut; the tooltip has them whole."""


class MeasuredRows(Protocol):
    """Whoever knows how high rows have to be."""

    def row_height(self) -> int:
        """The height of a row of one height."""

    def height(self, at: int) -> int:
        """The height that a row needs for all of its words."""


class RowHeights:
    """Keeps the heights of the rows of a table; those of few rows follow from the column widths."""

    def __init__(
        self, table: QTableView, records: RecordModel, laid: Callable[[], None], *, wraps: bool
    ) -> None:
        """`laid` is called when rows have new places."""
        self._table, self._records, self._laid = table, records, laid
        self._header = table.verticalHeader()
        self._wanted = wraps
        self._fitted: tuple[int, ...] | None = None
        self._sized = 0
        self._measured: MeasuredRows
        self._soon = QTimer(table)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.fit)
        table.horizontalHeader().sectionResized.connect(self._fit_soon)

    @property
    def wraps(self) -> bool:
        """Whether rows are as high as their words: asked for, and there are not too many of them."""
        return self._wanted and self._records.rowCount() < _MANY

    def measure(self, rows: MeasuredRows) -> None:
        """Take the height of rows of one height from the text size."""
        self._measured = rows
        height = rows.row_height()
        if self._header.defaultSectionSize() != height or self._wanted:
            self._header.blockSignals(True)  # a million rows would each tell of it
            self._header.setMinimumSectionSize(1)
            self._header.setDefaultSectionSize(height)
            self._header.blockSignals(False)
            self._table.updateGeometries()
        self._fitted = None

    def forget(self) -> None:
        """There are other rows."""
        self._fitted = None

    def _fit_soon(self, *_: object) -> None:
        if self._wanted:
            self._soon.start(0)

    def fit_now(self) -> None:
        """Fit the rows if they still have to be."""
        if self._soon.isActive():
            self.fit()

    def fit(self) -> None:
        """Make each row as high as its words, where they wrap."""
        self._soon.stop()
        if not self._wanted:
            return
        rows = self._records.rowCount()
        even = (self._measured.row_height(),) * min(rows, self._sized)
        heights = tuple(map(self._measured.height, range(rows))) if self.wraps else even
        if heights == self._fitted:
            return
        self._fitted = heights
        self._sized = len(heights) if self.wraps else 0
        self._header.blockSignals(True)  # one layout at the end, not one for each row
        for row, height in enumerate(heights):
            self._header.resizeSection(row, height)
        self._header.blockSignals(False)
        self._table.updateGeometries()
        self._table.viewport().update()
        self._laid()

    def place(self, row: int) -> tuple[int, int]:
        """Top in the viewport and height of a row."""
        if self.wraps:
            return self._table.rowViewportPosition(row), self._table.rowHeight(row)
        height = self._header.defaultSectionSize()
        return row * height - self._header.offset(), height

    def reveal(self, row: int) -> None:
        """Scroll up or down until a row is in sight; into the middle if it was far."""
        bar, room = self._table.verticalScrollBar(), self._table.viewport().height()
        place, height = self.place(row)
        top = place + self._header.offset()
        if bar.value() - height < top < bar.value():
            bar.setValue(top)
        elif bar.value() + room - height < top < bar.value() + room:
            bar.setValue(top + height - room)
        elif not bar.value() <= top <= bar.value() + room - height:
            self._table.updateGeometries()  # the range of the bar as of the present rows
            bar.setValue(top - max(0, room - height) // 2)

    def between(self, top: int, bottom: int) -> range:
        """The rows between two heights of the viewport."""
        number = self._records.rowCount()
        if not self.wraps:
            height, offset = self._header.defaultSectionSize(), self._header.offset()
            first = max(0, (top + offset) // height)
            return range(first, min(number, (bottom + offset) // height + 1))
        first, last = self._table.rowAt(max(0, top)), self._table.rowAt(bottom)
        return range(number if first < 0 else first, number if last < 0 else last + 1)
