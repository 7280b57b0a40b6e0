"""All pairs that contradict each other, side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spexplorer.readings.claims.cards import HeadedPairs, RecordCard
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.style.theme import GRID, LARGE
from spexplorer.ui.translation import tr
from spexplorer.ui.views.claims.card_canvas import CardCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

_NARROW = 62
"""Below so many letters of width the two cards of a pair stand below one another."""


class PairsDrawing(CardCanvas):
    """Every card is a record; a pair is joined by a broken line with a stroke across."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Pairs that contradict each other; arrow keys walk, Enter chooses"), theme, parent
        )
        self.groups: tuple[HeadedPairs, ...] = ()

    def show_groups(self, groups: tuple[HeadedPairs, ...]) -> None:
        """Show other pairs; the same ones again cost nothing."""
        if groups != self.groups:
            self.groups = groups
            self.refresh()

    def lay_out(self, width: float) -> float:
        x, wide, y = 3 * GRID, width - 6 * GRID, 2.0 * GRID
        narrow = width < self.metrics().averageCharWidth() * _NARROW
        for group in self.groups:
            font = self.sized(LARGE, bold=True)
            y += self.put_text(QRectF(x, y, wide, 0), group.heading, font=font) + 2 * GRID
            for one, other in group.pairs:
                y = self._pair((one, other), QRectF(x, y, wide, 0), narrow) + 3 * GRID
            y += GRID
        return y

    def _pair(self, nodes: tuple[RecordCard, RecordCard], place: QRectF, narrow: bool) -> float:
        arm = 8.0 * GRID
        wide = place.width() - 2 * GRID if narrow else (place.width() - arm) / 2
        first = self.put_card(nodes[0], place.x(), place.y(), wide)
        against = tr("Against the one before: ")
        if narrow:
            second = self.put_card(
                nodes[1], place.x() + 2 * GRID, first.bottom() + 3 * GRID, wide, against
            )
            line = QLineF(first.center().x(), first.bottom(), first.center().x(), second.top())
        else:
            second = self.put_card(nodes[1], place.x() + wide + arm, place.y(), wide, against)
            y = min(first.center().y(), second.center().y())
            line = QLineF(first.right(), y, second.left(), y)
        region = QRectF(line.p1(), line.p2()).normalized().adjusted(-6, -6, 6, 6)
        self.pieces.append(Piece(region, partial(self._join, line)))
        return max(first.bottom(), second.bottom())

    def _join(self, line: QLineF, painter: QPainter) -> None:
        """A dashed line with a stroke across its middle: these two do not go together."""
        colour = self.theme.colour("danger")
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.DashLine))
        painter.drawLine(line)
        middle, size = line.center(), 5.0
        painter.setPen(QPen(colour, 2.2))
        painter.drawLine(
            QLineF(
                QPointF(middle.x() - size, middle.y() + size),
                QPointF(middle.x() + size, middle.y() - size),
            )
        )
