"""The list of records that stands beside every drawing: label, muted detail, coloured mark.

Following is one way: the list tells the workspace which record was chosen, and shows the state's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QVBoxLayout, QWidget

from spexplorer.domain.facets import KIND_LABELS
from spexplorer.domain.listing import Row
from spexplorer.ui.lists.pages import Pages
from spexplorer.ui.lists.row_table import RowPainter, RowTable
from spexplorer.ui.lists.rows import COLOUR_ROLE, DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE, RowsModel
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

    from spexplorer.operations.reader import Reader

_Index = QModelIndex | QPersistentModelIndex


class _RowDelegate(QStyledItemDelegate):
    """Draws a row in two lines; a record that passes only possibly is drawn in muted italics."""

    def __init__(self, theme: Theme, view: RowTable) -> None:
        super().__init__(view)
        # Selection and pointer are asked of the view: QStyle's flags cost 13 ms of the first paint.
        self._view = view
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, self._view.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chosen = index == self._view.currentIndex()
        painter.save()
        row = RowPainter(painter, self.theme, option.rect, option.font)
        row.ground(chosen=chosen, pointed=index == self._view.pointed)
        if colour := index.data(COLOUR_ROLE):
            row.mark(QColor(colour))
        row.words(
            index.data(),
            index.data(DETAIL_ROLE) or "",
            chosen=chosen,
            possible=bool(index.data(POSSIBLE_ROLE)),
        )
        painter.restore()


class RecordList(QWidget):
    """A headed list of records. `chosen` carries the id of the record a person chose.

    `entered` carries the id under the pointer, or None. The head says how many there are; `head` says
    it in words of its own where they are no “records” to a reader.
    """

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, title: str, theme: Theme, view: QAbstractItemView | None = None) -> None:
        """`view` shows the rows; without one they are drawn in two lines, however many there are."""
        super().__init__()
        self._title = title
        self._quiet = False
        self._number_of: Callable[[str], int | None] = _unknown
        self.heading = QLabel(title)
        self.heading.setObjectName("muted")
        self.heading.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self.head: Callable[[int], str] = self._head
        self.model = RowsModel(self)
        self.view = _two_lines(title, theme) if view is None else view
        self.view.setAccessibleName(title)
        self.view.setModel(self.model)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.clicked.connect(self._choose)
        self.view.entered.connect(self._point)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.view)

    def set_colouring(self, colour: Callable[[Row], str]) -> None:
        """Set what colour (a name such as "#0B6B6B", or "") marks a row."""
        self.model.set_colouring(colour)

    def show_rows(
        self, rows: Sequence[Row], current: str | None, certain: Callable[[str], bool] | None = None
    ) -> None:
        """Show rows and mark the current record; nothing is announced by this."""
        self._quiet = True
        if rows is not self.model.rows or certain is not None:
            self.model.replace(rows, certain)
            self.heading.setText(self.head(len(rows)))
        self.show_current(current)
        self._quiet = False

    def _head(self, number: int) -> str:
        return f"{self._title} · {counted(number, '{n} record', '{n} records')}"

    def show_pages(
        self, rows: Pages, current: str | None, number_of: Callable[[str], int | None]
    ) -> None:
        """Show rows that are read as they come into sight; `number_of` gives a record's number."""
        self._number_of = number_of
        self.show_rows(rows, current, _certain_or_not)

    def show_current(self, current: str | None) -> None:
        """Mark the current record, and scroll to it when it is out of sight."""
        quiet, self._quiet = self._quiet, True
        number = self._number_of(current) if current is not None else None
        index = self.model.index_of(current, number)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        else:
            self.view.setCurrentIndex(QModelIndex())
        self._quiet = quiet

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        delegate = self.view.itemDelegate()
        if isinstance(delegate, _RowDelegate):
            delegate.theme = theme
        self.view.viewport().update()

    def _point(self, index: QModelIndex) -> None:
        self.entered.emit(index.data(ID_ROLE))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.entered.emit(None)

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid():
            self.chosen.emit(index.data(ID_ROLE))


def _two_lines(title: str, theme: Theme) -> RowTable:
    view = RowTable(title)
    view.setItemDelegate(_RowDelegate(theme, view))
    return view


def _unknown(_record_id: str) -> None:
    return None


def _certain_or_not(_record_id: str) -> bool:
    """Rows in pages know that themselves."""
    return True


def number_in(reader: Reader) -> Callable[[str], int | None]:
    """What gives the record number of an id, None where a library has no such record."""

    def number_of(record_id: str) -> int | None:
        row = reader.row(record_id)
        return row.number if row is not None else None

    return number_of


def why_empty(reader: Reader, *kinds: str) -> str:
    """Why a tab shows nothing: the library holds nothing of its kinds, or the filter leaves nothing."""
    if any(reader.counts.get(kind) for kind in kinds):
        return tr("Nothing passes the filter. Clear it to see everything.")
    names = tr(" and ").join(tr(KIND_LABELS[kind]).lower() for kind in kinds)
    return tr("This library has no {kinds} yet.", kinds=names)


def nothing_passes() -> str:
    """What is said where a filter leaves nothing."""
    return tr("Nothing passes the filter. Clear it to see everything.")


def empty_label(text: str | None = None) -> QLabel:
    """What stands where a filter leaves nothing."""
    label = QLabel(text or nothing_passes())
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label
