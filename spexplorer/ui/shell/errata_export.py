"""What was corrected in records of the published edition, as a file for its editors."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from spexplorer.support.errors import AppError
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from spexplorer.operations.reader import Snapshot
    from spexplorer.ui.shell.main_window import MainWindow


def export_errata(window: MainWindow) -> None:
    """Ask for a file and write the proposed errata there, as Markdown or JSON by its ending."""
    from spexplorer.operations.errata import corrections

    source = window.workspace.reader.snapshot
    try:
        number = len(corrections(source))
    except AppError as error:
        window.tell(error)
        return
    if not number:
        window.hint(
            tr("No record of the published edition was corrected here: there are no errata.")
        )
        return
    name, _ = QFileDialog.getSaveFileName(
        window, tr("Export proposed errata"), "errata.md", tr("Markdown (*.md);;JSON (*.json)")
    )
    if name:
        write_errata(window, Path(name))


def write_errata(window: MainWindow, target: Path) -> None:
    """Write the proposed errata on a worker, and say how many there are."""
    workspace = window.workspace
    write = partial(_write, workspace.reader.snapshot, workspace.reader.path, target)

    def told(number: int) -> None:
        one, many = "Wrote {n} correction to {file}.", "Wrote {n} corrections to {file}."
        window.hint(tr.counted(number, one, many, file=target))

    workspace.tasks.start(write, told, window.tell, long=True)


def _write(source: Snapshot, library: Path, target: Path) -> int:
    from spexplorer.operations.errata import corrections, errata_json, errata_markdown
    from spexplorer.support.files import replacing

    is_json = target.suffix.lower() == ".json"
    text = (
        json.dumps(errata_json(source), ensure_ascii=False, indent=1) + "\n"
        if is_json
        else errata_markdown(source, tr)
    )
    with replacing(target, sparing=[library]) as stream:
        stream.write(text)
    return len(corrections(source))
