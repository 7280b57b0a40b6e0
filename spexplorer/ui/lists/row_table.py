"""Rows of one height, a million if need be: the table behind every list that may grow long.

A QListView or QTreeView asks the model for each of its rows whenever it is laid out (two seconds for
200,000 rows of a model in Python); a QTableView whose rows are all as high asks for those in sight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

_Index = QModelIndex | QPersistentModelIndex


def show_whole_rows(table: QTableView) -> None:
    """Rows as a whole, scrolled by pixels, told of the pointer, without lines or headers at the left."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setMouseTracking(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


@guarded
class RowTable(QTableView):
    """One column of rows of two lines. `pointed` is the row under the pointer."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pointed = QPersistentModelIndex()
        show_whole_rows(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.entered.connect(self._point)
        self._fit_rows()

    def row_height(self) -> int:
        """How high every row is, in pixels."""
        return 2 * QFontMetrics(self.font()).height() + 3 * GRID

    def _fit_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(self.row_height())
        self.verticalHeader().setDefaultSectionSize(self.row_height())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row; a table would stay in its row."""
        actions = QAbstractItemView.CursorAction
        model = self.model()
        if action == actions.MoveHome:
            return model.index(0, 0)
        if action == actions.MoveEnd:
            return model.index(model.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(QModelIndex())

    def _point(self, index: QModelIndex) -> None:
        self.pointed = QPersistentModelIndex(index)
        self.viewport().update()


class RowPainter:
    """Paints one row of a RowTable: its ground, a coloured mark, two lines of words."""

    def __init__(self, painter: QPainter, theme: Theme, rect: QRect, font: QFont) -> None:
        self._painter = painter
        self._theme = theme
        self._rect = rect
        self._font = QFont(font)

    def ground(self, *, chosen: bool, pointed: bool) -> None:
        """The ground of a row that is chosen, under the pointer, or neither."""
        paint_ground(self._painter, self._theme, self._rect, chosen=chosen, pointed=pointed)

    def mark(self, colour: QColor) -> None:
        """The mark at the left."""
        rect = self._rect
        self._painter.fillRect(QRect(rect.left(), rect.top() + 2, 3, rect.height() - 4), colour)

    def words(self, label: str, detail: str, *, chosen: bool, possible: bool) -> None:
        """Label above detail, each cut to one line; what passes only possibly is in italics."""
        inner = self._rect.adjusted(3 * GRID, GRID, -2 * GRID, -GRID)
        self._font.setItalic(possible)
        self._line(inner, label, "selection_text" if chosen else "text", Qt.AlignmentFlag.AlignTop)
        self._font.setPointSizeF(self._font.pointSizeF() * 0.9)
        shade = "selection_text" if chosen else "muted"
        self._line(inner, detail, shade, Qt.AlignmentFlag.AlignBottom)

    def _line(self, rect: QRect, text: str, shade: str, side: Qt.AlignmentFlag) -> None:
        self._painter.setFont(self._font)
        self._painter.setPen(self._theme.colour(shade))
        metrics = QFontMetrics(self._font)
        words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(rect, side | Qt.AlignmentFlag.AlignLeft, words)


def paint_ground(
    painter: QPainter, theme: Theme, rect: QRect, *, chosen: bool, pointed: bool
) -> None:
    """What lies under a row of any list: that it is chosen, under the pointer, or neither."""
    if chosen:
        painter.fillRect(rect, theme.colour("selection"))
    elif pointed:
        painter.fillRect(rect, theme.colour("accent_soft"))
