"""Where the program's own files lie (a wheel or a checkout) and where the user's lie.

The user's folders follow the XDG Base Directory specification on Linux and the platform's habit
elsewhere; `SPEXPLORER_HOME` puts everything below one folder (tests). So does a file named `portable`
beside the bundled program, for use from a stick: the folder `spexplorer-data` beside it is that folder.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Final

from spexplorer.support.errors import EnvironmentProblem

PORTABLE_MARKER: Final = "portable"
"""The name of the file that keeps everything beside the bundled program."""

_PACKAGE = Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Icons, themes, help. Shipped inside the wheel as `_resources`, in a checkout beside it."""
    return _shipped("resources")


def database_sources() -> Path:
    """Migrations, vocabularies, text sources and the built bundled library."""
    return _shipped("db")


def bundled_library() -> Path:
    """The reference library that comes with the program; it is only ever read."""
    return database_sources() / "library.spex"


@cache
def _shipped(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name


def user_data() -> Path:
    """The folder of the user's own library."""
    return _user_folder("XDG_DATA_HOME", ".local/share", "data")


def user_config() -> Path:
    """The folder of settings and the restored session."""
    return _user_folder("XDG_CONFIG_HOME", ".config", "config")


def style_folders() -> tuple[Path, Path]:
    """Where citation styles lie: those that come with the program, and those the user added."""
    return resources() / "styles", user_data() / "styles"


def user_library() -> Path:
    """The user's own library, created from the bundled one at the first start."""
    return user_data() / "library.spex"


def user_backups() -> Path:
    """The folder of the backups of libraries; `SPEXPLORER_BACKUPS` puts it on another disk."""
    named = os.environ.get("SPEXPLORER_BACKUPS")
    return Path(named) if named else user_data() / "backups"


def _user_folder(variable: str, below_home: str, portable: str) -> Path:
    if (home := _one_folder()) is not None:
        return home / portable
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or _home()) / "spexplorer" / portable
    if sys.platform == "darwin":
        return _home() / "Library/Application Support/spexplorer" / portable
    return Path(os.environ.get(variable) or _home() / below_home) / "spexplorer"


def _one_folder() -> Path | None:
    """The folder that holds everything of the user, where one was asked for."""
    if named := os.environ.get("SPEXPLORER_HOME"):
        return Path(named)
    beside = Path(sys.executable).parent
    if getattr(sys, "frozen", False) and (beside / PORTABLE_MARKER).is_file():
        return beside / "spexplorer-data"
    return None


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        raise EnvironmentProblem(
            "Your home folder is not known to this system; set SPEXPLORER_HOME to a folder you may "
            "write to."
        ) from error
