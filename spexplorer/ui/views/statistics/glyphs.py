"""Draws one quantity so that its qualifier can be seen, and tells stated from computed by pattern."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from spexplorer.domain.findings import Statistic
from spexplorer.readings.statistics.figures import extent
from spexplorer.ui.style.theme import Theme

_FADE = (0.8, 0.6, 0.4, 0.2)
"""Opacity of the slices an approximate end dissolves into."""


class QuantityShape(NamedTuple):
    """A quantity on its axis: `low` and `high` as shares of the axis, 0 to 1."""

    low: float
    high: float
    qualifier: str
    derived: bool
    possible: bool = False


def shape_of(record: Statistic, top: float, *, possible: bool = False) -> QuantityShape:
    """How a figure is drawn on an axis from zero to `top`."""
    low, high = extent(record)
    return QuantityShape(
        low / top, high / top, record.qualifier, record.derived_from is not None, possible
    )


def arrow_room(height: float) -> float:
    """How many pixels an open end takes beyond the axis, for a bar of a height."""
    return height * 0.75


def draw_quantity(painter: QPainter, theme: Theme, area: QRectF, shape: QuantityShape) -> None:
    """Draw a quantity; the axis is as long as the area less the room of an arrow."""
    length = area.width() - arrow_room(area.height())
    left = area.left() + shape.low * length
    bar = QRectF(left, area.top(), max(2.0, (shape.high - shape.low) * length), area.height())
    colour = theme.colour("possible" if shape.possible else "certain")
    match shape.qualifier:
        case "several":
            _dotted(painter, colour, bar, area.right())
        case "about":
            _fuzzy(painter, colour, bar, shape)
        case "over" | "at_least":
            _body(painter, colour, bar, shape)
            _arrow(painter, colour, bar, closed=shape.qualifier == "at_least")
        case "up_to" | "under":
            painter.setOpacity(0.55)
            _body(painter, colour, bar, shape)
            painter.setOpacity(1)
            _cap(painter, colour, bar, dashed=shape.qualifier == "under")
        case _:
            _body(painter, colour, bar, shape)
    if shape.low > 0:
        _reach(painter, colour, area.left(), bar)


def _body(painter: QPainter, colour: QColor, bar: QRectF, shape: QuantityShape) -> None:
    """Solid for what a source states; hatched and outlined for what is computed; dashed for possible."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern) if shape.derived else colour)
    painter.drawRect(bar)
    if shape.derived or shape.possible:
        style = Qt.PenStyle.DashLine if shape.possible else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)


def _fuzzy(painter: QPainter, colour: QColor, bar: QRectF, shape: QuantityShape) -> None:
    """The end of the bar dissolves: slices ever lighter with gaps ever wider."""
    slice_width = max(1.5, bar.height() * 0.18)
    room = min(bar.width() * 0.6, slice_width * 2 * len(_FADE))
    _body(painter, colour, bar.adjusted(0, 0, -room, 0), shape)
    step = room / len(_FADE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x = bar.right() - room
    for at, opacity in enumerate(_FADE):
        painter.setOpacity(opacity)
        gap = step * (0.25 + 0.12 * at)
        painter.drawRect(QRectF(x + at * step + gap, bar.top(), max(1.0, step - gap), bar.height()))
    painter.setOpacity(1)


def _arrow(painter: QPainter, colour: QColor, bar: QRectF, *, closed: bool) -> None:
    """An open arrow head beyond the end: the figure is a lower bound. “At least” has a cap as well."""
    tip = QPointF(bar.right() + arrow_room(bar.height()) - 1, bar.center().y())
    start = bar.right() + 2
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(start, bar.top()), tip, QPointF(start, bar.bottom())]))
    if closed:
        painter.drawLine(QLineF(bar.topRight(), bar.bottomRight()))


def _cap(painter: QPainter, colour: QColor, bar: QRectF, *, dashed: bool) -> None:
    """A bar across the end, higher than the quantity: it is an upper bound."""
    over = bar.height() * 0.3
    painter.setPen(QPen(colour, 2.5, Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine))
    painter.drawLine(QLineF(bar.right(), bar.top() - over, bar.right(), bar.bottom() + over))


def _dotted(painter: QPainter, colour: QColor, bar: QRectF, end: float) -> None:
    """“Several”: dots that go on beyond the unit named, since nobody says how far."""
    pen = QPen(colour, max(2.0, bar.height() * 0.3), Qt.PenStyle.DotLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    y = bar.center().y()
    painter.drawLine(QLineF(bar.left() + 2, y, max(end - bar.height(), bar.right()), y))


def _reach(painter: QPainter, colour: QColor, start: float, bar: QRectF) -> None:
    """A thin line from zero to a band, so that its distance from zero can be followed."""
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(start, bar.center().y(), bar.left(), bar.center().y()))


def draw_badge(
    painter: QPainter, theme: Theme, place: QRectF, text: str, shape: QuantityShape
) -> None:
    """A place in an order: “#2” on a rounded ground, outlined when computed, dashed when possible."""
    solid = not shape.derived and not shape.possible
    colour = theme.colour("possible" if shape.possible else "certain")
    style = Qt.PenStyle.DashLine if shape.possible else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 1.2, style))
    painter.setBrush(QBrush(colour) if solid else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawRoundedRect(place, place.height() / 3, place.height() / 3)
    painter.setPen(theme.colour("accent_text" if solid else "text"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)
