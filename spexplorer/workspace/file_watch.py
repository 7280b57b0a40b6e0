"""Notices when another program has changed the library that is open, and when it is gone and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from spexplorer.support.files import Mark, is_there, mark_of

_QUIET_MS: Final = 400
"""So long nothing must happen to the file: whoever writes it is let finish first."""


_LOOK_AGAIN_MS: Final = 1500
"""So often it is looked whether a file that is gone has come back."""


class FileWatch(QObject):
    """`changed` comes once the file is another than the one that was opened, and is at rest.

    `gone` comes when no file lies at the path any more: it was moved or deleted, or its drive taken away;
    `back` when one lies there again, which is then to be read.

    `opened` is the mark of the file when it was opened: a change between that and the beginning of the
    watch is noticed as well. `is_current` tells whether the contents of the file are those that are
    shown, as after a commit of our own; without it every new mark counts.
    """

    changed = Signal()
    gone = Signal()
    back = Signal()

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
        self._is_gone = False
        self._again = QTimer(self)  # nothing tells when a drive comes back
        self._again.setInterval(_LOOK_AGAIN_MS)
        self._again.timeout.connect(self._compare)
        self._watch()
        self._rest.start()  # what happened before the watch began was told to nobody

    def _watch(self) -> None:
        """Watch what is not watched: Qt lets go of a file that was replaced, and of a folder that went."""
        for path, watched in (
            (self._path, self._files.files()),
            (self._path.parent, self._files.directories()),
        ):
            if str(path) not in watched:
                self._files.addPath(str(path))

    def _turn(self) -> None:
        """The file went, or came back."""
        self._is_gone = not self._is_gone
        if self._is_gone:
            self._again.start()
            self.gone.emit()
        else:
            self._again.stop()
            self._watch()
            self._seen = mark_of(self._path)
            self.back.emit()

    @Slot(str)
    def _stir(self, _where: str) -> None:
        self._rest.start()

    @Slot()
    def _compare(self) -> None:
        if self._is_gone is is_there(self._path):
            self._turn()
            return
        if self._is_gone:
            return
        self._watch()
        found = mark_of(self._path)
        if found == self._seen:
            return
        is_same_file = found[:1] and self._seen[:1] and found[0][0] == self._seen[0][0]
        self._seen = found
        # What another program puts in the place of a file is never what is shown.
        if not (is_same_file and self._is_current is not None and self._is_current()):
            self.changed.emit()
