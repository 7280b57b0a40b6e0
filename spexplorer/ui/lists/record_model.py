"""The model of every table and list of records: rows are read when they are looked at, page by page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from spexplorer.readings.tables import Column, GroupHeading, SortKey, TableContent
from spexplorer.support.errors import AppError
from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.roles import DETAIL_ROLE, ID_ROLE, MARK_ROLE, POSSIBLE_ROLE
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PAGE: Final = 16
"""Rows read at once: about as many as a window shows, for a jump waits for all of them."""
_PAGES: Final = 512
"""Pages kept, the ones longest unseen are dropped."""


@guarded
class RecordModel(QAbstractTableModel):
    """`failed` carries the error of a page that could not be read; its cells stay empty."""

    failed = Signal(object)

    def __init__(self, columns: Sequence[Column] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.content = TableContent()
        self.order: tuple[SortKey, ...] = ()
        self.headings_enabled = False
        """Whether the keyboard reaches headings, because something can be done with them."""
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def show(self, content: TableContent, order: Sequence[SortKey] = ()) -> None:
        """Show other rows, sorted as `order` says; the same columns."""
        self.beginResetModel()
        self.content, self.order = content, tuple(order)
        self._pages.clear()
        self.endResetModel()
        if self.columns:
            last = len(self.columns) - 1
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, of no rows at first."""
        self.beginResetModel()
        self.columns, self.content, self.order = tuple(columns), TableContent(), ()
        self._pages.clear()
        self.endResetModel()

    # -- what Qt asks ---------------------------------------------------------------------------

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.content)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def index(self, row: int, column: int = 0, parent: _Index = _ROOT) -> QModelIndex:
        return super().index(row, column, parent)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        never = Qt.ItemFlag.ItemNeverHasChildren
        if isinstance(self.row(index.row()), GroupHeading):
            return (Qt.ItemFlag.ItemIsEnabled | never) if self.headings_enabled else never
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable | Qt.ItemFlag.ItemIsDragEnabled | never

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        at, column = index.row(), self.columns[index.column()].key
        row, content = self.row(at), self.content
        if row is None:
            return None
        if isinstance(row, GroupHeading):
            return self._heading_data(row, index.column(), role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return content.text(at, row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(content.tip(at, row, column)) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                words = content.spoken(at, row, column) or content.text(at, row, column)
                words = words or tr("not stated")
                certain = content.is_certain(at)
                return words if certain else tr("{words}, possibly", words=words)
            case _ if role == ID_ROLE:
                return row.id
            case _ if role == DETAIL_ROLE:
                return content.detail(at, row)
            case _ if role == POSSIBLE_ROLE:
                return not content.is_certain(at)
            case _ if role == MARK_ROLE:
                return content.mark(at, row, column)
        return None

    def _heading_data(self, heading: GroupHeading, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = tr("Group {words}", words=heading_words(heading))
            if heading.folded is not None:
                return tr("{w}, folded", w=words) if heading.folded else tr("{w}, open", w=words)
            return heading.spoken or words
        if role == Qt.ItemDataRole.DisplayRole and column == 0:
            return heading_words(heading)
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
            title = column.tip or column.title
            how = tr(
                "Click to sort, again to turn the order; Shift+click adds it as a further key. What is"
                " not known comes last. Drag to move, right-click to hide."
            )
            return plain_tip(f"{title}{self._mark_in_words(column.key)}\n{how}")
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

    def row(self, at: int) -> Any:
        """What stands in a row, a heading or a line; None beyond the end or where it cannot be read."""
        if not 0 <= at < len(self.content):
            return None
        page, place = divmod(at, _PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(page)
        else:
            self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def record(self, at: int) -> Any:
        """The line of a row that stands for a record; None for a heading and where there is none."""
        row = self.row(at)
        return None if row is None or isinstance(row, GroupHeading) else row

    def record_id(self, at: int) -> str | None:
        """The record of a row; None where there is none."""
        row = self.record(at)
        return row.id if row is not None else None

    def index_of(self, record_id: str | None, column: int = 0) -> QModelIndex:
        """The index of the first row of a record; an invalid one where it is not shown."""
        at = self.content.place(record_id) if record_id else None
        return QModelIndex() if at is None else self.index(at, column)

    def end(self, step: int, column: int) -> QModelIndex:
        """The first row that can be reached, or with a step of -1 the last."""
        indexes = (self.index(at, column) for at in range(self.rowCount())[::step])
        enabled = Qt.ItemFlag.ItemIsEnabled
        return next((index for index in indexes if index.flags() & enabled), QModelIndex())

    def selection(self, rows: Iterable[int | None]) -> QItemSelection:
        """Whole rows as a selection; None is left out."""
        marked, last = QItemSelection(), len(self.columns) - 1
        for row in rows:
            if row is not None:
                marked.select(self.index(row), self.index(row, last))
        return marked

    def _read(self, page: int) -> Sequence[Any]:
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
        """The words of a cell; none for a heading."""
        row = self.record(at)
        return "" if row is None else self.content.text(at, row, self.columns[column].key)


_ROLES: Final = frozenset({
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole,
    ID_ROLE, DETAIL_ROLE, POSSIBLE_ROLE, MARK_ROLE,
})  # fmt: skip


def heading_words(heading: GroupHeading) -> str:
    """The words of a heading with the number of its rows."""
    if heading.number is None:
        return heading.words
    return tr("{words} · {n}", words=heading.words, n=tr.number(heading.number))
