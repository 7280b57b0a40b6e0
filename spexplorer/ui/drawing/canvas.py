"""The base of every drawing of our own: places that can be pointed at, walked by keys and chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip, QWidget

from spexplorer.support.printable import on_screen
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import Theme
from spexplorer.ui.widgets.text import plain_tip

Place = Any
"""A place of a drawing: a number, a name, or a row and a column, as the drawing decides."""

_CHOOSING_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_WRAP: Final = Qt.TextFlag.TextWordWrap
_TOP: Final = Qt.AlignmentFlag.AlignTop
_MAX_CACHED_HEIGHTS: Final = 4000


class Piece(NamedTuple):
    """Something that is painted, and the region it stays in."""

    rect: QRectF
    draw: Callable[[QPainter], None]


@guarded
class Canvas(QWidget):
    """A drawing with an accessible name, tool tips, places to choose, and text measured once.

    `chosen` carries the key of the place a person chose, `entered` the key under the pointer or None.
    `hovered` is the key that is pointed at, in this drawing or in another view.
    """

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.hovered: str | None = None
        self.pieces: list[Piece] = []
        self.grounds: list[Piece] = []
        self._cursor: Place = None
        self._fonts: dict[tuple[float, bool, bool], QFont] = {}
        self._metrics: dict[int, QFontMetricsF] = {}
        self._heights: dict[tuple[str, float, int], float] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)

    # -- subclass hooks -------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> Place | None:
        """The place at a point of the widget."""
        raise NotImplementedError

    def key_of(self, place: Place) -> str | None:
        """The key of what a place stands for; None when it is nothing that other views know."""
        raise NotImplementedError

    def words_of(self, place: Place) -> str:
        """The tool tip of a place, which is also read aloud when the keys reach it."""
        raise NotImplementedError

    def step(self, event: QKeyEvent) -> Place | None:
        """Where a key leads; None when the drawing has no use for the key."""
        raise NotImplementedError

    def reached(self) -> Place | None:
        """The place the keys have reached, if it is drawn."""
        return self._cursor

    def choose(self, place: Place) -> None:
        """Answer a click, Enter or Space on a place."""
        self.chosen.emit(self.key_of(place))

    def press(self, place: Place) -> None:
        """Answer a click alone."""
        self.choose(place)

    def refresh(self) -> None:
        """Lay out again, since the content or the text size changed."""
        self.update()

    def lay_out_ahead(self) -> Iterator[None]:
        """Do in steps, out of sight, what would be done when the drawing is next seen."""
        yield from ()

    # -- text -----------------------------------------------------------------------------------

    def sized(self, factor: float = 1.0, *, bold: bool = False, italic: bool = False) -> QFont:
        """The font of the drawing, larger or smaller; the same object for the same arguments."""
        key = (factor, bold, italic)
        if key not in self._fonts:
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * factor)
            font.setBold(bold)
            font.setItalic(italic)
            self._fonts[key] = font
        return self._fonts[key]

    def metrics(self, font: QFont | None = None) -> QFontMetricsF:
        """The metrics of the drawing's font, or of one that `sized` gave."""
        used = font or self.sized()
        if id(used) not in self._metrics:
            self._metrics[id(used)] = QFontMetricsF(used)
        return self._metrics[id(used)]

    def put_text(
        self,
        rect: QRectF,
        text: str,
        colour: str = "text",
        font: QFont | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Add a text to `pieces`, wrapped at the width of a region; gives its height in pixels.

        The region may be lower than the text. `colour` is a name of the theme.
        """
        text, used = on_screen(text), font or self.sized()
        flags = int(align) | int(_TOP) | int(_WRAP)
        height = self.text_height(text, rect.width(), used)
        place = QRectF(rect.x(), rect.y(), rect.width(), height)

        def draw(painter: QPainter) -> None:
            painter.setFont(used)
            painter.setPen(self.theme.colour(colour))
            painter.drawText(place, flags, text)

        self.pieces.append(Piece(place, draw))
        return height

    def text_height(self, text: str, width: float, font: QFont | None = None) -> float:
        """The height of a text wrapped at a width, in pixels; cached, since filters repeat texts."""
        text, font = on_screen(text), font or self.sized()
        key = (text, width, id(font))
        if key not in self._heights:
            if len(self._heights) > _MAX_CACHED_HEIGHTS:
                self._heights.clear()
            region = QRectF(0, 0, width, 1e5)
            flags = int(_TOP) | int(_WRAP)
            self._heights[key] = self.metrics(font).boundingRect(region, flags, text).height()
        return self._heights[key]

    # -- painting -------------------------------------------------------------------------------

    def draw_pieces(self, painter: QPainter, pieces: Iterable[Piece], exposed: QRectF) -> None:
        """Paint the pieces that meet a region."""
        for piece in pieces:
            if piece.rect.intersects(exposed):
                painter.save()
                piece.draw(painter)
                painter.restore()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self.theme = theme
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._fonts.clear()
            self._metrics.clear()
            self._heights.clear()
            self.refresh()
        super().changeEvent(event)

    # -- pointing -------------------------------------------------------------------------------

    def show_pointed(self, key: str | None) -> None:
        """Mark what is pointed at in another view."""
        if key != self.hovered:
            self.hovered = key
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
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    # -- keys -----------------------------------------------------------------------------------

    def walk_to(self, place: Place) -> None:
        """Move the keyboard's place, and have it read aloud."""
        self._cursor = place
        self.setAccessibleDescription(self.words_of(place))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.reached()
        if here is not None and Qt.Key(event.key()) in _CHOOSING_KEYS:
            self.choose(here)
        elif (there := self.step(event)) is not None:
            self.walk_to(there)
        else:
            super().keyPressEvent(event)


def along(at: int | None, by: int | None, number: int) -> int | None:
    """`by` places further in a row of `number`, at most to its ends; None without a place or a step."""
    return None if at is None or by is None else min(max(0, at + by), number - 1)


class StillPicture:
    """A cached picture of what a widget shows while only the pointer moves.

    It is painted again when its key, or the size or pixel ratio of the widget changes.
    """

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._key: object = None

    def show(
        self,
        painter: QPainter,
        widget: QWidget,
        key: object,
        paint: Callable[[QPainter], None],
    ) -> None:
        """Draw the picture; `key` is compared by equality, so its parts must not change later."""
        ratio = widget.devicePixelRatioF()
        size = widget.size() * ratio
        whole = (key, size.width(), size.height(), ratio)
        if whole != self._key:
            self._key = whole
            self._picture = QPixmap(size)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(widget.palette().color(widget.backgroundRole()))
            with QPainter(self._picture) as inner:
                paint(inner)
        painter.drawPixmap(0, 0, self._picture)

    def drop(self) -> None:
        """Forget the picture, since its content has changed."""
        self._key = None
