"""The drawing under the hands: wheel, drag, brush, click and keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from spexplorer.domain.filters import Mode
from spexplorer.domain.time_window import snapped
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.views.timeline.area import TimelineArea
from spexplorer.ui.views.timeline.event_list import extends
from spexplorer.ui.views.timeline.moves import beside, spread
from spexplorer.ui.views.timeline.pointing import OneEvent, Side
from spexplorer.readings.timeline.scene import UNDATED, Badge, LaneBox
from spexplorer.readings.timeline.chronology import Stage

_NOTCH = 1.25
"""How much one notch of the wheel, or one key, zooms."""
_CLICK = 4
"""A press that moves less than this, in pixels, is a click."""
_MODES: Final = (
    (Qt.KeyboardModifier.ShiftModifier, Mode.ADD),
    (Qt.KeyboardModifier.ControlModifier, Mode.INTERSECT),
    (Qt.KeyboardModifier.AltModifier, Mode.SUBTRACT),
)


def mode_of(modifiers: Qt.KeyboardModifier) -> Mode | None:
    """How a brush combines by the keys that are held; None where none is."""
    return next((mode for key, mode in _MODES if modifiers & key), None)


class Stroke(NamedTuple):
    """What is brushed: its first and last day (both included), and how it combines (None: as set)."""

    first: int
    last: int
    mode: Mode | None


class TimelineCanvas(TimelineArea):
    """What a person does with the drawing. Events are told by their places in the list order.

    `chosen`: an event; `picked`: (event, modifiers) it is to join the selection; `entered`: the one
    under the pointer or None; `lane_chosen`: the key of a lane; `near_axis`: a brush may follow;
    `brushing_moved` and `brushed`: a Stroke under way and at its end; `brush_left`: it is called off;
    `stepped`: (step, extends) along the events in time order; `all_wanted`: what is in sight is to be
    selected; `let_go`: Esc or a click on nothing; `menu_wanted`: (event or None, where on the screen).
    """

    chosen = Signal(object)
    picked = Signal(object, object)
    entered = Signal(object)
    lane_chosen = Signal(object)
    near_axis = Signal()
    brushing_moved = Signal(object)
    brushed = Signal(object)
    brush_left = Signal()
    stepped = Signal(object, object)
    all_wanted = Signal()
    menu_wanted = Signal(object, object)
    let_go = Signal()

    def __init__(self, stage: Stage, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(stage, theme, parent)
        self._pressed: QPointF | None = None
        self._dragged = False
        self._stroke: Stroke | None = None
        self._mode: Mode | None = None
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
        point = event.position()
        self.stay()
        self._pressed, self._dragged = point, False
        self._from_window, self._from_scroll = self.stage.window, self.verticalScrollBar().value()
        self._mode, self._stroke = mode_of(event.modifiers()), None
        if point.x() < self.look.header:
            return
        if self.brushing or self._mode is not None or self.on_axis(point):
            day = self.stage.day_at(point.x() - self.look.header)
            self.look.brush = (day, day)
            self.near_axis.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._pressed is None:
            self._point_at(point)
            return
        moved = point - self._pressed
        self._dragged = self._dragged or moved.manhattanLength() >= _CLICK
        if self.look.brush is not None:
            self._brush_to(point.x() - self.look.header)
        elif self._dragged:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.show_window(self._from_window.moved(-moved.x() / self.stage.scale))
            self.verticalScrollBar().setValue(int(self._from_scroll - moved.y()))

    def _brush_to(self, x: float) -> None:
        """The brush reaches to a place; told once it means other days."""
        assert self.look.brush is not None
        self.look.brush = (self.look.brush[0], self.stage.day_at(x))
        self.viewport().update()
        if self._dragged:
            stroke = Stroke(*snapped(*self.look.brush, self.stage.scale), self._mode)
            if stroke != self._stroke:
                self._stroke = stroke
                self.brushing_moved.emit(stroke)

    def _point_at(self, point: QPointF) -> None:
        target = self.target_at(point)
        shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
        on_axis = self.on_axis(point) and target is None
        if on_axis or (self.brushing and point.x() >= self.look.header):
            shape = Qt.CursorShape.IBeamCursor
            self.near_axis.emit()
        self.viewport().setCursor(shape)
        pointed = target.at if isinstance(target, OneEvent) else None
        if pointed != self.look.pointed:
            self.show_pointed(pointed)
            self.entered.emit(pointed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        stroke, dragged = self._stroke, self._dragged
        brushing = self.look.brush is not None
        self._end_brush()
        if pressed is None:
            return
        if brushing and dragged and stroke is not None:
            self.brushed.emit(stroke)
        elif not dragged:
            self._click(event.position(), event.modifiers())
        self._point_at(event.position())

    def _end_brush(self) -> None:
        self.look.brush, self.look.brush_words, self._stroke = None, "", None
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        if self.look.pointed is not None:
            self.show_pointed(None)
            self.entered.emit(None)

    def _click(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        match self.target_at(point):
            case OneEvent(at) if extends(modifiers):
                self.picked.emit(at, modifiers)
            case OneEvent(at):
                self.chosen.emit(at)
            case Badge() as badge:
                self.expand(badge)
            case Side(step):
                self.go_beside(step)
            case LaneBox() as lane:
                self._click_lane(lane, point)
            case None if point.x() >= self.look.header and not extends(modifiers):
                self.let_go.emit()

    def _click_lane(self, lane: LaneBox, point: QPointF) -> None:
        """The arrow folds a lane, the line below its name opens it, the name narrows to it."""
        row, (_, y) = self.stage.measures.row, self.content(point)
        below = lane.top + row + 3 < y < lane.top + 2 * row + 3
        if lane.key == UNDATED or (below and (lane.hidden or lane.opened)):
            self.open_lane(lane.key)
        elif point.x() < row + GRID:
            self.fold_lane(lane.key)
        else:
            self.lane_chosen.emit(lane.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is pointed at or, by its key, of the current event."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.look.current
            place = (
                self.place_of(at) if at is not None else None
            ) or self.viewport().rect().center()
        else:
            place = self.viewport().mapFromGlobal(event.globalPos())
            target = self.target_at(QPointF(place))
            at = target.at if isinstance(target, OneEvent) else None
        self.menu_wanted.emit(at, self.viewport().mapToGlobal(place))

    def expand(self, badge: Badge) -> None:
        """Zoom to the members of a count, or open its lane when they are of one date."""
        window = spread(self.stage, badge)
        if window is not None:
            self.glide_to(window)
        elif badge.lane in self.stage.folded:
            self.fold_lane(badge.lane)
        else:
            self.open_lane(badge.lane)

    def go_beside(self, side: int) -> None:
        """Move to the nearest event before (-1) or after (1) the window."""
        self.glide_to(beside(self.stage, side))

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        others = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        run = None if others else self._command(Qt.Key(event.key()), shift=shift)
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif run is None:
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
            Qt.Key.Key_Home: partial(self.glide_to, self.stage.limits if shift else self.home),
            Qt.Key.Key_Up: partial(self.stepped.emit, -1, shift),
            Qt.Key.Key_Down: partial(self.stepped.emit, 1, shift),
            Qt.Key.Key_Return: self._choose_current,
            Qt.Key.Key_Enter: self._choose_current,
            Qt.Key.Key_Space: self._choose_current,
            Qt.Key.Key_F: partial(self._fold, everything=shift),
            Qt.Key.Key_Escape: self._escape,
        }
        return keys.get(key)

    def _escape(self) -> None:
        """Call a brush off that is under way; else let the selection go."""
        if self.look.brush is not None:
            self._pressed = None
            self._end_brush()
            self.brush_left.emit()
        else:
            self.let_go.emit()

    def _fold(self, *, everything: bool) -> None:
        """Fold the lane of the current event, or every lane; the same key unfolds."""
        if everything:
            self.fold_all(not self.stage.folded)
            return
        at, scene = self.look.current, self.stage.scene()
        place = None if at is None else scene.spot_of(at) or scene.badge_of(at)
        lane = None if place is None else scene.lane_at(place.y)
        if lane is not None:
            self.fold_lane(lane.key)

    def _pan(self, share: float) -> None:
        window = self._glide.target or self.stage.window
        self.glide_to(window.moved(window.days * share))

    def _choose_current(self) -> None:
        """Enter on the current event: open its count if it is in one, and choose it again."""
        current, scene = self.look.current, self.stage.scene()
        badge = None if scene.spot_of(current) else scene.badge_of(current)
        if badge is not None:
            self.expand(badge)
        elif current is not None:
            self.chosen.emit(current)

    def place_of(self, at: int) -> QPoint | None:
        """Where an event can be pointed at, in the viewport; None when it is in no row."""
        spot = self.stage.scene().spot_of(at)
        if spot is None:
            return None
        middle = (spot.placed.x0 + spot.placed.x1) / 2 - self.stage.shift
        y = spot.y + self.stage.measures.row / 2 - self.verticalScrollBar().value()
        return QPoint(int(middle + self.look.header), int(y + self.look.axis))
