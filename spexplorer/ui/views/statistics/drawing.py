"""The drawing of the statistics tab: the key, the figures that do not agree, a panel for each series."""

from __future__ import annotations

from collections.abc import Callable, Generator
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from spexplorer.readings.statistics.comparisons import Comparison, verdict
from spexplorer.readings.statistics.figures import RANK, SeriesPanel, UnitGroup
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.legend import LegendEntry, legend_height, paint_legend
from spexplorer.ui.style.theme import GRID, LARGE, SMALL
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.statistics.figure_canvas import FigureCanvas, Naming
from spexplorer.ui.views.statistics.glyphs import QuantityShape, draw_quantity
from spexplorer.words.fields import series_title

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.domain.findings import Statistic
    from spexplorer.ui.style.theme import Theme

_COLUMN_LETTERS: Final = 36
"""The least width of a panel in average letters."""

_PAD: Final = 3 * GRID
_GAP: Final = 3 * GRID
_MARGIN: Final = 3 * GRID


class Drawn(NamedTuple):
    """All that is drawn; an equal one needs no new layout."""

    comparisons: tuple[Comparison, ...] = ()
    panels: tuple[SeriesPanel, ...] = ()
    possible: frozenset[str] = frozenset()
    """Ids of figures that pass the filter only possibly."""


