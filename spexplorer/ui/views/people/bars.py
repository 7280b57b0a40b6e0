"""The bar list: how often each authority is used, stacked by kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from spexplorer.readings.names.uses import STACKS, Use
from spexplorer.readings.names.words import use_number, use_words
from spexplorer.ui.drawing.canvas import Canvas, along
from spexplorer.ui.drawing.legend import LegendEntry, paint_swatch
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spexplorer.ui.drawing.legend import Sample
    from spexplorer.ui.style.theme import Theme

_PATTERNS: Final = (
    None,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.VerPattern,
)
"""What tells the parts of a bar apart without colour, in the order of STACKS."""

_MIN_NAME_LETTERS: Final = 20
"""Least width of the names in letters; they get what they need, up to half of the width."""


def paint_part(painter: QPainter, rect: QRectF, theme: Theme, part: int, *, certain: bool) -> None:
    """One part of a bar: its colour under its pattern; what is only possible, pale and dashed."""
    colour, pattern = theme.series(part), _PATTERNS[part]
    paint_swatch(painter, rect, theme, colour, faint=not certain, pattern=pattern)


def legend_entries() -> list[LegendEntry]:
    """What colour and pattern stand for which kind."""

    def sample(part: int, *, certain: bool = True) -> Sample:
        return lambda painter, rect, theme: paint_part(painter, rect, theme, part, certain=certain)

    kinds = [LegendEntry(tr(words), sample(at)) for at, (words, _) in enumerate(STACKS)]
    return [*kinds, LegendEntry(tr("pale: only possibly"), sample(0, certain=False))]


@guarded
class UseBars(Canvas):
    """One bar an authority, most used first; `revealed` carries a QRect to show."""

    revealed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("How often each is used, as bars"), theme, parent)
        self._uses: Sequence[Use] = ()
        self._most = 1
        self._longest = 0
        self._numbers = 0
        self._current: str | None = None
        self._cursor = 0

    def show_uses(self, uses: Sequence[Use], current: str | None) -> None:
        """Show bars in their order; the longest takes the whole width."""
        if uses is not self._uses:
            self._uses = uses
            self._most = max((use.possible for use in uses), default=0) or 1
            self._cursor = min(self._cursor, max(0, len(uses) - 1))
            self._current = None
            self.refresh()
        self.show_current(current)
        self.update()

    def show_current(self, current: str | None) -> None:
        """PlaceMark the current one and bring it into sight; costs nothing when it already is."""
        if current == self._current:
            return
        self._current = current
        at = self._index(current)
        if at is not None:
            self._cursor = at
            self.revealed.emit(self._rect(at))
        self.update()

    def reveal_current(self) -> None:
        """Bring the current one into sight again, once there is more or less room."""
        at = self._index(self._current)
        if at is not None:
            self.revealed.emit(self._rect(at))

    def refresh(self) -> None:
        metrics = QFontMetrics(self.font())
        advances = (metrics.horizontalAdvance(use.label) for use in self._uses)
        self._longest = max(advances, default=0) + 4 * GRID
        number = max((use_number(tr, use) for use in self._uses), key=len, default="")
        self._numbers = max(map(metrics.horizontalAdvance, ("000–000", number))) + GRID
        self.setMinimumHeight(self._row() * len(self._uses) + GRID)
        self.updateGeometry()
        self.update()

    def _index(self, record_id: str | None) -> int | None:
        return next((at for at, use in enumerate(self._uses) if use.id == record_id), None)

    def _row(self) -> int:
        return QFontMetrics(self.font()).height() + 2 * GRID

    def _rect(self, at: int) -> QRect:
        return QRect(0, at * self._row(), self.width(), self._row())

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            row = self._row()
            first, last = event.rect().top() // row, event.rect().bottom() // row + 1
            for at in range(max(0, first), min(last, len(self._uses))):
                self._draw(painter, at)

    def _columns(self) -> tuple[int, int]:
        """The width of the names and of the numbers, in pixels."""
        metrics = QFontMetrics(self.font())
        least = metrics.averageCharWidth() * _MIN_NAME_LETTERS
        return min(int(self.width() * 0.5), max(self._longest, least)), self._numbers

    def _draw(self, painter: QPainter, at: int) -> None:
        use, rect = self._uses[at], self._rect(at)
        ink = self._ground(painter, at, rect)
        names, numbers = self._columns()
        font = self.font()
        font.setItalic(not use.is_certain)
        painter.setFont(font)
        label = QFontMetrics(font).elidedText(
            use.label, Qt.TextElideMode.ElideRight, names - 3 * GRID
        )
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            rect.adjusted(2 * GRID, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, label
        )
        room = max(1, rect.width() - names - numbers - GRID)
        left, top, height = float(names), rect.top() + GRID, rect.height() - 2 * GRID
        for part, (low, high) in enumerate(use.parts):
            for count, certain in ((low, True), (high - low, False)):
                width = count * room / self._most
                if count:
                    bar = QRectF(left, top, max(width - 1, 1), height)
                    paint_part(painter, bar, self.theme, part, certain=certain)
                left += width
        painter.setPen(ink if use.possible else self.theme.colour("muted"))
        number = QRect(int(left) + GRID, rect.top(), numbers, rect.height())
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignLeft, use_number(tr, use))

    def _ground(self, painter: QPainter, at: int, rect: QRect) -> QColor:
        """What lies under a row; gives the colour of its words."""
        chosen = self._uses[at].id == self._current
        if chosen:
            painter.fillRect(rect, self.theme.colour("selection"))
            painter.fillRect(QRect(0, rect.top(), 3, rect.height()), self.theme.colour("accent"))
        elif self._uses[at].id == self.hovered:
            painter.fillRect(rect, self.theme.colour("accent_soft"))
        if self.hasFocus() and at == self._cursor:
            painter.setPen(QPen(self.theme.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        return self.theme.colour("selection_text" if chosen else "text")

    # -- pointing and keys ----------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> int | None:
        at = int(point.y()) // self._row()
        return at if 0 <= at < len(self._uses) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.mark_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.RightButton:
            self.choose(place)  # the window shows the menu of the current record
        super().mousePressEvent(event)

    def key_of(self, place: int) -> str:
        return self._uses[place].id

    def words_of(self, place: int) -> str:
        return use_words(tr, self._uses[place])

    def reached(self) -> int | None:
        return self._cursor if self._uses else None

    def step(self, event: QKeyEvent) -> int | None:
        keys, number = Qt.Key, len(self._uses)
        steps = {
            keys.Key_Up: -1, keys.Key_Down: 1, keys.Key_PageUp: -10, keys.Key_PageDown: 10,
            keys.Key_Home: -number, keys.Key_End: number,
        }  # fmt: skip
        return along(self.reached(), steps.get(keys(event.key())), number)

    def walk_to(self, place: int) -> None:
        super().walk_to(place)
        self.revealed.emit(self._rect(place))
