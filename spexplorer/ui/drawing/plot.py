"""The only file that knows pyqtgraph: a chart on the screen, brushed and walked.

Built from pyqtgraph's view, view box and items rather than its PlotItem, whose menus cost more than the
plot; its axis item lays out an HTML label at every change, so the axes are an item of our own.
A brush that moves changes heights and overlay only: one item is painted anew, once a turn.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from spexplorer.ui.drawing.chart import ChartData, Stroke
from spexplorer.ui.drawing.lean_pyqtgraph import import_pyqtgraph
from spexplorer.ui.drawing.plot_frame import Frame, top_of
from spexplorer.ui.drawing.plot_gestures import Gesture, grasp, mode_of, runs_of
from spexplorer.ui.drawing.plot_painting import Overlay, paint_axes, paint_marks, paint_overlay
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.widgets.text import plain_tip

pg: Any = import_pyqtgraph()

_GRIP = 5
"""Distance in pixels at which the end of a brush is taken hold of."""

_NEAR = 28
"""Distance in pixels from the foot of a short bar that still belongs to the bar."""

_MINIMUM_SIZE = (80, 60)
_MINIMUM_COMPACT_SIZE = (40, 20)


@guarded
class _Layer(pg.GraphicsObject):  # type: ignore[misc]  # untyped base
    """A rectangle of the scene that a function paints."""

    def __init__(self, paint: Any) -> None:
        super().__init__()
        self._paint = paint
        self._rect = QRectF()

    def cover(self, rect: QRectF) -> None:
        """Lie over another rectangle of the parent."""
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, *_: object) -> None:
        self._paint(painter)


@guarded
class _Canvas(pg.GraphicsView):  # type: ignore[misc]  # untyped base
    """Draws a chart, the brush on it and where the keyboard is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self._theme = theme
        self._data: ChartData | None = None
        self._frame: Frame | None = None
        self._top = 1.0
        self._cursor = 0
        self._walked = False
        self._anchor: int | None = None
        self._live: tuple[int, int] | None = None
        self._hovered: tuple[int, ...] = ()
        self.setMouseTracking(True)
        self._is_compact = False
        self.setMinimumSize(*_MINIMUM_SIZE)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = _Layer(self._paint_axes)
        # Labels take longest: kept as a picture, they are laid out once however often bars change.
        self._axes.setCacheMode(self._axes.CacheMode.DeviceCoordinateCache)
        self._marks = _Layer(self._paint_marks)
        self._marks.setParentItem(self._box)
        self.scene().addItem(self._axes)
        self.scene().addItem(self._box)
        # The background covers all of it: what lies behind need not be painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setBackground(theme.colour("surface"))

    # -- drawing --------------------------------------------------------------------------------

    def restyle(self, theme: Theme) -> None:
        """Take the colours and the text size of a theme."""
        self._theme = theme
        self.setBackground(theme.colour("surface"))
        self._arrange()

    def set_compact(self, compact: bool) -> None:
        """Whether it is the small chart of a strip: standing bars alone, without labels."""
        if compact != self._is_compact:
            self._is_compact = compact
            self.set_least_size()
            self._arrange()

    def set_least_size(self) -> None:
        """Be no smaller than a small chart, or one with labels, can be read at."""
        self.setMinimumSize(*(_MINIMUM_COMPACT_SIZE if self._is_compact else _MINIMUM_SIZE))

    def draw(self, data: ChartData) -> None:
        """Draw a chart in place of the present one."""
        self._live = None
        if self._data is not None and data.shaped_like(self._data):
            self._change(data, top_of(data))
            return
        self._data, self._top = data, top_of(data)
        self._cursor = min(self._cursor, max(0, len(data.keys) - 1))
        self._arrange()

    def change(self, data: ChartData) -> None:
        """Draw other heights while a brush moves; the scale stays unless they outgrow it."""
        if self._data is None or not data.shaped_like(self._data):
            self.draw(data)
            return
        wanted = top_of(data)
        self._change(data, wanted if wanted > self._top else self._top)

    def _change(self, data: ChartData, top: float) -> None:
        self._data = data
        if top != self._top:
            self._top = top
            self._arrange()
        else:
            self._marks.update()

    def mark(self, keys: tuple[str, ...]) -> None:
        """Outline the keys that a hovered record stands under."""
        data = self._data
        found = tuple(data.keys.index(key) for key in keys if key in data.keys) if data else ()
        if found != self._hovered:
            self._hovered = found
            self._marks.update()

    def _arrange(self) -> None:
        """Lay out axes and marks for the present size."""
        if self._data is None or not self._data.keys:
            self._frame = None
            self.viewport().update()
            return
        room = QRectF(0, 0, self.width(), self.height())
        frame = Frame(self._data, room, self.fontMetrics(), self._top, bare=self._is_compact)
        self._frame = frame
        ends, values = (-0.5, frame.many - 0.5), (frame.low, frame.high)
        self._box.setGeometry(frame.marks)
        self._box.invertY(frame.horizontal)
        if frame.horizontal:
            self._box.setRange(xRange=values, yRange=ends, padding=0)
        else:
            self._box.setRange(xRange=ends, yRange=values, padding=0)
        self._axes.cover(room)
        self._axes.update()
        self._marks.cover(QRectF(QPointF(0, 0), frame.marks.size()))
        self._box.prepareForPaint()  # else painting would find the matrix stale, and paint twice
        self.viewport().update()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if getattr(self, "_data", None) is not None:  # Qt resizes while we are being built
            self._arrange()

    def _paint_axes(self, painter: QPainter) -> None:
        if self._data is not None and self._frame is not None:
            painter.setFont(self.font())
            paint_axes(painter, self._data, self._frame, self._theme, self.fontMetrics())

    def _paint_marks(self, painter: QPainter) -> None:
        if self._data is None or self._frame is None:
            return
        painter.translate(-self._frame.marks.topLeft())
        paint_marks(painter, self._data, self._frame, self._theme)
        paint_overlay(painter, self._overlay(), self._frame, self._theme)

    def _overlay(self) -> Overlay:
        runs = self._runs() if self._live is None else (self._live,)
        cursor = None
        if self._walked and self.hasFocus():
            anchor = self._cursor if self._anchor is None else self._anchor
            cursor = min(anchor, self._cursor), max(anchor, self._cursor)
        return Overlay(runs, cursor, self._hovered)

    def _runs(self) -> tuple[tuple[int, int], ...]:
        """The brushed runs of the filter."""
        data = self._data
        if data is None or not data.active:
            return ()
        return runs_of([key in data.active for key in data.keys])


