"""The drawing of the timeline: shows a window of a chronology, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from spexplorer.domain.filters import Mode
from spexplorer.domain.time_window import Window, snapped
from spexplorer.readings.timeline.chronology import Chronology
from spexplorer.readings.timeline.eras import strip_rows
from spexplorer.readings.timeline.scene import UNDATED, CountPill, LaneBox, Measures
from spexplorer.ui.drawing.canvas import StillPicture
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.timeline.frame import DrawnState, TitleWidths
from spexplorer.ui.views.timeline.hits import AxisSide, HitTest, OneEvent
from spexplorer.ui.views.timeline.motion import WindowMotion
from spexplorer.ui.views.timeline.painting import TimelinePainter
from spexplorer.ui.views.timeline.selection import extends
from spexplorer.ui.widgets.text import plain_tip

_NOTCH: Final = 1.25
"""How much one notch of the wheel, or one key, zooms."""
_CLICK: Final = 4
"""A press that moves less than this, in pixels, is a click."""
_OTHER_COMMANDS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ZOOM_IN: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_CHOOSE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_MODES: Final = (
    (Qt.KeyboardModifier.ShiftModifier, Mode.ADD),
    (Qt.KeyboardModifier.ControlModifier, Mode.INTERSECT),
    (Qt.KeyboardModifier.AltModifier, Mode.SUBTRACT),
)


class MousePress(NamedTuple):
    """Where a button of the mouse went down, and what was shown then; `mode` is that of its keys."""

    point: QPointF
    window: Window
    scroll: int
    mode: Mode | None


class BrushedDays(NamedTuple):
    """What is brushed: its first and last day (both included), and how it combines (None: as set)."""

    first: int
    last: int
    mode: Mode | None


@guarded
class TimelineCanvas(QAbstractScrollArea):
    """The drawing. Events are told by their places in the list order.

    `moved`: the window changed; `chosen`: an event; `picked`: (event, modifiers) it is to join the
    selection; `entered`: the one under the pointer or None; `lane_chosen`: the key of a lane;
    `near_axis`: a brush may follow; `brushing_moved` and `brushed`: a BrushedDays under way and at its end;
    `brush_left`: it is called off; `stepped`: (step, extends) along the events in time order;
    `all_wanted`: what is in sight is to be selected; `let_go`: Esc or a click on nothing;
    `menu_wanted`: (event or None, where on the screen).
    """

    moved = Signal()
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

    def __init__(self, chronology: Chronology, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chronology = chronology
        self.state = DrawnState(theme, self.font())
        self.brushing, self.home = False, Window(0, 1)
        self._motion = WindowMotion(self)
        self._motion.at.connect(self._pass)
        self.hits = HitTest(chronology, self.state)
        self._widths: TitleWidths | None = None
        self._still = StillPicture()
        self._press: MousePress | None = None
        self._dragged = False
        self._stroke: BrushedDays | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Timeline of events"))
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scroll)

    def refresh(self) -> None:
        """Measure and lay out again, since what is shown, the size or the type changed."""
        metrics, chronology, state = QFontMetricsF(self.font()), self.chronology, self.state
        line, advance = metrics.height(), metrics.horizontalAdvance
        if self._widths is None or self.font().key() != state.font.key():
            self._widths = TitleWidths(chronology, self.font())
            state.font = self.font()
        chronology.measures = Measures(
            row=round(line + 5), pad=GRID, gap=GRID + 2, dot=round(line * 0.6),
            fade=round(line * 1.8), digit=advance("0"), title_widths=self._widths.of_events,
            width=self._widths.of,
        )  # fmt: skip
        count = advance("000,000" if chronology.shown.dated > 9999 else "000")
        names = [advance(name) * 1.1 + count for name in chronology.names.values()]
        widest = max([*names, advance(tr("No date")) * 1.3]) + chronology.measures.row + 5 * GRID
        state.header = min(widest, max(self.viewport().width() * 0.28, advance("n") * 10))
        state.strip = strip_rows(state.eras) * chronology.measures.row
        state.axis = line + 3 * GRID + state.strip
        self.lay_out()

    def lay_out(self) -> None:
        """Lay out again, since other rows are to be shown."""
        self.chronology.touch()
        self._fit_scroll()

    def _fit_scroll(self) -> None:
        """Take the size of the viewport, and the height of the scene for the scroll bar."""
        state, port = self.state, self.viewport()
        state.width, state.height = float(port.width()), float(port.height())
        self.chronology.width = max(20.0, state.width - state.header)
        self.chronology.height = room = state.height - state.axis
        bar = self.verticalScrollBar()
        bar.setPageStep(max(1, int(room)))
        bar.setSingleStep(int(self.chronology.measures.row))
        bar.setRange(0, max(0, int(self.chronology.scene().height - room + 1)))
        port.update()

    @Slot(int)
    def _scroll(self, value: int) -> None:
        self.state.scrolled = float(value)
        self.viewport().update()

    # -- showing --------------------------------------------------------------------------------

    @Slot(object)
    def glide_to(self, window: Window) -> None:
        """Show a window, as near as the limits allow, by a short movement that the eye can follow."""
        self._motion.go(self.chronology.window, window.within(self.chronology.limits))

    def _pass(self, window: Window) -> None:
        """Show a window of a movement, painted at once: its cost decides whether there is another."""
        self._show(window)
        self.viewport().repaint()

    @Slot(object)
    def show_window(self, window: Window) -> None:
        """Show a window, as near as the limits allow, at once."""
        self._motion.stop()
        self._show(window)

    def _show(self, window: Window) -> None:
        if self.chronology.look(window):
            self._fit_scroll()
            self.moved.emit()

    @Slot(float)
    def zoom(self, factor: float, about: float | None = None) -> None:
        """Show `factor` times as much time; about a day that is in sight, or the middle."""
        seen = self.chronology.window
        share = 0.5 if about is None else (about - seen.first) / seen.days
        # Of several steps in one movement each goes on from where the one before leads.
        window = self._motion.target or seen
        self.glide_to(window.zoomed(factor, window.first + share * window.days))

    def show_current(self, at: int | None, selected: frozenset[int], words: str = "") -> None:
        """Mark the current event and the selection; bring a new current one into sight."""
        state, before = self.state, (self.state.current, self.state.selected)
        state.current, state.selected = at, selected
        if at is not None and at != before[0]:
            self.setAccessibleDescription(words)
            self.show_window(self.chronology.revealing(at))
            self._scroll_to(at)
        if before != (at, selected):
            self.viewport().update()

    def _scroll_to(self, at: int) -> None:
        place = self.chronology.scene().place_of(at)
        if place is None:
            return
        row, scrolled = self.chronology.measures.row, self.state.scrolled
        lowest = place.y + 2 * row - (self.state.height - self.state.axis)
        self.verticalScrollBar().setValue(int(min(max(scrolled, lowest), place.y - row)))

    def show_pointed(self, at: int | None) -> None:
        """Mark the event that is pointed at, here or in another view."""
        self.state.pointed = at
        self.viewport().update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.state.theme = theme
        self.viewport().update()

    def open_lane(self, key: str) -> None:
        """Show all rows of a lane, or its first ones again."""
        self.chronology.opened ^= {key}
        self.lay_out()

    def fold_lane(self, key: str) -> None:
        """Show only how many events of a lane are when, or its rows again."""
        self.chronology.folded ^= {key}
        self.lay_out()

    # -- Qt: size, paint, tooltips --------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 10, line * 7)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All that stays while the pointer moves is kept as a picture until it changes."""
        state, chronology, port = self.state, self.chronology, self.viewport()
        # Whatever else is drawn on the ground comes with another layout.
        key = chronology.layouts, chronology.window, state.scrolled, state.theme.name

        def painter_on(inner: QPainter) -> TimelinePainter:
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.setFont(self.font())
            return TimelinePainter(inner, chronology, state, QRectF(port.rect()))

        with QPainter(port) as painter:
            self._still.show(painter, port, key, lambda inner: painter_on(inner).paint_ground())
            painter_on(painter).paint_over()
            if self.hasFocus():
                painter.setPen(state.theme.colour("accent"))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(QRectF(port.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def viewportEvent(self, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().viewportEvent(event)
        words = self.hits.words_at(QPointF(event.pos()))
        QToolTip.showText(event.globalPos(), plain_tip(words), self.viewport())
        return True

    # -- pointer --------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, shift = event.angleDelta(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        x = event.position().x() - self.state.header
        window = self.chronology.window
        if x < 0:
            super().wheelEvent(event)
        elif shift or delta.x():
            step = (delta.x() or delta.y()) / 120
            self.show_window(window.moved(-step * window.days * 0.1))
        else:
            self.zoom(_NOTCH ** (-delta.y() / 120), self.chronology.day_at(x))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, keys = event.position(), event.modifiers()
        self._motion.stop()
        mode = next((mode for key, mode in _MODES if keys & key), None)
        self._press = MousePress(
            point, self.chronology.window, self.verticalScrollBar().value(), mode
        )
        self._dragged, self._stroke = False, None
        if point.x() < self.state.header:
            return
        if self.brushing or mode is not None or self.hits.on_axis(point):
            day = self.chronology.day_at(point.x() - self.state.header)
            self.state.brush = (day, day)
            self.near_axis.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position()
        if self._press is None:
            self._point_at(point)
            return
        moved = point - self._press.point
        self._dragged = self._dragged or moved.manhattanLength() >= _CLICK
        if self.state.brush is not None:
            self._brush_to(point.x() - self.state.header)
        elif self._dragged:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.show_window(self._press.window.moved(-moved.x() / self.chronology.scale))
            self.verticalScrollBar().setValue(int(self._press.scroll - moved.y()))

    def _brush_to(self, x: float) -> None:
        """The brush reaches to a place; told once it means other days."""
        assert self.state.brush is not None
        self.state.brush = (self.state.brush[0], self.chronology.day_at(x))
        self.viewport().update()
        if self._dragged and self._press is not None:
            days = snapped(*self.state.brush, self.chronology.scale)
            stroke = BrushedDays(*days, self._press.mode)
            if stroke != self._stroke:
                self._stroke = stroke
                self.brushing_moved.emit(stroke)

    def _point_at(self, point: QPointF) -> None:
        target = self.hits.target_at(point)
        shape = Qt.CursorShape.ArrowCursor if target is None else Qt.CursorShape.PointingHandCursor
        on_axis = self.hits.on_axis(point) and target is None
        if on_axis or (self.brushing and point.x() >= self.state.header):
            shape = Qt.CursorShape.IBeamCursor
            self.near_axis.emit()
        self.viewport().setCursor(shape)
        self._enter(target.at if isinstance(target, OneEvent) else None)

    def _enter(self, at: int | None) -> None:
        if at != self.state.pointed:
            self.show_pointed(at)
            self.entered.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, stroke, brushed = self._press, self._stroke, self.state.brush is not None
        self._press = None
        self._end_brush()
        if pressed is None:
            return
        if brushed and self._dragged and stroke is not None:
            self.brushed.emit(stroke)
        elif not self._dragged:
            self._click(event.position(), event.modifiers())
        self._point_at(event.position())

    def _end_brush(self) -> None:
        self.state.brush, self.state.brush_words, self._stroke = None, "", None
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        self._enter(None)

    def _click(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        match self.hits.target_at(point):
            case OneEvent(at) if extends(modifiers):
                self.picked.emit(at, modifiers)
            case OneEvent(at):
                self.chosen.emit(at)
            case CountPill() as pill:
                self.expand(pill)
            case AxisSide(step):
                self.glide_to(self.chronology.beyond(step))
            case LaneBox() as lane:
                self._click_lane(lane, point)
            case None if point.x() >= self.state.header and not extends(modifiers):
                self.let_go.emit()

    def _click_lane(self, lane: LaneBox, point: QPointF) -> None:
        """The arrow folds a lane, the line below its name opens it, the name narrows to it."""
        row, (_, y) = self.chronology.measures.row, self.hits.content(point)
        below = lane.top + row + GRID < y < lane.top + 2 * row + GRID
        if lane.key == UNDATED or (below and (lane.hidden or lane.opened)):
            self.open_lane(lane.key)
        elif point.x() < row + GRID:
            self.fold_lane(lane.key)
        else:
            self.lane_chosen.emit(lane.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is pointed at or, by its key, of the current event."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.state.current
            found = self.hits.place_of(at) if at is not None else None
            place = found.toPoint() if found else self.viewport().rect().center()
        else:
            place = self.viewport().mapFromGlobal(event.globalPos())
            target = self.hits.target_at(QPointF(place))
            at = target.at if isinstance(target, OneEvent) else None
        self.menu_wanted.emit(at, self.viewport().mapToGlobal(place))

    def expand(self, pill: CountPill) -> None:
        """Zoom to the members of a count, or open its lane when they are of one date."""
        window = self.chronology.spreading(pill)
        if window is not None:
            self.glide_to(window)
        else:
            folded = pill.lane in self.chronology.folded
            (self.fold_lane if folded else self.open_lane)(pill.lane)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        home = self.chronology.limits if shift else self.home
        keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Minus: partial(self.zoom, _NOTCH),
            Qt.Key.Key_Left: partial(self._pan, -0.1),
            Qt.Key.Key_Right: partial(self._pan, 0.1),
            Qt.Key.Key_PageUp: partial(self._pan, -0.9),
            Qt.Key.Key_PageDown: partial(self._pan, 0.9),
            Qt.Key.Key_Home: partial(self.glide_to, home),
            Qt.Key.Key_Up: partial(self.stepped.emit, -1, shift),
            Qt.Key.Key_Down: partial(self.stepped.emit, 1, shift),
            **dict.fromkeys(_ZOOM_IN, partial(self.zoom, 1 / _NOTCH)),
            **dict.fromkeys(_CHOOSE, self._choose_current),
            Qt.Key.Key_F: partial(self._fold, everything=shift),
            Qt.Key.Key_Escape: self._escape,
        }
        run = keys.get(Qt.Key(event.key()))
        if run is None or event.modifiers() & _OTHER_COMMANDS:
            event.ignore()
        else:
            run()

    def _pan(self, share: float) -> None:
        window = self._motion.target or self.chronology.window
        self.glide_to(window.moved(window.days * share))

    def _escape(self) -> None:
        """Call a brush off that is under way; else let the selection go."""
        if self.state.brush is not None:
            self._press = None
            self._end_brush()
            self.brush_left.emit()
        else:
            self.let_go.emit()

    def _fold(self, *, everything: bool) -> None:
        """Fold the lane of the current event, or every lane; the same key unfolds."""
        if everything:
            lanes = {lane.key for lane in self.chronology.shown.lanes}
            self.chronology.folded = set() if self.chronology.folded else lanes
            self.lay_out()
            return
        at, scene = self.state.current, self.chronology.scene()
        place = None if at is None else scene.place_of(at)
        lane = None if place is None else scene.lane_at(place.y)
        if lane is not None and lane.key != UNDATED:
            self.fold_lane(lane.key)

    def _choose_current(self) -> None:
        """Enter on the current event: open its count if it is in one, and choose it again."""
        at = self.state.current
        place = None if at is None else self.chronology.scene().place_of(at)
        if isinstance(place, CountPill):
            self.expand(place)
        elif at is not None:
            self.chosen.emit(at)
