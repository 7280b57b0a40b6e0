"""The line of controls: how the register is grouped, the parties, the day that is asked for, export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QWidget

from spexplorer.ui.style.theme import GRID
from spexplorer.ui.translation import tr
from spexplorer.ui.views.agreements.day_control import DayControl
from spexplorer.ui.views.agreements.exporting import RegisterExport
from spexplorer.ui.views.agreements.party_control import PartyControl
from spexplorer.ui.widgets.layouts import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from spexplorer.ui.views.agreements.material import Material
    from spexplorer.ui.views.agreements.model import RegisterModel
    from spexplorer.workspace.workspace import Workspace


class Controls(QWidget):
    """Set in lines; the slider of the day takes what the others leave of theirs.

    `export` stands elsewhere, at the side of the heading.
    """

    def __init__(
        self,
        workspace: Workspace,
        material: Material,
        model: RegisterModel,
        years: tuple[int, int],
    ) -> None:
        super().__init__()
        self.grouping = QComboBox()
        for key, words in (
            ("", tr("Not grouped")),
            ("level", tr("By level")),
            ("form", tr("By form")),
            ("year", tr("By year")),
        ):
            self.grouping.addItem(words, key)
        self.grouping.setAccessibleName(tr("Grouping of the register"))
        self.parties = PartyControl(material)
        self.day = DayControl(years)
        self.export = RegisterExport(workspace, material, model)
        flow = FlowLayout(self, 3 * GRID)
        for widget in (self.grouping, self.parties, self.day):
            flow.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share()

    def _share(self) -> None:
        others = (self.grouping, self.parties)
        taken = sum(other.sizeHint().width() + 3 * GRID for other in others)
        self.day.measure(self.width() - taken)
