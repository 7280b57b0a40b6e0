"""The only file that knows pyqtgraph: bars and lines of a ChartData, brushed and walked.

Built from pyqtgraph's view box and axes rather than its PlotItem, whose menus cost more than the plot.
Grid lines are left out (20 ms a frame with pyqtgraph 0.14); the cursor is an overlay item.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QToolTip, QWidget

from spexplorer.ui.chart import ChartData
from spexplorer.ui.theme import Theme
from spexplorer.ui.widgets.lean_pyqtgraph import import_pyqtgraph

pg: Any = import_pyqtgraph()

_FEW = 10
"""Up to so many things every tick is set by hand."""

_WIDTH = 0.78
"""Width of a bar where neighbours are one apart."""


class Plot(pg.GraphicsView):  # type: ignore[misc]  # untyped base
    """Draws a chart. `picked` carries a list of keys: one clicked, or a range brushed."""

    picked = Signal(object)
    pointed = Signal(object)

    def __init__(self, theme: Theme, *, ordered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._theme = theme
        self._ordered = ordered
        self._data: ChartData | None = None
        self._cursor = 0
        self._anchor: int | None = None
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(80, 60)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = {side: self._made_axis(side, theme) for side in ("bottom", "left")}
        self._panel = pg.GraphicsWidget()
        self._layout = QGraphicsGridLayout()
        self._layout.setContentsMargins(2, 4, 8, 2)
        self._layout.setSpacing(0)
        self._panel.setLayout(self._layout)
        self._layout.addItem(self._axes["left"], 0, 0)
        self._layout.addItem(self._box, 0, 1)
        self._layout.addItem(self._axes["bottom"], 1, 1)
        for axis in self._axes.values():
            axis.linkToView(self._box)
        self.setCentralWidget(self._panel)
        self._brush: Any = None
        self._mark = pg.PlotCurveItem()
        self.setBackground(theme.colour("surface"))

    def _made_axis(self, side: str, theme: Theme) -> Any:
        axis = pg.AxisItem(
            side,
            pen=pg.mkPen(theme.colour("border")),
            textPen=pg.mkPen(theme.colour("muted")),
            maxTickLength=3,
        )
        axis.setStyle(tickFont=self.font(), hideOverlappingLabels=True)
        return axis

    # -- drawing --------------------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self._theme = theme
        self.setBackground(theme.colour("surface"))
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.colour("border")))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setStyle(tickFont=self.font())
        if self._data is not None:
            self.draw(self._data)

    def draw(self, data: ChartData) -> None:
        """Draw a chart in place of the present one."""
        self._data = data
        self._cursor = min(self._cursor, max(0, len(data.keys) - 1))
        self._box.clear()
        base = [0.0] * len(data.keys)
        for series in data.series:
            if series.line:
                self._add_line(series)
            else:
                base = self._add_bars(data, series, base)
        self._box.addItem(self._mark, ignoreBounds=True)
        self._set_axes(data)
        self._place_cursor()

    def _add_bars(self, data: ChartData, series: Any, base: list[float]) -> list[float]:
        values = [value or 0.0 for value in series.values]
        brushes = _brushes(data, series)
        places = list(range(len(values)))
        common = {"brushes": brushes, "pen": pg.mkPen(None)}
        if data.horizontal:
            item = pg.BarGraphItem(y=places, x0=base, width=values, height=_WIDTH, **common)
        else:
            item = pg.BarGraphItem(x=places, y0=base, height=values, width=_WIDTH, **common)
        self._box.addItem(item)
        return [low + value for low, value in zip(base, values, strict=True)]

    def _add_line(self, series: Any) -> None:
        points = [(at, value) for at, value in enumerate(series.values) if value is not None]
        style = Qt.PenStyle.DashLine if series.faint else Qt.PenStyle.SolidLine
        pen = pg.mkPen(series.colour, width=2, style=style)
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self._box.addItem(pg.PlotCurveItem(xs, ys, pen=pen, antialias=True))
        fill = pg.mkBrush(self._theme.colour("surface") if series.faint else series.colour)
        self._box.addItem(
            pg.ScatterPlotItem(xs, ys, size=7, pen=pg.mkPen(series.colour), brush=fill)
        )

    def _set_axes(self, data: ChartData) -> None:
        category, number = ("left", "bottom") if data.horizontal else ("bottom", "left")
        self._axes[category].setTicks([_thinned(data, self.fontMetrics(), self.size())])
        highest = [*data.totals(), *self._line_values(data)]
        top = max(highest, default=1) or 1
        # Things that are counted have no halves; quantities on a line may.
        counted = not self._line_values(data) and top <= _FEW
        ticks = [[(n, str(n)) for n in range(1, int(top) + 1, 1 + int(top) // 6)]]
        self._axes[number].setTicks(ticks if counted else None)
        low = 0.0 if data.from_zero else min(self._line_values(data), default=0.0)
        span = (low - (top - low) * 0.08 if low else 0.0, top + (top - low) * 0.06)
        ends = (-0.6, len(data.keys) - 0.4)
        if data.horizontal:
            self._box.setRange(xRange=span, yRange=ends, padding=0)
            self._box.invertY(True)
        else:
            self._box.setRange(xRange=ends, yRange=span, padding=0)

    @staticmethod
    def _line_values(data: ChartData) -> list[float]:
        return [v for s in data.series if s.line for v in s.values if v is not None]

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        data: ChartData | None = getattr(self, "_data", None)  # Qt resizes while we are being built
        if data is not None and data.keys:
            self._axes["left" if data.horizontal else "bottom"].setTicks(
                [_thinned(data, self.fontMetrics(), self.size())]
            )

    # -- pointing and brushing --------------------------------------------------------------------

    def _key_at(self, at: QPointF) -> int | None:
        """The index of the bar at a point of the widget, None outside the plot."""
        if self._data is None or not self._data.keys:
            return None
        scene = self.mapToScene(at.toPoint())
        if not self._box.sceneBoundingRect().contains(scene):
            return None
        view = self._box.mapSceneToView(scene)
        place = round(view.y() if self._data.horizontal else view.x())
        return place if 0 <= place < len(self._data.keys) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._anchor = self._key_at(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._key_at(event.position())
        if self._pressed is not None and self._ordered and None not in (at, self._anchor):
            self._show_brush(self._anchor, at)  # type: ignore[arg-type]
        elif at is not None and self._data is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._data.describe(at), self)
        else:
            QToolTip.hideText()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._key_at(event.position())
        anchor, self._anchor, self._pressed = self._anchor, None, None
        if self._brush is not None and self._brush.scene() is not None:
            self._box.removeItem(self._brush)
        if at is not None and anchor is not None and self._data is not None:
            self._cursor = at
            self._pick(anchor if self._ordered else at, at)
        event.accept()

    def _show_brush(self, first: int, last: int) -> None:
        if self._brush is None:
            self._brush = pg.LinearRegionItem(movable=False)
            self._brush.setZValue(-10)
        colour = QColor(self._theme.colour("accent"))
        colour.setAlphaF(0.25)
        self._brush.setBrush(pg.mkBrush(colour))
        if self._brush.scene() is None:
            self._box.addItem(self._brush, ignoreBounds=True)
        self._brush.setRegion((min(first, last) - 0.5, max(first, last) + 0.5))

    def _pick(self, first: int, last: int) -> None:
        if self._data is not None:
            low, high = sorted((first, last))
            self.picked.emit(list(self._data.keys[low : high + 1]))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()

    # -- the keyboard -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._data is None or not self._data.keys:
            return
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            extending = (
                bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and self._ordered
            )
            self._anchor = (
                (self._cursor if self._anchor is None else self._anchor) if extending else None
            )
            self._cursor = min(max(0, self._cursor + steps[key]), len(self._data.keys) - 1)
            self._tell_cursor()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self._cursor if self._anchor is None else self._anchor, self._cursor)
            self._anchor = None
        else:
            event.ignore()

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self._tell_cursor()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._place_cursor()

    def _tell_cursor(self) -> None:
        if self._data is None or not self._data.keys:
            return
        words = self._data.describe(self._cursor)
        self.setAccessibleDescription(words)
        self.pointed.emit(words)
        self._place_cursor()

    def _place_cursor(self) -> None:
        """An outline about the bar the keyboard is at, only while the chart has the focus."""
        if self._data is None or not self._data.keys or not self.hasFocus():
            self._mark.setData([], [])
            return
        first = self._cursor if self._anchor is None else min(self._anchor, self._cursor)
        last = self._cursor if self._anchor is None else max(self._anchor, self._cursor)
        low, high = self._box.viewRange()[0 if self._data.horizontal else 1]
        rect = QRectF(first - 0.5, low, last - first + 1, (high - low) * 0.995)
        xs = [rect.left(), rect.right(), rect.right(), rect.left(), rect.left()]
        ys = [rect.top(), rect.top(), rect.bottom(), rect.bottom(), rect.top()]
        self._mark.setPen(pg.mkPen(self._theme.colour("accent"), width=2))
        if self._data.horizontal:
            self._mark.setData(ys, xs)
        else:
            self._mark.setData(xs, ys)


def _brushes(data: ChartData, series: Any) -> list[Any]:
    """A brush for every bar; bars of one look share one, since making them takes longest."""
    made: dict[tuple[int, bool], Any] = {}
    colours = series.colours or (series.colour,) * len(data.keys)
    looks = [
        (colour.rgb(), not data.active or key in data.active)
        for colour, key in zip(colours, data.keys, strict=True)
    ]
    for look in looks:
        if look not in made:
            shade = QColor.fromRgb(look[0])
            shade.setAlphaF((0.4 if series.faint else 1.0) * (1.0 if look[1] else 0.3))
            made[look] = pg.mkBrush(shade)
    return [made[look] for look in looks]


def _thinned(data: ChartData, metrics: QFontMetrics, room: QSize) -> list[tuple[int, str]]:
    """As many labels as fit beside one another; years step by 2, 5, 10 ..., the ends make way."""
    many = max(1, len(data.labels))
    if data.horizontal:
        step = max(1, round(metrics.height() * many / max(1, room.height() - 30) + 0.49))
        return list(enumerate(data.labels))[::step]
    inner = data.labels[1:-1] or data.labels
    widest = max((metrics.horizontalAdvance(label) for label in inner), default=1)
    fitting = (widest + 10) * many / max(1, room.width() - 60)
    step = next((nice for nice in (1, 2, 5, 10, 20, 50) if nice >= fitting), many)
    return [
        (at, label)
        for at, label in enumerate(data.labels)
        if step == 1 or (label.isdecimal() and int(label) % step == 0)
    ]
