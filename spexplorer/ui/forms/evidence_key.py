"""Ctrl+E while text is typed into a form: the evidence, not the end of the line as on some desktops."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.ui.guard import guarded


@guarded
class EvidenceKey(QObject):
    """Leaves the key to the window, whichever field of the form has the keyboard."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and self._form.isAncestorOf(before):
            before.removeEventFilter(self)
        if now is not None and self._form.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field that is not asked cannot take the key; then it is the shortcut of the window."""
        return (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_E
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )
