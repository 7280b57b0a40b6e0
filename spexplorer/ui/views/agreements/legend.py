"""The key to the life strip: the shapes of dates that occur, and the manners of a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.glyphs import draw_glyph, draw_unsaid, fading

_BARS = ("sure", "unsaid", "fading", "question")


class Legend(QWidget):
    """Set in lines like words; takes the height its width asks for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: list[tuple[str, str]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_types(self, types: Sequence[tuple[str, str]]) -> None:
        """Explain types of dates, each with its words."""
        bars = (
            tr("holds"),
            tr("since when is not said"),
            tr("nothing said from here"),
            tr("not known"),
        )
        items = [*types, *zip(_BARS, bars, strict=True)]
        if items != self._items:
            self._items = items
            self.setAccessibleName(
                tr("Key to the life strip: {words}", words=", ".join(w for _, w in items))
            )
            self.updateGeometry()
            self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def _places(self, width: float) -> tuple[list[QRectF], float]:
        """The region of every item and the height of all, in pixels."""
        metrics = QFontMetricsF(self.font())
        line = metrics.height() + GRID
        x, y, places = 0.0, 0.0, []
        for key, words in self._items:
            needed = self._mark(key) + GRID + metrics.horizontalAdvance(words)
            if x and x + needed > width:
                x, y = 0.0, y + line
            places.append(QRectF(x, y, needed, line))
            x += needed + 4 * GRID
        return places, y + line

    def _mark(self, key: str) -> float:
        height = QFontMetricsF(self.font()).height()
        return height * 1.6 if key in _BARS[:3] else height * 0.8

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._places(width)[1]) + 1

    def sizeHint(self) -> QSize:
        width = self.width() or 400
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(QFontMetricsF(self.font()).averageCharWidth() * 16), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            places, _ = self._places(self.width())
            for (key, words), place in zip(self._items, places, strict=True):
                mark = self._mark(key)
                self._draw_mark(
                    painter, key, QRectF(place.left(), place.top(), mark, place.height())
                )
                painter.setPen(self._theme.colour("muted"))
                painter.drawText(
                    place.adjusted(mark + GRID, 0, GRID, 0), Qt.AlignmentFlag.AlignVCenter, words
                )

    def _draw_mark(self, painter: QPainter, key: str, place: QRectF) -> None:
        ink, bar = self._theme.colour("text"), self._theme.colour("accent")
        thick = place.height() * 0.36
        box = QRectF(place.left(), place.center().y() - thick / 2, place.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        match key:
            case "sure":
                painter.fillRect(box, bar)
            case "fading":
                painter.fillRect(box, fading(box, bar, out=True))
            case "unsaid":
                draw_unsaid(painter, box, bar)
            case "question":
                painter.setPen(self._theme.colour("muted"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "?")
            case _:
                centre = QPointF(place.center())
                draw_glyph(
                    painter, key, centre, place.height() * 0.5, ink, self._theme.colour("surface")
                )
