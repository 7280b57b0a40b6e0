"""Assessments in shape and word: which of several speaks for an instrument, and its mark."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from spexplorer.domain.concepts import Assessment

NOTABLE: Final = (
    "effective", "ineffective", "dominant", "declining", "limited", "promising", "growing",
    "significant", "strategic", "universal",
)  # fmt: skip
"""Verdicts from those that say most about success to those that say least."""

_BASES: Final = ("explicit", "attributed", "inferred")


def notability(verdict: str) -> int:
    """0 for the verdict that says most; verdicts of other libraries come last."""
    return NOTABLE.index(verdict) if verdict in NOTABLE else len(NOTABLE)


def weight_of(assessment: Assessment) -> tuple[int, int]:
    """What is said outright goes before what is attributed or inferred, then by notability."""
    basis = assessment.basis
    return _BASES.index(basis) if basis in _BASES else len(_BASES), notability(assessment.verdict)


def leading(assessments: Sequence[Assessment], wanted: Collection[str] = ()) -> Assessment | None:
    """The assessment that speaks for an instrument; one of the wanted verdicts if it has any."""
    asked = [assessment for assessment in assessments if assessment.verdict in wanted]
    return min(asked or assessments, key=weight_of, default=None)


def verdict_icon(verdict: str, colour: QColor, side: int) -> QIcon:
    """The mark of a verdict as an icon, `side` pixels wide."""
    pixmap = QPixmap(QSize(2 * side, 2 * side))
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        draw_mark(painter, QRectF(0, 0, 2 * side, 2 * side), verdict, colour)
    pixmap.setDevicePixelRatio(2.0)
    return QIcon(pixmap)


def draw_mark(painter: QPainter, rect: QRectF, verdict: str, colour: QColor) -> None:
    """Draw the mark of a verdict into a square; every verdict has a shape of its own."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    pen = QPen(colour, 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _SHAPES.get(verdict, _ring)(painter, colour)
    painter.restore()


def _line(points: Sequence[tuple[float, float]], painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _filled(points: Sequence[tuple[float, float]], painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _hollow(points: Sequence[tuple[float, float]], painter: QPainter, _colour: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


def _disc(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(8, 8), 4.2, 4.2)


def _half(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 5.4, 5.4)
    painter.setBrush(colour)
    painter.drawPie(QRectF(2.6, 2.6, 10.8, 10.8), 90 * 16, 180 * 16)


def _ring(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(8, 8), 3, 3)


def _cross(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(3.5, 3.5), QPointF(12.5, 12.5))
    painter.drawLine(QPointF(12.5, 3.5), QPointF(3.5, 12.5))


def _equals(painter: QPainter, _colour: QColor) -> None:
    painter.drawLine(QPointF(3, 5.5), QPointF(13, 5.5))
    painter.drawLine(QPointF(3, 10.5), QPointF(13, 10.5))


def _star() -> list[tuple[float, float]]:
    return [
        (
            8 + (6.2 if at % 2 == 0 else 2.6) * math.sin(at * math.pi / 5),
            8.4 - (6.2 if at % 2 == 0 else 2.6) * math.cos(at * math.pi / 5),
        )
        for at in range(10)
    ]


_UP = ((8, 3.2), (13.4, 12.4), (2.6, 12.4))
_SHAPES: Final[Mapping[str, Callable[[QPainter, QColor], None]]] = {
    "effective": partial(_line, ((2.8, 8.4), (6.6, 12.2), (13.4, 4))),
    "ineffective": _cross,
    "dominant": partial(_filled, _star()),
    "declining": partial(_filled, ((8, 12.8), (13.4, 3.6), (2.6, 3.6))),
    "limited": _half,
    "promising": partial(_hollow, _UP),
    "growing": partial(_filled, _UP),
    "significant": _disc,
    "strategic": partial(_filled, ((8, 2.6), (13.4, 8), (8, 13.4), (2.6, 8))),
    "universal": _equals,
}
