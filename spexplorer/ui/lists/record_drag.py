"""Records dragged out of a list: what they are to a text editor, the window they lie in says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QAbstractItemView, QWidget


@runtime_checkable
class DragsRecords(Protocol):
    """A window whose records can be dragged out of it."""

    def drag_data(self, record_ids: Sequence[str]) -> QMimeData:
        """What records are to the program they are dropped on."""
        ...


def may_drag(source: QAbstractItemView, press: QMouseEvent) -> bool:
    """Whether a press begins a drag: on what is selected already; from anywhere else rows are selected."""
    at = source.indexAt(press.position().toPoint())
    bare = press.modifiers() == Qt.KeyboardModifier.NoModifier
    selected = source.selectionModel().isSelected(at)
    return bare and selected and isinstance(source.window(), DragsRecords)


def drag_records(source: QWidget, record_ids: Sequence[str]) -> None:
    """Drag records until they are dropped somewhere, or the drag is given up."""
    window = source.window()
    if record_ids and isinstance(window, DragsRecords):
        drag = QDrag(source)
        drag.setMimeData(window.drag_data(record_ids))
        drag.exec(Qt.DropAction.CopyAction)
