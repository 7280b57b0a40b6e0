"""A table of records that are read when they are looked at: page by page, the last pages kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from spexplorer.support.errors import AppError
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.domain.listing import Row

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PAGE = 64
"""Rows read at once: more than a window shows, a millisecond or two."""
_PAGES = 128
"""Pages kept, the ones longest unseen are dropped."""


class Column(NamedTuple):
    """A column: its key, its title (shown as it is), and how many letters wide it is at first.

    A `shown` of False leaves it hidden until a person asks for it.
    """

    key: str
    title: str
    letters: int
    shown: bool = True


class Sorted(NamedTuple):
    """One key of a sort order."""

    column: str
    descending: bool = False


class Content(Protocol):
    """What a table shows: rows by their place, records by their number."""

    def __len__(self) -> int:
        """How many rows there are."""

    def rows(self, first: int, last: int) -> Sequence[Row]:
        """The records of some rows, the last not included; may raise AppError."""

    def text(self, at: int, row: Row, column: str) -> str:
        """What stands in a cell; at is the place of the row."""

    def is_certain(self, at: int) -> bool:
        """Whether the record of a row passes the filter for certain."""


class Nothing:
    """The content of an empty table."""

    def __len__(self) -> int:
        return 0

    def rows(self, first: int, last: int) -> Sequence[Row]:
        """There are none."""
        return ()

    def text(self, at: int, row: Row, column: str) -> str:
        """There is none."""
        return ""

    def is_certain(self, at: int) -> bool:
        """Nothing is in doubt."""
        return True


class RecordModel(QAbstractTableModel):
    """`failed` carries the error of a page that could not be read; its cells stay empty."""

    failed = Signal(object)

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.content: Content = Nothing()
        self.order: tuple[Sorted, ...] = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def show(self, content: Content, order: Sequence[Sorted]) -> None:
        """Show other rows, sorted as `order` says; the same columns."""
        self.beginResetModel()
        self.content, self.order = content, tuple(order)
        self._pages.clear()
        self.endResetModel()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, of no rows at first."""
        self.beginResetModel()
        self.columns, self.content, self.order = tuple(columns), Nothing(), ()
        self._pages.clear()
        self.endResetModel()

    # -- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.content)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.text(index.row(), index.column()) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self.text(index.row(), index.column()) or tr("not stated")
            return words if self.content.is_certain(index.row()) else tr("{w}, possibly", w=words)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title + self._mark(column.key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return column.title + self._mark_in_words(column.key)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(
                "{column}{sorted}. Click to sort, again to turn the order; Shift+click adds it as a"
                " further key. Drag to move, right-click to hide.",
                column=column.title,
                sorted=self._mark_in_words(column.key),
            )
        return None

    def _mark(self, key: str) -> str:
        """An arrow, and behind it the number of the key where there are several."""
        for at, part in enumerate(self.order):
            if part.column == key:
                arrow = " ↓" if part.descending else " ↑"
                return arrow + (str(at + 1) if len(self.order) > 1 else "")
        return ""

    def _mark_in_words(self, key: str) -> str:
        for at, part in enumerate(self.order):
            if part.column == key:
                down, up = tr(", sorted descending"), tr(", sorted ascending")
                words = down if part.descending else up
                return words + (tr(" (key {n})", n=at + 1) if len(self.order) > 1 else "")
        return ""

    # -- rows -----------------------------------------------------------------------------------

    def record(self, at: int) -> Row | None:
        """The record of a row; None beyond the end, or where it cannot be read."""
        if not 0 <= at < len(self.content):
            return None
        page, place = divmod(at, _PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(page)
        else:
            self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def _read(self, page: int) -> Sequence[Row]:
        try:
            last = min((page + 1) * _PAGE, len(self.content))
            rows = self.content.rows(page * _PAGE, last)
        except AppError as error:
            rows = ()
            self.failed.emit(error)
        self._pages[page] = rows
        while len(self._pages) > _PAGES:
            self._pages.popitem(last=False)
        return rows

    def text(self, at: int, column: int) -> str:
        """What stands in a cell."""
        row = self.record(at)
        return "" if row is None else self.content.text(at, row, self.columns[column].key)


def as_text(content: Content, columns: Sequence[Column], parts: Sequence[range]) -> str:
    """Rows as tab-separated lines under a line of titles, as a spreadsheet takes them."""
    lines = ["\t".join(column.title for column in columns)]
    for part in parts:
        for first in range(part.start, part.stop, _PAGE):
            rows = content.rows(first, min(first + _PAGE, part.stop))
            for at, row in enumerate(rows, first):
                cells = (content.text(at, row, column.key) for column in columns)
                lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join(lines)
