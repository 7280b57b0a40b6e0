"""How one event is drawn: a dot, an outlined box for a moment in it, a bar for what lasts; and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QLinearGradient,
    QPaintEngine,
    QPainter,
    QPen,
    QPolygonF,
)

from spexplorer.readings.timeline.evidence import sign_words
from spexplorer.ui.drawing.glyphs import code_colour, draw_badge
from spexplorer.ui.drawing.legend import LegendEntry, letter_sample
from spexplorer.ui.style.theme import PALE
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_CRISP: Final = 80.0
"""Bars from this width on, in pixels, are painted without soft edges, which cost several times as much."""


def type_colour(theme: Theme, types: Sequence[str], event_type: str) -> QColor:
    """The colour of a type of event; one this program does not know has that of its position."""
    position = types.index(event_type) if event_type in types else None
    return code_colour(theme, "event_type", event_type, position)


class MarkShape(NamedTuple):
    """What of a mark is painted, in pixels of the painter; `sure0` = `sure1` where nothing is sure.

    The fades are lengths at either end; `on0`, `on1`: it is known to go on there.
    """

    rect: QRectF
    sure0: float = 0.0
    sure1: float = 0.0
    fade0: float = 0.0
    fade1: float = 0.0
    on0: bool = False
    on1: bool = False
    moment: bool = False
    point: bool = False
    doubtful: bool = False


def draw_mark(painter: QPainter, shape: MarkShape, colour: QColor) -> None:
    """Paint a mark: what is only possible pale, what is certain full."""
    painter.save()
    if shape.point:
        _draw_point(painter, shape, colour)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, shape.rect.width() < _CRISP)
        painter.setPen(Qt.PenStyle.NoPen)
        fades = bool(shape.fade0 or shape.fade1)
        if (shape.moment or shape.doubtful) and not (fades and _is_svg(painter)):
            style = Qt.PenStyle.DashLine if shape.doubtful else Qt.PenStyle.SolidLine
            painter.setPen(QPen(_faded(painter, shape, colour, 1.0), 1.2, style))
        tint = 0.14 if shape.moment else PALE
        painter.setBrush(_faded(painter, shape, colour, tint))
        painter.drawRoundedRect(shape.rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if shape.sure1 - shape.sure0 >= 1:
            inner = shape.rect.adjusted(0, 1.5, 0, -1.5) if shape.doubtful else shape.rect
            sure = QRectF(shape.sure0, inner.top(), shape.sure1 - shape.sure0, inner.height())
            full = QColor(colour)
            full.setAlphaF(0.55 if shape.doubtful else 1.0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(full)
            painter.drawRoundedRect(sure, 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_arrows(painter, shape, colour)
    painter.restore()


def _draw_point(painter: QPainter, shape: MarkShape, colour: QColor) -> None:
    radius = min(shape.rect.height() * 0.5, shape.rect.width() / 2)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush if shape.doubtful else QBrush(colour))
    painter.drawEllipse(shape.rect.center(), radius, radius)


def _faded(painter: QPainter, shape: MarkShape, colour: QColor, alpha: float) -> QBrush:
    """A colour that is gone where a bound is not known, and full where it is."""
    full, none = QColor(colour), QColor(colour)
    full.setAlphaF(alpha)
    if not shape.fade0 and not shape.fade1:
        return QBrush(full)  # a gradient costs several times as much to paint
    rect = shape.rect
    width = max(rect.width(), 1.0)
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


def _draw_arrows(painter: QPainter, shape: MarkShape, colour: QColor) -> None:
    """An arrow head where the event is known to go on."""
    rect, half = shape.rect, shape.rect.height() * 0.85
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for on, tip, step in ((shape.on0, rect.left(), 1), (shape.on1, rect.right(), -1)):
        if on:
            y, back = rect.center().y(), tip + step * half * 1.3
            corners = [QPointF(tip, y), QPointF(back, y - half), QPointF(back, y + half)]
            painter.drawPolygon(QPolygonF(corners))


def for_device(painter: QPainter, gradient: QGradient) -> QGradient:
    """A gradient as a device can paint it: Qt's PDF drops how transparent the colours of one are."""
    engine = painter.paintEngine()
    if engine is None or engine.type() is not QPaintEngine.Type.Pdf:
        return gradient
    gradient.setStops([(at, _on_paper(colour)) for at, colour in gradient.stops()])
    return gradient


def _is_svg(painter: QPainter) -> bool:
    """Whether an SVG is painted: Qt writes no outlines that fade into one."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() is QPaintEngine.Type.SVG


def _on_paper(colour: QColor) -> QColor:
    """What a transparent colour looks like on white."""
    share = colour.alphaF()
    parts = (share * part + 1 - share for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return QColor.fromRgbF(*parts)


# -- the legend -------------------------------------------------------------------------------------


def legend_entries(signs: Sequence[str], *, bars: bool) -> list[LegendEntry]:
    """What the marks mean; the bars of dense lanes where there are any, the signs that occur."""
    entries = [
        LegendEntry(tr("known to the day or month"), partial(_sample, "point")),
        LegendEntry(tr("day or month uncertain"), partial(_sample, "doubtful-point")),
        LegendEntry(tr("some time in this year or period"), partial(_sample, "box"), 2.6),
        LegendEntry(tr("about then, or uncertain"), partial(_sample, "doubtful-box"), 2.6),
        LegendEntry(tr("lasts; pale: possibly"), partial(_sample, "bar"), 2.6),
        LegendEntry(tr("known to go on"), partial(_sample, "on"), 2.6),
        LegendEntry(tr("beginning or end not known"), partial(_sample, "fade"), 2.6),
    ]
    if bars:
        entries.append(LegendEntry(tr("several; click to see them apart"), _count_sample, 2.6))
        entries.append(
            LegendEntry(tr("many: how many begin when; pale: possibly"), _bars_sample, 2.6)
        )
    return [*entries, *(LegendEntry(sign_words(tr, s), letter_sample(s.strip())) for s in signs)]


def _sample(kind: str, painter: QPainter, room: QRectF, theme: Theme) -> None:
    slim = room.height() * 0.22
    rect = room if "point" in kind else room.adjusted(0, slim, 0, -slim)
    left, right, third = rect.left(), rect.right(), rect.width() / 2.5
    doubtful = kind.startswith("doubtful")
    soft = rect.width() / 4 if kind == "doubtful-box" else 0.0
    shapes = {
        "bar": MarkShape(rect, left + third, right - third / 2, third, third / 2),
        "on": MarkShape(rect, left, right, on1=True),
        "fade": MarkShape(rect, left, left, third),
    }
    moment = MarkShape(
        rect, left, left, soft, soft, moment=True, point="point" in kind, doubtful=doubtful
    )
    draw_mark(painter, shapes.get(kind, moment), theme.colour("accent"))


def _count_sample(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    draw_badge(painter, rect.adjusted(2, 0, -2, 0), "7", theme)


def _bars_sample(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    heights = ((0.3, 0.3), (0.5, 0.2), (1.0, 0.7), (0.8, 0.8), (0.4, 0.4))
    full, pale = theme.colour("accent"), theme.colour("accent")
    pale.setAlphaF(PALE)
    wide = rect.width() / len(heights)
    for number, (possible, certain) in enumerate(heights):
        for share, colour in ((possible, pale), (certain, full)):
            x, height = rect.left() + number * wide, rect.height() * share
            painter.fillRect(QRectF(x, rect.bottom() - height, wide - 1, height), colour)
