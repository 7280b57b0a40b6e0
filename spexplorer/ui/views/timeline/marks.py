"""One mark, one badge, one callout: how they are painted. The legend uses the same strokes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.views.timeline.fading import for_device

_SHADES = {
    "cultural": "culture", "educational": "education", "economic": "economy", "media": "media",
    "migration": "people-to-people", "diplomatic": "integration", "agreement": "integration",
    "institutional": "integration", "political": "politics", "historical": "politics",
    "scholarly": "politics", "access": "politics",
}  # fmt: skip
"""Event type -> the vector whose colour it shares, so that charts and lanes agree."""


def shade_of(theme: Theme, event_type: str) -> QColor:
    """The colour of an event's mark."""
    return theme.vector(_SHADES.get(event_type, ""))


_LONG = 80.0
"""Pixels."""


class Shape(NamedTuple):
    """What of a mark is painted, in pixels of the painter; `sure0` = `sure1` where nothing is sure.

    The fades are lengths at either end; `on0`, `on1`: it is known to go on there.
    """

    rect: QRectF
    sure0: float
    sure1: float
    fade0: float
    fade1: float
    on0: bool
    on1: bool
    moment: bool
    point: bool
    doubtful: bool


def draw_shape(painter: QPainter, shape: Shape, colour: QColor, *, dark: bool) -> None:
    """Paint a mark: a dot, an outlined box for a moment in it, a bar for what lasts."""
    painter.save()
    if shape.point:
        _draw_point(painter, shape, colour)
    else:
        tint = (0.16 if dark else 0.10) if shape.moment else (0.36 if dark else 0.24)
        # Soft edges cost several times as much to paint, and a long bar does not show them.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, shape.rect.width() < _LONG)
        painter.setPen(Qt.PenStyle.NoPen)
        if shape.moment or shape.doubtful:
            style = Qt.PenStyle.DashLine if shape.doubtful else Qt.PenStyle.SolidLine
            painter.setPen(QPen(_faded(painter, shape, colour, 0.95), 1, style))
        painter.setBrush(_faded(painter, shape, colour, tint))
        painter.drawRoundedRect(shape.rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_sure(painter, shape, colour)
        _draw_arrows(painter, shape, colour)
    painter.restore()


def _draw_point(painter: QPainter, shape: Shape, colour: QColor) -> None:
    radius = min(shape.rect.height() * 0.28, shape.rect.width() / 2)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush if shape.doubtful else QBrush(colour))
    painter.drawEllipse(shape.rect.center(), radius, radius)


def _faded(painter: QPainter, shape: Shape, colour: QColor, alpha: float) -> QBrush:
    """A colour that is gone where a bound is not known, and full where it is."""
    rect = shape.rect
    width = max(rect.width(), 1.0)
    full, none = QColor(colour), QColor(colour)
    full.setAlphaF(alpha)
    if not shape.fade0 and not shape.fade1:
        return QBrush(full)  # a gradient costs several times as much to paint
    gradient = QLinearGradient(rect.left(), 0, rect.left() + width, 0)
    none.setAlphaF(0.0)
    begin, end = min(shape.fade0 / width, 1.0), max(1 - shape.fade1 / width, 0.0)
    if begin > end:
        begin = end = (begin + end) / 2
    gradient.setColorAt(0, none if shape.fade0 else full)
    gradient.setColorAt(begin, full)
    gradient.setColorAt(end, full)
    gradient.setColorAt(1, none if shape.fade1 else full)
    return QBrush(for_device(painter, gradient))


def _draw_sure(painter: QPainter, shape: Shape, colour: QColor) -> None:
    """A firm line under what certainly lasted."""
    if shape.sure1 - shape.sure0 < 1:
        return
    style = Qt.PenStyle.DashLine if shape.doubtful else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 2.4, style, Qt.PenCapStyle.FlatCap))
    y = shape.rect.bottom() - 1.2
    painter.drawLine(QPointF(shape.sure0, y), QPointF(shape.sure1, y))


def _draw_arrows(painter: QPainter, shape: Shape, colour: QColor) -> None:
    """An arrow head where the event is known to go on."""
    rect = shape.rect
    half = rect.height() * 0.3
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for on, tip, step in ((shape.on0, rect.left(), 1), (shape.on1, rect.right(), -1)):
        if on:
            y, back = rect.center().y(), tip + step * half * 1.4
            corners = [QPointF(tip, y), QPointF(back, y - half), QPointF(back, y + half)]
            painter.drawPolygon(QPolygonF(corners))


def draw_badge(painter: QPainter, rect: QRectF, text: str, theme: Theme, *, faint: bool) -> None:
    """The pill of a count."""
    painter.setPen(theme.colour("border"))
    painter.setBrush(theme.colour("raised"))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    painter.setPen(theme.colour("muted" if faint else "text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def draw_callout(painter: QPainter, rect: QRectF, text: str, theme: Theme) -> None:
    """The label of the current record, on its own ground over everything else."""
    painter.save()
    painter.setPen(QPen(theme.colour("text"), 1.4))
    painter.setBrush(theme.colour("selection"))
    painter.drawRoundedRect(rect, GRID, GRID)
    painter.setPen(theme.colour("selection_text"))
    inner = rect.adjusted(GRID + 1, 0, -GRID - 1, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    painter.restore()
