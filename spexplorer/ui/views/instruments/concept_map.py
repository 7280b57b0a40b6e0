"""A concept among its neighbours: broader above it, narrower below, related at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.readings.instruments.neighbours import (
    BROADER,
    ITSELF,
    NARROWER,
    RELATED,
    Neighbour,
)
from spexplorer.ui.drawing.canvas import Canvas, along
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1,
}  # fmt: skip


@dataclass(slots=True)
class _Box:
    neighbour: Neighbour
    rect: QRectF
    text: str


@guarded
class ConceptMap(Canvas):
    """`chosen` carries the concept a person chose, `entered` the one pointed at or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Map of a concept: broader, narrower and related ones"), theme, parent)
        self._neighbours: Sequence[Neighbour] = ()
        self.boxes: list[_Box] = []
        self._captions: list[tuple[str, float]] = []
        self._cursor = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_neighbours(self, neighbours: Sequence[Neighbour]) -> None:
        """Show a concept and its neighbours, in the order broader, itself, narrower, related."""
        if list(neighbours) == list(self._neighbours):
            return
        self._neighbours = neighbours
        self._cursor = next((n for n, x in enumerate(neighbours) if x.role == ITSELF), 0)
        self.refresh()

    def refresh(self) -> None:
        self._set_boxes(self.width())
        self.updateGeometry()
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
            self.refresh()

    # -- layout ---------------------------------------------------------------------------------

    def _set_boxes(self, width: int) -> int:
        """A caption and lines of boxes for each role that occurs; gives the height in pixels."""
        metrics, bold = self.metrics(), self.metrics(self.sized(bold=True))
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
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.theme.colour("muted"))
            ascent = self.fontMetrics().ascent()
            for caption, y in self._captions:
                painter.drawText(QPointF(GRID, y + ascent), caption)
            for at, box in enumerate(self.boxes):
                self._paint(painter, box, cursor=self.hasFocus() and at == self._cursor)

    def _paint(self, painter: QPainter, box: _Box, *, cursor: bool) -> None:
        role, passes = box.neighbour.role, box.neighbour.passes
        colour = self.theme.colour
        pen = QPen(colour("accent" if cursor or role == ITSELF else "border"), 2 if cursor else 1.2)
        if role == RELATED:
            pen.setStyle(Qt.PenStyle.DashLine)
            pen.setColor(colour("accent" if cursor else "muted"))
        painter.setPen(pen)
        painter.setBrush(colour("accent_soft") if role == ITSELF else colour("raised"))
        painter.drawRoundedRect(box.rect, 6, 6)
        painter.setFont(self.sized(bold=role == ITSELF, italic=not passes))
        painter.setPen(colour("text" if passes else "muted"))
        painter.drawText(box.rect, Qt.AlignmentFlag.AlignCenter, box.text)

    # -- pointing and keys ----------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        return next((n for n, box in enumerate(self.boxes) if box.rect.contains(point)), None)

    def key_of(self, place: int) -> str:
        return self.boxes[place].neighbour.id

    def words_of(self, place: int) -> str:
        return self.boxes[place].neighbour.words

    def reached(self) -> int | None:
        return self._cursor if self.boxes else None

    def step(self, event: QKeyEvent) -> int | None:
        return along(self.reached(), _STEPS.get(Qt.Key(event.key())), len(self.boxes))
