"""The drawing under the hands: wheel, drag, brush, click and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from spexplorer.ui.theme import GRID, Theme
from spexplorer.ui.views.timeline.area import TimelineArea
from spexplorer.ui.views.timeline.moves import beside, spread
from spexplorer.ui.views.timeline.stage import UNDATED, Badge, LaneBox, Stage
from spexplorer.ui.views.timeline.ticks import snapped

_NOTCH = 1.25
"""How much one notch of the wheel, or one key, zooms."""
_CLICK = 4
"""A press that moves less than this, in pixels, is a click."""


class TimelineCanvas(TimelineArea):
    """What a person does with the drawing.

    `chosen`: the id of an event; `entered`: the one under the pointer or None; `lane_chosen`: the
    key of a lane; `brushed`: (first, last) day; `stepped`: -1 or 1 along the events in time order.
    """

    chosen = Signal(object)
    entered = Signal(object)
    lane_chosen = Signal(object)
    brushed = Signal(object, object)
    stepped = Signal(object)

    def __init__(self, stage: Stage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(stage, theme, parent)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._from_window = stage.window
        self._from_scroll = 0

    # -- pointer --------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        x = event.position().x() - self.look.header
        if x < 0:
            super().wheelEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or delta.x():
            step = (delta.x() or delta.y()) / 120
            self.show_window(self.stage.window.moved(-step * self.stage.window.days * 0.1))
        else:
            self.zoom(_NOTCH ** (-delta.y() / 120), self.stage.day_at(x))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed, self._dragged = event.position(), False
        self._from_window, self._from_scroll = self.stage.window, self.verticalScrollBar().value()
        on_axis = event.position().x() >= self.look.header
        if on_axis and (self.brushing or event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            day = self.stage.day_at(event.position().x() - self.look.header)
            self.look.brush = (day, day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None:
            self._point_at(point)
            return
        moved = point - self._pressed
        self._dragged = self._dragged or moved.manhattanLength() >= _CLICK
        if self.look.brush is not None:
            day = self.stage.day_at(point.x() - self.look.header)
            self.look.brush = (self.look.brush[0], day)
            self.viewport().update()
        elif self._dragged:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.show_window(self._from_window.moved(-moved.x() / self.stage.scale))
            self.verticalScrollBar().setValue(int(self._from_scroll - moved.y()))

    def _point_at(self, point: QPointF) -> None:
        target = self.target_at(point)
        shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
        if self.brushing and point.x() >= self.look.header:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        pointed = target if isinstance(target, str) else None
        if pointed != self.look.pointed:
            self.show_pointed(pointed)
            self.entered.emit(pointed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        brush, self.look.brush = self.look.brush, None
        if pressed is None:
            return
        if brush is not None and self._dragged:
            self.brushed.emit(*snapped(*brush, self.stage.scale))
        elif not self._dragged:
            self._click(event.position())
        self._point_at(event.position())
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        if self.look.pointed is not None:
            self.show_pointed(None)
            self.entered.emit(None)

    def _click(self, point: QPointF) -> None:
        target = self.target_at(point)
        if isinstance(target, str):
            self.chosen.emit(target)
        elif isinstance(target, Badge):
            self.expand(target)
        elif isinstance(target, int):
            self.go_beside(target)
        elif isinstance(target, LaneBox):
            arrow = point.x() < self.stage.measures.row + GRID
            _, y = self.content(point)
            below = target.hidden and y > target.top + self.stage.measures.row + 3
            if target.key == UNDATED or below or (arrow and (target.hidden or target.opened)):
                self.open_lane(target.key)
            else:
                self.lane_chosen.emit(target.key)

    def expand(self, badge: Badge) -> None:
        """Zoom to the members of a cluster, or open its lane when they are of one date."""
        window = spread(self.stage, badge)
        if window is None:
            self.open_lane(badge.lane)
        else:
            self.show_window(window)

    def go_beside(self, side: int) -> None:
        """Move to the nearest event before (-1) or after (1) the window."""
        self.show_window(beside(self.stage, side))

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        others = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        run = None if others else self._command(Qt.Key(event.key()), shift=shift)
        if run is None:
            event.ignore()
        else:
            run()

    def _command(self, key: Qt.Key, *, shift: bool) -> Callable[[], object] | None:
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: partial(self.zoom, 1 / _NOTCH),
            Qt.Key.Key_Equal: partial(self.zoom, 1 / _NOTCH),
            Qt.Key.Key_Minus: partial(self.zoom, _NOTCH),
            Qt.Key.Key_Left: partial(self._pan, -0.1),
            Qt.Key.Key_Right: partial(self._pan, 0.1),
            Qt.Key.Key_PageUp: partial(self._pan, -0.9),
            Qt.Key.Key_PageDown: partial(self._pan, 0.9),
            Qt.Key.Key_Home: partial(self.show_window, self.stage.limits if shift else self.home),
            Qt.Key.Key_Up: partial(self.stepped.emit, -1),
            Qt.Key.Key_Down: partial(self.stepped.emit, 1),
            Qt.Key.Key_Return: self._choose_current,
            Qt.Key.Key_Enter: self._choose_current,
            Qt.Key.Key_Space: self._choose_current,
        }
        return keys.get(key)

    def _pan(self, share: float) -> None:
        self.show_window(self.stage.window.moved(self.stage.window.days * share))

    def _choose_current(self) -> None:
        """Enter on the current event: open its cluster if it is in one, and choose it again."""
        badge = self.stage.badge_of(self.look.current)
        if badge is not None:
            self.expand(badge)
        elif self.look.current is not None:
            self.chosen.emit(self.look.current)

    def place_of(self, record_id: str) -> QPoint | None:
        """Where an event can be pointed at, in the viewport; None when it is in no row."""
        spot = self.stage.spot_of(record_id)
        if spot is None:
            return None
        middle = (spot.placed.x0 + spot.placed.x1) / 2 - self.stage.shift
        y = spot.y + self.stage.measures.row / 2 - self.verticalScrollBar().value()
        return QPoint(int(middle + self.look.header), int(y + self.look.axis))
