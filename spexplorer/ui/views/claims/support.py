"""The support of one claim as a two-sided drawing: what supports it, the claim, what stands against."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from spexplorer.readings.claims.cards import Argument, RecordCard
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
from spexplorer.ui.views.claims.card_canvas import CardCanvas

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

_NARROW: Final = 84
"""Below so many letters of width the two sides stand below the claim, not beside it."""

_GAP: Final = 2 * GRID


class SupportDrawing(CardCanvas):
    """Every card is a record; arrow keys go from side to side."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        name = tr(
            "What supports the claim and what stands against it; arrow keys walk, Enter chooses"
        )
        super().__init__(name, theme, parent)
        self.argument: Argument | None = None

    def show_argument(self, argument: Argument | None) -> None:
        """Draw another claim; the same one again costs nothing."""
        if argument == self.argument:
            return
        self.argument = argument
        self.setAccessibleDescription(argument.summary(tr) if argument else "")
        self.refresh()

    def lay_out(self, width: float) -> float:
        if self.argument is None:
            return 0.0
        if width < self.metrics().averageCharWidth() * _NARROW:
            return self._stacked(self.argument, width)
        return self._two_sided(self.argument, width)

    # -- side by side ---------------------------------------------------------------------------

    def _two_sided(self, shown: Argument, width: float) -> float:
        """Support at the left, the claim in the middle, what stands against it at the right."""
        room = width - 6 * GRID
        arm = max(10 * GRID, room * 0.06)
        side = (room - 2 * arm) * 0.34
        middle = room - 2 * arm - 2 * side
        left, right = 3 * GRID, 3 * GRID + side + arm + middle + arm
        top = 2 * GRID
        supports, left_end = self._side(
            shown.support, self._support_head(shown), QRectF(left, top, side, 0)
        )
        self._empty(shown, QRectF(left, left_end, side, 0), support=True)
        # The middle is measured by setting it once, then set where the sides ask for it.
        claim_y = self._middle(shown.claim, middle, left_end)
        claim = self.put_card(shown.claim, left + side + arm, claim_y, middle, tr("The claim. "))
        against, right_end = self._side(
            shown.against, self._against_head(shown), QRectF(right, top, side, 0)
        )
        self._empty(shown, QRectF(right, right_end, side, 0), support=False)
        bottom = max(left_end, right_end, claim.bottom()) + self.metrics().height() * 2
        for place in supports:
            path = _curve(
                QPointF(place.right(), place.center().y()),
                QPointF(claim.left(), claim.center().y()),
            )
            self._edge(path, against=False)
        for place in against:
            path = _curve(
                QPointF(place.left(), place.center().y()),
                QPointF(claim.right(), claim.center().y()),
            )
            self._edge(path, against=True)
        return bottom

    def _middle(self, claim: RecordCard, width: float, left_end: float) -> float:
        """How far down the claim stands: level with the middle of what supports it, in sight."""
        text = self.text_height(claim.words, width - 4 * GRID) + self.metrics().height() + 4 * GRID
        limit = self.metrics().height() * 3  # so that it is in sight with the heads of both sides
        return max(2 * GRID + self.metrics().height() + GRID, min((left_end - text) / 2, limit))

    def _side(
        self, nodes: Sequence[RecordCard], head: str, place: QRectF
    ) -> tuple[list[QRectF], float]:
        """A headed column of cards; gives their regions and where the column ends."""
        y = place.y()
        y += (
            self.put_text(QRectF(place.x(), y, place.width(), 0), head, font=self.sized(bold=True))
            + GRID
        )
        found = []
        for node in nodes:
            rect = self.put_card(node, place.x(), y, place.width(), f"{head}. ")
            found.append(rect)
            y = rect.bottom() + _GAP
        return found, y

    def _support_head(self, shown: Argument) -> str:
        return counted(len(shown.support), "Supported by {n}", "Supported by {n}")

    def _against_head(self, shown: Argument) -> str:
        return counted(len(shown.against), "Against it: {n}", "Against it: {n}")

    def _empty(self, shown: Argument, place: QRectF, *, support: bool) -> None:
        """What stands on a side without cards: unknown is said as unknown."""
        if shown.support if support else shown.against:
            return
        if not support:
            words = tr("Nothing in the library is recorded against it.")
        elif shown.passages:
            rests = counted(
                shown.passages, "the {n} sentence it rests on", "the {n} sentences it rests on"
            )
            words = tr("No record is named as its support beyond {sentences}.", sentences=rests)
        else:
            words = tr("No record and no sentence is named as its support.")
        self.put_text(place, words, "muted")

    # -- below one another ----------------------------------------------------------------------

    def _stacked(self, shown: Argument, width: float) -> float:
        """The claim first, then both sides, each behind a rule that tells it by its pattern."""
        x, wide = 3 * GRID, width - 6 * GRID
        y = self.put_card(shown.claim, x, 2 * GRID, wide, tr("The claim. ")).bottom() + _GAP
        sides = (
            (shown.support, self._support_head(shown), False),
            (shown.against, self._against_head(shown), True),
        )
        for nodes, head, against in sides:
            start = y
            _, y = self._side(nodes, head, QRectF(x + 3 * GRID, y, wide - 3 * GRID, 0))
            if not nodes:
                self._empty(shown, QRectF(x + 3 * GRID, y, wide - 3 * GRID, 0), support=not against)
                y += self.metrics().height() * 3
            rule = QRectF(x, start, 2 * GRID, y - start - _GAP)
            self.pieces.append(Piece(rule, partial(self._rule, rule, against)))
        return y

    def _rule(self, rule: QRectF, against: bool, painter: QPainter) -> None:
        painter.setPen(self._pen(against))
        painter.drawLine(QLineF(rule.left() + 2, rule.top(), rule.left() + 2, rule.bottom()))

    # -- edges ----------------------------------------------------------------------------------

    def _pen(self, against: bool) -> QPen:
        """Solid for support, dashed for contradiction."""
        style = Qt.PenStyle.DashLine if against else Qt.PenStyle.SolidLine
        return QPen(self.theme.colour("danger" if against else "accent"), 1.6, style)

    def _edge(self, path: QPainterPath, *, against: bool) -> None:
        region = path.boundingRect().adjusted(-6, -6, 6, 6)
        self.grounds.insert(0, Piece(region, partial(self._draw_edge, path, against)))

    def _draw_edge(self, path: QPainterPath, against: bool, painter: QPainter) -> None:
        """A curve to the claim: an arrow for support, a cross bar for what stands against it."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen(against))
        painter.drawPath(path)
        end = path.currentPosition()
        pen = self._pen(against)
        pen.setStyle(Qt.PenStyle.SolidLine)
        if against:
            pen.setWidthF(2.5)
            painter.setPen(pen)
            painter.drawLine(QLineF(end.x() + 3, end.y() - 5, end.x() + 3, end.y() + 5))
        else:
            painter.setPen(pen)
            painter.setBrush(pen.color())
            painter.drawPolygon(
                QPolygonF(
                    [end, QPointF(end.x() - 7, end.y() - 4), QPointF(end.x() - 7, end.y() + 4)]
                )
            )


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    """A line that leaves and arrives level."""
    path = QPainterPath(start)
    half = (end.x() - start.x()) / 2
    path.cubicTo(start.x() + half, start.y(), end.x() - half, end.y(), end.x(), end.y())
    return path
