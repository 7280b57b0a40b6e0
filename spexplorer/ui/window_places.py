"""Where a window stands on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMainWindow


def step_aside(window: QMainWindow, further: QMainWindow) -> None:
    """Place a further window so that it hides not the one it was asked for in; it stays on the screen."""
    step, screen = 2 * window.menuBar().height(), window.screen().availableGeometry()
    wanted, size = window.pos() + QPoint(step, step), window.frameGeometry().size()
    further.move(
        max(screen.left(), min(wanted.x(), screen.right() - size.width())),
        max(screen.top(), min(wanted.y(), screen.bottom() - size.height())),
    )