@guarded
class Plot(_Canvas):
    """A chart that is pointed at, brushed and walked.

    `picked` carries a Stroke when keys were chosen, `moving` one while they are (None: called off);
    `cleared` asks to take the chart's own brush away, `pointed` carries words about the key the keyboard
    is at, `looked_at` those of the key under the pointer; `hovered` the id of the record under it or
    None; `grasped` says that a brush begins, or may begin since the pointer or the focus has come.
    `opening` is emitted at a double click, whose two clicks undo each other.
    """

    picked = Signal(object)
    moving = Signal(object)
    grasped = Signal()
    cleared = Signal()
    pointed = Signal(object)
    looked_at = Signal(object)
    hovered = Signal(object)
    opening = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._gesture: Gesture | None = None
        self._moved = False
        self._record: str | None = None

    def point_of(self, key: str) -> QPointF:
        """Where the foot of a key's bar stands in the widget."""
        assert self._data is not None
        assert self._frame is not None
        at = self._data.keys.index(key)
        foot = QPointF(3, 0) if self._frame.horizontal else QPointF(0, -3)
        return self._frame.point(at, self._frame.low) + foot

    def walked_to(self) -> QPointF | None:
        """Where the foot of the bar stands that the keyboard is at; None where nothing is drawn."""
        if self._frame is None:
            return None
        return self._frame.point(self._cursor, self._frame.low)

    def pixels_per_key(self) -> float:
        """How long the strip of one key is; 0 where nothing is drawn."""
        return self._frame.pixels_per_key() if self._frame is not None else 0.0

    # -- the pointer ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        frame = self._frame
        event.accept()
        if event.button() is not Qt.MouseButton.LeftButton or frame is None:
            return
        grip = _GRIP / frame.pixels_per_key()
        place, mode = frame.place(event.position()), mode_of(event.modifiers())
        self._gesture = grasp(place, self._runs(), grip, mode, frame.many)
        self._moved = False
        self._walked = False
        self.grasped.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if self._gesture is not None and self._frame is not None:
            self._drag(self._gesture.run(self._frame.place(event.position())), event.position())
        else:
            self._point_at(event)

    def _drag(self, run: tuple[int, int], at: QPointF) -> None:
        gesture, frame = self._gesture, self._frame
        assert gesture is not None
        assert frame is not None
        far = abs(frame.place(at) - gesture.start) * frame.pixels_per_key() > 2 * _GRIP
        self._moved = self._moved or far or run not in (gesture.held, (run[0], run[0]))
        if self._moved and run != self._live:
            self._live = run
            self._marks.update()
            self.moving.emit(self._stroke(run, gesture.mode))

    def _point_at(self, event: QMouseEvent) -> None:
        at = self._frame.key_at(event.position()) if self._frame is not None else None
        words, record = "", None
        if at is not None and self._data is not None:
            words = self._data.describe(at)
            record = self._data.records[at] if self._data.records else None
        QToolTip.showText(event.globalPosition().toPoint(), plain_tip(words), self)
        self.looked_at.emit(words)
        self._tell_record(record)

    def _tell_record(self, record: str | None) -> None:
        if record != self._record:
            self._record = record
            self.hovered.emit(record)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.grasped.emit()

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self.looked_at.emit("")
        self._tell_record(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        gesture, self._gesture = self._gesture, None
        if gesture is None or self._frame is None:
            return
        if self._moved and self._live is not None:
            self._cursor = self._live[1]
            self.picked.emit(self._stroke(self._live, gesture.mode))
            return
        at = self._frame.key_at(event.position())
        if at is None or self._is_empty(at, event.position()):
            self.cleared.emit()
            return
        self._cursor = at
        self.picked.emit(self._stroke((at, at), gesture.mode)._replace(click=True))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.mouseReleaseEvent(event)
            self.opening.emit()

    def _is_empty(self, at: int, point: QPointF) -> bool:
        """Whether a point is beyond the bar or the points of a key; without a brush to clear nothing is."""
        data, frame = self._data, self._frame
        if data is None or frame is None or not data.active:
            return False
        if data.records:
            heights = [s.values[at] for s in data.series]
            spots = [frame.point(at, value) for value in heights if value is not None]
            return all(abs(spot.y() - point.y()) > _NEAR for spot in spots)
        tip, foot = frame.point(at, data.totals()[at]), frame.point(at, frame.low)
        if frame.horizontal:
            return point.x() > max(tip.x() + _GRIP, foot.x() + _NEAR)
        return point.y() < min(tip.y() - _GRIP, foot.y() - _NEAR)

    def _stroke(self, run: tuple[int, int], mode: Any) -> Stroke:
        assert self._data is not None
        return Stroke(self._data.keys[run[0] : run[1] + 1], mode)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()  # the card has the menu

    def wheelEvent(self, event: Any) -> None:
        event.ignore()

    # -- the keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._data is None or not self._data.keys:
            event.ignore()
            return
        keys, last = Qt.Key, len(self._data.keys) - 1
        steps = {keys.Key_Left: -1, keys.Key_Up: -1, keys.Key_Right: 1, keys.Key_Down: 1}
        steps |= {keys.Key_Home: -last, keys.Key_End: last}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(
                steps[key], extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key in (keys.Key_Space, keys.Key_Return, keys.Key_Enter):
            self._pick_cursor(event.modifiers())
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self.cleared.emit()
        elif key == keys.Key_Escape and (self._gesture is not None or self._anchor is not None):
            self._call_off()
        else:
            event.ignore()

    def _step(self, step: int, *, extend: bool) -> None:
        assert self._data is not None
        if not extend:
            self._anchor = None
        elif self._anchor is None:
            self._anchor = self._cursor
        self._cursor = min(max(0, self._cursor + step), len(self._data.keys) - 1)
        self._tell_cursor()

    def _pick_cursor(self, modifiers: Qt.KeyboardModifier) -> None:
        anchor = self._cursor if self._anchor is None else self._anchor
        run = min(anchor, self._cursor), max(anchor, self._cursor)
        self._anchor = None
        self.grasped.emit()
        self.picked.emit(self._stroke(run, mode_of(modifiers))._replace(click=True))

    def _call_off(self) -> None:
        """Escape: what was begun is not done."""
        self._gesture, self._anchor, self._live = None, None, None
        self._marks.update()
        self.moving.emit(None)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        self.grasped.emit()
        # Who came by the pointer sees what it is at; the keyboard's outline waits for a key.
        self._walked = event.reason() is not Qt.FocusReason.MouseFocusReason
        if self._walked:
            self._tell_cursor()

    def focusOutEvent(self, event: Any) -> None:
        super().focusOutEvent(event)
        self._anchor = None
        self._marks.update()
        self.pointed.emit("")

    def _tell_cursor(self) -> None:
        """Say what the keyboard is at, to the eye and to a screen reader."""
        self._walked = True
        if self._data is None or not self._data.keys:
            return
        words = self._data.describe(self._cursor)
        if self._anchor is not None:
            first, last = sorted((self._anchor, self._cursor))
            words = f"{self._data.labels[first]} – {self._data.labels[last]}; {words}"
        self.setAccessibleDescription(words)
        self.pointed.emit(words)
        self._marks.update()
