"""The active constraints in words, each a button that takes it away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from spexplorer.ui.filter_words import constraint_in_words
from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID

if TYPE_CHECKING:
    from spexplorer.domain.filters import Constraint
    from spexplorer.domain.link_state import LinkState
    from spexplorer.workspace.workspace import Workspace


class Chips(QWidget):
    """A row of chips; empty and quiet when nothing narrows the library."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(GRID, 0, GRID, 0)
        self._layout.setSpacing(GRID)
        self._shown: tuple[Constraint, ...] | None = None
        self.setAccessibleName(tr("Active filters"))

    def show_state(self, state: LinkState) -> None:
        """Show the constraints of a state."""
        constraints = state.filter.constraints
        if constraints == self._shown:
            return
        self._shown = constraints
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if not constraints:
            quiet = QLabel(tr("No filter: everything is shown"))
            quiet.setObjectName("muted")
            self._layout.addWidget(quiet)
        for constraint in constraints:
            self._layout.addWidget(self._chip(constraint))
        self._layout.addStretch(1)

    def _chip(self, constraint: Constraint) -> QPushButton:
        words = constraint_in_words(self._workspace, constraint)
        chip = QPushButton(f"{words}  ×")
        chip.setObjectName("chip")
        chip.setAccessibleName(tr("Take away the filter {words}", words=words))
        chip.setToolTip(tr("Take this filter away"))
        chip.clicked.connect(partial(self._workspace.widen, constraint.key))
        return chip
