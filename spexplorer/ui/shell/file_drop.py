"""Files dropped onto the window: libraries are opened, the entries of others are shown for import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from spexplorer.ui.guard import guarded

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow


_DROPS: Final = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


@guarded
class FileDrop(QObject):
    """Takes what is dropped on a window; each library opens in a window of its own.

    The window of the screen is asked before its widgets are: fields would take the path as words.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DROPS:
            return False
        dropped = cast("QDropEvent", event)
        files = [Path(url.toLocalFile()) for url in dropped.mimeData().urls() if url.isLocalFile()]
        if not files:
            return False
        dropped.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            self._take(files)
        return True

    def _take(self, files: list[Path]) -> None:
        libraries = [file for file in files if file.suffix == ".spex"]
        for file in libraries:
            self._window.path_wanted.emit(file)
        if sources := [file for file in files if file not in libraries]:
            from spexplorer.ui.shell.import_dialog import show_import

            show_import(self._window, sources)
