"""The marks of assessments: filled where a sentence says so, half where it is attributed, else hollow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.readings.instruments.matrix import ATTRIBUTED, INFERRED, SAID, basis_words
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.ui.style.theme import Theme

_BASES: Final = (SAID, ATTRIBUTED, INFERRED)
_MIDDLE: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def draw_assessment(painter: QPainter, rect: QRectF, basis: str, colour: QColor) -> None:
    """Draw the mark of an assessment into a square."""
    pen = max(1.4, rect.width() * 0.13)
    ring = rect.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2)
    painter.setPen(QPen(colour, pen))
    painter.setBrush(colour if basis == SAID else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    if basis == ATTRIBUTED:
        painter.setBrush(colour)
        painter.drawPie(ring, 90 * 16, 180 * 16)


def field_colour(theme: Theme, fields: Sequence[str], code: str) -> QColor:
    """The colour of a field of influence: the theme's own, or one by its place in the vocabulary."""
    if code in theme.vectors or code not in fields:
        return theme.vector(code)
    return theme.series(fields.index(code))


class AssessmentLegend(QWidget):
    """What the three marks stand for, in one line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = [basis_words(tr, basis) for basis in _BASES]
        self.setAccessibleName(tr("Marks: filled – {said}; half – {attributed}; hollow – {inferred}",
            said=self._words[0], attributed=self._words[1], inferred=self._words[2]))  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        side = metrics.height() * 0.75
        widths = (metrics.horizontalAdvance(words) + side + 5 * GRID for words in self._words)
        return QSize(int(sum(widths)) + GRID, metrics.height() + 2 * GRID)

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, x = self.fontMetrics(), 0.0
        side = metrics.height() * 0.75
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self._theme.colour("muted")
            for basis, words in zip(_BASES, self._words, strict=True):
                place = QRectF(x, (self.height() - side) / 2, side, side)
                draw_assessment(painter, place, basis, colour)
                wide = metrics.horizontalAdvance(words)
                painter.setPen(colour)
                room = QRectF(place.right() + GRID, 0, wide + 2, self.height())
                painter.drawText(room, _MIDDLE, words)
                x = room.right() + 3 * GRID
