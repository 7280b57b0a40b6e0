"""Panes side by side that turn to stand below one another where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget


class TurningSplitter(QSplitter):
    """A splitter that is vertical below a width in letters; every pane keeps a readable height."""

    def __init__(
        self, letters: int, panes: Sequence[QWidget], shares: Sequence[int], lines: Sequence[int]
    ) -> None:
        """`shares` are the relative widths of the panes, `lines` their least heights in lines of text."""
        super().__init__(Qt.Orientation.Horizontal)
        self._letters = letters
        self._panes = list(zip(panes, lines, strict=True))
        self._shares = list(shares)
        for at, (pane, share) in enumerate(zip(panes, shares, strict=True)):
            self.addWidget(pane)
            self.setStretchFactor(at, share)
        self.setChildrenCollapsible(False)
        self._shared: Qt.Orientation | None = None
        """The orientation in which the panes have had their shares."""
        self._keep_readable()

    def _keep_readable(self) -> None:
        for pane, lines in self._panes:
            pane.setMinimumHeight(self.fontMetrics().height() * lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < self.fontMetrics().averageCharWidth() * self._letters
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self.setOrientation(wanted)
        super().resizeEvent(event)
        if wanted != self._shared:
            self._shared = wanted
            self.setSizes([1000 * share for share in self._shares])

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_readable()


def scrolling(inside: QWidget, *, steady: bool = False) -> QScrollArea:
    """A widget in a scroll area that it fills, and that scrolls when it is too small for it.

    With `steady` the scroll bar always stands, for drawings whose height follows from their width:
    one that comes and goes would have them laid out twice.
    """
    area = QScrollArea()
    if steady:
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area
