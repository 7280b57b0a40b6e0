"""The register with what narrows it in this tab alone: confidence, words, one passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from spexplorer.ui.lists.record_list import empty_label
from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.observations.register import Register
from spexplorer.ui.widgets.choices import Segments
from spexplorer.ui.widgets.panes import WholePane

if TYPE_CHECKING:
    from spexplorer.ui.style.theme import Theme

_LINES: Final = 6
"""So many lines of the register are always seen."""


class RegisterPane(WholePane):
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
        self._keep_readable()

    def _keep_readable(self) -> None:
        self.stack.setMinimumHeight(self.fontMetrics().height() * _LINES)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_readable()
