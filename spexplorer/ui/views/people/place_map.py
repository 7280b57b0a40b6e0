"""The map of places: marks on a graticule, drawn here; no coastline, nothing fetched."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr
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

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme
    from spexplorer.ui.views.people.projection import Conic

_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class PlaceMap(MapView):
    """`chosen` carries the id of a place, `entered` the one under the pointer or None."""

    def __init__(
        self, theme: Theme, type_label: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Map of the places that have coordinates"), theme, parent)
        self._type_label = type_label
        self._conic: Conic | None = None
        self._grip: QPointF | None = None
        self._dragged = False
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

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            view = self._view()
            painter.fillRect(view, self.theme.colour("raised"))
            marks = self.marks()
            if self._conic is not None and self._camera is not None:
                taken = [box for mark in marks if mark.name for box in (mark.name, mark.box)]
                paint_graticule(painter, self.theme, self._conic, self._camera, view, taken)
            for mark in reversed(marks):
                if mark.beyond:
                    if mark.name is not None:
                        paint_pointer(painter, self.theme, mark, view.center())
                else:
                    paint_mark(painter, self.theme, mark, chosen=mark.spot.id == self._current)
            for mark in marks:
                hot = mark.spot.id in (self._current, self.hovered)
                paint_name(painter, self.theme, mark, self.font(), hot=hot)
            self._outline(painter, marks)

    def _outline(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        """The frame, the mark under the pointer elsewhere, and the keyboard's place."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.theme.colour("accent" if self.hasFocus() else "border"), 1))
        painter.drawRect(self._view())
        for mark in marks:
            if mark.spot.id == self.hovered or (self.hasFocus() and mark.spot.id == self._cursor):
                painter.setPen(QPen(self.theme.colour("accent"), 2))
                painter.drawEllipse(mark.point, mark.radius + GRID, mark.radius + GRID)

    # -- pointing -------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> str | None:
        """The place whose mark or name is under a point."""
        reach = GRID
        for mark in self.marks():
            if mark.name is not None and mark.name.contains(point):
                return mark.spot.id
            if mark.beyond and mark.name is None:
                continue
            apart = mark.point - point
            if hypot(apart.x(), apart.y()) <= mark.radius + reach:
                return mark.spot.id
        return None

    def key_of(self, place: str) -> str:
        return place

    def words_of(self, place: str) -> str:
        spot = next(spot for spot in self._spots if spot.id == place)
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
        is_over = self.mark_at(event.position()) is not None
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.OpenHandCursor
        )
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_dragged = self._dragged
        self._grip, self._dragged = None, False
        if not was_dragged:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked.emit()

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk to the nearest place that way, with Shift they move the map; + − Home."""
        key, keys = Qt.Key(event.key()), Qt.Key
        if key in _ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across, down = _ARROWS[key]
            self._pan(across * self.width() / 8, down * self.height() / 8)
        elif key in (keys.Key_Plus, keys.Key_Equal):
            self.zoom(1)
        elif key in (keys.Key_Minus, keys.Key_Underscore):
            self.zoom(-1)
        elif key == keys.Key_Home:
            self.fit()
        else:
            super().keyPressEvent(event)

    def step(self, event: QKeyEvent) -> str | None:
        key, marks = Qt.Key(event.key()), self.marks()
        if key not in _ARROWS or not marks:
            return None
        here = next((m for m in marks if m.spot.id == (self._cursor or self._current)), None)
        there = _nearest(here, marks, *_ARROWS[key]) or here if here else marks[0]
        return there.spot.id

    def walk_to(self, place: str) -> None:
        super().walk_to(place)
        self._bring_into_sight(place)


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
