"""A list of records for item views: one row a record, its detail and marks in roles of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from spexplorer.domain.listing import Row
from spexplorer.ui.lists.pages import Pages

ID_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
POSSIBLE_ROLE = Qt.ItemDataRole.UserRole + 2
"""True for a record that passes the filter only possibly."""
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 3
"""A colour name for the mark at the left of a row, or ""."""

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RowsModel(QAbstractListModel):
    """Rows of records; replaced as a whole. Rows in pages are read when they come into sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self._at: dict[str, int] = {}
        self._certain: Callable[[str], bool] = _always
        self._colour: Callable[[Row], str] = _plain

    def set_colouring(self, colour: Callable[[Row], str]) -> None:
        """Set what colour marks a row."""
        self._colour = colour

    def replace(self, rows: Sequence[Row], certain: Callable[[str], bool] | None = None) -> None:
        """Show other rows; `certain` tells whether a record passes for certain."""
        self.beginResetModel()
        self.rows = rows
        paged = isinstance(rows, Pages)
        self._at = {} if paged else {row.id: at for at, row in enumerate(rows)}
        self._certain = certain or _always
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == ID_ROLE:
            return row.id
        if role == DETAIL_ROLE:
            return row.detail
        if role == POSSIBLE_ROLE:
            return not self._is_certain(index.row())
        if role == COLOUR_ROLE:
            return self._colour(row)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.label} – {row.detail}" if row.detail else row.label
        return None

    def _is_certain(self, at: int) -> bool:
        if isinstance(self.rows, Pages):
            return self.rows.is_certain(at)
        return self._certain(self.rows[at].id)

    def index_of(self, record_id: str | None, number: int | None = None) -> QModelIndex:
        """The index of a record, invalid when it is not among the rows.

        Rows in pages know records by their record number only.
        """
        at = self._at.get(record_id or "")
        if number is not None and isinstance(self.rows, Pages):
            at = self.rows.place(number)
        return QModelIndex() if at is None else self.index(at)

    def row(self, index: _Index) -> Row:
        """The row at an index."""
        return self.rows[index.row()]


def _always(_: str) -> bool:
    return True


def _plain(_: Row) -> str:
    return ""
