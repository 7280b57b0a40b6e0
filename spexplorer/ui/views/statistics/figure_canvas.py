"""One figure in the drawing: its words, its bar or badge with the value, its formula, its axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from spexplorer.readings.statistics.figures import Term, date_words, full_words, number_words
from spexplorer.support.printable import on_screen
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.style.theme import GRID, SMALL
from spexplorer.ui.translation import tr
from spexplorer.ui.views.statistics.glyphs import (
    QuantityShape,
    arrow_room,
    draw_badge,
    draw_quantity,
    shape_of,
)
from spexplorer.words.labels import with_unit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.domain.findings import Statistic
    from spexplorer.ui.style.theme import Theme


class Naming(NamedTuple):
    """Where the drawing has its words from: vocabulary terms, and labels of other records."""

    term: Term
    label: Callable[[str], str]


class FigureCanvas(MarkCanvas):
    """Places figures; every mark is a statistic, and one may have several marks."""

    def __init__(self, naming: Naming, theme: Theme, parent: QWidget | None = None) -> None:
        name = tr("Figures by series; arrow keys walk them, Enter chooses")
        super().__init__(name, theme, parent)
        self.naming = Naming(naming.term, lru_cache(maxsize=None)(naming.label))
        self.possible: frozenset[str] = frozenset()
        """Ids of figures that pass the filter only possibly."""

    def letters(self) -> float:
        """The width of an average letter in pixels."""
        return self.metrics().averageCharWidth()

    def line_height(self) -> float:
        """The height of a line of text in pixels."""
        return self.metrics().height()

    def draw_sign(self, place: QRectF, shape: QuantityShape, painter: QPainter) -> None:
        """Draw a quantity in a region."""
        draw_quantity(painter, self.theme, place, shape)

    def value_column(self, records: Sequence[Statistic], width: float) -> float:
        """How much room the values at the right take: the widest one, at most half the width."""
        metrics = self.metrics(self.sized(bold=True))
        widest = max(
            metrics.horizontalAdvance(number_words(tr, r, self.naming.term)) for r in records
        )
        return min(widest + 2 * GRID, width / 2)

    def put_figure(
        self, record: Statistic, said: str, top: float | None, place: QRectF, column: float
    ) -> float:
        """The words of a figure, its bar with the value beside it, and its formula; gives the end."""
        x, width, start = place.x(), place.width(), place.y()
        possible = record.id in self.possible
        y = start + GRID / 2
        y += self.put_text(QRectF(x, y, width, 0), said, font=self.sized(italic=possible))
        line = self.line_height()
        value = number_words(tr, record, self.naming.term)
        bold = self.sized(bold=True, italic=possible)
        if top is None or record.value is None:
            line = self.put_text(QRectF(x, y, width, 0), value, font=bold)
        else:
            bar = QRectF(x, y + line * 0.2, width - column, line * 0.6)
            self.pieces.append(Piece(bar.adjusted(-2, -4, 2, 4), partial(self._grid, bar)))
            shape = shape_of(record, top, possible=possible)
            self.pieces.append(
                Piece(bar.adjusted(-2, -4, 2, 4), partial(self.draw_sign, bar, shape))
            )
            right = Qt.AlignmentFlag.AlignRight
            line = max(
                line,
                self.put_text(
                    QRectF(x + width - column, y, column, 0), value, font=bold, align=right
                ),
            )
        y += line
        if record.derived_from is not None:
            words = f"= {record.derived_from.formula}"
            y += self.put_text(
                QRectF(x, y, width, 0), words, "muted", self.sized(SMALL, italic=possible)
            )
        y += GRID / 2
        self._mark(record, QRectF(x - GRID, start, width + 2 * GRID, y - start))
        return y

    def put_rank(self, record: Statistic, place: QRectF) -> float:
        """The badge of a place, and beside it what it is the place of."""
        x, width, start = place.x(), place.width(), place.y()
        possible = record.id in self.possible
        value = number_words(tr, record, self.naming.term)
        room = self.metrics().horizontalAdvance(value) + 4 * GRID
        y = start + GRID / 2
        badge = QRectF(x, y, min(room, width / 2), self.line_height())
        shape = shape_of(record, 1.0, possible=possible)
        self.pieces.append(Piece(badge, partial(self._badge, badge, value, shape)))
        left = x + badge.width() + 2 * GRID
        measure = QRectF(left, y, x + width - left, 0)
        y += max(
            badge.height(), self.put_text(measure, record.measure, font=self.sized(italic=possible))
        )
        if record.derived_from is not None:
            formula = QRectF(left, y, measure.width(), 0)
            y += self.put_text(
                formula, f"= {record.derived_from.formula}", "muted", self.sized(SMALL)
            )
        y += GRID / 2
        self._mark(record, QRectF(x - GRID, start, width + 2 * GRID, y - start))
        return y

    def _badge(self, place: QRectF, text: str, shape: QuantityShape, painter: QPainter) -> None:
        painter.setFont(self.font())
        draw_badge(painter, self.theme, place, text, shape)

    def _mark(self, record: Statistic, rect: QRectF) -> None:
        self.marks.append(Mark(record.id, rect, self._said_of(record)))

    def _said_of(self, record: Statistic) -> str:
        """What a figure says when pointed at."""
        words = [f"{record.measure}: {full_words(tr, record, self.naming.term)}"]
        if record.as_of:
            words.append(date_words(tr, record))
        if record.derived_from is not None:
            words.append(tr("computed: {formula}", formula=record.derived_from.formula))
        elif record.holder:
            words.append(tr("stated: {holder}", holder=self.naming.label(record.holder)))
        if record.id in self.possible:
            words.append(tr("passes the filter only possibly"))
        return " · ".join(words)

    # -- axes -----------------------------------------------------------------------------------

    def _grid(self, bar: QRectF, painter: QPainter) -> None:
        """Zero, the middle and the end of the axis, behind a bar."""
        length = bar.width() - arrow_room(bar.height())
        painter.setPen(QPen(self.theme.colour("border"), 1))
        for share in (0.0, 0.5, 1.0):
            x = bar.left() + share * length
            painter.drawLine(QLineF(x, bar.top() - 3, x, bar.bottom() + 3))

    def put_axis(self, place: QRectF, top: float, unit: str) -> float:
        """The numbers under a group's bars: zero, the middle, and the end with the unit."""
        font = self.sized(SMALL)
        metrics = self.metrics(font)
        length = place.width() - arrow_room(self.line_height() * 0.6)
        middle, end = tr.number(top / 2), self._end(top, unit)
        rect = QRectF(place.x(), place.y(), place.width(), metrics.height())
        # The end's label is set flush right of its tick, the middle one only where both have room.
        left_of_end = length - metrics.horizontalAdvance(end)
        texts = [(0.0, "0"), (max(0.0, left_of_end), end)]
        x = length / 2 - metrics.horizontalAdvance(middle) / 2
        if x + metrics.horizontalAdvance(middle) + 2 * GRID < left_of_end:
            texts.append((x, middle))
        if left_of_end < metrics.horizontalAdvance("0") + GRID:
            texts = [(0.0, f"0 – {end}")]
        self.pieces.append(Piece(rect, partial(self._ticks, rect, font, tuple(texts))))
        return rect.bottom()

    def _end(self, top: float, unit: str) -> str:
        return with_unit(tr, tr.number(top), on_screen(self.naming.term("unit", unit)))

    def _ticks(
        self, rect: QRectF, font: QFont, texts: tuple[tuple[float, str], ...], painter: QPainter
    ) -> None:
        painter.setFont(font)
        painter.setPen(self.theme.colour("muted"))
        base = rect.top() + self.metrics(font).ascent()
        for x, text in texts:
            painter.drawText(QPointF(rect.left() + x, base), text)
