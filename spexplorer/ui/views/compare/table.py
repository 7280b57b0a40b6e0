"""The table of a comparison: what, left, right, difference; counts with bars of one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from spexplorer.exploring.pairs import Sign
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.compare.entries import Entry, as_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from spexplorer.domain.counts import Count

_Index = QModelIndex | QPersistentModelIndex

_ROOT: Final = QModelIndex()

WHAT, LEFT, RIGHT, DIFFERENCE = range(4)
_SHARES: Final = (20, 31, 31, 18)
"""How the width is shared among the columns."""
_MOST_LINES: Final = 24
"""A text of more lines is cut; the tool tip has the whole of it."""


_LEAST_LINES: Final = 14
"""The table never gets lower than so many lines of text; the tab scrolls instead."""

_USUAL: Final = "88,888–88,888"
"""So wide are the figures beside a bar, unless there are wider ones."""


def _bar_below(room: int, figures: int) -> bool:
    """Whether a bar stands below its figures, because beside them it would have no length."""
    return room < figures * 2


def _word_widths(metrics: QFontMetrics, text: str) -> Iterator[int]:
    return (metrics.horizontalAdvance(word) for word in text.split())


class EntriesModel(QAbstractTableModel):
    """The lines of a comparison as cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.header: tuple[str, str, str, str] = ("", "", "", "")
        self._widest = _USUAL

    def replace(self, entries: list[Entry], left: str, right: str) -> None:
        """Put other lines in place."""
        self.beginResetModel()
        self.entries = entries
        figures = [text for e in entries if e.counts is not None for text in (e.left, e.right)]
        self._widest = max([_USUAL, *figures], key=len)
        self.header = (tr("What"), left, right, tr("Difference"))
        self.endResetModel()

    def figures_width(self, metrics: QFontMetrics) -> int:
        """How wide in pixels the figures beside the bars are: none is cut, and all end in one line."""
        return metrics.horizontalAdvance(self._widest)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.header)

    def text(self, row: int, column: int) -> str:
        """What a cell says."""
        entry = self.entries[row]
        return (entry.label, entry.left, entry.right, entry.difference)[column]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index.row(), index.column())
        return None

    def _said(self, row: int, column: int) -> str:
        """A cell as a screen reader says it: with its side, an empty one as empty."""
        text = self.text(row, column)
        if self.entries[row].is_heading or column in (WHAT, DIFFERENCE):
            return text
        return f"{self.header[column]}: {text or tr('nothing')}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return self.header[section]
        return None


class _Cell(QStyledItemDelegate):
    """Draws a cell: wrapped text, bars for counts, equal lines muted, headings over the whole row."""

    def __init__(self, theme: Theme, view: QTableView, model: EntriesModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = self._model.entries[index.row()]
        rect: QRect = option.rect
        painter.save()
        chosen = index.row() == self._view.currentIndex().row()
        if chosen:
            painter.fillRect(rect, self.theme.colour("selection"))
        elif entry.is_heading:
            painter.fillRect(rect, self.theme.colour("raised"))
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        if entry.counts is not None and index.column() in (LEFT, RIGHT):
            self._draw_count(painter, option.font, inner, entry, index.column(), chosen)
        else:
            self._draw_text(painter, option.font, inner, entry, index, chosen)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(self.theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _colour(self, entry: Entry, column: int, chosen: bool) -> str:
        if chosen:
            return "selection_text"
        if entry.is_heading or column == WHAT or entry.sign is Sign.SAME:
            return "muted" if not entry.is_heading else "text"
        certain = column == DIFFERENCE and entry.sign is not Sign.OPEN
        return "warning" if certain else "text"

    def _draw_text(
        self,
        painter: QPainter,
        font: QFont,
        inner: QRect,
        entry: Entry,
        index: _Index,
        chosen: bool,
    ) -> None:
        column = index.column()
        if entry.is_heading:
            font = QFont(font)
            font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.theme.colour(self._colour(entry, column, chosen)))
        text = self._model.text(index.row(), column)
        up = Qt.AlignmentFlag.AlignVCenter if entry.is_heading else Qt.AlignmentFlag.AlignTop
        flags = Qt.AlignmentFlag.AlignLeft | up | Qt.TextFlag.TextWrapAnywhere
        if all(metric <= inner.width() for metric in _word_widths(painter.fontMetrics(), text)):
            flags = Qt.AlignmentFlag.AlignLeft | up | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, flags, text)

    def _draw_count(
        self,
        painter: QPainter,
        font: QFont,
        inner: QRect,
        entry: Entry,
        column: int,
        chosen: bool,
    ) -> None:
        """The figure, and a bar behind which hatching stands for what is only possible."""
        assert entry.counts is not None
        count = entry.counts[0 if column == LEFT else 1]
        metrics = QFontMetrics(font)
        wide = self._model.figures_width(metrics)
        below = _bar_below(inner.width(), wide)
        room = inner.width() if below else wide
        painter.setFont(font)
        painter.setPen(self.theme.colour(self._colour(entry, column, chosen)))
        figures = QRect(inner.left(), inner.top(), room, metrics.height())
        side = Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignRight
        text = entry.left if column == LEFT else entry.right
        painter.drawText(figures, side | Qt.AlignmentFlag.AlignVCenter, text)
        height = metrics.height() * 0.6
        left = inner.left() if below else figures.right() + 2 * GRID
        top = inner.top() + (metrics.height() - height) / 2 + (metrics.height() if below else 0)
        if entry.top:
            area = QRectF(left, top, inner.right() - left, height)
            self._draw_bar(painter, area, count, entry.top)

    def _draw_bar(self, painter: QPainter, area: QRectF, count: Count, top: int) -> None:
        sure = area.width() * count.certain / top
        whole = area.width() * count.possible / top
        painter.setPen(Qt.PenStyle.NoPen)
        if count.certain:
            painter.setBrush(self.theme.colour("certain"))
            painter.drawRect(QRectF(area.left(), area.top(), max(1.0, sure), area.height()))
        if count.only_possible:
            rest = QRectF(area.left() + sure, area.top(), max(1.0, whole - sure), area.height())
            painter.setBrush(QBrush(self.theme.colour("certain"), Qt.BrushStyle.BDiagPattern))
            painter.setPen(self.theme.colour("certain"))
            painter.drawRect(rest.adjusted(0, 0, -1, -1))


