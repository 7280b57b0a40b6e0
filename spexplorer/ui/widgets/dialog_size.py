"""How large a dialog opens: as its text asks for, and never beyond the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

_SHARE: Final = 0.92
"""The frame of a dialog takes room on the screen as well."""


def size_dialog(dialog: QDialog, letters: int, lines: int = 0) -> None:
    """Make a dialog so many letters wide and lines high; with no lines, as high as it needs."""
    metrics, screen = dialog.fontMetrics(), dialog.screen().availableSize()
    wide = min(metrics.averageCharWidth() * letters, round(screen.width() * _SHARE))
    if lines:
        dialog.resize(wide, min(metrics.height() * lines, round(screen.height() * _SHARE)))
    else:
        dialog.setMinimumWidth(wide)
