"""Where a window stands on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMainWindow

if TYPE_CHECKING:
    from spexplorer.ui.shell.main_window import MainWindow
    from spexplorer.workspace.settings import Session


def restore(window: MainWindow, session: Session) -> None:
    """Give a window the size and the panels of the last session, or what the text asks for."""
    metrics, screen = window.fontMetrics(), window.screen().availableSize()
    window.resize(
        min(metrics.averageCharWidth() * 240, round(screen.width() * 0.95)),
        min(metrics.height() * 66, round(screen.height() * 0.9)),
    )
    if session.geometry is not None:
        window.restoreGeometry(session.geometry)
    window.panels.restore(session.docks, session.panels)


def step_aside(window: QMainWindow, further: QMainWindow) -> None:
    """Place a further window so that it hides not the one it was asked for in; it stays on the screen."""
    step, screen = 2 * window.menuBar().height(), window.screen().availableGeometry()
    wanted, size = window.pos() + QPoint(step, step), window.frameGeometry().size()
    further.move(
        max(screen.left(), min(wanted.x(), screen.right() - size.width())),
        max(screen.top(), min(wanted.y(), screen.bottom() - size.height())),
    )
