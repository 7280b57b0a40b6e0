"""Measures and paints the cells of a record table: only what is in sight, each text laid out once.

One pass over the rows in Python costs less than a delegate, which Qt calls for every cell with an
option to be filled in; a frame of a full window stays well below 16 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPolygonF,
    QStaticText,
    QTextOption,
)

from spexplorer.readings.tables import GroupHeading
from spexplorer.support.printable import shortened
from spexplorer.ui.lists.record_columns import selected_rows
from spexplorer.ui.lists.record_model import heading_words
from spexplorer.ui.style.theme import GRID, SMALL, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from spexplorer.ui.lists.record_columns import ColumnLayout
    from spexplorer.ui.lists.record_model import RecordModel
    from spexplorer.ui.lists.row_heights import RowHeights

_MOST: Final = 800
"""Letters of a cell that are laid out; one line takes a quarter of them."""

_KEPT: Final = 6_000
"""Laid out texts that are kept before all are let go."""
"""The size of a detail in that of the words above it."""
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

MarkPainter: TypeAlias = Callable[[QPainter, Theme, QRectF, Any, QColor | None], None]
"""Draws a mark into a square; in the one colour given where the row is a chosen one."""


_BOLD: Final = 4
"""The place of the bold font among the fonts."""


class _Place(NamedTuple):
    """A column: its number, its left edge and its width."""

    column: int
    left: int
    width: int


class _Row(NamedTuple):
    """A row as it is painted now."""

    at: int
    row: Any
    rect: QRect
    chosen: bool
    certain: bool


class RecordCells:
    """Rows that pass only possibly are drawn in muted italics, as everywhere in the program."""

    def __init__(
        self,
        table: QTableView,
        records: RecordModel,
        columns: ColumnLayout,
        heights: RowHeights,
        theme: Theme,
        *,
        details: bool,
    ) -> None:
        """With `details` a muted line stands below the words of the first cell."""
        self._table, self._records, self._layout = table, records, columns
        self._heights, self._details = heights, details
        self.paint_mark: MarkPainter | None = None
        self.bar_of: Callable[[Any], QColor | None] = _no_bar
        """The colour of the bar at the left of a row."""
        self.active: frozenset[tuple[str, str]] = frozenset()
        """The badges (facet, value) that narrow the library now."""
        self.pointed = -1
        self.current = -1
        self.theme = theme
        self._texts: dict[tuple[str, int, bool, int], QStaticText] = {}
        self.measure()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme, and the present text size."""
        self.theme = theme
        self.measure()

    def measure(self) -> None:
        """Take the text size of the table."""
        colour = self.theme.colour
        self._ink, self._muted = colour("text"), colour("muted")
        self._chosen, self._chosen_ink = colour("selection"), colour("selection_text")
        self._soft, self._line = colour("accent_soft"), colour("grid")
        self._ground, self._accent = colour("surface"), colour("accent")
        plain = self._table.font()
        small = QFont(plain)
        small.setPointSizeF(plain.pointSizeF() * SMALL)
        bold = QFont(plain)
        bold.setBold(True)
        slanted, small_slanted = QFont(plain), QFont(small)
        slanted.setItalic(True)
        small_slanted.setItalic(True)
        # By twice the size (0 words, 1 detail) and the slant; the last is that of headings.
        self._fonts = (plain, slanted, small, small_slanted, bold)
        self._metrics = tuple(map(QFontMetrics, self._fonts))
        self._texts.clear()

    def row_height(self) -> int:
        """The height of a row of one height."""
        words = self._metrics[0].height()
        return words + self._metrics[2].height() + 3 * GRID if self._details else words + 3 * GRID

    # -- measuring ------------------------------------------------------------------------------

    def height(self, at: int) -> int:
        """The height that a row needs for all of its words at the present widths of the columns."""
        row = self._records.row(at)
        if isinstance(row, GroupHeading):
            return self._heading_height(row)
        if row is None:
            return self.row_height()
        return max(self._cell_height(at, row, *place) for place in self._columns(None))

    def _cell_height(self, at: int, row: Any, column: int, left: int, width: int) -> int:
        certain = self._records.content.is_certain(at)
        key = self._records.columns[column].key
        content, room = self._records.content, width - 4 * GRID
        if column == 0:
            room -= self._sign_room(content.mark(at, row, key))
            room -= self._aside_room(content.aside(at, row), room)
        high = int(
            self._laid(content.text(at, row, key), room, not certain, wraps=True).size().height()
        )
        if column == 0 and self._details and (detail := content.detail(at, row)):
            text = self._laid(detail, room, 2 + (not certain), wraps=True)
            high += int(text.size().height()) + GRID // 2
        return high + 2 * GRID + GRID // 2

    def _heading_height(self, heading: GroupHeading) -> int:
        room = self._table.viewport().width() - 4 * GRID
        words = self._laid(heading_words(heading), room, 4, wraps=True)
        return int(words.size().height()) + 3 * GRID

    def _sign_room(self, mark: Any) -> int:
        has_mark = mark is not None and self.paint_mark is not None
        return self._metrics[0].height() + GRID if has_mark else 0

    def _aside_room(self, aside: str, room: int) -> int:
        wide = self._metrics[2].horizontalAdvance(shortened(aside, _MOST // 4))
        wide = min(wide, room // 3)
        return wide + 3 * GRID if aside else 0

    def _laid(self, text: str, width: int, font: int, *, wraps: bool) -> QStaticText:
        """A text laid out at a width: wrapped, or cut to one line; what fills pages is shortened."""
        text = shortened(text, _MOST if wraps else _MOST // 4)
        key = text, width, wraps, int(font)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            words = text.replace(" · ", "\u00a0· ")  # a line ends with the dot, none begins with it
            if not wraps:
                line = " ".join(text.split())
                words = self._metrics[font].elidedText(line, Qt.TextElideMode.ElideRight, width)
            found = QStaticText(words)
            found.setTextFormat(Qt.TextFormat.PlainText)
            if wraps:
                option = QTextOption()
                option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
                found.setTextOption(option)
                found.setTextWidth(max(width, 1))
                found.prepare(font=self._fonts[font])
            self._texts[key] = found
        return found

    # -- marking --------------------------------------------------------------------------------

    def mark(self, *, current: int | None = None, pointed: int | None = None) -> None:
        """Mark a row (-1 for none) as the current one or the one pointed at; only these are repainted."""
        for old, new in ((self.current, current), (self.pointed, pointed)):
            if new is not None and old != new:
                self._repaint(old)
                self._repaint(new)
        self.current = self.current if current is None else current
        self.pointed = self.pointed if pointed is None else pointed

    def _repaint(self, row: int) -> None:
        if row >= 0:
            top, height = self._heights.place(row)
            viewport = self._table.viewport()
            viewport.update(0, top, viewport.width(), height)

    # -- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint what lies in an area of the viewport, the ground included."""
        table = self._table
        painter.fillRect(area, self._ground)
        columns, selected = self._columns(area), selected_rows(table)
        if not columns:
            return
        left, right = columns[0].left, columns[-1].left + columns[-1].width
        for at in self._heights.between(area.top(), area.bottom()):
            row = self._records.row(at)
            if row is None:
                continue
            top, height = self._heights.place(at)
            if isinstance(row, GroupHeading):
                self._heading(painter, at, row, QRect(0, top, table.viewport().width(), height))
                continue
            chosen = at == self.current or any(at in part for part in selected)
            certain = self._records.content.is_certain(at)
            place = QRect(left, top, right - left, height)
            self._row(painter, _Row(at, row, place, chosen, certain), columns)

    def _columns(self, area: QRect | None) -> list[_Place]:
        table = self._table
        places = [
            _Place(at, table.columnViewportPosition(at), table.columnWidth(at))
            for at in self._layout.visible()
        ]
        if area is None:
            return places
        return [p for p in places if p.left <= area.right() and p.left + p.width > area.left()]

    def _row(self, painter: QPainter, shown: _Row, columns: Sequence[_Place]) -> None:
        rect, table = shown.rect, self._table
        if shown.chosen:
            painter.fillRect(rect, self._chosen)
        elif shown.at == self.pointed:
            painter.fillRect(rect, self._soft)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if (bar := self.bar_of(shown.row)) is not None:
            painter.fillRect(rect.left(), rect.top() + 2, 3, rect.height() - 4, bar)
        elif shown.at == self.current:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), self._accent)
        for place in columns:
            self._draw(painter, shown, place)
        if shown.at == table.currentIndex().row() and table.hasFocus():
            self._mark_cell(painter, rect, columns)

    def _draw(self, painter: QPainter, shown: _Row, place: _Place) -> None:
        content = self._records.content
        column = self._records.columns[place.column]
        rect = QRect(place.left, shown.rect.top(), place.width, shown.rect.height() - 1)
        text = content.text(shown.at, shown.row, column.key)
        font = int(not shown.certain)
        if shown.certain and place.column == 0 and content.is_strong(shown.at):
            font = _BOLD
        quiet = not shown.certain or (place.column > 0 and not column.strong)
        ink = self._chosen_ink if shown.chosen else self._muted if quiet else self._ink
        badge = content.badge(shown.row, column.key)
        painter.setFont(self._fonts[font])
        if badge is not None and text:
            self._badge(painter, rect, font, text, ink, on=badge in self.active)
            return
        inner = rect.adjusted(2 * GRID, GRID, -2 * GRID, -GRID)
        if place.column == 0:
            inner = self._first_cell(painter, shown, inner, column.key, ink)
        if not text:
            return
        painter.setFont(self._fonts[font])
        self._mark_words(painter, shown, inner, text, font)
        painter.setPen(QPen(ink))
        words = self._laid(text, inner.width(), font, wraps=self._heights.wraps)
        single = not (self._heights.wraps or self._details)
        base = inner.center().y() - self._metrics[font].height() // 2 if single else inner.top()
        painter.drawStaticText(inner.left(), base, words)
        if place.column == 0 and self._details:
            below = (
                int(words.size().height()) if self._heights.wraps else self._metrics[font].height()
            )
            self._detail(painter, shown, inner.translated(0, below + GRID // 2))

    def _first_cell(
        self, painter: QPainter, shown: _Row, inner: QRect, column: str, ink: QColor
    ) -> QRect:
        """Draw the mark before the words and the aside behind them; gives what room is left."""
        content = self._records.content
        mark = content.mark(shown.at, shown.row, column)
        line = self._metrics[0].height()
        if mark is not None and self.paint_mark is not None:
            side = line * 0.75
            top = (
                inner.top()
                if self._heights.wraps or self._details
                else inner.center().y() - line / 2
            )
            square = QRectF(inner.left(), top + (line - side) / 2, side, side)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen_ink = self._chosen_ink if shown.chosen else None
            self.paint_mark(painter, self.theme, square, mark, chosen_ink)
            painter.restore()
            inner = inner.adjusted(line + GRID, 0, 0, 0)
        aside = content.aside(shown.at, shown.row)
        if aside:
            room = self._aside_room(aside, inner.width())
            painter.setFont(self._fonts[2])
            painter.setPen(self._chosen_ink if shown.chosen else self._muted)
            words = self._laid(aside, room - 2 * GRID, 2, wraps=False)
            painter.drawStaticText(inner.right() - room + 2 * GRID, inner.top(), words)
            inner = inner.adjusted(0, 0, -room, 0)
        painter.setFont(self._fonts[int(not shown.certain)])
        return inner

    def _detail(self, painter: QPainter, shown: _Row, inner: QRect) -> None:
        content = self._records.content
        detail = content.detail(shown.at, shown.row)
        if detail:
            font = 2 + (not shown.certain)
            painter.setFont(self._fonts[font])
            self._mark_words(painter, shown, inner, detail, font)
            painter.setPen(self._chosen_ink if shown.chosen else self._muted)
            words = self._laid(detail, inner.width(), font, wraps=self._heights.wraps)
            painter.drawStaticText(inner.left(), inner.top(), words)

    def _mark_words(
        self, painter: QPainter, shown: _Row, room: QRect, text: str, font: int
    ) -> None:
        """Lay a colour under the words of a line that were looked for; underline them in a chosen row."""
        if self._heights.wraps:
            return
        metrics = self._metrics[font]
        for first, last in self._records.content.marked(text):
            left = room.left() + metrics.horizontalAdvance(text[:first])
            width = metrics.horizontalAdvance(text[first:last])
            under = QRect(left, room.top(), width, metrics.height()) & room
            if under.width() > 0 and shown.chosen:  # its ground has that colour already
                painter.fillRect(under.adjusted(0, under.height() - 1, 0, 0), self._chosen_ink)
            elif under.width() > 0:
                painter.fillRect(under, self._soft)

    # -- badges and headings --------------------------------------------------------------------

    def badge_rect(self, cell: QRect, text: str, *, on: bool) -> QRect:
        """Where the badge of a cell stands."""
        metrics = self._metrics[0]
        width = metrics.horizontalAdvance(_ticked(text, on=on)) + 4 * GRID
        height = min(metrics.height() + GRID, cell.height() - GRID)
        width = max(0, min(width, cell.width() - 2 * GRID))
        return QRect(cell.left() + GRID, cell.center().y() - height // 2, width, height)

    def _badge(
        self, painter: QPainter, rect: QRect, font: int, text: str, ink: QColor, *, on: bool
    ) -> None:
        """A rounded frame round the words; a filled one with a tick while the value narrows."""
        box = self.badge_rect(rect, text, on=on)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.colour("accent" if on else "border"), 1))
        painter.setBrush(self.theme.colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2 * GRID, 2 * GRID)
        painter.setPen(self.theme.colour("accent_text") if on else ink)
        inner = box.adjusted(2 * GRID, 0, -GRID, 0)
        words = self._laid(_ticked(text, on=on), inner.width(), font, wraps=False)
        top = inner.center().y() - self._metrics[font].height() // 2
        painter.drawStaticText(inner.left(), top, words)
        painter.restore()

    def _heading(self, painter: QPainter, at: int, heading: GroupHeading, rect: QRect) -> None:
        """A heading over the whole width, with a triangle where it folds."""
        pointed = at == self.pointed and self._records.headings_enabled
        painter.fillRect(rect, self._soft if pointed else self.theme.colour("raised"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        inner = rect.adjusted(2 * GRID, 0, -2 * GRID, -1)
        if heading.folded is not None:
            self._triangle(painter, inner, folded=heading.folded)
            inner = inner.adjusted(self._metrics[4].height(), 0, 0, 0)
        if heading.aside:
            wide = min(self._metrics[2].horizontalAdvance(heading.aside), inner.width() // 2)
            room = QRect(inner.right() - wide, inner.top(), wide + 1, inner.height())
            self._write(painter, room, 2, heading.aside, self._muted)
            inner = inner.adjusted(0, 0, -wide - 2 * GRID, 0)
        painter.setFont(self._fonts[4])
        painter.setPen(QPen(self._ink))
        words = self._laid(heading_words(heading), inner.width(), 4, wraps=self._heights.wraps)
        high = words.size().height() if self._heights.wraps else self._metrics[4].height()
        painter.drawStaticText(inner.left(), int(inner.center().y() - high / 2 + 1), words)
        if at == self._table.currentIndex().row() and self._table.hasFocus():
            self._frame(painter, rect)

    def _write(self, painter: QPainter, room: QRect, font: int, text: str, ink: QColor) -> None:
        painter.setFont(self._fonts[font])
        painter.setPen(QPen(ink))
        cut = self._metrics[font].elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, cut)

    def _triangle(self, painter: QPainter, inner: QRect, *, folded: bool) -> None:
        side = self._metrics[4].height() * 0.4
        middle = QRectF(inner).center().y()
        box = QRectF(inner.left(), middle - side / 2, side, side)
        corners = [box.topLeft(), box.topRight(), QRectF(box).center()]
        corners[2].setY(box.bottom())
        if folded:
            corners = [box.topLeft(), box.bottomLeft(), QRectF(box).center()]
            corners[2].setX(box.right())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._muted)
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()

    def _mark_cell(self, painter: QPainter, row: QRect, columns: Sequence[_Place]) -> None:
        """The cell that the keyboard is in: Alt+arrows sort by its column."""
        here = self._table.currentIndex().column()
        for column, left, width in columns:
            if column == here:
                self._frame(painter, QRect(left, row.top(), width, row.height() - 1))

    def _frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._accent))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _no_bar(_row: Any) -> None:
    return None


def _ticked(text: str, *, on: bool) -> str:
    return f"✓ {text}" if on else text
