"""A concept among its neighbours: broader above it, narrower below, related at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID, Theme

BROADER, ITSELF, NARROWER, RELATED = "broader", "itself", "narrower", "related"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A concept in the map: how it stands to the one shown, and whether it passes the filter."""

    id: str
    label: str
    role: str
    stands: bool
    words: str


@dataclass(slots=True)
class _Box:
    neighbour: Neighbour
    rect: QRectF
    text: str


class ConceptMap(QWidget):
    """`chosen` carries the concept a person chose, `entered` the one pointed at or None."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._neighbours: Sequence[Neighbour] = ()
        self.boxes: list[_Box] = []
        self._captions: list[tuple[str, float]] = []
        self._cursor = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Map of a concept: broader, narrower and related ones"))

    def show_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        """Show a concept and its neighbours, in the order broader, itself, narrower, related."""
        if list(neighbours) == list(self._neighbours):
            return
        self._neighbours = neighbours
        self._cursor = next((n for n, x in enumerate(neighbours) if x.role == ITSELF), 0)
        self._lay_out()
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self._lay_out()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * 50
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the lines of boxes come to at a width; what is drawn stays as it is."""
        drawn = self.boxes, self._captions
        height = self._set_boxes(width)
        self.boxes, self._captions = drawn
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    # -- layout ---------------------------------------------------------------------------------

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _lay_out(self) -> None:
        self._set_boxes(self.width())
        self.updateGeometry()

    def _set_boxes(self, width: int) -> int:
        """A caption and lines of boxes for each role that occurs; gives the height in pixels."""
        metrics, bold = QFontMetricsF(self.font()), QFontMetricsF(self._bold())
        captions = {
            BROADER: tr("Broader"),
            ITSELF: "",
            NARROWER: tr("Narrower"),
            RELATED: tr("Related"),
        }
        self.boxes, self._captions = [], []
        height = metrics.height() + 2 * GRID
        y = float(GRID)
        for role, caption in captions.items():
            members = [n for n in self._neighbours if n.role == role]
            if not members:
                continue
            if caption:
                self._captions.append((caption, y))
                y += metrics.height() + GRID
            font = bold if role == ITSELF else metrics
            y = self._set(members, y, height, font, width) + 2 * GRID
        return int(y)

    def _set(
        self,
        members: Sequence[Neighbour],
        y: float,
        height: float,
        metrics: QFontMetricsF,
        width: int,
    ) -> float:
        """Set boxes in lines from a height on; gives the height where they end."""
        left, right = 2.0 * GRID, width - GRID
        x = left
        for neighbour in members:
            wanted = metrics.horizontalAdvance(neighbour.label) + 4 * GRID
            across = min(wanted, max(right - left, 8.0 * GRID))
            if x > left and x + across > right:
                x, y = left, y + height + GRID
            text = metrics.elidedText(
                neighbour.label, Qt.TextElideMode.ElideRight, across - 3 * GRID
            )
            self.boxes.append(_Box(neighbour, QRectF(x, y, across, height), text))
            x += across + 2 * GRID
        return y + height

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("muted"))
        ascent = self.fontMetrics().ascent()
        for caption, y in self._captions:
            painter.drawText(QPointF(GRID, y + ascent), caption)
        for at, box in enumerate(self.boxes):
            self._paint(painter, box, cursor=self.hasFocus() and at == self._cursor)
        painter.end()

    def _paint(self, painter: QPainter, box: _Box, *, cursor: bool) -> None:
        role, stands = box.neighbour.role, box.neighbour.stands
        colour = self._theme.colour
        pen = QPen(colour("accent" if cursor or role == ITSELF else "border"), 2 if cursor else 1.2)
        if role == RELATED:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setColor(colour("accent" if cursor else "muted"))
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft") if role == ITSELF else colour("raised"))
        painter.drawRoundedRect(box.rect, 6, 6)
        font = self._bold() if role == ITSELF else QFont(self.font())
        font.setItalic(not stands)
        painter.setFont(font)
        painter.setPen(colour("text" if stands else "muted"))
        painter.drawText(box.rect, Qt.AlignmentFlag.AlignCenter, box.text)

    # -- pointing and keys ----------------------------------------------------------------------

    def _at(self, point: QPointF) -> int | None:
        return next((n for n, box in enumerate(self.boxes) if box.rect.contains(point)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        self.entered.emit(None if at is None else self.boxes[at].neighbour.id)

    def leaveEvent(self, event: QEvent) -> None:
        self.entered.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if at is not None:
            self._cursor = at
            self.chosen.emit(self.boxes[at].neighbour.id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(QPointF(event.pos()))
            words = "" if at is None else self.boxes[at].neighbour.words
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if not self.boxes:
            super().keyPressEvent(event)
        elif key in steps:
            self._cursor = min(max(0, self._cursor + steps[key]), len(self.boxes) - 1)
            self.setAccessibleDescription(self.boxes[self._cursor].neighbour.words)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.boxes[self._cursor].neighbour.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()
