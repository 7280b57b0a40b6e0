"""A drawing with places that can be pointed at, chosen and walked by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from spexplorer.ui.drawing.lettered_canvas import LetteredCanvas
from spexplorer.ui.style.theme import Theme

Place = Any
"""What a place is (a number, a name, a row and a column) is for each drawing to say."""
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PointedCanvas(LetteredCanvas):
    """`chosen` carries the key of the place a person chose, `entered` that under the pointer or None.

    `hovered` is the key that is pointed at, here or elsewhere.
    """

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.hovered: str | None = None
        self._cursor: Place = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    # -- to be given by a drawing ---------------------------------------------------------------

    def mark_at(self, point: QPointF) -> Place | None:
        """The place at a point of the widget."""
        raise NotImplementedError

    def key_of(self, place: Place) -> str | None:
        """The key of what a place stands for; None when it is nothing that other views know."""
        raise NotImplementedError

    def words_of(self, place: Place) -> str:
        """What a place says when it is pointed at, and when the keys come to it."""
        raise NotImplementedError

    def step(self, event: QKeyEvent) -> Place | None:
        """Where a key leads; None when it is no key of the drawing."""
        raise NotImplementedError

    def reached(self) -> Place | None:
        """The place the keys have reached, if it is drawn."""
        return self._cursor

    def choose(self, place: Place) -> None:
        """Answer a press, or Enter or Space, on a place."""
        self.chosen.emit(self.key_of(place))

    def press(self, place: Place) -> None:
        """Answer a press alone."""
        self.choose(place)

    # -- the same for all -----------------------------------------------------------------------

    def refresh(self) -> None:
        self.update()

    def lay_out_ahead(self) -> Iterator[None]:
        """Do in steps, out of sight, what would be done when it is next seen."""
        yield from ()

    def show_pointed(self, key: str | None) -> None:
        """Mark what is pointed at in another view."""
        if key != self.hovered:
            self.hovered = key
            self.update()

    def walk_to(self, place: Place) -> None:
        """The keys have come to a place."""
        self._cursor = place
        self.setAccessibleDescription(self.words_of(place))
        self.update()

    def _point(self, place: Place | None) -> None:
        key = None if place is None else self.key_of(place)
        if key != self.hovered:
            self.show_pointed(key)
            self.entered.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._cursor = place
            self.press(place)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(self.mark_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def event(self, event: QEvent) -> bool:
        """Show the words of a place as its tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.mark_at(QPointF(event.pos()))
            words = "" if place is None else self.words_of(place)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.reached()
        if here is not None and Qt.Key(event.key()) in _CHOOSE:
            self.choose(here)
        elif (there := self.step(event)) is not None:
            self.walk_to(there)
        else:
            super().keyPressEvent(event)


def along(at: int | None, by: int | None, number: int) -> int | None:
    """So many steps along a row of places, at most to its ends; None without a place or a step."""
    return None if at is None or by is None else min(max(0, at + by), number - 1)
