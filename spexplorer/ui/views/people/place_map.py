"""The map of places: marks on a graticule, drawn here; no coastline, nothing fetched."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from spexplorer.ui.text import counted, tr
from spexplorer.ui.theme import GRID
from spexplorer.ui.views.people.map_layout import Mark, Spot, core
from spexplorer.ui.views.people.map_painting import (
    paint_graticule,
    paint_mark,
    paint_name,
    paint_pointer,
)
from spexplorer.ui.views.people.map_view import MapView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spexplorer.ui.theme import Theme
    from spexplorer.ui.views.people.projection import Conic

_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PlaceMap(MapView):
    """`chosen` carries the id of a place, `pointed` the one under the pointer or None."""

    chosen = Signal(object)
    pointed = Signal(object)

    def __init__(
        self, theme: Theme, type_label: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._type_label = type_label
        self._conic: Conic | None = None
        self._hovered: str | None = None
        self._cursor: str | None = None
        self._grip: QPointF | None = None
        self._dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of the places that have coordinates"))
        self.setMinimumSize(QSize(GRID * 40, GRID * 30))

    # -- what is shown --------------------------------------------------------------------------

    def show_spots(
        self, conic: Conic, spots: Sequence[Spot], home: Sequence[Spot], current: str | None
    ) -> None:
        """Show places on a projection; the map opens on the region of `home` and then stays put."""
        if conic != self._conic:
            self._conic, self._camera, self._moved = conic, None, False
        self._spots, self._home = list(spots), core(home)
        has_changed, self._current = current != self._current, current
        self._look(self._camera)
        if has_changed:
            self._bring_into_sight(current)

    def show_current(self, current: str | None) -> None:
        """Mark the current place, and move the map when it is out of sight."""
        if current == self._current:
            return
        self._current = current
        self._dirty = True  # its name has precedence
        self._bring_into_sight(current)
        self.update()

    def show_hovered(self, record_id: str | None) -> None:
        """Mark the place under the pointer elsewhere."""
        if record_id != self._hovered:
            self._hovered = record_id
            self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme or text size."""
        self._theme = theme
        self._look(self._camera if self._moved else None)

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self._view()
        painter.fillRect(view, self._theme.colour("raised"))
        marks = self.marks()
        if self._conic is not None and self._camera is not None:
            taken = [box for mark in marks if mark.name for box in (mark.name, mark.box)]
            paint_graticule(painter, self._theme, self._conic, self._camera, view, taken)
        for mark in reversed(marks):
            if mark.beyond:
                if mark.name is not None:
                    paint_pointer(painter, self._theme, mark, view.center())
            else:
                paint_mark(painter, self._theme, mark, chosen=mark.spot.id == self._current)
        for mark in marks:
            hot = mark.spot.id in (self._current, self._hovered)
            paint_name(painter, self._theme, mark, self.font(), hot=hot)
        self._outline(painter, marks)
        painter.end()

    def _outline(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        """The frame, the mark under the pointer elsewhere, and the keyboard's place."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent" if self.hasFocus() else "border"), 1))
        painter.drawRect(self._view())
        for mark in marks:
            if mark.spot.id == self._hovered or (self.hasFocus() and mark.spot.id == self._cursor):
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.drawEllipse(mark.point, mark.radius + GRID, mark.radius + GRID)

    # -- pointing -------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> Mark | None:
        """The mark or name under a point."""
        reach = GRID
        for mark in self.marks():
            if mark.name is not None and mark.name.contains(point):
                return mark
            if mark.beyond and mark.name is None:
                continue
            apart = mark.point - point
            if hypot(apart.x(), apart.y()) <= mark.radius + reach:
                return mark
        return None

    def words(self, mark: Mark) -> str:
        """A mark in one line."""
        spot = mark.spot
        used = counted(spot.uses, "used in {n} record", "used in {n} records")
        maybe = "" if spot.is_certain else tr(" (passes only possibly)")
        return f"{spot.label}, {self._type_label(spot.place_type)}: {used}{maybe}"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self._camera is not None:
            moved = event.position() - self._grip
            if self._dragged or moved.manhattanLength() > GRID:
                self._dragged, self._grip = True, event.position()
                self._pan(-moved.x(), -moved.y())
            return
        mark = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.OpenHandCursor)
        self.pointed.emit(mark.spot.id if mark else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        mark = None if self._dragged else self._at(event.position())
        self._grip, self._dragged = None, False
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = mark.spot.id
            self.chosen.emit(mark.spot.id)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A map nobody has moved keeps fitting; one that was moved keeps its middle and its scale.
        self._look(self._camera if self._moved else None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked.emit()

    def event(self, event: QEvent) -> bool:
        """Tool tips name what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(mark) if mark else "", self)
            return True
        return super().event(event)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk to the nearest place that way, with Shift they move the map; + − Home."""
        key, keys = Qt.Key(event.key()), Qt.Key
        if key in _ARROWS:
            across, down = _ARROWS[key]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._pan(across * self.width() / 8, down * self.height() / 8)
            else:
                self._walk(across, down)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom(1)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom(-1)
        elif key == keys.Key_Home:
            self.fit()
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space) and self._cursor is not None:
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _walk(self, across: int, down: int) -> None:
        marks = self.marks()
        here = next((m for m in marks if m.spot.id == (self._cursor or self._current)), None)
        nearest = (
            marks[0] if here is None and marks else here and _nearest(here, marks, across, down)
        )
        if nearest is not None:
            self._cursor = nearest.spot.id
            self.setAccessibleDescription(self.words(nearest))
            self._bring_into_sight(self._cursor)
            self.update()


def _nearest(here: Mark, marks: Sequence[Mark], across: int, down: int) -> Mark | None:
    """The mark nearest to one in a direction: within 60° of it, the straighter the better."""
    found, best = None, float("inf")
    towards = atan2(down, across)
    for mark in marks:
        x, y = _lies(mark).x() - _lies(here).x(), _lies(mark).y() - _lies(here).y()
        apart = hypot(x, y)
        turn = abs((atan2(y, x) - towards + pi) % (2 * pi) - pi)
        if mark is here or apart == 0 or turn > pi / 3:
            continue
        cost = apart * (1 + abs(sin(turn))) / max(cos(turn), 0.3)
        if cost < best:
            found, best = mark, cost
    return found


def _lies(mark: Mark) -> QPointF:
    return mark.true if mark.beyond else mark.point
