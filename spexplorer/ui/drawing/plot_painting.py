"""Paints a chart with any painter: on the screen, in a picture, in a vector file or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from spexplorer.ui.drawing.plot_gestures import runs_of
from spexplorer.ui.style.theme import PALE

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

    from spexplorer.ui.drawing.chart import ChartData, Series
    from spexplorer.ui.drawing.plot_frame import Frame
    from spexplorer.ui.style.theme import Theme

_LEFT_OUT = 0.3
"""How strong what a filter leaves out is."""

_DOT = 3.5
_SMALL_DOT = 2.0
"""Radius of a point on a line, in a chart and in the small one of a strip."""

_GRIP = 3.0
"""Width of the ends by which a brush is resized."""


class Overlay(NamedTuple):
    """What lies over the marks: brushed runs of keys, the keyboard's run, keys with a hovered record."""

    runs: tuple[tuple[int, int], ...] = ()
    cursor: tuple[int, int] | None = None
    hovered: tuple[int, ...] = ()


def paint_axes(
    painter: QPainter, data: ChartData, frame: Frame, theme: Theme, metrics: QFontMetrics
) -> None:
    """The line the marks stand on, the round values and the labels of the keys."""
    marks = frame.marks
    painter.setPen(QPen(theme.colour("grid" if frame.bare else "border"), 1))
    end = marks.topLeft() if frame.horizontal else marks.bottomRight()
    painter.drawLine(marks.bottomLeft(), end)
    painter.setPen(theme.colour("muted"))
    flags = Qt.AlignmentFlag
    side = flags.AlignRight if frame.horizontal else flags.AlignHCenter
    for text, place in frame.number_labels(metrics):
        painter.drawText(place, flags.AlignCenter, text)
    for text, place in frame.key_labels(data, metrics):
        painter.drawText(place, flags.AlignVCenter | side, text)


def paint_marks(painter: QPainter, data: ChartData, frame: Frame, theme: Theme) -> None:
    """Faint lines at the round values, then bars and lines."""
    painter.setPen(QPen(theme.colour("grid"), 1))
    marks = frame.marks
    for value in frame.ticks:
        across = round(frame.across(value)) + 0.5
        if frame.horizontal:
            painter.drawLine(QPointF(across, marks.top()), QPointF(across, marks.bottom()))
        else:
            painter.drawLine(QPointF(marks.left(), across), QPointF(marks.right(), across))
    base = [0.0] * len(data.keys)
    for series in data.series:
        if series.line:
            _paint_line(painter, series, frame, theme)
        else:
            _paint_bars(painter, data, series, frame, base)


def _paint_bars(
    painter: QPainter, data: ChartData, series: Series, frame: Frame, base: list[float]
) -> None:
    """The bars of one layer; those of one look are drawn at once. Raises `base` by their heights."""
    looks: dict[tuple[int, bool], list[QRectF]] = {}
    for at, (key, value) in enumerate(zip(data.keys, series.values, strict=True)):
        if value:
            colour = series.colours[at] if series.colours else series.colour
            look = colour.rgb(), not data.active or key in data.active
            looks.setdefault(look, []).append(frame.bar(at, base[at], value))
            base[at] += value
    painter.setPen(Qt.PenStyle.NoPen)
    for (rgb, chosen), bars in looks.items():
        shade = QColor.fromRgb(rgb)
        shade.setAlphaF((PALE if series.faint else 1.0) * (1.0 if chosen else _LEFT_OUT))
        painter.setBrush(shade)
        painter.drawRects(bars)


def _paint_line(painter: QPainter, series: Series, frame: Frame, theme: Theme) -> None:
    places = [frame.point(at, value) for at, value in enumerate(series.values) if value is not None]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    style = Qt.PenStyle.DashLine if series.faint else Qt.PenStyle.SolidLine
    painter.setPen(QPen(series.colour, 1.5 if frame.bare else 2, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(places)
    painter.setPen(QPen(series.colour, 1.5))
    painter.setBrush(theme.colour("surface") if series.faint else series.colour)
    radius = _SMALL_DOT if frame.bare else _DOT
    for place in places if not (frame.bare and series.faint) else ():
        painter.drawEllipse(place, radius, radius)
    painter.restore()


def paint_overlay(painter: QPainter, overlay: Overlay, frame: Frame, theme: Theme) -> None:
    """Brush, hovered record and keyboard, told apart by more than colour."""
    accent = theme.colour("accent")
    soft = QColor(accent)
    soft.setAlphaF(0.14)
    for first, last in overlay.runs:
        strip = frame.span(first, last)
        painter.fillRect(strip, soft)
        for end in _ends(strip, frame.horizontal):
            painter.fillRect(end, accent)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if overlay.hovered:
        painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
        on = set(overlay.hovered)
        for run in runs_of([at in on for at in range(frame.many)]):
            painter.drawRect(frame.span(*run).adjusted(0.5, 0.5, -1, -1))
    if overlay.cursor is not None:
        painter.setPen(QPen(accent, 2))
        painter.drawRect(frame.span(*overlay.cursor).adjusted(1, 1, -1, -1))


def _ends(strip: QRectF, horizontal: bool) -> tuple[QRectF, QRectF]:
    """The two ends of a brush, by which it is resized."""
    if horizontal:
        size = strip.width(), _GRIP
        return QRectF(strip.left(), strip.top(), *size), QRectF(
            strip.left(), strip.bottom() - _GRIP, *size
        )
    size = _GRIP, strip.height()
    return QRectF(strip.left(), strip.top(), *size), QRectF(
        strip.right() - _GRIP, strip.top(), *size
    )
