"""Gives memory back to the system once the workers rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from spexplorer.support.memory import give_back

if TYPE_CHECKING:
    from spexplorer.workspace.tasks import Tasks

_REST: Final = 700
"""Milliseconds without a task before memory is given back."""


class MemoryRelease(QObject):
    """Watches the tasks of a large library; in a small one there is nothing worth the trouble."""

    def __init__(
        self, tasks: Tasks, give: Callable[[], None] = give_back, rest: int = _REST
    ) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._give = give
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest)
        self._rest.timeout.connect(self._give_back)
        tasks.busy.connect(self._follow)

    @Slot(object)
    def _follow(self, running: int) -> None:
        if running:
            self._rest.stop()
        else:
            self._rest.start()

    @Slot()
    def _give_back(self) -> None:
        self._tasks.aside(self._give)
