"""Backs the open library up by itself, once nothing has been done for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Slot

from spexplorer.support.errors import AppError, DamagedLibraryError

if TYPE_CHECKING:
    from spexplorer.operations.backups import Backup
    from spexplorer.workspace.workspace import Workspace

_QUIET_MS: Final = 60_000
"""How long nothing is done before a backup is made."""

_LARGEST: Final = 256 << 20
"""Bytes of a library beyond which a copy is not made unasked: it would take minutes of the disk."""


class IdleBackup(QObject):
    """Waits for a quiet minute at the start and after every change; lives with its workspace."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.begin)
        workspace.refreshed.connect(self._wait)
        self._wait()

    @Slot(object)
    def _wait(self, _changes: object = None) -> None:
        self._timer.start()

    @Slot()
    def begin(self) -> None:
        """Back up now, or wait for another quiet minute where something is under way."""
        workspace = self._workspace
        if workspace.tasks.are_running or workspace.writer.waiting:
            self._timer.start()
            return
        path = workspace.reader.path
        try:
            may = workspace.editing.is_possible and path.stat().st_size <= _LARGEST
        except OSError:
            return
        if may:
            workspace.tasks.start(self._work, self._done, self._failed, long=True)

    def _work(self) -> Backup | None:
        from spexplorer.operations.backups import back_up_if_changed

        return back_up_if_changed(self._workspace.reader.path)

    def _done(self, _made: object) -> None:
        """Nobody asked for it, nobody is told."""

    def _failed(self, error: Exception) -> None:
        from spexplorer.support.log import log_crash

        if isinstance(error, DamagedLibraryError):  # its check found what nobody has met yet
            self._workspace.failed.emit(error)
        elif not isinstance(error, AppError):
            log_crash(error)
