"""A turn of Qt's event loop, for tests of what happens at the next one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def turn() -> None:
    """Let happen what waits for the event loop: a state that was set is shown."""
    QCoreApplication.processEvents()
