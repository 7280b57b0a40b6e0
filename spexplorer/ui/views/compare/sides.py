"""The two sides of a comparison at the head of the tab, and what swaps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.compare.side import Choice, SideBox

if TYPE_CHECKING:
    from spexplorer.workspace.workspace import Workspace


class Sides(QWidget):
    """Beside one another, or where it is narrow the right below the left with the swap beside both."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.left = SideBox(workspace, tr("Left"), tr("Current record"))
        self.right = SideBox(workspace, tr("Right"), tr("Current record"))
        for side, words in ((self.left, tr("left")), (self.right, tr("right"))):
            side.put.setAccessibleName(tr("Put the current record {side}", side=words))
            side.show_choice(Choice())
        self.swap = QPushButton("⇄")
        self.swap.setAccessibleName(tr("Swap left and right"))
        self.swap.setToolTip(tr("Swap left and right"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID)

    def arrange(self, *, narrow: bool) -> None:
        """Put the sides in their places."""
        for widget in (self.left, self.swap, self.right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.left, 0, 0)
        if narrow:
            self._grid.addWidget(self.right, 1, 0)
            self._grid.addWidget(self.swap, 0, 1, 2, 1, Qt.AlignmentFlag.AlignCenter)
        else:
            self._grid.addWidget(self.swap, 0, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self.right, 0, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 0 if narrow else 1)

    def align(self) -> None:
        """Let both fields begin at the same place, whatever the text size."""
        captions = (self.left.caption, self.right.caption)
        widest = max(caption.sizeHint().width() for caption in captions)
        for caption in captions:
            caption.setMinimumWidth(widest)
