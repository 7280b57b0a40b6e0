"""The drawing of the statistics tab: the key, the figures that do not agree, a panel for each series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from spexplorer.domain.labels import figure
from spexplorer.ui.text import counted, tr
from spexplorer.ui.theme import GRID
from spexplorer.ui.views.statistics.figures import (
    RANK,
    Comparison,
    Group,
    Panel,
    Term,
    date_words,
    full_words,
    number_words,
    series_title,
    verdict,
)
from spexplorer.ui.views.statistics.glyphs import Shape, arrow_room, draw_badge, draw_quantity, shape_of
from spexplorer.ui.widgets.mark_canvas import Mark, MarkCanvas, Piece

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.domain.findings import Statistic
    from spexplorer.ui.theme import Theme

_COLUMN_LETTERS: Final = 36
"""The least width of a panel in average letters."""

_PAD: Final = 3 * GRID
_GAP: Final = 3 * GRID


class Naming(NamedTuple):
    """Where the drawing has its words from: vocabulary terms, and labels of other records."""

    term: Term
    label: Callable[[str], str]


class Drawn(NamedTuple):
    """All that is drawn; an equal one needs no new layout."""

    comparisons: tuple[Comparison, ...] = ()
    panels: tuple[Panel, ...] = ()
    possible: frozenset[str] = frozenset()
    """Ids of figures that pass the filter only possibly."""


class FigureSheet(MarkCanvas):
    """Small multiples of quantities. Every mark is a statistic; one may have several marks."""

    def __init__(self, naming: Naming, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Figures by series; arrow keys walk them, Enter chooses"), theme, parent)
        self._naming = naming
        self.drawn = Drawn()

    def show_figures(self, drawn: Drawn) -> None:
        """Draw other figures; the same ones again cost nothing."""
        if drawn != self.drawn:
            self.drawn = drawn
            self.refresh()

    def natural_width(self) -> float:
        return self._letters() * 30

    def _letters(self) -> float:
        return QFontMetricsF(self.font()).averageCharWidth()

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    # -- the whole ------------------------------------------------------------------------------

    def lay_out(self, width: float) -> float:
        inner = width - 2 * GRID
        columns = max(1, int((inner + _GAP) / (self._letters() * _COLUMN_LETTERS + _GAP)))
        y = self._key(GRID, GRID, inner) + 2 * GRID
        if self.drawn.comparisons:
            y = self._disagreements(QRectF(GRID, y, inner, 0), columns) + _GAP
        lows = [y] * columns
        wide = (inner - _GAP * (columns - 1)) / columns
        for panel in self.drawn.panels:
            at = lows.index(min(lows))
            x = GRID + at * (wide + _GAP)
            lows[at] = self._card(x, lows[at], wide, partial(self._panel, panel)) + _GAP
        return max(lows)

    def _card(self, x: float, y: float, width: float, fill: Callable[[float, float, float], float]) -> float:
        """A framed region filled by `fill(x, y, width)`; gives where it ends."""
        slot = len(self.pieces)
        bottom = fill(x + _PAD, y + _PAD, width - 2 * _PAD) + _PAD
        rect = QRectF(x, y, width, bottom - y)
        self.pieces.insert(slot, Piece(rect, partial(self._frame, rect)))
        return bottom

    def _frame(self, rect: QRectF, painter: QPainter) -> None:
        # Marks are tinted before pieces are painted, so that the frame leaves its inside alone.
        painter.setPen(QPen(self.theme.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2 * GRID, 2 * GRID)

    # -- the key to the signs -------------------------------------------------------------------

    def _key(self, left: float, top: float, width: float) -> float:
        """The signs with their words, set in lines; gives where they end."""
        font = self.sized(0.9)
        metrics = QFontMetricsF(font)
        bar, height = metrics.averageCharWidth() * 5, metrics.height() * 0.6
        x, y = left, top
        for words, shape in _signs():
            room = bar + GRID + metrics.horizontalAdvance(words) + 4 * GRID
            if x > left and x + room > left + width:
                x, y = left, y + metrics.height() + GRID
            place = QRectF(x, y + (metrics.height() - height) / 2, bar, height)
            self.pieces.append(Piece(place.adjusted(-2, -4, 2, 4), partial(self._quantity, place, shape)))
            self.put_text(QRectF(x + bar + GRID, y, room, 0), words, "muted", font)
            x += room
        return y + metrics.height()

    def _quantity(self, place: QRectF, shape: Shape, painter: QPainter) -> None:
        draw_quantity(painter, self.theme, place, shape)

    # -- figures that do not agree --------------------------------------------------------------

    def _disagreements(self, place: QRectF, columns: int) -> float:
        def fill(x: float, y: float, width: float) -> float:
            title = tr("Is the figure right? What is stated beside what follows from other figures")
            y += self.put_text(QRectF(x, y, width, 0), title, font=self.sized(1.1, bold=True)) + GRID
            first, *others = self.drawn.comparisons
            y = self._comparison(first, x, y, width) + _GAP
            wide = (width - _GAP * (columns - 1)) / columns
            lows = [y] * columns
            for comparison in others:
                at = lows.index(min(lows))
                lows[at] = self._comparison(comparison, x + at * (wide + _GAP), lows[at], wide) + _GAP
            return max(lows) - _GAP

        return self._card(place.x(), place.y(), place.width(), fill)

    def _comparison(self, comparison: Comparison, x: float, y: float, width: float) -> float:
        """One stated figure above the computed ones, on one axis from zero."""
        stated = comparison.stated
        rule = QRectF(x, y, width, 1)
        self.pieces.append(Piece(rule, partial(self._rule, rule)))
        y += 2 * GRID
        y += self.put_text(QRectF(x, y, width, 0), stated.measure, font=self.sized(bold=True))
        words = verdict(comparison, self._naming.term)
        y += self.put_text(QRectF(x, y, width, 0), words, "warning") + GRID
        every = (stated, *comparison.computed)
        column = self._value_column(every, width)
        for record in every:
            y = self._compared(record, comparison.top, QRectF(x, y, width, 0), column)
        return self._axis(QRectF(x, y, width - column, 0), comparison.top, stated.unit)

    def _compared(self, record: Statistic, top: float, place: QRectF, column: float) -> float:
        if record.derived_from is None:
            holder = self._naming.label(record.holder) if record.holder else tr("holder not recorded")
            said = tr("Stated: {holder}", holder=holder)
        else:
            said = tr("Computed: {measure}", measure=record.measure)
        return self._figure(record, said, top, place, column)

    def _rule(self, rect: QRectF, painter: QPainter) -> None:
        painter.fillRect(rect, self.theme.colour("grid"))

    # -- one series -----------------------------------------------------------------------------

    def _panel(self, panel: Panel, x: float, y: float, width: float) -> float:
        y += self.put_text(QRectF(x, y, width, 0), series_title(panel.series), font=self.sized(1.1, bold=True))
        y += self.put_text(QRectF(x, y, width, 0), panel_words(panel), "muted", self.sized(0.9)) + GRID
        for group in panel.groups:
            y = self._group(group, x, y + GRID, width) + GRID
        return y - GRID

    def _group(self, group: Group, x: float, y: float, width: float) -> float:
        """The figures of one unit under its name."""
        if group.unit == RANK:
            name = tr("Places in an order")
        else:
            name = self._naming.term("unit", group.unit)
            if group.top is None:
                name = tr("{unit}: each of something else, so no common axis", unit=name)
        y += self.put_text(QRectF(x, y, width, 0), name, "accent", self.sized(0.9, bold=True))
        if group.unit == RANK:
            for record in group.figures:
                y = self._rank(record, QRectF(x, y, width, 0))
            return y
        column = self._value_column(group.figures, width)
        for record in group.figures:
            y = self._figure(record, record.measure, group.top, QRectF(x, y, width, 0), column)
        if group.top is None:
            return y
        return self._axis(QRectF(x, y, width - column, 0), group.top, group.unit)

    def _value_column(self, records: Sequence[Statistic], width: float) -> float:
        """How much room the values at the right take: the widest one, at most half the width."""
        metrics = QFontMetricsF(self.sized(bold=True))
        widest = max(metrics.horizontalAdvance(number_words(r, self._naming.term)) for r in records)
        return min(widest + 2 * GRID, width / 2)

    def _figure(
        self, record: Statistic, said: str, top: float | None, place: QRectF, column: float
    ) -> float:
        """The words of a figure, its bar with the value beside it, and its formula; gives the end."""
        x, width, start = place.x(), place.width(), place.y()
        possible = record.id in self.drawn.possible
        y = start + GRID / 2
        y += self.put_text(QRectF(x, y, width, 0), said, font=self.sized(italic=possible))
        line = self._line()
        value = number_words(record, self._naming.term)
        bold = self.sized(bold=True, italic=possible)
        if top is None or record.value is None:
            line = self.put_text(QRectF(x, y, width, 0), value, font=bold)
        else:
            bar = QRectF(x, y + line * 0.2, width - column, line * 0.6)
            self.pieces.append(Piece(bar.adjusted(-2, -4, 2, 4), partial(self._grid, bar)))
            shape = shape_of(record, top, possible=possible)
            self.pieces.append(Piece(bar.adjusted(-2, -4, 2, 4), partial(self._quantity, bar, shape)))
            right = Qt.AlignmentFlag.AlignRight
            line = max(line, self.put_text(
                QRectF(x + width - column, y, column, 0), value, font=bold, align=right))
        y += line
        if record.derived_from is not None:
            words = f"= {record.derived_from.formula}"
            y += self.put_text(QRectF(x, y, width, 0), words, "muted", self.sized(0.9, italic=possible))
        y += GRID / 2
        self._mark(record, QRectF(x - GRID, start, width + 2 * GRID, y - start))
        return y

    def _rank(self, record: Statistic, place: QRectF) -> float:
        """The badge of a place, and beside it what it is the place of."""
        x, width, start = place.x(), place.width(), place.y()
        possible = record.id in self.drawn.possible
        value = number_words(record, self._naming.term)
        room = QFontMetricsF(self.font()).horizontalAdvance(value) + 4 * GRID
        y = start + GRID / 2
        badge = QRectF(x, y, min(room, width / 2), self._line())
        shape = shape_of(record, 1.0, possible=possible)
        self.pieces.append(Piece(badge, partial(self._badge, badge, value, shape)))
        left = x + badge.width() + 2 * GRID
        measure = QRectF(left, y, x + width - left, 0)
        y += max(badge.height(), self.put_text(measure, record.measure, font=self.sized(italic=possible)))
        if record.derived_from is not None:
            formula = QRectF(left, y, measure.width(), 0)
            y += self.put_text(formula, f"= {record.derived_from.formula}", "muted", self.sized(0.9))
        y += GRID / 2
        self._mark(record, QRectF(x - GRID, start, width + 2 * GRID, y - start))
        return y

    def _badge(self, place: QRectF, text: str, shape: Shape, painter: QPainter) -> None:
        painter.setFont(self.font())
        draw_badge(painter, self.theme, place, text, shape)

    def _mark(self, record: Statistic, rect: QRectF) -> None:
        self.marks.append(Mark(record.id, rect, self.words_of(record)))

    def words_of(self, record: Statistic) -> str:
        """What a figure says when pointed at."""
        words = [f"{record.measure}: {full_words(record, self._naming.term)}"]
        if record.as_of:
            words.append(date_words(record))
        if record.derived_from is not None:
            words.append(tr("computed: {formula}", formula=record.derived_from.formula))
        elif record.holder:
            words.append(tr("stated: {holder}", holder=self._naming.label(record.holder)))
        if record.id in self.drawn.possible:
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

    def _axis(self, place: QRectF, top: float, unit: str) -> float:
        """The numbers under a group's bars: zero, the middle, and the end with the unit."""
        font = self.sized(0.85)
        metrics = QFontMetricsF(font)
        length = place.width() - arrow_room(self._line() * 0.6)
        middle, end = figure(top / 2), f"{figure(top)} {self._naming.term('unit', unit)}"
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

    def _ticks(
        self, rect: QRectF, font: object, texts: tuple[tuple[float, str], ...], painter: QPainter
    ) -> None:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(self.theme.colour("muted"))
        base = rect.top() + QFontMetricsF(painter.font()).ascent()
        for x, text in texts:
            painter.drawText(QPointF(rect.left() + x, base), text)


def panel_words(panel: Panel) -> str:
    """How many figures a panel has, and how many of them are stated."""
    figures = panel.figures
    derived = sum(record.derived_from is not None for record in figures)
    words = [counted(len(figures) - derived, "{n} stated", "{n} stated")] if derived < len(figures) else []
    words += [counted(derived, "{n} computed here", "{n} computed here")] if derived else []
    return " · ".join(words)


def _signs() -> list[tuple[str, Shape]]:
    """The key: every sign with its words."""
    return [
        (tr("stated"), Shape(0, 1, "exact", derived=False)),
        (tr("computed here"), Shape(0, 1, "exact", derived=True)),
        (tr("over"), Shape(0, 0.8, "over", derived=False)),
        (tr("at least"), Shape(0, 0.8, "at_least", derived=False)),
        (tr("up to"), Shape(0, 1, "up_to", derived=False)),
        (tr("about"), Shape(0, 1, "about", derived=False)),
        (tr("from – to"), Shape(0.4, 1, "range", derived=False)),
        (tr("several"), Shape(0, 0.4, "several", derived=False)),
        (tr("passes only possibly"), Shape(0, 1, "exact", derived=False, possible=True)),
    ]
