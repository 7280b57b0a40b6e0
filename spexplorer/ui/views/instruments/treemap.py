"""The treemap of vectors and their instruments; an area stands for the records linked to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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
from PySide6.QtWidgets import QToolTip, QWidget

from spexplorer.ui.text import tr
from spexplorer.ui.theme import Theme
from spexplorer.ui.views.instruments.material import in_words
from spexplorer.ui.views.instruments.treemap_layout import Group, Mark, lay_out
from spexplorer.ui.views.instruments.treemap_paint import MarkPainter

if TYPE_CHECKING:
    from collections.abc import Collection


class Treemap(QWidget):
    """`chosen` carries an instrument, `toggled` a vector, `entered` what is pointed at or None.

    `pointed` carries the words for what the pointer or the cursor is on, "" for nothing.
    """

    chosen = Signal(object)
    toggled = Signal(str)
    entered = Signal(object)
    pointed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: Sequence[Group] = ()
        self.marks: list[Mark] = []
        self._stale = True
        self._by_verdict = False
        self._current: str | None = None
        self._linked: Collection[str] = ()
        self._hovered: str | None = None
        self._cursor: str | None = None
        self.setMouseTracking(True)
        self.setAutoFillBackground(True)  # else Qt paints it twice when the tab is shown
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            tr("Treemap: instruments by vector, the larger the more records are linked")
        )

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

    def show_hovered(self, record_id: str | None) -> None:
        """Outline what is pointed at elsewhere."""
        if record_id != self._hovered:
            self._hovered = record_id
            self.update()

    def colour_by_verdict(self, on: bool) -> None:
        """Colour by the leading assessment, or by the vector."""
        self._by_verdict = on
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
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

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def drawn(self) -> list[Mark]:
        """The marks as they lie, laid out afresh when something changed."""
        if self._stale:
            self._stale = False
            area = QRectF(self.rect()).adjusted(2, 2, -1, -1)
            self.marks = lay_out(
                self._groups, area, QFontMetricsF(self._small()), QFontMetricsF(self._bold())
            )
        return self.marks

    # -- drawing --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        exposed = QRectF(event.rect())
        paint = MarkPainter(self._theme, by_verdict=self._by_verdict)
        small, bold = self._small(), self._bold()
        for mark in self.drawn():
            if mark.rect.intersects(exposed):
                painter.setFont(small if mark.tile else bold)
                paint(painter, mark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in self.drawn():
            self._outline(painter, mark)
        painter.end()

    def _outline(self, painter: QPainter, mark: Mark) -> None:
        pen = None
        if mark.key == self._current:
            pen = QPen(self._theme.colour("text"), 2.5)
        elif self.hasFocus() and mark.key == self._cursor:
            pen = QPen(self._theme.colour("accent"), 2.5)
        elif mark.key == self._hovered:
            pen = QPen(self._theme.colour("accent"), 1.5)
        elif mark.key in self._linked:
            pen = QPen(self._theme.colour("text"), 1.5, Qt.PenStyle.DotLine)
        if pen is not None:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5))
            if mark.key == self._current and self.hasFocus() and mark.key == self._cursor:
                painter.setPen(QPen(self._theme.colour("accent"), 1.5))
                painter.drawRect(mark.rect.adjusted(3, 3, -3, -3))

    # -- pointing -------------------------------------------------------------------------------

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark at a point of the widget."""
        return next((mark for mark in self.drawn() if mark.rect.contains(point)), None)

    def words(self, mark: Mark) -> str:
        """What a mark stands for, and what choosing it does."""
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

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        self.pointed.emit(self.words(mark) if mark else "")
        self.entered.emit(mark.key if mark and mark.tile else None)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit("")
        self.entered.emit(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None and event.button() is Qt.MouseButton.LeftButton:
            self._cursor = mark.key
            if mark.tile is not None:
                self.chosen.emit(mark.tile.id)
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if mark is not None and mark.tile is None:
            self.toggled.emit(mark.group.code)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(mark) if mark else "", self)
            return True
        return super().event(event)

    # -- keys -----------------------------------------------------------------------------------

    def cursor_mark(self) -> Mark | None:
        """The mark that the arrow keys have reached."""
        marks = self.drawn()
        return next((mark for mark in marks if mark.key == self._cursor), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        mark = self.cursor_mark()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and mark is not None:
            if mark.tile is None:
                self.toggled.emit(mark.group.code)
            else:
                self.chosen.emit(mark.tile.id)
            return
        step = self._step(key, mark)
        if step is None:
            super().keyPressEvent(event)
            return
        self._cursor = step.key
        self.setAccessibleDescription(self.words(step))
        self.pointed.emit(self.words(step))
        self.update()

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
        if self.cursor_mark() is None and self.drawn():
            self._cursor = self.marks[0].key
        self.update()

    def focusOutEvent(self, event: object) -> None:
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
