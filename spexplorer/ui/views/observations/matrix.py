"""The matrix of observations: types by sections of the paper, each cell a number and a shade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen

from spexplorer.domain.figures import figure
from spexplorer.ui.drawing.canvas import Canvas
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import counted, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.style.theme import Theme

_HEAD = -1
"""The row or column of the headings."""
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


@guarded
class TypeMatrix(Canvas):
    """`chosen` carries (type, section); one of the two is "" when a heading was chosen.

    Arrow keys walk the cells and the headings, Enter or Space chooses.
    """

    revealed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Observations by type and section of the paper"), theme, parent)
        self._types: Sequence[tuple[str, str]] = ()
        self._sections: Sequence[str] = ()
        self._counts: Mapping[tuple[str, str], int] = {}
        self._kept: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._cursor = 0, 0

    def show_counts(
        self,
        types: Sequence[tuple[str, str]],
        sections: Sequence[str],
        counts: Mapping[tuple[str, str], int],
        kept: tuple[frozenset[str], frozenset[str]],
    ) -> None:
        """Show (type, words) by sections; `kept` are the types and sections the filter keeps."""
        if (types, sections) != (self._types, self._sections):
            self._types, self._sections = types, sections
            self.refresh()
        self._counts, self._kept = counts, kept
        self.update()

    # -- geometry -------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def _sizes(self) -> tuple[int, int, int, int]:
        """Width of the names, height of the heads, width and height of a cell, in pixels."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(words) for _, words in self._types), default=0)
        wide = metrics.horizontalAdvance("000") + 2
        least = metrics.averageCharWidth() * 12
        room = self.width() - wide * len(self._sections) - 2
        names = max(least, min(room, longest + 5 * GRID))
        return names, metrics.averageCharWidth() * 20, wide, metrics.height() + 2 * GRID

    def sizeHint(self) -> QSize:
        """The least that holds every cell, with the names of the types cut to a dozen letters."""
        metrics = QFontMetrics(self.font())
        _, heads, wide, high = self._sizes()
        names = metrics.averageCharWidth() * 12
        return QSize(names + wide * len(self._sections) + 2, heads + high * len(self._types) + 2)

    def _rect(self, row: int, column: int) -> QRect:
        names, heads, wide, high = self._sizes()
        left = 0 if column == _HEAD else names + column * wide
        top = 0 if row == _HEAD else heads + row * high
        return QRect(left, top, names if column == _HEAD else wide, heads if row == _HEAD else high)

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            most = max(self._counts.values(), default=1) or 1
            for column in range(len(self._sections)):
                self._draw_section(painter, column)
            for row in range(len(self._types)):
                if not self._rect(row, _HEAD).united(self._rect(row, 99)).intersects(event.rect()):
                    continue
                self._draw_type(painter, row)
                for column in range(len(self._sections)):
                    self._draw_cell(painter, row, column, most)
            here = self.reached()
            if self.hasFocus() and here is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.theme.colour("accent"), 2))
                painter.drawRect(self._rect(*here).adjusted(1, 1, -1, -1))

    def _draw_type(self, painter: QPainter, row: int) -> None:
        code, words = self._types[row]
        rect = self._rect(row, _HEAD).adjusted(GRID, 0, -2 * GRID, 0)
        kept = code in self._kept[0]
        self._ink(painter, kept=kept)
        text = QFontMetrics(painter.font()).elidedText(
            f"✓ {words}" if kept else words, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _draw_section(self, painter: QPainter, column: int) -> None:
        """A heading set upwards; cut to its height, whole in the tooltip."""
        rect = self._rect(_HEAD, column)
        section = self._sections[column]
        kept = section in self._kept[1]
        self._ink(painter, kept=kept)
        words = f"✓ {section}" if kept else section
        text = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, rect.height() - 2 * GRID
        )
        painter.save()
        painter.translate(rect.bottomLeft())
        painter.rotate(-90)
        room = QRect(GRID, 0, rect.height() - GRID, rect.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _ink(self, painter: QPainter, *, kept: bool) -> None:
        font = self.font()
        font.setBold(kept)
        painter.setFont(font)
        painter.setPen(self.theme.colour("text" if kept else "muted"))

    def _draw_cell(self, painter: QPainter, row: int, column: int, most: int) -> None:
        count = self._count(row, column)
        rect = self._rect(row, column).adjusted(1, 1, -1, -1)
        ground = self.theme.colour("accent" if count else "grid")
        share = (count / most) ** 0.5
        ground.setAlphaF(0.18 + 0.82 * share if count else 0.6)
        painter.fillRect(rect, ground)
        if count:
            painter.setFont(self.font())
            painter.setPen(self.theme.colour("accent_text" if share > 0.5 else "text"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, figure(count))
        kept = self._types[row][0] in self._kept[0], self._sections[column] in self._kept[1]
        if all(kept):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("text"), 2))
            painter.drawRect(rect)

    def _count(self, row: int, column: int) -> int:
        return self._counts.get((self._types[row][0], self._sections[column]), 0)

    # -- pointing and keys ----------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> tuple[int, int] | None:
        names, heads, wide, high = self._sizes()
        column = _HEAD if point.x() < names else int(point.x() - names) // wide
        row = _HEAD if point.y() < heads else int(point.y() - heads) // high
        if row >= len(self._types) or column >= len(self._sections) or row == column == _HEAD:
            return None
        return row, column

    def key_of(self, place: tuple[int, int]) -> None:
        """A cell is no record: nothing is pointed at in other views."""

    def words_of(self, place: tuple[int, int]) -> str:
        row, column = place
        if row == _HEAD:
            number = sum(self._count(at, column) for at in range(len(self._types)))
            where = self._sections[column]
        elif column == _HEAD:
            where, number = (
                self._types[row][1],
                sum(self._count(row, at) for at in range(len(self._sections))),
            )
            return tr("{where}: {n} times in the sections", where=where, n=figure(number))
        else:
            number = self._count(row, column)
            where = f"{self._types[row][1]}, {self._sections[column]}"
        return f"{where}: {counted(number, '{n} observation', '{n} observations')}"

    def reached(self) -> tuple[int, int] | None:
        return self._cursor if self._types else None

    def choose(self, place: tuple[int, int]) -> None:
        row, column = place
        code = "" if row == _HEAD else self._types[row][0]
        section = "" if column == _HEAD else self._sections[column]
        if code or section:
            self.chosen.emit((code, section))

    def step(self, event: QKeyEvent) -> tuple[int, int] | None:
        here, key = self.reached(), Qt.Key(event.key())
        if here is None or key not in _STEPS:
            return None
        down, across = _STEPS[key]
        row = min(max(_HEAD, here[0] + down), len(self._types) - 1)
        column = min(max(_HEAD, here[1] + across), len(self._sections) - 1)
        return here if row == column == _HEAD else (row, column)

    def walk_to(self, place: tuple[int, int]) -> None:
        super().walk_to(place)
        self.revealed.emit(self._rect(*place))
