"""How a line of the register is drawn: as printed, reading, confidence, explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from spexplorer.domain.figures import figure
from spexplorer.ui.lists.row_table import paint_state
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spexplorer.ui.views.observations.register import Heading, Line

LINE_ROLE = Qt.ItemDataRole.UserRole + 9
"""The Heading or Line of a row."""

_Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_BREAK = _WRAP | int(Qt.TextFlag.TextWrapAnywhere)
_HIGH = 100_000
_SIDE = 3 * GRID
_STACKED = 36
"""Below so many letters of width the reading stands under what is printed."""


class _Fonts(NamedTuple):
    plain: QFont
    printed: QFont
    reading: QFont
    small: QFont


class _Boxes(NamedTuple):
    """Where the parts of a line stand, from its upper left corner."""

    printed: QRect
    arrow: QRect
    reading: QRect
    confidence: QRect
    explanation: QRect
    height: int


class _Ruler:
    """Lays lines out for one width in pixels and one text size."""

    def __init__(self, fonts: _Fonts, width: int) -> None:
        self._plain, self._printed, self._reading, self._small = (QFontMetrics(f) for f in fonts)
        self._width = width
        self._arrow = self._plain.horizontalAdvance("→ ") + GRID
        self._stacked = self._small.averageCharWidth() * _STACKED

    def boxes(self, line: Line) -> _Boxes:
        """Where the parts of a line stand."""
        note, small = line.entry.note, self._small
        sure = small.height() + small.horizontalAdvance(line.confidence) + GRID
        left, top = _SIDE, 2 * GRID
        room = max(self._width - 2 * _SIDE - sure - 2 * GRID, 60)
        both = bool(note.as_printed and note.reading)
        arrow = self._arrow if both else 0
        stacked = both and room < self._stacked
        printed = QRect(left, top, 0, 0)
        if note.as_printed:
            words = _quoted(note.as_printed)
            natural = self._printed.horizontalAdvance(words) + GRID
            most = room if stacked or not both else int(room * 0.45)
            printed = _wrapped(self._printed, words, left, top, min(natural, most))
        start, level = (left, printed.bottom() + 1) if stacked else (left + printed.width(), top)
        wide = left + room - start - arrow
        read = _wrapped(self._reading, note.reading or "", start + arrow, level, wide)
        below = max(printed.bottom(), read.bottom(), top + small.height()) + GRID
        whole = max(self._width - 2 * _SIDE, 60)
        explained = _wrapped(self._plain, note.explanation, left, below, whole)
        return _Boxes(
            printed,
            QRect(start + GRID // 2, level, arrow, small.height() * 2),
            read,
            QRect(self._width - _SIDE - sure, top, sure, small.height()),
            explained,
            explained.bottom() + 2 * GRID,
        )


class RegisterDelegate(QStyledItemDelegate):
    """Draws headings and lines; heights are measured once for each width and text size."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view
        self._boxes: dict[str, _Boxes] = {}
        self._measured: tuple[int, str] | None = None
        self._ruler = _Ruler(_fonts(view.font()), 0)

    # -- measuring ------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Any = index.data(LINE_ROLE)
        width = self._view.viewport().width()
        if hasattr(row, "code"):
            return QSize(width, QFontMetrics(self._view.font()).height() + 4 * GRID)
        return QSize(width, self._laid_out(row, width).height)

    def measure(self, lines: Iterable[Line]) -> None:
        """Find out how high lines are at the present width."""
        width = self._view.viewport().width()
        for line in lines:
            self._laid_out(line, width)

    def _laid_out(self, line: Line, width: int) -> _Boxes:
        key = (width, self._view.font().toString())
        if key != self._measured:
            self._measured = key
            self._ruler = _Ruler(_fonts(self._view.font()), width)
            self._boxes.clear()
        if line.entry.id not in self._boxes:
            self._boxes[line.entry.id] = self._ruler.boxes(line)
        return self._boxes[line.entry.id]

    # -- drawing --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Any = index.data(LINE_ROLE)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        if hasattr(row, "code"):
            self._draw_heading(painter, row, rect)
        else:
            self._draw_line(painter, row, rect, state)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _draw_heading(self, painter: QPainter, heading: Heading, rect: QRect) -> None:
        painter.fillRect(rect, self.theme.colour("accent_soft" if heading.kept else "raised"))
        painter.setPen(self.theme.colour("border"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        bold = QFont(self._view.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(self.theme.colour("text" if heading.count else "muted"))
        words = f"{heading.words} · {figure(heading.count)}"
        if heading.kept:
            words = f"✓ {words}"
        used = QFontMetrics(bold).horizontalAdvance(words) + 2 * GRID
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, words)
        small = _fonts(self._view.font()).small
        offer = tr("kept · click for all types") if heading.kept else tr("click to keep only these")
        painter.setFont(small)
        painter.setPen(self.theme.colour("muted"))
        room = inner.adjusted(used, 0, 0, 0)
        offer = QFontMetrics(small).elidedText(offer, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, offer)

    def _draw_line(
        self, painter: QPainter, line: Line, rect: QRect, state: QStyle.StateFlag
    ) -> None:
        chosen = paint_state(painter, self.theme, rect, state)
        ink = self.theme.colour("selection_text" if chosen else "text")
        quiet = ink if chosen else self.theme.colour("muted")
        if not line.is_certain:
            ink = quiet
        boxes, fonts = self._laid_out(line, rect.width()), _fonts(self._view.font())
        painter.translate(rect.topLeft())
        note = line.entry.note
        if note.as_printed:
            _write(painter, fonts.printed, ink, boxes.printed, _quoted(note.as_printed))
        if boxes.arrow.width():
            _write(painter, fonts.plain, quiet, boxes.arrow, "→")
        reading = fonts.reading
        reading.setItalic(not line.is_certain)
        _write(painter, reading, ink, boxes.reading, note.reading or "")
        _write(painter, fonts.plain, quiet, boxes.explanation, note.explanation)
        painter.setFont(fonts.small)
        draw_confidence(painter, boxes.confidence, note.confidence, line.confidence, ink)
        painter.setPen(self.theme.colour("grid"))
        painter.drawLine(_SIDE, rect.height() - 1, rect.width() - _SIDE, rect.height() - 1)


def draw_confidence(
    painter: QPainter, rect: QRect, confidence: str | None, words: str, ink: QColor
) -> None:
    """A full circle is high, a half one medium, an empty one low; the word stands beside it."""
    side = rect.height() * 0.62
    circle = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(ink if confidence == "high" else Qt.BrushStyle.NoBrush)
    if confidence is None:
        painter.drawLine(
            QPointF(circle.left(), circle.center().y()),
            QPointF(circle.right(), circle.center().y()),
        )
    else:
        painter.drawEllipse(circle)
    if confidence == "medium":
        painter.setBrush(ink)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    beside = rect.adjusted(int(side) + GRID, 0, 0, 0)
    painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


def _fonts(base: QFont) -> _Fonts:
    printed, reading, small = QFont(base), QFont(base), QFont(base)
    printed.setItalic(True)
    reading.setBold(True)
    small.setPointSizeF(base.pointSizeF() * 0.9)
    return _Fonts(QFont(base), printed, reading, small)


def _quoted(words: str) -> str:
    return f"“{words}”"


def _wrapped(metrics: QFontMetrics, text: str, left: int, top: int, width: int) -> QRect:
    """The place a text takes when it is wrapped at a width; breaks words that are longer."""
    if not text:
        return QRect(left, top, 0, 0)
    flags = _WRAP if " " in text else _BREAK
    return QRect(left, top, width, metrics.boundingRect(0, 0, width, _HIGH, flags, text).height())


def _write(painter: QPainter, font: QFont, ink: QColor, rect: QRect, text: str) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(rect, _WRAP if " " in text else _BREAK, text)
