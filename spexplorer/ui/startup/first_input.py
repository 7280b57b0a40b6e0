"""The first thing a person does in a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from spexplorer.ui.startup.idle_steps import DOING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from spexplorer.ui.shell.main_window import MainWindow


class FirstInput(QObject):
    """`came` comes with the first key, button or wheel that a window hears, and never again."""

    came = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if (heard := window.windowHandle()) is not None:
            heard.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in DOING:
            watched.removeEventFilter(self)
            self.came.emit()
        return False


def take_it_slowly(window: MainWindow) -> None:
    """One worker at a time until the person does something, or everything has been made."""
    tasks = window.workspace.tasks
    tasks.work_one_by_one()
    FirstInput(window).came.connect(tasks.work_side_by_side)
    window.tabs.rehearsed.connect(tasks.work_side_by_side)
