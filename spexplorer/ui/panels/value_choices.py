"""Which of several records the points of charts are drawn with, and which one is preferred for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from spexplorer.support.errors import AppError
from spexplorer.ui.translation import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from spexplorer.ui.drawing.chart import Alternative
    from spexplorer.workspace.workspace import Workspace


class ValueChoices(QObject):
    """`turned` tells that a point is to be drawn with another record, `told` carries a sentence."""

    turned = Signal()
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.chosen: dict[str, str] = {}
        """Points (by their keys) that are drawn with another record than the first of several."""

    def offer(self, menu: QMenu, alternatives: Sequence[Alternative]) -> None:
        """Offer in a menu for each point to draw it with another record, and to prefer one."""
        from spexplorer.ui.drawing.chart_tools import add_alternatives

        add_alternatives(menu, alternatives, self.draw_with, self._ask_reason)

    def draw_with(self, one: Alternative) -> None:
        """Draw a point with another of its records."""
        self.chosen[one.key] = one.record
        self.turned.emit()

    def _ask_reason(self, one: Alternative, others: Sequence[str]) -> None:
        over = self.parent()
        dialog = QInputDialog(over if isinstance(over, QWidget) else None)
        dialog.setWindowTitle(tr("Prefer this value"))
        dialog.setLabelText(tr("Why is {value} the better one?", value=one.words))
        dialog.setTextValue(one.reason)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(partial(self.prefer, one.record, tuple(others)))
        dialog.open()

    def prefer(self, record: str, others: Sequence[str], reason: str) -> None:
        """Remember in the library that a record is preferred to others."""
        from spexplorer.operations.editing.preferring import prefer

        if not self._workspace.editing.is_possible:
            self.told.emit(tr("This library cannot be changed; make a copy of your own first."))
            return
        try:
            operation = prefer(record, reason, others)
        except AppError as error:
            self.told.emit(str(error))
            return
        self.chosen.clear()
        self._workspace.editing.run(operation, self._tell)

    def _tell(self, _committed: object) -> None:
        self.told.emit(tr("The charts are drawn with it from now on."))
