"""The treaty register: a table of agreements whose form and level are badges that narrow everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from spexplorer.ui.lists.row_table import show_columns
from spexplorer.ui.lists.rows import ID_ROLE
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.cells import CellDelegate, badge_rect, draw_heading
from spexplorer.ui.views.agreements.fitting import Fitting
from spexplorer.ui.views.agreements.material import Column
from spexplorer.ui.views.agreements.model import BADGES, Heading, RegisterModel
from spexplorer.ui.views.agreements.register_menus import column_menu, row_menu, rows_as_text

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Entry

_Index = QModelIndex | QPersistentModelIndex


class Register(QTableView):
    """`chosen` carries an id and the ids of all selected rows, `toggled` a facet and a value.

    `entered_row` carries the id under the pointer or None; `laid` comes when the rows' place changed.
    """

    chosen = Signal(object, object)
    toggled = Signal(str, str)
    entered_row = Signal(object)
    laid = Signal()

    def __init__(self, model: RegisterModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.register = model
        self._theme = theme
        self._quiet = False
        self._pressed: tuple[str, str] | None = None
        self.cells = CellDelegate(model, theme, self)
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(tr("Register of agreements"))
        show_columns(self)
        self._set_header()
        self.setColumnHidden(Column.ANSWER, True)
        self.fitting = Fitting(self)
        self.measure()
        self.selectionModel().currentChanged.connect(self._announce)
        self.activated.connect(self._announce)
        self.clicked.connect(self._announce)
        self.entered.connect(self._enter)
        model.modelReset.connect(self.laid)

    def _set_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(Column.DATE, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._column_menu)
        header.setAccessibleName(tr("Columns: click to sort, drag to move"))
        self.setSortingEnabled(True)
        header.moveSection(Column.ANSWER, Column.FORM)

    def measure(self) -> None:
        """Take row height and the first column widths from the text size."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 3 * GRID)
        self.horizontalHeader().setMinimumSectionSize(metrics.averageCharWidth() * 6)
        self.fitting.begin()

    # -- showing --------------------------------------------------------------------------------

    def show_selected(self, current: str | None, selected: frozenset[str]) -> None:
        """Mark the current record and the selected ones; nothing is announced by this."""
        self._quiet = True
        row = self.register.row_of(current)
        chosen = QItemSelection()
        for record_id in selected:
            at = self.register.row_of(record_id)
            if at is not None:
                chosen.select(self.register.index(at, 0), self.register.index(at, len(Column) - 1))
        flags = QItemSelectionModel.SelectionFlag
        if row is None:
            self.setCurrentIndex(QModelIndex())
        elif self.currentIndex().row() != row:
            column = max(0, self.currentIndex().column()) or Column.TITLE
            index = self.register.index(row, column)
            self.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        self.selectionModel().select(chosen, flags.ClearAndSelect)
        self._quiet = False

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Keys scroll sideways too; what is current elsewhere only up and down (see `reveal`)."""
        if not self._quiet:
            super().scrollTo(index, hint)

    @Slot(object)
    def reveal(self, row: int) -> None:
        """Scroll up or down until a row is in sight, sideways not at all."""
        bar, height = self.verticalScrollBar(), self.verticalHeader().defaultSectionSize()
        top, room = row * height, self.viewport().height()
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)

    def reveal_current(self) -> None:
        """Scroll up or down until the current row is in sight; nowhere without one."""
        if self.currentIndex().isValid():
            self.reveal(self.currentIndex().row())

    def show_answers(self, *, shown: bool) -> None:
        """Show or hide the column that says why."""
        self.fitting.show_answers(shown=shown)

    def show_pointed(self, record_id: str | None) -> None:
        """Mark the agreement that is pointed at elsewhere."""
        if record_id != self.cells.pointed:
            self.cells.pointed = record_id
            self.viewport().update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme, at another text size."""
        self._theme = theme
        self.cells.theme = theme
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitting.fit()
        row = self.currentIndex().row()
        if row >= 0 and 0 <= self.rowViewportPosition(row) < event.oldSize().height():
            self.reveal(row)  # what was in sight stays in sight
        self.laid.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.measure()
            self.laid.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            height = self.verticalHeader().defaultSectionSize()
            first = max(0, self.rowAt(event.rect().top()))
            for row in range(first, len(self.register.lines)):
                top = self.rowViewportPosition(row)
                if top > event.rect().bottom():
                    break
                line = self.register.lines[row]
                if isinstance(line, Heading):
                    rect = QRect(0, top, self.viewport().width(), height)
                    draw_heading(painter, line, rect, self.font(), self._theme)

    # -- choosing -------------------------------------------------------------------------------

    def selected_entries(self) -> list[Entry]:
        """The selected agreements from top to bottom."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [entry for row in rows if (entry := self.register.entry(row)) is not None]

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._announce()

    @Slot(QModelIndex)
    @Slot(QModelIndex, QModelIndex)
    def _announce(self, *_: object) -> None:
        """Tell what is current and selected, once both belong together."""
        current = self.register.entry(self.currentIndex().row())
        chosen = frozenset(entry.id for entry in self.selected_entries())
        if not self._quiet and current is not None and current.id in chosen:
            self.chosen.emit(current.id, chosen)

    @Slot(QModelIndex)
    def _enter(self, index: _Index) -> None:
        self.entered_row.emit(index.data(ID_ROLE))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.entered_row.emit(None)

    # -- badges ---------------------------------------------------------------------------------

    def badge_at(self, point: QPoint) -> tuple[str, str] | None:
        """Facet and value of the badge at a point of the viewport."""
        index = self.indexAt(point)
        value = self._badge(index)
        if value is None:
            return None
        rect = badge_rect(self.visualRect(index), str(index.data()), self.fontMetrics())
        return value if rect.contains(point) else None

    def _badge(self, index: _Index) -> tuple[str, str] | None:
        entry = self.register.entry(index.row()) if index.isValid() else None
        if entry is None or index.column() not in BADGES:
            return None
        facet = BADGES[Column(index.column())]
        return facet, str(getattr(entry.agreement, facet))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton and plain:
            self._pressed = self.badge_at(event.position().toPoint())
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif self.badge_at(event.position().toPoint()) == pressed:
            self.toggled.emit(*pressed)

    # -- keys and menus -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        badge = self._badge(self.currentIndex())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif event.key() == Qt.Key.Key_Space and badge is not None:
            self.toggled.emit(*badge)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """What is typed is looked for among the titles, whatever column the keys are in."""
        current = self.currentIndex()
        if current.isValid() and current.column() != Column.TITLE:
            index = self.register.index(current.row(), Column.TITLE)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif not current.isValid() and self.register.lines:
            self._quiet = True
            index = self.register.index(len(self.register.lines) - 1, Column.TITLE)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self._quiet = False
        super().keyboardSearch(search)

    def copy_rows(self) -> None:
        """Copy the rows to the clipboard."""
        QGuiApplication.clipboard().setText(rows_as_text(self))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = row_menu(self, self.register.entry(self.currentIndex().row()))
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _column_menu(self, point: QPoint) -> None:
        menu = column_menu(self)
        menu.exec(self.horizontalHeader().mapToGlobal(point))
        menu.deleteLater()
