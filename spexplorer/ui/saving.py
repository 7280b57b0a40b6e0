"""Saving what is drawn or written: a place is asked for, a file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtWidgets import QFileDialog, QWidget

from spexplorer.support.errors import EnvironmentProblem
from spexplorer.support.files import draft_of, forget
from spexplorer.ui.text import tr


def ask_place(parent: QWidget, title: str, name: str, ending: str) -> Path | None:
    """Where a file shall lie, with its ending; None when a person changed their mind."""
    kind = f"{ending.upper()} (*.{ending})"
    place, _ = QFileDialog.getSaveFileName(parent, title, f"{name}.{ending}", kind)
    if not place:
        return None
    path = Path(place)
    return path if path.suffix.lower() == f".{ending}" else Path(f"{place}.{ending}")


def save_drawn(path: Path, write: Callable[[QBuffer], bool]) -> None:
    """Write what Qt draws into a buffer; raises EnvironmentProblem, and then leaves no trace."""
    kept = QByteArray()
    device = QBuffer(kept)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn = write(device)
    device.close()
    draft = draft_of(path)
    reason: str | None = tr("it could not be drawn")
    try:
        if drawn and kept.size():
            draft.write_bytes(kept.data())
            draft.replace(path)
            return
    except OSError as error:
        reason = error.strerror
    finally:
        forget(draft)
    raise EnvironmentProblem(
        tr(
            "{path} cannot be written ({reason}); choose another folder or free some space.",
            path=path, reason=reason,
        )
    )  # fmt: skip
