"""Words that are read from below upwards, in two lines and shortened where they have little height."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetricsF, QPainter

_LINE_STEP: Final = 0.9
"""The lines stand a little closer than lines of a text."""


def in_two_lines(words: str) -> list[str]:
    """Words in two lines, broken at the blank nearest to their middle; a single word stays whole."""
    blanks = [at for at, sign in enumerate(words) if sign == " "]
    if not blanks:
        return [words]
    middle = min(blanks, key=lambda at: abs(2 * at + 1 - len(words)))
    return [words[:middle], words[middle + 1 :]]


def broken(words: str, place: QRectF, metrics: QFontMetricsF) -> list[str]:
    """The lines of what stands upright in a region: two where one is too long and both fit beside it.

    A line that is still too long ends with an ellipsis.
    """
    lines = [words]
    fits_two = place.width() >= 2 * metrics.height() * _LINE_STEP
    if fits_two and metrics.horizontalAdvance(words) > place.height():
        lines = in_two_lines(words)
    return [
        metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.height() + 1) for line in lines
    ]


def draw_upright(
    painter: QPainter, place: QRectF, lines: list[str], metrics: QFontMetricsF
) -> None:
    """Draw lines read from below upwards, beginning at the bottom of a region, in its middle."""
    step = metrics.height() * _LINE_STEP
    first = place.center().x() - step * (len(lines) - 1) / 2
    painter.translate(QPointF(first + metrics.ascent() * 0.4, place.bottom()))
    painter.rotate(-90)
    for at, line in enumerate(lines):
        painter.drawText(QPointF(0, at * step), line)
