"""A button with the ways in which what a tab shows can be saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from spexplorer.support.errors import AppError
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.actions import unticked


class ExportButton(QToolButton):
    """`failed` carries the AppError of a file that could not be written."""

    failed = Signal(object)

    def __init__(self, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(tr("Export ▾"))
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self._menu = QMenu(self)
        self.clicked.connect(self._open)

    def offer(self, words: str, run: Callable[[], object]) -> QAction:
        """Put a way into the menu."""
        action = self._menu.addAction(words)
        action.triggered.connect(unticked(run))
        return action

    def guard(self, write: Callable[[], object]) -> None:
        """Write a file; what goes wrong is told."""
        try:
            write()
        except AppError as error:
            self.failed.emit(error)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
