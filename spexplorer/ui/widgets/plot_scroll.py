"""A plot that is scrolled where its bars have no line each: every bar keeps its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

    from spexplorer.ui.widgets.plot import Plot


def height_for(bars: int, metrics: QFontMetrics) -> int:
    """The least height in pixels of a plot in which so many bars that lie each have their name."""
    return bars * (metrics.capHeight() + metrics.descent()) + 2 * metrics.height()


class PlotScroll(QScrollArea):
    """Holds a plot of bars that lie."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the plot has the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)

    def keep_room(self, bars: int) -> None:
        """Keep the plot high enough for the names of so many bars, and for the axis."""
        self._plot.setMinimumHeight(height_for(bars, self._plot.fontMetrics()) if bars else 0)

    def follow(self) -> None:
        """Bring the bar that the keyboard is at into sight."""
        at = self._plot.cursor_point()
        if at is not None:
            self.ensureVisible(0, round(at.y()), 0, 2 * self._plot.fontMetrics().height())
