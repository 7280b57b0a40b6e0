"""How the heads and cells of the treemap are painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.views.instruments.treemap_layout import Mark, text_room
from spexplorer.ui.views.instruments.verdicts import draw_mark

_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class MarkPainter:
    """Paints one mark after another with the font the painter has."""

    def __init__(self, theme: Theme, *, by_verdict: bool) -> None:
        self.theme = theme
        self.by_verdict = by_verdict
        self._tints: dict[tuple[int, float], QColor] = {}
        self._metrics: dict[bool, QFontMetricsF] = {}

    def __call__(self, painter: QPainter, mark: Mark) -> None:
        """Paint a head or a cell."""
        if mark.tile is None:
            self._head(painter, mark)
        else:
            self._cell(painter, mark)

    def _head(self, painter: QPainter, mark: Mark) -> None:
        colour = self.theme.vector(mark.group.code)
        painter.fillRect(mark.rect, self._tint(colour, 0.4 if mark.group.active else 0.14))
        painter.fillRect(QRectF(mark.rect.left(), mark.rect.top(), 3, mark.rect.height()), colour)
        painter.setPen(self.theme.colour("text"))
        for line in mark.lines:
            painter.drawText(mark.rect.adjusted(2 * GRID, 0, 0, 0), _MIDDLE_LEFT, line)

    def _cell(self, painter: QPainter, mark: Mark) -> None:
        tile = mark.tile
        assert tile is not None
        colour = self._base(mark)
        strength = 0.1 if tile.possible or not tile.count.possible else 0.3
        if self.by_verdict and not tile.verdict:
            strength = 0.05
        painter.fillRect(mark.rect, self._tint(colour, strength))
        pen = QPen(self._tint(colour, 0.75 if tile.possible else 0.45), 1)
        if tile.possible:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRect(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(self.theme.colour("text"))
        font = painter.font()
        font.setItalic(tile.possible)
        painter.setFont(font)
        if tile.possible not in self._metrics:
            self._metrics[tile.possible] = QFontMetricsF(font)
        metrics = self._metrics[tile.possible]
        room = text_room(mark.rect)
        y = room.top()
        for line in mark.lines:
            painter.drawText(QPointF(room.left(), y + metrics.ascent()), line)
            y += metrics.height()
        side = metrics.height() * 0.75
        if tile.verdict and room.bottom() - y >= side - 1 and room.width() >= side:
            box = QRectF(room.left(), room.bottom() - side, side, side)
            draw_mark(painter, box, tile.verdict, self.theme.verdict(tile.verdict))

    def _base(self, mark: Mark) -> QColor:
        if not self.by_verdict:
            return self.theme.vector(mark.group.code)
        verdict = mark.tile.verdict if mark.tile else ""
        return self.theme.verdict(verdict) if verdict else self.theme.colour("muted")

    def _tint(self, colour: QColor, strength: float) -> QColor:
        """A colour laid thinly on the ground, so that text keeps its contrast."""
        key = colour.rgb(), strength
        if key not in self._tints:
            self._tints[key] = self._mixed(colour, strength)
        return self._tints[key]

    def _mixed(self, colour: QColor, strength: float) -> QColor:
        ground = self.theme.colour("surface")
        return QColor.fromRgbF(
            *(
                part * strength + under * (1 - strength)
                for part, under in zip(
                    colour.getRgbF()[:3],  # type: ignore[index]
                    ground.getRgbF()[:3],  # type: ignore[index]
                    strict=True,
                )
            )
        )
