"""What the File menu asks for with a dialog."""

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
