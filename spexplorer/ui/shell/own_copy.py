"""Libraries that cannot be edited: why, and the copy that can."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from spexplorer.support.errors import AppError
from spexplorer.support.files import is_there
from spexplorer.support.folders import user_library
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow


def offer_copy(window: MainWindow, record_id: str | None) -> None:
    """Say in one dialog why nothing can be changed here, and offer what to do instead."""
    editing = window.workspace.editing
    path = window.workspace.reader.path
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(tr("Nothing can be changed here"))
    if editing.is_bundled:
        box.setText(
            tr(
                "This is the library that comes with the program; it is never changed. Your changes go"
                " into a library of your own, which begins as a copy of it."
            )
        )
        words = (
            tr("Open my own &library") if is_there(user_library()) else tr("Make my own &library")
        )
        own = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        own.clicked.connect(unticked(lambda: open_own(window, record_id)))
    else:
        box.setText(
            editing.refusal
            or tr(
                "The file {file} or its folder cannot be written to, so nothing can be changed in it."
                " A copy in another folder can be changed.",
                file=path.name,
            )
        )
        own = box.addButton(tr("Save a &copy …"), QMessageBox.ButtonRole.AcceptRole)
        own.clicked.connect(unticked(lambda: save_copy(window)))
    box.setDefaultButton(own)
    box.addButton(tr("&Not now"), QMessageBox.ButtonRole.RejectRole)
    box.open()


def open_own(window: MainWindow, record_id: str | None = None) -> None:
    """Open the user's own library, made from the bundled one where there is none yet."""
    from spexplorer.operations.libraries import create_user_library

    path = user_library()
    try:
        if not is_there(path):
            create_user_library(path)
    except AppError as error:
        window.tell(error)
        return
    window.path_wanted.emit(path)
    if record_id is not None:
        window.hint(
            tr("Your own library has opened in a window of its own; edit the record there.")
        )


def new_library(window: MainWindow) -> None:
    """Ask for a file and make an empty library there, with vocabularies of its own."""
    from PySide6.QtWidgets import QFileDialog

    from spexplorer.operations.library_creation import new_library as create

    folder = window.workspace.reader.path.absolute().parent
    name, _ = QFileDialog.getSaveFileName(
        window, tr("New library"), str(folder / "sources.spex"), tr("Libraries (*.spex)")
    )
    if not name:
        return
    path = Path(name if name.endswith(".spex") else f"{name}.spex")
    try:
        create(path)
    except AppError as error:
        window.tell(error)
        return
    window.path_wanted.emit(path)


def save_copy(window: MainWindow) -> None:
    """Ask for a file and put a copy of the library there, as it is now; then offer to open it."""
    from functools import partial

    from PySide6.QtWidgets import QFileDialog

    from spexplorer.operations.library_copy import copy_library

    workspace = window.workspace
    path = workspace.reader.path
    # Of a file that is gone what is open can still be read.
    source = path if is_there(path) else workspace.reader.snapshot
    name, _ = QFileDialog.getSaveFileName(
        window,
        tr("Save a copy"),
        str(Path.home() / f"{path.stem}-copy.spex"),
        tr("Libraries (*.spex)"),
    )
    if not name:
        return
    target = Path(name if name.endswith(".spex") else f"{name}.spex")

    def tell(_result: object) -> None:
        window.hint(tr("A copy was saved to {file}.", file=target))
        if not workspace.editing.is_possible:
            window.path_wanted.emit(target)

    workspace.tasks.start(partial(copy_library, source, target), tell, window.tell, long=True)
