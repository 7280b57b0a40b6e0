"""The ground of an own drawing: pieces painted where they are exposed, and texts wrapped at a width."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from spexplorer.ui.style.theme import Theme

_WRAP = Qt.TextFlag.TextWordWrap
_TOP = Qt.AlignmentFlag.AlignTop
_REMEMBERED = 4000
"""How many heights of texts are kept."""


class Piece(NamedTuple):
    """Something painted, and the region it stays in."""

    rect: QRectF
    draw: Callable[[QPainter], None]


class LetteredCanvas(QWidget):
    """Keeps fonts, their metrics and the heights of texts, since filters repeat the same texts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.pieces: list[Piece] = []
        self.grounds: list[Piece] = []
        self._fonts: dict[tuple[float, bool, bool], QFont] = {}
        self._metrics: dict[int, QFontMetricsF] = {}
        self._heights: dict[tuple[str, float, int], float] = {}

    def refresh(self) -> None:
        """Lay out again, since what is shown or the text size changed."""
        raise NotImplementedError

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            for kept in (self._fonts, self._metrics, self._heights):
                kept.clear()
            self.refresh()
        super().changeEvent(event)

    def draw_pieces(self, painter: QPainter, pieces: Iterable[Piece], exposed: QRectF) -> None:
        """Paint those pieces that lie in a region."""
        for piece in pieces:
            if piece.rect.intersects(exposed):
                painter.save()
                piece.draw(painter)
                painter.restore()

    def sized(self, factor: float = 1.0, *, bold: bool = False, italic: bool = False) -> QFont:
        """The font of the drawing, larger or smaller; always the same object for the same wish."""
        key = (factor, bold, italic)
        if key not in self._fonts:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * factor)
            font.setBold(bold)
            font.setItalic(italic)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, font: QFont | None = None) -> QFontMetricsF:
        """The metrics of the drawing's font, or of one that `sized` gave."""
        used = font or self.sized()
        if id(used) not in self._metrics:
            self._metrics[id(used)] = QFontMetricsF(used)
        return self._metrics[id(used)]

    def put_text(
        self,
        rect: QRectF,
        text: str,
        colour: str = "text",
        font: QFont | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Set a text, wrapped at the width of a region; gives its height. The region may be too low."""
        used = font or self.sized()
        flags = int(align) | int(_TOP) | int(_WRAP)
        height = self.text_height(text, rect.width(), used)
        place = QRectF(rect.x(), rect.y(), rect.width(), height)

        def draw(painter: QPainter) -> None:
            painter.setFont(used)
            painter.setPen(self.theme.colour(colour))
            painter.drawText(place, flags, text)

        self.pieces.append(Piece(place, draw))
        return height

    def text_height(self, text: str, width: float, font: QFont | None = None) -> float:
        """How high a text stands when wrapped at a width; remembered, since filters repeat texts."""
        font = font or self.sized()
        key = (text, width, id(font))
        if key not in self._heights:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            region = QRectF(0, 0, width, 1e5)
            flags = int(_TOP) | int(_WRAP)
            self._heights[key] = self.metrics(font).boundingRect(region, flags, text).height()
        return self._heights[key]
