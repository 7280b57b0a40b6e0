"""The question of what becomes of a form that is left unsaved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from spexplorer.ui.translation import tr


def ask_about_unsaved(
    form: QWidget, save: Callable[[], object], throw_away: Callable[[], object]
) -> None:
    """Ask whether to save, throw away or go on; does not block."""
    box = QMessageBox(form)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(tr("Not saved yet"))
    box.setText(tr("What you typed is not saved yet."))
    keep = box.addButton(tr("&Save"), QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton(tr("&Throw away"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(tr("&Go on editing"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(stay)
    keep.clicked.connect(partial(_run, save))
    drop.clicked.connect(partial(_run, throw_away))
    box.open()


def _run(act: Callable[[], object], _checked: bool = False) -> None:
    act()