class FigureSheet(FigureCanvas):
    """Small multiples of quantities. Every mark is a statistic; one may have several marks."""

    def __init__(self, naming: Naming, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(naming, theme, parent)
        self.drawn = Drawn()

    def show_figures(self, drawn: Drawn) -> None:
        """Draw other figures; the same ones again cost nothing."""
        if drawn != self.drawn:
            self.drawn = drawn
            self.possible = drawn.possible
            self.refresh()

    def natural_width(self) -> float:
        return self.letters() * 26

    # -- the whole ------------------------------------------------------------------------------

    def laying_out(self, width: float) -> Generator[None, None, float]:
        inner = width - 2 * _MARGIN
        columns = max(1, int((inner + _GAP) / (self.letters() * _COLUMN_LETTERS + _GAP)))
        y = self._key(_MARGIN, GRID, inner) + 2 * GRID
        if self.drawn.comparisons:
            y = self._disagreements(QRectF(_MARGIN, y, inner, 0), columns) + _GAP
            yield
        lows = [y] * columns
        wide = (inner - _GAP * (columns - 1)) / columns
        for panel in self.drawn.panels:
            at = lows.index(min(lows))
            x = _MARGIN + at * (wide + _GAP)
            lows[at] = self._card(x, lows[at], wide, partial(self._panel, panel)) + _GAP
            yield
        return max(lows)

    def _card(
        self, x: float, y: float, width: float, fill: Callable[[float, float, float], float]
    ) -> float:
        """A framed region filled by `fill(x, y, width)`; gives where it ends."""
        bottom = fill(x + _PAD, y + _PAD, width - 2 * _PAD) + _PAD
        rect = QRectF(x, y, width, bottom - y)
        self.grounds.append(Piece(rect, partial(self._frame, rect)))
        return bottom

    def _frame(self, rect: QRectF, painter: QPainter) -> None:
        painter.setPen(QPen(self.theme.colour("border"), 1))
        painter.setBrush(self.theme.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2 * GRID, 2 * GRID)

    # -- the key to the signs -------------------------------------------------------------------

    def _key(self, left: float, top: float, width: float) -> float:
        """The signs with their words, set in lines; gives where they end."""
        font, signs = self.sized(SMALL), _signs()
        place = QRectF(left, top, width, legend_height(signs, width, self.metrics(font)))

        def draw(painter: QPainter) -> None:
            painter.setFont(font)
            paint_legend(painter, signs, place, self.theme)

        self.pieces.append(Piece(place, draw))
        return place.bottom()

    # -- figures that do not agree --------------------------------------------------------------

    def _disagreements(self, place: QRectF, columns: int) -> float:
        def fill(x: float, y: float, width: float) -> float:
            title = tr("Is the figure right? What is stated beside what follows from other figures")
            y += (
                self.put_text(QRectF(x, y, width, 0), title, font=self.sized(LARGE, bold=True))
                + GRID
            )
            first, *others = self.drawn.comparisons
            y = self._comparison(first, x, y, width) + _GAP
            wide = (width - _GAP * (columns - 1)) / columns
            lows = [y] * columns
            for comparison in others:
                at = lows.index(min(lows))
                lows[at] = (
                    self._comparison(comparison, x + at * (wide + _GAP), lows[at], wide) + _GAP
                )
            return max(lows) - _GAP

        return self._card(place.x(), place.y(), place.width(), fill)

    def _comparison(self, comparison: Comparison, x: float, y: float, width: float) -> float:
        """One stated figure above the computed ones, on one axis from zero."""
        stated = comparison.stated
        rule = QRectF(x, y, width, 1)
        self.pieces.append(Piece(rule, partial(self._rule, rule)))
        y += 2 * GRID
        y += self.put_text(QRectF(x, y, width, 0), stated.measure, font=self.sized(bold=True))
        words = verdict(tr, comparison, self.naming.term)
        y += self.put_text(QRectF(x, y, width, 0), words, "warning") + GRID
        every = (stated, *comparison.computed)
        column = self.value_column(every, width)
        for record in every:
            y = self._compared(record, comparison.top, QRectF(x, y, width, 0), column)
        return self.put_axis(QRectF(x, y, width - column, 0), comparison.top, stated.unit)

    def _compared(self, record: Statistic, top: float, place: QRectF, column: float) -> float:
        if record.derived_from is None:
            holder = (
                self.naming.label(record.holder) if record.holder else tr("holder not recorded")
            )
            said = tr("Stated: {holder}", holder=holder)
        else:
            said = tr("Computed: {measure}", measure=record.measure)
        return self.put_figure(record, said, top, place, column)

    def _rule(self, rect: QRectF, painter: QPainter) -> None:
        painter.fillRect(rect, self.theme.colour("grid"))

    # -- one series -----------------------------------------------------------------------------

    def _panel(self, panel: SeriesPanel, x: float, y: float, width: float) -> float:
        y += self.put_text(
            QRectF(x, y, width, 0),
            series_title(tr, panel.series),
            font=self.sized(LARGE, bold=True),
        )
        y += (
            self.put_text(QRectF(x, y, width, 0), panel_words(panel), "muted", self.sized(SMALL))
            + GRID
        )
        for group in panel.groups:
            y = self._group(group, x, y + GRID, width) + GRID
        return y - GRID

    def _group(self, group: UnitGroup, x: float, y: float, width: float) -> float:
        """The figures of one unit under its name."""
        if group.unit == RANK:
            name = tr("Places in an order")
        else:
            name = self.naming.term("unit", group.unit)
            if group.top is None:
                name = tr("Averages: each of something else, so no common axis")
        y += self.put_text(QRectF(x, y, width, 0), name, "accent", self.sized(SMALL, bold=True))
        if group.unit == RANK:
            for record in group.figures:
                y = self.put_rank(record, QRectF(x, y, width, 0))
            return y
        column = self.value_column(group.figures, width)
        for record in group.figures:
            y = self.put_figure(record, record.measure, group.top, QRectF(x, y, width, 0), column)
        if group.top is None:
            return y
        return self.put_axis(QRectF(x, y, width - column, 0), group.top, group.unit)


def panel_words(panel: SeriesPanel) -> str:
    """How many figures a panel has, and how many of them are stated."""
    figures = panel.figures
    derived = sum(record.derived_from is not None for record in figures)
    words = (
        [counted(len(figures) - derived, "{n} stated", "{n} stated")]
        if derived < len(figures)
        else []
    )
    words += [counted(derived, "{n} computed here", "{n} computed here")] if derived else []
    return " · ".join(words)


def _signs() -> list[LegendEntry]:
    """The key: every sign with its words."""
    shapes = (
        (tr("stated"), QuantityShape(0, 1, "exact", derived=False)),
        (tr("computed here"), QuantityShape(0, 1, "exact", derived=True)),
        (tr("over"), QuantityShape(0, 0.8, "over", derived=False)),
        (tr("at least"), QuantityShape(0, 0.8, "at_least", derived=False)),
        (tr("up to"), QuantityShape(0, 1, "up_to", derived=False)),
        (tr("about"), QuantityShape(0, 1, "about", derived=False)),
        (tr("from – to"), QuantityShape(0.4, 1, "range", derived=False)),
        (tr("several"), QuantityShape(0, 0.4, "several", derived=False)),
        (tr("passes only possibly"), QuantityShape(0, 1, "exact", derived=False, possible=True)),
    )
    return [LegendEntry(words, partial(_sign, shape), 2.5) for words, shape in shapes]


def _sign(shape: QuantityShape, painter: QPainter, rect: QRectF, theme: Theme) -> None:
    draw_quantity(painter, theme, rect, shape)
