"""A chart of lying bars that is scrolled where it is too low for a label beside every bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

if TYPE_CHECKING:
    from spexplorer.ui.drawing.plot import Plot

_AIR: Final = 12
"""Pixels kept in sight above and below the bar that the keyboard is at."""


class Rolling(QScrollArea):
    """Holds a plot, as high as its labels ask for; follows the bar that the keyboard is at."""

    def __init__(self, plot: Plot) -> None:
        super().__init__()
        self._plot = plot
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setMinimumHeight(plot.minimumHeight())  # as low as a chart that is not scrolled
        self.setWidget(plot)
        plot.show()  # it was hidden as it left the card
        plot.pointed.connect(self._follow)

    def _follow(self, words: str) -> None:
        at = self._plot.walked_to()
        if words and at is not None:
            self.ensureVisible(0, round(at.y()), 0, round(self._plot.pixels_per_key()) + _AIR)
