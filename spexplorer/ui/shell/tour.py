"""A short tour for a first start: callouts that point at the real places, and leave the window usable."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from spexplorer.ui.guard import guarded
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LETTERS = 46
"""Width of a callout in characters, where the window has room."""


class TourStop(NamedTuple):
    """A place of the window and what is to be said of it."""

    place: Callable[[], QWidget | None]
    title: str
    words: str


def tour_words() -> tuple[tuple[str, str], ...]:
    """Title and words of every stop: search, tabs, record, facets, charts."""
    return (
        (
            tr("Ask or search"),
            tr(
                "Type a name in any script, some words or a figure. Ctrl+K comes here from anywhere."
            ),
        ),
        (
            tr("The same records, seen in many ways"),
            tr(
                "Every tab shows what the filter leaves, and the record you chose. F1 explains a tab."
            ),
        ),
        (
            tr("The record and its evidence"),
            tr(
                "Choose a record in any tab: it opens at the right. E shows the passages it rests on."
            ),
        ),
        (
            tr("Narrow by values"),
            tr(
                "Facets list every property with its values. Tick some; a click on a chip above the "
                "tabs takes one away."
            ),
        ),
        (
            tr("Linked charts"),
            tr(
                "Drag over a chart, and all others and the tabs follow. This tour is in the menu Help."
            ),
        ),
    )


@guarded
class Tour(QFrame):
    """One callout at a time, over the window it belongs to. `ended` when it is put away.

    It never takes the keyboard by itself: F6 comes to it, Escape puts it away.
    """

    ended = Signal()

    def __init__(self, stops: list[TourStop], window: QWidget) -> None:
        super().__init__(window)
        self._stops = stops
        self._at = 0
        self.setObjectName("callout")
        self._title = PlainLabel()
        self._title.setObjectName("title")
        self._title.setWordWrap(True)
        self._words = PlainLabel()
        self._words.setWordWrap(True)
        self._number = PlainLabel()
        self._number.setObjectName("muted")
        self._away = QPushButton(tr("Put the tour away"))
        self._away.clicked.connect(unticked(self.end))
        self._back = QPushButton(tr("Back"))
        self._back.clicked.connect(unticked(self._go_back))
        self._next = QPushButton(tr("Next"))
        self._next.clicked.connect(unticked(self._go_on))
        self._next.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GRID)
        for part in (self._number, self._away, self._back, self._next):
            buttons.addWidget(part)
        buttons.insertStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        layout.setSpacing(2 * GRID)
        for label in (self._title, self._words):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self._frame = QFrame(window)  # about the place that is spoken of
        self._frame.setObjectName("pointed")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusProxy(self._next)
        window.installEventFilter(self)
        self._show_stop()

    @property
    def is_at(self) -> int:
        """The number of the stop, from 1."""
        return self._at + 1

    @Slot()
    def end(self) -> None:
        """Put the tour away."""
        self.window().removeEventFilter(self)
        self._frame.deleteLater()
        self._frame.hide()
        self.hide()
        self.deleteLater()
        self.ended.emit()

    def _go_on(self) -> None:
        if self._at + 1 == len(self._stops):
            self.end()
            return
        self._at += 1
        self._show_stop()

    def _go_back(self) -> None:
        self._at = max(0, self._at - 1)
        self._show_stop()

    def _show_stop(self) -> None:
        stop, many = self._stops[self._at], len(self._stops)
        self._title.setText(stop.title)
        self._words.setText(stop.words)
        self._number.setText(tr("{at} of {many}", at=tr.number(self.is_at), many=tr.number(many)))
        self.setAccessibleName(
            tr("Tour, {number}: {title}", number=self._number.text(), title=stop.title)
        )
        self.setAccessibleDescription(stop.words)
        self._back.setEnabled(self._at > 0)
        self._next.setText(tr("Done") if self._at + 1 == many else tr("Next"))
        self.show()
        self._place()

    def _place(self) -> None:
        """Below the place that is spoken of, or above it; always whole within the window."""
        window, place = self.window(), self._stops[self._at].place()
        room = window.rect().adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
        width = min(self.fontMetrics().averageCharWidth() * _LETTERS, room.width())
        width = max(width, min(self.minimumSizeHint().width(), room.width()))
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else 0
        self.resize(width, min(max(height, self.minimumSizeHint().height()), room.height()))
        at = QRect(room.center(), room.center())
        if place is not None and place.isVisible():
            at = QRect(place.mapTo(window, QPoint(0, 0)), place.size()).intersected(room)
        self._frame.setGeometry(at.adjusted(-3, -3, 3, 3))
        top = at.bottom() + 2 * GRID
        if top + self.height() > room.bottom():
            top = at.top() - self.height() - 2 * GRID
        top = max(room.top(), min(top, room.bottom() - self.height()))
        left = max(room.left(), min(at.left(), room.right() - self.width()))
        self.move(left, top)
        self._frame.show()
        self._frame.raise_()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
