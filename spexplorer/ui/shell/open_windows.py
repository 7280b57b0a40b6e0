"""The windows that are open: which one has a library, and how one comes to the front."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from spexplorer.ui.shell.main_window import MainWindow


def open_windows() -> list[MainWindow]:
    """The main windows that are open, the active one first."""
    active = QApplication.activeWindow()
    tops = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return sorted((one for one in tops if one.isVisible()), key=lambda one: one is not active)


def window_on(path: Path) -> MainWindow | None:
    """A window on a library, None where there is none."""
    for window in open_windows():
        with suppress(OSError):
            if window.workspace.reader.path.samefile(path):
                return window
    return None


def to_front(window: QWidget) -> None:
    """Bring a window before the others; where the desktop does not allow that, it asks for attention."""
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def place_beside(window: QWidget, first: QWidget) -> None:
    """Place a window so that it does not hide another; it stays on the screen."""
    step = 4 * first.fontMetrics().height()
    screen, size = first.screen().availableGeometry(), window.frameGeometry().size()
    wanted = first.pos() + QPoint(step, step)
    window.move(
        max(screen.left(), min(wanted.x(), screen.right() - size.width())),
        max(screen.top(), min(wanted.y(), screen.bottom() - size.height())),
    )
