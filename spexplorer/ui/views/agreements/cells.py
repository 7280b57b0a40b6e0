"""How cells of the register are drawn: plain words, badges for form and level, headings of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.views.agreements.material import Column
from spexplorer.ui.views.agreements.model import BADGES, Heading, RegisterModel, heading_words

if TYPE_CHECKING:
    from spexplorer.ui.views.agreements.material import Entry

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class _Letters(NamedTuple):
    """A font and its measures."""

    font: QFont
    metrics: QFontMetrics

    def cut(self, words: str, width: int) -> str:
        """Words cut to a width in pixels."""
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


class CellDelegate(QStyledItemDelegate):
    """`active` holds the values that narrow the library, as (facet, value)."""

    def __init__(self, model: RegisterModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.theme = theme
        self.pointed: str | None = None
        self._letters: dict[tuple[str, bool], _Letters] = {}
        self.active: frozenset[tuple[str, str]] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        font: QFont = option.font
        metrics = QFontMetrics(font)
        words = str(index.data() or "")
        return QSize(metrics.horizontalAdvance(words) + 6 * GRID, metrics.height() + 3 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = self._model.lines[index.row()]
        if isinstance(line, Heading):
            return  # the register draws it over the whole row
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, self.theme.colour("selection"))
        elif line.id == self.pointed:
            painter.fillRect(rect, self.theme.colour("accent_soft"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self.theme.colour("grid"))
        letters = self._letters_of(option.font, italic=self._model.is_possible(line.id))
        self._draw_value(painter, rect, letters, line, Column(index.column()), chosen=chosen)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _letters_of(self, font: QFont, *, italic: bool) -> _Letters:
        """What a cell is written in; made once, since a register has hundreds of cells in sight."""
        key = font.key(), italic
        if key not in self._letters:
            own = QFont(font)
            own.setItalic(italic)
            self._letters[key] = _Letters(own, QFontMetrics(own))
        return self._letters[key]

    def _draw_value(
        self,
        painter: QPainter,
        rect: QRect,
        letters: _Letters,
        entry: Entry,
        column: Column,
        *,
        chosen: bool,
    ) -> None:
        text = self._model.text(entry, column)
        possible = letters.font.italic()
        shade = "muted" if possible or column not in (Column.TITLE, *BADGES) else "text"
        painter.setPen(self.theme.colour("selection_text" if chosen else shade))
        if column in BADGES:
            value = str(getattr(entry.agreement, BADGES[column]))
            on = (BADGES[column], value) in self.active
            self._draw_badge(painter, rect, letters, text, on=on)
            return
        painter.setFont(letters.font)
        inner = rect.adjusted(2 * GRID, 0, -2 * GRID, 0)
        painter.drawText(inner, _LEFT, letters.cut(text, inner.width()))

    def _draw_badge(
        self, painter: QPainter, rect: QRect, letters: _Letters, text: str, *, on: bool
    ) -> None:
        """A rounded frame round the words; a filled one with a tick while the value narrows."""
        words = f"✓ {text}" if on else text
        box = badge_rect(rect, words, letters.metrics)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = painter.pen()
        painter.setPen(QPen(self.theme.colour("accent" if on else "border"), 1))
        painter.setBrush(self.theme.colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2 * GRID, 2 * GRID)
        painter.setPen(self.theme.colour("accent_text") if on else ink)
        painter.setFont(letters.font)
        inner = box.adjusted(2 * GRID, 0, -GRID, 0)
        painter.drawText(inner, _LEFT, letters.cut(words, inner.width()))


def badge_rect(cell: QRect, words: str, metrics: QFontMetrics) -> QRect:
    """The region of a badge with some words in a cell."""
    width = min(metrics.horizontalAdvance(words) + 4 * GRID, cell.width() - 2 * GRID)
    height = min(metrics.height() + GRID, cell.height() - GRID)
    return QRect(cell.left() + GRID, cell.center().y() - height // 2, max(width, 0), height)


def draw_heading(painter: QPainter, line: Heading, rect: QRect, font: QFont, theme: Theme) -> None:
    """A heading over the width of the register."""
    bold = QFont(font)
    bold.setBold(True)
    painter.fillRect(rect, theme.colour("raised"))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("grid"))
    painter.setFont(bold)
    painter.setPen(theme.colour("text"))
    painter.drawText(rect.adjusted(2 * GRID, 0, -2 * GRID, 0), _LEFT, heading_words(line))
