"""Ctrl+F inside a tab that has a field of its own to find in; elsewhere it searches everything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from spexplorer.ui.guard import guarded


@guarded
class FindKey(QObject):
    """Takes the key while the focus is somewhere in `tab`, and puts it into `field`."""

    def __init__(self, tab: QWidget, field: QLineEdit) -> None:
        super().__init__(tab)
        self._field = field
        tab.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Find):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # or the shortcut of the window would take it
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._field.setFocus()
            self._field.selectAll()
            return True
        return False
