"""Later starts of the program: their file opens here, in the window that has it or in a further one."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Slot

from spexplorer.support.handover import Lead, Request
from spexplorer.ui.shell.open_windows import open_windows, to_front, window_on


class LaterStarts(QObject):
    """Takes the requests of later starts as they come."""

    def __init__(self, lead: Lead, parent: QObject) -> None:
        super().__init__(parent)
        self._lead = lead
        self._watch = QFileSystemWatcher([str(lead.folder)], self)
        self._watch.directoryChanged.connect(self._take)
        self._take()

    @Slot()
    def _take(self) -> None:
        for request in self._lead.requests():
            self._heed(request)

    def _heed(self, request: Request) -> None:
        if request.token:  # Qt's Wayland plugin takes the desktop's leave from here
            os.environ["XDG_ACTIVATION_TOKEN"] = request.token
        windows = open_windows()
        if not windows:
            return
        path = Path(request.file) if request.file else None
        present = window_on(path) if path is not None else windows[0]
        if present is not None:
            to_front(present)
        elif path is not None:
            windows[0].path_wanted.emit(path)
