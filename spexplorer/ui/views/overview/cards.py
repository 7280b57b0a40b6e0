"""A question with its answer as a card that opens the answer, and the cards in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spexplorer.support.printable import on_screen
from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID, SMALL, Theme
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QPaintEvent, QResizeEvent

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
_PADDING = 3 * GRID
_HIGH = 10_000
_LEAST_WIDTH = 34
"""Least width of a card in characters."""


@guarded
class AnswerCard(QAbstractButton):
    """Three texts below one another: the question, its answer, what the answer rests on."""

    def __init__(self, question: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = (on_screen(question), "", "")
        self._measured = ("", self._texts)
        self._heights: dict[int, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self._texts[0])

    def show_answer(self, answer: str, note: str) -> None:
        """Show the answer below the question."""
        self._texts = (self._texts[0], on_screen(answer), on_screen(note))
        self.setAccessibleDescription(" ".join(self._texts[1:]).strip())
        self.setToolTip(tr("Show where the library says so"))
        self.updateGeometry()
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in another theme."""
        self._theme = theme
        self.update()

    def _fonts(self) -> tuple[QFont, QFont, QFont]:
        bold, small = QFont(self.font()), QFont(self.font())
        bold.setBold(True)
        small.setPointSizeF(self.font().pointSizeF() * SMALL)
        return bold, QFont(self.font()), small

    def _places(self, width: int) -> list[QRect]:
        """Where each text stands in a card of a width."""
        places, y = [], _PADDING
        for text, font in zip(self._texts, self._fonts(), strict=True):
            room = QRect(_PADDING, y, max(1, width - 2 * _PADDING), _HIGH)
            high = QFontMetrics(font).boundingRect(room, _WRAP, text).height() if text else 0
            places.append(QRect(room.x(), y, room.width(), high))
            y += high + (GRID if text else 0)
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its texts are at a width; with room for an answer while there is none.

        Kept: a layout asks some twenty times for the same few widths.
        """
        measured = self.font().key(), self._texts
        if measured != self._measured:
            self._measured, self._heights = measured, {}
        if width not in self._heights:
            last = self._places(width)[-1]
            least = 4 * self.fontMetrics().height() + 2 * _PADDING
            self._heights[width] = max(last.bottom() + _PADDING, least)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().averageCharWidth() * _LEAST_WIDTH
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, 0)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = self._theme.colour
        marked = self.hasFocus() or self.underMouse()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(
                QPen(colour("accent" if marked else "border"), 2 if self.hasFocus() else 1)
            )
            painter.setBrush(colour("accent_soft" if self.isDown() else "surface"))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 2 * GRID, 2 * GRID)
            inks = ("text", "text", "muted")
            places = self._places(self.width())
            for text, font, ink, place in zip(
                self._texts, self._fonts(), inks, places, strict=True
            ):
                painter.setFont(font)
                painter.setPen(colour(ink))
                painter.drawText(place, _WRAP, text)


@guarded
class CardColumns(QWidget):
    """Cards in one column, or in two where there is room; those of a row are equally high."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[AnswerCard] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, card: AnswerCard) -> None:
        """Put another card behind the others."""
        self._cards.append(card)
        card.setParent(self)
        card.show()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the rows of cards are at a width."""
        return self._set(width, move=False)

    def sizeHint(self) -> QSize:
        width = 2 * self.fontMetrics().averageCharWidth() * _LEAST_WIDTH
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 16, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set(self.width(), move=True)

    def lay_out(self) -> None:
        """Place the cards afresh: one of them has become higher or lower."""
        self.updateGeometry()
        self._set(self.width(), move=True)

    def _set(self, width: int, *, move: bool) -> int:
        gap = 2 * GRID
        least = self.fontMetrics().averageCharWidth() * _LEAST_WIDTH
        columns = 2 if width >= 2 * least + gap else 1
        wide = (width - gap * (columns - 1)) // columns
        y = 0
        for first in range(0, len(self._cards), columns):
            row = self._cards[first : first + columns]
            high = max(card.heightForWidth(wide) for card in row)
            for at, card in enumerate(row):
                if move:
                    card.setGeometry(at * (wide + gap), y, wide, high)
            y += high + gap
        return max(0, y - gap)
