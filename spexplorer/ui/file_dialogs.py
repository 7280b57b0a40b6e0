"""What the File menu asks for with a dialog: another library, and everything as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from spexplorer.ui.text import tr

if TYPE_CHECKING:
    from spexplorer.ui.main_window import MainWindow


def ask_for_library(window: MainWindow) -> Path | None:
    """The library a person chose to open; None when they thought better of it."""
    folder = str(window.workspace.reader.path.absolute().parent)
    name, _ = QFileDialog.getOpenFileName(
        window, tr("Open a library"), folder, tr("Libraries (*.spex);;All files (*)")
    )
    return Path(name) if name else None


def export_everything(window: MainWindow) -> None:
    """Write the whole library to a file a person names, on a worker; the window tells when it is there."""
    from spexplorer.operations.exporting import export_library
    from spexplorer.support.files import replacing

    name, _ = QFileDialog.getSaveFileName(
        window, tr("Export everything as JSON"), "library.json", tr("JSON (*.json)")
    )
    if not name:
        return
    source, target = window.workspace.reader.path, Path(name)

    def write() -> int:
        with replacing(target) as stream:
            return export_library(source, stream)

    window.workspace.tasks.start(
        write,
        lambda count: window.hint(tr("Wrote {n} records to {file}", n=count, file=target)),
        window.tell,
    )
