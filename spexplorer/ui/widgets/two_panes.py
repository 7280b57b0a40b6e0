"""Two panes side by side: below one another where it is narrow, scrolling where it is low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

_NARROW = 80
"""Below so many letters of width the panes are stacked."""
_LINES = 27
"""So many lines of text are the least height of two panes side by side; stacked, of each."""


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
        self._turned = right_on_top
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        self.setWidgetResizable(True)
        self.setWidget(self.splitter)
        self._share()

    def _share(self) -> None:
        if self.splitter.orientation() == Qt.Orientation.Horizontal:
            self.splitter.setSizes([self.fontMetrics().averageCharWidth() * self._letters, 1000])
        else:
            self.splitter.setSizes([1800, 1000] if self._turned else [1000, 1800])

    def _arrange(self) -> None:
        metrics = self.fontMetrics()
        narrow = self.viewport().width() < metrics.averageCharWidth() * _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.splitter.setMinimumHeight(metrics.height() * _LINES * (2 if narrow else 1))
        if self.splitter.orientation() != wanted:
            self.splitter.setOrientation(wanted)
            if self._turned:  # what was first becomes last
                self.splitter.addWidget(self.splitter.widget(0))
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size needs another arrangement."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._arrange()
