"""The list beside the drawing: footnotes in their order, works and statements, in headed groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.models.rows import DETAIL_ROLE, ID_ROLE, POSSIBLE_ROLE
from spexplorer.ui.theme import GRID, Theme

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
ENTRY_ROLE = Qt.ItemDataRole.UserRole + 20
"""The Entry itself."""

Glyph = Callable[[QPainter, Theme, QRectF], None]
"""Draws a small sign into a square."""


class Entry(NamedTuple):
    """A row: a heading when it has no id. `tip` is shown when it is pointed at."""

    id: str
    label: str
    detail: str = ""
    tip: str = ""
    possible: bool = False
    glyph: Glyph | None = None


class _Entries(QAbstractListModel):
    """Entries, replaced as a whole."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self._at: dict[str, int] = {}

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = entries
        self._at = {entry.id: at for at, entry in enumerate(entries) if entry.id}
        self.endResetModel()

    def index_of(self, record_id: str | None) -> QModelIndex:
        """The index of a record, invalid when it is not listed."""
        at = self._at.get(record_id or "")
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.entries[index.row()].id:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.label
            case Qt.ItemDataRole.ToolTipRole:
                return entry.tip or f"{entry.label}\n{entry.detail}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.label} – {entry.detail}" if entry.detail else entry.label
            case value if value == ENTRY_ROLE:
                return entry
            case value if value == ID_ROLE:
                return entry.id
            case value if value == DETAIL_ROLE:
                return entry.detail
            case value if value == POSSIBLE_ROLE:
                return entry.possible
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Two lines behind a glyph; headings are one muted line over a rule."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = QFontMetrics(option.font).height()
        entry: Entry = index.data(ENTRY_ROLE)
        if not entry.id:
            return QSize(line * 6, line + 4 * GRID)
        return QSize(line * 6, 2 * line + 3 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.id:
            self._paint_row(painter, option, entry)
        else:
            self._paint_heading(painter, option, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        rect: QRect = option.rect.adjusted(2 * GRID, 0, -2 * GRID, -GRID)
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.95)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.theme.colour("muted"))
        text = QFontMetrics(font).elidedText(entry.label, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, self.theme.colour("selection"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.colour("accent_soft"))
        line = QFontMetrics(option.font).height()
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        if entry.glyph is not None:
            sign = QRectF(inner.x(), inner.y() + GRID / 2, line - GRID, line - GRID)
            painter.setFont(option.font)
            entry.glyph(painter, self.theme, sign)
            inner.setLeft(inner.left() + line + GRID)
        font = QFont(option.font)
        font.setItalic(entry.possible)
        self._line(painter, inner, entry.label, font, "text", chosen, Qt.AlignmentFlag.AlignTop)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        below = Qt.AlignmentFlag.AlignBottom
        self._line(painter, inner, entry.detail, font, "muted", chosen, below)

    def _line(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        colour: str,
        chosen: bool,
        align: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.colour("selection_text" if chosen else colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignLeft, shown)


class GroupedList(QWidget):
    """`chosen` carries the id of the record a person chose, `entered` that under the pointer or None."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = False
        self.model = _Entries(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setAccessibleName(name)
        self._delegate = _EntryDelegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.selectionModel().currentChanged.connect(self._choose)
        self.view.clicked.connect(self._choose)
        self.view.entered.connect(self._enter)
        self.view.viewport().installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_entries(self, entries: Sequence[Entry], current: str | None) -> None:
        """Show other entries and mark the current record; nothing is announced by this."""
        self._quiet = True
        self.model.replace(entries)
        self._quiet = False
        self.show_current(current)

    def show_current(self, current: str | None) -> None:
        """Mark the current record, and scroll to it when it is out of sight."""
        quiet, self._quiet = self._quiet, True
        index = self.model.index_of(current)
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)
        self._quiet = quiet

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.view.viewport().update()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.entered.emit(None)
        return False

    def _enter(self, index: _Index) -> None:
        self.entered.emit(index.data(ID_ROLE) or None)

    def _choose(self, index: _Index, _previous: object = None) -> None:
        if not self._quiet and index.isValid() and index.data(ID_ROLE):
            self.chosen.emit(index.data(ID_ROLE))
