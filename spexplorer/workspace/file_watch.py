"""Notices when another program has changed the library that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from spexplorer.support.files import Mark, mark_of

_QUIET_MS: Final = 400
"""So long nothing must happen to the file: whoever writes it is let finish first."""


class FileWatch(QObject):
    """`changed` comes once the file is another than the one that was opened, and is at rest.

    `opened` is the mark of the file when it was opened: a change between that and the beginning of the
    watch is noticed as well. `is_current` tells whether the contents of the file are those that are
    shown, as after a commit of our own; without it every new mark counts.
    """

    changed = Signal()

    def __init__(
        self,
        path: Path,
        opened: Mark,
        parent: QObject | None = None,
        quiet: int = _QUIET_MS,
        is_current: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._path = path
        self._seen = opened
        self._is_current = is_current
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(quiet)
        self._rest.timeout.connect(self._compare)
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(self._stir)
        # A file that is put in the place of another is news of the folder, not of the file.
        self._files.directoryChanged.connect(self._stir)
        self._files.addPaths([str(path), str(path.parent)])
        self._rest.start()  # what happened before the watch began was told to nobody

    @Slot(str)
    def _stir(self, _where: str) -> None:
        self._rest.start()

    @Slot()
    def _compare(self) -> None:
        if not self._path.exists():
            return  # what was opened is still there to be read; whoever took the file may put one back
        if str(self._path) not in self._files.files():  # Qt lets go of a file that was replaced
            self._files.addPath(str(self._path))
        found = mark_of(self._path)
        if found == self._seen:
            return
        is_same_file = found[:1] and self._seen[:1] and found[0][0] == self._seen[0][0]
        self._seen = found
        # What another program puts in the place of a file is never what is shown.
        if not (is_same_file and self._is_current is not None and self._is_current()):
            self.changed.emit()
