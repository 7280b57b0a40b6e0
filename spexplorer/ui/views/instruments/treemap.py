"""The treemap of vectors and their instruments; an area stands for the records linked to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from spexplorer.ui.drawing.canvas import Canvas, StillPicture
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.views.instruments.material import in_words
from spexplorer.ui.views.instruments.treemap_layout import Group, Mark, lay_out
from spexplorer.ui.views.instruments.treemap_paint import MarkPainter

if TYPE_CHECKING:
    from collections.abc import Collection


class Treemap(Canvas):
    """A place is the id of an instrument, or the code of a vector: that of its head.

    `chosen` carries an instrument, `toggled` a vector; `pointed` the words for what the pointer or
    the cursor is on, "" for nothing.
    """

    toggled = Signal(str)
    pointed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        name = tr("Treemap: instruments by vector, the larger the more records are linked")
        super().__init__(name, theme, parent)
        self._groups: Sequence[Group] = ()
        self.marks: list[Mark] = []
        self._stale = True
        self._laid = 0
        self._still = StillPicture()
        self._by_verdict = False
        self._current: str | None = None
        self._linked: Collection[str] = ()

    # -- showing --------------------------------------------------------------------------------

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show other vectors and instruments."""
        self._groups = groups
        self._stale = True
        self.update()

    def show_current(self, current: str | None, linked: Collection[str] = ()) -> None:
        """Outline the current instrument and those that the current record is linked to."""
        if current != self._current and current is not None:
            self._cursor = current
        self._current, self._linked = current, linked
        self.update()

    def colour_by_verdict(self, on: bool) -> None:
        """Colour by the leading assessment, or by the vector."""
        self._by_verdict = on
        self.update()

    def refresh(self) -> None:
        self._stale = True
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The least that is readable; where there is more room the drawing takes it."""
        line = self.fontMetrics().height()
        return QSize(line * 10, line * 11)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._stale = True

    def _fonts_used(self) -> tuple[QFont, QFont]:
        """The fonts of the cells and of the heads."""
        return self.sized(0.9), self.sized(bold=True)

    def lay_out_ahead(self) -> Iterator[None]:
        self.drawn()
        yield

    def drawn(self) -> list[Mark]:
        """The marks as they lie, laid out afresh when something changed."""
        if self._stale:
            self._stale = False
            self._laid += 1
            area = QRectF(self.rect()).adjusted(2, 2, -1, -1)
            small, bold = self._fonts_used()
            self.marks = lay_out(self._groups, area, self.metrics(small), self.metrics(bold))
        return self.marks

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        marks = self.drawn()
        key = (self._laid, self.theme.name, self._by_verdict)
        with QPainter(self) as painter:
            self._still.show(painter, self, key, self._paint_marks)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for mark in marks:
                self._outline(painter, mark)

    def _paint_marks(self, painter: QPainter) -> None:
        paint = MarkPainter(self.theme, by_verdict=self._by_verdict)
        small, bold = self._fonts_used()
        for mark in self.marks:
            painter.setFont(small if mark.tile else bold)
            paint(painter, mark)

    def _outline(self, painter: QPainter, mark: Mark) -> None:
        pen = None
        if mark.key == self._current:
            pen = QPen(self.theme.colour("text"), 2.5)
        elif self.hasFocus() and mark.key == self._cursor:
            pen = QPen(self.theme.colour("accent"), 2.5)
        elif mark.key == self.hovered:
            pen = QPen(self.theme.colour("accent"), 1.5)
        elif mark.key in self._linked:
            pen = QPen(self.theme.colour("text"), 1.5, Qt.PenStyle.DotLine)
        if pen is not None:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5))
            if mark.key == self._current and self.hasFocus() and mark.key == self._cursor:
                painter.setPen(QPen(self.theme.colour("accent"), 1.5))
                painter.drawRect(mark.rect.adjusted(3, 3, -3, -3))

    # -- pointing -------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> str | None:
        return next((mark.key for mark in self.drawn() if mark.rect.contains(point)), None)

    def _mark(self, key: str | None) -> Mark | None:
        return next((mark for mark in self.drawn() if mark.key == key), None)

    def key_of(self, place: str) -> str | None:
        mark = self._mark(place)
        return mark.tile.id if mark and mark.tile else None

    def words_of(self, place: str) -> str:
        """What a mark stands for, and what choosing it does."""
        mark = self._mark(place)
        if mark is None:
            return ""
        if mark.tile is not None:
            return mark.tile.words
        group = mark.group
        does = (
            tr("double-click or Enter shows the other vectors again")
            if group.active
            else tr("double-click or Enter shows only this vector")
        )
        return tr(
            "{vector}: {n} linked records, each counted once; {does}",
            vector=group.label,
            n=in_words(group.count),
            does=does,
        )

    def _point(self, place: str | None) -> None:
        self.pointed.emit("" if place is None else self.words_of(place))
        super()._point(place)

    def press(self, place: str) -> None:
        if self.key_of(place) is not None:
            self.choose(place)

    def choose(self, place: str) -> None:
        (self.toggled if self.key_of(place) is None else self.chosen).emit(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        if place is not None and self.key_of(place) is None:
            self.choose(place)

    # -- keys -----------------------------------------------------------------------------------

    def reached(self) -> str | None:
        return self._cursor if self._mark(self._cursor) else None

    def walk_to(self, place: str) -> None:
        super().walk_to(place)
        self.pointed.emit(self.words_of(place))

    def step(self, event: QKeyEvent) -> str | None:
        there = self._step(Qt.Key(event.key()), self._mark(self._cursor))
        return None if there is None else there.key

    def _step(self, key: Qt.Key, mark: Mark | None) -> Mark | None:
        """Left and right walk in reading order, up and down to the nearest, pages by vector."""
        marks = self.drawn()
        known = key in _STEPS or key in _LEAPS
        if not marks or not known:
            return None
        if mark is None:
            return marks[0]
        at = marks.index(mark)
        heads = [number for number, other in enumerate(marks) if other.tile is None]
        match key:
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                return marks[min(max(0, at + _STEPS[key]), len(marks) - 1)]
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                return nearest(marks, mark, _STEPS[key])
            case Qt.Key.Key_PageUp:
                return marks[max((number for number in heads if number < at), default=0)]
            case Qt.Key.Key_PageDown:
                return marks[min((number for number in heads if number > at), default=at)]
        return marks[0 if key is Qt.Key.Key_Home else -1]

    def focusInEvent(self, event: object) -> None:
        if self.reached() is None and self.drawn():
            self._cursor = self.marks[0].key
        self.update()


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LEAPS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


def nearest(marks: Sequence[Mark], start: Mark, way: int) -> Mark:
    """The nearest mark above (-1) or below (1) another; itself when there is none."""
    centre = start.rect.center()

    def distance(other: Mark) -> float:
        across = max(0.0, abs(other.rect.center().x() - centre.x()) - other.rect.width() / 2)
        return abs(other.rect.center().y() - centre.y()) + 2 * across

    ahead = [
        mark
        for mark in marks
        if mark is not start and (mark.rect.center().y() - centre.y()) * way > 1
    ]
    return min(ahead, key=distance, default=start)
