"""Colours that fade, on the screen and on paper."""

from __future__ import annotations

from PySide6.QtGui import QColor, QGradient, QPaintEngine, QPainter


def for_device(painter: QPainter, gradient: QGradient) -> QGradient:
    """A gradient as a device can paint it: Qt's PDF drops how transparent the colours of one are."""
    engine = painter.paintEngine()
    if engine is None or engine.type() is not QPaintEngine.Type.Pdf:
        return gradient
    gradient.setStops([(at, _on_paper(colour)) for at, colour in gradient.stops()])
    return gradient


def _on_paper(colour: QColor) -> QColor:
    """What a transparent colour looks like on white."""
    share = colour.alphaF()
    parts = (share * part + 1 - share for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return QColor.fromRgbF(*parts)
