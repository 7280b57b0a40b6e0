"""The register with what narrows it in this tab alone: confidence, words, one passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.text import tr
from spexplorer.ui.theme import GRID
from spexplorer.ui.views.observations.register import Register
from spexplorer.ui.widgets.choices import Segments
from spexplorer.ui.widgets.record_list import empty_label

if TYPE_CHECKING:
    from spexplorer.ui.theme import Theme


class RegisterPane(QWidget):
    """Its parts are answered by the tab; `only` and `everywhere` are seen while a passage is chosen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sure = Segments(tr("Confidence"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in the register (Ctrl+F)"))
        self.field.setAccessibleName(tr("Find in the register"))
        self.field.setClearButtonEnabled(True)
        self.only = QLabel()
        self.only.setWordWrap(True)
        self.everywhere = QToolButton()
        self.everywhere.setText(tr("Show all passages"))
        self.register = Register(theme)
        self.empty = empty_label()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.register)
        self.stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.sure)
        column.addWidget(self.field)
        line = QHBoxLayout()
        line.addWidget(self.only, 1)
        line.addWidget(self.everywhere, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
