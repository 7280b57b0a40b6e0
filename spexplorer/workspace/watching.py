"""Notices when another program has changed the library that is open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

_QUIET_MS: Final = 400
"""So long nothing must happen to the file: whoever writes it is let finish first."""

_Look = tuple[tuple[int, int, int], ...]


class Watch(QObject):
    """`changed` comes once the file is another than the one that was opened, and is at rest."""

    changed = Signal()

    def __init__(self, path: Path, parent: QObject | None = None, quiet: int = _QUIET_MS) -> None:
        super().__init__(parent)
        self._path = path
        self._seen = _look(path)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(quiet)
        self._rest.timeout.connect(self._compare)
        self._files = QFileSystemWatcher(self)
        self._files.fileChanged.connect(self._stir)
        # A file that is put in the place of another is news of the folder, not of the file.
        self._files.directoryChanged.connect(self._stir)
        self._files.addPaths([str(path), str(path.parent)])

    @Slot(str)
    def _stir(self, _where: str) -> None:
        self._rest.start()

    @Slot()
    def _compare(self) -> None:
        if not self._path.exists():
            return  # what was opened is still there to be read; whoever took the file may put one back
        if str(self._path) not in self._files.files():  # Qt lets go of a file that was replaced
            self._files.addPath(str(self._path))
        found = _look(self._path)
        if found != self._seen:
            self._seen = found
            self.changed.emit()


def _look(path: Path) -> _Look:
    """What tells one state of a library file from another, with what waits beside it to be written."""
    found = []
    for one in (path, path.with_name(path.name + "-wal")):
        try:
            about = one.stat()
        except OSError:
            continue
        found.append((about.st_ino, about.st_size, about.st_mtime_ns))
    return tuple(found)
