"""An open library that is moved, deleted or on a drive that is taken away, and its return."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from spexplorer.operations.libraries import make_ready
from spexplorer.support.errors import AppError
from spexplorer.ui.shell.own_copy import save_copy
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow
    from spexplorer.workspace.file_watch import FileWatch


class LibraryLoss(QObject):
    """Tells that the library of a window is gone, and lets nothing be changed until it is back.

    What is typed stays in its form and as a draft. What was open can be read, and saved elsewhere, as long
    as the system keeps it.
    """

    def __init__(self, window: MainWindow, watch: FileWatch) -> None:
        super().__init__(watch)
        self._window = window
        watch.gone.connect(self._tell_gone)
        watch.back.connect(self._tell_back)

    @Slot()
    def _tell_gone(self) -> None:
        window = self._window
        path = window.workspace.reader.path
        words = tr(
            "{path} is not there any more: it was moved or deleted, or its drive was taken away. Nothing can"
            " be saved until it is back; what you typed is kept as a draft.",
            path=path,
        )
        window.workspace.writer.refuse(words)
        if window.record_panel is not None:
            window.record_panel.keep_draft()
        window.message.say(words, offer=(tr("Save a copy …"), partial(save_copy, window)))

    @Slot()
    def _tell_back(self) -> None:
        window = self._window
        window.workspace.writer.refuse("")
        window.message.put_away()
        try:
            make_ready(
                window.workspace.reader.path
            )  # it may be another file than the one that went
        except AppError as error:
            window.tell(error)
            return
        window.reading_wanted.emit()
