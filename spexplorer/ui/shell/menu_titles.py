"""The titles of the menus, which stand in the bar before the menus are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar


def add_titles(bar: QMenuBar) -> dict[str, QMenu]:
    """Put the empty menus into a bar in their order; gives them by their names."""
    bar.clear()
    return {
        name: bar.addMenu(title)
        for name, title in (
            ("file", tr("&File")),
            ("edit", tr("&Edit")),
            ("view", tr("&View")),
            ("go", tr("&Go")),
            ("record", tr("&Record")),
            ("tools", tr("&Tools")),
            ("window", tr("&Window")),
            ("help", tr("&Help")),
        )
    }
