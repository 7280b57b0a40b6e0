"""Going to a web address: never without a click that shows where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox

from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QWidget

_SCHEMES: Final = ("http", "https")


def ask_to_open(address: str, parent: QWidget) -> QMessageBox:
    """Show the whole address, and open it in the browser or copy it as a person says."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("Open a web address"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(tr("Open this address in your web browser?"))
    box.setInformativeText(address)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    opening = box.addButton(tr("&Open in the browser"), QMessageBox.ButtonRole.AcceptRole)
    opening.setEnabled(QUrl(address).scheme().lower() in _SCHEMES)
    copying = box.addButton(tr("&Copy the address"), QMessageBox.ButtonRole.ActionRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)

    def answer(button: QAbstractButton) -> None:
        if button is opening and not QDesktopServices.openUrl(QUrl(address)):
            QGuiApplication.clipboard().setText(address)
            _tell_copied(parent)
        elif button is copying:
            QGuiApplication.clipboard().setText(address)

    box.buttonClicked.connect(answer)
    box.open()
    return box


def _tell_copied(parent: QWidget) -> None:
    """Say that no browser could be started, and where the address is now."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(tr("Open a web address"))
    box.setText(tr("No web browser could be started. The address is on the clipboard."))
    box.addButton(QMessageBox.StandardButton.Close)
    box.open()
