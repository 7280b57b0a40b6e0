"""The libraries opened last: a list of files in the settings, and the menu that opens them again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from spexplorer.support.errors import AppError
from spexplorer.support.files import is_there
from spexplorer.ui.translation import tr
from spexplorer.ui.widgets.buttons import unticked
from spexplorer.ui.widgets.text import plain_tip
from spexplorer.workspace.settings import settings

_REMEMBERED: Final = 10
_KEY: Final = "files/recent"


def recent_libraries() -> list[Path]:
    """The libraries opened last, the latest first; some may be gone."""
    try:
        found = settings().value(_KEY, [])
    except AppError:
        return []
    listed = [found] if isinstance(found, str) else found if isinstance(found, list) else []
    return [Path(name) for name in listed if isinstance(name, str) and name][:_REMEMBERED]


def remember_library(path: Path) -> None:
    """Put a library at the head of the list; a folder that cannot be written forgets it."""
    named = path.absolute()
    others = [other for other in recent_libraries() if other != named]
    _write([named, *others][:_REMEMBERED])


def forget_libraries() -> None:
    """Empty the list; the files stay where they are."""
    _write([])


def _write(paths: list[Path]) -> None:
    try:
        store = settings()
    except AppError:
        return
    store.setValue(_KEY, [str(path) for path in paths])
    store.sync()


class RecentMenu(QMenu):
    """Reads the list each time it opens. `wanted` carries the path of a library."""

    wanted = Signal(object)

    def __init__(self, here: Path, parent: QWidget | None = None) -> None:
        """`here` is the library of this window, which is marked and not opened once more."""
        super().__init__(tr("Open &recent"), parent)
        self._here = here.absolute()
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the libraries; one that is gone is greyed and says so."""
        self.clear()
        paths = recent_libraries()
        for at, path in enumerate(paths, start=1):
            self._add(at, path)
        if not paths:
            self.addAction(tr("No library was opened yet")).setEnabled(False)
            return
        self.addSeparator()
        self.addAction(tr("&Clear this list")).triggered.connect(forget_libraries)

    def _add(self, at: int, path: Path) -> None:
        there = is_there(path)
        name = path.name.replace("&", "&&")
        folder = str(path.parent).replace("&", "&&")
        words = tr("{name} – in {folder}", name=name, folder=folder)
        if not there:
            words = tr("{name} – no longer in {folder}", name=name, folder=folder)
        elif path == self._here:
            words = tr("{name} – open in this window", name=name)
        action = self.addAction(f"&{at % 10} {words}")
        action.setToolTip(plain_tip(str(path)))
        action.setEnabled(there and path != self._here)
        action.triggered.connect(unticked(partial(self.wanted.emit, path)))
