"""Tells once that a library lies where other machines write to it as well, and what that means."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from spexplorer.support.places import is_on_network, synchronised_by
from spexplorer.ui.translation import tr
from spexplorer.workspace.settings import remember, remembered

if TYPE_CHECKING:
    from pathlib import Path

    from spexplorer.ui.shell.main_window import MainWindow

_TOLD: Final = "places/told"
_REMEMBERED: Final = 4000
"""Letters of the list of places that were told of."""


def tell_of_shared_place(window: MainWindow) -> None:
    """Look on a worker where the library lies; say so where it was not said of this folder before."""
    path = window.workspace.reader.path.absolute()
    if window.workspace.editing.is_possible and not _was_told(path):
        window.workspace.tasks.start(
            partial(_words_of, path), partial(_tell, window, path), _keep_quiet
        )


def _words_of(path: Path) -> str:
    if service := synchronised_by(path):
        return tr(
            "This library lies in a folder that {service} synchronises. Close it here before you open it on"
            " another machine: of two versions the service keeps one. Backups are kept apart from it.",
            service=service,
        )
    if is_on_network(path):
        return tr(
            "This library lies on a network drive. Others can read it meanwhile; two who write wait for each"
            " other. Where the connection is bad, work on a copy."
        )
    return ""


def _tell(window: MainWindow, path: Path, words: str) -> None:
    if words and not window.message.isVisible():
        window.message.say(words)
        remember(_TOLD, f"{path.parent}\n{remembered(_TOLD)}"[:_REMEMBERED])


def _keep_quiet(_error: Exception) -> None:
    """Where it cannot be looked nothing is said."""


def _was_told(path: Path) -> bool:
    return str(path.parent) in remembered(_TOLD).split("\n")
