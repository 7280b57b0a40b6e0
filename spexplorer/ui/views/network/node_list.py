"""The list beside the drawing: every node in words. Walking it points, a click or Space chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from spexplorer.ui.guard import guarded
from spexplorer.ui.lists.record_list import RecordList
from spexplorer.ui.lists.rows import ID_ROLE

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme


@guarded
class NodeList(RecordList):
    """`opened` carries the id of a record to be shown on its own tab (Enter or a double click).

    The arrow keys only point: in the view round one record, choosing puts another list here.
    """

    opened = Signal(object)

    def __init__(self, title: str, theme: Theme) -> None:
        super().__init__(title, theme)
        self.heading.setWordWrap(True)  # longer words must not push the drawing aside
        self.view.keys_choose = False
        self.view.opened.connect(self.opened)
        self.view.installEventFilter(self)

    def entitle(self, title: str) -> None:
        """Head the rows that are shown next by other words."""
        self._title = title
        self.view.setAccessibleName(title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space chooses the row the keys have reached."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            index = self.view.currentIndex()
            if event.key() == Qt.Key.Key_Space and index.isValid():
                self.chosen.emit(index.data(ID_ROLE))
                return True
        return super().eventFilter(watched, event)
