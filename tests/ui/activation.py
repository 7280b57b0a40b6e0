"""A window brought to the front, waited for."""

from PySide6.QtWidgets import QWidget


def in_front(qtbot, widget: QWidget) -> None:
    """Make the window of ``widget`` the active one.

    It is asked again until it is: another window that is still being shown takes the place.
    """
    window = widget.window()

    def active() -> bool:
        if not window.isActiveWindow():
            window.raise_()
            window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(active, timeout=20_000)
