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
from spexplorer.ui.widgets.text import plain_caption, plain_tip
from spexplorer.workspace.settings import settings

_REMEMBERED: Final = 10
_KEY: Final = "files/recent"
_PINNED_KEY: Final = "files/pinned"


def recent_libraries() -> list[Path]:
    """The libraries opened last, the latest first; some may be gone."""
    return _listed(_KEY)


def pinned_libraries() -> list[Path]:
    """The libraries that stay at the head of the list, however long ago they were opened."""
    return _listed(_PINNED_KEY)


def _listed(key: str) -> list[Path]:
    try:
        found = settings().value(key, [])
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
    """Empty the list but for the pinned; the files stay where they are."""
    _write([])


def pin_library(path: Path, *, pinned: bool) -> None:
    """Keep a library at the head of the list, or let it go with the others."""
    named = path.absolute()
    others = [other for other in pinned_libraries() if other != named]
    _write([*others, named][-_REMEMBERED:] if pinned else others, _PINNED_KEY)


def _write(paths: list[Path], key: str = _KEY) -> None:
    try:
        store = settings()
    except AppError:
        return
    store.setValue(key, [str(path) for path in paths])
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
        pinned = pinned_libraries()
        paths = [*pinned, *(path for path in recent_libraries() if path not in pinned)]
        for at, path in enumerate(paths, start=1):
            self._add(at, path, is_pinned=path in pinned)
        if not paths:
            self.addAction(tr("No library was opened yet")).setEnabled(False)
            return
        self.addSeparator()
        keep = self.addAction(tr("&Pin the library of this window"))
        keep.setCheckable(True)
        keep.setChecked(self._here in pinned)
        keep.toggled.connect(partial(_pin, self._here))
        self.addAction(tr("&Clear this list")).triggered.connect(forget_libraries)

    def _add(self, at: int, path: Path, *, is_pinned: bool) -> None:
        there = is_there(path)
        name = plain_caption(path.name)
        folder = plain_caption(str(path.parent))
        words = tr("{name} – in {folder}", name=name, folder=folder)
        if not there:
            words = tr("{name} – no longer in {folder}", name=name, folder=folder)
        elif path == self._here:
            words = tr("{name} – open in this window", name=name)
        if is_pinned:
            words = tr("{words} (pinned)", words=words)
        action = self.addAction(f"&{at % 10} {words}")
        action.setToolTip(plain_tip(str(path)))
        action.setEnabled(there and path != self._here)
        action.triggered.connect(unticked(partial(self.wanted.emit, path)))


def _pin(path: Path, pinned: bool) -> None:
    pin_library(path, pinned=pinned)
