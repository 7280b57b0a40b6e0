"""The hits of the search field, in a list below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.style.theme import GRID, Theme
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.text import PlainLabel


class SearchHits(QFrame):
    """The list of hits, with a line below that says how many there are and what the keys do."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, Qt.WindowType.ToolTip)
        self.setObjectName("card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list = RecordList(tr("Hits"), theme)
        self.list.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.heading.hide()  # the hint below says how many there are
        self.hint = PlainLabel()
        self.hint.setObjectName("muted")
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.list)
        layout.addWidget(self.hint)

    def step(self, rows: int) -> None:
        """Make another row the current one; the ends hold."""
        model = self.list.model
        at = min(max(0, self.list.view.currentIndex().row() + rows), model.rowCount() - 1)
        if at >= 0:
            self.list.show_current(model.record_id(at))

    def current(self) -> str | None:
        """The id of the current hit; None when there is none."""
        index = self.list.view.currentIndex()
        return self.list.model.record_id(index.row())
