"""Two panes side by side: below one another where it is narrow, scrolling where it is low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
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
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.splitterMoved.connect(self._keep)
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

    def arrange(self) -> None:
        """Give both panes the room they need now."""
        metrics = self.fontMetrics()
        narrow = self.viewport().width() < metrics.averageCharWidth() * _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        least = metrics.height() * _LINES
        # A pane that is higher than the window is never seen whole.
        low = max(self.viewport().height(), metrics.height() * _LINES_IN_LOW)
        needs = [
            max(min(least, low), pane.minimumSizeHint().height())
            for pane in (self._left, self._right)
        ]
        self._is_low = narrow and low < least
        self.splitter.setMinimumHeight(sum(needs) if narrow else least)
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
