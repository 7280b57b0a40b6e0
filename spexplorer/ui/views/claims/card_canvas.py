"""A record as a card with wrapped words: the node of the support drawing and of the pairs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from spexplorer.readings.claims.cards import RecordCard
from spexplorer.ui.drawing.canvas import Piece
from spexplorer.ui.drawing.glyphs import code_sample
from spexplorer.ui.drawing.mark_canvas import Mark, MarkCanvas
from spexplorer.ui.style.theme import GRID, SMALL, Theme

_PAD = 2 * GRID


class CardCanvas(MarkCanvas):
    """A drawing made of cards."""

    def put_card(
        self, node: RecordCard, x: float, y: float, width: float, said: str = ""
    ) -> QRectF:
        """Set a card; gives its region. `said` comes before its words when it is pointed at."""
        inner = width - 2 * _PAD
        sign = self.metrics().height() * 0.7 if node.stance else 0.0
        shift = sign + GRID if sign else 0.0
        small = self.sized(SMALL)
        top = y + _PAD
        height = self.put_text(
            QRectF(x + _PAD + shift, top, inner - shift, 0), node.caption, "muted", small
        )
        if sign:
            place = QRectF(x + _PAD, top + (self.metrics(small).height() - sign) / 2, sign, sign)
            self.pieces.append(Piece(place, partial(self._sign, place, node.stance)))
        font = self.sized(italic=node.possible)
        ink = "muted" if node.faint else "text"
        height += (
            self.put_text(QRectF(x + _PAD, top + height + 2, inner, 0), node.words, ink, font) + 2
        )
        rect = QRectF(x, y, width, height + 2 * _PAD)
        self.grounds.append(Piece(rect, partial(self._frame, rect, node)))
        spoken = f"{said}{node.caption}: {node.words}"
        self.marks.append(Mark(node.key, rect, spoken))
        return rect

    def _sign(self, place: QRectF, stance: str, painter: QPainter) -> None:
        code_sample("stance", stance)(painter, place, self.theme)

    def _frame(self, rect: QRectF, node: RecordCard, painter: QPainter) -> None:
        draw_frame(painter, self.theme, rect, dashed=node.faint or node.possible)


def draw_frame(painter: QPainter, theme: Theme, rect: QRectF, *, dashed: bool) -> None:
    """The ground and outline of a card; dashed for what the filter leaves out or lets only perhaps."""
    painter.setBrush(theme.colour("surface"))
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.colour("border"), 1, style))
    painter.drawRoundedRect(rect, GRID, GRID)
