"""A long text to be read, with spans marked in it and figures in its margin; places are code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

_CHUNK: Final = 120_000
"""Letters that are laid out in one turn of the event loop."""
_MARGIN_LETTERS: Final = 24
"""Width in characters of a margin that has room for words."""
_NARROW_MARGIN: Final = 6
_WIDE_ENOUGH: Final = 86
"""Width in characters from which the margin has words."""


class TextMark(NamedTuple):
    """A marked span: its key, where it stands, its ground, and what the margin says of it.

    `figure` is short; `words` follow it where the margin is wide. `bar` is the colour in the margin.
    """

    key: str
    start: int
    end: int
    ground: QColor | None = None
    bar: QColor | None = None
    figure: str = ""
    words: str = ""
    tip: str = ""
    is_strong: bool = False


@guarded
class MarkedText(QPlainTextEdit):
    """Shows a text letter by letter, never as markup.

    `chosen` carries the code point that was clicked, `mark_chosen` the key of a mark whose place in the
    margin was; `selected` comes when what is selected changed; `zoomed` carries a step of the wheel.
    """

    chosen = Signal(object)
    mark_chosen = Signal(object)
    selected = Signal()
    zoomed = Signal(object)

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(name)
        self._text = ""
        self._laid = 0
        self._wide: list[int] = []
        """Places of code points that Qt counts as two."""
        self._marks: Sequence[TextMark] = ()
        self._starts: list[int] = []
        self._longest = 0
        self._goal: tuple[int, int] | None = None
        self._found: tuple[int, int] | None = None
        self._margin = _TextMargin(self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._lay_on)
        self.updateRequest.connect(self._follow)
        self.selectionChanged.connect(self.selected)

    # -- the text ---------------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning; a long one is laid out piece by piece."""
        if text == self._text:
            return
        self._text = text
        self._wide = [m.start() for m in re.finditer(r"[\U00010000-\U0010ffff]", text)]
        self._marks, self._starts, self._longest = (), [], 0
        self._goal = self._found = None
        self._laid = 0
        self.setExtraSelections([])
        self.clear()
        self._lay_on()

    def _lay_on(self) -> None:
        """Add the next piece; each letter stays one letter, whatever ends its line."""
        piece = self._text[self._laid : self._laid + _CHUNK]
        if not piece:
            return
        self._laid += len(piece)
        bar, at = self.verticalScrollBar(), self.verticalScrollBar().value()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(_shown(piece))
        bar.setValue(at)
        if self._goal is not None and self._goal[1] <= self._laid:
            self._reach(*self._goal)
        if self._laid < len(self._text):
            self._later.start()
        else:
            self._mark_in_sight()

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._text

    def _to_qt(self, place: int) -> int:
        return place + bisect_left(self._wide, place)

    def _from_qt(self, place: int) -> int:
        low, high = 0, len(self._wide)
        while low < high:
            middle = (low + high) // 2
            if self._wide[middle] + middle < place:
                low = middle + 1
            else:
                high = middle
        return place - low

    # -- places -----------------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[int, int] | None:
        """What a person has selected, without space at its ends; None where nothing is."""
        cursor = self.textCursor()
        start, end = self._from_qt(cursor.selectionStart()), self._from_qt(cursor.selectionEnd())
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select a span."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(start))
        cursor.setPosition(self._to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def go_to(self, start: int, end: int) -> None:
        """Scroll a span into the upper third, as soon as it is laid out; nothing is selected."""
        self._goal = start, end
        if end <= self._laid:
            self._reach(start, end)

    def _reach(self, start: int, _end: int) -> None:
        self._goal = None
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(start))
        self.setTextCursor(cursor)
        self.centerCursor()
        lines = self.viewport().height() // max(1, self.fontMetrics().lineSpacing())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + lines // 6)

    def show_found(self, found: tuple[int, int] | None) -> None:
        """Mark what was found and scroll to it; nothing for None."""
        self._found = found
        if found is not None:
            self.go_to(*found)
        self._mark_in_sight()

    def at_top(self) -> int:
        """The first code point in sight."""
        return self._from_qt(self.firstVisibleBlock().position())

    # -- marks ------------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[TextMark]) -> None:
        """Mark other spans; they are given in the order of their starts."""
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._longest = max((mark.end - mark.start for mark in marks), default=0)
        self._mark_in_sight()
        self._margin.update()

    def in_sight(self) -> list[TextMark]:
        """The marks of which something is in sight, in order."""
        first = self.firstVisibleBlock()
        last = self.cursorForPosition(QPoint(0, self.viewport().height() - 1))
        low, high = self._from_qt(first.position()), self._from_qt(last.position()) + 400
        at = bisect_left(self._starts, low - self._longest)
        until = bisect_right(self._starts, high)
        return [mark for mark in self._marks[at:until] if mark.end > low and mark.end <= self._laid]

    def _mark_in_sight(self) -> None:
        """Only what is in sight is given to Qt, which would look through all of it at every line."""
        made = [
            self._ground(mark.start, mark.end, mark.ground, strong=mark.is_strong)
            for mark in self.in_sight()
            if mark.ground is not None
        ]
        if self._found is not None and self._found[1] <= self._laid:
            made.append(self._ground(*self._found, self._theme.colour("warning"), is_found=True))
        self.setExtraSelections(made)

    def _ground(
        self,
        start: int,
        end: int,
        ground: QColor,
        *,
        strong: bool = False,
        is_found: bool = False,
    ) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(start))
        cursor.setPosition(self._to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(ground)
        if is_found:
            look.setForeground(self._theme.colour("surface"))
        elif strong:
            look.setForeground(self._theme.colour("selection_text"))
        made.cursor, made.format = cursor, look
        return made

    def top_of(self, place: int) -> tuple[float, float]:
        """Where the line of a code point lies in the viewport: its top and its bottom."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._to_qt(place))
        rect = self.cursorRect(cursor)
        return rect.top(), rect.bottom()

    def is_wide(self) -> bool:
        """Whether the margin has room for words."""
        return self.width() >= self.fontMetrics().averageCharWidth() * _WIDE_ENOUGH

    # -- events -----------------------------------------------------------------------------------

    def _follow(self, rect: QRect, moved: int) -> None:
        if moved:
            self._mark_in_sight()
            self._margin.scroll(0, moved)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_margin()
        self._mark_in_sight()

    def _place_margin(self) -> None:
        letters = _MARGIN_LETTERS if self.is_wide() else _NARROW_MARGIN
        width = self.fontMetrics().averageCharWidth() * letters
        if self.viewportMargins().right() != width:
            self.setViewportMargins(0, 0, width, 0)
        inside = self.viewport().geometry()
        self._margin.setGeometry(inside.right() + 1, inside.top(), width, inside.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place_margin()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses what is marked there; a drag selects."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            place = self.cursorForPosition(event.position().toPoint()).position()
            self.chosen.emit(self._from_qt(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses what is marked where the cursor stands."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._from_qt(self.textCursor().position()))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl larger or smaller, as whoever shows the text decides."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme; marks are put anew by whoever put them."""
        self._theme = theme
        self._mark_in_sight()
        self._margin.update()


@guarded
class _TextMargin(QWidget):
    """Beside the text: a bar along each mark, its figure, and its words where there is room."""

    def __init__(self, text: MarkedText) -> None:
        super().__init__(text)
        self._shown = text
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _NARROW_MARGIN, 0)

    def _placed(self) -> list[tuple[TextMark, QRectF]]:
        """The marks with something to say, and where; none covers the one above."""
        found, free = [], -1.0
        line = float(self._shown.fontMetrics().lineSpacing())
        for mark in self._shown.in_sight():
            if mark.bar is None:
                continue
            top, _ = self._shown.top_of(mark.start)
            _, bottom = self._shown.top_of(max(mark.start, mark.end - 1))
            top = max(top, free)
            rect = QRectF(2 * GRID, top, self.width() - 2 * GRID, max(line, bottom - top))
            free = top + line
            found.append((mark, rect))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            theme = self._shown._theme  # noqa: SLF001 - a part of the text itself
            painter.fillRect(self.rect(), theme.colour("raised"))
            line = self._shown.fontMetrics().lineSpacing()
            metrics = painter.fontMetrics()
            for mark, rect in self._placed():
                assert mark.bar is not None
                painter.fillRect(
                    QRectF(0, rect.top(), 5 if mark.is_strong else 3, rect.height() - 2), mark.bar
                )
                words = mark.figure
                if mark.words and self._shown.is_wide():
                    words = f"{mark.figure}  {mark.words}"
                painter.setPen(theme.colour("text" if mark.is_strong else "muted"))
                room = round(rect.width()) - GRID
                cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
                place = QRectF(rect.left(), rect.top(), room, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, cut)

    def _mark_at(self, y: float) -> TextMark | None:
        near = [mark for mark, rect in self._placed() if rect.top() <= y <= rect.bottom()]
        return near[-1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position().y())
        if mark is not None:
            self._shown.mark_chosen.emit(mark.key)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            mark = self._mark_at(event.pos().y())
            if mark is not None and mark.tip:
                QToolTip.showText(event.globalPos(), plain_tip(mark.tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


def _shown(text: str) -> str:
    """Text of the same length in which only line feeds end lines, so that Qt counts as we do."""
    return (
        text.replace("\r\n", " \n")
        .replace("\r", "\n")
        .replace("\f", "\n")
        .replace("\v", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
        .replace("\x00", " ")
        .replace("\ufdd0", " ")
        .replace("\ufdd1", " ")
    )
