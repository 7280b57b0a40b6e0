"""Files dropped onto the window: libraries are opened, copies of sources attached, entries imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from spexplorer.support.errors import AppError
from spexplorer.ui.guard import guarded
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow


_COPIES: Final = frozenset({".pdf", ".docx", ".epub"})
_READABLE: Final = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})
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
        others = [file for file in files if file not in libraries]
        copies = [file for file in others if is_copy(file)]
        if sources := [file for file in others if file not in copies]:
            from spexplorer.ui.shell.import_dialog import show_import

            show_import(self._window, sources)
        if copies:
            from spexplorer.ui.panels.attach_dialog import open_attach_dialog

            open_attach_dialog(self._window.workspace, self._window, copies[0])
            if len(copies) > 1:
                self._window.hint(
                    tr("Copies are attached one at a time; this is the first of them.")
                )


def is_copy(file: Path) -> bool:
    """Whether a file is the text of a source rather than entries of another program.

    What is text or HTML by its name is told by its content.
    """
    ending = file.suffix.lower()
    if ending in _COPIES:
        return True
    if ending not in _READABLE or not file.is_file():
        return False
    from spexplorer.operations.importing import format_of

    try:
        format_of(file)
    except AppError:
        return True
    return False
