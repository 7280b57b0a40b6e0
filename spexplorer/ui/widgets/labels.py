"""Labels whose text may be longer than their place: elided, whole in the tool tip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.widgets.text import PlainLabel, RichLabel, escaped, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

_FIRST_CLAUSE: Final = re.compile(r"(.+?[.;。；])(\s+.+)?", re.DOTALL)
"""What a heading begins with, and what it adds."""


@guarded
class PageHeading(RichLabel):
    """The first line of a tab: what is shown in bold, then what is to be said of it. `text()` is plain."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self._words = ""

    def setText(self, words: str) -> None:
        """Show words, the first clause of them in bold."""
        if words == self._words:
            return
        self._words = words
        found = _FIRST_CLAUSE.fullmatch(words)
        first, rest = found.groups("") if found else (words, "")
        super().setText(f"<b>{escaped(first)}</b>{escaped(rest)}")
        self.setAccessibleName(words)

    def text(self) -> str:
        """The words without markup."""
        return self._words


@guarded
class ElidedLabel(PlainLabel):
    """Takes whatever width there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show words; the same ones again cost nothing."""
        if words != self._words:
            self._words = words
            self.setToolTip(plain_tip(words))
            self.setAccessibleName(words)
            self._cut()

    def words(self) -> str:
        """All of the words, the part that is cut off included."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(
            self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        )


@guarded
class OneLine(PlainLabel):
    """A plain text in one line (or `lines`); `text()` is the whole of it, which a screen reader gets."""

    def __init__(self, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.lines = lines
        self._fleeting = ""
        self.setObjectName(name)

    def show_fleeting(self, text: str) -> None:
        """Paint other words in place of the text for now; nothing is laid out and nothing read aloud."""
        if text != self._fleeting:
            self._fleeting = text
            self.update()

    @property
    def shown(self) -> str:
        """The words that are painted."""
        return self._fleeting or self.text()

    def take_lines(self, lines: int) -> None:
        """Take so many lines of the layout from now on."""
        if lines != self.lines:
            self.lines = lines
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() * self.lines)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            metrics = self.fontMetrics()
            lines = lines_of(self.shown, self.width(), self.lines, metrics)
            top = (self.height() - metrics.height() * len(lines)) / 2
            for at, line in enumerate(lines):
                painter.drawText(QPointF(0, top + at * metrics.height() + metrics.ascent()), line)


def lines_of(text: str, width: int, most: int, metrics: QFontMetrics) -> list[str]:
    """A text broken between words into at most so many lines; the last is elided where more is left."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < most - 1:
        taken = 1
        while (
            taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= width
        ):
            taken += 1
        found.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        found.append(metrics.elidedText(" ".join(words), Qt.TextElideMode.ElideRight, width))
    return found