class ComparisonTable(QTableView):
    """Walked by the arrow keys. `chosen` carries the id of the record of a line on Enter or double click.

    Ctrl+C copies the lines that are marked, or with none marked all of them, as a table.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = EntriesModel(self)
        self.setModel(self.lines)
        self._delegate = _Cell(theme, self, self.lines)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Comparison: what, left, right and difference"))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(flags)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.doubleClicked.connect(self._go)

    def show_entries(self, entries: list[Entry], left: str, right: str) -> None:
        """Show other lines; the same ones again keep place and mark."""
        header = (left, right)
        if entries == self.lines.entries and header == self.lines.header[LEFT:DIFFERENCE]:
            return
        self.lines.replace(entries, left, right)
        self.clearSpans()
        for row, entry in enumerate(entries):
            if entry.is_heading:
                self.setSpan(row, 0, 1, len(self.lines.header))
        self._share()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._delegate.theme = theme
        self.viewport().update()
        self._share()

    def _share(self) -> None:
        """Share the width among the columns and give every line the height its texts need."""
        width = self.viewport().width()
        widths = [width * share // sum(_SHARES) for share in _SHARES]
        for column, room in enumerate(widths):
            self.setColumnWidth(column, room)
        metrics = self.fontMetrics()
        self.setMinimumHeight(metrics.height() * _LEAST_LINES)
        header = self.verticalHeader()
        header.setDefaultSectionSize(metrics.height() + 2 * GRID + 2)
        for row, entry in enumerate(self.lines.entries):
            lines = 1 if entry.is_heading else self._lines(row, widths, metrics)
            above = GRID if entry.is_heading else 0
            height = metrics.height() * lines + 2 * GRID + 2 + above
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def _lines(self, row: int, widths: list[int], metrics: QFontMetrics) -> int:
        """So many lines the longest cell takes; words rarely fill a line to its end."""
        most = 1
        counts = self.lines.entries[row].counts is not None
        for column, width in enumerate(widths):
            room = max(1, width - 4 * GRID)
            if counts and column in (LEFT, RIGHT):
                below = _bar_below(room, self.lines.figures_width(metrics))
                most = max(most, 2 if below else 1)
                continue
            length = metrics.horizontalAdvance(self.lines.text(row, column))
            most = max(most, 1 if length <= room else math.ceil(length / room * 1.12))
        return min(most, _MOST_LINES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def copy(self, *, whole: bool = False) -> None:
        """Put the marked lines (or all) on the clipboard as tab-separated values."""
        marked = {index.row() for index in self.selectionModel().selectedRows()}
        entries = self.lines.entries
        if marked and not whole:
            # Headings above the first marked line still say what the lines stand under.
            entries = [e for at, e in enumerate(entries) if at in marked or e.is_heading]
        QGuiApplication.clipboard().setText(as_table(entries, self.lines.header))

    def _go(self, index: _Index) -> None:
        if index.isValid() and (record := self.lines.entries[index.row()].record):
            self.chosen.emit(record)
