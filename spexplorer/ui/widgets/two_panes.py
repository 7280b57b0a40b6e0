"""Two panes side by side: below one another where it is narrow, scrolling where it is low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

_NARROW = 80
"""Below so many letters of width the panes are stacked."""
_MOST_LEFT = 0.45
"""The left pane takes at most this share of the width at first."""
_LINES = 27
"""So many lines of text are the least height of two panes side by side; stacked, of each."""
_LINES_IN_LOW = 14
"""Stacked in a low window, each is as high as the window, but no lower than this."""


class _Panes(QSplitter):
    """Tells (`needing`) when a pane may need more or less room than before."""

    needing = Signal()

    def event(self, event: QEvent) -> bool:
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.needing.emit()
        return answer


class TwoPanes(QScrollArea):
    """A splitter that never gets too small for its panes: rather than squeeze them, it scrolls."""

    def __init__(
        self, left: QWidget, right: QWidget, letters: int, *, right_on_top: bool = False
    ) -> None:
        """`letters` is the width of the left pane at first, in letters.

        With `right_on_top` the right pane stands above the left one where they are stacked.
        """
        super().__init__()
        self._letters = letters
        self._left, self._right = left, right
        self._turned = right_on_top
        self.splitter = _Panes(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._keep)
        self.splitter.needing.connect(self._give_need)
        self._is_moved = False
        self._is_low = False
        self.setWidgetResizable(True)
        self.setWidget(self.splitter)

    def _keep(self) -> None:
        """A person has moved the border: from now on it stays."""
        self._is_moved = True

    def _share(self) -> None:
        if self.splitter.orientation() == Qt.Orientation.Horizontal:
            wanted = self.fontMetrics().averageCharWidth() * self._letters
            width = self.viewport().width()
            self.splitter.setSizes([min(wanted, int(width * _MOST_LEFT)), width])
        else:
            other = 1000 if self._is_low else 1800
            self.splitter.setSizes([other, 1000] if self._turned else [1000, other])

    def _is_narrow(self) -> bool:
        letter = self.fontMetrics().averageCharWidth()
        return self.viewport().width() < letter * _NARROW

    def _needed(self) -> int:
        """The least height of both panes as they stand, in pixels."""
        metrics, narrow = self.fontMetrics(), self._is_narrow()
        least = metrics.height() * _LINES
        # A pane that is higher than the window is never seen whole.
        low = max(self.viewport().height(), metrics.height() * _LINES_IN_LOW)
        needs = [
            max(min(least, low), pane.minimumSizeHint().height())
            for pane in (self._left, self._right)
        ]
        self._is_low = narrow and low < least
        between = self.splitter.handleWidth()
        return sum(needs) + between if narrow else max(least, *needs)

    def _give_need(self) -> None:
        """A pane has other parts than before, or they stand in other lines."""
        high = self._needed()
        if high != self.splitter.minimumHeight():
            self.splitter.setMinimumHeight(high)

    def arrange(self) -> None:
        """Give both panes the room they need now."""
        wanted = Qt.Orientation.Vertical if self._is_narrow() else Qt.Orientation.Horizontal
        self._give_need()
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            if self._turned:
                self.splitter.insertWidget(
                    1 if wanted == Qt.Orientation.Vertical else 0, self._left
                )
            self._is_moved = False
        if not self._is_moved:
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another arrangement."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self.arrange()
