"""The map of places: marks on a graticule, drawn here; no coastline, nothing fetched."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)

from spexplorer.readings.names.words import place_words
from spexplorer.ui.drawing.canvas import Canvas
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.people.map_layout import (
    MapCamera,
    PlaceMark,
    PlaceSpot,
    core,
    fitting,
    placed,
)
from spexplorer.ui.views.people.map_painting import (
    paint_graticule,
    paint_mark,
    paint_name,
    paint_pointer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.readings.names.projection import Conic
    from spexplorer.ui.style.theme import Theme

_STEP = 1.3
"""How much closer one step of the zoom is."""
_ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@guarded
class PlaceMap(Canvas):
    """`chosen` carries the id of a place, `entered` the one under the pointer or None.

    `looked` comes when another part of the map is seen.
    """

    looked = Signal()

    def __init__(
        self, theme: Theme, type_label: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Map of the places that have coordinates"), theme, parent)
        self._type_label = type_label
        self._spots: list[PlaceSpot] = []
        self._home: Sequence[PlaceSpot] = ()
        self._marks: list[PlaceMark] = []
        self._camera: MapCamera | None = None
        self._moved = False
        self._dirty = True
        self._current: str | None = None
        self._conic: Conic | None = None
        self._grip: QPointF | None = None
        self._dragged = False
        self.setMinimumSize(QSize(GRID * 40, GRID * 30))

    # -- what is shown --------------------------------------------------------------------------

    def show_spots(
        self,
        conic: Conic,
        spots: Sequence[PlaceSpot],
        home: Sequence[PlaceSpot],
        current: str | None,
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
        """PlaceMark the current place, and move the map when it is out of sight."""
        if current == self._current:
            return
        self._current = current
        self._dirty = True  # its name has precedence
        self._bring_into_sight(current)
        self.update()

    def marks(self) -> list[PlaceMark]:
        """The marks of the present view, most used first."""
        if self._dirty and self.width() > 1:
            self._dirty = False
            if self._camera is None:
                self._camera = fitting(self._home, self._view(), self._unit() * 2)
            self._marks = placed(
                self._spots, self._camera, self._view(), self._unit(), self._size_of, self._current
            )
        return self._marks

    def beyond(self) -> list[PlaceSpot]:
        """The places that lie outside the present view."""
        return [mark.spot for mark in self.marks() if mark.beyond]

    def unnamed(self) -> int:
        """How many places in view have no room for their name."""
        return sum(mark.name is None for mark in self.marks() if not mark.beyond)

    # -- the view -------------------------------------------------------------------------------

    def _view(self) -> QRectF:
        return QRectF(self.rect()).adjusted(1, 1, -1, -1)

    def _unit(self) -> float:
        return float(QFontMetrics(self.font()).height())

    def _size_of(self, label: str) -> QSizeF:
        metrics = QFontMetricsF(self.font())
        return QSizeF(metrics.horizontalAdvance(label) + 2, metrics.height())

    def _look(self, camera: MapCamera | None) -> None:
        self._camera = camera
        self._dirty = True
        if self.isVisible():  # or the places would be laid out for a size that does not last
            self.looked.emit()
        self.update()

    def refresh(self) -> None:
        """A map nobody has moved keeps fitting; one that was moved keeps its middle and its scale."""
        self._look(self._camera if self._moved else None)

    def _move(self, camera: MapCamera) -> None:
        self._moved = True
        self._look(camera)

    def fit(self) -> None:
        """Show the region most places lie in."""
        self._moved = False
        self._look(None)

    def fit_all(self) -> None:
        """Show every placed place."""
        self._move(fitting(self._spots, self._view(), self._unit() * 3))

    def zoom(self, steps: float, about: QPointF | None = None) -> None:
        """Closer (positive) or farther, between the whole map and about a degree across."""
        self.marks()
        if self._camera is None:
            return
        least = fitting(self._spots, self._view(), 0).scale * 0.6
        wanted = self._camera.scale * _STEP**steps
        scale = min(max(wanted, least), self.width() / 0.02)
        view = self._view()
        self._move(self._camera.zoomed(scale / self._camera.scale, about or view.center(), view))

    def _bring_into_sight(self, record_id: str | None) -> None:
        mark = next((m for m in self.marks() if m.spot.id == record_id and m.beyond), None)
        if mark is not None and self._camera is not None:
            self._move(MapCamera(mark.spot.x, mark.spot.y, self._camera.scale))

    def _pan(self, across: float, down: float) -> None:
        """Move the view by pixels."""
        if self._camera is not None:
            scale = self._camera.scale
            self._move(
                MapCamera(self._camera.x + across / scale, self._camera.y + down / scale, scale)
            )

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

    def _outline(self, painter: QPainter, marks: Sequence[PlaceMark]) -> None:
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
        label = self._type_label(spot.place_type)
        return place_words(tr, spot.label, label, spot.uses, certain=spot.is_certain)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip, self._dragged = event.position(), False
        elif event.button() == Qt.MouseButton.RightButton:
            place = self.mark_at(event.position())
            if place is not None:  # the window shows the menu of the current record
                self.choose(place)

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


def _nearest(
    here: PlaceMark, marks: Sequence[PlaceMark], across: int, down: int
) -> PlaceMark | None:
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


def _lies(mark: PlaceMark) -> QPointF:
    return mark.true if mark.beyond else mark.point
