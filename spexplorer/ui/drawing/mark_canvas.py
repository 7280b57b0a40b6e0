"""A drawing made of marks: laid out for a width, as high as it needs, inside a scroll area.

Texts and shapes are pieces, so that only those in the exposed region are painted; what can be chosen
is a mark. Arrow keys walk the marks as they lie on the page.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from spexplorer.ui.drawing.canvas import Canvas, Piece
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.widgets.panes import reveal_through
from spexplorer.ui.widgets.turns import Turns

_SIDEWAYS_COST: Final = 3.0
"""Weight of the distance sideways against the distance ahead when an arrow key seeks the next mark."""

_SLICE_S: Final = 0.008
"""Seconds of layout in one turn of the event loop; the rest is done in the turns that follow."""


class Mark(NamedTuple):
    """A region that stands for a record (or another key), with the words of its tool tip."""

    key: str
    rect: QRectF
    words: str


@guarded
class MarkCanvas(Canvas):
    """A canvas whose places are the positions in `marks`.

    A subclass fills `marks`, `pieces`, and `grounds` (painted below the tint of a mark) in `lay_out`.
    `laid_out` tells that there are new marks.
    """

    laid_out = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, theme, parent)
        self.marks: list[Mark] = []
        self.current: str | None = None
        self._cursor = 0
        self._width = -1
        self._stale = True
        self._turns: Turns | None = None
        self._round = 0
        """Number of the latest layout; an earlier one is abandoned."""

    # -- subclass hooks -------------------------------------------------------------------------

    def lay_out(self, width: float) -> float:
        """Fill `marks`, `pieces` and `grounds` for a width; gives the height, both in pixels."""
        raise NotImplementedError

    def laying_out(self, width: float) -> Generator[None, None, float]:
        """`lay_out` in steps; overridden by drawings that may hold many marks."""
        yield from ()
        return self.lay_out(width)

    def natural_width(self) -> float:
        """The minimum width in pixels."""
        return self.metrics().averageCharWidth() * 24

    # -- showing --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Lay out again, since the content or the text size changed; now, or when next visible.

        A long layout continues in later turns of the event loop; until then the old one is shown.
        """
        self._stale = True
        self._stop()
        if self.isVisible():
            self._lay_out_now()

    @property
    def is_laid_out(self) -> bool:
        """Whether the layout is up to date."""
        return not self._stale

    def lay_out_ahead(self) -> Iterator[None]:
        if self._stale or self.width() != self._width:
            yield from self._laid_out()

    def _lay_out_now(self) -> None:
        steps = self._laid_out()
        if not _sliced(steps):
            self._turns = Turns(self._slices(steps), self)

    def _slices(self, steps: Iterator[None]) -> Iterator[None]:
        """The remaining steps, a slice at a time, as long as the drawing is visible."""
        while self.isVisible() and not _sliced(steps):
            yield

    def _stop(self) -> None:
        """Abandon an unfinished layout."""
        self._round += 1
        if self._turns is not None:
            self._turns.stop()

    def _laid_out(self) -> Iterator[None]:
        """Lay out into fresh lists and show them when complete; a newer layout ends this one."""
        self._stop()
        mine, least = self._round, self.natural_width()
        self._stale, self._width = True, self.width()
        steps = self.laying_out(max(float(self._width), least))
        fresh: _Laid = ([], [], [])
        while True:
            shown = self._swap(fresh)
            try:
                next(steps)
            except StopIteration as end:
                self._take(float(end.value), least)
                return
            except BaseException:
                self._swap(shown)
                raise
            fresh = self._swap(shown)
            yield
            if self._round != mine:
                return

    def _swap(self, laid: _Laid) -> _Laid:
        """Exchange marks, pieces and grounds; gives the former ones."""
        held = (self.marks, self.pieces, self.grounds)
        self.marks, self.pieces, self.grounds = laid
        return held

    def _take(self, height: float, least: float) -> None:
        """Show a complete layout of a height."""
        self._stale = False
        places = self._places(self.current)
        self._cursor = places[0] if places else min(self._cursor, max(0, len(self.marks) - 1))
        self.setMinimumSize(int(least), int(height) + 1)
        self.updateGeometry()
        self.update()
        self.laid_out.emit()
        # The scroll area learns the new height in the next turn of the event loop.
        QTimer.singleShot(0, self, self._reveal_current)

    def _places(self, key: str | None) -> list[int]:
        return [at for at, mark in enumerate(self.marks) if mark.key == key]

    def _reveal_current(self) -> None:
        """Scroll to the current record when none of its marks is in sight."""
        places = self._places(self.current)
        seen = self.visibleRegion().boundingRect()
        if places and not any(seen.contains(self.marks[at].rect.toRect()) for at in places):
            self._reveal(self.marks[places[0]].rect)

    def show_current(self, key: str | None) -> None:
        """Mark the current record, and scroll to it when none of its marks is in sight."""
        if key == self.current:
            return
        self.current = key
        places = self._places(key)
        if places and self._cursor not in places:
            self._cursor = places[0]
        self._reveal_current()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(self.natural_width()), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.width() != self._width:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._lay_out_now()

    def _reveal(self, rect: QRectF) -> None:
        """Scroll the area round the drawing so that a region is in sight."""
        holder = self.parentWidget()
        area = holder.parentWidget() if holder is not None else None
        if isinstance(area, QScrollArea):
            area.ensureVisible(int(rect.right()), int(rect.bottom()), 2 * GRID, 2 * GRID)
            area.ensureVisible(int(rect.left()), int(rect.top()), 2 * GRID, 2 * GRID)

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            exposed = QRectF(event.rect())
            marks = [
                (at, mark) for at, mark in enumerate(self.marks) if mark.rect.intersects(exposed)
            ]
            self.draw_pieces(painter, self.grounds, exposed)
            for _, mark in marks:
                self.draw_ground(painter, mark)
            self.draw_pieces(painter, self.pieces, exposed)
            for at, mark in marks:
                self.draw_ring(painter, mark, walked=self.hasFocus() and at == self._cursor)

    def draw_ground(self, painter: QPainter, mark: Mark) -> None:
        """What lies under a mark: the tint of the current one, and of the one pointed at."""
        if mark.key in (self.current, self.hovered):
            painter.setPen(Qt.PenStyle.NoPen)
            name = "selection" if mark.key == self.current else "accent_soft"
            painter.setBrush(self.theme.colour(name))
            painter.drawRoundedRect(mark.rect, GRID, GRID)

    def draw_ring(self, painter: QPainter, mark: Mark, *, walked: bool) -> None:
        """The ring of the current mark, dotted round the one the keys have reached."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.key == self.current:
            painter.setPen(QPen(self.theme.colour("text"), 1.5))
            painter.drawRoundedRect(mark.rect, GRID, GRID)
        if walked:
            painter.setPen(QPen(self.theme.colour("accent"), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(mark.rect.adjusted(-2, -2, 2, 2), GRID, GRID)

    # -- pointing and keys ----------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        """Which mark is at a point; the last one laid out lies on top."""
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at].rect.contains(point):
                return at
        return None

    def key_of(self, place: int) -> str:
        return self.marks[place].key

    def words_of(self, place: int) -> str:
        return self.marks[place].words

    def reached(self) -> int | None:
        return self._cursor if self.marks else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_over = self.mark_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def step(self, event: QKeyEvent) -> int | None:
        key, here = Qt.Key(event.key()), self.reached()
        if here is None:
            return None
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else len(self.marks) - 1
        if key in _DIRECTIONS and event.modifiers() in _PLAIN:
            return next_mark(self.marks, here, *_DIRECTIONS[key])
        return None

    def walk_to(self, place: int) -> None:
        super().walk_to(place)
        reveal_through(self, self.marks[place].rect.toRect(), 2 * GRID)
        self.entered.emit(self.marks[place].key)


_Laid = tuple[list[Mark], list[Piece], list[Piece]]
"""Marks, pieces and grounds."""


def _sliced(steps: Iterator[None]) -> bool:
    """Take steps for the time of a slice; True when none is left."""
    until = time.perf_counter() + _SLICE_S
    return all(time.perf_counter() <= until for _ in steps)


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


def next_mark(marks: Sequence[Mark], at: int, dx: int, dy: int) -> int:
    """The mark an arrow key leads to; by Left and Right every mark is reached from every other.

    Up and Down lead to the nearest mark in their direction, and stay where there is none. Left and Right
    walk the order of reading: lines from top to bottom, in a line the marks from left to right.
    """
    if dx:
        order = reading_order(marks)
        return order[min(max(0, order.index(at) + dx), len(order) - 1)]
    here = marks[at].rect
    best, least = at, float("inf")
    for other, mark in enumerate(marks):
        ahead = _ahead(here, mark.rect, dy)
        if other == at or ahead <= 0:
            continue
        cost = ahead + _SIDEWAYS_COST * _apart(here, mark.rect)
        if cost < least:
            best, least = other, cost
    return best


def reading_order(marks: Sequence[Mark]) -> list[int]:
    """The numbers of the marks in the order they are read in.

    A mark stands in the line of the one before it while its middle lies beside that line's first.
    """
    waiting = sorted(range(len(marks)), key=lambda at: (marks[at].rect.top(), at))
    order: list[int] = []
    while waiting:
        first = marks[waiting[0]].rect
        line = [at for at in waiting if marks[at].rect.center().y() <= first.bottom()]
        line = line or waiting[:1]
        taken = set(line)
        waiting = [at for at in waiting if at not in taken]
        order += sorted(line, key=lambda at: (marks[at].rect.left(), at))
    return order


def _ahead(here: QRectF, there: QRectF, dy: int) -> float:
    """How far the nearer edge of another mark lies above or below; 0 or less when it does not."""
    return (there.top() - here.bottom() if dy > 0 else here.top() - there.bottom()) + 1


def _apart(one: QRectF, other: QRectF) -> float:
    """How far two marks are apart from left to right, 0 where they overlap; in pixels."""
    return max(0.0, other.left() - one.right(), one.left() - other.right())
