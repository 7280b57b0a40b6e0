"""The source as a map: one cell a sentence, in reading order, shaded by how much rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from spexplorer.support.printable import on_screen
from spexplorer.ui.drawing.canvas import Canvas, along
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme


class SourcePlace(Protocol):
    """What the map needs of a passage: its id and where it stands."""

    @property
    def id(self) -> str:
        """The permanent id."""

    @property
    def section(self) -> str:
        """The section it stands in."""

    @property
    def paragraph(self) -> int:
        """Counted within the section."""

    @property
    def sentence(self) -> int:
        """Counted within the paragraph."""

    @property
    def footnote(self) -> int | None:
        """The number of the footnote it is, or None."""


_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)

_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -10, Qt.Key.Key_Down: 10,
}  # fmt: skip


class _Cell(NamedTuple):
    passage: SourcePlace
    rect: QRectF


@guarded
class SourceMap(Canvas):
    """`chosen` carries the id of the passage a person chose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Map of the source: one cell a sentence"), theme, parent)
        self._passages: list[SourcePlace] = []
        self._shown: Sequence[SourcePlace] | None = None
        self._counts: Mapping[str, int] = {}
        self._cells: list[_Cell] = []
        self._heads: list[tuple[str, QRectF]] = []
        self._current: str | None = None
        self._cursor = 0

    def show_counts(
        self, passages: Sequence[SourcePlace], counts: Mapping[str, int], current: str | None
    ) -> None:
        """Show passages in reading order, each with the number of records resting on it."""
        if passages is not self._shown:
            self._shown = passages
            self._passages = list(passages)
            self.refresh()
        if counts is not self._counts or current != self._current:
            self._counts, self._current = counts, current
            self.update()

    def refresh(self) -> None:
        self._lay_out()
        self.updateGeometry()
        self.update()

    # -- layout ---------------------------------------------------------------------------------

    def _side(self) -> float:
        return max(9.0, QFontMetrics(self.font()).height() * 0.8)

    def _lay_out(self) -> None:
        """Sections below one another, paragraphs with a gap between, wrapped at the width."""
        side, gap = self._side(), 2.0
        x, y, section, paragraph = 0.0, 0.0, None, None
        self._cells, self._heads = [], []
        for passage in self._passages:
            if passage.section != section:
                y = y + side + 2 * GRID if section is not None else 0.0
                section, paragraph, x = passage.section, passage.paragraph, 0.0
                self._heads.append(self._head(on_screen(section.partition(":")[0]), y))
                y = self._heads[-1][1].bottom() + GRID
            elif passage.paragraph != paragraph:
                paragraph = passage.paragraph
                x += side * 0.6
            if x + side > self.width() and x > 0:
                x, y = 0.0, y + side + gap
            self._cells.append(_Cell(passage, QRectF(x, y, side, side)))
            x += side + gap
        self._height = int(y + side + GRID)
        self.setMinimumHeight(self._height)

    def _head(self, title: str, y: float) -> tuple[str, QRectF]:
        """The title of a section and its place, wrapped at the width."""
        room = QRect(0, int(y), max(1, self.width()), 10_000)
        place = QFontMetrics(self.font()).boundingRect(room, _WRAP, title)
        return title, QRectF(0, y, room.width(), place.height())

    def resizeEvent(self, event: object) -> None:
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(int(self._side() * 26), getattr(self, "_height", 200))

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.theme.colour("muted"))
            for title, place in self._heads:
                painter.drawText(place, _WRAP, title)
            most = max(self._counts.values(), default=1) or 1
            painter.setPen(Qt.PenStyle.NoPen)
            for cell in self._cells:
                painter.setBrush(self._shade(self._counts.get(cell.passage.id, 0), most))
                painter.drawRoundedRect(cell.rect, 2, 2)
            self._outline(painter)

    def _shade(self, count: int, most: int) -> QColor:
        if count == 0:
            return self.theme.colour("grid")
        colour = self.theme.colour("accent")
        colour.setAlphaF(0.2 + 0.8 * (count / most) ** 0.7)
        return colour

    def _outline(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for at, cell in enumerate(self._cells):
            if cell.passage.id == self._current:
                painter.setPen(QPen(self.theme.colour("text"), 2))
            elif self.hasFocus() and at == self._cursor:
                painter.setPen(QPen(self.theme.colour("accent"), 2))
            else:
                continue
            painter.drawRoundedRect(cell.rect.adjusted(-1, -1, 1, 1), 3, 3)

    # -- pointing and keys ----------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        return next(
            (i for i, c in enumerate(self._cells) if c.rect.adjusted(-1, -1, 1, 1).contains(point)),
            None,
        )

    def key_of(self, place: int) -> str:
        return self._cells[place].passage.id

    def words_of(self, place: int) -> str:
        passage = self._cells[place].passage
        where = (
            tr("Footnote {n}", n=passage.footnote)
            if passage.footnote
            else tr(
                "{section}, paragraph {p}, sentence {s}",
                section=passage.section.partition(":")[0],
                p=passage.paragraph,
                s=passage.sentence,
            )
        )
        rests = counted(
            self._counts.get(passage.id, 0), "{n} record rests on it", "{n} records rest on it"
        )
        return f"{where}: {rests}"

    def reached(self) -> int | None:
        return self._cursor if self._cells else None

    def step(self, event: QKeyEvent) -> int | None:
        return along(self.reached(), _STEPS.get(Qt.Key(event.key())), len(self._cells))
